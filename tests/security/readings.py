"""Whether a page that showed people has said so in the read log (B1)."""

from __future__ import annotations

from collections import defaultdict

from django.apps import apps
from django.http import HttpResponse

from accounts.models import Reading
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
