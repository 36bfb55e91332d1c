"""Rows of hazards, of what came from outside, of reviewed dossiers, of rights matters and of what
was passed up (domain A6 3.6, 4.3, 4.6; A7 3.5, 4.4). A sealed file or matter counts nowhere: a
figure would tell that there is one (reliability C6); therefore 4.5 of RC1, which is about such
files alone, stays with the reviewers."""

from __future__ import annotations

from reports.metrics.declaration import Declaration

OPEN_MATTER = "NOT IN (SELECT id FROM disputes_matter WHERE sealed)"

HAZARDS = """
SELECT place, row_id, 1 AS base, met::int AS numerator, (NOT met)::int AS unmet
FROM (
  SELECT z.village_id AS place, z.id AS row_id,
    (z.filed_at <= z.known_at + interval '2 hours' AND c.first_call <= z.known_at
      + interval '2 hours' AND z.written_at <= z.known_at + interval '24 hours') IS TRUE AS met
  FROM households_hazard z
  LEFT JOIN households_listedfamily f ON f.id = z.family_id
  LEFT JOIN (SELECT hazard_id, min(called_at) AS first_call FROM households_hazardcall
    WHERE village_id >= %(low)s AND village_id < %(high)s AND recorded_at < %(closes)s
    GROUP BY hazard_id) c
    ON c.hazard_id = z.id
  WHERE z.village_id >= %(low)s AND z.village_id < %(high)s
    AND (z.ending <> 'mistake' OR z.ended_at >= %(closes)s)
    AND z.opened_at < %(closes)s AND f.sealed IS NOT TRUE
    AND z.known_at >= %(start)s::timestamp AT TIME ZONE 'Asia/Shanghai'
    AND z.known_at + interval '24 hours' < %(closes)s) known"""

# A call for help never counts against the village of who called: neither 12338 nor a visit is here.
FIRST_KNOWN = """
SELECT i.village_id AS place, i.id AS row_id, 1 AS base,
  (i.kind IN ('hazard', 'grave'))::int AS numerator,
  (i.kind IN ('police', 'court', 'department'))::int AS outside
FROM households_incident i
WHERE i.village_id >= %(low)s AND i.village_id < %(high)s AND NOT i.sealed
  AND i.kind IN ('hazard', 'grave', 'police', 'court', 'department')
  AND i.happened_on BETWEEN %(start)s AND %(until)s AND i.recorded_at < %(closes)s"""

DOSSIERS = f"""
SELECT q.village_id AS place, q.id AS row_id, 1 AS base,
  (q.status = 'passed' AND coalesce(q.again_on, q.reviewed_on) <= %(until)s)::int AS numerator
FROM disputes_qualityreview q
WHERE q.village_id >= %(low)s AND q.village_id < %(high)s AND q.status <> 'drawn'
  AND q.reviewed_on BETWEEN %(start)s AND %(until)s AND q.matter_id {OPEN_MATTER}"""

# Days from acceptance: disputes.clocks.rights (信访工作条例 art. 34).
# An extension told after the closing puts nothing off.
DECIDE_BY = """(r.accepted_on + 60
  + CASE WHEN r.more_at >= %(closes)s THEN 0 ELSE r.more_days END)"""
RIGHTS = f"""
SELECT m.unit_id AS place, r.id AS row_id, 1 AS base,
  ((r.answered_on <= {DECIDE_BY} AND r.answered_at < %(closes)s) IS TRUE)::int AS numerator
FROM disputes_rightsmatter r
JOIN disputes_matter m ON m.id = r.matter_id AND NOT m.sealed
WHERE m.unit_id >= %(low)s AND m.unit_id < %(high)s
  AND (r.status <> 'moved' OR r.moved_at >= %(closes)s)
  AND {DECIDE_BY} BETWEEN %(start)s AND %(until)s"""

PASSED_UP = f"""
SELECT d.village_id AS place, d.id AS row_id, 1 AS base,
  (d.passed_up_on <= d.taken_in_on + 3 AND d.passed_up_at < %(closes)s)::int AS numerator
FROM disputes_dispute d
WHERE d.village_id >= %(low)s AND d.village_id < %(high)s
  AND d.passed_up_on BETWEEN %(start)s AND %(until)s AND d.matter_id {OPEN_MATTER}"""

HANDLING = (
    Declaration("hazards", "households.hazard", HAZARDS),
    Declaration("first_known", "households.incident", FIRST_KNOWN),
    Declaration("dossier_quality", "disputes.qualityreview", DOSSIERS),
    Declaration("rights_decided", "disputes.rightsmatter", RIGHTS),
    Declaration("passed_up", "disputes.dispute", PASSED_UP),
)
