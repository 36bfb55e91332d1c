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
    UPPER_FEDERATION = "upper_federation", _("市（省）妇联")
    UPPER_GOVERNANCE = "upper_governance", _("市（省）平安办")
    SYSTEM_ADMIN = "system_admin", _("系统管理员")
    SECURITY_ADMIN = "security_admin", _("安全管理员")
    AUDIT_ADMIN = "audit_admin", _("审计管理员")


# Roles that work with families: only these pass the case wall.
CASE_ROLES: frozenset[Role] = frozenset(
    {Role.COUNTY_FEDERATION, Role.TOWNSHIP_FEDERATION, Role.VILLAGE_MEDIATOR}
)
# Roles that see the area's figures: scores, pledges, counts; never a family by this alone.
AREA_ROLES: frozenset[Role] = CASE_ROLES | {Role.GOVERNANCE_REVIEWER, Role.AUDITOR}
# Roles of a city or a province: what their counties come to, never a county's own rows. They are
# in none of the sets above, so that every page, act and table says no until it says otherwise.
UPPER_ROLES: frozenset[Role] = frozenset({Role.UPPER_FEDERATION, Role.UPPER_GOVERNANCE})
# Roles that take something out as a file: of families, or figures as they may see them.
EXPORT_ROLES: frozenset[Role] = CASE_ROLES | UPPER_ROLES | {Role.GOVERNANCE_REVIEWER}
ADMIN_ROLES: frozenset[Role] = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})

# The levels of division each role is posted to (see campaigns.models.division.Level). A city that
# is its own county counts as a county.
COUNTY_LEVEL = 3
UPPER_LEVELS = frozenset({1, 2})
ROLE_LEVELS: dict[Role, frozenset[int]] = {
    Role.COUNTY_FEDERATION: frozenset({COUNTY_LEVEL}),
    Role.TOWNSHIP_FEDERATION: frozenset({4}),
    Role.VILLAGE_MEDIATOR: frozenset({5}),
    Role.GOVERNANCE_REVIEWER: frozenset({COUNTY_LEVEL}),
    Role.AUDITOR: frozenset({COUNTY_LEVEL}),
    Role.UPPER_FEDERATION: UPPER_LEVELS,
    Role.UPPER_GOVERNANCE: UPPER_LEVELS,
    Role.SYSTEM_ADMIN: UPPER_LEVELS | {COUNTY_LEVEL},
    Role.SECURITY_ADMIN: UPPER_LEVELS | {COUNTY_LEVEL},
    Role.AUDIT_ADMIN: UPPER_LEVELS | {COUNTY_LEVEL},
}


def incompatible(one: Role, other: Role) -> bool:
    """Whether one person may not hold both at a time (三员分立): two different administrators,
    or an administrator and a role that works with families."""
    pair = {one, other}
    return one != other and bool(pair & ADMIN_ROLES) and pair <= ADMIN_ROLES | CASE_ROLES
