"""Taking in, accepting, declining, passing up and ending a dispute."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404

from accounts.models import Trail, User
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from disputes.models import Dispute, Party
from disputes.transitions.dispute import accept, decline, end, pass_up, take_in
from tests.cast import World
from tests.disputes import cases
from tests.disputes.cases import REASON, ago

Verb = Callable[[Dispute, User], Any]

VERBS: dict[str, Verb] = {
    "accept": lambda d, by: accept(dispute=d, by=by),
    "decline": lambda d, by: decline(dispute=d, reason=REASON, by=by),
    "pass_up": lambda d, by: pass_up(dispute=d, reason=REASON, by=by),
    "end": lambda d, by: end(
        dispute=d, ending="failed", reason=REASON, remedies_told_on=ago(0), by=by
    ),
}


def test_take_in_keeps_both_sides(world: World) -> None:
    dispute = cases.taken(world)
    assert dispute.status == "taken_in"
    assert dispute.number == ""
    assert dispute.title == "余德民与余大海等纠纷"
    assert dispute.masked_title == "余*民与余*海等纠纷"
    assert [p.consent for p in dispute.parties.all()] == ["asked"] * 3
    told = Trail.objects.get(act="dispute.take_in", key=str(dispute.pk))
    assert told.place == world.village_one.code
    assert "余" not in str(told.after)


@pytest.mark.parametrize("who", ["town", "county"])
def test_take_in_from_above(world: World, who: str) -> None:
    assert cases.taken(world, world.users[who]).taken_in_by == world.users[who]


@pytest.mark.parametrize(
    "who", ["village_next", "town_next", "county_other", "governance", "nobody"]
)
def test_take_in_not_elsewhere(world: World, who: str) -> None:
    with pytest.raises(Forbidden):
        cases.taken(world, world.users[who])
    assert not Dispute.objects.exists()
    assert not Party.objects.exists()


def test_take_in_twice_is_one(world: World) -> None:
    key = uuid.uuid4()
    first = cases.taken(world, client_uuid=key)
    assert cases.taken(world, client_uuid=key) == first
    assert Dispute.objects.count() == 1
    with pytest.raises(Invalid, match="已用过"):
        cases.taken(world, by=world.village_next, village=world.village_two, client_uuid=key)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("applicants", [" "], "姓名"),
        ("respondents", ["余德民"], "姓名相同"),
        ("respondents", ["甲"] * 11, "不超过 10 人"),
        ("brief", "  ", "简要情况"),
        ("source", "dream", "来源"),
        ("kind", "war", "类型"),
        ("taken_in_on", ago(-1), "不能晚于今天"),
        ("taken_in_on", ago(4000), "五年以前"),
    ],
)
def test_take_in_refuses(world: World, field: str, value: Any, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence) as refusal:
        cases.taken(world, **{field: value})
    assert field in refusal.value.errors
    assert not Dispute.objects.exists()


def test_take_in_wants_a_village(world: World) -> None:
    with pytest.raises(Invalid, match="选到村"):
        cases.taken(world, by=world.county, village=world.township)


def test_accept(world: World) -> None:
    dispute = cases.accepted(world)
    assert (dispute.status, dispute.mediator) == ("accepted", world.village)
    assert dispute.number == f"({ago(8).year})甲甲调字第1号"
    assert dispute.due_on == ago(8) + timedelta(days=30)
    assert Trail.objects.filter(act="dispute.accept", key=str(dispute.pk)).count() == 1


def test_accept_by_township_with_a_village_mediator(world: World) -> None:
    dispute = cases.consent(cases.taken(world), world.village)
    done = accept(dispute=dispute, by=world.town, mediator=world.village_mate)
    assert done.mediator == world.village_mate


@pytest.mark.parametrize("who", ["village_next", "town_next", "county", "nobody"])
def test_accept_wants_a_mediator_of_the_place(world: World, who: str) -> None:
    dispute = cases.consent(cases.taken(world), world.village)
    with pytest.raises(Invalid, match="调解员"):
        accept(dispute=dispute, by=world.village, mediator=world.users[who])


def test_accept_wants_everybody_asked(world: World) -> None:
    dispute = cases.taken(world)
    with pytest.raises(NotTheMoment, match="还有 3 名"):
        accept(dispute=dispute, by=world.village)
    assert cases.again(dispute).number == ""


@pytest.mark.parametrize("name", ["accept", "pass_up"])
def test_a_refusal_forbids(world: World, name: str) -> None:
    dispute = cases.refused(cases.consent(cases.taken(world), world.village), world.village)
    with pytest.raises(NotTheMoment, match="人民调解法第十七条"):
        VERBS[name](dispute, world.village)


@pytest.mark.parametrize(("on", "sentence"), [(ago(-1), "晚于今天"), (ago(12), "登记日期")])
def test_accept_in_order(world: World, on: Any, sentence: str) -> None:
    dispute = cases.consent(cases.taken(world), world.village)
    with pytest.raises(Invalid, match=sentence):
        accept(dispute=dispute, by=world.village, on=on)


def test_accept_not_before_consent(world: World) -> None:
    dispute = cases.consent(cases.taken(world), world.village, on=ago(5))
    with pytest.raises(Invalid, match="征询意愿日期"):
        accept(dispute=dispute, by=world.village, on=ago(6))


ALLOWED_IN = {
    "accept": {"taken_in"},
    "decline": {"taken_in"},
    "pass_up": {"taken_in", "accepted", "mediating"},
    "end": {"accepted", "mediating"},
}


@pytest.mark.parametrize("name", VERBS)
def test_each_wrong_status(world: World, name: str) -> None:
    for status, dispute in cases.every_state(world).items():
        if status in ALLOWED_IN[name]:
            continue
        with pytest.raises(NotTheMoment, match=str(dispute.get_status_display())):
            VERBS[name](dispute, world.village)
        assert cases.again(dispute).version == dispute.version


@pytest.mark.parametrize("name", VERBS)
def test_wrong_role(world: World, name: str) -> None:
    dispute = cases.accepted(world) if name == "end" else cases.taken(world)
    with pytest.raises(Forbidden):
        VERBS[name](dispute, world.county)


@pytest.mark.parametrize("name", VERBS)
@pytest.mark.parametrize(
    "who", ["village_next", "town_next", "county_other", "governance", "nobody"]
)
def test_foreign_is_absent(world: World, name: str, who: str) -> None:
    dispute = cases.accepted(world)
    with pytest.raises(Http404):
        VERBS[name](dispute, world.users[who])


def test_stale(world: World) -> None:
    dispute = cases.consent(cases.taken(world), world.village)
    with pytest.raises(Stale, match="村调解一已改过"):
        accept(dispute=dispute, by=world.village, version=dispute.version - 1)
    with pytest.raises(Stale):
        decline(dispute=dispute, reason=REASON, by=world.village, version=1)
    with pytest.raises(Stale):
        pass_up(dispute=dispute, reason=REASON, by=world.village, version=1)
    assert cases.again(dispute).status == "taken_in"


def test_decline_with_a_reason(world: World) -> None:
    dispute = cases.taken(world)
    with pytest.raises(Invalid, match="至少一句话"):
        decline(dispute=dispute, reason="不行", by=world.village)
    done = decline(dispute=dispute, reason=REASON, by=world.village)
    assert (done.status, done.declined_reason) == ("declined", REASON)
    assert REASON not in str(Trail.objects.get(act="dispute.decline").after)


def test_passed_up_is_the_townships(world: World) -> None:
    dispute = cases.consent(cases.taken(world, taken_in_on=ago(2)), world.village, on=ago(2))
    done = cases.passed_up(world, dispute)
    assert done.passed_up_in_time
    with pytest.raises(Forbidden, match="已上交乡镇"):
        accept(dispute=dispute, by=world.village)
    with pytest.raises(Forbidden):
        pass_up(dispute=dispute, reason=REASON, by=world.village)
    assert accept(dispute=dispute, by=world.town).mediator == world.town


def test_passed_up_late_and_without_mediator(world: World) -> None:
    dispute = cases.passed_up(world, cases.accepted(world))
    assert not dispute.passed_up_in_time
    assert dispute.mediator is None
    cases.sit(dispute, world.town)
    assert cases.again(dispute).mediator == world.town


def test_only_a_village_passes_up(world: World) -> None:
    with pytest.raises(Forbidden):
        pass_up(dispute=cases.taken(world), reason=REASON, by=world.town)


def test_end_tells_remedies(world: World) -> None:
    dispute = cases.mediated(world)
    with pytest.raises(Invalid) as refusal:
        end(
            dispute=dispute, ending="failed", reason=REASON, remedies_told_on=None, by=world.village
        )
    assert "remedies_told_on" in refusal.value.errors
    done = end(
        dispute=dispute, ending="failed", reason=REASON, remedies_told_on=ago(0), by=world.village
    )
    assert (done.status, done.ending) == ("ended", "failed")


@pytest.mark.parametrize(("field", "day"), [("on", 20), ("on", -1), ("remedies_told_on", 8)])
def test_end_in_order(world: World, field: str, day: int) -> None:
    values: dict[str, Any] = {"on": ago(1), "remedies_told_on": ago(1), field: ago(day)}
    with pytest.raises(Invalid):
        end(
            dispute=cases.mediated(world),
            ending="failed",
            reason=REASON,
            by=world.village,
            **values,
        )


def test_end_after_a_refusal(world: World) -> None:
    dispute = cases.refused(cases.mediated(world), world.village)

    def finish(ending: str) -> Dispute:
        return end(
            dispute=dispute, ending=ending, reason=REASON, remedies_told_on=ago(0), by=world.village
        )

    with pytest.raises(Invalid, match="当事人拒绝调解"):
        finish("failed")
    assert finish("refused").ending == "refused"
    with pytest.raises(NotTheMoment):
        finish("refused")


def test_end_a_refusal_before_acceptance(world: World) -> None:
    dispute = cases.refused(cases.taken(world), world.village)
    done = end(
        dispute=dispute, ending="refused", reason=REASON, remedies_told_on=ago(0), by=world.village
    )
    assert (done.status, done.number) == ("ended", "")


def test_end_as_refused_wants_a_refusal(world: World) -> None:
    with pytest.raises(Invalid, match="谁拒绝"):
        end(
            dispute=cases.mediated(world),
            ending="refused",
            reason=REASON,
            remedies_told_on=ago(0),
            by=world.village,
        )


def test_words_of_violence_are_seen(world: World) -> None:
    assert cases.taken(world, brief="丈夫多次殴打妻子。").speaks_of_violence()
    assert not cases.taken(world).speaks_of_violence()
    assert cases.taken(world).speaks_of_violence("第二次调解时推搡老人")
    assert not cases.taken(world, kind="land", brief="互相威胁").speaks_of_violence()


def test_taking_in_is_atomic(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("trail")

    monkeypatch.setattr("disputes.transitions.dispute.trail.record", broken)
    with pytest.raises(RuntimeError):
        take_in(
            village=world.village_one,
            source="visit",
            kind="marriage",
            applicants=["甲"],
            respondents=["乙"],
            brief="事由",
            by=world.village,
        )
    assert not Dispute.objects.exists()
