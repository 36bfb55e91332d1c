"""Who acts in a unit's own name: a county does not act in a township's place, nor a township in a
village's (domain 0)."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from accounts import acts
from accounts.acts import Act
from accounts.models import User
from accounts.reach import inside
from accounts.refusals import Forbidden
from accounts.roles import Role
from campaigns.models import Division, Level

UNIT_ROLE: dict[int, Role] = {
    Level.CITY: Role.COUNTY_FEDERATION,  # a city that is its own county
    Level.COUNTY: Role.COUNTY_FEDERATION,
    Level.TOWNSHIP: Role.TOWNSHIP_FEDERATION,
    Level.VILLAGE: Role.VILLAGE_MEDIATOR,
}


def acts_for(user: User, act: Act, unit: Division) -> bool:
    """Whether `user` may do `act` in the name of `unit` itself, not from above it."""
    if user.is_system:
        return True
    wanted = UNIT_ROLE.get(unit.level)
    return acts.may(user, act, unit.code) and any(
        p.role == wanted and p.division.level == unit.level and p.covers(unit.code)
        for p in user.postings_today
    )


def require_unit(user: User, act: Act, unit: Division) -> None:
    """Refuse with 403 and the unit's name, unless `user` acts for the unit itself."""
    if not acts_for(user, act, unit):
        raise Forbidden(
            _("这一步由%(unit)s的%(role)s办理，您可以提醒她们。")
            % {"unit": unit.name, "role": Role(UNIT_ROLE[unit.level]).label}
        )


def require_own(user: User, act: Act, unit: Division) -> None:
    """The same for a unit that was named, not fetched: outside the reach it is not there (404)."""
    if not inside(user.area_spans, unit.code):
        raise Http404
    require_unit(user, act, unit)
