"""The door: 来件登记, and the one question about protection."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid
from disputes import concern
from disputes.models import Matter, MatterHandler, Party
from disputes.transitions.intake import register
from disputes.transitions.matter import Caller, Person
from households.models import Incident
from tests.cast import World


def values(world: World, **more: Any) -> dict[str, Any]:
    return {
        "place": world.village_one,
        "channel": "visit",
        "brief": "邻居占了半分宅基地，要求退还。",
        "by": world.village,
    } | more


def test_whoever_takes_it_in_answers_for_it(world: World) -> None:
    matter = register(**values(world, category="property", request="退还"))
    assert (matter.owner, matter.unit_id, matter.status) == (
        world.village,
        world.village_one.code,
        "received",
    )
    assert matter.route == ""
    assert not matter.sealed
    told = Trail.objects.get(act="matter.receive")
    assert "宅基地" not in str(told.after)
    assert told.matter == matter.pk


def test_a_caller_who_speaks_for_herself_is_a_party(world: World) -> None:
    caller = Caller("self", "余德民", "13800138000")
    people = [Person("respondent", "余大海")]
    matter = register(**values(world, caller=caller, people=people))
    named = {(p.side, p.name) for p in matter.parties.all()}
    assert named == {("applicant", "余德民"), ("respondent", "余大海")}
    again = [Person("applicant", "余德民"), Person("respondent", "余大海")]
    twice = register(**values(world, caller=caller, people=again))
    assert twice.parties.count() == 2


def test_anonymous_has_neither_name_nor_party(world: World) -> None:
    matter = register(
        **values(world, caller=Caller("neighbour", "王五", "13800138000", anonymous=True))
    )
    assert (matter.caller_name, matter.caller_phone, matter.anonymous) == ("", "", True)
    assert not matter.parties.exists()


@pytest.mark.parametrize(
    "more",
    [
        {"brief": "丈夫喝酒后动手打人"},
        {"request": "要求不再威胁她"},
        {"child_harmed": True},
    ],
)
def test_the_question_does_not_pass_unanswered(world: World, more: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refused:
        register(**values(world, **more))
    assert "protect" in refused.value.errors
    assert not Matter.objects.exists()


def test_no_wants_a_reason_that_stays(world: World) -> None:
    hurt = values(world, brief="两家邻居打骂", protect=False)
    with pytest.raises(Invalid) as refused:
        register(**hurt)
    assert "unprotected_reason" in refused.value.errors
    matter = register(**hurt, unprotected_reason="两家邻居互相推搡，没有家人受伤害")
    assert matter.unprotected_reason.startswith("两家邻居")
    assert not Matter.objects.get().sealed


def test_yes_closes_it_at_once(world: World) -> None:
    before = Incident.objects.count()
    matter = register(**values(world, brief="丈夫殴打妻子", protect=True))
    assert (matter.sealed, matter.route, matter.status) == (True, "protection", "handling")
    roles = {h.person.username: h.role for h in MatterHandler.objects.select_related("person")}
    assert roles["village"] == "handler"
    assert list(roles.values()).count("supervisor") == 1
    supervisor = next(name for name, role in roles.items() if role == "supervisor")
    for name in ("village", "village_mate", "town", "county", "village_next"):
        knows = Matter.objects.visible_to(world.users[name]).exists()
        assert knows is (name in ("village", supervisor)), name
    assert Incident.objects.count() == before


def test_the_same_form_twice_is_one_matter(world: World) -> None:
    sent = values(world, brief="丈夫殴打妻子", protect=True, client_uuid=uuid.uuid4())
    assert register(**sent) == register(**sent)
    assert MatterHandler.objects.count() == 2


def test_not_outside_ones_place(world: World) -> None:
    for name in ("village_next", "town_next", "county_other", "governance", "system_admin"):
        with pytest.raises(Forbidden):
            register(**values(world, by=world.users[name]))
    for name in ("village_mate", "town", "county"):
        assert register(**values(world, by=world.users[name])).unit_id


def test_a_failed_seal_leaves_no_matter(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_named: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("disputes.transitions.intake.protect_matter", broken)
    with pytest.raises(RuntimeError):
        register(**values(world, brief="丈夫殴打妻子", protect=True))
    assert not Matter.objects.exists()
    assert not Party.objects.exists()


def test_a_child_by_her_number_is_asked_about() -> None:
    today = timezone.localdate()
    child = [date(today.year - 9, 6, 15)]
    assert concern.reasons(["要抚养费"], child_harmed=False, born=child, today=today)
    grown = [date(today.year - 30, 6, 15)]
    assert not concern.reasons(["要抚养费"], child_harmed=False, born=grown, today=today)
    eve = [date(today.year - 18, today.month, today.day)]
    assert not concern.reasons(["要抚养费"], child_harmed=False, born=eve, today=today)
