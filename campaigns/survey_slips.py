"""Slips with a code, eight on a sheet, to be cut: what the survey is, the square code, and the
address under it for whoever types it. Nothing on a slip says whose it is."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from accounts import qr
from accounts.drawing.fonts import Faces
from accounts.drawing.pool import Part
from accounts.templatetags.words import zh_date
from campaigns import drawn
from campaigns.models import Survey

ON_SHEET = 8
# A slip: the village it is for and the address on it.
Slip = tuple[str, str]


def paper(survey: Survey, slips: Sequence[Slip]) -> bytes:
    """The PDF of a printing; the tokens are on it and nowhere else."""
    return drawn.draw(
        lambda faces: parts(survey, slips, faces),
        css="slips.css",
        name=survey.title,
        author=survey.county.name,
        day=timezone.localdate(),
    )


def parts(survey: Survey, slips: Sequence[Slip], faces: Faces) -> list[Part]:
    """A part for each sheet."""
    out = []
    for first in range(0, len(slips), ON_SHEET):
        some = slips[first : first + ON_SHEET]
        context: dict[str, object] = {
            "slips": [
                {
                    "picture": f"anjia:picture/{n}",
                    "address": address.split("://")[-1],
                    "village": village,
                }
                for n, (village, address) in enumerate(some)
            ],
            "survey": survey,
            "until": zh_date(survey.ends_on),
        }
        html = drawn.html("campaigns/survey/slips.html", context)
        pictures = tuple(qr.png_of(address) for _village, address in some)
        out.append(Part(f"第{first // ON_SHEET + 1}张", html, len(html), pictures=pictures))
    return out
