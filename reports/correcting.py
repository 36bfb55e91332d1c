"""What a revision changed against the published run it corrects, as the addendum prints it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusals import NotTheMoment
from campaigns.models import Division, Level
from reports.documents.assessment.figures import DASH, fixed
from reports.documents.drafting.addendum import Corrected, Earlier, Moved
from reports.models import Appeal, Document, ScoreLine, ScoreSheet, ScoringRun
from reports.sheet_rows import rules_of

Correction = tuple[Earlier, list[Corrected], list[Moved]]


def correction(run: ScoringRun, *, by: User) -> Correction:
    """The earlier result, the corrected lines, the units that moved; six queries. NotTheMoment for
    a run that corrects nothing."""
    if run.revises_id is None:
        raise NotTheMoment(_("更正通报只用于按申诉决定更正过的结果。"))
    issued = (
        Document.objects.visible_to(by)
        .masters()
        .filter(run_id=run.revises_id, status=Document.Status.ISSUED)
    )
    papers = tuple(
        f"《{row.title}》" + (f"（{row.document_number}）" if row.document_number else "")
        for row in issued.order_by("issued_on", "id")
    )
    former = ScoringRun.objects.visible_to(by).values_list("snapshot", flat=True)
    earlier = Earlier(former.get(pk=run.revises_id), papers)
    return earlier, _lines(run, by), _moved(run, by)


def _lines(run: ScoringRun, by: User) -> list[Corrected]:
    appeals = (
        Appeal.objects.visible_to(by)
        .filter(revision=run, outcome__in=[Appeal.Outcome.UPHELD, Appeal.Outcome.PARTLY])
        .exclude(code="")
        .select_related("unit", "campaign")
        .order_by("level", "unit_id", "code", "number")
    )
    before, after = (_points(at, appeals, by) for at in (run.revises_id, run.pk))
    rules = {level: rules_of(run, level) for level in (Level.TOWNSHIP, Level.VILLAGE)}
    return [
        Corrected(
            unit=appeal.unit.name,
            line=f"{appeal.code} {rules[Level(appeal.level)].indicator(appeal.code).name}",
            before=_shown(before.get((appeal.unit_id, appeal.code))),
            after=_shown(after.get((appeal.unit_id, appeal.code))),
            receipt=appeal.receipt,
        )
        for appeal in appeals
    ]


def _points(
    run: int | None, appeals: Iterable[Appeal], by: User
) -> dict[tuple[int, str], Decimal | None]:
    """The points of the appealed lines in one run, by unit and line."""
    lines = ScoreLine.objects.visible_to(by).filter(
        sheet__run_id=run,
        unit_id__in={appeal.unit_id for appeal in appeals},
        code__in={appeal.code for appeal in appeals},
    )
    found = lines.values_list("unit_id", "code", "points")
    return {(unit, code): points for unit, code, points in found}


def _moved(run: ScoringRun, by: User) -> list[Moved]:
    sheets = ScoreSheet.objects.visible_to(by)
    before = {row.unit_id: row for row in sheets.filter(run_id=run.revises_id)}
    after = (
        sheets.filter(run=run).select_related("unit").order_by("level", "peer_group", "print_order")
    )
    names = dict(
        Division.objects.within(run.county).filter(level=Level.TOWNSHIP).values_list("code", "name")
    )
    return [
        Moved(
            # Villages are ranked within their township: the group is its code.
            group=names.get(int(row.peer_group), "")
            if row.level == Level.VILLAGE
            else row.peer_group,
            unit=row.unit.name,
            total_before=_shown(old.total),
            total_after=_shown(row.total),
            rank_before=_rank(old),
            rank_after=_rank(row),
            grade=row.grade
            if row.grade == old.grade
            else f"{old.grade or DASH}→{row.grade or DASH}",
        )
        for row in after
        for old in (before[row.unit_id],)
        if (row.total, row.rank, row.grade, row.vetoed)
        != (old.total, old.rank, old.grade, old.vetoed)
    ]


def _shown(points: Decimal | None) -> str:
    return DASH if points is None else fixed(points)


def _grade(before: str, after: str) -> str:
    return (after or DASH) if before == after else f"{before or DASH}改为{after or DASH}"


def _rank(sheet: ScoreSheet) -> str:
    if sheet.vetoed:
        return "否决"
    return DASH if sheet.rank is None else str(sheet.rank)
