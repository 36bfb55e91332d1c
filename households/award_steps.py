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
from households.models import Award

Status = Award.Status
ORDER = (
    Status.NOMINATED,
    Status.VOTED,
    Status.NOTICED,
    Status.REVIEWED,
    Status.APPROVED,
    Status.PLATED,
)
# What follows a status: act, page, word of the button.
NEXT: dict[str, tuple[Act, str, str]] = {
    Status.NOMINATED: (Act.AWARD_VOTE, "households:award_vote", "登记评议"),
    Status.VOTED: (Act.AWARD_NOTICE, "households:award_notice", "发公示"),
    Status.NOTICED: (Act.AWARD_REVIEW, "households:award_review", "提交审核意见"),
    Status.REVIEWED: (Act.AWARD_APPROVE, "households:award_approve", "批准"),
    Status.APPROVED: (Act.AWARD_PLATE, "households:award_plate", "授牌"),
}


@dataclass(frozen=True)
class Next:
    """The next act of a reader: its word and page; why it cannot be done yet, or ""."""

    label: str
    url: str
    why_not: str


def next_act(award: Award, user: User, today: date, objected: bool) -> Next | None:
    """What `user` does next with the award; None when it is somebody else's turn."""
    if award.status not in NEXT:
        return None
    act, view, label = NEXT[award.status]
    if not acts.may(user, act, award.village_id):
        return None
    why = ""
    if award.status == Status.NOTICED and award.notice_until and today <= award.notice_until:
        why = _("公示到%(day)s才满，满后再审核。") % {"day": zh_day(award.notice_until)}
    elif award.status == Status.NOTICED and objected:
        why = _("还有异议没有答复，答复后再审核。")
    return Next(_(label), reverse(view, args=[award.uid]), why)


def face(award: Award, today: date, objected: bool) -> tuple[str, str]:
    """Kind and label of the state tag."""
    if award.status == Status.PLATED:
        return "done", str(Status.PLATED.label)
    if award.status == Status.REJECTED:
        return "plain", str(Status.REJECTED.label)
    if award.status == Status.NOTICED:
        if objected:
            return "returned", _("有异议待答复")
        if award.notice_until and today > award.notice_until:
            return "progress", _("公示已满")
        if award.notice_from and today < award.notice_from:
            return "plain", _("待公示")
        return "late", _("公示中")
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
    """推荐 → 评议 → 公示 → 乡镇审核 → 县批准 → 授牌, each with its day."""
    days = (
        award.nominated_on,
        award.vote_on,
        award.notice_until,
        award.reviewed_on,
        award.approved_on,
        award.plated_on,
    )
    names = (_("推荐"), _("评议"), _("公示"), _("乡镇审核"), _("县批准"), _("授牌"))
    fell = award.status == Status.REJECTED
    done = sum(d is not None for d in days) if fell else ORDER.index(Status(award.status)) + 1
    if award.status == Status.NOTICED:
        done -= 1  # the notice is still up, or waits for the review
    out = []
    for n, (name, day) in enumerate(zip(names, days, strict=True)):
        state = "done" if n < done else "now" if n == done and not fell else "later"
        out.append({"label": name, "note": zh_day(day) if day else "", "state": state})
    return out
