"""What hangs on zero reports, in every village of the cast, with canaries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from accounts.models import User
from households.models import Contradiction, Incident, ZeroReport

if TYPE_CHECKING:
    from tests.security.rows import Rows


def report_rows(rows: Rows, report: ZeroReport, worker: User) -> None:
    """An incident, and a question about a nil that was answered (so that the county sees it)."""
    code, now = report.village_id, timezone.now()
    incident = rows.make(
        Incident,
        code,
        village=report.village,
        kind="hazard",
        happened_on=timezone.localdate(),
        known_at=now,
        recorded_by=worker,
        recorded_at=now,
    )
    rows.by_noun["contradictions"][code] = rows.make(
        Contradiction,
        code,
        report=report,
        period=report.period,
        village=report.village,
        incident=incident,
        status="replied",
        asked_at=now,
        asked_by=worker,
        reply_by=timezone.localdate(),
        replied_at=now,
        replied_by=worker,
    )
