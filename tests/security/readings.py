"""Whether a page that showed people has said so in the read log (B1), shows nothing where it cannot
(B2), and changed nothing else (D7)."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from unittest import mock

from django.apps import apps
from django.db import DatabaseError, connection, models
from django.http import HttpResponse

from accounts.models import Reading
from accounts.wall_sql import walled_models
from accounts.walls import Kind
from tests.security.house import House
from tests.security.rows import CANARY

READERS = ("village", "town", "county")
PEOPLE = {
    "households.household",
    "households.listedfamily",
    "households.visit",
    "households.tierdecision",
    "households.award",
    "households.objection",
    "disputes.matter",
    "disputes.dispute",
    "disputes.party",
    "disputes.partyagent",
    "disputes.safetycheck",
    "disputes.escalation",
    "disputes.investigationnote",
    "disputes.evidencefile",
    "disputes.mediationsession",
    "disputes.agreement",
    "disputes.promise",
    "disputes.confirmation",
    "disputes.courtreferral",
    "disputes.averted",
    "disputes.breachfollowup",
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
        if s.kind in (Kind.CASE, Kind.FILE) and s.column.rpartition(".")[0] in PEOPLE
    }


def require_told(house: House, role: str, where: str, answer: HttpResponse) -> None:
    """Every village whose people were shown is in a reading of this request, which names the
    reader, the page and the rows. The house itself reads nothing: all readings there are stem
    from the request whose savepoint is still open."""
    seen = shown_people(house, answer.content)
    if not seen:
        return
    read = list(Reading.objects.all())
    assert read, f"{role} {where} shows {seen} and writes no reading"
    assert all(r.by == house.world.users[role] for r in read)
    assert all(r.page and r.keys and r.request_id for r in read)
    villages = _villages(read)
    assert {place for _, place in seen} <= villages, f"{where}: {seen} {villages}"


def _villages(read: list[Reading]) -> set[int]:
    """Villages of all rows the readings name."""
    keys: dict[str, set[int]] = defaultdict(set)
    for row in read:
        keys[row.noun] |= set(row.keys)
    out: set[int] = set()
    for noun, named in keys.items():
        model = apps.get_model(noun)
        column = model.wall.column
        out |= set(model._default_manager.filter(pk__in=named).values_list(column, flat=True))
    return out


READ_LOG = Reading._meta.db_table
# Who read what, and what was worked out for a reader so as not to be worked out again.
CHANGES_BY_READING = {
    READ_LOG, "django_session", "accounts_signinattempt", "reports_keptoffers",
}  # fmt: skip


@cache
def _tables() -> list[str]:
    return sorted(m._meta.db_table for m, w in walled_models() if w.kind is not Kind.SECRET)


def _changes() -> dict[str, int]:
    """Rows made, changed and taken away in this transaction so far, by table."""
    table = "to_regclass(name)::oid"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT array_agg(pg_stat_get_xact_tuples_inserted({table}) "
            f"+ pg_stat_get_xact_tuples_updated({table}) "
            f"+ pg_stat_get_xact_tuples_deleted({table}) ORDER BY at) "
            "FROM unnest(%s::text[]) WITH ORDINALITY AS known (name, at)",
            [_tables()],
        )
        return dict(zip(_tables(), cursor.fetchone()[0], strict=True))


class OnlyRead:
    """Made before a page is opened; looks, before that is thrown away, at what it changed."""

    def __init__(self) -> None:
        self.before = _changes()
        self.noted = False

    def look(self, answer: HttpResponse) -> None:
        """Nothing was changed but what says who read."""
        if answer.status_code >= 400:
            return  # whatever it did was rolled back by itself
        after = _changes()
        changed = {table for table, count in after.items() if count != self.before[table]}
        self.noted = READ_LOG in changed
        where = answer.request["PATH_INFO"]  # type: ignore[attr-defined]
        assert changed <= CHANGES_BY_READING, f"reading {where} changes {changed}"


_create = models.query.QuerySet.create


def _no_reading(rows: models.QuerySet[models.Model], **values: object) -> models.Model:
    if rows.model is Reading:
        raise DatabaseError("no space left on device")
    return _create(rows, **values)


def require_nothing_shown(house: House, role: str, path: str) -> None:
    """The log's table refuses: a page that would write there does not go out (B2)."""
    with mock.patch.object(models.query.QuerySet, "create", autospec=True, side_effect=_no_reading):
        answer = house.ask(role, "GET", path)
    assert answer.status_code >= 500, f"{role} {path} goes out unwritten"
    assert not shown_people(house, answer.content), f"{role} {path}"
