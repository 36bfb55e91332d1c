"""分户, 并户, 迁移移交, whole numbers on request, the county's matches (domain L, K7, T3, C5)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.http import Http404

from accounts import scope
from accounts.models import Reading, Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from households.models import (
    Household,
    HouseholdMove,
    Keeper,
    ListedFamily,
    Member,
    PersonMatch,
    Relation,
    VisitDuty,
)
from households.queries.people import candidates
from households.transitions.household import change_contact
from households.transitions.household_split import merge_households, split_household
from households.transitions.move import accept_move, decline_move, offer_move, withdraw_move
from households.transitions.person import (
    decide_match,
    reveal_household,
    reveal_member,
    undo_match,
)
from tests.cast import World
from tests.households.families import days, family, home
from tests.households.people import ADDRESS, FATHER, SON, house, named, person

COUNTY = 990101000000


def alone(world: World, **values: object) -> Household:
    """A household of one, the father again, in the village next door."""
    fields: dict[str, object] = {
        "village": world.village_two,
        "members": [person("姜志强", "head", FATHER)],
        "people": 1,
    }
    return house(world, **(fields | values))  # type: ignore[arg-type]


# 分户


def split(world: World, row: Household, *names: str) -> Household:
    uids = [named(row, name).uid for name in names]
    return split_household(row, members=uids, head=uids[0], number="S1", by=world.village)


def test_split(world: World) -> None:
    row = house(world)
    listed = family(world, row)
    new = split(world, row, "姜小军", "姜小燕")
    row.refresh_from_db()
    assert (row.people, new.people, new.head_name, new.address) == (2, 2, "姜小军", ADDRESS)
    assert dict(new.members.values_list("name", "relation")) == {
        "姜小军": Relation.HEAD,
        "姜小燕": Relation.SIBLING,
    }
    assert ListedFamily.objects.get(pk=listed.pk).household_id == row.pk
    told = Trail.objects.filter(act="household.change").latest("pk")
    assert told.after["split_from"] == row.pk
    assert named(new, "姜小军").id_number == SON


@pytest.mark.parametrize(
    ("names", "cause"),
    [
        ((), "请选要分出"),
        (("姜志强",), "户主留在原户"),
        (("单桂兰", "姜小军", "姜小燕", "姜志强"), "户主"),
    ],
)
def test_split_refused(world: World, names: tuple[str, ...], cause: str) -> None:
    row = house(world)
    uids = [named(row, name).uid for name in names]
    head = uids[0] if uids else uuid4()
    with pytest.raises(Invalid, match=cause):
        split_household(row, members=uids, head=head, number="S1", by=world.village)
    mother, son = named(row, "单桂兰").uid, named(row, "姜小军").uid
    with pytest.raises(Invalid, match="分出的成员里选户主"):
        split_household(row, members=[mother], head=son, number="S1", by=world.village)
    with pytest.raises(Invalid, match="另编"):
        split_household(row, members=[mother], head=mother, number=row.number, by=world.village)
    assert Household.objects.count() == 1
    assert row.members.count() == 4


@pytest.mark.parametrize(
    ("who", "refusal"), [("village_next", Http404), ("town", Forbidden), ("county", Forbidden)]
)
def test_split_and_merge_are_the_villages(world: World, who: str, refusal: type[Exception]) -> None:
    row, other = house(world), home(world)
    uid, by = named(row, "姜小军").uid, world.users[who]
    with pytest.raises(refusal):
        split_household(row, members=[uid], head=uid, number="S1", by=by)
    with pytest.raises(refusal):
        merge_households(row, other, relations={}, reason="同住", by=by)


# 并户


def test_merge(world: World) -> None:
    row = house(world)
    new = split(world, row, "姜小军", "姜小燕")
    relations = {m.uid: "son" if m.name == "姜小军" else "daughter" for m in new.members.all()}
    done = merge_households(new, row, relations=relations, reason="又同住", by=world.village)
    assert (done.people, done.members.present().count()) == (4, 4)
    new.refresh_from_db()
    assert new.left_on == days(0)
    assert not new.members.exists()
    with pytest.raises(NotTheMoment, match="已登记迁出"):
        merge_households(new, row, relations={}, reason="又同住", by=world.village)


def test_merge_refused(world: World) -> None:
    row = house(world)
    new = split(world, row, "姜小军", "姜小燕")
    with pytest.raises(Invalid, match="请选另一户"):
        merge_households(row, row, relations={}, reason="同住", by=world.village)
    with pytest.raises(Invalid, match="原因"):
        merge_households(new, row, relations={}, reason=" ", by=world.village)
    wrong: dict[UUID, str] = {m.uid: "head" for m in new.members.all()}
    with pytest.raises(Invalid, match="关系"):
        merge_households(new, row, relations=wrong, reason="同住", by=world.village)
    family(world, new)
    with pytest.raises(NotTheMoment, match="销号"):
        merge_households(new, row, relations={}, reason="同住", by=world.village)
    far = alone(world)
    with pytest.raises(Http404):
        merge_households(row, far, relations={}, reason="同住", by=world.village)
    with pytest.raises(Invalid, match="同一个村"):
        merge_households(row, far, relations={}, reason="同住", by=world.system)
    twin = alone(world, village=world.village_one)
    with pytest.raises(NotTheMoment, match="两户里都登记着"):
        merge_households(twin, row, relations={}, reason="同住", by=world.village)


# 迁移移交


def offer(world: World, row: Household) -> HouseholdMove:
    return offer_move(
        row, village=world.village_two, reason="随子女居住", address="西组 3 号", by=world.village
    )


def test_a_household_is_handed_over(world: World) -> None:
    row = house(world)
    change_contact(row, by=world.village, safe_person="只找本人")
    listed = family(world, row)
    move = offer(world, row)
    assert (move.tier, move.people, move.head_name) == ("yellow", 4, "姜志强")
    row.refresh_from_db()
    assert row.left_on is None
    with scope.opened(world.village_next):
        new = accept_move(move, number="0101", by=world.village_next)
        assert new.members.present().count() == 4
    row.refresh_from_db()
    listed.refresh_from_db()
    move.refresh_from_db()
    assert row.left_on == days(0)
    assert (str(listed.status), listed.close_ground) == ("closed", "moved")
    assert not Keeper.objects.filter(family=listed, until__isnull=True).exists()
    assert not VisitDuty.objects.filter(family=listed, dropped=False, due_on__gt=days(0)).exists()
    assert (new.village, new.address, new.safe_person) == (
        world.village_two,
        "西组 3 号",
        "只找本人",
    )
    assert (move.status, move.new_household) == ("accepted", new)
    before = {m.person_key: m.id_number for m in Member.objects.filter(household=row)}
    after = {m.person_key: m.id_number for m in Member.objects.filter(household=new)}
    assert before == after
    assert Household.objects.filter(pk=row.pk, members__left_on=days(0)).exists()


def test_each_village_keeps_its_own_history(world: World) -> None:
    row = house(world)
    with scope.opened(world.village_next):
        new = accept_move(offer_as(world, row), number="0101", by=world.village_next)
        assert not Household.objects.visible_to(world.village_next).filter(pk=row.pk).exists()
    with scope.opened(world.village):
        assert not Household.objects.filter(pk=new.pk).exists()
        assert Household.objects.filter(pk=row.pk).exists()


def offer_as(world: World, row: Household) -> HouseholdMove:
    """Offered in the village's own scope."""
    with scope.opened(world.village):
        return offer(world, row)


def test_offer_refused(world: World) -> None:
    row = house(world)
    for village, cause in (
        (world.divisions[990102100201], "外县"),
        (world.village_one, "另一个村"),
        (world.township, "请选迁入的村"),
    ):
        with pytest.raises(Invalid, match=cause):
            offer_move(row, village=village, reason="搬家", by=world.village)
    with pytest.raises(Invalid, match="原因"):
        offer_move(row, village=world.village_two, reason=" ", by=world.village)
    for who, refusal in (("village_next", Http404), ("town", Forbidden), ("county", Forbidden)):
        with pytest.raises(refusal):
            offer_move(row, village=world.village_two, reason="搬家", by=world.users[who])
    offer(world, row)
    with pytest.raises(NotTheMoment, match="等待接收"):
        offer(world, row)


def test_answers_belong_to_their_side(world: World) -> None:
    row = house(world)
    move = offer(world, row)
    with pytest.raises(Forbidden):
        accept_move(move, number="1", by=world.village)
    with pytest.raises(Forbidden):
        decline_move(move, answer="没有来", by=world.village)
    with pytest.raises(Forbidden):
        withdraw_move(move, by=world.village_next)
    with pytest.raises(Http404):
        accept_move(move, number="1", by=world.town_next)
    with pytest.raises(Forbidden):
        accept_move(move, number="1", by=world.town)
    with pytest.raises(Invalid, match="户号"):
        accept_move(move, number=" ", by=world.village_next)
    home(world, world.village_two, number="0101")
    with pytest.raises(Invalid, match="另编"):
        accept_move(move, number="0101", by=world.village_next)
    row.refresh_from_db()
    assert row.left_on is None
    assert Household.objects.filter(head_name="姜志强", village=world.village_two).count() == 1


@pytest.mark.parametrize("end", ["accept", "decline", "withdraw"])
def test_an_answer_is_given_once(world: World, end: str) -> None:
    move = offer(world, house(world))
    verbs: dict[str, Callable[[], object]] = {
        "accept": lambda: accept_move(move, number="7", by=world.village_next),
        "decline": lambda: decline_move(move, answer="没有住来", by=world.village_next),
        "withdraw": lambda: withdraw_move(move, by=world.village),
    }
    verbs[end]()
    for verb in verbs.values():
        with pytest.raises(NotTheMoment):
            verb()
    told = Trail.objects.filter(act="household.move")
    assert [t.after["status"] for t in told.order_by("pk")][-1] == {
        "accept": "accepted",
        "decline": "declined",
        "withdraw": "withdrawn",
    }[end]


def test_a_household_that_left_meanwhile_is_not_accepted(world: World) -> None:
    row = house(world)
    move = offer(world, row)
    Household.objects.filter(pk=row.pk).update(left_on=days(0))
    with pytest.raises(NotTheMoment, match="原村已登记迁出"):
        accept_move(move, number="7", by=world.village_next)


# Whole numbers


def test_whole_numbers_need_a_reason_that_is_logged(world: World) -> None:
    row = house(world)
    father = named(row, "姜志强")
    with pytest.raises(Invalid, match="做什么用"):
        reveal_member(father, reason="看", by=world.village, page="x")
    assert not Reading.objects.exists()
    shown = reveal_member(father, reason="上门前电话联系", by=world.village, page="x")
    assert shown == {"id_number": FATHER, "phone": "13800138000"}
    told = Reading.objects.get()
    assert (told.keys, told.purpose, told.by) == ([father.pk], "上门前电话联系", world.village)
    assert reveal_household(row, reason="上门走访", by=world.town, page="x") == {"address": ADDRESS}
    for who, refusal in (
        ("village_next", Http404),
        ("governance", Http404),
        ("county_other", Http404),
    ):
        with pytest.raises(refusal):
            reveal_member(father, reason="上门前电话联系", by=world.users[who], page="x")
        with pytest.raises(refusal):
            reveal_household(row, reason="上门走访", by=world.users[who], page="x")


# The county's matches


def pair(world: World) -> tuple[Member, Member]:
    return named(house(world), "姜志强"), named(alone(world), "姜志强")


def test_the_county_sees_candidates_and_decides(world: World) -> None:
    first, second = pair(world)
    (found,) = candidates(world.county, COUNTY)
    assert (found.ground, {found.first, found.second}) == ("id", {first, second})
    match = decide_match(first, second, verdict="same", reason="电话核实", by=world.county)
    assert candidates(world.county, COUNTY) == []
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.person_key == second.person_key
    assert (first.version, second.version) == (1, 1)
    undone = undo_match(match, reason="弄错人了", by=world.county)
    second.refresh_from_db()
    assert second.person_key == undone.former_key
    assert len(candidates(world.county, COUNTY)) == 1
    with pytest.raises(NotTheMoment, match="已经撤销"):
        undo_match(match, reason="弄错人了", by=world.county)
    acts = Trail.objects.filter(act="person.match")
    assert {t.place for t in acts} == {COUNTY}
    assert not any("姜" in str(t.after) for t in acts)


def test_two_people_are_not_proposed_again(world: World) -> None:
    first, second = pair(world)
    decide_match(first, second, verdict="different", reason="不是一个人", by=world.county)
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.person_key != second.person_key
    assert candidates(world.county, COUNTY) == []
    with pytest.raises(NotTheMoment, match="已经核对过"):
        decide_match(second, first, verdict="same", reason="是一个人", by=world.county)


def test_without_a_number_name_and_birth_date_decide(world: World) -> None:
    row = house(world)
    born = named(row, "单桂兰").birth_date
    values: dict[str, Any] = {"document": "later", "document_reason": "在外地", "birth_date": born}
    there = alone(world, head_name="单桂兰", members=[person("单桂兰", "head", **values)])
    (found,) = candidates(world.county, COUNTY)
    assert (found.ground, found.second.household) == ("name_birth", there)
    son = named(row, "姜小军")
    with pytest.raises(Invalid, match="并不相同"):
        decide_match(son, found.second, verdict="same", reason="电话核实", by=world.county)
    # Two numbers that differ are two people, whatever their name and birthday.
    twin = alone(world, members=[person("单桂兰", "head", FATHER, sex="")], head_name="单桂兰")
    assert len(candidates(world.county, COUNTY)) == 2
    assert twin.pk


@pytest.mark.parametrize("who", ["village", "town", "county_other", "governance"])
def test_nobody_else_matches_or_sees_matches(world: World, who: str) -> None:
    first, second = pair(world)
    by = world.users[who]
    with pytest.raises((Forbidden, Http404)):
        decide_match(first, second, verdict="same", reason="电话核实", by=by)
    match = decide_match(first, second, verdict="same", reason="电话核实", by=world.county)
    with pytest.raises(Http404):
        undo_match(match, reason="弄错人了", by=by)
    with scope.opened(by):
        assert not PersonMatch.objects.exists()
        assert candidates(by, COUNTY) == []


def test_the_last_decision_is_undone_first(world: World) -> None:
    first, second = pair(world)
    third = named(alone(world, village=world.village_far), "姜志强")
    one = decide_match(first, second, verdict="same", reason="电话核实", by=world.county)
    two = decide_match(second, third, verdict="same", reason="电话核实", by=world.county)
    assert len(set(Member.objects.filter(name="姜志强").values_list("person_key"))) == 1
    with pytest.raises(NotTheMoment, match="先撤销后来"):
        undo_match(one, reason="弄错人了", by=world.county)
    undo_match(two, reason="弄错人了", by=world.county)
    undo_match(one, reason="弄错人了", by=world.county)
    assert len(set(Member.objects.filter(name="姜志强").values_list("person_key"))) == 3


def test_matching_costs_a_fixed_number_of_queries(
    world: World, django_assert_num_queries: Callable[[int], object]
) -> None:
    for _ in range(6):
        house(world)
    candidates(world.county, COUNTY)  # reads the postings once
    with django_assert_num_queries(2):  # type: ignore[attr-defined]
        assert len(candidates(world.county, COUNTY)) >= 20
