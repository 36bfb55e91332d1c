"""Who acts in a unit's own name: a county does not act in a township's place, nor a township in a
village's (domain 0)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import Http404
from django.utils.translation import gettext as _

from accounts import acts, scope
from accounts.acts import Act
from accounts.models import User
from accounts.reach import inside
from accounts.refusals import Forbidden
from accounts.roles import UPPER_ROLES, Role
from campaigns.models import Division, Level

UNIT_ROLES: dict[int, frozenset[Role]] = {
    Level.PROVINCE: UPPER_ROLES,
    Level.CITY: UPPER_ROLES,
    Level.COUNTY: frozenset({Role.COUNTY_FEDERATION}),
    Level.TOWNSHIP: frozenset({Role.TOWNSHIP_FEDERATION}),
    Level.VILLAGE: frozenset({Role.VILLAGE_MEDIATOR}),
}


def roles_of(unit: Division) -> frozenset[Role]:
    """Who acts in a unit's name; a city without counties is a county."""
    return UNIT_ROLES[Level.COUNTY if unit.is_county else unit.level]


def acts_for(user: User, act: Act, unit: Division) -> bool:
    """Whether `user` may do `act` in the name of `unit` itself, not from above it."""
    if user.is_system:
        return True
    wanted = roles_of(unit)
    return acts.may(user, act, unit.code) and any(
        p.role in wanted and p.division.level == unit.level and p.covers(unit.code)
        for p in user.postings_today
    )


def require_unit(user: User, act: Act, unit: Division) -> None:
    """Refuse with 403 and the unit's name, unless `user` acts for the unit itself."""
    if not acts_for(user, act, unit):
        raise Forbidden(
            _("这一步由%(unit)s的%(role)s办理，您可以提醒她们。")
            % {"unit": unit.name, "role": acts.names(roles_of(unit))}
        )


@contextmanager
def in_name_of(user: User, unit: Division) -> Iterator[None]:
    """Write in the name of a city or a province: its people read what it has issued and write no
    row themselves (accounts.walls), so the system does, once the verb has asked whether they may.
    For everybody else, and for another unit, nothing is opened."""
    own = any(p.division_id == unit.code and p.role in UPPER_ROLES for p in user.postings_today)
    if own and not unit.is_county:
        with scope.as_system():
            yield
    else:
        yield


def require_own(user: User, act: Act, unit: Division) -> None:
    """The same for a unit that was named, not fetched: outside the reach it is not there (404)."""
    if not inside(user.area_spans, unit.code):
        raise Http404
    require_unit(user, act, unit)
