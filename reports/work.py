"""What reports puts on people's work lists."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.acts import Act, may_somewhere
from accounts.models import User
from accounts.work import WorkItem
from campaigns.models import Campaign
from reports import queries
from reports.models import LineMark, RubricDraft, ScoreLine, ScoringRun
from reports.models.mark import SELF_DUE, Column, due_on, self_opens

QUIET = range(3, 11)  # months in which nobody scores herself


def items(user: User, today: date) -> list[WorkItem]:
    """Open work of `user` on `today`: a year to compute, lines to enter, a result to sign or
    publish. The year is to be published by 30 January (domain J1)."""
    if may_somewhere(user, Act.MARK_SELF):
        return _own_score(user, today)
    if not may_somewhere(user, Act.SCORE_RUN):
        return []
    found = _uncomputed(user, today) + _rubrics(user)
    if may_somewhere(user, Act.SCORE_ENTER):
        found += _to_review(user)
    return found


def _own_score(user: User, today: date) -> list[WorkItem]:
    """自评 of her own unit, from November until it is given; one query in those months."""
    posting = user.main_posting
    if posting is None or posting.division.level not in SELF_DUE or today.month in QUIET:
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
    if run is None or today < self_opens(run.campaign.year):
        return []
    return [
        WorkItem(
            due=due_on(Column.SELF, unit.level, run.campaign.year),
            title=_("%(year)d年度考核自评") % {"year": run.campaign.year},
            unit=unit.name,
            url=reverse("reports:self_sheet", args=[run.uid, unit.code]),
            act=_("自评"),
        )
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
    return [
        WorkItem(
            due=None,
            title=words[RubricDraft.Status(row.status)][0] % {"level": row.get_level_display()},
            unit=row.county.name,
            url=reverse("reports:rubric_draft", args=[row.uid]),
            act=words[RubricDraft.Status(row.status)][1],
        )
        for row in rows.select_related("campaign", "county")
    ]


def _to_review(user: User) -> list[WorkItem]:
    pending = Count("sheets__lines", filter=Q(sheets__lines__state=ScoreLine.State.PENDING))
    runs = queries.runs(user).filter(
        state=ScoringRun.State.DONE,
        stage__in=[ScoringRun.Stage.DRAFT, ScoringRun.Stage.SIGNED],
    )
    return [_next(run, run.pending) for run in runs.annotate(pending=pending)]


def _next(run: ScoringRun, pending: int) -> WorkItem:
    year = {"year": run.campaign.year, "count": pending}
    if run.stage == ScoringRun.Stage.SIGNED:
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
