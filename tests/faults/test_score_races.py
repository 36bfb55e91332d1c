"""F7 for the score: two people decide one appeal, or publish one result, at the same moment;
exactly one wins, and there is one revision, one ruling, one publication."""

from __future__ import annotations

from decimal import Decimal

import pytest

from accounts import scope
from accounts.refusals import Refusal
from reports.models import LineChange, ScoringRun
from reports.transitions import appeal as verbs
from reports.transitions.publication import publish, sign
from tests import cast
from tests.cast import World
from tests.faults.test_races import at_once
from tests.reports.fair import published
from tests.reports.test_appeal import filed, reviewed
from tests.reports.test_run import computed, fill_all

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
CODES = ("3.1", "3.2", "3.3", "4.2")


@pytest.fixture
def result(transactional_db: None) -> tuple[World, ScoringRun]:
    """A published result, committed, so that other connections see it."""
    with scope.as_system():
        world = cast.build()
        run = computed(world)
        fill_all(world, run)
        return world, published(world, run)


def lost(results: list[object]) -> Refusal:
    """The one refusal among two answers; 409 with a sentence."""
    [one] = [r for r in results if isinstance(r, BaseException)]
    assert isinstance(one, Refusal), results
    assert one.status == 409
    assert str(one)
    return one


def test_one_decides_an_appeal(result: tuple[World, ScoringRun]) -> None:
    world, run = result

    def decide(appeal, by):  # type: ignore[no-untyped-def]
        return verbs.decide(
            appeal=appeal, outcome="upheld", decision="属实。", points=Decimal("0.01"), by=by
        )

    hands = (world.governance_two, world.governance_lead)
    for number, code in enumerate(CODES, 1):
        with scope.as_system():
            appeal = reviewed(world, run, code=code, wanted=Decimal(1))
        lost(at_once(appeal, (decide, decide), hands))
        with scope.as_system():
            [revision] = ScoringRun.objects.filter(revises=run)
            rulings = LineChange.objects.filter(line__sheet__run=revision, kind="ruling")
            assert rulings.count() == number


def test_one_publishes(result: tuple[World, ScoringRun]) -> None:
    world, run = result
    with scope.as_system():
        verbs.decide(
            appeal=reviewed(world, run), outcome="upheld", decision="属实。",
            points=Decimal(5), by=world.governance_two,
        )  # fmt: skip
        revision = sign(run=ScoringRun.objects.get(revises=run), by=world.governance_two)

    def out(which, by):  # type: ignore[no-untyped-def]
        return publish(run=which, by=by)

    lost(at_once(revision, (out, out), (world.governance, world.governance_lead)))
    with scope.as_system():
        stages = dict(ScoringRun.objects.values_list("pk", "stage"))
        assert (stages[run.pk], stages[revision.pk]) == ("corrected", "published")


def test_withdrawing_meets_receiving_and_deciding(result: tuple[World, ScoringRun]) -> None:
    """Whoever is first, a withdrawn appeal stays withdrawn; against a decision one of the two
    wins, and the line was ruled only where the decision did."""
    world, run = result
    hands = (world.town, world.governance_two)

    def withdraw(appeal, by):  # type: ignore[no-untyped-def]
        return verbs.withdraw(appeal=appeal, withdrawn_reason="单位核对无误。", by=by)

    def accept(appeal, by):  # type: ignore[no-untyped-def]
        return verbs.accept(appeal=appeal, by=by)

    def decide(appeal, by):  # type: ignore[no-untyped-def]
        return verbs.decide(
            appeal=appeal, outcome="upheld", decision="属实。", points=Decimal("0.01"), by=by
        )

    for code in CODES:
        with scope.as_system():
            appeal = filed(world, run, code=code, wanted=Decimal(1))
        told = [r for r in at_once(appeal, (withdraw, accept), hands) if isinstance(r, Refusal)]
        assert all(one.status == 409 for one in told)
        with scope.as_system():
            appeal.refresh_from_db()
            assert appeal.status == "withdrawn"
            assert (appeal.received_by_id is None) == bool(told)
    for code in CODES:
        with scope.as_system():
            appeal = reviewed(world, run, code=code, wanted=Decimal(1))
        lost(at_once(appeal, (withdraw, decide), hands))
        with scope.as_system():
            appeal.refresh_from_db()
            ruled = LineChange.objects.filter(
                line__sheet__run__revises=run, unit_id=appeal.unit_id, line__code=code,
                kind="ruling",
            )  # fmt: skip
            assert ruled.exists() == (appeal.status == "decided")
