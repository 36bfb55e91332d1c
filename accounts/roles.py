"""Roles a posting can hold, and which of them ever see a family (domain 0, H)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody is in a division; the three administrators are kept apart (三员分立)."""

    COUNTY_FEDERATION = "county_federation", _("县妇联")
    TOWNSHIP_FEDERATION = "township_federation", _("乡镇妇联")
    VILLAGE_MEDIATOR = "village_mediator", _("村调解员")
    GOVERNANCE_REVIEWER = "governance_reviewer", _("平安办")
    AUDITOR = "auditor", _("督查员")
    SYSTEM_ADMIN = "system_admin", _("系统管理员")
    SECURITY_ADMIN = "security_admin", _("安全管理员")
    AUDIT_ADMIN = "audit_admin", _("审计管理员")


# Roles that work with families: only these pass the case wall.
CASE_ROLES: frozenset[Role] = frozenset(
    {Role.COUNTY_FEDERATION, Role.TOWNSHIP_FEDERATION, Role.VILLAGE_MEDIATOR}
)
# Roles that see the area's figures: scores, pledges, counts; never a family by this alone.
AREA_ROLES: frozenset[Role] = CASE_ROLES | {Role.GOVERNANCE_REVIEWER, Role.AUDITOR}
# Roles that take something out as a file: of families, or the statistics as they may see them.
EXPORT_ROLES: frozenset[Role] = CASE_ROLES | {Role.GOVERNANCE_REVIEWER}
ADMIN_ROLES: frozenset[Role] = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})

# The level of division each role is posted to (see campaigns.models.division.Level).
ROLE_LEVEL: dict[Role, int] = {
    Role.COUNTY_FEDERATION: 3,
    Role.TOWNSHIP_FEDERATION: 4,
    Role.VILLAGE_MEDIATOR: 5,
    Role.GOVERNANCE_REVIEWER: 3,
    Role.AUDITOR: 3,
    Role.SYSTEM_ADMIN: 3,
    Role.SECURITY_ADMIN: 3,
    Role.AUDIT_ADMIN: 3,
}


def incompatible(one: Role, other: Role) -> bool:
    """Whether one person may not hold both at a time (三员分立): two different administrators,
    or an administrator and a role that works with families."""
    pair = {one, other}
    return one != other and bool(pair & ADMIN_ROLES) and pair <= ADMIN_ROLES | CASE_ROLES
