"""Who the parties are: put right, added, taken out, revealed; who acts for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import Http404
from django.test import Client

from accounts.models import Reading, Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from accounts.vault import id_hash
from disputes.gating import Stopped
from disputes.models import Dispute, Party, PartyAgent
from disputes.transitions import agent as agents
from disputes.transitions import party as verbs
from disputes.transitions.agent import Agent
from disputes.transitions.agreement import settle_orally
from disputes.transitions.dispute import accept
from disputes.transitions.party import About
from tests.cast import World
from tests.disputes import cases
from tests.disputes.cases import REASON, ago

SignIn = Callable[[str], Client]
NUMBER = "11010519491231002X"  # the example of GB 11643
GUARDIAN = Agent(kind="statutory", name="余小梅", relation="parent", on_file=True)
KEPT = ("sex", "birth_year", "id_number", "phone", "address", "occupation", "capacity")
OPEN = ("taken_in", "accepted", "mediating")


def son(dispute: Dispute) -> Party:
    found = dispute.parties.last()
    assert found is not None
    return found


def change(party: Party, by: Any, **about: Any) -> Party:
    return verbs.change(party=party, about=About(**({"name": party.name} | about)), by=by)


def test_completed_and_found_by_her_number(world: World) -> None:
    dispute = cases.taken(world)
    row = change(son(dispute), world.village, id_number=NUMBER.lower(), phone="139 1234 5678")
    row.refresh_from_db()
    assert (row.birth_year, row.sex, bytes(row.id_hash or b"")) == (1949, "female", id_hash(NUMBER))
    assert (row.masked_phone, NUMBER in row.masked_id) == ("139****5678", False)
    told = Trail.objects.get(act="dispute.party")
    assert NUMBER not in str(told.after)
    assert row.name not in str(told.after)
    with pytest.raises(Invalid, match="没有改动"):
        change(row, world.village, **{name: getattr(row, name) for name in KEPT})


@pytest.mark.parametrize(
    ("about", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "余德民"}, "name"),
        ({"id_number": "110105194912310021"}, "id_number"),
        ({"phone": "12"}, "phone"),
        ({"capacity": "half"}, "capacity"),
        ({"birth_year": 1800}, "birth_year"),
        ({"birth_year": ago(0).year - 5}, "capacity"),
        ({"birth_year": ago(0).year - 12}, "capacity"),
        ({"home": 1}, "home"),
    ],
)
def test_what_does_not_hold(world: World, about: dict[str, Any], field: str) -> None:
    dispute = cases.taken(world)
    with pytest.raises(Invalid) as refusal:
        change(son(dispute), world.village, **about)
    assert field in refusal.value.errors
    assert not Trail.objects.filter(act="dispute.party").exists()


def test_only_while_open(world: World) -> None:
    for status, dispute in cases.every_state(world).items():
        if status in OPEN:
            assert change(son(dispute), world.village, occupation="务农").occupation
            assert verbs.add(
                dispute=dispute, side="respondent", about=About("余四"), by=world.village,
                reason=REASON,
            ).consent == "asked"  # fmt: skip
            continue
        # What is known of somebody is completed until the file is bound (test_dossier).
        assert change(son(dispute), world.village, occupation="务农").occupation
        dispute = cases.again(dispute)
        with pytest.raises(NotTheMoment):
            verbs.add(
                dispute=dispute, side="respondent", about=About("余四"), by=world.village,
                reason=REASON,
            )  # fmt: skip
        if status != "taken_in":
            with pytest.raises(NotTheMoment):
                verbs.remove(party=son(dispute), reason=REASON, by=world.village)


def test_reach_role_and_version(world: World) -> None:
    dispute = cases.accepted(world)
    with pytest.raises(Http404):
        change(son(dispute), world.village_next, occupation="务农")
    with pytest.raises(Forbidden):
        change(son(dispute), world.county, occupation="务农")
    with pytest.raises(Stale):
        verbs.change(party=son(dispute), about=About("余小江"), by=world.village, version=1)


def test_who_joins_later_is_asked_before_anything_is_settled(world: World) -> None:
    dispute = cases.mediated(world, "agreed")
    with pytest.raises(Invalid, match="理由"):
        verbs.add(dispute=dispute, side="respondent", about=About("余四"), by=world.village)
    verbs.add(
        dispute=dispute, side="respondent", about=About("余四"), reason=REASON, by=world.village
    )
    more: dict[str, Any] = {
        "content": cases.content(dispute),
        "registered": True,
        "agreed_on": ago(6),
    }
    with pytest.raises(Stopped, match="没有表示是否愿意"):
        settle_orally(dispute=dispute, by=world.village, **more)
    verbs.record_consent(
        dispute=dispute, answers={son(dispute).pk: "given"}, on=ago(0), by=world.village
    )
    assert settle_orally(dispute=dispute, by=world.village, **more).in_force


def test_taken_out_before_acceptance_only_and_never_the_last(world: World) -> None:
    dispute = cases.taken(world)
    verbs.remove(party=son(dispute), reason=REASON, by=world.village)
    assert dispute.parties.count() == 2
    with pytest.raises(NotTheMoment, match="至少要有一名"):
        verbs.remove(party=son(dispute), reason=REASON, by=world.village)
    with pytest.raises(NotTheMoment):
        verbs.remove(party=son(cases.accepted(world)), reason=REASON, by=world.village)


def test_a_child_needs_a_guardian_before_acceptance(world: World) -> None:
    dispute = cases.consent(cases.taken(world), world.village)
    child = change(son(dispute), world.village, capacity="limited", birth_year=ago(0).year - 12)
    with pytest.raises(Stopped, match="法定代理人"):
        accept(dispute=dispute, by=world.village)
    with pytest.raises(Invalid, match="法定代理人代理"):
        agents.appoint(
            party=child,
            agent=Agent("authorised", "张律师", "lawyer", scope="代为调解", authorised_on=ago(1)),
            by=world.village,
        )
    with pytest.raises(Invalid, match="对方当事人"):
        agents.appoint(party=child, agent=Agent("statutory", "余德民", "kin"), by=world.village)
    made = agents.appoint(party=child, agent=GUARDIAN, by=world.village)
    assert accept(dispute=cases.again(dispute), by=world.village).number
    agents.end(agent=made, reason=REASON, by=world.village)
    with pytest.raises(NotTheMoment):
        agents.end(agent=made, reason=REASON, by=world.village)


def test_an_entrusted_agent_comes_with_paper_and_scope(world: World) -> None:
    dispute = cases.accepted(world)
    with pytest.raises(Invalid) as refusal:
        agents.appoint(
            party=son(dispute), agent=Agent("authorised", "张律师", "lawyer"), by=world.village
        )
    assert set(refusal.value.errors) == {"scope", "authorised_on"}
    given = Agent("authorised", "张律师", "lawyer", scope="代为调解", authorised_on=ago(1))
    made = agents.appoint(party=son(dispute), agent=given, by=world.village)
    assert agents.file_paper(agent=made, by=world.village).on_file
    with pytest.raises(NotTheMoment):
        agents.file_paper(agent=made, by=world.village)
    with pytest.raises(Invalid, match="没有法定代理人"):
        agents.appoint(party=son(dispute), agent=GUARDIAN, by=world.village)
    with pytest.raises(Http404):
        agents.file_paper(agent=made, by=world.village_next)


def test_pages(world: World, sign_in: SignIn) -> None:
    dispute, client = cases.taken(world), sign_in("village")
    row = son(dispute)
    form = {"name": "余小江", "sex": "male", "capacity": "full", "version": dispute.version}
    page = client.post(f"/parties/{row.uid}/change", form | {"phone": "13912345678"})
    assert page.status_code == 302, page.text[-2000:]
    shown = client.get(f"/disputes/{dispute.uid}").text
    assert "139****5678" in shown
    assert "13912345678" not in shown
    assert client.get(f"/parties/{row.uid}/reveal").status_code == 200
    agent = {
        "version": cases.again(dispute).version,
        "kind": "authorised",
        "name": "张律师",
        "relation": "lawyer",
        "scope": "代为调解",
        "authorised_on": str(ago(1)),
    }
    assert client.post(f"/parties/{row.uid}/agents/new", agent).status_code == 302
    made = PartyAgent.objects.get()
    assert "缺证明材料" in client.get(f"/disputes/{dispute.uid}").text
    version = {"version": cases.again(dispute).version}
    assert client.post(f"/agents/{made.uid}/paper", version).status_code == 302
    assert sign_in("village_next").get(f"/parties/{row.uid}/change").status_code == 404
    assert sign_in("county").get(f"/parties/{row.uid}/change").status_code == 403


def test_revealed_with_a_reason_that_is_logged(world: World) -> None:
    row = change(son(cases.taken(world)), world.village, phone="13912345678")
    with pytest.raises(Invalid):
        verbs.reveal(row, reason="看", by=world.village, page="p")
    assert verbs.reveal(row, reason="上门前联系", by=world.village, page="p") == {
        "phone": "13912345678"
    }
    assert Reading.objects.get(page="p").purpose == "上门前联系"


def test_what_is_not_shown_stays_where_nothing_is_typed(world: World, sign_in: SignIn) -> None:
    dispute, client = cases.taken(world), sign_in("village")
    row = change(son(dispute), world.village, id_number=NUMBER, phone="13912345678", address="二组")
    page = client.get(f"/parties/{row.uid}/change").text
    assert not any(secret in page for secret in (NUMBER, "13912345678", "二组"))
    form = {"name": "余小江", "sex": "female", "capacity": "full", "occupation": "务农"}
    sent = client.post(
        f"/parties/{row.uid}/change", form | {"version": cases.again(dispute).version}
    )
    assert sent.status_code == 302
    row.refresh_from_db()
    assert (row.id_number, row.phone, row.address) == (NUMBER, "13912345678", "二组")
