"""The offers of one person's unit, counted once and kept until something changes.

Only points are kept; families at risk are asked for anew at every view (reports.whatif.top)."""

from __future__ import annotations

import hashlib
import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache

from django.apps import apps
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from accounts.models import Trail, User
from accounts.reach import Span, within
from accounts.walls import WIDTHS
from reports.metrics.declarations import DECLARATIONS
from reports.models import KeptOffers, ScoreSheet, ScoringRun
from reports.sheet_rows import rules_of
from reports.whatif.offers import offers_of

# An act is told when it is written and seen when it is committed; none takes so long between.
COMMITTED_WITHIN = timedelta(minutes=2)

TABLE = re.compile(r"\b(?:campaigns|households|disputes)_[a-z]+\b")

Gain = tuple[str, str, Decimal]
"""Words, address, points."""


def gains_of(
    run: ScoringRun, sheet: ScoreSheet, spans: list[Span], *, user: User, today: date
) -> list[Gain]:
    """What the unit can still gain as `user` may see it, best first: as kept, or counted anew when
    the day, the run, the sheet or her reach is another or an act was told in the unit since."""
    asked = _asked(run, sheet, spans, today)
    row = KeptOffers.objects.visible_to(user).filter(user=user, asked=asked).first()
    if row is None or acted_since(row.at, spans, user):
        row = _counted(run, sheet, spans, asked, user, today)
    return [(words, url, Decimal(points)) for words, url, points in row.offers]


def acted_since(at: datetime, spans: list[Span], user: User) -> bool:
    """Whether anything was done in the unit, or by her anywhere, from `at` on, or above the unit to
    what a metric reads (a period opened, a duty laid down): every act leaves its line in the trail,
    and a line she may not see is of a row she may not count."""
    acts = Trail.objects.filter(within(spans, "place") | Q(by=user), at__gte=at)
    return acts.exists() or told_above(at, spans)


def told_above(at: datetime, spans: list[Span]) -> bool:
    """Whether a line was told at a place above these from `at` on, of a kind of record that metrics
    read; which line is not hers to read, so that the database says no more (reports.database)."""
    places = {low // width * width for low, _high in spans for width in WIDTHS}
    places = {p for p in places if not any(low <= p < high for low, high in spans)}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT anjia_told_above(%s::bigint[], %s::text[], %s)",
            [sorted(places), counted_kinds(), at],
        )
        return bool(cursor.fetchone()[0])


@cache
def counted_kinds() -> list[str]:
    """The kinds of records metrics read, as the trail names them, and what cuts periods anew."""
    read = set(TABLE.findall("".join(one.rows + one.counted for one in DECLARATIONS.values())))
    labels = {model._meta.db_table: model._meta.label_lower for model in apps.get_models()}
    return sorted({labels[table] for table in read} | {"households.sensitiveperiod"})


def _counted(
    run: ScoringRun, sheet: ScoreSheet, spans: list[Span], asked: str, user: User, today: date
) -> KeptOffers:
    at = timezone.now() - COMMITTED_WITHIN
    found = offers_of(run, sheet, rules_of(run, sheet.level), spans, user=user, today=today)
    offers = [(one.words, one.url, str(one.worth.all)) for one in found]
    row = KeptOffers(user=user, asked=asked, at=at, offers=offers)
    KeptOffers.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["user"],
        update_fields=["asked", "at", "offers"],
    )
    return row


def _asked(run: ScoringRun, sheet: ScoreSheet, spans: list[Span], today: date) -> str:
    """Names what is counted from; points of a reviewer change the sheet's."""
    parts = (
        run.pk, sheet.pk, sheet.total, sheet.possible_low, sheet.possible_high, sheet.bonus,
        sheet.deduction, today, spans,
    )  # fmt: skip
    return hashlib.sha256(repr(parts).encode()).hexdigest()
