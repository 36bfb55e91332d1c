"""The records behind a figure as the run froze them, told beside what they are today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from accounts.models import User
from accounts.reach import Span
from reports.metrics.counting import Period, Row, clipped, rows_behind
from reports.metrics.declarations import DECLARATIONS, Declaration
from reports.models import RunRows, ScoringRun
from reports.row_lists import keys_in, lists_in


@dataclass(frozen=True, slots=True)
class Kept:
    """Frozen rows of one part: those of the page asked for, how many there are; weight: what the
    reader finds today; changed: those that count otherwise today than when they were frozen."""

    rows: tuple[Row, ...]
    total: int
    weight: int
    changed: frozenset[Row]


def kept(
    run: ScoringRun,
    metric: str,
    part: str,
    *,
    spans: Iterable[Span],
    user: User,
    limit: int,
    offset: int = 0,
) -> Kept:
    """The frozen rows of `part` inside spans of codes, as far as `user` may see. Raises
    LookupError for a part the metric has not."""
    declared = DECLARATIONS[metric]
    spans = list(spans)
    frozen = list(_frozen(run, declared, part, spans, user))
    page = tuple(frozen[offset : offset + limit])
    period = Period.of(run.campaign, run.data_until)
    # Only what it adds up to today; the rows themselves are the frozen ones.
    today = rows_behind(metric, period, spans=spans, part=part, user=user, limit=0)
    now = _today(declared, part, period, page)
    changed = frozenset(row for row in page if row not in now)
    return Kept(page, len(frozen), today.weight, changed)


def _frozen(
    run: ScoringRun, declared: Declaration, part: str, spans: Sequence[Span], user: User
) -> Iterable[Row]:
    first, *rest = (declared.columns.index(term) for term in declared.terms(part))
    inside = Q(pk__in=[])
    for low, high in clipped(user, spans):
        inside |= Q(place_id__gte=low, place_id__lt=high)
    rows = RunRows.objects.visible_to(user).filter(inside, run=run).order_by("place_id")
    for place, text in rows.values_list("place_id", "rows"):
        found: list[Row] = []
        for metric, weights, keys in lists_in(text):
            if metric != declared.key:
                continue
            if weight := weights[first] - sum(weights[at] for at in rest):
                found += [Row(place, key, weight) for key in keys_in(keys)]
        yield from sorted(found, key=lambda row: (row.row_id is None, row.row_id or 0))


def _today(declared: Declaration, part: str, period: Period, page: Sequence[Row]) -> set[Row]:
    """What the rows of a page count today; the database's wall leaves out what is closed."""
    if not page:
        return set()
    weight = " - ".join(declared.terms(part))
    params = period.params(page[0].place, page[-1].place + 1)
    keys = [row.row_id for row in page if row.row_id is not None]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT place, row_id, {weight} FROM ({declared.rows}) listed "
            "WHERE row_id = ANY (%(keys)s) OR row_id IS NULL",
            {**params, "keys": keys},
        )
        return {Row(int(place), row, int(value)) for place, row, value in cursor.fetchall()}


def copy(old: ScoringRun, new: ScoringRun) -> None:
    """Give a run that keeps the snapshot of another the same keys (a revision); as the system."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO reports_runrows (run_id, place_id, rows) "
            "SELECT %s, place_id, rows FROM reports_runrows WHERE run_id = %s",
            [new.pk, old.pk],
        )
