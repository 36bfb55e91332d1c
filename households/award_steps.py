"""Where an award stands, as pages show it: state tag, steps, the act that comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import acts
from accounts.acts import Act
from accounts.models import User
from accounts.templatetags.words import zh_day
from households.award_standards import COUNTY_NOTICE, GROUP, TOWN_NOTICE
from households.models import Award
from households.queries.award_rules import rules_of

Status = Award.Status
Step = tuple[Act, str, str]
VOTE: Step = (Act.AWARD_VOTE, "households:award_vote", "登记评议")
# What follows a status: act, page, word of the button.
NEXT: dict[str, Step] = {
    Status.NOMINATED: (Act.AWARD_ASSESS, "households:award_assess", "登记小组意见"),
    Status.VOTED: (Act.AWARD_NOTICE, "households:award_notice", "发公示"),
    Status.NOTICED: (Act.AWARD_REVIEW, "households:award_review", "提交审核意见"),
    Status.REVIEWED: (Act.AWARD_TOWN_NOTICE, "households:award_batch_town_notice", "发乡镇公示"),
    Status.TOWN_NOTICED: (Act.AWARD_APPROVE, "households:award_approve", "批准"),
    Status.APPROVED: (Act.AWARD_COUNTY_NOTICE, "households:award_batch_county_notice", "发县公示"),
    Status.COUNTY_NOTICED: (Act.AWARD_PLATE, "households:award_plate", "授牌"),
}


def step_after(award: Award) -> Step | None:
    """What comes next by the rules of the award's level; None at the end."""
    rules, status = rules_of(award), award.status
    if status == Status.NOMINATED and (award.group_on or rules.skips(award.rank, GROUP)):
        return VOTE
    if status == Status.REVIEWED and rules.skips(award.rank, TOWN_NOTICE):
        return NEXT[Status.TOWN_NOTICED]
    if status == Status.APPROVED and rules.skips(award.rank, COUNTY_NOTICE):
        return NEXT[Status.COUNTY_NOTICED]
    return NEXT.get(status)


@dataclass(frozen=True)
class Next:
    """The next act of a reader: its word and page; why it cannot be done yet, or ""."""

    label: str
    url: str
    why_not: str


def next_act(award: Award, user: User, today: date, objected: bool) -> Next | None:
    """What `user` does next with the award; None when it is somebody else's turn."""
    following = step_after(award)
    if following is None:
        return None
    act, view, label = following
    if not acts.may(user, act, award.village_id):
        return None
    why = ""
    if award.status in Award.UP and award.notice_until and today <= award.notice_until:
        why = _("公示到%(day)s才满，满后再办。") % {"day": zh_day(award.notice_until)}
    elif award.status in Award.UP and objected:
        why = _("还有异议没有答复，答复后再办。")
    if "_batch_" in view:  # a notice is given for several at once
        return Next(_(label), f"{reverse(view)}?award={award.uid}", why)
    return Next(_(label), reverse(view, args=[award.uid]), why)


def face(award: Award, today: date, objected: bool) -> tuple[str, str]:
    """Kind and label of the state tag."""
    if award.status == Status.PLATED:
        return "done", str(Status.PLATED.label)
    if award.status in (Status.REJECTED, Status.ENDED):
        return "plain", str(award.get_status_display())
    if award.status in (Status.IMPROVING, Status.REVOKED):
        return "returned", str(award.get_status_display())
    if award.status in Award.UP:
        if objected:
            return "returned", _("有异议待答复")
        if award.notice_until and today > award.notice_until:
            return "progress", _("公示已满")
        if award.notice_from and today < award.notice_from:
            return "plain", _("待公示")
        return "late", str(award.get_status_display())
    return "progress", str(award.get_status_display())


@dataclass(frozen=True)
class Line:
    """One line of the list."""

    award: Award
    kind: str
    label: str
    next: Next | None


def line(award: Any, user: User, today: date) -> Line:
    """A row of `award_rows` as the list shows it."""
    kind, label = face(award, today, award.objected)
    step = next_act(award, user, today, award.objected)
    return Line(award, kind, label, None if step and step.why_not else step)


def steps(award: Award) -> list[dict[str, str]]:
    """推荐 → 小组 → 评议 → 村公示 → … → 授牌, each with its day; what the level leaves out by the
    rules is not shown."""
    if award.source == Award.Source.ABOVE:  # the city or the province decided; no steps of ours
        note = zh_day(award.plated_on)
        return [{"label": _("上级命名"), "note": note, "state": "done"}]
    rules = rules_of(award)
    town = award.status in (Status.TOWN_NOTICED,)
    county = award.status in (Status.COUNTY_NOTICED,)
    first = None if town or county else award.notice_until
    line: list[tuple[str, date | None, str]] = [
        (_("推荐"), award.nominated_on, ""),
        (_("小组"), award.group_on, GROUP),
        (_("评议"), award.vote_on, ""),
        (_("村公示"), first, ""),
        (_("乡镇审核"), award.reviewed_on, ""),
        (_("乡镇公示"), award.notice_until if town else None, TOWN_NOTICE),
        (_("县批准"), award.approved_on, ""),
        (_("县公示"), award.notice_until if county else None, COUNTY_NOTICE),
        (_("授牌"), award.plated_on, ""),
    ]
    shown = [(n, d) for n, d, step in line if not step or not rules.skips(award.rank, step)]
    done, over = _done(award, [name for name, _day in shown])
    out = []
    for n, (name, day) in enumerate(shown):
        state = "done" if n < done else "now" if n == done and not over else "later"
        note = zh_day(day) if day and n <= done else ""
        out.append({"label": name, "note": note, "state": state})
    return out


# The step a status stands at: the last one that is done.
AT = {
    Status.NOMINATED: "推荐",
    Status.VOTED: "评议",
    Status.NOTICED: "评议",  # the notice is still up, or waits for the review
    Status.REVIEWED: "乡镇审核",
    Status.TOWN_NOTICED: "乡镇审核",
    Status.APPROVED: "县批准",
    Status.COUNTY_NOTICED: "县批准",
}


def _done(award: Award, names: list[str]) -> tuple[int, bool]:
    """How many steps are done, and whether the way is over."""
    if award.plated_on:
        return len(names), True
    if award.status in (Status.REJECTED, Status.ENDED):
        days = (award.approved_on, award.reviewed_on, award.notice_from, award.vote_on)
        marks = ("县批准", "乡镇审核", "村公示", "评议")
        far = next((name for day, name in zip(days, marks, strict=True) if day), "推荐")
        return names.index(_(far)) + 1, True
    if award.status == Status.NOMINATED and award.group_on and _("小组") in names:
        return names.index(_("小组")) + 1, False
    return names.index(_(AT[Status(award.status)])) + 1, False
