"""Verbs of committees and their seats."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from accounts import trail
from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Refusal, Stale
from disputes import committee_work
from disputes.models import CommitteeSeat, MediationCommittee
from disputes.queries.committee import committee_rows
from disputes.transitions.committee import (
    change_committee,
    end_committee,
    form_committee,
    install_committee,
    renew_committee,
)
from disputes.transitions.seat import change_role, leave_seat, take_seat
from tests.cast import World
from tests.disputes import committees as made
from tests.disputes.cases import ago

Status = MediationCommittee.Status


def act(row: MediationCommittee) -> dict[str, Callable[..., Any]]:
    """Every verb on a committee, ready but for who does it."""
    return {
        "change": lambda by, **m: change_committee(row, name="新名", seal_kept_by="", by=by, **m),
        "seat": lambda by, **m: made.seat(row, 5, by, **m),
        "install": lambda by, **m: install_committee(row, term_since=ago(9), by=by, **m),
        "renew": lambda by, **m: renew_committee(row, term_since=ago(9), by=by, **m),
        "appoint": lambda by, **m: made.appointed(row, by),
        "end": lambda by, **m: end_committee(row, ended_on=ago(1), reason="村已合并", by=by, **m),
    }


def test_drafted_whole_and_in_office(world: World) -> None:
    row = made.drafted(world)
    assert row.status == Status.DRAFT
    assert len(row.lacks) == 3
    with pytest.raises(NotTheMoment, match=r"委员只有 0 人.*还没有主任.*还没有女委员"):
        install_committee(row, term_since=ago(9), by=world.town)
    made.seat(row, 1, world.village, "chair")
    made.seat(row, 4, world.village)
    made.seat(row, 6, world.village)
    with pytest.raises(NotTheMoment, match="还没有女委员"):
        install_committee(row, term_since=ago(9), by=world.town)
    made.seat(row, 0, world.village)
    done = install_committee(row, term_since=ago(9), by=world.town)
    since = ago(9)
    leap = since.month == 2 and since.day == 29
    assert done.term_until == since.replace(year=since.year + 3, day=28 if leap else since.day)
    told = trail.of(done).get(act="committee.install")
    assert (told.before, told.after) == ({"status": "draft"}, {"until": str(done.term_until)})
    for name in made.NAMES:
        assert not Trail.objects.filter(after__icontains=name).exists()


@pytest.mark.parametrize(
    ("who", "name", "refusal"),
    [
        ("village_next", "change", Http404),
        ("town_next", "end", Http404),
        ("county_other", "install", Http404),
        ("governance", "change", Forbidden),
        ("village", "install", Forbidden),
        ("village", "renew", Forbidden),
        ("village", "end", Forbidden),
    ],
)
def test_outside_the_reach_and_not_her_role(
    world: World, who: str, name: str, refusal: type[Exception]
) -> None:
    row = made.whole(world)
    before = Trail.objects.count()
    with pytest.raises(refusal):
        act(row)[name](world.users[who])
    assert Trail.objects.count() == before
    assert made.again(row).version == row.version


def test_every_verb_from_every_other_status(world: World) -> None:
    draft = made.whole(world)
    office = made.in_office(world, place=world.village_two, by=world.town)
    over = made.drafted(world, world.village_far, world.town_next)
    end_committee(over, ended_on=ago(1), reason="撤销", by=world.county)
    for row in (draft, office, made.again(over)):
        for name, verb in act(row).items():
            if row.status in MediationCommittee.ALLOWED[name]:
                continue
            with pytest.raises(NotTheMoment if name != "appoint" else Refusal):
                verb(world.county)
            assert made.again(row).status == row.status


@pytest.mark.parametrize("name", ["change", "seat", "install", "end"])
def test_stale(world: World, name: str) -> None:
    row = made.whole(world)
    with pytest.raises(Stale):
        act(row)[name](world.county, version=1)


def test_what_a_committee_is_formed_with(world: World) -> None:
    good: dict[str, Any] = {"name": "甲", "kind": "village", "established_on": ago(3)}
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"name": " "}, "name"),
        ({"kind": "township"}, "kind"),
        ({"kind": "nonsense"}, "kind"),
        ({"established_on": ago(-1)}, "established_on"),
    ]
    for change, field in wrong:
        with pytest.raises(Invalid) as refused:
            form_committee(world.village_one, by=world.village, **(good | change))
        assert set(refused.value.errors) == {field}
    form_committee(world.village_one, by=world.village, **good)
    with pytest.raises(Invalid, match="同名"):
        form_committee(world.village_one, by=world.village, **good)
    # The same name next door says nothing about this village.
    form_committee(world.village_two, by=world.village_next, **good)
    with pytest.raises(Forbidden):
        form_committee(world.village_two, by=world.village, **(good | {"name": "乙"}))
    sectoral = good | {"kind": "sectoral", "name": "婚姻家庭纠纷调委会"}
    assert form_committee(world.county_division, by=world.county, **sectoral).kind == "sectoral"


def test_nine_seats_and_one_chair(world: World) -> None:
    row = made.drafted(world)
    first = made.seat(row, 0, world.village, "chair")
    second = made.seat(row, 1, world.village, "chair")
    first.refresh_from_db()
    assert (first.role, second.role) == ("member", "chair")
    for number in range(2, 8):
        made.seat(row, number, world.village)
    made.seat(row, 0, world.village, name="褚一平")
    with pytest.raises(NotTheMoment, match="最多 9 人"):
        made.seat(row, 0, world.village, name="卫十")
    change_role(first, role="chair", by=world.village)
    second.refresh_from_db()
    assert second.role == "member"
    assert made.again(row).lacks == []
    with pytest.raises(IntegrityError), transaction.atomic():
        CommitteeSeat.objects.filter(pk=second.pk).update(role="chair")


def test_who_may_sit(world: World) -> None:
    row = made.drafted(world)

    def errors(**change: Any) -> set[str]:
        with pytest.raises(Invalid) as refused:
            made.seat(row, 0, world.village, **change)
        return set(refused.value.errors)

    assert errors(adult=False) == {"adult"}
    assert errors(name="") == {"name"}
    assert errors(sex="") == {"sex"}
    assert errors(phone="123") == {"phone"}
    assert errors(since=ago(2001)) == {"since"}
    assert errors(since=ago(-1)) == {"since"}
    assert errors(role="boss") == {"role"}
    assert errors(user=world.village_next) == {"user"}
    # The sex of the account counts; where it names none, what is typed.
    assert made.seat(row, 1, world.village, user=world.village_mate, sex="").entry.sex == "f"
    assert made.seat(row, 1, world.village, user=world.village, sex="m").entry.name == "村调解一"
    assert errors(user=world.village) == {"user"}
    assert row.seats.count() == 2


def test_who_leaves_leaves_the_roster_and_a_lack(world: World) -> None:
    row = made.in_office(world)
    woman = row.seats.get(entry__sex="f")
    good: dict[str, Any] = {"until": ago(1), "reason": "外出务工"}
    for wrong, field in (({"reason": ""}, "reason"), ({"until": ago(-1)}, "until")):
        with pytest.raises(Invalid) as refused:
            leave_seat(woman, **(good | wrong), by=world.village)
        assert set(refused.value.errors) == {field}
    leave_seat(woman, until=ago(1), reason="外出务工", by=world.village)
    woman.refresh_from_db()
    assert (woman.until, woman.entry.ended_on) == (ago(1), ago(1))
    assert [s[:6] for s in made.again(row).lacks] == ["委员只有 2", "还没有女委员"]
    assert made.again(row).face(timezone.localdate(), incomplete=True) == ("lack", "待补选")
    with pytest.raises(NotTheMoment, match="已经离任"):
        leave_seat(woman, until=ago(1), reason="外出务工", by=world.village)
    with pytest.raises(NotTheMoment):
        change_role(woman, role="vice", by=world.village)
    with pytest.raises(Http404):
        leave_seat(row.seats.first(), until=ago(1), reason="走了", by=world.village_next)  # type: ignore[arg-type]


def test_an_appointed_mediator_becomes_a_member(world: World) -> None:
    row = made.in_office(world)
    entry = made.appointed(row, world.village, user=world.village_mate, name="")
    taken = take_seat(
        row, role="member", since=ago(2), adult=True, user=world.village_mate, by=world.village
    )
    entry.refresh_from_db()
    assert (taken.entry_id, entry.kind) == (entry.pk, "member")


def test_a_new_term(world: World) -> None:
    row = made.in_office(world, ago(3 * 366))
    today = timezone.localdate()
    assert row.warns_of_term(today)
    assert row.face(today, incomplete=False) == ("lack", "届满")
    for wrong in (row.term_since, ago(-1)):
        with pytest.raises(Invalid):
            renew_committee(row, term_since=wrong, by=world.town)  # type: ignore[arg-type]
    done = renew_committee(row, term_since=ago(5), by=world.town)
    assert not done.warns_of_term(today)
    assert trail.of(done).first().after == {"until": str(done.term_until)}  # type: ignore[union-attr]
    leave_seat(done.seats_held[0], until=ago(1), reason="调离", by=world.village)
    with pytest.raises(NotTheMoment, match="还没有主任"):
        renew_committee(row, term_since=ago(1), by=world.town)


def test_what_is_given_up_ends_with_its_people(world: World) -> None:
    row = made.in_office(world)
    made.appointed(row, world.village)
    with pytest.raises(Invalid):
        end_committee(row, ended_on=ago(1), reason=" ", by=world.town)
    with pytest.raises(Invalid):
        end_committee(row, ended_on=ago(200), reason="村已合并", by=world.town)
    end_committee(row, ended_on=ago(1), reason="村已合并", by=world.town)
    assert not row.seats.filter(until__isnull=True).exists()
    assert set(row.mediators.values_list("ended_on", flat=True)) == {ago(1)}
    assert trail.of(row).first().after == {"seats": 3, "mediators": 4}  # type: ignore[union-attr]


def test_the_list_says_the_same_as_the_rule(world: World) -> None:
    made.drafted(world)
    made.whole(world, world.village_two, world.town)
    lonely = made.drafted(world, world.village_far, world.town_next)
    made.seat(lonely, 0, world.town_next, "chair")
    rows: Any = committee_rows(world.county)
    for row in rows:
        assert row.incomplete == bool(made.again(row).lacks)
        assert row.members == len(row.seats_held)


def test_ninety_days_before_its_end_it_is_work(world: World) -> None:
    row = made.in_office(world)
    assert row.term_until is not None

    def work(who: str, day: date) -> list[tuple[str, date | None]]:
        user = world.users[who]
        user.__dict__.pop("postings_today", None)
        return [(i.title, i.due) for i in committee_work.items(user, day)]

    near = row.term_until - timedelta(days=90)
    assert work("village", near - timedelta(days=1)) == []
    due = [("调委会换届：甲一村人民调解委员会", row.term_until)]
    assert work("village", near) == work("town", near) == due
    assert work("village_next", near) == work("county", near) == work("governance", near) == []
    leave_seat(row.seats_held[0], until=ago(1), reason="调离", by=world.village)
    today = timezone.localdate()
    assert work("town", today) == [("调委会待补选：甲一村人民调解委员会", today)]


def test_twice_at_once_is_one(world: World) -> None:
    """A form sent twice carries the version it was made on, so the second is stale."""
    row = made.whole(world)
    install_committee(row, term_since=ago(9), by=world.town, version=row.version)
    with pytest.raises(NotTheMoment):
        install_committee(row, term_since=ago(9), by=world.town, version=row.version)
    taken: dict[str, Any] = {"name": "褚一平", "version": made.again(row).version}
    made.seat(row, 0, world.village, **taken)
    with pytest.raises(Stale):
        made.seat(row, 0, world.village, **taken)


def test_a_verb_is_whole_or_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    row = made.whole(world)

    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("no trail")

    monkeypatch.setattr(trail, "record", broken)
    for name in ("install", "end", "seat", "change"):
        with pytest.raises(RuntimeError), transaction.atomic():
            act(row)[name](world.county)
        after = made.again(row)
        assert (after.status, after.version) == (row.status, row.version)
    assert row.seats.filter(until__isnull=True).count() == row.mediators.count() == 3
