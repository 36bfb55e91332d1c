"""Sign-ins of the demo county; shown only where DEMO_DATA is on."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role

PASSWORD = "anjia-demo-2026"  # noqa: S105  (invented county, printed on its sign-in page)


@dataclass(frozen=True)
class DemoLogin:
    """One line of the table under the sign-in form."""

    role: str
    name: str
    username: str
    password: str


# Username by role; the demo seed makes them.
USERNAMES: dict[Role, str] = {
    Role.COUNTY_FEDERATION: "xianfulian",
    Role.GOVERNANCE_REVIEWER: "pinganban",
    Role.TOWNSHIP_FEDERATION: "zhenfulian",
    Role.VILLAGE_MEDIATOR: "cuntiaojie",
    Role.AUDITOR: "ducha",
    Role.UPPER_FEDERATION: "shifulian",
    Role.UPPER_GOVERNANCE: "shipinganban",
    Role.SYSTEM_ADMIN: "xitong",
    Role.SECURITY_ADMIN: "anquan",
    Role.AUDIT_ADMIN: "shenji",
}

# Who publishes what pinganban signs.
LEAD = "pinganzhuren"


def logins() -> list[DemoLogin]:
    """One sign-in per role that exists, in the order above, and the head of the governance office
    after its reviewer; empty before seeding."""
    wanted = [(str(role.label), name) for role, name in USERNAMES.items()]
    place = list(USERNAMES).index(Role.GOVERNANCE_REVIEWER) + 1
    wanted.insert(place, (_("平安办主任"), LEAD))
    users = {u.username: u for u in User.objects.filter(username__in=[n for _w, n in wanted])}
    return [DemoLogin(words, users[n].name, n, PASSWORD) for words, n in wanted if n in users]
