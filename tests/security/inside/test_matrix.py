"""Every address × method × role × relation, canaries searched in every answer (A1–A4, D6, D7)."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.http import HttpResponse

from accounts.views.base import Page
from tests.security.answers import coarse, outcome
from tests.security.asking import (
    COMPANIONS,
    EVERYBODY,
    REFUSED,
    ROLES,
    asked,
    but_neighbours,
    first_in,
    let_in,
    listed,
)
from tests.security.expecting import ANY_ACCOUNT, PUBLIC, expected, foreign_paths, own_path, own_row
from tests.security.headers import require_headers
from tests.security.house import House
from tests.security.readings import READERS, OnlyRead, require_nothing_shown, require_told
from tests.security.rows import VILLAGES
from tests.security.surface import Address, addresses

ADDRESSES = addresses()
CELLS_WANTED = 5000
TOLD_NOTHING = REFUSED | {"input"}
INLINE = re.compile(rb"""<[^>]+\s(?:style|on[a-z]+)\s*=|<style|<script(?![^>]*\ssrc=)""", re.I)
UID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
UNSEALING = ("households:file_seal", "POST")
FIRST_READERS = ("village", "county", "governance")


def of_families(address: Address) -> bool:
    """Whether the address names a family's file."""
    return any(noun == "families" for noun, _ in address.parameters)


def sealed_path(found: House, role: str, address: Address) -> str:
    """The address with 甲一村's sealed file, what else it names being the role's own."""
    sealed = found.rows.by_noun["sealed"][VILLAGES[0]]
    rows = [
        sealed if noun == "families" else own_row(found, role, noun)
        for noun, _ in address.parameters
    ]
    return address.filled(*rows)


# Nouns that hang on a matter, and where the sealed one of 甲一村 keeps its row of each.
OF_MATTERS = {
    "disputes": "sealed_disputes",
    "matters": "sealed_matters",
    "protection": "sealed_matters",
    "matter_openings": "sealed_openings",
    **{
        noun: f"sealed_{noun}"
        for noun in (
            "protection_orders", "protection_steps", "warning_visits", "shelter_stays",
            "appraisals", "legal_aids", "mandatory_reports",
        )
    },
}  # fmt: skip


def sealed_matter_path(found: House, role: str, address: Address) -> str:
    """The address with what hangs on 甲一村's sealed matter, the rest being the role's own."""
    rows = [
        found.rows.by_noun[OF_MATTERS[noun]][VILLAGES[0]]
        if noun in OF_MATTERS
        else own_row(found, role, noun)
        for noun, _ in address.parameters
    ]
    return address.filled(*rows)


def label(address: Address) -> str:
    """The name of a test."""
    return address.name


def judged(
    found: House,
    role: str,
    method: str,
    path: str,
    body: Any,
    watch: bool = False,
    then: Callable[[HttpResponse], None] | None = None,
    address: Address | None = None,
) -> str:
    """The outcome of one cell, after the checks that hold for every cell."""
    cell = f"{role} {method} {path}"

    def told(answer: HttpResponse) -> None:
        if role in READERS:
            require_told(found, role, cell, answer)
        if then is not None:
            then(answer)

    answer = found.ask(role, method, path, body, watch=watch, then=told)
    if address is not None and method == "GET":
        found.typed.learn(address, role, answer)
    require_headers(answer, cell)
    assert not found.leaks(role, answer), f"{cell} leaks {found.leaks(role, answer)}"
    result = outcome(answer)
    assert not result.startswith("error"), f"{cell} answers {answer.status_code}"
    if "text/html" in answer.headers.get("Content-Type", "") and "docs" not in path:
        assert not INLINE.search(answer.content), f"{cell} has inline script, style or handler"
    return result


@pytest.mark.parametrize("address", ADDRESSES, ids=label)
def test_own(house: House, address: Address) -> None:
    """What each role gets for its own rows is what the reviewed CSV says. On the way, for the first
    reader of each page: reading changes nothing (D7), and where the log of readings cannot be
    written nothing is shown (B2)."""
    table = listed()
    wrong = []
    for method in address.methods:
        row = table.get((address.name, method))
        assert row is not None, (
            f"matrix.csv has no row for {address.name} {method}: run "
            "`python -m tests.security.matrix --write`, read the new cells and keep them"
        )
        reader = first_in(address, method, FIRST_READERS) if method == "GET" else None
        for role in asked(address, method, ADDRESSES.index(address)):
            body, path = house.typed.get(address, method), own_path(house, role, address)
            if role == reader:
                only = OnlyRead()
                result = judged(house, role, method, path, body, then=only.look, address=address)
                if only.noted:
                    require_nothing_shown(house, role, path)
            else:
                result = judged(house, role, method, path, body, address=address)
            wanted = expected(house, role, address, row)
            if wanted == "missing" and row.get(role) is None and result in TOLD_NOTHING:
                continue  # refused before anything was looked up
            if coarse(result) != coarse(wanted):
                wrong.append(f"{method} {role}: {result}, matrix.csv says {wanted}")
    assert not wrong, f"{address.name}: {wrong}"


@pytest.mark.parametrize("address", [a for a in ADDRESSES if a.parameters], ids=label)
def test_foreign(house: House, address: Address) -> None:
    """Rows next door, above, and in another county are absent, also as the one foreign link of a
    longer path; where the role may not open the address at all one try is enough, and what has a
    page is posted to for every second row. A page of theirs is, byte for byte, the one of a row
    that is not there at all (A4)."""
    table = listed()
    for method in ("GET", "POST"):
        row = table[(address.name, method)]
        if row["foreign"] == "open":
            continue
        place = ADDRESSES.index(address)
        for role in let_in(address, method, but_neighbours(ROLES, address, method, place)):
            paths, seen = foreign_paths(house, role, address), set[tuple[int, str]]()

            def see(answer: HttpResponse, seen: set[tuple[int, str]] = seen) -> None:
                seen.add((answer.status_code, _neutral(answer)))

            if row[role] in REFUSED:
                paths = paths[:1]
            elif method == "POST" and address.answers("GET"):
                # A form fetches its row as its page does; the next role is asked for the others.
                paths = paths[(place + list(ROLES).index(role)) % 2 :: 2] or paths
            for path in paths:
                body = house.typed.get(address, method)
                watch, then = method == "POST", see if method == "GET" else None
                result = judged(house, role, method, path, body, watch=watch, then=then)
                assert result in TOLD_NOTHING, f"{role} {method} {path}: {result}"
            if seen and "<uuid:" in address.path:
                see(house.ask(role, "GET", UID.sub(lambda _: str(uuid.uuid4()), paths[0])))
                assert len(seen) == 1, f"{role} {address.name} tells foreign from absent"


def _neutral(answer: HttpResponse) -> str:
    """The page without its own address and the keys in it, its CSRF token and the minute of the
    day."""
    text = answer.content.decode()
    path: str = answer.request["PATH_INFO"]  # type: ignore[attr-defined]
    for told in (path, quote(path, safe=""), *UID.findall(path)):
        text = text.replace(told, "HERE")
    text = re.sub(r'csrfmiddlewaretoken" value="\w+"', "", text)
    return re.sub(r"\d{1,2}:\d{2}", "TIME", text)


@pytest.mark.parametrize("address", [a for a in ADDRESSES if of_families(a)], ids=label)
def test_sealed(house: House, address: Address) -> None:
    """A sealed file in one's own village: open like any other to its handlers, absent for
    everybody else (C6, relation "sealed"); the relation "conflict" is the person kin."""
    table = listed()
    knows = house.rows.sealed[house.rows.by_noun["sealed"][VILLAGES[0]].pk]
    for method in ("GET", "POST"):
        row = table[(address.name, method)]
        body = house.typed.get(address, method)
        for role in let_in(address, method, EVERYBODY):
            path = sealed_path(house, role, address)
            if role in knows:
                result = judged(house, role, method, path, body)
                wanted = row["village" if role in COMPANIONS else role]
                if (address.name, method) == UNSEALING and role in COMPANIONS:
                    wanted = "forbidden"  # a sealed file is opened by its supervisor alone
                assert coarse(result) == coarse(wanted), f"{role} {method} {path}: {result}"
            else:
                result = judged(house, role, method, path, body, watch=method == "POST")
                assert result in TOLD_NOTHING, f"{role} {method} {path}: {result}"


@pytest.mark.parametrize(
    "address", [a for a in ADDRESSES if any(n in OF_MATTERS for n, _ in a.parameters)], ids=label
)
def test_sealed_matter(house: House, address: Address) -> None:
    """A sealed matter in one's own village and all that hangs on it: absent for everybody but its
    handlers, by every address (C6, K9)."""
    table = listed()
    knows = house.rows.sealed_matters[house.rows.by_noun["sealed_matters"][VILLAGES[0]].pk]
    for method in ("GET", "POST"):
        body = house.typed.get(address, method)
        for role in let_in(address, method, EVERYBODY):
            path = sealed_matter_path(house, role, address)
            if role in knows:
                judged(house, role, method, path, body)  # only what she may know is shown
            elif (
                table[(address.name, method)]["village" if role in COMPANIONS else role]
                not in REFUSED
            ):
                result = judged(house, role, method, path, body, watch=method == "POST")
                assert result in TOLD_NOTHING, f"{role} {method} {path}: {result}"


@pytest.mark.parametrize("address", ADDRESSES, ids=label)
def test_audience_is_named(address: Address) -> None:
    """Default no: a view names its audience, or stands in one of two short lists (A2)."""
    if address.name in PUBLIC | ANY_ACCOUNT:
        return
    view = getattr(address.view, "view_class", None) or getattr(address.view, "cls", None)
    assert view is not None, f"{address.name} is a bare function outside the short list"
    assert getattr(view, "audience", None), f"{address.name} names no audience"
    if not address.is_api:
        assert issubclass(view, Page), f"{address.name} does not ask its audience"


def test_the_csv_lists_nothing_that_is_gone() -> None:
    there = {(a.name, m) for a in ADDRESSES for m in a.methods}
    assert set(listed()) <= there


def test_public_addresses_are_few() -> None:
    assert {a.name for a in ADDRESSES} >= PUBLIC | ANY_ACCOUNT
    # Of these six are links of bodies and people without an account, each of its own noun.
    assert len(PUBLIC) <= 15


def test_there_are_enough_cells() -> None:
    own = len(listed()) * len(ROLES)
    assert own >= CELLS_WANTED, own
