"""Numbers of papers: word〔year〕number号, without gaps by county, year and word (domain F)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Max

from accounts import locks
from accounts.models import User
from campaigns.models import Division, IssuedNumber


def take(
    county: Division, *, word: str, day: date, title: str, noun: str, paper: UUID, by: User
) -> IssuedNumber:
    """The next number, for `paper`; a step inside the verb that issues it. Whoever issues under
    the same word waits here until the other's transaction ends: what is rolled back gives its
    number back, so that the row has no hole and no number twice."""
    locks.hold(f"number:{county.pk}:{word}:{day.year}")
    rows = IssuedNumber.objects.filter(county=county, word=word, year=day.year)
    last = rows.aggregate(most=Max("number"))["most"] or 0
    return IssuedNumber.objects.create(
        county=county,
        word=word,
        year=day.year,
        number=last + 1,
        title=title,
        noun=noun,
        paper=paper,
        given_on=day,
        by=by,
    )
