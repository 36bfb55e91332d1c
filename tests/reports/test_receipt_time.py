"""What is put in after the data closed counts nothing, whatever day it tells: for every metric and
every list it reads, rows recorded at the closing instant are as if they were not there, and rows
recorded a second earlier count. What is owed stays owed however late it is entered, so that
nobody gets rid of it by entering it late; only what was done about it has to be in.

No row is changed for it: the query is asked with a list of its own in place of the table."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from accounts import scope
from reports.metrics.counting import Period, grouped_sql
from reports.metrics.declarations import DECLARATIONS, Declaration
from tests.reports import generated
from tests.reports.moments import moment

TABLE = re.compile(r"\b(?:FROM|JOIN)\s+((?:households|disputes|campaigns)_[a-z]+)\b")


@dataclass(frozen=True, slots=True)
class Receipt:
    """column: when the row came in, by the server's clock; and_then: a second step of the row with
    an instant of its own; owed: the row itself is what is owed, and only the instant says that
    something was done about it; timed: the instant also says whether it was in time."""

    column: str
    owed: bool = False
    timed: bool = False
    and_then: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column, self.and_then) if self.and_then else (self.column,)


RECEIPTS = {
    "campaigns_achievement": Receipt("recorded_at"),
    "campaigns_activity": Receipt("recorded_at"),
    "campaigns_adoption": Receipt("recorded_at"),
    "campaigns_bulletin": Receipt("written_at"),
    "campaigns_circular": Receipt("approved_at"),
    "campaigns_dutymark": Receipt("at", timed=True),
    # A change of the sum keeps the instant; only money where there was none begins anew.
    "campaigns_fund": Receipt("recorded_at"),
    "campaigns_keptfile": Receipt("added_at"),
    "campaigns_meeting": Receipt("recorded_at"),
    "campaigns_outsideresult": Receipt("uploaded_at"),
    "campaigns_pledge": Receipt("signed_at"),
    "campaigns_pledgecount": Receipt("created_at"),
    "campaigns_seat": Receipt("recorded_at"),
    "campaigns_training": Receipt("recorded_at"),
    # A draft may wait long for its last signature, an oral one for its sheet: these instants count.
    # The agreement itself owes a return visit, an oral one its sheet.
    "disputes_agreement": Receipt("effective_at", owed=True, and_then="registered_at"),
    # The dispute owes its mediation; of itself only that it was passed up is done.
    "disputes_dispute": Receipt("passed_up_at", owed=True),
    "disputes_followup": Receipt("recorded_at"),
    # A sitting is nothing owed, though what was mediated is what is asked for success.
    "disputes_mediationsession": Receipt("recorded_at"),
    "disputes_rightsmatter": Receipt("answered_at", owed=True),
    "households_awardcheck": Receipt("recorded_at"),
    "households_awardnotice": Receipt("given_at"),
    "households_awardphoto": Receipt("added_at"),
    "households_hazard": Receipt("opened_at"),
    "households_hazardcall": Receipt("recorded_at"),
    "households_householdpledge": Receipt("recorded_at"),
    "households_incident": Receipt("recorded_at"),
    # A family listed late owes its file, its keepers and its helper all the same.
    "households_listedfamily": Receipt("recorded_at", owed=True),
    "households_pairing": Receipt("recorded_at"),
    # To take part is no figure; the home met the standard when that was marked.
    "households_safefamily": Receipt("met_at"),
    "households_villagescreening": Receipt("filed_at", owed=True, timed=True),
    "households_visit": Receipt("recorded_at"),
    "households_zeroreport": Receipt("first_received_at", timed=True),
}

# Lists that say no instant, and what stands for it.
BY_ITS_OWNER = {
    "campaigns_occasionwindow": "a rule of the county, no record",
    "campaigns_circularentry": "belongs to its circular",
    "campaigns_trainee": "made with its training",
    "households_keeper": "begins with its listing, or on the day somebody takes the family over",
    "households_tierdecision": "made with its listing, or on the day somebody decides",
    "disputes_matter": "only whether it is sealed",
    "campaigns_campaign": "the year itself",
    "campaigns_division": "the map",
}
SET_BY_THE_SERVER = {  # the verb writes the day it is done on
    "campaigns_deduction", "campaigns_finding", "campaigns_rectificationorder",
    "campaigns_survey", "campaigns_surveyanswer", "disputes_qualityreview",
    "households_awardrevocation", "households_expectedreport", "households_reportingperiod",
    "households_screeninground", "campaigns_duty", "households_visitduty",
}  # fmt: skip
OWED: dict[
    str, tuple[str, dict[str, Any]]
] = {  # nothing but what is owed: why it is not cut, and a row of it that comes in late
    "households_household": (
        "the register: a rate does not rise because a home was entered late",
        {},
    ),
    "households_award": ("a title owes its yearly look, whenever it was entered", {}),
    "households_objection": (
        "an objection owes an answer, whose day the server sets",
        {"answered_on": None},
    ),
    "campaigns_leadinggroup": (
        "how many meetings a group owes, at least two without any",
        {"meetings_a_year": 12},
    ),
}
# Read for what is owed or for a mark alone; what is done about it has an instant in its own list.
ASKED_NOTHING = {
    ("mediated", "disputes_dispute"): "the sitting",
    ("mediation_success", "disputes_dispute"): "the sitting and the agreement",
    ("follow_ups", "disputes_agreement"): "the return visit",
    ("visits", "households_listedfamily"): "the visit; of the family only whether it is a mistake",
    ("hazards", "households_listedfamily"): "only whether it is sealed",
}


def tables(declared: Declaration) -> set[str]:
    return set(TABLE.findall(declared.rows + declared.counted))


# The generated county scores its own survey; a third party's counts where that is the scored one.
ASIDE = {
    "campaigns_outsideresult": (
        "campaigns_survey AS (SELECT t.* FROM campaigns_survey kept, "
        """LATERAL jsonb_populate_record(kept, '{"scored": true}') t), """
    )
}


def reads(among: Iterable[str]) -> list[tuple[str, str]]:
    """Every metric with each of these lists that it reads."""
    return sorted((k, t) for k, one in DECLARATIONS.items() for t in tables(one) & set(among))


READS = [read for read in reads(RECEIPTS) if read not in ASKED_NOTHING]


def test_every_list_a_metric_reads_says_when_its_rows_came_in() -> None:
    known = {*RECEIPTS, *BY_ITS_OWNER, *SET_BY_THE_SERVER, *OWED}
    read = set().union(*(tables(one) for one in DECLARATIONS.values()))
    assert read == known
    assert len(READS) >= 45
    assert set(ASKED_NOTHING) <= set(reads(RECEIPTS))
    for key, _table in reads(("households_keeper", "households_tierdecision")):
        assert (key, "households_listedfamily") in READS


def other(declared: Declaration, table: str, instead: str) -> Declaration:
    """The same metric with another list in place of a table."""

    def asked(sql: str) -> str:
        lists = f"{ASIDE.get(table, '')}{table} AS ({instead})"
        return f"WITH {lists} SELECT * FROM ({sql}) told" if sql else ""

    return replace(declared, rows=asked(declared.rows), counted=asked(declared.counted))


def recorded(table: str, receipt: Receipt, at: str) -> str:
    """All its rows as if they had come in at one instant."""
    told = ", ".join(
        f"'{column}', CASE WHEN kept.{column} IS NOT NULL THEN {at} END"
        for column in receipt.columns
    )
    return (
        f"SELECT t.* FROM {table} kept, "
        f"LATERAL jsonb_populate_record(kept, jsonb_build_object({told})) t"
    )


def absent(table: str, receipt: Receipt) -> str:
    if not receipt.owed:
        return f"SELECT * FROM {table} WHERE false"
    return recorded(table, receipt, "'infinity'::timestamptz")


def with_late_rows(table: str, differs: dict[str, Any]) -> str:
    """Its rows, and each of them once more as another one that came in late."""
    return (
        f"SELECT * FROM {table} UNION ALL SELECT t.* FROM {table} kept, "
        "LATERAL jsonb_populate_record(kept, jsonb_build_object('id', kept.id + 10000000) "
        f"|| '{json.dumps(differs)}'::jsonb) t"
    )


def owed_of(found: tuple[list[Any], list[Any]]) -> dict[int, int]:
    """The denominator by place."""
    return {place: base for place, base, *_rest in found[0] if base}


def told(declared: Declaration, params: Any) -> tuple[list[Any], list[Any]]:
    """The figures by place, and the rows behind that count anything."""
    columns = declared.columns
    counts = " OR ".join(f"{column} <> 0" for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(grouped_sql(declared), params)
        figures = sorted(row for row in cursor.fetchall() if any(row[1:]))
        cursor.execute(
            f"SELECT place, row_id, {', '.join(columns)} FROM ({declared.rows}) listed "
            f"WHERE {counts}",
            params,
        )
        return figures, sorted(cursor.fetchall(), key=repr)


@pytest.mark.django_db
def test_what_came_in_after_the_closing_counts_nothing() -> None:
    with scope.as_system():
        campaign = generated.fill(24)
        with connection.cursor() as cursor:  # the lists put in place of tables have no statistics
            cursor.execute("SET LOCAL enable_nestloop = off")
        params: dict[str, Any] = dict(Period.of(campaign).params())
        params["before"] = params["closes"] - timedelta(seconds=1)
        params["early"] = moment(1, 1)
        for key, table in READS:
            declared, receipt = DECLARATIONS[key], RECEIPTS[table]
            nothing, after, before, early = (
                told(other(declared, table, instead), params)
                for instead in (
                    absent(table, receipt),
                    *(
                        recorded(table, receipt, f"%({at})s::timestamptz")
                        for at in ("closes", "before", "early")
                    ),
                )
            )
            assert after == nothing, (key, table)
            if receipt.owed:
                assert owed_of(after) == owed_of(before), (key, table)
            assert before != nothing, (key, table)
            if not receipt.timed:
                assert before == early, (key, table)


@pytest.mark.django_db
def test_what_is_owed_is_owed_however_late_it_came_in() -> None:
    """No rate rises and nothing owed goes away, and something changes for the worse."""
    with scope.as_system():
        params = dict(Period.of(generated.fill(24)).params())
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_nestloop = off")
        for key, table in reads(OWED):
            declared, differs = DECLARATIONS[key], OWED[table][1]
            now = {row[0]: row[1:] for row in told(declared, params)[0]}
            late = told(other(declared, table, with_late_rows(table, differs)), params)[0]
            then = {row[0]: row[1:] for row in late}
            assert now.keys() <= then.keys(), (key, table)
            for place, (owed, done, *_events) in now.items():
                assert then[place][0] >= owed, (key, table, place)
                assert then[place][1] * owed <= done * then[place][0], (key, table, place)
            assert (now != then) != ((key, table) == ("award_batches", "households_award"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("column", "event"), [("untrue_at", "untrue"), ("received_at", "corrected")]
)
def test_what_became_of_a_report_after_the_closing_counts_nothing(column: str, event: str) -> None:
    """Found untrue, or put right by the village: only when that was known by the closing."""
    with scope.as_system():
        params: dict[str, Any] = dict(Period.of(generated.fill(24)).params())
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_nestloop = off")
        params["before"] = params["closes"] - timedelta(seconds=1)
        declared = DECLARATIONS["reporting"]
        at = declared.columns.index(event) + 1
        found = {}
        for instant in ("closes", "before"):
            rows = recorded("households_zeroreport", Receipt(column), f"%({instant})s::timestamptz")
            figures, _rows = told(other(declared, "households_zeroreport", rows), params)
            found[instant] = sum(row[at] for row in figures)
        assert found["closes"] == 0
        assert found["before"] > 0
