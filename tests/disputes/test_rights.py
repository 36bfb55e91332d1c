"""Rights matters (信访事项): steps, clocks, reviews, return visits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from disputes import matter_story
from disputes.models import Matter, RightsMatter, RightsReview
from disputes.queries.rights import sums, visits_due
from disputes.transitions import rights, rights_review
from tests.cast import World
from tests.disputes import letters
from tests.disputes.letters import again, ago

Status = RightsMatter.Status
# Verb, what it is given, in which statuses it is allowed.
VERBS: dict[str, tuple[Callable[..., Any], dict[str, Any], set[str]]] = {
    "accept": (rights.accept, {}, {"open"}),
    "transfer": (rights.transfer, {"whom": "县人社局"}, {"open"}),
    "extend": (
        rights.extend,
        {"days": 20, "reason": "证据在外地，需要调取", "approver": "李主席", "told_on": ago(0)},
        {"accepted"},
    ),
    "answer": (rights.answer, {"words": "经查属实，已补发。"}, {"accepted"}),
    "satisfaction": (
        rights.satisfaction,
        {"satisfied": "yes"},
        {"answered", "reviewed", "final"},
    ),
    "ask_review": (
        rights_review.ask_review,
        {"request": "不服这个答复"},
        {"answered", "reviewed"},
    ),
    "review": (
        rights_review.answer_review,
        {"result": "upheld", "words": "维持原来的答复。"},
        {"review", "second"},
    ),
    "lead": (
        rights.lead,
        {"name": "王县长", "post": "副县长", "until": ago(-60)},
        {"open", "accepted", "review", "second"},
    ),
    "plan_visits": (
        rights_review.plan_visits,
        {"days": 90},
        {"transferred", "answered", "reviewed", "final"},
    ),
    "visit": (
        rights_review.visit,
        {"way": "home", "state": "工资已到手，生活平稳"},
        {"transferred", "answered", "reviewed", "final"},
    ),
}


def test_allowed_and_refused_from_every_other_status(world: World) -> None:
    rows = letters.every_state(world)
    assert set(rows) == set(Status.values)
    for status, row in rows.items():
        for name, (verb, given, allowed) in VERBS.items():
            assert _refused(verb, row, given, world) is (status not in allowed), (name, status)


def _refused(verb: Callable[..., Any], row: RightsMatter, given: Any, world: World) -> bool:
    """Whether it is not the moment; what was done is taken back."""
    try:
        with transaction.atomic():
            verb(rights=row, by=world.county, **given)
            raise _Undo
    except NotTheMoment:
        return True
    except _Undo:
        return False


class _Undo(Exception):
    """Take back what was tried."""


def test_wrong_role_and_place(world: World) -> None:
    row = letters.opened(world)
    for name in ("village", "village_mate"):
        with pytest.raises(Forbidden):
            rights.accept(rights=row, by=world.users[name])
    for name in ("town_next", "county_other", "village_next", "governance", "auditor"):
        with pytest.raises(Http404):
            rights.accept(rights=row, by=world.users[name])
    countys = letters.opened(world, "county")
    with pytest.raises(Forbidden):
        rights.accept(rights=countys, by=world.town)  # it lies with the county


def test_steps_move_the_matter(world: World) -> None:
    row = letters.answered(world)
    matter = Matter.objects.get(pk=row.matter_id)
    assert (matter.status, matter.closed_on, matter.outcome) == ("done", ago(0), row.answer)
    row = letters.in_review(world)
    matter = Matter.objects.get(pk=row.matter_id)
    assert (matter.status, matter.closed_on) == ("handling", None)
    assert (matter.unit, matter.owner) == (world.county_division, world.town)
    told = Trail.objects.filter(act__startswith="rights.").last()
    assert told is not None
    assert "不服" not in str(told.after)


def test_clocks_show_their_sums(world: World) -> None:
    row = letters.in_second(world)
    found = {key: (due.on, done) for key, due, done in sums(row)}
    assert found == {
        "notice": (row.matter.received_on + timedelta(15), ago(8)),
        "answer": (ago(8) + timedelta(60), ago(5)),
        "ask": (ago(5) + timedelta(30), ago(3)),
        "review": (ago(3) + timedelta(30), ago(2)),
        "ask_second": (ago(2) + timedelta(30), ago(1)),
        "second": (ago(1) + timedelta(30), None),
    }
    clocks = matter_story.clocks(row, ago(0))
    assert not [c for c in clocks if c.late]
    late = matter_story.clocks(row, ago(-40))
    assert [c.label for c in late if c.late] == ["复核答复"]
    assert all(c.sum for c in clocks)


def test_the_limit_of_a_query_is_the_clocks(world: World) -> None:
    """What lists sort by is what the page's sum says, in every status."""
    for status, row in letters.every_state(world).items():
        found = RightsMatter.objects.with_limit().get(pk=row.pk)
        owed = [due.on for key, due, done in sums(row) if done is None and "ask" not in key]
        wanted = owed[-1] if owed and status not in ("moved", "transferred") else None
        assert found.limit_on == wanted, status  # type: ignore[attr-defined]


def test_extension_once_in_time_and_told(world: World) -> None:
    row = letters.accepted(world)
    given: dict[str, Any] = VERBS["extend"][1] | {"rights": row, "by": world.town}
    for more, field in (
        ({"days": 31}, "days"),
        ({"days": 0}, "days"),
        ({"told_on": None}, "told_on"),
        ({"told_on": ago(9)}, "told_on"),
        ({"approver": ""}, "approver"),
        ({"reason": "忙"}, "reason"),
    ):
        with pytest.raises(Invalid) as refused:
            rights.extend(**(given | more))
        assert list(refused.value.errors) == [field]
    rights.extend(**(given | {"days": 30}))
    with pytest.raises(Invalid):
        rights.extend(**given)
    due = {key: due for key, due, _done in sums(again(row))}["answer"]
    assert due.on == ago(8) + timedelta(90)
    assert "30" in due.arithmetic
    old = rights.accept(
        rights=letters.opened(world, received_on=ago(80)), by=world.town, on=ago(70)
    )
    with pytest.raises(Invalid) as late:
        rights.extend(**(given | {"rights": old}))
    assert "60 日已过" in str(late.value)


def test_days_in_order(world: World) -> None:
    row = letters.opened(world)
    for day in (ago(11), ago(-1)):
        with pytest.raises(Invalid):
            rights.accept(rights=row, by=world.town, on=day)
    row = letters.accepted(world)
    for answered, told in ((ago(9), ago(0)), (ago(3), ago(4)), (ago(0), ago(-1))):
        with pytest.raises(Invalid):
            rights.answer(
                rights=row, words="经查属实，已补发。", answered_on=answered, told_on=told,
                by=world.town,
            )  # fmt: skip


def test_a_review_is_asked_for_within_thirty_days(world: World) -> None:
    row = rights.accept(
        rights=letters.opened(world, received_on=ago(50)), by=world.town, on=ago(45)
    )
    rights.answer(
        rights=row, words="经查属实，已补发。", answered_on=ago(40), told_on=ago(31), by=world.town
    )
    with pytest.raises(NotTheMoment) as late:
        rights_review.ask_review(rights=row, request="不服这个答复", by=world.town)
    assert "限 30 日" in str(late.value)
    made = rights_review.ask_review(
        rights=row, request="不服这个答复", asked_on=ago(1), by=world.town
    )
    assert (made.unit, made.level) == (world.county_division, 1)


def test_never_reviewed_by_who_answered(world: World) -> None:
    """The county's own answer goes to the city; the county records its paper. A county person who
    answered for a township's matter does not review it."""
    row = letters.in_review(world)
    RightsMatter.objects.filter(pk=row.pk).update(answered_by=world.county)
    with pytest.raises(Forbidden):
        rights_review.answer_review(
            rights=row, result="upheld", words="维持原来的答复。", by=world.county
        )
    with pytest.raises(Forbidden):
        rights_review.answer_review(
            rights=row, result="upheld", words="维持原来的答复。", by=world.town
        )
    countys = letters.in_review(world, "county")
    review = RightsReview.objects.get(rights=countys)
    assert review.unit.name == "测试市"
    assert countys.matter.unit == world.county_division
    rights_review.answer_review(
        rights=countys, result="changed", words="变更，补发全部。", by=world.county
    )
    assert again(countys).status == "reviewed"


def test_there_is_no_third_review(world: World) -> None:
    row = letters.final(world)
    with pytest.raises(NotTheMoment):
        rights_review.ask_review(rights=row, request="还是不服这个意见", by=world.county)
    with pytest.raises(IntegrityError), transaction.atomic():
        RightsReview.objects.create(
            matter=row.matter,
            rights=row,
            place=row.place,
            level=3,
            unit=world.county_division,
            asked_on=ago(0),
            request="三",
            recorded_by=world.county,
        )


def test_return_visits_come_round(world: World) -> None:
    row = letters.answered(world)
    assert not visits_due(world.town).exists()
    rights_review.plan_visits(rights=row, days=90, by=world.town)
    RightsMatter.objects.filter(pk=row.pk).update(revisit_from=ago(100))
    due = visits_due(world.town).get()
    assert due.visit_on == ago(10)  # type: ignore[attr-defined]
    rights_review.visit(
        rights=row, way="phone", state="工资已到手，生活平稳", visited_on=ago(1), by=world.town
    )
    assert visits_due(world.county).get().visit_on == ago(-89)  # type: ignore[attr-defined]
    assert not visits_due(world.town_next).exists()
    rights_review.plan_visits(rights=row, days=None, by=world.town)
    assert not visits_due(world.town).exists()


def test_no_field_counts_coming_as_a_fault() -> None:
    """Neither the matter nor the rights matter keeps how often or how high somebody went."""
    words = ("count", "times", "repeat", "level", "leapfrog", "abnormal", "risk", "blame", "score")
    for model in (Matter, RightsMatter):
        names = {f.name for f in model._meta.get_fields() if getattr(f, "concrete", False)}
        assert not [n for n in names if any(w in n for w in words)]
