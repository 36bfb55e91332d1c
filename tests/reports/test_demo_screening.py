"""Demo screening and proposals equal what the verbs make of the same input."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Q

from accounts.models import User
from households.models import (
    FactorSheet,
    Household,
    Proposal,
    ScreenedHome,
    ScreeningRound,
    TierScale,
    VillageScreening,
)
from households.transitions.factor import Given, fill_sheet
from households.transitions.proposal import note_lead, propose_listing
from households.transitions.screening import file_screening, mark_homes
from reports.demo import families, homes, proposals, screening
from reports.demo.county import County
from tests.reports.demo import columns, county, on

__all__ = ["county"]


@pytest.fixture
def waiting(county: County) -> County:
    """The county with homes, listings, rounds and proposals."""
    rows = homes.households(county)
    listed = families.Families(county)
    listed.load(rows)
    screening.rounds(county, rows)
    proposals.Proposals(county).load(rows, listed.families, listed.first)
    proposals.scale_to_come(county)
    return county


def test_every_state_and_exact_denominators(waiting: County) -> None:
    assert set(Proposal.objects.values_list("status", flat=True)) == set(Proposal.Status.values)
    assert set(ScreeningRound.objects.values_list("kind", flat=True)) == {"regular", "full"}
    found = ScreeningRound.objects.filter(kind="full").get()
    for row in VillageScreening.objects.filter(round=found)[:8]:
        there = Household.objects.filter(
            Q(left_on__isnull=True) | Q(left_on__gt=found.starts),
            village_id=row.village_id,
            registered_on__lte=found.starts,
        )
        assert row.expected == there.count()
    states = {row.filed_at is None for row in VillageScreening.objects.all()}
    assert states == {True, False}
    late = VillageScreening.objects.filter(filed_at__gt=found.due, round=found)
    assert late.count() < VillageScreening.objects.filter(round=found).count() / 3
    assert TierScale.objects.get().status == "published"


def test_filing_equals_the_verb(waiting: County) -> None:
    rows = VillageScreening.objects.filter(filed_at__isnull=False, counted=True)
    for row in rows.select_related("filed_by")[:5]:
        wanted = columns(row)
        fresh = VillageScreening.objects.get(pk=row.pk)
        fresh.filed_at, fresh.filed_by, fresh.signer = None, None, ""
        fresh.screened, fresh.counted, fresh.version = 0, False, 1
        fresh.save()
        assert row.filed_by is not None
        with on(row.filed_at.date(), row.filed_at.astimezone().hour):  # type: ignore[union-attr]
            made = file_screening(fresh, signer=row.signer, counted=row.screened, by=row.filed_by)
        got = columns(made)
        assert {k: v for k, v in got.items() if k != "filed_at"} == {
            k: v for k, v in wanted.items() if k != "filed_at"
        }
    marked = VillageScreening.objects.filter(filed_at=None, homes__isnull=False).first()
    assert marked is not None
    wanted = columns(marked)
    uids = list(
        Household.objects.filter(pk__in=marked.homes.values("household")).values_list(
            "uid", flat=True
        )
    )
    ScreenedHome.objects.filter(screening=marked).delete()
    worker = waiting.workers[marked.village_id][0]
    assert columns(mark_homes(marked, households=uids, by=worker)) == wanted


def test_proposals_and_sheets_equal_the_verbs(waiting: County) -> None:
    lead = Proposal.objects.filter(status="lead")[0]
    asked = Proposal.objects.filter(status="pending")[0]
    for row in (lead, asked):
        with on(row.proposed_on):
            home = Household.objects.create(
                village_id=row.village_id, number=f"v{row.pk}", head_name="甲", people=1,
                registered_on=row.proposed_on - timedelta(days=9),
            )  # fmt: skip
            said: dict[str, Any] = {"categories": row.categories, "situation": row.situation}
            if row.status == "lead":
                made = note_lead(home, by=row.proposed_by, **said)
            else:
                people = list(User.objects.filter(pk__in=row.keepers).order_by("pk"))
                made = propose_listing(
                    home, by=row.proposed_by, tier=row.tier, reason=row.reason, keepers=people,
                    **said,
                )  # fmt: skip
            made.keepers, wanted = sorted(made.keepers), columns(row)
            wanted["keepers"] = sorted(wanted["keepers"])
            assert columns(made) == wanted
    sheet = FactorSheet.objects.filter(family=None)[0]
    with on(sheet.filled_on, 9):
        given = [Given(a.factor, a.answer, a.on_day, a.evidence) for a in sheet.answers.all()]
        made_sheet = fill_sheet(sheet.household, answers=given, by=sheet.filled_by)
    assert columns(made_sheet) == columns(sheet)
