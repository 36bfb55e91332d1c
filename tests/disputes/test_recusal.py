"""回避: who is bound cannot be chosen, stands aside when it is found out, the township decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import Http404
from django.test import Client

from accounts.refusals import Forbidden, Invalid, NotTheMoment
from accounts.vault import id_hash
from disputes.models import Dispute, DisputeMediator, Recusal
from disputes.queries.mediators import free_mediators
from disputes.transitions.dispute import accept
from disputes.transitions.mediator import change_mediator, join, release
from disputes.transitions.recusal import decide, propose, watch_all
from households.models import Kinship
from tests.cast import World
from tests.disputes import cases
from tests.disputes.cases import REASON, ago
from tests.disputes.test_parties import NUMBER, change, son

SignIn = Callable[[str], Client]


def tie(world: World, who: str) -> None:
    """`who` declared herself kin of whoever has NUMBER."""
    person = world.users[who]
    Kinship.objects.create(
        person=person,
        person_hash=id_hash(NUMBER),
        village=world.village_one,
        kind="kin",
        since=ago(30),
        declared_by=person,
    )


def asked(dispute: Dispute, by: Any, **more: Any) -> Recusal:
    party = dispute.parties.first()
    assert party is not None
    values: dict[str, Any] = {"ground": "asked", "reason": REASON, "party": party.pk}
    return propose(dispute=dispute, by=by, **(values | more))


def test_kin_cannot_be_chosen(world: World) -> None:
    tie(world, "village_mate")
    dispute = cases.consent(cases.taken(world), world.village)
    change(son(dispute), world.village, id_number=NUMBER)
    assert world.village_mate not in free_mediators(dispute)
    with pytest.raises(Invalid, match="回避关系"):
        accept(dispute=cases.again(dispute), by=world.village, mediator=world.village_mate)
    done = accept(dispute=cases.again(dispute), by=world.village)
    with pytest.raises(Invalid, match="回避关系"):
        change_mediator(dispute=done, mediator=world.village_mate, reason=REASON, by=world.village)
    with pytest.raises(Invalid, match="回避关系"):
        join(dispute=done, mediator=world.village_mate, by=world.village)


def test_found_out_later_the_mediator_stands_aside(world: World, sign_in: SignIn) -> None:
    dispute = cases.accepted(world)
    tie(world, "village")
    party = son(dispute)
    client = sign_in("village")
    form = {"name": party.name, "sex": "", "capacity": "full", "id_number": NUMBER}
    done = client.post(f"/parties/{party.uid}/change", form | {"version": dispute.version})
    assert (done.status_code, done.headers["Location"]) == (302, "/disputes/")
    row = Recusal.objects.get(dispute=dispute)
    assert (row.ground, row.person, row.due_on) == ("bound", world.village, ago(-2))
    assert row.proposed == world.village_mate
    assert cases.again(dispute).matter.owner == world.town
    assert client.get(f"/disputes/{dispute.uid}").status_code == 404
    with pytest.raises(NotTheMoment, match="还没有决定"):
        cases.sit(dispute, world.village_mate)
    with pytest.raises(NotTheMoment, match="必须回避"):
        decide(recusal=row, grant=False, words=REASON, by=world.town)
    decide(recusal=row, grant=True, words=REASON, by=world.town)
    after = cases.again(dispute)
    assert after.mediator == after.matter.owner == world.village_mate
    terms = DisputeMediator.objects.filter(dispute=dispute).order_by("pk")
    assert [(t.person, t.until is None) for t in terms] == [
        (world.village, False),
        (world.village_mate, True),
    ]


def test_a_party_asks_and_is_refused_with_a_reason(world: World) -> None:
    dispute = cases.mediated(world)
    with pytest.raises(Invalid):
        asked(dispute, world.village, party=None)
    with pytest.raises(Invalid):
        asked(dispute, world.village, reason="有")
    row = asked(dispute, world.village)
    with pytest.raises(NotTheMoment):
        asked(dispute, world.village)
    with pytest.raises(NotTheMoment):
        change_mediator(
            dispute=dispute, mediator=world.village_mate, reason=REASON, by=world.village
        )
    for wrong in (world.village, world.village_mate):
        with pytest.raises(Forbidden):
            decide(recusal=row, grant=False, words=REASON, by=wrong)
    with pytest.raises(Http404):
        decide(recusal=row, grant=False, words=REASON, by=world.town_next)
    decide(recusal=row, grant=False, words=REASON, by=world.town)
    assert cases.again(dispute).mediator == world.village
    with pytest.raises(NotTheMoment):
        decide(recusal=row, grant=True, words=REASON, by=world.town)
    assert cases.sit(dispute, world.village, on=ago(0)).ordinal == 2


def test_nobody_decides_about_herself(world: World) -> None:
    dispute = cases.consent(cases.taken(world), world.village)
    dispute = accept(dispute=dispute, by=world.town)
    with pytest.raises(Forbidden):
        propose(dispute=dispute, ground="own", reason=REASON, by=world.village)
    row = propose(dispute=dispute, ground="own", reason=REASON, by=world.town)
    assert cases.again(dispute).matter.owner == world.county
    with pytest.raises(Forbidden):
        decide(recusal=row, grant=True, words=REASON, by=world.town)
    decide(recusal=row, grant=True, words=REASON, by=world.county, replacement=world.village)
    assert cases.again(dispute).mediator == world.village


def test_only_in_mediation(world: World) -> None:
    for status, dispute in cases.every_state(world).items():
        if status not in ("accepted", "mediating"):
            with pytest.raises(NotTheMoment):
                asked(dispute, world.village)


def test_several_mediators(world: World) -> None:
    dispute = cases.accepted(world)
    join(dispute=dispute, mediator=world.village_mate, by=world.village)
    with pytest.raises(Invalid, match="已经在办"):
        join(dispute=dispute, mediator=world.village_mate, by=world.village)
    release(dispute=dispute, mediator=world.village_mate, reason=REASON, by=world.village)
    with pytest.raises(Invalid):
        release(dispute=dispute, mediator=world.village_mate, reason=REASON, by=world.village)
    with pytest.raises(Http404):
        join(dispute=dispute, mediator=world.village_mate, by=world.village_next)
    with pytest.raises(Forbidden):
        join(dispute=dispute, mediator=world.village_mate, by=world.county)


def test_a_tie_declared_later_is_found_by_night(world: World) -> None:
    dispute = cases.accepted(world)
    change(son(dispute), world.village, id_number=NUMBER)
    assert watch_all() == 0
    tie(world, "village")
    assert watch_all() == 1
    assert watch_all() == 0
    assert Recusal.objects.get(dispute=dispute).ground == "bound"
