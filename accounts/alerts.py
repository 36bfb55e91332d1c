"""What the audit administrator is told of: somebody who looks at or takes out very much, and
exports in the night (reliability B5). Computed when asked, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from accounts.models import User
from accounts.queries import AUDIT_ONLY

LOOK_BACK = timedelta(hours=24)
NIGHT_FROM, NIGHT_UNTIL = 22, 6

# Every record somebody was shown or took out, once per hour window; windows begin every half
# hour, so that use across the full hour does not fall between two of them.
HEAVY = """
SELECT u.name, u.username, w.starts, count(DISTINCT (s.noun, s.key)) AS records
FROM (
  SELECT by_id, at, noun, unnest(keys) AS key FROM accounts_reading
   WHERE at >= %(since)s AND place >= %(low)s AND place < %(high)s
  UNION ALL
  SELECT by_id, at, noun, unnest(keys) AS key FROM accounts_export
   WHERE at >= %(since)s AND place >= %(low)s AND place < %(high)s
) s
CROSS JOIN LATERAL (VALUES
  (date_bin('1 hour', s.at, timestamptz '2000-01-01 00:00:00+08')),
  (date_bin('1 hour', s.at, timestamptz '2000-01-01 00:30:00+08'))
) w (starts)
JOIN accounts_user u ON u.id = s.by_id
GROUP BY u.id, u.name, u.username, w.starts
HAVING count(DISTINCT (s.noun, s.key)) > %(most)s
ORDER BY w.starts DESC, records DESC
"""
NIGHT = """
SELECT u.name, u.username, e.at, e.rows
FROM accounts_export e JOIN accounts_user u ON u.id = e.by_id
WHERE e.personal AND e.at >= %(since)s AND e.place >= %(low)s AND e.place < %(high)s
  AND (extract(hour FROM e.at AT TIME ZONE 'Asia/Shanghai') >= %(from)s
    OR extract(hour FROM e.at AT TIME ZONE 'Asia/Shanghai') < %(until)s)
ORDER BY e.at DESC
"""


@dataclass(frozen=True)
class Alert:
    """kind: heavy (records within the hour from `at`) or night (an export of so many rows)."""

    kind: str
    person: str
    username: str
    at: datetime
    records: int


def heavy_use(admin: User, now: datetime | None = None) -> list[Alert]:
    """The alerts of the last day in the audit administrator's county, the busiest hour of each
    person once; two queries."""
    since = (now or timezone.now()) - LOOK_BACK
    found: dict[str, Alert] = {}
    nights: list[Alert] = []
    for low, high in admin.spans_of(AUDIT_ONLY):
        values: dict[str, datetime | int] = {
            "since": since,
            "low": low,
            "high": high,
            "most": settings.HEAVY_USE_PER_HOUR,
            "from": NIGHT_FROM,
            "until": NIGHT_UNTIL,
        }
        with connection.cursor() as cursor:
            cursor.execute(HEAVY, values)
            for name, username, at, records in cursor.fetchall():
                known = found.get(username)
                if known is None or records > known.records:
                    found[username] = Alert("heavy", name, username, at, records)
            cursor.execute(NIGHT, values)
            nights += [Alert("night", *row) for row in cursor.fetchall()]
    return [*sorted(found.values(), key=lambda a: -a.records), *nights]
