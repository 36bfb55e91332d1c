"""What holds for every answer of the house: its token, nothing changed by reading."""

from __future__ import annotations

from django.db import connection, transaction
from django.test import Client

from accounts.wall_sql import walled_models
from accounts.walls import Kind
from tests.security.house import House, first_in, own_path
from tests.security.surface import addresses

# Changes nothing and may set no cookie, so that a borrowed phone keeps nothing of it.
NO_TOKEN = {"disputes:receipt", "campaigns:survey_slip"}


def test_csrf_is_asked_of_every_form(house: House) -> None:
    """Without a token nothing is posted anywhere, API included (D7)."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    for address in addresses():
        if (address.is_api and "POST" not in address.methods) or address.name in NO_TOKEN:
            continue
        client.cookies.load(house.jars["county"])
        where = own_path(house, "county", address)
        kind = "application/json" if address.is_api else "application/x-www-form-urlencoded"
        answer = client.post(where, "{}" if address.is_api else "", content_type=kind)
        assert answer.status_code in (403, 404, 405), f"{where} {answer.status_code}"


# Who read what, and what was worked out for a reader so as not to be worked out again.
CHANGES_BY_READING = {
    "accounts_reading", "django_session", "accounts_signinattempt", "reports_keptoffers",
}  # fmt: skip


def _digest() -> dict[str, str]:
    """One digest per table."""
    tables = {m._meta.db_table for m, w in walled_models() if w.kind is not Kind.SECRET}
    out = {}
    with connection.cursor() as cursor:
        for table in sorted(tables - CHANGES_BY_READING):
            rows = f"SELECT t::text AS line FROM {table} t"
            cursor.execute(f"SELECT md5(string_agg(line, '|' ORDER BY line)) FROM ({rows}) r")
            out[table] = str(cursor.fetchone()[0])
    return out


def test_reading_changes_nothing(house: House) -> None:
    """Every GET, by the first of three roles that is let in, kept and not rolled back: not a row
    differs (D7)."""
    before = _digest()
    with transaction.atomic():
        for address in addresses():
            role = first_in(address, "GET", ("village", "county", "governance"))
            house.ask(role, "GET", own_path(house, role, address), keep=True)
        assert _digest() == before
        transaction.set_rollback(True)
