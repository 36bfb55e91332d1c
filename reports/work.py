"""What reports puts on people's work lists."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import Act, may_somewhere
from accounts.models import User
from accounts.reach import within
from accounts.work import WorkItem
from campaigns.models import Campaign, Level
from reports import queries
from reports import queries_batch as batches
from reports.models import (
    Appeal,
    HandedRubric,
    LineMark,
    RubricDraft,
    ScoreClocks,
    ScoreLine,
    ScoringBatch,
    ScoringRun,
    Veto,
)
from reports.models.clocks import EARLIEST_DAYS
from reports.models.mark import Column
from reports.queries_handed import handed

SCORED = (Level.TOWNSHIP, Level.VILLAGE)
EARLIEST = (date(2001, 12, 31) - timedelta(days=EARLIEST_DAYS)).month
QUIET = range(3, EARLIEST)  # months in which nobody scores herself
TOLD_OF_TEXTS = timedelta(days=30)


def items(user: User, today: date) -> list[WorkItem]:
    """Open work of `user` on `today`: a year to compute, lines to enter, a result to sign or
    publish. The year is to be published by 30 January (domain J1)."""
    if may_somewhere(user, Act.BATCH_RUN) and not user.is_system:
        return _batches(user, today)
    if may_somewhere(user, Act.MARK_SELF):
        return [*_own_score(user, today), *_to_state(user)]
    if not may_somewhere(user, Act.SCORE_RUN):
        return []
    found = _uncomputed(user, today) + _rubrics(user)
    if may_somewhere(user, Act.SCORE_ENTER):
        found += [*_to_review(user), *_vetoes(user, today), *_appeals(user)]
    return found


def _batches(user: User, today: date) -> list[WorkItem]:
    """For a city or a province: a year whose data have closed in its counties and that nobody has
    had computed, and counties without a result in the newest batch."""
    rows = list(batches.batches(user))
    newest: dict[tuple[int, int], ScoringBatch] = {}
    for row in reversed(rows):
        newest[row.place_id, row.year] = row
    asked = {year for _place, year in newest}
    closed = Campaign.objects.filter(
        within(user.upper_spans, "county_id"), data_closes_on__lt=today
    ).order_by("year")
    posting = user.main_posting
    place = posting.division.name if posting else ""
    found = [
        WorkItem(
            due=date(year + 1, 1, 30),
            title=_("%(year)d年度成片考核还没有计算") % {"year": year},
            unit=place,
            url=reverse("reports:batch_ask"),
            act=_("开始计算"),
        )
        for year in closed.values_list("year", flat=True).distinct()
        if year not in asked
    ]
    ended = [row for row in newest.values() if not row.under_way]
    missing = batches.without_result(ended)
    return found + [
        WorkItem(
            due=None,
            title=_("%(year)d年度成片考核有 %(count)d 个县没有结果")
            % {"year": row.year, "count": missing[row.pk]},
            unit=row.place.name,
            url=reverse("reports:batch_detail", args=[row.uid]),
            act=_("查看、重试"),
        )
        for row in ended
        if missing.get(row.pk)
    ]


def _own_score(user: User, today: date) -> list[WorkItem]:
    """自评 of her own unit, from the day it opens until it is given; two queries, and none in the
    months when no year can ask for it."""
    posting = user.main_posting
    if posting is None or posting.division.level not in SCORED or today.month in QUIET:
        return []
    unit = posting.division
    given = LineMark.objects.standing().filter(
        campaign=OuterRef("campaign_id"), unit=unit.code, column=Column.SELF
    )
    run = (
        queries.runs(user)
        .filter(~Exists(given), state=ScoringRun.State.DONE, stage=ScoringRun.Stage.DRAFT)
        .first()
    )
    if run is None:
        return []
    days = ScoreClocks.objects.mark_days(run.campaign_id, run.campaign.year)
    if today < days.opens:
        return []
    return [
        WorkItem(
            due=days.until(Column.SELF, unit.level),
            title=_("%(year)d年度考核自评") % {"year": run.campaign.year},
            unit=unit.name,
            url=reverse("reports:self_sheet", args=[run.uid, unit.code]),
            act=_("自评"),
        )
    ]


def _to_state(user: User) -> list[WorkItem]:
    """For the units: a veto on which they are heard and have not spoken yet."""
    waiting = Veto.objects.visible_to(user).filter(status=Veto.Status.HEARING, statement="")
    return [
        WorkItem(
            due=veto.statement_until,
            title=_("否决审查听取陈述，请在期内提交陈述意见"),
            unit=veto.unit.name,
            url=reverse("reports:veto_detail", args=[veto.uid]),
            act=_("提交陈述"),
        )
        for veto in waiting.select_related("unit")
    ]


def _vetoes(user: User, today: date) -> list[WorkItem]:
    """The step each open case waits for; what another has to decide is not shown to whoever
    verified."""
    found = []
    for veto in Veto.objects.visible_to(user).pending().select_related("unit", "campaign"):
        if veto.status == Veto.Status.SUSPECTED:
            title, act, due = _("否决线索待核实"), _("核实"), veto.verify_by
        elif veto.heard_out(today) and veto.verified_by_id != user.pk and veto.decide_by:
            title, act, due = _("否决审查陈述期满，待决定"), _("决定"), veto.decide_by
        else:
            continue
        url = reverse("reports:veto_detail", args=[veto.uid])
        words = f"{title}　{veto.case_number}"
        found.append(WorkItem(due=due, title=words, unit=veto.unit.name, url=url, act=act))
    return found


APPEAL_WORDS = {
    Appeal.Status.FILED: (gettext_lazy("申诉待受理"), gettext_lazy("受理")),
    Appeal.Status.ACCEPTED: (gettext_lazy("申诉待复核"), gettext_lazy("复核")),
    Appeal.Status.REVIEWED: (gettext_lazy("申诉待决定"), gettext_lazy("决定")),
    Appeal.Status.DECIDED: (gettext_lazy("申诉待告知"), gettext_lazy("告知")),
}


def _appeals(user: User) -> list[WorkItem]:
    waiting = Appeal.objects.visible_to(user).filter(status__in=[s.value for s in APPEAL_WORDS])
    return [
        WorkItem(
            due=appeal.reply_by,
            title=f"{APPEAL_WORDS[Appeal.Status(appeal.status)][0]}　{appeal.receipt}",
            unit=appeal.unit.name,
            url=reverse("reports:appeal_detail", args=[appeal.uid]),
            act=str(APPEAL_WORDS[Appeal.Status(appeal.status)][1]),
        )
        for appeal in waiting.select_related("unit", "campaign")
    ]


def _uncomputed(user: User, today: date) -> list[WorkItem]:
    posting = user.main_posting
    code = posting.division.code if posting else 0
    closed = Campaign.objects.for_place(code).filter(data_closes_on__lt=today)
    started = ScoringRun.objects.visible_to(user).exclude(state=ScoringRun.State.FAILED)
    return [
        WorkItem(
            due=date(campaign.year + 1, 1, 30),
            title=_("%(year)d年度考核还没有计算") % {"year": campaign.year},
            unit=campaign.county.name,
            url=reverse("reports:run_ask"),
            act=_("开始计算"),
        )
        for campaign in closed.select_related("county").exclude(
            pk__in=started.values("campaign_id")
        )
    ]


def _rubrics(user: User) -> list[WorkItem]:
    """A draft that waits for whoever decides, or went back to whoever writes. No time is set."""
    asked = Q(pk__in=[])
    if may_somewhere(user, Act.RUBRIC_PUBLISH):
        asked |= Q(status=RubricDraft.Status.SUBMITTED)
    if may_somewhere(user, Act.RUBRIC_WRITE):
        asked |= Q(status=RubricDraft.Status.DRAFT) & ~Q(returned="")
    rows = RubricDraft.objects.visible_to(user).filter(asked).defer("content")
    words = {
        RubricDraft.Status.SUBMITTED: (_("考核细则（%(level)s）待审定"), _("审定")),
        RubricDraft.Status.DRAFT: (_("考核细则（%(level)s）退回修改"), _("修改")),
    }
    return _handed_down(user) + [
        WorkItem(
            due=None,
            title=words[RubricDraft.Status(row.status)][0] % {"level": row.get_level_display()},
            unit=row.county.name,
            url=reverse("reports:rubric_draft", args=[row.uid]),
            act=words[RubricDraft.Status(row.status)][1],
        )
        for row in rows.select_related("campaign", "county")
    ]


def _handed_down(user: User) -> list[WorkItem]:
    """A text the city has handed down lately, before whoever may take it over: it is told a month
    long, since keeping one's own text is an answer too."""
    posting = user.main_posting
    if posting is None or user.is_system or not may_somewhere(user, Act.RUBRIC_WRITE):
        return []
    since = timezone.now() - TOLD_OF_TEXTS
    fresh = handed(user).filter(status=HandedRubric.Status.PUBLISHED, published_at__gte=since)
    begun = RubricDraft.objects.visible_to(user).filter(handed=OuterRef("pk"))
    return [
        WorkItem(
            due=None,
            title=_("%(place)s下发了%(year)d年考核细则，请决定是否采用")
            % {"place": row.place.name, "year": row.year},
            unit=posting.division.name,
            url=reverse("reports:handed_text", args=[row.uid]),
            act=_("查看"),
        )
        for row in fresh.filter(~Exists(begun)).defer("content")
    ]


def _to_review(user: User) -> list[WorkItem]:
    pending = Count("sheets__lines", filter=Q(sheets__lines__state=ScoreLine.State.PENDING))
    runs: Any = queries.runs(user).filter(
        state=ScoringRun.State.DONE,
        stage__in=[ScoringRun.Stage.DRAFT, ScoringRun.Stage.SIGNED],
    )
    return [
        _next(run, run.pending)
        for run in runs.annotate(pending=pending)
        # Publishing is for another person than whoever signed.
        if run.stage != ScoringRun.Stage.SIGNED or run.signed_by_id != user.pk
    ]


def _next(run: ScoringRun, pending: int) -> WorkItem:
    year = {"year": run.campaign.year, "count": pending}
    if run.revises_id is not None and run.stage == ScoringRun.Stage.DRAFT:
        title, act, view = _("%(year)d年度考核更正稿待签字"), _("签字"), "reports:sign"
    elif run.stage == ScoringRun.Stage.SIGNED:
        title, act, view = _("%(year)d年度考核已签字，待公布"), _("公布"), "reports:publish"
    elif pending:
        title, act = _("%(year)d年度考核还有 %(count)d 项待评"), _("录入")
        view = "reports:review"
    else:
        title, act, view = _("%(year)d年度考核已评完，待签字"), _("签字"), "reports:sign"
    return WorkItem(
        due=date(run.campaign.year + 1, 1, 30),
        title=title % year,
        unit=run.county.name,
        url=reverse(view, args=[run.uid]),
        act=act,
    )
