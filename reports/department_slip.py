"""部门评分通知单: what a scoring department gets on paper: its lines, by when, and the code of its
link (features, wish 16)."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.utils import timezone

from accounts.drawing.official import Paper
from accounts.drawing.official import draw as draw_paper
from accounts.qr import png_of
from reports.models import DepartmentLink, ScoringRun
from reports.rules import Indicator


def draw(run: ScoringRun, link: DepartmentLink, lines: Sequence[Indicator], address: str) -> bytes:
    """The slip as PDF."""
    day = timezone.localdate(link.issued_at)
    county = run.county.name
    paper = Paper(
        template="reports/mark/slip.html",
        context={"link": link, "run": run, "lines": lines, "county": county, "day": day},
        name="部门评分通知单",
        title=["部门评分通知单"],
        author=county,
        day=day,
        pictures=(png_of(address),),
    )
    return draw_paper(paper, demo_mark=settings.DEMO_DATA)
