"""The tier of a family in words, as it stood on a paper's day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from campaigns.models import Division
from households.models import Tier
from households.models.scale import scale_of
from households.queries.scale import terms_at


def tier_words(family: Any, day: date) -> str:
    """红·高 …, or 灰·未复核 once the review day has passed, in the words of the scale the decision
    was made under; family comes from papers.stock's stays."""
    if family.due_then < day:
        return _("灰·未复核")
    return level_words(family.scale_then, family.tier_then)


def level_words(scale: int | None, code: str) -> str:
    """A colour's name in a version of the scale; the common name where that has not got it."""
    terms = scale_of(scale)
    return terms.level(code).label if terms.has(code) else str(Tier(code).label)


def levels_at(root: Division, day: date, used: set[str]) -> list[tuple[str, str]]:
    """(colour, name) of the scale in force, most urgent first, and of colours families still
    carry from a former version, so that the tiers always make up the whole."""
    scale = terms_at(root.code, day).scale
    return [
        (t.value, scale.level(t.value).label if scale.has(t.value) else str(t.label))
        for t in Tier
        if scale.has(t.value) or t.value in used
    ]
