"""Metrics of the organisation and the year's calendar (domain A6 1.2–1.4, A7 1.3): meetings held,
papers handed in, somebody in charge and money for it. Parameters as in declarations."""

from __future__ import annotations

from reports.metrics.declaration import YEAR_OVER, Declaration, by_item

# Whole months of the year that have ended by the last day; 12 once the year's data are closed.
MONTHS = f"""(CASE WHEN {YEAR_OVER} THEN 12 ELSE
  (extract(year FROM %(until)s::date + 1) - extract(year FROM %(start)s::date)) * 12
  + extract(month FROM %(until)s::date + 1) - 1 END)::int"""
# Units of one level that have not been given up.
UNITS = """v.code >= %(low)s AND v.code < %(high)s
  AND (v.valid_to IS NULL OR v.valid_to > %(until)s)"""

# What was told before the closing: how many meetings a group owes, and the day of a duty.
MEETINGS = """CASE WHEN g.meetings_at >= %(closes)s THEN g.meetings_before
  ELSE g.meetings_a_year END"""
DUE_ON = """CASE WHEN d.moved_at >= %(closes)s THEN d.due_before ELSE d.due_on END"""

YEAR = (
    Declaration(
        "group_meetings",
        "campaigns.division",
        f"""
SELECT v.code AS place, v.code AS row_id, v.owed AS base,
  least(coalesce(m.filed, 0), v.owed) AS numerator,
  least(coalesce(m.held, 0), v.owed) - least(coalesce(m.filed, 0), v.owed) AS unfiled,
  v.owed - least(coalesce(m.held, 0), v.owed) AS missing
FROM (SELECT v.code, greatest(max({MEETINGS}), 2) * {MONTHS} / 12 AS owed
  FROM campaigns_division v
  LEFT JOIN campaigns_leadinggroup g ON g.place_id = v.code AND g.set_up_on <= %(until)s
    AND (g.ended_on IS NULL OR g.ended_on > %(until)s OR g.ended_at >= %(closes)s)
  WHERE {UNITS} AND v.level = 4 GROUP BY v.code) v
LEFT JOIN (SELECT m.place_id, count(*) AS held, count(f.meeting_id) AS filed
  FROM campaigns_meeting m
  LEFT JOIN (SELECT DISTINCT meeting_id FROM campaigns_keptfile
    WHERE meeting_id IS NOT NULL AND taken_back_at IS NULL AND added_at < %(closes)s
      AND place_id >= %(low)s AND place_id < %(high)s) f ON f.meeting_id = m.id
  WHERE m.held_on BETWEEN %(start)s AND %(until)s AND m.taken_back_at IS NULL
    AND m.recorded_at < %(closes)s AND m.place_id >= %(low)s AND m.place_id < %(high)s
  GROUP BY m.place_id) m ON m.place_id = v.code""",
        gap=("numerator", "unfiled"),
    ),
    Declaration(
        "councils",
        "campaigns.meeting",
        by_item(
            "councils",
            f"""
SELECT v.code AS place, coalesce(m.row_id, 0) AS row_id, 1 AS base,
  (m.row_id IS NOT NULL)::int AS numerator, 'q' || q AS item
FROM campaigns_division v
CROSS JOIN generate_series(1, 4) q
LEFT JOIN (SELECT place_id, extract(quarter FROM held_on) AS quarter, min(id) AS row_id
  FROM campaigns_meeting
  WHERE held_on BETWEEN %(start)s AND %(until)s AND taken_back_at IS NULL AND kind = 'council'
    AND recorded_at < %(closes)s AND place_id >= %(low)s AND place_id < %(high)s
  GROUP BY place_id, extract(quarter FROM held_on)) m ON m.place_id = v.code AND m.quarter = q
WHERE {UNITS} AND v.level = 5 AND q <= {MONTHS} / 3""",
        ),
    ),
    Declaration(
        "year_papers",
        "campaigns.duty",
        by_item(
            "year_papers",
            f"""
SELECT v.code AS place, d.id AS row_id, 1 AS base, d.kind AS item,
  ((k.at AT TIME ZONE 'Asia/Shanghai')::date <= d.due IS TRUE)::int AS numerator,
  ((k.at AT TIME ZONE 'Asia/Shanghai')::date > d.due IS TRUE)::int AS late,
  (k.id IS NULL)::int AS missing
FROM (SELECT d.*, {DUE_ON} AS due FROM campaigns_duty d
  JOIN campaigns_campaign c ON c.id = d.campaign_id
  WHERE d.campaign_id = %(campaign)s AND d.level = 4 AND d.kind <> 'other'
    AND (d.added_at >= %(closes)s) IS NOT TRUE
    -- Those lifted when the year was opened had passed by then: nobody ever owed them.
    AND (d.lifted_at IS NULL OR d.lifted_at >= %(closes)s AND d.lifted_at > c.opened_at)) d
JOIN campaigns_division v ON {UNITS} AND v.level = 4
LEFT JOIN campaigns_dutymark k ON k.duty_id = d.id AND k.place_id = v.code
  AND k.taken_back_at IS NULL AND k.at < %(closes)s
WHERE d.due <= %(until)s AND k.kind IS DISTINCT FROM 'lifted'""",
        ),
        gap=("numerator", "late"),
    ),
    Declaration(
        "lead_and_fund",
        "campaigns.division",
        by_item(
            "lead_and_fund",
            f"""
SELECT v.code AS place, v.code AS row_id, 1 AS base, item,
  CASE item WHEN 'person' THEN s.place_id IS NOT NULL ELSE f.place_id IS NOT NULL END::int
    AS numerator
FROM campaigns_division v
CROSS JOIN (VALUES ('person'), ('budget')) AS two(item)
LEFT JOIN (SELECT DISTINCT place_id FROM campaigns_seat
  WHERE group_id IS NOT NULL AND post = 'head' AND since <= %(until)s
    AND (until IS NULL OR until >= %(until)s OR ended_at >= %(closes)s) AND recorded_at < %(closes)s
    AND place_id >= %(low)s AND place_id < %(high)s) s ON s.place_id = v.code
LEFT JOIN campaigns_fund f ON f.place_id = v.code AND f.campaign_id = %(campaign)s
  AND f.planned > 0 AND f.decided_on <= %(until)s AND f.recorded_at < %(closes)s
WHERE {UNITS} AND v.level = 4""",
        ),
    ),
)
