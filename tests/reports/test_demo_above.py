"""The demo's city: its two accounts, a tiny county and a district beside the county, a batch."""

from __future__ import annotations

from accounts import demo as sign_ins
from accounts import scope
from accounts.models import User
from accounts.roles import Role
from campaigns.models import Campaign, Division
from households.models import Household, HouseholdPledge
from reports.demo import above, rubrics
from reports.demo.county import County
from reports.models import ScoringBatch, ScoringRun
from reports.rollup import told
from reports.transitions import batch_close
from reports.transitions.run import compute
from tests.cast import CITY
from tests.reports.demo import county

__all__ = ["county"]


def test_the_city_has_its_counties_scored(county: County) -> None:
    rubrics.play(county.campaign, county.officers)
    above.neighbours(county)
    small = Division.objects.get(name="演示县")
    assert small.parent_id == CITY
    homes = Household.objects.filter(village_id__gte=small.code, village_id__lt=small.end)
    signed = HouseholdPledge.objects.filter(household__in=homes)
    assert 0 < signed.count() < homes.count()
    assert Campaign.objects.get(county=small).year == 2026
    batch = above.ask(2026)
    assert batch is not None
    for part in batch.counties.exclude(run=None):
        assert part.run_id
        assert compute(part.run_id)
    assert batch_close.close(batch.pk)
    batch.refresh_from_db()
    assert batch.frozen["comparable"]
    assert above.ask(2026) is None
    # Both score by the text the city handed down.
    assert {c["handed"] for c in batch.frozen["counties"] if c["townships"]} == {True}
    lines = list(told(batch.frozen))
    assert "演示新区：没有结果，没有开展2026年度活动。" in lines
    assert sum(line.startswith(("甲县：", "演示县：")) for line in lines) == 2


def test_the_sign_ins_see_no_row(county: County) -> None:
    above.neighbours(county)
    assert above.ask(2026) is not None
    assert Household.objects.exists()
    for role in (Role.UPPER_FEDERATION, Role.UPPER_GOVERNANCE):
        person = User.objects.get(username=sign_ins.USERNAMES[role])
        assert person.upper_spans == ((CITY, CITY + 10**8),)
        with scope.opened(person):
            assert not Household.objects.exists()
            assert ScoringBatch.objects.count() == 1
            assert not ScoringRun.objects.exists()
    assert [login.username for login in sign_ins.logins()].count("shipinganban") == 1
