"""Rows of publicity, training, bulletins and papers (domain A6 1.5, 2.3, 2.4, bonus; A7 2.2).
Each fact counts once: a fixed date once a unit, a person once a year, a bulletin or a paper once
however many bodies adopted it. Contests are in the list of activities of the year; no rubric
scores them."""

from __future__ import annotations

from reports.metrics.declaration import Declaration, by_item

# The days a county gives after a fixed date; 7 until it decides (campaigns.models.activity).
AFTER = """coalesce((SELECT w.after FROM campaigns_occasionwindow w
  JOIN campaigns_campaign c ON c.county_id = w.county_id AND c.id = %(campaign)s
  WHERE w.set_at < %(closes)s ORDER BY w.set_at DESC, w.id DESC LIMIT 1), 7)"""

DATES = f"""
SELECT v.code AS place, coalesce(a.row_id, 0) AS row_id, 1 AS base, o.item,
  (a.proved IS TRUE)::int AS numerator,
  (a.proved IS FALSE)::int AS unproved,
  (a.row_id IS NULL)::int AS missing
FROM campaigns_division v
CROSS JOIN (VALUES ('0308', 3, 8, 'women_day'), ('0515', 5, 15, 'family_day'),
  ('0626', 6, 26, 'drug_day'), ('1125', 11, 25, 'peace_day')) AS o(code, month, day, item)
LEFT JOIN (
  SELECT unit_id, occasion, bool_or(proved) AS proved,
    (array_agg(id ORDER BY proved DESC, id))[1] AS row_id
  FROM (
    SELECT a.id, a.unit_id, a.occasion, EXISTS (
      SELECT FROM campaigns_keptfile f WHERE f.activity_id = a.id AND f.taken_back_at IS NULL
        AND f.added_at < %(closes)s
    ) AS proved
    FROM campaigns_activity a
    WHERE a.unit_id >= %(low)s AND a.unit_id < %(high)s AND a.taken_back_at IS NULL
      AND a.recorded_at < %(closes)s AND a.occasion <> ''
      AND a.day BETWEEN %(start)s AND %(until)s) held
  GROUP BY unit_id, occasion) a ON a.unit_id = v.code AND a.occasion = o.code
WHERE v.code >= %(low)s AND v.code < %(high)s AND v.level IN (4, 5)
  AND (v.valid_to IS NULL OR v.valid_to > %(until)s)
  AND make_date(extract(year FROM %(start)s::date)::int, o.month, o.day) + {AFTER}
    <= %(until)s::date"""

# Grouped over the whole county before the span is applied: somebody who has changed her village
# is one person in every narrower list too.
TRAINED = """
SELECT place, row_id, base, numerator FROM (
  SELECT (array_agg(t.place_id ORDER BY g.day DESC, t.id DESC))[1] AS place,
    max(t.id) AS row_id, 1 AS base, bool_or(t.came)::int AS numerator
  FROM campaigns_trainee t
  JOIN campaigns_training g ON g.id = t.training_id AND g.taken_back_at IS NULL
    AND g.day BETWEEN %(start)s AND %(until)s AND g.recorded_at < %(closes)s
  JOIN campaigns_campaign c ON c.id = %(campaign)s
  JOIN campaigns_division k ON k.code = c.county_id
    AND t.place_id >= k.code AND t.place_id < k."end"
  GROUP BY t.person_id, CASE WHEN t.person_id IS NULL THEN t.place_id END,
    CASE WHEN t.person_id IS NULL THEN t.name END) people
WHERE place >= %(low)s AND place < %(high)s"""

BULLETINS = """
SELECT b.unit_id AS place, b.id AS row_id, 1 AS base, (d.bulletin_id IS NOT NULL)::int AS numerator
FROM campaigns_bulletin b
LEFT JOIN (SELECT DISTINCT bulletin_id FROM campaigns_adoption
  WHERE unit_id >= %(low)s AND unit_id < %(high)s AND taken_back_at IS NULL
    AND day <= %(until)s AND recorded_at < %(closes)s AND bulletin_id IS NOT NULL) d
  ON d.bulletin_id = b.id
WHERE b.unit_id >= %(low)s AND b.unit_id < %(high)s AND b.status = 'issued'
  AND b.written_at < %(closes)s AND b.issued_on BETWEEN %(start)s AND %(until)s"""

PAPERS = """
SELECT p.unit_id AS place, p.id AS row_id, 1 AS base, (d.paper_id IS NOT NULL)::int AS numerator,
  (d.highest IS NOT NULL AND d.highest <= 2)::int AS city
FROM campaigns_achievement p
LEFT JOIN (SELECT paper_id, min(level) AS highest FROM campaigns_adoption
  WHERE unit_id >= %(low)s AND unit_id < %(high)s AND taken_back_at IS NULL
    AND day <= %(until)s AND recorded_at < %(closes)s AND paper_id IS NOT NULL
  GROUP BY paper_id) d ON d.paper_id = p.id
WHERE p.unit_id >= %(low)s AND p.unit_id < %(high)s AND p.kind = 'paper'
  AND p.taken_back_at IS NULL AND p.recorded_at < %(closes)s
  AND p.day BETWEEN %(start)s AND %(until)s"""

PUBLICITY = (
    Declaration("publicity_dates", "campaigns.activity", by_item("publicity_dates", DATES)),
    Declaration("training", "campaigns.trainee", TRAINED),
    Declaration("bulletins_adopted", "campaigns.bulletin", BULLETINS),
    Declaration("papers_adopted", "campaigns.achievement", PAPERS),
)
