"""Reach as half-open ranges of division codes, on the Python side."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from accounts.walls import CITY_WIDTH, COUNTY_WIDTH, WIDTHS

Span = tuple[int, int]


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Overlapping or touching spans joined, in order."""
    out: list[Span] = []
    for low, high in sorted(spans):
        if out and low <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], high))
        else:
            out.append((low, high))
    return tuple(out)


def inside(spans: Iterable[Span], code: int) -> bool:
    """Whether a division code lies in one of the spans."""
    return any(low <= code < high for low, high in spans)


def within(spans: Iterable[Span], column: str) -> Q:
    """A condition on `column` (a code, or a foreign key's attname); no span matches nothing."""
    condition = Q(pk__in=[])
    for low, high in spans:
        condition |= Q(**{f"{column}__gte": low, f"{column}__lt": high})
    return condition


def touching(spans: Iterable[Span], column: str) -> Q:
    """A condition on `column` (the code of a county): some span lies in it or contains it."""
    condition = Q(pk__in=[])
    for low, high in spans:
        counties = {low // COUNTY_WIDTH * COUNTY_WIDTH, low // CITY_WIDTH * CITY_WIDTH}
        condition |= Q(**{f"{column}__gte": low, f"{column}__lt": high})
        condition |= Q(**{f"{column}__in": sorted(counties)})
    return condition


def reaching_up(spans: Iterable[Span], column: str) -> Q:
    """A condition on `column` (the code of a unit of any level): it lies in some span, or some
    span lies in the unit."""
    condition = Q(pk__in=[])
    for low, high in spans:
        above = {low // width * width for width in WIDTHS}
        condition |= Q(**{f"{column}__gte": low, f"{column}__lt": high})
        condition |= Q(**{f"{column}__in": sorted(above)})
    return condition
