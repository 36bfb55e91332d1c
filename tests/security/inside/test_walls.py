"""Two walls, each proven with the other taken away (A6, A11, T1–T5)."""

from __future__ import annotations

import re

import pytest
from django.db import models

from accounts import scope, wall_sql
from accounts.querysets import ScopedQuerySet
from accounts.trail import file_of, matter_of
from accounts.walls import Kind, Wall
from tests.security.asking import let_in
from tests.security.expecting import own_path
from tests.security.house import House
from tests.security.rows import CANARY, VILLAGES, Secret, is_above, is_offered, others_of
from tests.security.surface import addresses
from tests.security.tokens import bad_tokens, count, refused, scoped

WALLED = [
    (m, w)
    for m, w in wall_sql.walled_models()
    if w.kind in (Kind.CASE, Kind.FILE, Kind.AREA, Kind.COUNTY, Kind.SHARED)
]
IDS = [m._meta.db_table for m, _ in WALLED]
FOREIGN = VILLAGES[3]
# Each page is walked with either wall away, by other readers each time.
WITHOUT_FIRST = ("village", "county", "county_other", "handler", "city")
WITHOUT_SECOND = ("town", "county", "governance", "kin", "city")


@pytest.mark.parametrize(("model", "wall"), WALLED, ids=IDS)
def test_without_a_true_token_no_row_and_no_write(
    house: House, model: type[models.Model], wall: Wall
) -> None:
    table, column = model._meta.db_table, wall.column
    everything = count(table)
    assert everything or table == "reports_linechange", f"no rows of {table} to hide"
    other = next(
        f.column for f in model._meta.concrete_fields if not f.primary_key and f.column != column
    )
    for name, token in bad_tokens(house.world).items():
        with scoped(token):
            assert count(table) == 0, f"{name} sees {table}"
            assert refused(f"UPDATE {table} SET {other} = {other}"), f"{name} writes {table}"
            assert refused(f"DELETE FROM {table}"), f"{name} deletes {table}"


@pytest.mark.parametrize(("model", "wall"), WALLED, ids=IDS)
def test_a_true_token_shows_its_own_reach_only(
    house: House, model: type[models.Model], wall: Wall
) -> None:
    """Through the bare manager, so that the database alone decides."""
    rows = [
        (
            r.pk,
            Secret(
                wall.kind,
                getattr(r, wall.column),
                "",
                0,
                file_of(r),
                matter_of(r),
                others_of(r),
                is_offered(r),
                is_above(r),
            ),
        )
        for r in model._default_manager.all()
    ]
    for role in (
        "village", "town", "county", "county_other", "governance", "auditor", "handler", "kin",
        "city", "city_office",
    ):  # fmt: skip
        kinds = house.kinds[role]
        with scoped(scope.mint(house.world.users[role])):
            seen = set(model._default_manager.values_list("pk", flat=True))
        for pk, row in rows:
            expected = house.may_know(role, row)
            assert (pk in seen) == expected, f"{role} {kinds} {model._meta.label} {row.place}"


@pytest.mark.parametrize(("model", "wall"), WALLED, ids=IDS)
def test_a_foreign_row_can_be_neither_made_nor_moved(
    house: House, model: type[models.Model], wall: Wall
) -> None:
    """INSERT of a copy that belongs next door, UPDATE of one's own row into the next county."""
    if wall.kind is Kind.COUNTY:
        return
    table = model._meta.db_table
    columns = [f.column for f in model._meta.concrete_fields if not f.primary_key]
    copied = ", ".join(columns)
    places = {wall.column, *wall.more}
    moved = ", ".join(str(FOREIGN) if c in places else c for c in columns)
    change = ", ".join(f"{c} = {FOREIGN}" for c in sorted(places))
    with scoped(scope.mint(house.world.village)):
        into = f"INSERT INTO {table} ({copied}) SELECT {moved} FROM {table} LIMIT 1"
        assert refused(into), f"insert into {table}"
        assert refused(f"UPDATE {table} SET {change}"), f"move in {table}"


@pytest.mark.slow
def test_the_second_wall_alone_hides(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """visible_to taken away: pages still show nothing foreign, since the rows never come. What the
    database gives each of ten readers is proven table by table; a page can only go round it by
    asking in another's name, which two readers of each, other ones each time, are enough to see."""
    monkeypatch.setattr(ScopedQuerySet, "visible_to", lambda self, user: self)
    _no_leak_anywhere(house, WITHOUT_FIRST, most=2)


@pytest.mark.slow
def test_the_first_wall_alone_hides(house: House) -> None:
    """The database opened wide (every request runs as the system): visible_to still hides, from
    three of five readers of each page, other ones each time; table by table from nine."""
    everything = scope.mint(house.world.system)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scope, "mint", lambda user, lifetime=0: everything)
        _no_leak_anywhere(house, WITHOUT_SECOND, most=3)


def _no_leak_anywhere(house: House, readers: tuple[str, ...], most: int) -> None:
    shown = 0
    for place, address in enumerate(addresses()):
        asked = list(let_in(address, "GET", readers))
        first = place % len(asked)
        for role in (asked[first:] + asked[:first])[:most]:
            answer = house.ask(role, "GET", own_path(house, role, address))
            assert not house.leaks(role, answer), f"{role} {address.name}"
            shown += len(CANARY.findall(answer.content.decode(errors="replace")))
    assert shown > 100, "the pages showed nothing at all, so nothing was proven"


def test_every_personal_field_is_declared() -> None:
    """Domain H ②: purpose, basis, readers and term of each. A new field is declared in the
    privacy.py of its app (accounts.privacy.declare or impersonal)."""
    from accounts.privacy import register, undeclared

    assert list(undeclared()) == []
    assert len(register()) > 25
    said = "".join(entry.noun + entry.labels for entry in register())
    assert not re.search("[A-Za-z]", said), said
