"""Doing what the to-do list says, by the verbs, gives the points it promised, to the hundredth: for
every kind of offer there is, in the small year of three villages."""

from __future__ import annotations

import pytest
from django.db import connection

from reports.metrics.counting import Period
from reports.metrics.declarations import DECLARATIONS
from reports.models import ScoringRun
from reports.records import spans_of
from reports.sheet_rows import rules_of
from reports.transitions.run import ask_for_run, compute
from reports.whatif.offers import Offer, todo_of
from reports.whatif.remedies import REMEDIES
from tests.cast import World
from tests.households.reporting import at, local
from tests.reports.doing import DOING
from tests.reports.test_run import T2, ask

LAST = "2026-12-31 12:00:00"
SEES = {
    990101100201: "village",
    990101100202: "village_next",
    990101100000: "town",
    T2: "town_next",
}


def computed_now(world: World) -> ScoringRun:
    run = ask(world)
    assert compute(run.pk)
    return ScoringRun.objects.get(pk=run.pk)


def offers_of(world: World, run: ScoringRun, unit: int) -> dict[str, Offer]:
    """What is offered; the reader is whoever works there."""
    sheet = run.sheets.select_related("unit").prefetch_related("lines").get(unit=unit)
    rules = rules_of(run, sheet.level)
    todo = todo_of(run, sheet, rules, user=world.users[SEES[unit]], today=local(LAST).date())
    return {offer.key: offer for offer in todo.offers}


def offer_of(world: World, run: ScoringRun, unit: int, key: str) -> Offer:
    found = offers_of(world, run, unit)
    assert key in found, sorted(found)
    return found[key]


def rows_of(run: ScoringRun, unit: int, key: str) -> list[int]:
    """The keys of what is still open, by the metric's own rows."""
    remedy = REMEDIES[key]
    declared = DECLARATIONS[remedy.metric]
    weight = " - ".join(declared.terms(remedy.part))
    place = run.sheets.select_related("unit").get(unit=unit).unit
    period = Period.of(run.campaign, run.data_until)
    found: list[int] = []
    for low, high in spans_of(place):
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT DISTINCT row_id FROM ({declared.rows}) listed "
                f"WHERE {weight} > 0 AND ({remedy.only})",
                period.params(low, high) | {"today": local(LAST).date()},
            )
            found += [row for (row,) in cursor.fetchall()]
    return found


def test_every_offer_is_proved() -> None:
    assert set(DOING) == set(REMEDIES)


@pytest.mark.parametrize("key", sorted(DOING))
def test_doing_it_gives_what_was_promised(world: World, small_year: None, key: str) -> None:
    unit, do, make = DOING[key]
    with at(LAST):
        if make is not None:
            make(world)
        run = computed_now(world)
        offer = offer_of(world, run, unit, key)
        assert offer.worth.all > 0
        before = run.sheets.get(unit=unit).possible_low
        do(world, rows_of(run, unit, key))
        again = computed_now(world)
    gained = again.sheets.get(unit=unit).possible_low - before
    assert gained == offer.worth.all, offer.words


def test_what_was_done_since_is_not_asked_for_again(world: World, small_year: None) -> None:
    """The figures are the run's; a step done the day after it is gone from the list at once."""
    with at("2026-12-30 12:00:00"):
        run = ask_for_run(campaign=world.campaign, by=world.county)
        assert compute(run.pk)
        run = ScoringRun.objects.get(pk=run.pk)
    for key in ("keepers.gap", "pairings.gap", "lead_and_fund.budget_lack"):
        unit, do, make = DOING[key]
        with at(LAST):
            if make is not None:
                make(world)
            assert offer_of(world, run, unit, key)
            do(world, rows_of(run, unit, key))
            assert key not in offers_of(world, run, unit)
