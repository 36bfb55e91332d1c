"""A small demo county for tests, and how its rows are compared with what the verbs make."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest
import time_machine
from django.db import models
from django.utils import timezone

from accounts import demo as sign_ins
from accounts import scope
from accounts.models import User
from accounts.roles import Role
from campaigns.models import Campaign, Division, Level
from campaigns.transitions.campaign import open_year
from reports.demo import (
    awards,
    committees,
    disputes,
    families,
    happened,
    helping,
    homes,
    keeping,
    matters,
    reporting,
    sent_later,
)
from reports.demo.county import County, people
from tests import cast

TODAY = date(2026, 11, 22)
# What two equal rows need not share: keys, public ids, moments of writing.
OWN = {
    "matter_id",
    "id", "uid", "client_uuid", "recorded_at", "signed_at", "issuer_signed_at", "received_at",
    "first_received_at", "created_at", "effective_at", "registered_at", "passed_up_at", "met_at",
    "answered_at", "ended_at", "left_at", "more_at",
    "search", "dispute_id", "household_id", "family_id", "visit_id", "untrue_at", "village_id",
    "holder_id", "issuer_id", "issued_by_id", "campaign_id", "number", "serial", "amends_id",
    "households_visited", "agreement_id", "by_party_id", "to_party_id",
    "party_id",
}  # fmt: skip


def columns(row: models.Model, *, also: set[str] | None = None) -> dict[str, Any]:
    """The values of a row that must be equal."""
    skip = OWN - (also or set())
    return {
        f.attname: getattr(row, f.attname)
        for f in row._meta.concrete_fields
        if f.attname not in skip
    }


def made() -> County:
    """甲县 of the cast with thirty more villages, filled as the demo is."""
    system = User.objects.system()
    scope.put(scope.mint(system))
    Division.objects.bulk_create(cast.division(c, n) for c, n in cast.DIVISIONS.items())
    town = 990101100000
    Division.objects.bulk_create(
        Division(
            code=town + n,
            end=town + n + 1,
            name=f"第{n}村",
            level=Level.VILLAGE,
            parent_id=town,
            households=100,
        )
        for n in range(210, 240)
    )
    root = Division.objects.get(pk=990101000000)
    workers, officers = people(root, system, date(2024, 1, 1))
    county = County(
        division=root,
        townships=list(Division.objects.below(root, Level.TOWNSHIP)),
        villages=list(Division.objects.below(root, Level.VILLAGE)),
        workers=workers,
        officers=officers,
        system=system,
        campaign=Campaign(),
        until=TODAY,
    )
    county.campaign = open_year(
        county=root, year=2026, by=officers["xianfulian"], owed_from=date(2026, 1, 1)
    )
    return county


def filled(county: County) -> County:
    """The county with its year."""
    rows = homes.households(county)
    homes.pledges(county)
    homes.household_pledges(county, rows)
    listed = families.Families(county)
    listed.load(rows)
    keeping.Keeping(county, listed.families, listed.keepers).load()
    helping.Helping(county, listed.families, rows).load()
    disputes.disputes(county)
    committees.committees(county)
    matters.matters(county)
    happened.happened(county)
    reporting.reports(county, reporting.periods(county), listed.visits)
    awards.awards(county, rows, {f.household_id for f in listed.families})
    sent_later.sent_later(county)
    return county


def on(day: date, hour: int = 12) -> Any:
    """The clock of that day in the county's time zone."""
    moment = timezone.make_aware(datetime.combine(day, time(hour)))
    return time_machine.travel(moment, tick=False)


def at_moment(moment: datetime | None) -> Any:
    """The clock at that very instant."""
    assert moment is not None
    return time_machine.travel(moment, tick=False)


@pytest.fixture
def county(db: None) -> County:
    """The county without its year."""
    return made()


def shown_to_visitors(county: County) -> None:
    """The people of one village and township carry the names visitors sign in with."""
    village = county.villages[0].code
    for role, place in (
        (Role.VILLAGE_MEDIATOR, village),
        (Role.TOWNSHIP_FEDERATION, county.township_of(village)),
    ):
        worker = county.workers[place][0]
        User.objects.filter(pk=worker.pk).update(username=sign_ins.USERNAMES[role])
