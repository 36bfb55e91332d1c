"""Where each metric's rows lie: one declaration from which count and list both come.

`rows` selects one row per record that counts: `place` (division code), `row_id` (primary key in
`noun`), `base` and `numerator` (0 or 1; a counted list carries its count), and one column per
event kind of the catalogue. The set-based count sums these columns by place; the drill-down
list shows the same rows. Parameters: low/high (half-open span of codes), start/until (days,
inclusive), from/to (the codes of the whole county, however narrow the list: a home may have moved
inside it), closes (the instant the last day ends), campaign, sign_by.

What is put in at `closes` or later counts nothing, whatever day it tells: it stands beside the
year. Only what is owed (a home, a listed family, a dispute, an agreement, a title, an objection)
stays in the denominator however late it is entered, so that nobody gets rid of it by entering it
late. That it ended (a home left, a title or a pairing ended, a listing was a mistake, a day was put
off) holds only where it was put in before `closes`: a rate does not rise by telling it afterwards.
What somebody takes back of her own gain, or of a blame she gave, counts nothing, whenever that was.
test_receipt_time and test_told_ends hold all of this to every list a metric reads.

Rules: domain A6, A7 (rubric lines), C2–C4, D1 art. 26–31.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reports.metrics.declaration import YEAR_OVER, Declaration
from reports.metrics.handling import HANDLING
from reports.metrics.publicity import PUBLICITY
from reports.metrics.surveys import SURVEYS
from reports.metrics.year import YEAR

__all__ = ["DECLARATIONS", "Declaration"]


# The homes there are on the last day, with those whose leaving was put in after it; a home's pledge
# and its title, wherever in the county it lived when it got them; the signed lists a village has
# counted without naming the homes.
PRESENT = """h.village_id >= %(low)s AND h.village_id < %(high)s AND h.registered_on <= %(until)s
  AND (h.left_on IS NULL OR h.left_on > %(until)s OR h.left_at >= %(closes)s)"""
PLEDGE = """households_householdpledge p ON p.household_id = h.id
  AND p.campaign_id = %(campaign)s AND p.signed_on <= %(until)s AND p.recorded_at < %(closes)s
  AND p.village_id >= %(from)s AND p.village_id < %(to)s"""
TITLE = """households_safefamily s ON s.household_id = h.id
  AND s.campaign_id = %(campaign)s AND s.met_on <= %(until)s AND s.met_at < %(closes)s
  AND s.village_id >= %(from)s AND s.village_id < %(to)s"""
COUNTED_LIST = """c.village_id >= %(low)s AND c.village_id < %(high)s
  AND c.campaign_id = %(campaign)s AND c.is_live AND c.counted_on <= %(until)s
  AND c.created_at < %(closes)s"""

# All pledges less those of homes that no longer (or not yet) count: looking up the few absent
# homes costs a fifth of matching every home with its pledge.
PLEDGED_HOMES = f"""
SELECT homes.place, base, signed + least(coalesce(c.households, 0), base - signed) AS numerator
FROM (
  SELECT place, sum(present) AS base, sum(pledged) AS signed
  FROM (
    SELECT h.village_id AS place, count(*) AS present, 0 AS pledged
    FROM households_household h
    WHERE {PRESENT}
    GROUP BY h.village_id
    UNION ALL
    SELECT p.village_id, 0, count(*) FILTER (WHERE absent.id IS NULL)
    FROM households_householdpledge p
    LEFT JOIN households_household absent ON absent.id = p.household_id
      AND absent.village_id >= %(low)s AND absent.village_id < %(high)s
      AND (absent.registered_on > %(until)s
        OR absent.left_on <= %(until)s AND (absent.left_at >= %(closes)s) IS NOT TRUE)
    WHERE p.campaign_id = %(campaign)s AND p.signed_on <= %(until)s AND p.recorded_at < %(closes)s
      AND p.village_id >= %(low)s AND p.village_id < %(high)s
    GROUP BY p.village_id) parts
  GROUP BY place HAVING sum(present) > 0) homes
LEFT JOIN campaigns_pledgecount c ON c.village_id = homes.place AND {COUNTED_LIST}"""

# What is owed stays owed however late somebody enters it; done counts only what came in in time.
LISTED_IN_PERIOD = """f.village_id >= %(low)s AND f.village_id < %(high)s
  AND f.listed_on <= %(until)s AND (f.closed_on IS NULL OR f.closed_on >= %(start)s)
  AND (f.close_ground <> 'mistake' OR f.closed_on > %(until)s)"""
# A sealed matter counts in nobody's score: the figure would tell that there is one (C6).
ACCEPTED_IN_PERIOD = """d.village_id >= %(low)s AND d.village_id < %(high)s
  AND d.accepted_on BETWEEN %(start)s AND %(until)s
  AND d.matter_id NOT IN (SELECT id FROM disputes_matter WHERE sealed)"""
# A draft that waits for a signature is no agreement: only what took effect counts (art. 28, 29).
AGREED = """a.effective_on <= %(until)s AND a.village_id >= %(low)s AND a.village_id < %(high)s
  AND a.matter_id NOT IN (SELECT id FROM disputes_matter WHERE sealed)"""
_ALL = (
    Declaration(
        "pledges",
        "campaigns.division",
        """
SELECT v.code AS place, v.code AS row_id, 1 AS base,
  (p.signed_on IS NOT NULL AND p.signed_on <= %(sign_by)s)::int AS numerator,
  (p.signed_on IS NOT NULL AND p.signed_on > %(sign_by)s)::int AS late
FROM campaigns_division v
LEFT JOIN campaigns_pledge p ON p.holder_id = v.code AND p.campaign_id = %(campaign)s
  AND p.status = 'signed' AND p.signed_on <= %(until)s AND p.signed_at < %(closes)s
WHERE v.code >= %(low)s AND v.code < %(high)s AND v.level IN (4, 5)
  AND (v.valid_to IS NULL OR v.valid_to > %(until)s)""",
        gap=("numerator", "late"),
    ),
    Declaration(
        "household_pledges",
        "households.household",
        f"""
WITH homes AS NOT MATERIALIZED (
  SELECT h.village_id AS place, h.id AS row_id, (p.id IS NOT NULL)::int AS signed
  FROM households_household h LEFT JOIN {PLEDGE} WHERE {PRESENT})
SELECT place, row_id, 1 AS base, signed AS numerator FROM homes
UNION ALL
-- A counted list names no household: it stands for as many as have not signed one by one.
SELECT c.village_id, NULL, 0, least(c.households, w.unsigned)::int
FROM campaigns_pledgecount c
JOIN LATERAL (SELECT count(*) FILTER (WHERE signed = 0) AS unsigned
  FROM homes WHERE homes.place = c.village_id HAVING count(*) > 0) w ON true
WHERE {COUNTED_LIST}""",
        counted=PLEDGED_HOMES,
    ),
    Declaration(
        "reporting",
        "households.expectedreport",
        """
SELECT e.village_id AS place, e.id AS row_id, 1 AS base,
  ((r.first_received_at <= p.village_due) IS TRUE)::int AS numerator,
  ((r.first_received_at > p.village_due) IS TRUE)::int AS late,
  (r.id IS NULL)::int AS missing,
  ((r.untrue_at < %(closes)s) IS TRUE)::int AS untrue,
  ((r.untrue_at < %(closes)s) IS NOT TRUE AND (r.kind = 'found' AND r.received_at < %(closes)s
    AND n.village_id IS NOT NULL) IS TRUE)::int AS corrected
FROM households_expectedreport e
JOIN households_reportingperiod p ON p.id = e.period_id AND p.campaign_id = %(campaign)s
  AND p.village_due < %(closes)s
LEFT JOIN households_zeroreport r ON r.period_id = e.period_id AND r.village_id = e.village_id
  AND r.is_live AND r.first_received_at < %(closes)s
  AND r.village_id >= %(low)s AND r.village_id < %(high)s
LEFT JOIN (SELECT DISTINCT period_id, village_id FROM households_zeroreport
  WHERE kind = 'nil' AND NOT is_live AND village_id >= %(low)s AND village_id < %(high)s) n
  ON n.period_id = e.period_id AND n.village_id = e.village_id
WHERE e.village_id >= %(low)s AND e.village_id < %(high)s
  AND (e.standing = 'owed' OR e.struck_at >= %(closes)s)""",
    ),
    Declaration(
        "screening",
        "households.villagescreening",
        """
SELECT s.village_id AS place, s.id AS row_id, s.expected AS base,
  (CASE WHEN s.filed_at < %(closes)s THEN s.screened ELSE 0 END) AS numerator
FROM households_villagescreening s
JOIN households_screeninground r ON r.id = s.round_id AND r.campaign_id = %(campaign)s
  AND r.kind = 'full' AND r.due < %(closes)s
WHERE s.village_id >= %(low)s AND s.village_id < %(high)s""",
    ),
    Declaration(
        "screening_rounds",
        "households.villagescreening",
        """
SELECT s.village_id AS place, s.id AS row_id, 1 AS base,
  ((s.filed_at <= r.due) IS TRUE)::int AS numerator,
  ((s.filed_at > r.due AND s.filed_at < %(closes)s) IS TRUE)::int AS late,
  ((s.filed_at < %(closes)s) IS NOT TRUE)::int AS missing
FROM households_villagescreening s
JOIN households_screeninground r ON r.id = s.round_id AND r.campaign_id = %(campaign)s
  AND r.kind = 'regular' AND r.due < %(closes)s
WHERE s.village_id >= %(low)s AND s.village_id < %(high)s""",
    ),
    Declaration(
        "family_files",
        "households.listedfamily",
        f"""
SELECT f.village_id AS place, f.id AS row_id, 1 AS base,
  (f.situation IS NOT NULL AND t.family_id IS NOT NULL AND k.two IS TRUE
    AND v.family_id IS NOT NULL AND f.recorded_at < %(closes)s)::int AS numerator
FROM households_listedfamily f
LEFT JOIN (SELECT DISTINCT family_id FROM households_tierdecision
  WHERE village_id >= %(low)s AND village_id < %(high)s AND decided_on <= %(until)s) t
  ON t.family_id = f.id
LEFT JOIN (SELECT family_id, min(person_id) < max(person_id) AS two FROM households_keeper
  WHERE village_id >= %(low)s AND village_id < %(high)s AND since <= %(until)s
  GROUP BY family_id) k ON k.family_id = f.id
LEFT JOIN (SELECT DISTINCT family_id FROM households_visit
  WHERE village_id >= %(low)s AND village_id < %(high)s AND visited_on <= %(until)s
    AND recorded_at < %(closes)s) v
  ON v.family_id = f.id
WHERE {LISTED_IN_PERIOD}""",
    ),
    Declaration(
        "keepers",
        "households.listedfamily",
        f"""
SELECT f.village_id AS place, f.id AS row_id, 1 AS base,
  (k.two IS TRUE AND f.recorded_at < %(closes)s)::int AS numerator
FROM households_listedfamily f
LEFT JOIN (SELECT family_id, min(person_id) < max(person_id) AS two FROM households_keeper
  WHERE village_id >= %(low)s AND village_id < %(high)s
    AND since <= %(until)s AND (until IS NULL OR until > %(until)s)
  GROUP BY family_id) k ON k.family_id = f.id
WHERE {LISTED_IN_PERIOD} AND (f.closed_on IS NULL OR f.closed_on > %(until)s)""",
    ),
    Declaration(
        "pairings",
        "households.listedfamily",
        f"""
SELECT f.village_id AS place, f.id AS row_id, 1 AS base,
  (p.household_id IS NOT NULL AND f.recorded_at < %(closes)s)::int AS numerator
FROM households_listedfamily f
LEFT JOIN (SELECT DISTINCT household_id FROM households_pairing
  WHERE village_id >= %(low)s AND village_id < %(high)s
    AND since <= %(until)s AND recorded_at < %(closes)s
    AND (ended_on IS NULL OR ended_on > %(until)s OR ended_at >= %(closes)s)) p
  ON p.household_id = f.household_id
WHERE {LISTED_IN_PERIOD} AND f.hardship AND (f.closed_on IS NULL OR f.closed_on > %(until)s)""",
    ),
    Declaration(
        "visits",
        "households.visitduty",
        """
SELECT y.village_id AS place, y.id AS row_id, 1 AS base,
  ((v.visited_on <= y.due_on) IS TRUE)::int AS numerator
FROM households_visitduty y
JOIN households_listedfamily f ON f.id = y.family_id
  AND (f.close_ground <> 'mistake' OR f.closed_on > %(until)s)
  AND f.village_id >= %(from)s AND f.village_id < %(to)s
LEFT JOIN households_visit v ON v.id = y.visit_id AND v.recorded_at < %(closes)s
  AND v.village_id >= %(from)s AND v.village_id < %(to)s
WHERE y.village_id >= %(low)s AND y.village_id < %(high)s
  AND (NOT y.dropped OR y.dropped_at >= %(closes)s)
  AND y.due_on BETWEEN %(start)s AND %(until)s""",
    ),
    Declaration(
        "mediated",
        "disputes.dispute",
        f"""
SELECT d.village_id AS place, d.id AS row_id, 1 AS base,
  (s.dispute_id IS NOT NULL)::int AS numerator
FROM disputes_dispute d
LEFT JOIN (SELECT DISTINCT dispute_id FROM disputes_mediationsession
  WHERE village_id >= %(low)s AND village_id < %(high)s AND held_on <= %(until)s
    AND recorded_at < %(closes)s) s
  ON s.dispute_id = d.id
WHERE {ACCEPTED_IN_PERIOD}""",
    ),
    Declaration(
        "mediation_success",
        "disputes.dispute",
        f"""
SELECT d.village_id AS place, d.id AS row_id, 1 AS base, (a.id IS NOT NULL)::int AS numerator
FROM disputes_dispute d
JOIN (SELECT DISTINCT dispute_id FROM disputes_mediationsession
  WHERE village_id >= %(low)s AND village_id < %(high)s AND held_on <= %(until)s
    AND recorded_at < %(closes)s) s
  ON s.dispute_id = d.id
LEFT JOIN disputes_agreement a ON a.dispute_id = d.id AND a.effective_on <= %(until)s
  AND a.effective_at < %(closes)s
  AND a.village_id >= %(from)s AND a.village_id < %(to)s
WHERE {ACCEPTED_IN_PERIOD}""",
    ),
    Declaration(
        "settled_in_village",
        "disputes.dispute",
        f"""
SELECT d.village_id AS place, d.id AS row_id, 1 AS base,
  (a.id IS NOT NULL AND (d.passed_up_on <= %(until)s AND d.passed_up_at < %(closes)s)
    IS NOT TRUE)::int AS numerator
FROM disputes_dispute d
LEFT JOIN disputes_agreement a ON a.dispute_id = d.id AND a.effective_on <= %(until)s
  AND a.effective_at < %(closes)s
  AND a.village_id >= %(from)s AND a.village_id < %(to)s
WHERE {ACCEPTED_IN_PERIOD}""",
    ),
    Declaration(
        "oral_registered",
        "disputes.agreement",
        f"""
SELECT a.village_id AS place, a.id AS row_id, 1 AS base,
  ((a.registered_at < %(closes)s AND a.effective_at < %(closes)s) IS TRUE)::int AS numerator
FROM disputes_agreement a
WHERE {AGREED} AND a.form = 'oral' AND a.agreed_on BETWEEN %(start)s AND %(until)s""",
    ),
    Declaration(
        "follow_ups",
        "disputes.agreement",
        f"""
SELECT a.village_id AS place, a.id AS row_id, 1 AS base,
  ((u.visited_on <= a.agreed_on + 30) IS TRUE)::int AS numerator
FROM disputes_agreement a
LEFT JOIN (SELECT dispute_id, min(visited_on) AS visited_on FROM disputes_followup
  WHERE village_id >= %(low)s AND village_id < %(high)s AND recorded_at < %(closes)s
  GROUP BY dispute_id) u
  ON u.dispute_id = a.dispute_id
WHERE {AGREED} AND a.agreed_on BETWEEN %(start)s AND %(until)s - 30""",
    ),
    Declaration(
        "award_batches",
        "households.awardnotice",
        """
SELECT n.place_id AS place, n.id AS row_id, 1 AS base,
  (p.notice_id IS NOT NULL AND b.id IS NULL)::int AS numerator,
  (p.notice_id IS NULL OR b.id IS NOT NULL)::int AS lacking
FROM households_awardnotice n
LEFT JOIN (SELECT DISTINCT notice_id FROM households_awardphoto
  WHERE place_id >= %(low)s AND place_id < %(high)s AND added_at < %(closes)s) p
  ON p.notice_id = n.id
LEFT JOIN (SELECT DISTINCT m.id FROM households_awardnotice m
  CROSS JOIN unnest(m.awards) AS listed(award_id)
  JOIN households_award w ON w.id = listed.award_id
  LEFT JOIN households_objection o ON o.award_id = w.id AND o.rank = m.rank
    AND o.received_on <= %(until)s AND (o.answered_on IS NULL OR o.answered_on > %(until)s)
  WHERE m.place_id >= %(low)s AND m.place_id < %(high)s
    AND (w.vote_on IS NULL OR o.id IS NOT NULL)) b ON b.id = n.id
WHERE n.place_id >= %(low)s AND n.place_id < %(high)s AND n.kind = 'list'
  AND n.given_at < %(closes)s AND n.until BETWEEN %(start)s AND %(until)s""",
    ),
    Declaration(
        "creation",
        "households.household",
        f"""
SELECT h.village_id AS place, h.id AS row_id, 1 AS base, (s.id IS NOT NULL)::int AS numerator
FROM households_household h LEFT JOIN {TITLE} WHERE {PRESENT}""",
    ),
    Declaration(
        "award_quality",
        "households.award",
        f"""
SELECT w.village_id AS place, w.id AS row_id,
  (c.award_id IS NOT NULL OR r.award_id IS NOT NULL OR {YEAR_OVER})::int AS base,
  (c.award_id IS NOT NULL AND r.award_id IS NULL)::int AS numerator,
  (c.award_id IS NULL AND {YEAR_OVER})::int AS unchecked,
  (r.award_id IS NOT NULL)::int AS unhandled
FROM households_award w
LEFT JOIN (SELECT DISTINCT award_id FROM households_awardcheck
  WHERE village_id >= %(low)s AND village_id < %(high)s
    AND checked_on BETWEEN %(start)s AND %(until)s AND recorded_at < %(closes)s
    AND (improve_by IS NULL OR improve_by >= %(until)s OR improved_on <= %(until)s)) c
  ON c.award_id = w.id
LEFT JOIN (SELECT DISTINCT award_id FROM households_awardrevocation
  WHERE village_id >= %(low)s AND village_id < %(high)s AND opened_on <= %(until)s - 60
    AND (decided_on IS NULL OR decided_on > %(until)s)) r ON r.award_id = w.id
WHERE w.village_id >= %(low)s AND w.village_id < %(high)s
  AND w.plated_on < make_date(extract(year FROM %(until)s::date)::int, 10, 1)
  AND (w.ended_on IS NULL OR w.ended_on > %(until)s OR w.ended_at >= %(closes)s)""",
    ),
    Declaration(
        "inspection_problems",
        "campaigns.finding",
        """
SELECT f.place_id AS place, f.id AS row_id, 1 AS base,
  (f.status = 'closed' AND f.ended_on <= %(until)s)::int AS numerator,
  coalesce(d.unrectified, 0)::int AS unrectified, coalesce(d.again, 0)::int AS again
FROM campaigns_finding f
JOIN campaigns_rectificationorder o ON o.id = f.order_id
LEFT JOIN (SELECT finding_id, count(*) FILTER (WHERE kind = 'unrectified') AS unrectified,
    count(*) FILTER (WHERE kind = 'again') AS again
  FROM campaigns_deduction WHERE is_live AND "on" BETWEEN %(start)s AND %(until)s
    AND place_id >= %(low)s AND place_id < %(high)s GROUP BY finding_id) d ON d.finding_id = f.id
WHERE f.place_id >= %(low)s AND f.place_id < %(high)s AND f.unit_id IS NULL
  AND f.status <> 'dropped' AND o.issued_on BETWEEN %(start)s AND %(until)s""",
    ),
    Declaration(
        "circulars",
        "campaigns.circular",
        """
SELECT e.division_id AS place, c.id AS row_id, 1 AS base,
  bool_or(e.side = 'praise')::int AS numerator,
  (bool_or(e.side = 'blame') AND c.level = 'county')::int AS blamed_county,
  (bool_or(e.side = 'blame') AND c.level = 'city')::int AS blamed_city,
  (bool_or(e.side = 'blame') AND c.level = 'province')::int AS blamed_province
FROM campaigns_circularentry e
JOIN campaigns_circular c ON c.id = e.circular_id
WHERE e.division_id >= %(low)s AND e.division_id < %(high)s AND c.status = 'issued'
  AND c.approved_at < %(closes)s AND c.issued_on BETWEEN %(start)s AND %(until)s
GROUP BY e.division_id, c.id, c.level""",
    ),
)

DECLARATIONS: Mapping[str, Declaration] = MappingProxyType(
    {d.key: d for d in (*_ALL, *YEAR, *PUBLICITY, *SURVEYS, *HANDLING)}
)
"""Every metric that is computed, by its key."""
