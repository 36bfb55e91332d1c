"""Metrics that count the same records, read in one pass when a run wants them all: homes are by far
the most records there are, and each pass over them costs as much as all other metrics together.

Nothing is declared anew: the conditions are those of the declarations, and tests hold both ways to
the same counts and the same keys.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from reports.metrics.declarations import COUNTED_LIST, PLEDGE, PRESENT, TITLE


@dataclass(frozen=True)
class Together:
    """keys: the metrics read together; lists: one row for each place and for all that its records
    count: the place, the columns of each metric in turn (NULL where a row is not one of its
    records), how many records, their keys."""

    keys: tuple[str, ...]
    lists: str


HOMES = Together(
    ("creation", "household_pledges"),
    f"""
WITH lists AS (
  SELECT place, titled, signed, count(*) AS size, array_agg(id ORDER BY id)::text AS found
  FROM (
    SELECT h.village_id AS place, h.id, (s.id IS NOT NULL)::int AS titled,
      (p.id IS NOT NULL)::int AS signed
    FROM households_household h LEFT JOIN {TITLE} LEFT JOIN {PLEDGE} WHERE {PRESENT}) homes
  GROUP BY place, titled, signed)
SELECT place, 1, titled, 1, signed, size, found FROM lists
UNION ALL
SELECT c.village_id, NULL, NULL, 0, least(c.households, w.unsigned)::int, 1, '{{NULL}}'
FROM campaigns_pledgecount c
JOIN (SELECT place, coalesce(sum(size) FILTER (WHERE signed = 0), 0) AS unsigned
  FROM lists GROUP BY place) w ON w.place = c.village_id
WHERE {COUNTED_LIST}
ORDER BY 1, 3, 5""",
)
TOGETHER = (HOMES,)


def grouped(metrics: Collection[str]) -> tuple[tuple[Together, ...], tuple[str, ...]]:
    """What of these metrics is read together, and the others, each in a fixed order."""
    groups = tuple(group for group in TOGETHER if set(group.keys) <= set(metrics))
    taken = {key for group in groups for key in group.keys}
    return groups, tuple(sorted(set(metrics) - taken))
