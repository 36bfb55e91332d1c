"""How a matter's page tells its life: steps and history."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import trail
from accounts.acts import Act
from accounts.models import Trail
from accounts.templatetags.words import zh_day, zh_time
from disputes.models import Matter, Route
from disputes.story import Entry, Step


def steps(matter: Matter) -> list[Step]:
    """Receipt, sorting, handling, end."""
    rows = [
        (_("登记"), zh_day(matter.received_on)),
        (_("分办"), zh_day(matter.sorted_on) if matter.sorted_on else ""),
        (_("办理"), str(Route(matter.route).label) if matter.route else ""),
        (_("办结"), zh_day(matter.closed_on) if matter.closed_on else ""),
    ]
    reached = {
        Matter.Status.RECEIVED: 1,
        Matter.Status.HANDLING: 2,
        Matter.Status.DONE: len(rows),
    }[Matter.Status(matter.status)]
    states = ["done" if i < reached else "now" if i == reached else "later" for i in range(4)]
    return [Step(label, note, state) for (label, note), state in zip(rows, states, strict=True)]


def history(matter: Matter, rows: Iterable[Trail]) -> list[Entry]:
    """经过, newest first."""
    return [entry for row in rows if (entry := _entry(matter, row))]


def _entry(matter: Matter, row: Trail) -> Entry | None:
    if row.act not in TELLERS:
        return None
    kind, icon, tell = TELLERS[row.act]
    at = timezone.localtime(row.at)
    on = date.fromisoformat(row.after["on"]) if "on" in row.after else at.date()
    by = f"{row.by.name} {zh_day(at)} {zh_time(at)} {_('记录')}"
    return Entry(on, str(kind), tell(matter, row.after), by, icon)


def _told_route(matter: Matter, after: dict[str, Any]) -> str:
    return str(Route(after["route"]).label) if after.get("route") else ""


Teller = Callable[[Matter, dict[str, Any]], str]
TELLERS: dict[str, tuple[Any, str, Teller]] = {
    Act.MATTER_RECEIVE: (
        gettext_lazy("登记来件"),
        "pen",
        lambda m, a: str(m.get_channel_display()),
    ),
    Act.MATTER_SORT: (gettext_lazy("分办"), "arrow", _told_route),
    Act.MATTER_PASS_UP: (gettext_lazy("上交乡镇"), "up", lambda m, a: ""),
    Act.MATTER_TAKE: (gettext_lazy("接手"), "person", lambda m, a: ""),
}


def trail_of(matter: Matter) -> list[Trail]:
    """The matter's trail, newest first."""
    return list(trail.of(matter))
