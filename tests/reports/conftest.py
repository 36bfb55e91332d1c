"""The small year and its runs, standing (tests.standing) or, for tests that commit, made."""

from __future__ import annotations

import pytest

from reports.models import ScoringRun
from tests.cast import World
from tests.reports import facts
from tests.reports.test_run import compute_year, fill_all
from tests.standing import STANDING


@pytest.fixture
def small_year(world: World) -> None:
    """Everything the metrics count, worked out by hand in test_run."""
    if "small_year" not in STANDING:
        facts.build(world)


@pytest.fixture
def computed_run(world: World, small_year: None) -> ScoringRun:
    """A finished run over the small year, whose manual lines wait."""
    if "computed_run" not in STANDING:
        return compute_year(world)
    taken: ScoringRun = STANDING.take("computed_run")
    return taken


@pytest.fixture
def filled_run(world: World, computed_run: ScoringRun) -> ScoringRun:
    """The same with every line scored."""
    if "filled_run" not in STANDING:
        fill_all(world, computed_run)
        return computed_run
    taken: ScoringRun = STANDING.take("filled_run")
    return taken
