"""A province as SQL: places, people and one year of records, made on the server.

Every figure comes from a hash of the row's number, so the same size gives the same province.
Villages share their township's skill (80–98 %), so that units differ. The setting
`bench.villages` says how many villages to make, `bench.counties` in how many counties (one for
every 220 where it is not set).
"""

from __future__ import annotations

from dataclasses import dataclass

YEAR = 2026
ROOT = 990000000000
VILLAGES_A_COUNTY = 220  # 100 counties in a province of 22,000 villages
TOWNSHIPS_A_COUNTY = 18
WORDS = "经走访，家庭成员情绪平稳，双方表示愿意继续沟通，已约定下次走访时间，暂无新的情况。"


@dataclass(frozen=True, slots=True)
class Step:
    """One statement and the table it fills ("" for a scratch table)."""

    table: str
    statement: str


def dice(number: str, salt: int) -> str:
    """SQL for 0 … 99 from a row number; other salts are other dice."""
    return f"((hashint8({number} + {salt * 1_000_000_007}) & 2147483647) % 100)"


PLACES = (
    Step(
        "",
        f"""
CREATE TEMP TABLE place AS
WITH sized AS (SELECT current_setting('bench.villages')::int AS n,
    coalesce(nullif(current_setting('bench.counties', true), '')::int, greatest(1,
      round(current_setting('bench.villages')::int / {VILLAGES_A_COUNTY}.0)::int)) AS counties),
numbered AS (SELECT i, n, counties, i * counties / n AS c, i * counties % n / counties AS k
  FROM sized, generate_series(0, n - 1) i),
placed AS (SELECT i, {ROOT} + (1 + c / 10) * 100000000::bigint + (1 + c % 10) * 1000000 AS county,
    100 + k % {TOWNSHIPS_A_COUNTY} AS part, k FROM numbered),
coded AS (SELECT i, county, county + part * 1000 AS township,
    county + part * 1000 + 201 + k / {TOWNSHIPS_A_COUNTY} AS code,
    150 + i * 37 % 101 AS homes, 4 + i % 5 AS families FROM placed)
SELECT i, county, township, code, homes, families,
  80 + {dice("township", 1)} % 19 AS skill,
  sum(homes) OVER w - homes AS homes_before, sum(families) OVER w - families AS families_before
FROM coded WINDOW w AS (ORDER BY i)""",
    ),
    Step("", "ANALYZE place"),
    Step(
        "campaigns_division",
        f"""
INSERT INTO campaigns_division (code, "end", name, level, acts_as_county, pinyin, initials, grams,
  parent_id)
SELECT code, "end", name, level, false, '', '', '{{}}', parent FROM (
  SELECT {ROOT} AS code, {ROOT} + 10000000000 AS "end", '测速省' AS name, 1 AS level,
    NULL::bigint AS parent
  UNION ALL SELECT DISTINCT county / 100000000 * 100000000, county / 100000000 * 100000000
    + 100000000, '测速市' || county / 100000000 % 100, 2, {ROOT} FROM place
  UNION ALL SELECT DISTINCT county, county + 1000000, '测速县' || county / 1000000 % 10000, 3,
    county / 100000000 * 100000000 FROM place
  UNION ALL SELECT DISTINCT township, township + 1000, '测速镇' || township / 1000 % 1000, 4,
    county FROM place
  UNION ALL SELECT code, code + 1, '测速村' || code % 1000, 5, township FROM place) made""",
    ),
    Step(
        "accounts_user",
        """
INSERT INTO accounts_user (id, username, name, password, phone, is_active, is_system,
  must_change_password, created_at)
SELECT 1000 + u, 'bench' || u, '测速员' || u, '!', '', true, false, true, now()
FROM generate_series(0, 399) u""",
    ),
    Step(
        "campaigns_campaign",
        f"""
INSERT INTO campaigns_campaign (id, year, slogan, status, sign_by, midyear_on, data_closes_on,
  opened_at, version, opened_by_id, county_id)
VALUES (1, {YEAR}, '', 'open', '{YEAR}-03-31', '{YEAR}-07-15', '{YEAR}-12-31',
  '{YEAR}-01-05', 1, 1000, {ROOT})""",
    ),
    Step(
        "campaigns_pledgetemplate",
        f"""
INSERT INTO campaigns_pledgetemplate (id, uid, campaign_id, owner_id, rung, status, edition,
  starts_on, ends_on, opening, measures, appraisal, rewards, veto, drafted_by_id, drafted_at,
  published_by_id, published_at, version)
SELECT rung, gen_random_uuid(), 1, {ROOT}, rung, 'published', 1, '{YEAR}-01-01', '{YEAR}-12-31',
  '', '', '', '', '', 1000, '{YEAR}-02-01', 1000, '{YEAR}-02-01', 1
FROM generate_series(4, 5) rung""",
    ),
    Step(
        "campaigns_pledge",
        f"""
INSERT INTO campaigns_pledge (uid, campaign_id, issuer_id, holder_id, template_id, status,
  issued_on, issued_by_id, signed_on, signed_by_id, signed_at, way, issuer_signatory,
  issuer_signed_on, issuer_signed_by_id, issuer_signed_at, issuer_way, holder_signatory, version)
SELECT gen_random_uuid(), 1, parent_id, code, level,
  CASE WHEN {dice("code", 2)} < 96 THEN 'signed' ELSE 'issued' END, '{YEAR}-02-20', 1000,
  CASE WHEN {dice("code", 2)} < 96 THEN date '{YEAR}-03-01' + {dice("code", 3)} % 34 END,
  CASE WHEN {dice("code", 2)} < 96 THEN 1001 END,
  CASE WHEN {dice("code", 2)} < 96 THEN timestamptz '{YEAR}-03-01' END,
  CASE WHEN {dice("code", 2)} < 96 THEN 'paper' ELSE '' END, '甲方',
  '{YEAR}-02-20', 1000, '{YEAR}-02-20', 'app', '乙方', 1
FROM campaigns_division WHERE level IN (4, 5)""",
    ),
)

HOMES = (
    Step(
        "households_household",
        f"""
INSERT INTO households_household (id, uid, number, grid, head_name, head_pinyin, head_initials,
  grams, people, is_resident, registered_on, left_on, left_at, version, village_id)
SELECT h, gen_random_uuid(), lpad(n::text, 4, '0'), '第' || 1 + n / 50 || '网格',
  '户主' || n, 'hu zhu', 'hz', ARRAY['户主'], 1 + n % 6, true,
  CASE WHEN {dice("h", 4)} < 2 THEN date '{YEAR}-02-01' + {dice("h", 5)} * 3
       ELSE date '2015-01-01' + {dice("h", 5)} * 30 END,
  left_on, left_on + time '10:00', 1, code
FROM place, generate_series(1, homes) n, LATERAL (SELECT homes_before + n AS h) numbered,
  LATERAL (SELECT CASE WHEN {dice("h", 6)} < 2
    THEN date '{YEAR}-06-01' + {dice("h", 7)} * 3 END AS left_on) gone""",
    ),
    Step(
        "households_householdpledge",
        f"""
INSERT INTO households_householdpledge (id, signed_on, signatory, campaign_id, household_id,
  recorded_by_id, recorded_at, village_id)
SELECT h, day, '户主' || n, 1, h, 1000 + i % 400, day + time '10:00', code
FROM place, generate_series(1, homes) n, LATERAL (SELECT homes_before + n AS h) numbered,
LATERAL (SELECT date '{YEAR}-02-20' + {dice("h", 8)} % 45 AS day) dated
WHERE {dice("h", 9)} < skill""",
    ),
    Step(
        "campaigns_pledgecount",
        f"""
INSERT INTO campaigns_pledgecount (campaign_id, village_id, households, counted_on,
  counted_by_id, note, is_live, created_at)
SELECT 1, code, 5 + i % 9, '{YEAR}-04-10', 1000 + i % 400, '村委会档案柜', true, '{YEAR}-04-10'
FROM place WHERE i % 16 = 3""",
    ),
    Step(
        "households_award",
        f"""
INSERT INTO households_award (id, uid, status, kind, story, nominated_on, vote_on, vote_due,
  vote_present, vote_for, vote_against, vote_abstain, notice_from, notice_until, notice_place,
  notice_phone, review_opinion, approve_opinion, plate_number, version, campaign_id,
  nominated_by_id, village_id, household_id)
SELECT i * 4 + k, gen_random_uuid(), 'noticed', 'care', '{WORDS}', '{YEAR}-04-20',
  CASE WHEN {dice("i * 4 + k", 10)} < skill + 10 THEN date '{YEAR}-05-10' END,
  30, 28, 26, 1, 1, date '{YEAR}-05-20' + k / 2 * 60, date '{YEAR}-05-28' + k / 2 * 60,
  '村务公开栏', CASE WHEN {dice("i * 4 + k", 11)} < 96 THEN '88880000' ELSE '' END, '', '', '', 1,
  1, 1000 + i % 400, code, homes_before + 5 + k
FROM place, generate_series(0, 2) k""",
    ),
    Step(
        "households_objection",
        f"""
INSERT INTO households_objection (award_id, village_id, received_on, words, recorded_by_id,
  answer, answered_on, answered_by_id)
SELECT id, village_id, notice_from + 3, '{WORDS}', 1000, NULL, CASE WHEN {dice("id", 12)} < 80
  THEN notice_from + 5 END, CASE WHEN {dice("id", 12)} < 80 THEN 1001 END
FROM households_award WHERE {dice("id", 13)} < 4""",
    ),
    Step(
        "households_awardnotice",
        f"""
INSERT INTO households_awardnotice (id, uid, code, campaign_id, place_id, rank, kind, starts,
  until, days, board, phone, unit, lines, awards, given_by_id, given_at)
SELECT i * 2 + k, gen_random_uuid(), 'bench' || i * 2 + k, 1, code, 'village', 'list',
  date '{YEAR}-05-20' + k * 60, date '{YEAR}-05-28' + k * 60, 3, '村务公开栏', '88880000',
  '评议小组', '[]', CASE WHEN k = 0 THEN ARRAY[i * 4, i * 4 + 1] ELSE ARRAY[i * 4 + 2] END, 1000,
  '{YEAR}-05-20'
FROM place, generate_series(0, 1) k""",
    ),
    Step(
        "households_awardphoto",
        f"""
INSERT INTO households_awardphoto (uid, place_id, notice_id, image, width, height, added_by_id,
  added_at)
SELECT gen_random_uuid(), place_id, id, 'x', 1, 1, 1000, given_at
FROM households_awardnotice WHERE {dice("id", 44)} < 90""",
    ),
    Step(
        "households_award",
        f"""
INSERT INTO households_award (id, uid, status, kind, story, nominated_on, vote_on, vote_due,
  vote_present, vote_for, vote_against, vote_abstain, notice_place, notice_phone, review_opinion,
  approve_opinion, plate_number, plated_on, version, campaign_id, nominated_by_id, village_id,
  household_id)
SELECT i * 4 + 3, gen_random_uuid(), 'plated', 'care', '{WORDS}', '{YEAR}-02-20', '{YEAR}-03-01',
  30, 28, 26, 1, 1, '', '', '', '', '测速' || i, '{YEAR}-06-01', 1, 1, 1000, code, homes_before + 9
FROM place""",
    ),
    Step(
        "households_awardcheck",
        f"""
INSERT INTO households_awardcheck (uid, award_id, village_id, year, checked_on, result, words,
  checked_by_id, recorded_at)
SELECT gen_random_uuid(), id, village_id, {YEAR}, '{YEAR}-11-10', 'keep', '{WORDS}'::bytea, 1000,
  '{YEAR}-11-10 10:00Z'
FROM households_award WHERE status = 'plated' AND {dice("id", 45)} < 92""",
    ),
    Step(
        "households_safefamily",
        f"""
INSERT INTO households_safefamily (campaign_id, household_id, village_id, joined_on, met_on,
  met_at, recorded_by_id)
SELECT 1, id, village_id, '{YEAR}-04-01', met, met + time '10:00', 1000
FROM households_household, LATERAL (SELECT CASE WHEN {dice("id", 46)} < 88
  THEN date '{YEAR}-05-01' END AS met) dated WHERE {dice("id", 47)} < 97""",
    ),
)

FAMILIES = (
    Step(
        "households_listedfamily",
        f"""
INSERT INTO households_listedfamily (id, uid, status, categories, other_words, grave, hardship,
  sealed, situation, plan, tier, tier_since, review_due, listed_on, listed_by_id, recorded_at,
  closed_on, close_ground, close_reason, version, household_id, village_id)
SELECT f, gen_random_uuid(), CASE WHEN out < 13 THEN 'closed' ELSE 'listed' END, ARRAY[CASE WHEN
  {dice("f", 40)} < 3 THEN '01' ELSE '02' END], NULL, false, {dice("f", 41)} < 15,
  {dice("f", 40)} < 3,
  CASE WHEN {dice("f", 14)} < 97 THEN '{WORDS}'::bytea END, NULL, tier, listed_on,
  listed_on + 365, listed_on, 1000 + i % 400, listed_on + time '10:00',
  CASE WHEN out < 13 THEN date '{YEAR - 1}-10-01' + {dice("f", 15)} * 4 END,
  CASE WHEN out = 0 THEN 'mistake' WHEN out < 13 THEN 'quiet' ELSE '' END, NULL, 1,
  homes_before + k * 18, code
FROM place, generate_series(1, families) k, LATERAL (SELECT families_before + k AS f) numbered,
LATERAL (SELECT {dice("f", 16)} AS out, date '{YEAR - 1}-01-01' + {dice("f", 17)} * 2 AS listed_on,
  (ARRAY['red', 'yellow', 'yellow', 'green', 'green'])[1 + {dice("f", 18)} % 5] AS tier) cast_""",
    ),
    Step(
        "households_tierdecision",
        f"""
INSERT INTO households_tierdecision (uid, before, after, reason, against, decided_on, review_due,
  decided_by_id, family_id, village_id)
SELECT gen_random_uuid(), CASE WHEN k = 0 THEN '' ELSE tier END, tier, '{WORDS}', NULL,
  listed_on + k * 120, listed_on + k * 120 + 180, 1000 + id % 400, id, village_id
FROM households_listedfamily, generate_series(0, 1) k
WHERE {dice("id", 19)} < CASE WHEN k = 0 THEN 98 ELSE 30 END""",
    ),
    Step(
        "households_keeper",
        f"""
INSERT INTO households_keeper (since, until, family_id, named_by_id, person_id, village_id)
SELECT listed_on, CASE WHEN {dice("id + k", 20)} < 3 THEN date '{YEAR}-08-01' END, id, 1000,
  1000 + (id * 2 + k) % 400, village_id
FROM households_listedfamily, generate_series(0, 1) k
WHERE k = 0 OR {dice("id", 21)} < 92""",
    ),
    Step(
        "households_pairing",
        f"""
INSERT INTO households_pairing (uid, helper_kind, helper_name, since, ended_on, ended_at,
  consent_by, version, household_id, recorded_by_id, recorded_at, village_id)
SELECT gen_random_uuid(), 'unit', '{WORDS}', listed_on,
  ended_on, ended_on + time '10:00', '', 1, household_id, 1000, listed_on + time '10:00', village_id
FROM households_listedfamily,
  LATERAL (SELECT CASE WHEN {dice("id", 42)} < 8 THEN listed_on + 200 END AS ended_on) told
WHERE hardship AND {dice("id", 43)} < 85""",
    ),
    Step(
        "households_filehandler",
        """
INSERT INTO households_filehandler (uid, family_id, village_id, person_id, role, since, named_by_id)
SELECT gen_random_uuid(), f.id, f.village_id, k.person_id, 'handler', f.listed_on, f.listed_by_id
FROM households_listedfamily f JOIN households_keeper k ON k.family_id = f.id AND k.until IS NULL
WHERE f.sealed""",
    ),
    Step(
        "households_visit",
        f"""
INSERT INTO households_visit (id, uid, visited_on, way, met, state, needs, change, measures,
  recorded_at, family_id, village_id, visitor_id)
SELECT v, gen_random_uuid(), day, 'home', '户主', '{WORDS}', NULL, 'same', NULL, day + time '10:00',
  family, code, 1000 + i % 400
FROM place, generate_series(1, families) f, generate_series(0, 4) k,
LATERAL (SELECT families_before + f AS family, (families_before + f) * 8 + k AS v) numbered,
LATERAL (SELECT date '{YEAR}-02-20' + k * 65
  + CASE WHEN {dice("v", 22)} < skill THEN -({dice("v", 23)} % 12)
         ELSE {dice("v", 23)} % 20 END AS day) dated
WHERE {dice("v", 24)} < skill""",
    ),
    Step(
        "households_visitduty",
        f"""
INSERT INTO households_visitduty (opens_on, due_on, dropped, family_id, village_id, visit_id)
SELECT date '{YEAR}-01-05' + k * 65, date '{YEAR}-02-20' + k * 65, {dice("v", 25)} < 2,
  family, code, CASE WHEN {dice("v", 24)} < skill THEN v END
FROM place, generate_series(1, families) f, generate_series(0, 4) k,
LATERAL (SELECT families_before + f AS family, (families_before + f) * 8 + k AS v) numbered""",
    ),
)

REPORTS = (
    Step(
        "households_reportingperiod",
        f"""
INSERT INTO households_reportingperiod (id, starts, ends, days, village_due, township_due,
  county_due, opened_at, campaign_id, county_id)
SELECT m, day, (day + interval '1 month - 1 day')::date,
  datemultirange(daterange(day, (day + interval '1 month')::date)),
  (day + 24 + time '17:00') AT TIME ZONE 'Asia/Shanghai',
  (day + 26 + time '17:00') AT TIME ZONE 'Asia/Shanghai',
  (day + 26 + time '17:00') AT TIME ZONE 'Asia/Shanghai', day, 1, {ROOT}
FROM generate_series(1, 12) m, LATERAL (SELECT make_date({YEAR}, m, 1) AS day) starts""",
    ),
    Step(
        "households_expectedreport",
        """
INSERT INTO households_expectedreport (period_id, village_id)
SELECT m, code FROM generate_series(1, 12) m, place""",
    ),
    Step(
        "households_screeninground",
        f"""
INSERT INTO households_screeninground (id, uid, kind, name, starts, ends, due, reason, opened_at,
  opened_by_id, campaign_id, county_id)
SELECT m * 2 + k, gen_random_uuid(), CASE WHEN k = 0 THEN 'regular' ELSE 'full' END, '排查', day,
  day + 14, (day + 15 + time '00:00') AT TIME ZONE 'Asia/Shanghai', '', day, 1000, 1, {ROOT}
FROM generate_series(1, 12) m, generate_series(0, 1) k,
LATERAL (SELECT make_date({YEAR}, m, 1) AS day) starts
WHERE k = 0 OR m = 10""",
    ),
    Step(
        "households_villagescreening",
        f"""
INSERT INTO households_villagescreening (uid, expected, screened, counted, signer, note, filed_at,
  filed_by_id, version, round_id, village_id)
SELECT gen_random_uuid(), homes, CASE WHEN filed THEN homes * {dice("r.id * 1000 + i", 31)} / 100
  ELSE 0 END, false, CASE WHEN filed THEN '排查人' ELSE '' END, '',
  CASE WHEN filed THEN r.starts + interval '14 days' * {dice("r.id + i", 32)} / 90 END,
  CASE WHEN filed THEN 1000 + i % 400 END, 1, r.id, code
FROM households_screeninground r, place,
LATERAL (SELECT {dice("r.id * 7 + i", 33)} < skill + 3 AS filed) dated""",
    ),
    Step(
        "households_zeroreport",
        f"""
INSERT INTO households_zeroreport (id, uid, kind, found, checks, households_visited, summary,
  measures, signer, received_at, first_received_at, revision, amend_reason, is_live, amends_id,
  untrue_at, untrue_by_id, untrue_reason, filed_by_id, period_id, village_id)
SELECT r * 2 + k, gen_random_uuid(), 'nil', 0, ARRAY['keepers', 'grid'], families, '{WORDS}', '',
  '签发人', filed + k * interval '2 days', filed, 1 + k, CASE WHEN k = 1 THEN '补充' ELSE '' END,
  k = last, CASE WHEN k = 1 THEN r * 2 END, CASE WHEN lie THEN filed + interval '20 days' END,
  CASE WHEN lie THEN 1001 END, CASE WHEN lie THEN '核查不符' ELSE '' END, 1000 + i % 400, m, code
FROM generate_series(1, 12) m, place,
LATERAL (SELECT (m * 1000000 + i)::bigint AS r) numbered,
LATERAL (SELECT ({dice("r", 26)} < 2)::int AS last, {dice("r", 27)} = 0 AS lie,
  (make_date({YEAR}, m, 22) + time '09:00') AT TIME ZONE 'Asia/Shanghai'
    + {dice("r", 28)} * interval '48 minutes'
    + CASE WHEN {dice("r", 29)} < skill THEN interval '0' ELSE interval '3 days' END
    AS filed) dated, generate_series(0, last) k
WHERE {dice("r", 30)} < skill + 3""",
    ),
)

DISPUTES = (
    Step(
        "disputes_matter",
        f"""
INSERT INTO disputes_matter (id, status, route, channel, caller, received_on, sorted_on, version,
  owner_id, received_by_id, place_id, unit_id)
SELECT i * 6 + k, 'handling', 'mediation', 'village', '', day, day, 1, 1000, 1000, code, code
FROM place, generate_series(0, 5) k, LATERAL (SELECT (i * 6 + k)::bigint AS d) numbered,
LATERAL (SELECT date '{YEAR - 1}-12-01' + {dice("d", 33)} * 4 AS day) dated""",
    ),
    Step(
        "disputes_dispute",
        f"""
INSERT INTO disputes_dispute (id, matter_id, status, kind, brief, taken_in_on, taken_in_by_id,
  number, serial, accepted_on, mediator_id, due_on, passed_up_on, passed_up_at, ending, version,
  village_id)
SELECT d, d, CASE WHEN waits THEN 'taken_in' ELSE 'mediating' END,
  'neighbours', '{WORDS}'::bytea, day, 1000, CASE WHEN waits THEN '' ELSE '测速' || d END,
  CASE WHEN waits THEN NULL ELSE d END, CASE WHEN waits THEN NULL ELSE day + 2 END, 1001,
  day + 32, up, up + time '10:00', '', 1, code
FROM place, generate_series(0, 5) k, LATERAL (SELECT (i * 6 + k)::bigint AS d) numbered,
LATERAL (SELECT {dice("d", 32)} < 4 AS waits,
  date '{YEAR - 1}-12-01' + {dice("d", 33)} * 4 AS day) dated,
LATERAL (SELECT CASE WHEN {dice("d", 31)} < 8 THEN day + 6 END AS up) passed""",
    ),
    Step(
        "disputes_mediationsession",
        f"""
INSERT INTO disputes_mediationsession (client_uuid, dispute_id, matter_id, village_id, ordinal,
  held_on, place, attendants, notes, result, recorded_by_id, recorded_at)
SELECT gen_random_uuid(), id, matter_id, village_id, k, accepted_on + k * 7, '村调解室',
  '{WORDS}'::bytea, '{WORDS}'::bytea, 'again', 1001, accepted_on + k * 7 + time '10:00'
FROM disputes_dispute, generate_series(1, 2) k
WHERE accepted_on IS NOT NULL AND {dice("id", 34)} < CASE WHEN k = 1 THEN 94 ELSE 40 END""",
    ),
    Step(
        "disputes_agreement",
        f"""
INSERT INTO disputes_agreement (form, terms, performance, agreed_on, effective_on,
  parties_signed_on, mediator_signed_on, sealed_on, effective_at, registered, registered_at,
  recorded_by_id, village_id, dispute_id, matter_id)
SELECT CASE WHEN {dice("id", 35)} < 55 THEN 'written' ELSE 'oral' END, '{WORDS}'::bytea,
  '{WORDS}'::bytea, day, day, day, day, day, day + time '10:00', register,
  CASE WHEN register THEN day + time '10:00' END, 1001, village_id, id, matter_id
FROM disputes_dispute,
LATERAL (SELECT accepted_on + 16 AS day, {dice("id", 36)} < 90 AS register) dated
WHERE accepted_on IS NOT NULL AND {dice("id", 34)} < 82""",
    ),
    Step(
        "disputes_followup",
        f"""
INSERT INTO disputes_followup (dispute_id, matter_id, village_id, visited_on, performance, way,
  satisfaction, recorded_by_id, recorded_at)
SELECT dispute_id, matter_id, village_id, day, 'done', 'home', 'satisfied', 1001,
  day + time '10:00'
FROM disputes_agreement, LATERAL (SELECT agreed_on + 10 + {dice("id", 37)} % 25 AS day) dated
WHERE {dice("id", 38)} < 92""",
    ),
)

STEPS = (*PLACES, *HOMES, *FAMILIES, *REPORTS, *DISPUTES)
TABLES = tuple(dict.fromkeys(step.table for step in STEPS if step.table))
