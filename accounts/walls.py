"""The second wall: how the database guards each table, declared on the model.

Every concrete model names its wall in a class attribute `wall`; `install_database` turns
the declarations into row-level security, grants and triggers, and a test fails on a model
without one. The first wall is `visible_to` (accounts.querysets); each is tested with the
other taken away (reliability A6, T1–T6).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """CASE: only roles that work with families. AREA: everybody posted over the place.
    COUNTY: everybody posted over or inside the county; only those over it may change it.
    REFERENCE: public inside the system. SYSTEM: sign-in and sessions. LOG: append-only,
    read by audit or inside the case reach. OWN: only the person it belongs to, and the system.
    SECRET: the application may not touch it."""

    CASE = "case"
    AREA = "area"
    COUNTY = "county"
    REFERENCE = "reference"
    SYSTEM = "system"
    LOG = "log"
    OWN = "own"
    SECRET = "secret"  # noqa: S105 - a kind of wall


@dataclass(frozen=True)
class Wall:
    """A table's guard: its kind and the column with the division code, if it has one."""

    kind: Kind
    column: str = ""
    other: str = ""  # a second column: inside the reach of either is enough


CASE = Wall(Kind.CASE, "village_id")
REFERENCE = Wall(Kind.REFERENCE)
SYSTEM = Wall(Kind.SYSTEM)
LOG = Wall(Kind.LOG, "place")
SECRET = Wall(Kind.SECRET)


COUNTY_WIDTH, CITY_WIDTH = 10**6, 10**8  # codes of a county; of a city that is its own county


def either(column: str, other: str) -> Wall:
    """A CASE wall over two columns with division codes: a hand-over is seen from both ends."""
    return Wall(Kind.CASE, column, other)


def county(column: str) -> Wall:
    """A COUNTY wall over `column`, which holds the code of a county."""
    return Wall(Kind.COUNTY, column)


def area(column: str) -> Wall:
    """An AREA wall over `column`, which holds a division code."""
    return Wall(Kind.AREA, column)


def own(column: str) -> Wall:
    """An OWN wall over `column`, which holds the key of a user."""
    return Wall(Kind.OWN, column)
