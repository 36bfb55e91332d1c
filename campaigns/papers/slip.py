"""任务回报单: what a member unit gets on paper, with the code of its link, and a place to answer by
hand."""

from __future__ import annotations

from django.utils import timezone

from accounts.drawing.slip import draw_slip
from campaigns.models import TaskLink


def draw(link: TaskLink, address: str) -> bytes:
    """The slip as PDF."""
    return draw_slip(
        "campaigns/papers/slip.html",
        "任务回报单",
        author=link.task.campaign.county.name,
        day=timezone.localdate(link.issued_at),
        context={"link": link, "task": link.task},
        address=address,
    )
