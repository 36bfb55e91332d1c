"""What is put in after the data closed counts nothing, whatever day it tells: for every metric and
every list it reads, rows recorded at the closing instant are as if they were not there, and rows
recorded a second earlier count.

No row is changed for it: the query is asked with a list of its own in place of the table."""

from __future__ import annotations

import re
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
    """column: when the row came in, by the server's clock; owed: the row itself is what is owed,
    and only the column says that it came; timed: the instant also says whether it was in time."""

    column: str
    owed: bool = False
    timed: bool = False


RECEIPTS = {
    "campaigns_achievement": Receipt("recorded_at"),
    "campaigns_activity": Receipt("recorded_at"),
    "campaigns_adoption": Receipt("recorded_at"),
    "campaigns_bulletin": Receipt("written_at"),
    "campaigns_circular": Receipt("approved_at"),
    "campaigns_dutymark": Receipt("at", timed=True),
    "campaigns_keptfile": Receipt("added_at"),
    "campaigns_meeting": Receipt("recorded_at"),
    "campaigns_outsideresult": Receipt("uploaded_at"),
    "campaigns_pledge": Receipt("signed_at"),
    "campaigns_pledgecount": Receipt("created_at"),
    "campaigns_training": Receipt("recorded_at"),
    "households_awardnotice": Receipt("given_at"),
    "households_awardphoto": Receipt("added_at"),
    "households_hazard": Receipt("opened_at"),
    "households_hazardcall": Receipt("recorded_at"),
    "households_incident": Receipt("recorded_at"),
    "households_villagescreening": Receipt("filed_at", owed=True, timed=True),
    "households_visit": Receipt("recorded_at"),
    "households_zeroreport": Receipt("first_received_at", timed=True),
}

# Lists that say no instant, and what stands for it.
BY_ITS_OWNER = {
    "campaigns_occasionwindow": "a rule of the county, no record",
    "campaigns_circularentry": "belongs to its circular",
    "campaigns_trainee": "made with its training",
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
BY_THE_DAY_TOLD = {  # a known weakness: only the day somebody writes is there
    "campaigns_fund", "campaigns_leadinggroup", "campaigns_seat", "disputes_agreement",
    "disputes_dispute", "disputes_followup", "disputes_mediationsession",
    "disputes_rightsmatter", "households_award", "households_awardcheck",
    "households_household", "households_householdpledge", "households_keeper",
    "households_listedfamily", "households_objection", "households_pairing",
    "households_safefamily", "households_tierdecision",
}  # fmt: skip


def tables(declared: Declaration) -> set[str]:
    return set(TABLE.findall(declared.rows + declared.counted))


# The generated county scores its own survey; a third party's counts where that is the scored one.
ASIDE = {
    "campaigns_outsideresult": (
        "campaigns_survey AS (SELECT t.* FROM campaigns_survey kept, "
        """LATERAL jsonb_populate_record(kept, '{"scored": true}') t), """
    )
}

READS = sorted(
    (key, table) for key, one in DECLARATIONS.items() for table in tables(one) & set(RECEIPTS)
)


def test_every_list_a_metric_reads_says_when_its_rows_came_in() -> None:
    known = {*RECEIPTS, *BY_ITS_OWNER, *SET_BY_THE_SERVER, *BY_THE_DAY_TOLD}
    read = set().union(*(tables(one) for one in DECLARATIONS.values()))
    assert read == known
    assert len(READS) >= 25


def other(declared: Declaration, table: str, instead: str) -> Declaration:
    """The same metric with another list in place of a table."""

    def asked(sql: str) -> str:
        lists = f"{ASIDE.get(table, '')}{table} AS ({instead})"
        return f"WITH {lists} SELECT * FROM ({sql}) told" if sql else ""

    return replace(declared, rows=asked(declared.rows), counted=asked(declared.counted))


def recorded(table: str, receipt: Receipt, at: str) -> str:
    """All its rows as if they had come in at one instant."""
    return (
        f"SELECT t.* FROM {table} kept, LATERAL jsonb_populate_record(kept, "
        f"CASE WHEN kept.{receipt.column} IS NULL THEN '{{}}'::jsonb "
        f"ELSE jsonb_build_object('{receipt.column}', {at}) END) t"
    )


def absent(table: str, receipt: Receipt) -> str:
    if not receipt.owed:
        return f"SELECT * FROM {table} WHERE false"
    return (
        f"SELECT t.* FROM {table} kept, LATERAL jsonb_populate_record(kept, "
        f"jsonb_build_object('{receipt.column}', NULL)) t"
    )


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
            assert before != nothing, (key, table)
            if not receipt.timed:
                assert before == early, (key, table)


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
