"""Who is asked at which address of the house, by the reviewed file matrix.csv."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from tests import cast
from tests.security.rows import VILLAGES
from tests.security.surface import Address

FILE = Path(__file__).with_name("matrix.csv")
# Everybody who may come along; the division each one's own rows are looked for in first.
ROLES: dict[str, int] = {
    "anonymous": VILLAGES[0],
    "village": VILLAGES[0],
    "village_next": VILLAGES[1],
    "town": 990101100000,
    "town_next": 990101101000,
    "county": 990101000000,
    "county_other": 990102000000,
    "governance": 990101000000,
    "auditor": 990101000000,
    "system_admin": 990101000000,
    "security_admin": 990101000000,
    "audit_admin": 990101000000,
    "city": cast.CITY,
    "city_office": cast.CITY,
    "nobody": VILLAGES[0],
    "disabled": VILLAGES[0],
    "former": VILLAGES[0],
}
# Two more mediators of 甲一村, for whom the reviewed column "village" holds: one handles its sealed
# file, the other has to stand aside for its ordinary family, whose rows are absent for her.
COMPANIONS: dict[str, int] = {"handler": VILLAGES[0], "kin": VILLAGES[0]}
EVERYBODY = ROLES | COMPANIONS
REFUSED = {"missing", "forbidden", "login", "method"}
# Asked with a method the view has nothing for: nobody gets anything, so one of these three does,
# each address another.
FEW = ("anonymous", "village", "county")


@cache
def listed() -> dict[tuple[str, str], dict[str, str]]:
    """The reviewed CSV by (address name, method)."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return {(row["url"], row["method"]): row for row in csv.DictReader(lines)}


def let_in(address: Address, method: str, roles: Iterable[str]) -> Iterator[str]:
    """Those of the roles the reviewed CSV lets in, and the first it does not: what an address
    refuses before looking anything up it shows to nobody, and once is enough to see it."""
    row = listed()[(address.name, method)]
    shown = False
    for role in roles:
        refused = row["village" if role in COMPANIONS else role] in REFUSED
        if not (refused and shown):
            yield role
        shown = shown or refused


def first_in(address: Address, method: str, roles: Sequence[str]) -> str:
    """The first of the roles the reviewed CSV lets in, the last of them where it lets in none."""
    row = listed()[(address.name, method)]
    return next((role for role in roles if row[role] not in REFUSED), roles[-1])


# People who see no case at all. Where all of them are refused two are asked, each address two
# others, so that everybody is still refused by a third of the addresses.
BARRED = (
    "system_admin", "security_admin", "audit_admin", "nobody", "disabled", "former", "city_office",
)  # fmt: skip


# Of the same role in a neighbouring place. Where the reviewed CSV expects the same of both, the
# second is asked for a third of the addresses, each another, and the first for every one.
NEIGHBOURS = {"village_next": "village", "town_next": "town", "county_other": "county"}


def but_neighbours(
    roles: Iterable[str], address: Address, method: str, place: int
) -> Iterator[str]:
    """The roles for the address, the place-th of all, without neighbours who would only repeat."""
    row = listed()[(address.name, method)]
    for at, role in enumerate(roles):
        first = NEIGHBOURS.get(role)
        if first is None or row[first] != row[role] or at % 3 == place % 3:
            yield role


def asked(address: Address, method: str, place: int) -> list[str]:
    """Who is asked for the address, the place-th of all, by this method."""
    if not address.answers(method):
        return [FEW[place % len(FEW)]]  # there is nothing for anybody
    row, roles = listed()[(address.name, method)], list(EVERYBODY)
    if all(row[role] in REFUSED for role in BARRED):
        skipped = {role for at, role in enumerate(BARRED) if at % 3 != place % 3}
        roles = [role for role in EVERYBODY if role not in skipped]
    return list(but_neighbours(roles, address, method, place))
