"""That something ended, or was put off, is told with a day of its own. Told after the year's data
closed it takes nothing out of what is owed and gives nothing away, whatever day it says: for every
metric and every list such an end is read from, by the query with other lists in place of the
tables, and by the verbs themselves. Told a second before the closing it holds."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from accounts import scope
from campaigns.models import Duty, LeadingGroup, Seat
from campaigns.transitions.leading_group import change_group, give_up
from campaigns.transitions.seat import end_seat
from campaigns.transitions.year_duty import add_duty, lift_duty, move_duty
from disputes.models import RightsMatter
from disputes.transitions.rights import extend
from households.models import Award, ExpectedReport, Hazard, Household, ListedFamily, Pairing
from households.transitions.award_title import end
from households.transitions.expected import strike_village
from households.transitions.family import close_family
from households.transitions.hazard_end import confirm_lift
from households.transitions.household import leave_household
from households.transitions.pairing import end_pairing
from reports.metrics.counting import Period
from reports.metrics.declarations import DECLARATIONS
from tests.cast import World
from tests.households.reporting import at
from tests.reports import doing, facts, generated
from tests.reports.moments import day
from tests.reports.test_receipt_time import other, tables, told
from tests.reports.test_run import T1, V1


@dataclass(frozen=True, slots=True)
class End:
    """says: what the row says of it; at: when that was put in; where: rows it can be said of;
    was: columns that keep what was before, and from which column."""

    says: dict[str, Any]
    at: str
    where: str = "true"
    was: tuple[str, str] | None = None


IN_YEAR = "2026-02-01"
ENDS = {
    "campaigns_duty": (
        End({"due_on": "2027-02-01"}, "moved_at", "true", ("due_before", "due_on")),
        End({"lift_reason": "不再需要"}, "lifted_at", "lifted_at IS NULL"),
    ),
    "campaigns_leadinggroup": (
        End({"ended_on": "2026-11-01", "end_reason": "合并"}, "ended_at", "ended_on IS NULL"),
        End({"meetings_a_year": 1}, "meetings_at", "true", ("meetings_before", "meetings_a_year")),
    ),
    "campaigns_seat": (
        End({"until": "2026-11-01", "end_reason": "调离"}, "ended_at", "until IS NULL"),
    ),
    "disputes_rightsmatter": (
        End({"more_days": 30}, "more_at", "more_days = 0"),
        End({"status": "moved"}, "moved_at", "status <> 'moved'"),
    ),
    "households_award": (End({"ended_on": IN_YEAR}, "ended_at", "ended_on IS NULL"),),
    "households_expectedreport": (End({"standing": "struck"}, "struck_at", "standing = 'owed'"),),
    "households_hazard": (End({"ending": "mistake"}, "ended_at", "ending = ''"),),
    "households_household": (End({"left_on": IN_YEAR}, "left_at", "left_on IS NULL"),),
    # Closed on the server's own day.
    "households_listedfamily": (
        End({"close_ground": "mistake"}, "closed_on", "closed_on IS NULL"),
    ),
    "households_pairing": (End({"ended_on": "2026-11-01"}, "ended_at", "ended_on IS NULL"),),
    "households_visitduty": (End({"dropped": True}, "dropped_at", "NOT dropped"),),
}  # fmt: skip

# Read, and not told: the day is the server's own when the verb is done.
BY_THE_SERVER = {
    ("campaigns_deduction", "on"), ("campaigns_finding", "ended_on"),
    ("campaigns_rectificationorder", "issued_on"), ("campaigns_survey", "closed_on"),
    ("households_awardcheck", "improved_on"), ("households_awardrevocation", "opened_on"),
    ("households_awardrevocation", "decided_on"), ("households_keeper", "since"),
    ("households_keeper", "until"), ("households_objection", "answered_on"),
    ("households_listedfamily", "closed_on"), ("households_tierdecision", "decided_on"),
    ("disputes_qualityreview", "reviewed_on"), ("disputes_qualityreview", "again_on"),
}  # fmt: skip
# A beginning: test_receipt_time holds when it came in, or that it is owed however late it did.
BEGINS = {
    ("campaigns_leadinggroup", "set_up_on"), ("campaigns_seat", "since"),
    ("campaigns_duty", "due_before"), ("disputes_agreement", "agreed_on"),
    ("disputes_agreement", "effective_on"), ("disputes_dispute", "accepted_on"),
    ("disputes_dispute", "passed_up_on"), ("disputes_dispute", "taken_in_on"),
    ("disputes_rightsmatter", "accepted_on"), ("disputes_rightsmatter", "answered_on"),
    ("households_award", "plated_on"), ("households_award", "vote_on"),
    ("households_household", "registered_on"), ("households_listedfamily", "listed_on"),
    ("households_objection", "received_on"), ("households_visitduty", "due_on"),
}  # fmt: skip
# Rows of which nothing counts that came in late, whatever days they tell; the year and the map.
WHOLE = {
    "campaigns_achievement", "campaigns_activity", "campaigns_adoption", "campaigns_bulletin",
    "campaigns_campaign", "campaigns_circular", "campaigns_division", "campaigns_fund",
    "campaigns_meeting", "campaigns_pledge", "campaigns_pledgecount", "campaigns_training",
    "disputes_followup", "disputes_mediationsession", "households_awardnotice",
    "households_awardcheck", "households_householdpledge", "households_incident",
    "households_pairing", "households_safefamily", "households_visit",
}  # fmt: skip
# Nothing of these metrics is owed by who stands in the list, so that its end changes nothing.
UNTOUCHED = {
    ("award_batches", "households_award"), ("hazards", "households_listedfamily"),
}  # fmt: skip
READS = [
    (key, table, end)
    for key, one in sorted(DECLARATIONS.items())
    for table in sorted(tables(one) & ENDS.keys())
    for end in ENDS[table]
    if (key, table) not in UNTOUCHED
]


def test_every_day_a_metric_reads_is_known() -> None:
    """By kind: told ends have an instant, others are the server's, begin something, or belong to
    rows cut whole."""
    models = {m._meta.db_table: m for m in apps.get_models()}
    ends = {(t, name) for t, all_of in ENDS.items() for one in all_of for name in one.says}
    for declared in DECLARATIONS.values():
        for table in tables(declared):
            sql = declared.rows + declared.counted
            for field in models[table]._meta.concrete_fields:
                if field.get_internal_type() != "DateField":
                    continue
                if re.search(rf"\b{field.column}\b", sql) and table not in WHOLE:
                    assert (table, field.column) in ends | BY_THE_SERVER | BEGINS, table


def ended(table: str, end: End, instant: str) -> str:
    """The table with this end said of all its rows, put in at an instant."""
    typed = f"({instant} AT TIME ZONE 'Asia/Shanghai')::date" if end.at.endswith("_on") else instant
    made = f"jsonb_build_object('{end.at}', {typed})"
    if end.was:
        made += f" || jsonb_build_object('{end.was[0]}', kept.{end.was[1]})"
    return (
        f"SELECT t.* FROM {table} kept, LATERAL jsonb_populate_record(kept, "
        f"CASE WHEN {end.where} THEN '{json.dumps(end.says)}'::jsonb || {made} "
        "ELSE '{}' END) t"
    )


@pytest.mark.django_db
def test_an_end_told_after_the_closing_changes_no_figure_and_no_row() -> None:
    with scope.as_system():
        params: dict[str, Any] = dict(Period.of(generated.fill(24)).params())
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_nestloop = off")
        params["before"] = params["closes"] - timedelta(seconds=1)
        assert len(READS) >= 18
        for key, table, one in READS:
            declared = DECLARATIONS[key]
            late, early = (
                told(other(declared, table, ended(table, one, f"%({at})s::timestamptz")), params)
                for at in ("closes", "before")
            )
            now = told(declared, params)
            assert late == now, (key, table, one.at)
            assert early != now, (key, table, one.at)


@pytest.mark.django_db
def test_a_longer_window_told_after_the_closing_puts_nothing_off() -> None:
    with scope.as_system():
        params: dict[str, Any] = dict(Period.of(generated.fill(8)).params())
        params["before"] = params["closes"] - timedelta(seconds=1)
        declared, table = DECLARATIONS["publicity_dates"], "campaigns_occasionwindow"
        told_then = {}
        for instant in ("closes", "before"):
            said = (
                f"SELECT * FROM jsonb_populate_record(NULL::{table}, jsonb_build_object('id', 1, "
                f"'county_id', %(low)s, 'after', 300, 'set_at', %({instant})s::timestamptz))"
            )
            told_then[instant] = told(other(declared, table, said), params)
        assert told_then["closes"] == told(declared, params)
        assert told_then["before"] != told_then["closes"]


def prepared(world: World) -> None:
    """A year with everything in it that can end."""
    facts.build(world)
    doing.renumbered()
    doing.an_award_not_checked(world)
    LeadingGroup.objects.filter(place_id=T1).update(meetings_a_year=6)
    Hazard.objects.update(asked_by=world.village, status="asked")
    rights = RightsMatter.objects.filter(matter__sealed=False).order_by("pk")[:1]
    RightsMatter.objects.filter(pk__in=rights.values("pk")).update(
        status="accepted", accepted_on=day(11, 1), answered_on=None, answered_by=None,
        answered_at=None, told_on=None, answer=None,
    )  # fmt: skip


def families_end(world: World) -> None:
    """A home leaves, help and titles end, listings and hazards were mistakes."""
    homes = Household.objects.filter(village=V1, awards=None, listings=None, left_on=None)
    leave_household(
        homes.order_by("pk")[0], left_on=day(12, 1), reason="全家迁往外省。", by=world.village
    )
    for pairing in Pairing.objects.filter(ended_on=None, since__lt=day(12, 1)):
        end_pairing(pairing, ended_on=day(12, 1), effect="已脱困", by=world.town)
    for award in Award.objects.filter(status="plated"):
        end(award, by=world.village)
    for listed in ListedFamily.objects.filter(status="listed"):
        close_family(listed, ground="mistake", reason="列错了人家，原因在册。", by=world.town)
    for hazard in Hazard.objects.all():
        confirm_lift(hazard, ending="mistake", reason="误报，没有这回事。", by=world.county)


def offices_end(world: World) -> None:
    """A group owes fewer meetings, twice, loses its head and is given up; duties are put off,
    lifted and added; a report is struck off; a decision gets more days."""
    group = LeadingGroup.objects.get(place_id=T1)
    for owed in (3, 1):
        group = change_group(group, name=group.name, meetings_a_year=owed, by=world.town)
    head = Seat.objects.get(post="head")
    end_seat(head, until=day(12, 1), reason="工作调动", by=world.town)
    give_up(group, ended_on=day(12, 2), reason="与平安建设领导小组合并。", by=world.town)
    why: dict[str, Any] = {"reason": "县里统一推迟。", "by": world.county}
    plan, ledger = Duty.objects.filter(kind__in=("plan", "ledger")).order_by("due_on")
    for due_on in (day(12, 30), day(2, 1, 2027)):
        plan = move_duty(plan, due_on=due_on, **why)
    lift_duty(ledger, **why)
    add_duty(world.campaign, level=4, due_on=day(12, 1), title="补报", kind="midyear", **why)
    missing = ExpectedReport.objects.get(village=V1, period__starts=day(3, 1))
    strike_village(period=missing.period, village=V1, reason="该村当时还没有。", by=world.county)
    extend(
        rights=RightsMatter.objects.get(status="accepted"), days=30, reason="案情复杂，需要外调。",
        approver="王镇长", told_on=day(12, 20), by=world.town,
    )  # fmt: skip


MOVED = {
    "award_quality", "creation", "family_files", "group_meetings", "hazards", "household_pledges",
    "keepers", "lead_and_fund", "pairings", "reporting", "rights_decided", "visits", "year_papers",
}  # fmt: skip


@pytest.mark.parametrize(
    ("clock", "moved"), [("2026-12-31 20:00:00", MOVED), ("2027-01-05 09:00:00", set())]
)
def test_the_verbs_that_tell_an_end(world: World, clock: str, moved: set[str]) -> None:
    prepared(world)
    params = dict(Period.of(world.campaign).params())
    before = {key: told(one, params) for key, one in DECLARATIONS.items()}
    with at(clock):
        families_end(world)
        offices_end(world)
    after = {key: told(one, params) for key, one in DECLARATIONS.items()}
    assert {key for key in after if after[key] != before[key]} == moved
