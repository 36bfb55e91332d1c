"""Merged places as they are counted (domain G, K6): what happened in one stays under the code of
its day; a table of a later day counts it with the place that took it over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Case, F, Q, Value, When
from django.db.models.functions import Mod
from django.utils import timezone
from django.utils.dateparse import parse_date

from accounts import request_context
from campaigns.models import Division


@dataclass(frozen=True, slots=True)
class Merger:
    """The codes from low to before high are counted under the code of their heir."""

    low: int
    high: int
    heir: int

    def meets(self, low: int, high: int) -> bool:
        """Whether it takes anything out of these codes, or brings anything into them."""
        return (self.low < high and low < self.high) or low <= self.heir < high


@dataclass(frozen=True, slots=True)
class Mergers:
    """Every merger by some day that touches one table, the smaller place first: a village that
    went its own way is not where its township went."""

    all: tuple[Merger, ...] = ()

    def inside(self, low: int, high: int, column: str) -> Q:
        """A condition: the row is counted in the codes from low to before high."""
        found = Q(**{f"{column}__gte": low, f"{column}__lt": high})
        for one in reversed(self.all):
            if not one.meets(low, high):
                continue
            span = Q(**{f"{column}__gte": one.low, f"{column}__lt": one.high})
            found = found | span if low <= one.heir < high else found & ~span
        return found

    def unit(self, column: str, width: int) -> Any:
        """The code a row is counted under, rolled up to units of so many codes."""
        code = F(column)
        plain = code - Mod(code, Value(width), output_field=BigIntegerField())
        if not self.all:
            return plain
        moved = [
            When(
                Q(**{f"{column}__gte": one.low, f"{column}__lt": one.high}),
                then=Value(one.heir // width * width, output_field=BigIntegerField()),
            )
            for one in self.all
        ]
        return Case(*moved, default=plain, output_field=BigIntegerField())


def mergers_by(day: date, root: Division) -> Mergers:
    """The mergers up to and with the day that touch the table of a unit. The table of a place that
    is itself merged by then stays what it was under its own codes."""
    known = _all(day)
    if any(one.low <= root.code < one.high for one in known):
        return Mergers()
    return Mergers(tuple(one for one in known if one.meets(root.code, root.end)))


def heirs_by(day: date, codes: Iterable[int]) -> dict[int, int]:
    """Of these codes the ones that somebody has taken over by the day: code → last heir."""
    known = _all(day)
    found = {
        code: next((one.heir for one in known if one.low <= code < one.high), code)
        for code in codes
    }
    return {code: heir for code, heir in found.items() if heir != code}


def counted_in(unit: Division, column: str, tree_on: str | None = None) -> Q:
    """A condition for lists behind numbers: the row is counted in the unit, on the tree of the day
    their link names, of today for none."""
    found = mergers_by(asked_tree(tree_on) or timezone.localdate(), unit)
    return found.inside(unit.code, unit.end, column)


def asked_tree(asked: str | None) -> date | None:
    """The day whose tree a number was counted on, as its link says; None for none or nonsense."""
    try:
        return parse_date(asked or "")
    except ValueError:
        return None


def _all(day: date) -> Sequence[Merger]:
    """Who took over what by the day, to the last heir; one query a request."""
    kept, key = request_context.kept(), (_all, day)
    if key not in kept:
        rows = Division.objects.filter(successor__isnull=False, valid_to__lte=day)
        spans = sorted(rows.values_list("code", "end", "successor_id"), key=lambda s: s[1] - s[0])
        kept[key] = tuple(Merger(low, high, _last(heir, spans)) for low, high, heir in spans)
    found: Sequence[Merger] = kept[key]
    return found


def _last(code: int, spans: Sequence[tuple[int, int, int]]) -> int:
    """Where a chain of mergers ends; a ring, which nobody should enter, at its first place."""
    seen = set()
    while code not in seen:
        seen.add(code)
        code = next((heir for low, high, heir in spans if low <= code < high), code)
    return code
