"""A county of 100,000 households and 60,000 disputes for the bench of statistics: the province's
rows of one county, and as many more homes and disputes as are wanted."""

from __future__ import annotations

from datetime import date

from django.db import connection

from accounts.models import Posting, User
from accounts.roles import Role
from campaigns.models import Division, Level
from reports.bench.province import VILLAGES_A_COUNTY, WORDS, YEAR, dice

VILLAGES = VILLAGES_A_COUNTY  # so that there is one county
FIRST = 10_000_000  # keys of what is added begin here
WANTED = "current_setting('bench.wanted')::int"  # how many a statement adds

PLACED = """
CREATE TEMP TABLE spot AS SELECT code, row_number() OVER (ORDER BY code) - 1 AS i
FROM campaigns_division WHERE level = 5"""

HOMES = f"""
INSERT INTO households_household (id, uid, number, grid, head_name, head_pinyin, head_initials,
  grams, people, is_resident, registered_on, version, village_id)
SELECT {FIRST} + n, gen_random_uuid(), 'n' || n, '第1网格', '户主' || n, 'hu zhu', 'hz',
  ARRAY['户主'], 3, true, date '2015-01-01' + n % 3000, 1, code
FROM generate_series(1, {WANTED}) n JOIN spot ON spot.i = n % (SELECT count(*) FROM spot)"""

MATTERS = f"""
INSERT INTO disputes_matter (id, status, route, channel, caller, received_on, sorted_on, version,
  owner_id, received_by_id, place_id, unit_id, category, closed_on)
SELECT d, CASE WHEN {dice("d", 61)} < 80 THEN 'done' ELSE 'handling' END, 'mediation',
  (ARRAY['village', 'visit', 'letter', 'hotline', 'court'])[1 + {dice("d", 62)} % 5], '', day, day,
  1, 1000, 1000, code, code,
  (ARRAY['marriage', 'property', 'labour', 'person', 'other'])[1 + {dice("d", 63)} % 5],
  CASE WHEN {dice("d", 61)} < 80 THEN day + 40 END
FROM generate_series(1, {WANTED}) n, LATERAL (SELECT {FIRST} + n AS d) numbered,
LATERAL (SELECT date '{YEAR - 1}-01-01' + ({dice("d", 64)} * 7) % 690 AS day) dated, spot
WHERE spot.i = n % (SELECT count(*) FROM spot)"""

CASES = f"""
INSERT INTO disputes_dispute (id, matter_id, status, kind, brief, taken_in_on, taken_in_by_id,
  number, serial, accepted_on, mediator_id, due_on, ending, version, village_id, money)
SELECT id, id, CASE WHEN {dice("id", 65)} < 88 THEN 'revisited' ELSE 'mediating' END,
  (ARRAY['marriage', 'neighbours', 'housing', 'other'])[1 + {dice("id", 66)} % 4],
  '{WORDS}'::bytea, received_on, 1000, '测速' || id, id, received_on + 2, 1001, received_on + 32,
  '', 1, place_id, CASE WHEN {dice("id", 67)} < 30 THEN 100000 * (1 + {dice("id", 68)}) END
FROM disputes_matter WHERE id > {FIRST}"""

SESSIONS = f"""
INSERT INTO disputes_mediationsession (client_uuid, dispute_id, matter_id, village_id, ordinal,
  held_on, place, attendants, notes, result, recorded_by_id, recorded_at)
SELECT gen_random_uuid(), id, matter_id, village_id, 1, accepted_on + 7, '村调解室',
  '{WORDS}'::bytea, '{WORDS}'::bytea, 'again', 1001, accepted_on + 7 + time '10:00'
FROM disputes_dispute WHERE id > {FIRST} AND {dice("id", 69)} < 95"""

AGREEMENTS = f"""
INSERT INTO disputes_agreement (form, terms, performance, agreed_on, effective_on,
  parties_signed_on, mediator_signed_on, sealed_on, effective_at, registered, registered_at,
  recorded_by_id, village_id, dispute_id, matter_id)
SELECT CASE WHEN {dice("id", 70)} < 55 THEN 'written' ELSE 'oral' END, '{WORDS}'::bytea,
  '{WORDS}'::bytea, day, day, day, day, day, day + time '10:00', true, day + time '10:00', 1001,
  village_id, id, matter_id
FROM disputes_dispute, LATERAL (SELECT accepted_on + 16 AS day) dated
WHERE id > {FIRST} AND {dice("id", 69)} < 85"""

VISITS = f"""
INSERT INTO disputes_followup (dispute_id, matter_id, village_id, visited_on, performance, way,
  satisfaction, recorded_by_id, recorded_at)
SELECT dispute_id, matter_id, village_id, agreed_on + 20, 'done', 'home', 'satisfied', 1001,
  agreed_on + 20 + time '10:00'
FROM disputes_agreement WHERE dispute_id > {FIRST} AND {dice("dispute_id", 71)} < 92"""


def add(households: int, disputes: int) -> None:
    """So many homes and disputes in all, as the owner role."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT (SELECT count(*) FROM households_household), count(*) "
                       "FROM disputes_dispute")  # fmt: skip
        homes, cases = cursor.fetchone()
        cursor.execute(PLACED)
        for statement, wanted in ((HOMES, households - homes), (MATTERS, disputes - cases)):
            cursor.execute("SELECT set_config('bench.wanted', %s, true)", [str(max(0, wanted))])
            cursor.execute(statement)
        for statement in (CASES, SESSIONS, AGREEMENTS, VISITS):
            cursor.execute(statement)


def readers() -> dict[str, User]:
    """The county's two offices, and a township's: who opens these pages."""
    county = Division.objects.get(level=Level.COUNTY)
    town = Division.objects.filter(level=Level.TOWNSHIP).order_by("code")[0]
    posts = {
        "县妇联": (Role.COUNTY_FEDERATION, county),
        "平安办": (Role.GOVERNANCE_REVIEWER, county),
        "镇妇联": (Role.TOWNSHIP_FEDERATION, town),
    }
    out = {}
    for name, (role, unit) in posts.items():
        user = User.objects.create(
            username=role.value,
            name=name,
            password="!",  # noqa: S106
            must_change_password=False,
        )
        Posting.build(
            user=user,
            role=role,
            division=unit,
            since=date(2020, 1, 1),
            until=None,
            by=User.objects.system(),
        ).save()
        out[name] = user
    return out
