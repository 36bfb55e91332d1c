"""The tier of a family in words, as it stood on a paper's day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from households.models import Tier


def tier_words(family: Any, day: date) -> str:
    """红·高 …, or 灰·未复核 once the review day has passed; family comes from papers.monthly's
    stays, with tier_then and due_then."""
    if family.due_then < day:
        return _("灰·未复核")
    return str(Tier(family.tier_then).label)
