"""How a matter's page tells its life: steps and history."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import trail
from accounts.acts import Act
from accounts.models import Trail
from accounts.templatetags.words import zh_day, zh_time
from disputes.models import (
    Matter,
    MatterHandOver,
    Referral,
    RightsMatter,
    RightsReview,
    Route,
    SupervisionCard,
)
from disputes.queries.rights import sums
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


def _told_review(matter: Matter, after: dict[str, Any]) -> str:
    level, result = RightsReview.Level(after["level"]), RightsReview.Result(after["result"])
    return f"{level.label}，{result.label}"


def _told_lead(matter: Matter, after: dict[str, Any]) -> str:
    until = zh_day(date.fromisoformat(after["until"]))
    return _("包到 %(day)s") % {"day": until}


def _told_visits(matter: Matter, after: dict[str, Any]) -> str:
    if "visit" in after:
        return ""
    days = after.get("days")
    return _("每 %(n)d 天一次") % {"n": days} if days else _("不再定期回访")


def _told_hand_over(matter: Matter, after: dict[str, Any]) -> str:
    status = after.get("status")
    return str(MatterHandOver.Status(status).label) if status else ""


def _told_card(matter: Matter, after: dict[str, Any]) -> str:
    colour = SupervisionCard.Colour(after["colour"]).label
    return f"{colour}，{SupervisionCard.Status(after['status']).label}"


def _told_referral(matter: Matter, after: dict[str, Any]) -> str:
    return str(Referral.Status(after["status"]).label)


Teller = Callable[[Matter, dict[str, Any]], str]
TELLERS: dict[str, tuple[Any, str, Teller]] = {
    Act.MATTER_RECEIVE: (
        gettext_lazy("登记来件"),
        "pen",
        lambda m, a: str(m.get_channel_display()),
    ),
    Act.MATTER_SORT: (gettext_lazy("分办"), "arrow", _told_route),
    Act.MATTER_PASS_UP: (gettext_lazy("上交乡镇"), "up", lambda m, a: ""),
    Act.RIGHTS_ACCEPT: (gettext_lazy("受理告知"), "check", lambda m, a: ""),
    Act.RIGHTS_TRANSFER: (
        gettext_lazy("转送"),
        "arrow",
        lambda m, a: m.rights_matter.transferred_to if m.rights_matter else "",
    ),
    Act.RIGHTS_EXTEND: (
        gettext_lazy("延长期限"),
        "clock",
        lambda m, a: _("%(n)d 日，已告知理由") % {"n": a["days"]},
    ),
    Act.RIGHTS_ANSWER: (gettext_lazy("答复"), "document", lambda m, a: ""),
    Act.RIGHTS_SATISFACTION: (
        gettext_lazy("满意程度"),
        "chat",
        lambda m, a: str(RightsMatter.Satisfaction(a["satisfied"]).label),
    ),
    Act.RIGHTS_ASK_REVIEW: (
        gettext_lazy("来人申请"),
        "up",
        lambda m, a: str(RightsReview.Level(a["level"]).label),
    ),
    Act.RIGHTS_REVIEW: (gettext_lazy("复查复核答复"), "document", _told_review),
    Act.RIGHTS_LEAD: (gettext_lazy("领导包案"), "flag", _told_lead),
    Act.RIGHTS_VISIT: (gettext_lazy("回访"), "house", _told_visits),
    Act.MATTER_TAKE: (gettext_lazy("接手"), "person", _told_hand_over),
    Act.MATTER_HAND_OVER: (gettext_lazy("移交"), "arrow", _told_hand_over),
    Act.MATTER_HOLD: (gettext_lazy("没有人负责"), "alert", lambda m, a: _("请上级接手")),
    Act.MATTER_CARD: (gettext_lazy("督办"), "alert", _told_card),
    Act.MATTER_CARD_ANSWER: (gettext_lazy("答复督办"), "chat", _told_card),
    Act.REFERRAL_SEND: (gettext_lazy("转介"), "arrow", _told_referral),
    Act.REFERRAL_RECEIVE: (gettext_lazy("转介签收"), "check", _told_referral),
    Act.REFERRAL_ANSWER: (gettext_lazy("转介回复"), "check", _told_referral),
    Act.REFERRAL_PAPER: (gettext_lazy("转介回复"), "document", _told_referral),
    Act.REFERRAL_REVOKE: (gettext_lazy("撤回转介"), "close", _told_referral),
}


def trail_of(matter: Matter) -> list[Trail]:
    """The trail of the matter and of its rights matter, newest first."""
    rows = list(trail.of(matter))
    if matter.rights_matter is not None:
        rows += trail.of(matter.rights_matter)
    return sorted(rows, key=lambda row: (row.at, row.pk), reverse=True)


def clocks(rights: RightsMatter, today: date) -> list[Clock]:
    """Every clock of a rights matter with its sum, and whether it is kept."""
    out = []
    for key, due, done in sums(rights):
        asked = key in ("ask", "ask_second")
        late = (done or today) > due.on and not (asked and done is None)
        out.append(Clock(str(CLOCKS[key]), due.arithmetic, due.on, done, late, asked))
    return out


@dataclass(frozen=True)
class Clock:
    """label: what is owed; sum: the arithmetic; done: the day it was done; late: too late, or
    overdue; theirs: a day the person has, that nobody owes her."""

    label: str
    sum: str
    on: date
    done: date | None
    late: bool
    theirs: bool


CLOCKS = {
    "notice": gettext_lazy("告知受理或转送"),
    "answer": gettext_lazy("答复"),
    "ask": gettext_lazy("来人可以申请复查"),
    "review": gettext_lazy("复查答复"),
    "ask_second": gettext_lazy("来人可以申请复核"),
    "second": gettext_lazy("复核答复"),
}
