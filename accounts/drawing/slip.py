"""Plain papers of one page or two: a name over what a template says, the body whose paper it is, a
day, and where somebody answers by a link its square code."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings

from accounts.drawing.official import Paper, draw
from accounts.qr import png_of


def draw_slip(
    template: str, name: str, *, author: str, day: date, context: dict[str, Any], address: str = ""
) -> bytes:
    """The paper as PDF. author: the county, which the template knows as `county` beside `day`;
    address: where its square code leads, "" without one."""
    paper = Paper(
        template=template,
        context={"county": author, "day": day} | context,
        name=name,
        title=[name],
        author=author,
        day=day,
        pictures=(png_of(address),) if address else (),
    )
    return draw(paper, demo_mark=settings.DEMO_DATA)
