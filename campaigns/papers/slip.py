"""任务回报单: what a member unit gets on paper, with the code of its link, and a place to answer by
hand."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone

from accounts.drawing.official import Paper
from accounts.drawing.official import draw as draw_paper
from accounts.qr import png_of
from campaigns.models import TaskLink


def draw(link: TaskLink, address: str) -> bytes:
    """The slip as PDF."""
    day = timezone.localdate(link.issued_at)
    county = link.task.campaign.county.name
    paper = Paper(
        template="campaigns/papers/slip.html",
        context={"link": link, "task": link.task, "county": county, "day": day},
        name="任务回报单",
        title=["任务回报单"],
        author=county,
        day=day,
        pictures=(png_of(address),),
    )
    return draw_paper(paper, demo_mark=settings.DEMO_DATA)
