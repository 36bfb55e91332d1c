"""What stands on the page of the year (年度工作): one link and one figure for each part of it.

Whoever owns a part offers it when its app starts; campaigns imports none of them. A figure is
counted inside the reader's reach and for the unit the page is about; `last` is the same figure of
the year before by the same query, None where that cannot be compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from accounts.models import User
from campaigns.models import Campaign, Division


@dataclass(frozen=True)
class Part:
    """One line: label (责任状), where it leads, the figure with its measure (份), the figure of the
    year before, and one short sentence; alarm: the sentence tells of something overdue."""

    label: str
    url: str
    value: int | str
    measure: str = ""
    last: int | str | None = None
    note: str = ""
    alarm: bool = False


# The reader, the year, the unit the page is about.
Offer = Callable[[User, Campaign, Division], Iterable[Part]]
_OFFERS: list[tuple[int, Offer]] = []


def offer(place: int, maker: Offer) -> None:
    """Put a part on the page, by the order of `place` (organisation 10, pledges 20, tasks 30,
    inspections 40, publicity 50, surveys 60, awards 70); called once, when an app starts."""
    if all(known is not maker for _place, known in _OFFERS):
        _OFFERS.append((place, maker))
        _OFFERS.sort(key=lambda pair: pair[0])


def parts(user: User, campaign: Campaign, unit: Division) -> list[Part]:
    """Everything offered, in order."""
    return [part for _place, maker in _OFFERS for part in maker(user, campaign, unit)]
