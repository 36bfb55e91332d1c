"""What a run freezes of the zero reports: months as signs, other cadences as counts (domain C4)."""

from __future__ import annotations

from datetime import date

from households.transitions.period import open_period
from households.transitions.sensitive import open_sensitive
from reports.freezing import frozen_figures
from reports.models import ScoringRun
from tests.cast import World
from tests.households.reporting import FOUND, NIL, at, file_as


def test_daily_reports_are_frozen_as_counts_that_make_up_what_was_owed(world: World) -> None:
    """Three days: nil, late with a find, missing; a day not due yet counts nowhere, and months
    are not among them."""
    with at("2026-09-20 09:00"):
        open_sensitive(
            campaign=world.campaign,
            name="国庆",
            cadence="day",
            starts=date(2026, 10, 1),
            ends=date(2026, 10, 4),
            reason="上级通知",
            by=world.county,
        )
        days = [
            open_period(campaign=world.campaign, day=date(2026, 10, day), by=world.system)
            for day in (1, 2, 3, 4)
        ]
    with at("2026-10-01 10:00"):
        file_as(world.village, days[0], world.village_one, NIL)
    with at("2026-10-02 20:00"):
        file_as(world.village, days[1], world.village_one, FOUND)
    run = ScoringRun(
        campaign=world.campaign, county=world.county_division, data_until=date(2026, 10, 3)
    )
    frozen = frozen_figures(run, {}, by=world.system)["others"]
    assert frozen[str(world.village_one.code)] == {"day": [1, 0, 1, 1, 0]}
    assert frozen[str(world.village_two.code)] == {"day": [0, 0, 0, 3, 0]}
