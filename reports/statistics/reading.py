"""Who reads a table, of which unit and days, and in whose name it is counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import Http404

from accounts import scope as open_scope
from accounts.models import User
from accounts.reach import inside
from accounts.roles import AREA_ROLES
from campaigns.models import Division, Level
from disputes.statistics.periods import Period
from households.papers.base import Base, Part, Scope, counted, units_of
from reports.statistics.table import Statistic

# What is sealed is in no number of a reader without case rights, as in none of a reader who does
# not handle it (reliability C6): how each kind of row says that it is.
SEALED = {
    "households.listedfamily": "sealed",
    "households.tierdecision": "family__sealed",
    "households.visitduty": "family__sealed",
    "households.hazard": "family__sealed",
    "disputes.matter": "sealed",
}


def asked_unit(user: User, asked: str | None) -> Division:
    """The division asked for, inside the reader's area (404 otherwise), or her own."""
    if not asked:
        posts = [p for p in user.postings_today if p.role in AREA_ROLES]
        return min(posts, key=lambda p: (p.division.level, p.pk)).division
    if not (asked.isascii() and asked.isdigit() and len(asked) == 12):
        raise Http404
    unit = Division.objects.fetch(user, code=int(asked))
    if not any(low <= unit.code and unit.end <= high for low, high in user.area_spans):
        raise Http404
    return unit


@dataclass(frozen=True)
class Reading:
    """user reads; counts are made in her own name, or, where she has no case rights there, in the
    system's, without what is sealed, and then only whole numbers leave."""

    user: User
    root: Division
    days: Period

    @property
    def guarded(self) -> bool:
        """Whether the reader has no case rights in the unit."""
        return not inside(self.user.case_spans, self.root.code)

    def over(self, days: Period) -> Reading:
        """The same reader and unit in other days."""
        return replace(self, days=days)

    def at(self, root: Division) -> Reading:
        """The same reader and days of another unit."""
        return replace(self, root=root)

    @contextmanager
    def scope(self, *, case: bool = True) -> Iterator[Scope]:
        """In whose name rows are counted."""
        if case and self.guarded:
            with open_scope.as_system() as system:
                yield Scope(system, self.root, self.days)
        else:
            yield Scope(self.user, self.root, self.days)

    def parts(self, table: Statistic) -> Sequence[Part]:
        """The table's parts as this reader counts them."""
        if not (self.guarded and table.case):
            return table.parts
        return [replace(part, base=_unsealed(part.base)) for part in table.parts]

    def counts(self, table: Statistic) -> dict[int, dict[str, Any]]:
        """Unit code → part → number; one query for each kind of row, none where there are none."""
        with self.scope(case=table.case) as scope:
            return counted(scope, self.parts(table))

    def units(self, counts: dict[int, dict[str, Any]]) -> list[Division]:
        """The rows: the unit's own level first where it has something, then the units below."""
        scope = Scope(self.user, self.root, self.days)
        below = units_of(scope, counts)
        own = self.root.level < Level.VILLAGE and any(counts.get(self.root.code, {}).values())
        return [self.root, *below] if own else below


def _unsealed(base: Base) -> Base:
    lookup = SEALED.get(base.noun)
    if lookup is None:
        return base
    return replace(base, rows=lambda scope: base.rows(scope).exclude(**{lookup: True}))


def listed(part: Part, scope: Scope, unit: Division, *, own: bool) -> Any:
    """Exactly the rows the number of a unit counts; own: of the unit's own level alone."""
    rows = part.listed(scope, unit)
    return rows.filter(village_id=unit.code) if own else rows


def gone(unit: Division, day: date) -> bool:
    """Whether the unit had been merged or given up by the day."""
    return unit.valid_to is not None and unit.valid_to <= day
