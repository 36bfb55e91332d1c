"""Sorting (分办), passing up and taking over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.http import Http404

from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from campaigns.workdays import add_workdays
from disputes.models import Dispute, Matter, MatterHandOver, Party, RightsMatter, Sorting
from disputes.transitions import sorting
from disputes.transitions.hand_over import accept
from disputes.transitions.matter import Person
from disputes.transitions.passing import pass_up, take
from households.models import Incident
from tests.cast import World
from tests.disputes import cases, letters
from tests.disputes.letters import REASON, ago, letter


def again(matter: Matter) -> Matter:
    return Matter.objects.get(pk=matter.pk)


def test_to_mediation(world: World) -> None:
    matter = letter(world, "village")
    dispute = sorting.to_mediation(
        matter=matter, village=world.village_one, kind="labour", by=world.village
    )
    row = again(matter)
    assert (row.route, row.status, row.owner) == ("mediation", "handling", world.village)
    assert dispute.brief == matter.brief
    assert {p.name for p in dispute.parties.all()} == {"余德民", "沛华服装厂"}
    kept = Sorting.objects.get()
    assert (kept.before, kept.route, kept.by) == ("", "mediation", world.village)
    told = Trail.objects.get(act="matter.sort")
    assert (told.before, told.after["route"]) == ({"route": ""}, "mediation")


def test_mediation_wants_both_sides_and_a_village(world: World) -> None:
    matter = letter(world, "county", people=[], place=world.county_division)
    known: dict[str, Any] = {"matter": matter, "kind": "labour", "by": world.county}
    with pytest.raises(Invalid) as refused:
        sorting.to_mediation(village=world.village_two, **known)
    assert list(refused.value.errors) == ["respondents"]
    with pytest.raises(Invalid):
        sorting.to_mediation(village=world.township, **known)
    bad: tuple[dict[str, Any], ...] = (
        {"side": "x"},
        {"name": " "},
        {"phone": "一"},
        {"id_number": "一"},
    )
    for wrong in bad:
        values: dict[str, Any] = {"side": "respondent", "name": "王某"} | wrong
        person = Person(**values)
        with pytest.raises(Invalid):
            sorting.to_mediation(village=world.village_two, people=[person], **known)
    more = [Person("respondent", "沛华服装厂")]
    dispute = sorting.to_mediation(village=world.village_two, people=more, **known)
    assert again(matter).place == world.village_two
    assert set(Party.objects.values_list("place", flat=True)) == {world.village_two.code}
    assert Dispute.objects.visible_to(world.village_next).get() == dispute


def test_to_rights(world: World) -> None:
    matter = letter(world)
    rights = sorting.to_rights(
        matter=matter, category="labour", visitors=12, representatives=5, by=world.town
    )
    row = again(matter)
    assert (row.route, row.status, row.category) == ("rights", "handling", "labour")
    assert (rights.status, rights.representatives) == ("open", 5)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"representatives": 6, "visitors": 30}, "representatives"),
        ({"representatives": 3, "visitors": 2}, "visitors"),
        ({"representatives": 3}, "visitors"),
        ({"category": "x"}, "category"),
    ],
)
def test_a_joint_visit_has_five_speakers(world: World, more: dict[str, Any], field: str) -> None:
    given: dict[str, Any] = {"matter": letter(world), "category": "labour", "by": world.town}
    with pytest.raises(Invalid) as refused:
        sorting.to_rights(**(given | more))
    assert list(refused.value.errors) == [field]
    assert not RightsMatter.objects.exists()


def test_advice_is_done_with_its_answer(world: World) -> None:
    matter = letter(world)
    with pytest.raises(Invalid):
        sorting.answer_advice(matter=matter, words="嗯", by=world.town)
    sorting.answer_advice(matter=matter, words="已告知申请劳动仲裁的办法。", by=world.town)
    row = again(matter)
    assert (row.status, row.route, row.closed_on) == ("done", "advice", ago(0))
    assert row.outcome == "已告知申请劳动仲裁的办法。"


def test_not_ours_within_five_working_days(world: World) -> None:
    """Handed over by another unit: the fifth working day is still in time, the sixth is not."""
    handed = ago(14)
    while add_workdays(handed, 5) != add_workdays(add_workdays(handed, 4), 1):
        handed = date.fromordinal(handed.toordinal() - 1)
    fifth, sixth = add_workdays(handed, 5), add_workdays(handed, 6)
    known: dict[str, Any] = {"channel": "department", "received_on": handed}
    with pytest.raises(NotTheMoment) as late:
        sorting.not_ours(
            matter=letter(world, **known), whom="县人社局", told_on=sixth, by=world.town
        )
    assert "5 个工作日" in str(late.value)
    matter = letter(world, **known)
    sorting.not_ours(matter=matter, whom="县人社局", told_on=fifth, by=world.town)
    kept = Sorting.objects.get()
    assert (kept.told_whom, kept.told_on, kept.handed_on) == ("县人社局", fifth, handed)
    assert again(matter).status == "done"


def test_who_came_herself_may_be_told_later(world: World) -> None:
    matter = letter(world, channel="visit")
    with pytest.raises(Invalid):
        sorting.not_ours(matter=matter, whom=" ", by=world.town)
    sorting.not_ours(matter=matter, whom="县人社局", told_on=ago(0), by=world.town)
    assert Sorting.objects.get().handed_on is None


def test_to_protection_closes_it(world: World) -> None:
    matter = letter(world, "village")
    sorting.to_protection(matter=matter, by=world.village)
    assert Matter.objects.visible_to(world.village).exists()
    assert not Matter.objects.visible_to(world.village_mate).exists()
    assert Sorting.objects.get().route == "protection"
    assert not Trail.objects.filter(act="matter.sort", matter=None).exists()


def test_a_village_sorts_only_to_mediation_or_passes_up(world: World) -> None:
    matter = letter(world, "village")
    tries: list[tuple[Callable[..., Any], dict[str, str]]] = [
        (sorting.to_rights, {"category": "labour"}),
        (sorting.answer_advice, {"words": "已告知办法。"}),
        (sorting.not_ours, {"whom": "县人社局"}),
    ]
    for verb, more in tries:
        with pytest.raises(Forbidden):
            verb(matter=matter, by=world.village, **more)
    with pytest.raises(Invalid):
        pass_up(matter=matter, reason="不", by=world.village)
    passed = pass_up(matter=matter, reason=REASON, by=world.village_mate)
    assert (passed.unit, passed.owner) == (world.village_one, world.village)
    with pytest.raises(NotTheMoment):
        pass_up(matter=matter, reason=REASON, by=world.village)
    made = accept(MatterHandOver.objects.waiting().get(matter=matter), by=world.town).matter
    assert (made.unit, made.owner) == (world.township, world.town)
    with pytest.raises(Forbidden):
        sorting.to_mediation(
            matter=matter, village=world.village_one, kind="labour", by=world.village
        )
    with pytest.raises(NotTheMoment):
        pass_up(matter=matter, reason=REASON, by=world.village)
    with pytest.raises(Forbidden):
        pass_up(matter=letter(world), reason=REASON, by=world.town)


def test_taken_by_somebody_of_the_unit(world: World) -> None:
    matter = letter(world, "village")
    for name in ("town", "county"):
        with pytest.raises(Forbidden):
            take(matter=matter, by=world.users[name])
    mate = world.village_mate
    assert take(matter=matter, by=mate).owner == mate
    told = Trail.objects.get(act="matter.take")
    assert (told.before, told.after) == ({"owner": world.village.pk}, {"owner": mate.pk})
    with pytest.raises(NotTheMoment):
        take(matter=matter, by=mate)


def test_sorted_again_with_a_reason(world: World) -> None:
    rights = letters.opened(world)
    known: dict[str, Any] = {
        "matter": rights.matter,
        "village": world.village_one,
        "kind": "labour",
        "by": world.town,
    }
    with pytest.raises(Invalid) as refused:
        sorting.to_mediation(**known)
    assert "reason" in refused.value.errors
    dispute = sorting.to_mediation(reason="双方都愿意调解了", **known)
    assert letters.again(rights).status == "moved"
    with pytest.raises(NotTheMoment):
        sorting.to_mediation(reason="再分一次试试看", **known)
    back = sorting.to_rights(
        matter=rights.matter, category="labour", reason="一方又不愿意调解", by=world.town
    )
    assert (back.pk, back.status) == (rights.pk, "open")
    assert cases.again(dispute).status == "declined"
    row = again(rights.matter)
    assert (row.route, row.status, row.closed_on) == ("rights", "handling", None)
    assert [s.route for s in Sorting.objects.all()] == ["rights", "mediation", "rights"]


def test_not_out_of_a_branch_at_work(world: World) -> None:
    dispute = cases.accepted(world, world.town)
    with pytest.raises(NotTheMoment):
        sorting.to_rights(matter=dispute.matter, category="other", reason=REASON, by=world.town)
    for row in (letters.answered(world), letters.transferred(world)):
        with pytest.raises(NotTheMoment):
            sorting.answer_advice(
                matter=row.matter, words="已告知办法。", reason=REASON, by=world.town
            )
    assert cases.again(dispute).status == "accepted"


def test_stale_foreign_and_wrong_roles(world: World) -> None:
    matter = letter(world)
    with pytest.raises(Stale):
        sorting.answer_advice(matter=matter, words="已告知办法。", by=world.town, version=7)
    for name in ("town_next", "county_other", "village_next", "governance"):
        with pytest.raises(Http404):
            sorting.answer_advice(matter=matter, words="已告知办法。", by=world.users[name])
    assert again(matter).route == ""
    assert not Sorting.objects.exists()


@pytest.mark.parametrize(
    ("channel", "category", "told"),
    [
        ("hotline", "marriage", 1),
        ("police", "person", 1),
        ("hotline", "labour", 0),
        ("visit", "marriage", 0),
    ],
)
def test_what_others_were_told_of_a_family_stands_beside_the_nil_report(
    world: World, channel: str, category: str, told: int
) -> None:
    matter = letter(world, channel=channel, category=category, place=world.village_one)
    sorting.to_rights(matter=matter, category=category, by=world.town)
    rows = Incident.objects.filter(source_noun="disputes.matter", source_key=str(matter.pk))
    assert rows.count() == told
    if told:  # mediated after all: one thing happened, not two
        sorting.to_mediation(
            matter=matter, village=world.village_one, kind="marriage", by=world.town,
            reason="双方都愿意调解了",
        )  # fmt: skip
        assert Incident.objects.count() == 1


def test_what_is_sealed_tells_the_village_nothing(world: World) -> None:
    matter = letter(world, channel="hotline", category="marriage", place=world.village_one)
    sorting.to_protection(matter=matter, by=world.town)
    assert not Incident.objects.exists()
