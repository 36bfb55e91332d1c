"""What was seen and done is written, or nothing is shown (B1–B3, B6)."""

from __future__ import annotations

import logging

import pytest
from django.db import DatabaseError, connection, transaction

from accounts import wall_sql
from accounts.walls import Kind
from tests.security.asking import REFUSED, listed
from tests.security.expecting import own_path
from tests.security.house import House
from tests.security.readings import READERS, require_told
from tests.security.rows import CANARY
from tests.security.surface import Address, addresses

LOGS = [m._meta.db_table for m, w in wall_sql.walled_models() if w.kind is Kind.LOG]


@pytest.mark.parametrize(
    "address", [a for a in addresses() if a.answers("POST")], ids=lambda a: a.name
)
def test_a_form_refused_says_whom_it_showed(house: House, address: Address) -> None:
    """Also where a form comes back with 422 (B1); what pages and forms that go through show is
    looked at in the matrix, with the same rule."""
    table = listed()[(address.name, "POST")]
    role = next((r for r in READERS if table[r] not in REFUSED), READERS[0])
    where = own_path(house, role, address)
    house.ask(role, "POST", where, then=lambda got: require_told(house, role, f"POST {where}", got))


@pytest.mark.parametrize("table", LOGS)
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE {} SET place = 0",
        "DELETE FROM {}",
        "TRUNCATE {}",
        "ALTER TABLE {} DISABLE TRIGGER ALL",
        "DROP TRIGGER append_only ON {}",
        "DROP TABLE {}",
        "SET session_replication_role = replica; DELETE FROM {}",
        "SET pgtrigger.ignore = 'append_only'; DELETE FROM {}",
    ],
)
def test_logs_are_append_only_for_the_application(house: House, table: str, sql: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(table))


@pytest.mark.parametrize("table", LOGS)
def test_and_for_the_owner_by_trigger(house: House, table: str) -> None:
    """The trigger stands behind the grants: it is there, on, for every way of changing."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgenabled, tgtype FROM pg_trigger "
            "WHERE tgrelid = %s::regclass AND tgname = 'append_only'",
            [table],
        )
        row = cursor.fetchone()
    assert row is not None
    before, delete, update, truncate = 2, 8, 16, 32
    assert row[0] == "O"
    assert row[1] & (before | delete | update | truncate) == before | delete | update | truncate


def _let_in(address: Address, role: str) -> bool:
    return role == "anonymous" or listed()[(address.name, "GET")][role] not in REFUSED


@pytest.mark.slow
def test_process_logs_hold_no_secret(house: House, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever is asked with a family's words in it, no log line repeats them (B6)."""
    word = next(w for w, s in house.rows.secrets.items() if s.kind is Kind.CASE)
    logging.getLogger("django.request").setLevel(logging.NOTSET)
    with caplog.at_level(logging.INFO):
        for address in addresses():
            # One who gets through, or who is turned away: the log does not ask who it was.
            role = next(r for r in ("village", "county", "anonymous") if _let_in(address, r))
            where = own_path(house, role, address)
            house.ask(role, "GET", f"{where}?q={word}&page={word}&place={word}")
            if not address.is_api:
                house.ask(role, "POST", where, {"q": word, "reason": word, "name": word})
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    assert not CANARY.search(caplog.text)
