"""Who reads a table, of which unit and days, and in whose name it is counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from django.db.models import Q
from django.http import Http404

from accounts import scope as open_scope
from accounts.models import User
from accounts.reach import inside, within
from accounts.roles import AREA_ROLES
from campaigns.models import Division, Level
from campaigns.queries.picked import asked_unit
from disputes.statistics.periods import Period
from households.papers.base import Base, Part, Rows, Scope, counted_over, units_of
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


def root_asked(user: User, asked: str | None) -> Division:
    """The unit a table is asked for, inside the reader's area (404 otherwise), or her own. Who
    stands above counties reads one of them at a time, the first where none is named: beside a
    table of the whole city, what is left out of one county's would follow from it."""
    own = any(post.role in AREA_ROLES for post in user.postings_today)
    if own and not asked:
        return asked_unit(user, asked)
    for county in counties_above(user):
        if not asked or asked == str(county.code):
            return county
    if not own:
        raise Http404
    return asked_unit(user, asked)


def counties_above(user: User) -> list[Division]:
    """The counties somebody of a city or a province stands above, by code; none for others."""
    if not user.upper_spans:
        return []
    here = Division.objects.current().filter(within(user.upper_spans, "code"))
    return list(here.filter(Q(level=Level.COUNTY) | Q(acts_as_county=True)).order_by("code"))


@dataclass(frozen=True)
class Reading:
    """user reads; counts are made in her own name, or, where she has no case rights there, in the
    system's, without what is sealed, and then only whole numbers leave. tree_on: the day whose
    tree the rows follow, the last of the days for none; what is compared follows the same (K6)."""

    user: User
    root: Division
    days: Period
    tree_on: date | None = None

    @property
    def guarded(self) -> bool:
        """Whether the reader has no case rights in the unit."""
        return not inside(self.user.case_spans, self.root.code)

    @property
    def from_above(self) -> bool:
        """Whether the reader stands above the county: she reads its numbers and opens no row."""
        return not inside(self.user.area_spans, self.root.code)

    def read_by(self, user: User) -> Reading:
        """The same unit and days, read by somebody else."""
        return replace(self, user=user)

    def at(self, root: Division) -> Reading:
        """The same reader and days of another unit."""
        return replace(self, root=root)

    @contextmanager
    def scope(self, *, case: bool = True) -> Iterator[Scope]:
        """In whose name rows are counted."""
        if (case and self.guarded) or self.from_above:
            with open_scope.as_system() as system:
                yield Scope(system, self.root, self.days, self.tree_on)
        else:
            yield Scope(self.user, self.root, self.days, self.tree_on)

    def parts(self, table: Statistic) -> Sequence[Part]:
        """The table's parts as this reader counts them."""
        if not (self.guarded and table.case):
            return table.parts
        return [replace(part, base=_unsealed(part.base)) for part in table.parts]

    def counts(self, table: Statistic) -> dict[int, dict[str, Any]]:
        """Unit code → part → number; one query for each kind of row, none where there are none."""
        return self.counts_over(table, [self.days])[0]

    def counts_over(
        self, table: Statistic, periods: Sequence[Period]
    ) -> list[dict[int, dict[str, Any]]]:
        """The same for several periods, all on the tree of this one."""
        tree_on = self.tree_on or self.days.as_of
        with self.scope(case=table.case) as scope:
            scopes = [replace(scope, days=days, tree_on=tree_on) for days in periods]
            return counted_over(scopes, self.parts(table))

    def units(self, counts: dict[int, dict[str, Any]]) -> list[Division]:
        """The rows: the unit's own level first where it has something, then the units below."""
        scope = Scope(self.user, self.root, self.days)
        below = units_of(scope, counts)
        own = self.root.level < Level.VILLAGE and any(counts.get(self.root.code, {}).values())
        return [self.root, *below] if own else below


def _unsealed(base: Base) -> Base:
    lookup = SEALED.get(base.noun)
    return base if lookup is None else replace(base, rows=_without(base.rows, lookup))


@cache
def _without(rows: Rows, lookup: str) -> Rows:
    """The same rows without what is sealed; the same function for the same rows, so that they are
    read once for all their parts."""
    return lambda scope: rows(scope).exclude(**{lookup: True})


def gone(unit: Division, day: date) -> bool:
    """Whether the unit had been merged or given up by the day."""
    return unit.valid_to is not None and unit.valid_to <= day
