"""Rows of surveys (domain A6 2.1, 2.2, 6.1; A7 7.1): answers of the year's scored survey, once it
is closed and frozen. No list of answers stands behind them: a row is a place with its sums."""

from __future__ import annotations

from reports.metrics.declaration import Declaration


def asked(column: str, hit: str) -> str:
    """Answers to one question by place, of the year's scored survey once it is closed; a third
    party's survey counts by its uploaded figures instead."""
    scored = """JOIN campaigns_survey s ON s.id = a.survey_id AND s.campaign_id = %(campaign)s
    AND s.scored AND s.status = 'closed' AND s.closed_on <= %(until)s"""
    return f"""
SELECT place, place AS row_id, base, numerator FROM (
  SELECT a.place_id AS place, count(a.{column})::int AS base,
    (count(*) FILTER (WHERE {hit}))::int AS numerator
  FROM campaigns_surveyanswer a
  {scored} AND s.kind = 'own'
  WHERE a.place_id >= %(low)s AND a.place_id < %(high)s
  GROUP BY a.place_id
  UNION ALL
  SELECT a.place_id, a.valid, a.{column}
  FROM campaigns_outsideresult a
  {scored} AND s.kind = 'third'
  WHERE a.place_id >= %(low)s AND a.place_id < %(high)s AND a.taken_back_at IS NULL
    AND a.uploaded_at < %(closes)s) told
WHERE base > 0"""


ROWS = {
    "survey_aware": asked("aware", "a.aware"),
    "survey_took_part": asked("took_part", "a.took_part"),
    "survey_satisfied": asked("satisfied", "a.satisfied <= 2"),
    "survey_safe": asked("safe", "a.safe <= 2"),
}
SURVEYS = tuple(Declaration(key, "campaigns.division", rows) for key, rows in ROWS.items())
