"""Verbs of 复查 and 复核 (信访工作条例 art. 35, 36), and of the return visits afterwards."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from campaigns.models import Division, Level
from campaigns.models.division import ancestor_codes
from disputes.clocks.rights import ask_review_by, ask_second_review_by
from disputes.models import Matter, RightsMatter, RightsReview, RightsVisit
from disputes.transitions import handling
from disputes.transitions import rights as verbs

Status = RightsMatter.Status


@transaction.atomic
def ask_review(
    *,
    rights: RightsMatter,
    request: str,
    by: User,
    asked_on: date | None = None,
    version: int | None = None,
) -> RightsReview:
    """Take down that the person asks for a review, within 30 days of the answer that reached her:
    first 复查 by the unit above, then 复核 by the one above that, and no third. The matter goes to
    that unit; whoever had it answers for it until somebody there takes it."""
    row, matter = verbs.begun(
        rights, Act.RIGHTS_ASK_REVIEW, "ask_review", _("登记复查复核申请"), by, version
    )
    request = handling.require_reason("request", request)
    asked_on = asked_on or timezone.localdate()
    second = row.status == Status.REVIEWED
    told = _told_before(row, second)
    handling.require_day("asked_on", asked_on, [(told, _("送达日期"))])
    due = ask_second_review_by(told) if second else ask_review_by(told)
    if asked_on > due.on:
        raise NotTheMoment(
            _("申请的期限已过（%(sum)s），不再受理复查、复核。") % {"sum": due.arithmetic}
        )
    above = _above(matter, second)
    review = RightsReview.objects.create(
        matter=matter,
        rights=row,
        place_id=row.place_id,
        level=RightsReview.Level.SECOND if second else RightsReview.Level.REVIEW,
        unit=above,
        asked_on=asked_on,
        request=request,
        recorded_by=by,
    )
    verbs.change(row, status=Status.SECOND if second else Status.REVIEW)
    inside = above.level >= Level.COUNTY
    verbs.reopen(matter, **({"unit": above} if inside else {}))
    verbs.tell(Act.RIGHTS_ASK_REVIEW, row, by, asked_on, {"level": review.level})
    return review


@transaction.atomic
def answer_review(
    *,
    rights: RightsMatter,
    result: str,
    words: str,
    by: User,
    answered_on: date | None = None,
    told_on: date | None = None,
    version: int | None = None,
) -> RightsReview:
    """The opinion of the unit above, and the day it reached the person. Of a unit above the county
    the county records the paper; never answered by who gave the answer it is about."""
    row, matter = verbs.begun(rights, Act.RIGHTS_REVIEW, "review", _("答复复查复核"), by, version)
    review = RightsReview.objects.select_for_update().get(rights=row, result="")
    require_other(row, review, by)
    if result not in RightsReview.Result.values:
        raise Invalid({"result": _("请选结论。")})
    words = handling.require_reason("words", words)
    answered_on = answered_on or timezone.localdate()
    told_on = told_on or answered_on
    handling.require_day("answered_on", answered_on, [(review.asked_on, _("申请日期"))])
    handling.require_day("told_on", told_on, [(answered_on, _("作出意见日期"))])
    review.result, review.answer = result, words
    review.answered_on, review.told_on, review.answered_by = answered_on, told_on, by
    review.save(update_fields=["result", "answer", "answered_on", "told_on", "answered_by"])
    last = review.level == RightsReview.Level.SECOND
    verbs.change(row, status=Status.FINAL if last else Status.REVIEWED, satisfied="")
    verbs.close(matter, words)
    verbs.tell(
        Act.RIGHTS_REVIEW, row, by, answered_on, {"level": review.level, "result": review.result}
    )
    return review


@transaction.atomic
def plan_visits(
    *, rights: RightsMatter, days: int | None, by: User, version: int | None = None
) -> RightsMatter:
    """Keep somebody on the list of return visits, every `days` days from today; None takes her
    off. The county's own interval is what the page proposes."""
    row, _matter = verbs.begun(rights, Act.RIGHTS_VISIT, "visits", _("安排回访"), by, version)
    if days is not None and not 7 <= days <= 730:
        raise Invalid({"days": _("间隔在 7 到 730 天之间。")})
    today = timezone.localdate()
    verbs.change(row, revisit_days=days, revisit_from=today if days else None)
    verbs.tell(Act.RIGHTS_VISIT, row, by, today, {"days": days})
    return row


@transaction.atomic
def visit(
    *,
    rights: RightsMatter,
    way: str,
    state: str,
    by: User,
    needs: str = "",
    satisfied: str = "",
    visited_on: date | None = None,
    version: int | None = None,
) -> RightsVisit:
    """A return visit: how she fares, what she still needs."""
    row, matter = verbs.begun(rights, Act.RIGHTS_VISIT, "visits", _("登记回访"), by, version)
    if way not in RightsVisit.Way.values:
        raise Invalid({"way": _("请选怎么回访的。")})
    state = handling.require_reason("state", state)
    verbs.require_satisfied(satisfied)
    visited_on = visited_on or timezone.localdate()
    handling.require_day("visited_on", visited_on, [(matter.received_on, _("收到日期"))])
    made = RightsVisit.objects.create(
        matter=matter,
        rights=row,
        place_id=row.place_id,
        visited_on=visited_on,
        way=way,
        state=state,
        needs=needs.strip(),
        satisfied=satisfied,
        by=by,
    )
    verbs.change(row)
    verbs.tell(Act.RIGHTS_VISIT, row, by, visited_on, {"visit": made.pk})
    return made


def _told_before(rights: RightsMatter, second: bool) -> date:
    if not second:
        assert rights.told_on is not None  # answered: the day it reached her is known
        return rights.told_on
    told = rights.reviews.get(level=RightsReview.Level.REVIEW).told_on
    assert told is not None  # the review was answered
    return told


def _above(matter: Matter, second: bool) -> Division:
    """The unit above the one whose answer is asked about; a unit above the county is named, its
    paper is recorded by the county."""
    answered = matter.unit_id
    if second:
        answered = matter.reviews.get(level=RightsReview.Level.REVIEW).unit_id
    rows = Division.objects.in_bulk(ancestor_codes(answered))
    for code in ancestor_codes(answered):
        if code in rows:
            return rows[code]
    raise NotTheMoment(_("上面没有可以复查、复核的单位。"))


def require_other(rights: RightsMatter, review: RightsReview, by: User) -> None:
    """403 for whoever gave the answer that is asked about (信访工作条例 art. 35, 36)."""
    if review.unit.level >= Level.COUNTY and by.pk in _answerers(rights):
        raise Forbidden(_("原答复人不能复查、复核，请另一位同志办理。"))


def _answerers(rights: RightsMatter) -> set[int]:
    """Who gave the answers a review may be about."""
    given = {r.answered_by_id for r in rights.reviews.all() if r.answered_by_id}
    return given | ({rights.answered_by_id} if rights.answered_by_id else set())
