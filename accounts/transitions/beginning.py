"""How a county, a city or a province begins: its three administrators, made by the system and by
nobody else."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import Posting, User
from accounts.passwords import first_password
from accounts.refusals import Invalid
from accounts.roles import ADMIN_ROLES, UPPER_LEVELS, Role

NAMES: dict[Role, str] = {
    Role.SYSTEM_ADMIN: "xitong",
    Role.SECURITY_ADMIN: "anquan",
    Role.AUDIT_ADMIN: "shenji",
}


@transaction.atomic
def begin_county(*, county: Any, by: User) -> list[tuple[User, str]]:
    """Make the first three administrators (三员分立) of a county, a city or a province, each with a
    first password that is kept nowhere; returns them. Later ones are made on the pages. Those of a
    city keep the city's own accounts, never a county's (models.posting.span_of).

    Raises Forbidden to anybody but the system, Invalid when there are administrators already."""
    acts.require(by, Act.USER_CREATE, county.code)
    if not county.is_county and county.level not in UPPER_LEVELS:
        raise Invalid(_("%(place)s不是县、市、省，请写其中一级的代码。") % {"place": county.name})
    held = Posting.objects.in_force().filter(division_id=county.code, role__in=ADMIN_ROLES)
    if held.exists():
        raise Invalid(_("%(place)s已有管理员，请他们在页面上办理。") % {"place": county.name})
    made = []
    for role, name in NAMES.items():
        password = first_password()
        user = User.objects.create_user(
            f"{name}{county.code // 10**6}", str(role.label), password, place=county.code
        )
        posting = Posting.build(
            user=user, role=role, division=county, since=timezone.localdate(), until=None, by=by
        )
        posting.save()
        trail.record(Act.USER_CREATE, by=by, on=user, place=county.code)
        trail.record(Act.POSTING_GRANT, by=by, on=posting, place=county.code)
        made.append((user, password))
    return made
