"""What can still be done: the promise is kept to the hundredth, families at risk come first, and
what cannot or must not be mended is not offered."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from unittest import mock

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts import scope, trail
from accounts.acts import Act
from accounts.models import Trail, User
from households.models import ListedFamily, VisitDuty
from reports.metrics.catalogue import METRICS
from reports.metrics.declarations import DECLARATIONS
from reports.models import KeptOffers, ScoringRun
from reports.rules import Facts, evaluate, load_shipped
from reports.rules.kinds import KINDS
from reports.scoring import results_of
from reports.sheet_rows import rules_of
from reports.transitions.run import compute
from reports.whatif import keeping
from reports.whatif.offers import todo_of
from reports.whatif.remedies import REMEDIES
from reports.whatif.top import Top, top_of
from reports.whatif.worth import CLOSERS, Position, Step, at_stake, room, worth
from tests.cast import World
from tests.reports.test_run import T1, V1, V2, ask

SignIn = Callable[[str], Client]
END = date(2026, 12, 31)


@pytest.fixture
def run(computed_run: ScoringRun) -> ScoringRun:
    return computed_run


def offers(
    world: World, run: ScoringRun, unit: int, by: str, today: date = END
) -> dict[str, Decimal]:
    sheet = run.sheets.select_related("unit").prefetch_related("lines").get(unit=unit)
    todo = todo_of(run, sheet, rules_of(run, sheet.level), user=world.users[by], today=today)
    return {f"{one.code} {one.words}": one.worth.all for one in todo.offers}


def low(run: ScoringRun, unit: int) -> Decimal:
    return run.sheets.get(unit=unit).possible_low


def promised(found: dict[str, Decimal], code: str) -> Decimal:
    return next(points for words, points in found.items() if words.startswith(f"{code} "))


def again(world: World) -> ScoringRun:
    run = ask(world)
    assert compute(run.pk)
    return ScoringRun.objects.get(pk=run.pk)


def test_every_remedy_names_a_part_of_its_metric() -> None:
    for remedy in REMEDIES.values():
        DECLARATIONS[remedy.metric].terms(remedy.part)
        DECLARATIONS[remedy.metric].terms(remedy.into)
        assert "{n}" in remedy.words
    assert not {"creation", "mediation_success", "settled_in_village"} & {
        remedy.metric for remedy in REMEDIES.values()
    }  # nothing that people would be pressed into
    assert set(KINDS) - set(CLOSERS) <= {"manual"}


def test_a_pairing_keeps_the_promise(world: World, run: ScoringRun) -> None:
    """V1 has 1 of 2 paired, 6 points: the second is worth 3.00, and exactly that."""
    from households.models import Pairing

    found = offers(world, run, V1, "village")
    gain = promised(found, "5.1")
    assert gain == Decimal("3.00")
    before = low(run, V1)
    lone = ListedFamily.objects.filter(village=V1, hardship=True, closed_on=None).exclude(
        household__in=Pairing.objects.filter(since__lte=END, ended_on=None).values("household")
    )
    old = Pairing.objects.filter(village=V1).first()
    assert old is not None
    for family in lone:
        old.pk, old.household_id = None, family.household_id
        old.uid = uuid.uuid4()
        old.since, old.ended_on = date(2026, 12, 1), None
        old.save(force_insert=True)
    assert low(again(world), V1) - before == gain


def test_a_late_report_keeps_the_promise(world: World, run: ScoringRun) -> None:
    """What is missing can still come late: 0.5 less is 0.2 less."""
    from households.models import ExpectedReport, ZeroReport

    found = offers(world, run, V1, "village")
    gain = promised(found, "3.3")
    assert gain == Decimal("0.30")
    before = low(run, V1)
    filed = ZeroReport.objects.filter(village=V1, is_live=True)
    owed = ExpectedReport.objects.filter(
        village=V1, standing="owed", period__campaign=run.campaign_id,
        period__village_due__lt=datetime(2026, 12, 31, 16, tzinfo=UTC),
    ).exclude(period__in=filed.values("period"))  # fmt: skip
    like = filed.first()
    assert like is not None
    for one in owed:
        like.pk, like.uid, like.client_uuid = None, uuid.uuid4(), None
        like.period_id, like.untrue_at, like.untrue_by = one.period_id, None, None
        like.first_received_at = one.period.village_due + timedelta(hours=5)
        like.save(force_insert=True)
    assert low(again(world), V1) - before == gain


def test_keepers_and_the_township_above(world: World, run: ScoringRun) -> None:
    found = offers(world, run, T1, "town")
    assert promised(found, "3.4") > 0
    assert promised(found, "5.1") > 0
    assert list(found.values()) == sorted(found.values(), reverse=True)


def test_a_village_sees_its_own_rows(world: World, run: ScoringRun) -> None:
    assert not offers(world, run, V1, "village_next")  # not a row of hers: nothing to do
    assert offers(world, run, V2, "village_next")


def test_what_is_past_is_not_offered(world: World, run: ScoringRun) -> None:
    found = offers(world, run, V1, "village")
    assert not any(words.startswith("5.2 ") for words in found)  # visits whose day has passed
    assert not any("回访" in words for words in found)


def test_once_the_data_are_closed_nothing_is_promised(world: World, run: ScoringRun) -> None:
    """What is put in then counts nothing, whatever day it tells; a visit due then is of no year
    that is scored here."""
    sheet = run.sheets.select_related("unit").prefetch_related("lines").get(unit=V1)
    rules, after = rules_of(run, sheet.level), END + timedelta(days=1)
    family, due = ListedFamily.objects.filter(village=V1)[0], after + timedelta(days=1)
    VisitDuty.objects.create(family=family, village_id=V1, opens_on=END, due_on=due)
    for today, some in ((END, True), (after, False)):
        found = todo_of(run, sheet, rules, user=world.users["village"], today=today)
        assert bool(found.offers) == some
        assert not found.ahead
        assert not found.ahead_points


def test_risk_comes_first_whatever_the_points(
    sign_in: SignIn, world: World, run: ScoringRun
) -> None:
    family = ListedFamily.objects.filter(village=V1, closed_on=None).first()
    assert family is not None
    ListedFamily.objects.filter(pk=family.pk).update(tier="red")
    day = timezone.localdate() - timedelta(days=4)
    VisitDuty.objects.filter(family=family, visit=None, due_on=day).delete()
    VisitDuty.objects.create(family=family, village_id=V1, opens_on=day, due_on=day)
    page = sign_in("village").get(f"/scores/{run.uid}/{V1}/todo").text
    assert page.index("已过日子，先去看望") < page.index("补上还能加分")
    assert "红·高" in page
    assert "不是追责" in page
    assert sign_in("town").get(f"/scores/{run.uid}/{T1}/todo").status_code == 200
    assert sign_in("governance").get(f"/scores/{run.uid}/{V1}/todo").status_code == 403


def test_the_page_asks_few_queries(
    sign_in: SignIn, run: ScoringRun, django_assert_max_num_queries: Callable[..., object]
) -> None:
    client = sign_in("village")
    client.get(f"/scores/{run.uid}/{V1}/todo")
    with django_assert_max_num_queries(22):  # type: ignore[attr-defined]
        client.get(f"/scores/{run.uid}/{V1}/todo")


RUBRIC = load_shipped("RC2")


def drawn(data: st.DataObject, metric: str) -> Facts:
    """Counts a metric could have: parts that must add up do, items are done, late or lacking."""
    known = METRICS[metric]
    counts = {event.key: 0 for event in known.events}
    for item in known.items:
        for event in item.events():
            counts[event.key] = data.draw(st.integers(0, 2))
    base = sum(counts.values()) if known.items else data.draw(st.integers(0, 40))
    left = base
    owed = {event.key for item in known.items for event in item.events()}
    for key in known.partition[1:] or [key for key in counts if key not in owed]:
        counts[key] = data.draw(st.integers(0, left))
        left -= counts[key]
    return Facts(left if known.partition else data.draw(st.integers(0, left)), base, counts)


@settings(max_examples=60)
@given(st.data())
def test_the_promise_is_what_evaluating_again_gives(data: st.DataObject) -> None:
    """For any figures of any step the gain promised is the difference of two sheets added up."""
    facts = {
        line.counts_key: drawn(data, line.metric)
        for line in RUBRIC.indicators
        if line.source == "computed"
    }
    results = results_of(RUBRIC, facts, {})
    by_code = {
        line.code: facts[line.counts_key] for line in RUBRIC.indicators if line.source == "computed"
    }
    position = Position(RUBRIC, results, by_code)
    for remedy in REMEDIES.values():
        step = Step(remedy.metric, remedy.part, remedy.into)
        n = room(position, step)
        gain = worth(position, step, n)
        lines = position.lines(remedy.metric)
        if not n or not lines:
            assert not gain.one
            assert not gain.all
            continue
        was = facts[lines[0].counts_key]
        counts = dict(was.counts)
        if remedy.part in counts:
            counts[remedy.part] -= n
        top = was.top() + (n if remedy.into == "numerator" else 0)
        if remedy.into in counts:
            counts[remedy.into] += n
        done = {line.code: evaluate(line, Facts(top, was.base(), counts)) for line in lines}
        assert gain.all == position.total(done) - position.total()
        assert gain.all >= 0


def test_what_is_due_soon_is_at_stake() -> None:
    line = RUBRIC.indicator("5.2")
    facts = {"visits": Facts(8, 10)}
    known = {one.code: evaluate(one) for one in RUBRIC.indicators}
    known[line.code] = evaluate(line, facts["visits"])
    position = Position(RUBRIC, known, {line.code: facts["visits"]})
    # (8+2)/12 × 6 against 8/12 × 6
    assert at_stake(position, "visits", 2) == Decimal("1.00")
    assert at_stake(position, "visits", 0) == 0


def test_home_shows_the_first_three_things(sign_in: SignIn, world: World, run: ScoringRun) -> None:
    """Families first, then what gains most, with a way to all of them; nothing above the township,
    nothing once the result is signed."""
    family = ListedFamily.objects.filter(village=V1, closed_on=None).first()
    assert family is not None
    ListedFamily.objects.filter(pk=family.pk).update(tier="red")
    day = timezone.localdate() - timedelta(days=4)
    VisitDuty.objects.filter(family=family, visit=None, due_on=day).delete()
    VisitDuty.objects.create(family=family, village_id=V1, opens_on=day, due_on=day)
    top = top_of(world.village, timezone.localdate())
    assert top is not None
    assert len(top.things) == 3 < top.total
    assert top.things[0].tier == "red"
    assert top.things[1].points is not None
    points = [one.points for one in top.things if one.points is not None]
    assert points == sorted(points, reverse=True)
    assert top.url == f"/scores/{run.uid}/{V1}/todo"
    for who in ("village", "town"):
        page = sign_in(who).get("/").text
        unit = V1 if who == "village" else T1
        assert "还能做的事" in page
        assert f"/scores/{run.uid}/{unit}/todo" in page
    village = sign_in("village").get("/").text
    assert village.index(top.things[0].words) < village.index(top.things[1].words)
    for who in ("county", "governance"):
        assert "还能做的事" not in sign_in(who).get("/").text
    ScoringRun.objects.filter(pk=run.pk).update(
        stage="signed", signed_by=world.governance, signed_at=timezone.now()
    )
    assert top_of(world.village, timezone.localdate()) is None


def home_of(world: World, who: str = "village") -> Top | None:
    user = User.objects.get(pk=world.users[who].pk)
    return top_of(user, timezone.localdate())


def points_of(top: Top | None) -> list[tuple[str, Decimal | None]]:
    assert top is not None
    return [(one.words, one.points) for one in top.things]


def settle() -> None:
    """What was kept is older than any act still under way."""
    KeptOffers.objects.update(at=timezone.now() + timedelta(seconds=1))


def test_home_counts_once_and_again_after_an_act(
    world: World, run: ScoringRun, django_assert_max_num_queries: Callable[..., object]
) -> None:
    """The points are kept for the person, families at risk are not; an act in the unit, another
    day or another figure of the sheet has them counted anew."""
    first = home_of(world)
    settle()
    with mock.patch.object(keeping, "offers_of", side_effect=AssertionError("counted again")):
        with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
            assert home_of(world) == first
        family = ListedFamily.objects.filter(village=V1, closed_on=None).first()
        assert family is not None
        day = timezone.localdate() - timedelta(days=4)
        duty = VisitDuty.objects.create(family=family, village_id=V1, opens_on=day, due_on=day)
        risky = home_of(world)
        assert risky is not None
        assert "去看望" in risky.things[0].words
        duty.delete()
        assert home_of(world) == first
        trail.record(Act.FAMILY_VISIT, by=world.users["village_next"], on=run, place=V2)
        assert home_of(world) == first  # next door

    def counted() -> int:
        with mock.patch.object(keeping, "offers_of", return_value=[]) as again:
            home_of(world)
        settle()
        return again.call_count

    assert counted() == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        trail.record(Act.FAMILY_VISIT, by=world.town, on=run, place=V1)
        assert counted() == 1  # done in her village, by whoever
        assert counted() == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=9)):
        trail.record(Act.MEETING_WRITE, by=world.village, on=run, place=T1)
        assert counted() == 1  # done by her
    run.sheets.filter(unit=V1).update(possible_low=0)
    assert counted() == 1
    assert KeptOffers.objects.count() == 1


def test_an_act_under_way_is_not_missed(world: World, run: ScoringRun) -> None:
    """Told before the count and committed after it: still newer than what was kept."""
    moment = timezone.now() - timedelta(seconds=30)
    home_of(world)
    with mock.patch.object(keeping, "offers_of", return_value=[]) as again:
        home_of(world)
        assert not again.called
        Trail.objects.bulk_create(
            [Trail(at=moment, by=world.town, act="x", noun="x", key="1", place=V1)]
        )
        home_of(world)
        assert again.called


def test_what_is_done_stands_there_no_more(world: World, run: ScoringRun) -> None:
    """A promise kept through its own verb is gone from home at the next view."""
    from households.models import Pairing
    from households.transitions.pairing import pair

    before = dict(points_of(home_of(world)))
    assert any("结对" in words for words in before), before
    settle()
    lone = ListedFamily.objects.filter(village=V1, hardship=True, closed_on=None).exclude(
        household__in=Pairing.objects.filter(ended_on=None).values("household")
    )
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        for family in lone:
            pair(
                family.household, helper_kind="person", helper_name="王芳", need="缺劳力",
                measures="每月去两次", since=timezone.localdate(), by=world.village,
            )  # fmt: skip
        assert not any("结对" in words for words in dict(points_of(home_of(world))))


def test_nobody_reads_what_was_kept_for_another(world: World, run: ScoringRun) -> None:
    """Each by itself: the question names her, and the wall shows the others no row."""
    for who in ("village", "village_next", "town"):
        home_of(world, who)
    assert KeptOffers.objects.count() >= 2
    for who in ("village", "village_next", "town", "county", "governance"):
        mine = KeptOffers.objects.visible_to(world.users[who])
        assert set(mine.values_list("user", flat=True)) <= {world.users[who].pk}
        with scope.opened(world.users[who]):
            seen = set(KeptOffers.objects.values_list("user", flat=True))
        assert seen <= {world.users[who].pk}
