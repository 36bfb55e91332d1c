"""What was seen and done is written, or nothing is shown (B1–B3, B6)."""

from __future__ import annotations

import logging
from collections import defaultdict
from unittest import mock

import pytest
from django.db import DatabaseError, connection, models, transaction

from accounts import wall_sql
from accounts.models import Reading
from accounts.walls import Kind
from tests.security.house import House, let_in, own_path
from tests.security.rows import CANARY
from tests.security.surface import Address, addresses

LOGS = [m._meta.db_table for m, w in wall_sql.walled_models() if w.kind is Kind.LOG]
PEOPLE = {
    "households.household",
    "households.listedfamily",
    "households.visit",
    "households.tierdecision",
    "households.award",
    "households.objection",
    "disputes.dispute",
    "disputes.party",
    "disputes.mediationsession",
    "disputes.agreement",
    "disputes.followup",
    "households.zeroreport",
    "households.householdpledge",
}


def shown_people(house: House, body: bytes) -> set[tuple[str, int]]:
    """Nouns about people whose words are in the body, with the village."""
    words = set(CANARY.findall(body.decode(errors="replace")))
    secrets = (house.rows.secrets[w] for w in words)
    return {
        (s.column.rpartition(".")[0], s.place)
        for s in secrets
        if s.kind is Kind.CASE and s.column.rpartition(".")[0] in PEOPLE
    }


@pytest.mark.parametrize("address", addresses(), ids=lambda a: a.name)
def test_a_page_that_shows_people_says_so(house: House, address: Address) -> None:
    """Every village whose people were shown is in a reading of that request, and the row the
    address asked for is named by its key, also where a form is refused with 422 (B1)."""
    cells = [
        (role, method)
        for method in ("GET", "POST")
        for role in let_in(address, method, ("village", "town", "county"))
    ]
    for role, method in cells:
        with transaction.atomic():
            mark = Reading.objects.order_by("-id").values_list("id", flat=True).first() or 0
            answer = house.ask(role, method, own_path(house, role, address), keep=True)
            read = list(Reading.objects.filter(id__gt=mark))
            transaction.set_rollback(True)
        seen = shown_people(house, answer.content)
        if not seen:
            continue
        assert read, f"{role} {method} {address.name} shows {seen} and writes no reading"
        assert all(r.by == house.world.users[role] for r in read)
        assert all(r.page and r.keys and r.request_id for r in read)
        villages = _villages(read)
        assert {place for _, place in seen} <= villages, f"{address.name}: {seen} {villages}"


def _villages(read: list[Reading]) -> set[int]:
    """Villages of all rows the readings name."""
    from django.apps import apps

    keys: dict[str, set[int]] = defaultdict(set)
    for row in read:
        keys[row.noun] |= set(row.keys)
    out: set[int] = set()
    for noun, named in keys.items():
        model = apps.get_model(noun)
        column = model.wall.column
        out |= set(model._default_manager.filter(pk__in=named).values_list(column, flat=True))
    return out


def test_when_it_cannot_be_written_nothing_is_shown(house: House) -> None:
    """The log's table refuses: no page with people answers with them (B2)."""
    tried = 0
    with mock.patch.object(models.query.QuerySet, "create", autospec=True, side_effect=_no_reading):
        for address in addresses():
            for role in let_in(address, "GET", ("village", "county")):
                answer = house.ask(role, "GET", own_path(house, role, address))
                assert not shown_people(house, answer.content), f"{role} {address.name}"
                tried += answer.status_code >= 500
    assert tried > 10


_create = models.query.QuerySet.create


def _no_reading(rows: models.QuerySet[models.Model], **values: object) -> models.Model:
    if rows.model is Reading:
        raise DatabaseError("no space left on device")
    return _create(rows, **values)


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


def test_process_logs_hold_no_secret(house: House, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever is asked with a family's words in it, no log line repeats them (B6)."""
    word = next(w for w, s in house.rows.secrets.items() if s.kind is Kind.CASE)
    logging.getLogger("django.request").setLevel(logging.NOTSET)
    with caplog.at_level(logging.INFO):
        for address in addresses():
            for role in let_in(address, "GET", ("village", "county", "anonymous")):
                where = own_path(house, role, address)
                house.ask(role, "GET", f"{where}?q={word}&page={word}&place={word}")
                if not address.is_api:
                    house.ask(role, "POST", where, {"q": word, "reason": word, "name": word})
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    assert not CANARY.search(caplog.text)
