"""Supervision cards: issued from above, answered by the owner, made red, lifted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from accounts.work import ordered
from disputes.models import Matter, SupervisionCard
from disputes.queries.card import by_unit
from disputes.transitions.card import answer, issue, lift, redden
from disputes.work import items
from tests.cast import World
from tests.disputes import cases
from tests.disputes.cases import REASON, ago
from tests.disputes.matters_flow import CANARY, ahead, matter, sorted_to

SignIn = Callable[[str], Client]


def issued(world: World, row: Matter | None = None, **more: Any) -> SupervisionCard:
    """A yellow card from the township, due in five days."""
    values: dict[str, Any] = {"colour": "yellow", "asked": REASON, "answer_by": ahead(5)}
    return issue(row or matter(world), by=world.town, **(values | more))


def again(card: SupervisionCard) -> SupervisionCard:
    """The card as stored now."""
    return SupervisionCard.objects.get(pk=card.pk)


def test_from_issue_to_lifting(world: World) -> None:
    card = issued(world)
    assert (card.issuer, card.unit) == (world.township, world.village_one)
    assert answer(card, words=REASON, by=world.village).status == "answered"
    done = lift(card, reason=REASON, by=world.town)
    assert (done.status, done.lifted_by, done.lift_reason) == ("lifted", world.town, REASON)
    told = Trail.objects.filter(matter=card.matter_id, act__startswith="matter.card")
    assert told.count() == 3
    assert REASON not in str(list(told.values_list("after", "before")))


def test_only_from_above_and_never_oneself(world: World) -> None:
    row = matter(world)
    for who in (world.village, world.village_mate):
        with pytest.raises(Forbidden):
            issue(row, colour="red", asked=REASON, answer_by=ahead(1), by=who)
    for who in (world.village_next, world.town_next, world.county_other, world.nobody):
        with pytest.raises(Http404):
            issue(row, colour="red", asked=REASON, answer_by=ahead(1), by=who)
    own = matter(world, world.town)
    with pytest.raises(Forbidden, match="自己承办"):
        issued(world, own)
    assert issue(own, colour="red", asked=REASON, answer_by=ahead(1), by=world.county)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"colour": "blue"}, "colour"),
        ({"asked": "办"}, "asked"),
        ({"answer_by": ago(1)}, "answer_by"),
    ],
)
def test_what_does_not_hold(world: World, values: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        issued(world, **values)
    assert field in refusal.value.errors
    assert not SupervisionCard.objects.exists()


def test_one_at_a_time_and_stale(world: World) -> None:
    card = issued(world)
    with pytest.raises(NotTheMoment, match="没解除"):
        issued(world, card.matter)
    with pytest.raises(Stale):
        answer(card, words=REASON, by=world.village, version=card.version + 1)


def test_only_the_owner_answers_and_only_the_issuer_lifts(world: World) -> None:
    card = issued(world)
    for who in (world.village_mate, world.town):
        with pytest.raises(Forbidden, match="承办人"):
            answer(card, words=REASON, by=who)
    with pytest.raises(Forbidden):
        lift(card, reason=REASON, by=world.village)
    with pytest.raises(Http404):
        lift(card, reason=REASON, by=world.town_next)


VERBS: dict[str, Callable[[SupervisionCard, World], Any]] = {
    "answer": lambda c, w: answer(c, words=REASON, by=w.village),
    "redden": lambda c, w: redden(c, asked=REASON, answer_by=ahead(1), by=w.town),
    "lift": lambda c, w: lift(c, reason=REASON, by=w.town),
}
ALLOWED_IN = {
    "answer": {"issued"},
    "redden": {"issued", "answered"},
    "lift": {"issued", "answered"},
}


@pytest.mark.parametrize("name", VERBS)
def test_only_at_its_moment(world: World, name: str) -> None:
    for status in SupervisionCard.Status.values:
        card = issued(world)
        if status != "issued":
            VERBS["answer" if status == "answered" else "lift"](card, world)
        if status in ALLOWED_IN[name]:
            assert VERBS[name](card, world)
            continue
        before = Trail.objects.count()
        with pytest.raises(NotTheMoment):
            VERBS[name](card, world)
        assert again(card).status == status
        assert Trail.objects.count() == before


def test_overdue_turns_red_by_the_calendar(world: World) -> None:
    card = issued(world)
    assert card.shown_label == "黄牌"
    with time_machine.travel(timezone.now() + timedelta(days=6), tick=False):
        late = again(card)
        assert (late.colour, late.shown_label, late.is_late) == ("yellow", "红牌", True)
        assert list(SupervisionCard.objects.open().red()) == [card]
        [line] = by_unit(world.county)
        assert (line.unit, line.yellow, line.red, line.late) == (world.village_one, 0, 1, 1)
        answer(card, words=REASON, by=world.village)
        assert again(card).shown_label == "黄牌"


def test_red_once_more_asks_anew(world: World) -> None:
    card = issued(world)
    answer(card, words=REASON, by=world.village)
    done = redden(card, asked=REASON, answer_by=ahead(2), by=world.town)
    assert (done.colour, done.status) == ("red", "issued")
    with pytest.raises(NotTheMoment, match="已经是红牌"):
        redden(card, asked=REASON, answer_by=ahead(2), by=world.town)


def test_it_is_on_top_of_the_owners_list(world: World) -> None:
    """Before what is overdue, and in no later group than today's."""
    today = timezone.localdate()
    cases.taken(world)  # owed since a week ago
    issued(world)
    first = ordered(items(world.village, today))[0]
    assert "督办待答复" in first.title
    assert first.urgency(today) == "today"
    assert CANARY not in str(first)
    assert not [i for i in items(world.village_mate, today) if "督办" in i.title]


def test_whoever_took_the_matter_over_answers(world: World) -> None:
    card = issued(world)
    Matter.objects.filter(pk=card.matter_id).update(owner=world.village_mate)
    with pytest.raises(Forbidden):
        answer(card, words=REASON, by=world.village)
    assert answer(card, words=REASON, by=world.village_mate)


def test_a_done_matter_gets_none(world: World) -> None:
    row = sorted_to(matter(world), "advice")
    row.status, row.closed_on = "done", timezone.localdate()
    row.save()
    with pytest.raises(NotTheMoment):
        issued(world, row)


def test_the_database_holds_the_rules(world: World) -> None:
    card = issued(world)
    for broken in ({"status": "lifted"}, {"status": "answered"}, {"colour": "blue"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SupervisionCard.objects.filter(pk=card.pk).update(**broken)


def test_pages_and_paper(world: World, sign_in: SignIn) -> None:
    row = matter(world)
    town, village = sign_in("town"), sign_in("village")
    sent = {"colour": "yellow", "asked": "请在期限内办结", "answer_by": str(ahead(3))}
    there = f"/matters/{row.uid}/card"
    assert town.get(there).status_code == 200
    assert village.get(there).status_code == 403
    done = town.post(there, sent | {"version": row.version})
    assert done.status_code == 302
    here = done.headers["Location"]
    assert "督办单" in village.get(f"/matters/{row.uid}").text
    assert village.post(f"{here}/answer", {"words": REASON, "version": 1}).status_code == 302
    paper = town.get(f"{here}/paper").text
    for words in ("督　办　单", "督办单"):
        if words in paper:
            break
    else:
        pytest.fail("no title")
    assert "请在期限内办结" in paper
    assert REASON in paper
    assert CANARY not in paper
    assert town.post(f"{here}/lift", {"reason": REASON, "version": 2}).status_code == 302
    assert "已解除" in town.get("/cards/?show=lifted").text


def test_the_list_asks_the_same_few_queries(world: World, sign_in: SignIn) -> None:
    client = sign_in("county")
    issued(world)
    client.get("/cards/")
    with CaptureQueriesContext(connection) as one:
        client.get("/cards/")
    for _index in range(4):
        issued(world)
    with CaptureQueriesContext(connection) as five:
        assert client.get("/cards/").status_code == 200
    assert len(one) == len(five) <= 25
