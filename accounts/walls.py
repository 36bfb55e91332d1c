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
    """CASE: only roles that work with families. FILE: like CASE, but a row of a sealed file only
    for its handlers, and none for whoever has to stand aside (回避). AREA: everybody posted
    over the place.
    COUNTY: everybody posted over or inside the county; only those over it may change it.
    SHARED: the same for a unit of any level: what a county or a township offers is there for
    everybody inside it too, from the moment it is offered (Wall.offered).
    REFERENCE: public inside the system. SYSTEM: sign-in and sessions. LOG: append-only,
    read by audit or inside the case reach. OWN: only the person it belongs to, and the system.
    SECRET: the application may not touch it."""

    CASE = "case"
    FILE = "file"
    AREA = "area"
    COUNTY = "county"
    SHARED = "shared"
    REFERENCE = "reference"
    SYSTEM = "system"
    LOG = "log"
    OWN = "own"
    SECRET = "secret"  # noqa: S105 - a kind of wall


# Shelves of files that may be closed to somebody inside the reach (accounts.files, seal_sql).
FAMILIES, MATTERS = "families", "matters"


@dataclass(frozen=True)
class Wall:
    """A table's guard: its kind, the column with the division code and where the key of the file
    (a listed family) the row belongs to is found, if it belongs to one: a column of its own, or
    "hazard__family_id", the column of the row it hangs on. matters: the same for the matter (来件)
    a row of disputes belongs to, which is closed by rules of its own. offered: for SHARED rows
    that are a draft at first, the field and the values it has once they may be read from below; no
    values: the field is empty. "circular__status" is a field of the row it hangs on. above: an
    AREA, COUNTY or SHARED row is also read, never written, by the city and the province it lies
    in. upper: a column; the row is also read by the one city or province whose own code it holds:
    what that office has issued itself, not what lies below it."""

    kind: Kind
    column: str = ""
    other: str = ""  # a second column: inside the reach of either is enough
    third: str = ""  # and a third
    files: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    offered: tuple[str, tuple[str, ...]] | None = None
    above: bool = False
    upper: str = ""

    @property
    def more(self) -> tuple[str, ...]:
        """The columns beside the first; an empty one (NULL) lets nobody in."""
        return tuple(column for column in (self.other, self.third) if column)

    @property
    def shelves(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What may be closed, by shelf, with the columns that hold its keys."""
        return (FAMILIES, self.files), (MATTERS, self.matters)


CASE = Wall(Kind.CASE, "village_id")
REFERENCE = Wall(Kind.REFERENCE)
SYSTEM = Wall(Kind.SYSTEM)
# The trail of a file is as closed as the file; who read what is for audit alone.
TRAIL = Wall(Kind.LOG, "place", files=("file",), matters=("matter",))
LOG = Wall(Kind.LOG, "place")
SECRET = Wall(Kind.SECRET)


COUNTY_WIDTH, CITY_WIDTH = 10**6, 10**8  # codes of a county; of a city that is its own county
WIDTHS = (10**10, CITY_WIDTH, COUNTY_WIDTH, 10**3)  # of a province down to a township


def either(column: str, other: str) -> Wall:
    """A CASE wall over two columns with division codes: a hand-over is seen from both ends."""
    return Wall(Kind.CASE, column, other)


def file(*keys: str, column: str = "village_id") -> Wall:
    """A FILE wall: each of `keys` holds the primary key of the listed family the row hangs on
    (null where it hangs on none), `column` the village's code. Every table that tells of a
    listed family has this wall: families are what gets sealed, and all their rows with them."""
    return Wall(Kind.FILE, column, files=keys)


def matter(key: str = "matter_id", *, column: str = "place_id") -> Wall:
    """A FILE wall for everything that hangs on a matter (来件): `key` holds the primary key of the
    matter, `column` a division code."""
    return Wall(Kind.FILE, column, matters=(key,))


def county(column: str, *, above: bool = False) -> Wall:
    """A COUNTY wall over `column`, which holds the code of a county."""
    return Wall(Kind.COUNTY, column, above=above)


def shared(
    column: str,
    offered: tuple[str, tuple[str, ...]] | None = None,
    *,
    above: bool = False,
    upper: str = "",
) -> Wall:
    """A SHARED wall over `column`, which holds a division code of any level."""
    return Wall(Kind.SHARED, column, offered=offered, above=above, upper=upper)


def area(column: str, *, above: bool = False, upper: str = "") -> Wall:
    """An AREA wall over `column`, which holds a division code."""
    return Wall(Kind.AREA, column, above=above, upper=upper)


def own(column: str) -> Wall:
    """An OWN wall over `column`, which holds the key of a user."""
    return Wall(Kind.OWN, column)


@dataclass(frozen=True)
class Frozen:
    """What went out does not change (declared in a model's attribute `frozen`): rows for which
    `when` holds are neither deleted nor rewritten but for the fields in `but`, nor do they go back.
    on: the foreign key through which `when` is asked of the row it hangs on, whose own rows of this
    model then stay as they are. wall_sql turns it into triggers, which bind the owner role too."""

    when: str
    but: tuple[str, ...] = ()
    on: str = ""
