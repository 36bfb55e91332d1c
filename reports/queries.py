"""What the pages and the API of scores read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, When

from accounts.models import User
from campaigns.models import IssuedNumber, Level
from reports.models import Appeal, Document, ScoreLine, ScoreSheet, ScoringRun, Veto
from reports.models.appeal import AppealQuerySet
from reports.models.document import DocumentQuerySet
from reports.models.run import ScoringRunQuerySet
from reports.models.veto import VetoQuerySet
from reports.rules import Indicator
from reports.rules import Rubric as Rules
from reports.rules.standing import Standing, place


def runs(user: User) -> ScoringRunQuerySet:
    """Runs of the user's county without their frozen figures, newest first."""
    rows = ScoringRun.objects.visible_to(user).defer("frozen", "revises__frozen")
    return rows.select_related(
        "campaign", "county", "asked_by", "signed_by", "published_by", "revises",
        "township_rubric", "village_rubric",
    ).order_by("-campaign__year", "-asked_at")  # fmt: skip


def sheets(user: User, run: ScoringRun, level: int, parent: int | None = None) -> QuerySet[Any]:
    """Sheets of one level in printing order, with `waiting` 待评 lines; of one township when
    `parent` names it."""
    rows = ScoreSheet.objects.visible_to(user).filter(run=run, level=level)
    if parent is not None:
        rows = rows.filter(unit_id__gte=parent, unit_id__lt=parent + 1000)
    return (
        rows.select_related("unit")
        .annotate(waiting=Count("lines", filter=Q(lines__state=ScoreLine.State.PENDING)))
        .order_by("peer_group", "print_order")
    )


def grouped(rows: QuerySet[Any]) -> list[tuple[str, list[ScoreSheet]]]:
    """Sheets by peer group, in order."""
    return [(name, list(members)) for name, members in groupby(rows, lambda s: s.peer_group)]


def waiting(user: User, run: ScoringRun) -> int:
    """Lines that are still 待评."""
    lines = ScoreLine.objects.visible_to(user).filter(sheet__run=run)
    return lines.filter(state=ScoreLine.State.PENDING).count()


@dataclass(frozen=True, slots=True)
class Review:
    """A manual line of the rubric over all units: how many wait, how many there are."""

    indicator: Indicator
    category: str
    waiting: int
    units: int

    @property
    def entered(self) -> int:
        """Units that have a figure."""
        return self.units - self.waiting


def reviews(user: User, run: ScoringRun, level: Level, rules: Rules) -> list[Review]:
    """Every manual line of a level with its count of 待评; one query."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    lines = ScoreLine.objects.visible_to(user).filter(sheet__run=run, sheet__level=level)
    for code, state, count in lines.order_by().values_list("code", "state").annotate(Count("pk")):
        found[code][0] += count if state == ScoreLine.State.PENDING else 0
        found[code][1] += count
    return [
        Review(line, category.title, *found[line.code])
        for category in rules.categories
        for line in category.indicators
        if line.source == "manual"
    ]


def vetoes(user: User) -> VetoQuerySet:
    """Cases of 否决审查 inside the reach, open ones first, then the newest."""
    rows = Veto.objects.visible_to(user).select_related(
        "campaign__county", "unit__parent", "recorded_by", "verified_by", "stated_by",
        "decided_by", "lifted_by",
    )  # fmt: skip
    closed = Case(When(status__in=["suspected", "hearing"], then=0), default=1)
    return rows.order_by(closed, "-recorded_at")


def counting_vetoes(user: User, run: ScoringRun) -> VetoQuerySet:
    """The vetoes that take rank and grade in the run's year."""
    rows = Veto.objects.visible_to(user).counting().filter(campaign_id=run.campaign_id)
    return rows.select_related("unit", "campaign").order_by("unit_id")


def appeals(user: User) -> AppealQuerySet:
    """Appeals inside the reach, open ones first by the day of the reply."""
    rows = Appeal.objects.visible_to(user).select_related(
        "campaign__county", "unit__parent", "run", "revision", "veto__campaign", "filed_by",
        "received_by", "withdrawn_by", "reviewed_by", "decided_by", "told_by",
    ).defer("run__frozen", "revision__frozen")  # fmt: skip
    closed = Case(When(status__in=[s.value for s in Appeal.OPEN], then=0), default=1)
    return rows.order_by(closed, "reply_by", "-filed_at")


def newest_run(user: User, campaign_id: int, *, alone: bool = False) -> ScoringRun | None:
    """The result of a year that counts today. alone: the row without what it points to (the texts
    of two rubrics among it); whoever asks for that reads it then."""
    rows = runs(user).filter(campaign_id=campaign_id).holding()
    return (rows.select_related(None).defer(None).defer("frozen") if alone else rows).first()


def documents(user: User) -> DocumentQuerySet:
    """Papers the user may read, newest first, without their frozen content."""
    rows = Document.objects.shown_to(user).defer("content", "run__frozen")
    return rows.select_related(
        "run__campaign", "run__county", "place", "asked_by", "approved_by", "issued_by",
        "withdrawn_by", "replaces",
    ).order_by("-asked_at", "place_id")  # fmt: skip


def siblings(user: User, document: Document) -> list[Document]:
    """Papers of the same kind and run that are drawn and not withdrawn, one for each township, in
    the order of codes, newest edition each."""
    rows = documents(user).masters().filter(
        run=document.run, kind=document.kind, state="done"
    )  # fmt: skip
    newest: dict[int, Document] = {}
    for row in rows.exclude(status=Document.Status.WITHDRAWN).order_by("place_id", "edition", "pk"):
        newest[row.place_id] = row
    return list(newest.values()) or [document]


def numbers(user: User) -> list[tuple[IssuedNumber, Document | None]]:
    """The register of numbers, newest first, each with the paper of this app that carries it."""
    rows = list(IssuedNumber.objects.visible_to(user).select_related("by")[:400])
    kept = documents(user).masters().filter(number__in=rows)
    papers = {row.number_id: row for row in kept}
    return [(row, papers.get(row.pk)) for row in rows]


def last_word(user: User, run: ScoringRun) -> str:
    """The 机关代字 last used in the county, "" where there was none."""
    rows = Document.objects.visible_to(user).filter(county_id=run.county_id).exclude(word="")
    return rows.order_by("-asked_at").values_list("word", flat=True).first() or ""


@dataclass(frozen=True, slots=True)
class Preview:
    """One unit's place in its group with and without a veto of `chosen`."""

    sheet: ScoreSheet
    rank: int | None
    grade: str
    rank_before: int | None
    grade_before: str
    chosen: bool


def preview(user: User, run: ScoringRun, rules: Rules, chosen: ScoreSheet) -> list[Preview]:
    """The peer group of `chosen` as it would stand with a veto, in printing order, beside the
    places without one; two queries."""
    rows = {
        row.unit_id: row
        for row in ScoreSheet.objects.visible_to(user)
        .filter(run=run, level=chosen.level, peer_group=chosen.peer_group)
        .select_related("unit")
    }

    short: dict[int, set[str]] = {}
    if rules.needed:
        below = ScoreLine.objects.visible_to(user).filter(
            sheet__in=rows.values(), code__in=rules.needed, points__lt=F("cap")
        )
        for unit, code in below.values_list("sheet__unit_id", "code"):
            short.setdefault(unit, set()).add(code)

    def placed(vetoed: bool) -> dict[int, Any]:
        standings = [
            Standing(
                code,
                row.peer_group,
                row.total,
                vetoed if code == chosen.unit_id else row.vetoed,
                short=frozenset(short.get(code, ())),
            )
            for code, row in sorted(rows.items(), key=lambda pair: pair[1].print_order)
        ]
        return {one.unit: one for one in place(standings, rules.grades)}

    now, without = placed(True), placed(False)
    return [
        Preview(
            rows[unit], one.rank, one.label, without[unit].rank, without[unit].label,
            unit == chosen.unit_id,
        )
        for unit, one in now.items()
    ]  # fmt: skip
