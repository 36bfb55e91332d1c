"""部门评分通知单: what a scoring department gets on paper: its lines, by when, and the code of its
link (features, wish 16)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from accounts.drawing.slip import draw_slip
from reports.models import DepartmentLink, ScoringRun
from reports.rules import Indicator


def draw(run: ScoringRun, link: DepartmentLink, lines: Sequence[Indicator], address: str) -> bytes:
    """The slip as PDF."""
    return draw_slip(
        "reports/mark/slip.html",
        "部门评分通知单",
        author=run.county.name,
        day=timezone.localdate(link.issued_at),
        context={"link": link, "run": run, "lines": lines},
        address=address,
    )
