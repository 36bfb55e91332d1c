"""A generated city: some small counties of the bench's province, each with a year of its own and
everything the year's records hang on. Made by dice with a fixed seed, so always the same."""

from __future__ import annotations

from django.db import connection

from campaigns.models import Campaign, Division, Level
from reports.bench import province

# Tables whose rows belong to a year, and where they tell their place.
OF_A_YEAR = {
    "campaigns_pledge": "holder_id",
    "campaigns_pledgecount": "village_id",
    "households_householdpledge": "village_id",
    "households_award": "village_id",
    "households_awardnotice": "place_id",
    "households_safefamily": "village_id",
}
# Tables that are copied for each year, with what hangs on their rows.
COPIED = {
    "households_reportingperiod": (
        "period_id",
        "starts, ends, days, village_due, township_due, county_due, opened_at",
        ("households_expectedreport", "households_zeroreport"),
    ),
    "households_screeninground": (
        "round_id",
        "kind, name, starts, ends, due, reason, opened_at, opened_by_id",
        ("households_villagescreening",),
    ),
}
COUNTY = "{column} / 1000000 * 1000000 = c.county_id"


def fill(counties: int, villages: int) -> Division:
    """The city; as the system, inside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('bench.villages', %s, true)", [str(villages)])
        cursor.execute("SELECT set_config('bench.counties', %s, true)", [str(counties)])
        for step in province.STEPS:
            cursor.execute(step.statement)
        cursor.execute("DROP TABLE place")
        cursor.execute(
            "INSERT INTO campaigns_campaign (id, year, slogan, status, sign_by, midyear_on, "
            "data_closes_on, opened_at, version, opened_by_id, county_id) SELECT 100 + "
            "row_number() OVER (ORDER BY d.code), year, slogan, status, sign_by, midyear_on, "
            "data_closes_on, opened_at, version, opened_by_id, d.code FROM campaigns_campaign, "
            "campaigns_division d WHERE d.level = 3"
        )
        for table, column in OF_A_YEAR.items():
            mine = COUNTY.format(column=f"t.{column}")
            cursor.execute(
                f"UPDATE {table} t SET campaign_id = c.id FROM campaigns_campaign c WHERE {mine}"
            )
        for table, (key, columns, hanging) in COPIED.items():
            _copied(cursor, table, key, columns, hanging)
    Campaign.objects.filter(pk=1).update(status="closed")
    return Division.objects.get(level=Level.CITY)


def _copied(cursor: object, table: str, key: str, columns: str, hanging: tuple[str, ...]) -> None:
    run = cursor.execute  # type: ignore[attr-defined]
    uid = ("uid, ", "gen_random_uuid(), ") if table.endswith("round") else ("", "")
    run(
        f"INSERT INTO {table} (id, {uid[0]}campaign_id, county_id, {columns}) SELECT c.id * 1000 "
        f"+ o.id, {uid[1]}c.id, c.county_id, {', '.join(f'o.{n}' for n in columns.split(', '))} "
        f"FROM {table} o, campaigns_campaign c WHERE o.campaign_id = 1 AND c.id > 1"
    )
    mine = COUNTY.format(column="t.village_id")
    for other in hanging:
        run(
            f"UPDATE {other} t SET {key} = c.id * 1000 + t.{key} "
            f"FROM campaigns_campaign c WHERE {mine}"
        )
