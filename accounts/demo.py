"""Sign-ins of the demo county; shown only where DEMO_DATA is on."""

from __future__ import annotations

from dataclasses import dataclass

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
    Role.SYSTEM_ADMIN: "xitong",
    Role.SECURITY_ADMIN: "anquan",
    Role.AUDIT_ADMIN: "shenji",
}


def logins() -> list[DemoLogin]:
    """One sign-in per role that exists, in the order above; empty before seeding."""
    users = {u.username: u for u in User.objects.filter(username__in=USERNAMES.values())}
    return [
        DemoLogin(str(role.label), users[name].name, name, PASSWORD)
        for role, name in USERNAMES.items()
        if name in users
    ]
