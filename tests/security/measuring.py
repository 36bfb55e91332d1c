"""The matrix as the house answers now, written down for review. `foreign` says what a row outside
the reach answers: missing, or open for what is public inside the system."""

from __future__ import annotations

import csv

from tests.security.answers import outcome
from tests.security.asking import FILE, ROLES, listed
from tests.security.expecting import foreign_paths, own_path
from tests.security.house import House, house
from tests.security.surface import Address, addresses


def measured(
    found: House, address: Address, method: str, known: dict[str, str] | None = None
) -> dict[str, str]:
    """One row of the CSV as the house answers now; what of it is known stays."""
    row = known or {
        "url": address.name, "method": method, "foreign": _foreign(found, address, method)
    }  # fmt: skip
    for role in ROLES.keys() - row.keys():
        body = found.typed.get(address, method)
        answer = found.ask(role, method, own_path(found, role, address), body)
        row[role] = outcome(answer)
    return row


def _foreign(found: House, address: Address, method: str) -> str:
    if not address.parameters:
        return ""
    body = found.typed.get(address, method)
    seen = {
        outcome(found.ask(role, method, path, body))
        for role in ("village", "county_other")
        for path in foreign_paths(found, role, address)
    }
    # A document refused before anything was looked up tells nobody anything.
    return "missing" if seen <= {"missing", "forbidden", "method", "input"} else "open"


def write(*, only_new: bool = False) -> None:
    """Ask everything, or only addresses and people the CSV does not list yet, and write it for
    review."""
    known = listed() if only_new else {}
    with house() as found:
        rows = [
            measured(found, address, method, known.get((address.name, method)))
            for address in addresses()
            for method in address.methods
        ]
        with FILE.open("w", encoding="utf-8", newline="") as lines:
            out = csv.DictWriter(lines, ["url", "method", "foreign", *ROLES], lineterminator="\n")
            out.writeheader()
            out.writerows(rows)
        print(f"{FILE.name}: {found.cells} requests")
