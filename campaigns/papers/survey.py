"""满意度调查结果 on paper (domain J2): what was asked, how many, each rate with its margin.
Drawn from the frozen rows of a closed survey, as far as the reader's area goes."""

from __future__ import annotations

from django.conf import settings

from accounts.drawing.breaking import broken
from accounts.drawing.official import Paper, draw
from accounts.models import User
from campaigns.models import Interference, Rate, Survey
from campaigns.queries import survey as queries


def result_pdf(row: Survey, user: User) -> bytes:
    """The sheet; what was told of interference is counted for those who may read it, and else is
    not mentioned."""
    assert row.closed_on is not None  # the view lets only closed ones through
    told = queries.interferences(user).filter(survey=row)
    found = told.filter(status=Interference.Status.FOUND).count()
    lines = queries.results(row, user)
    paper = Paper(
        template="campaigns/papers/survey.html",
        context={
            "row": row,
            "lines": lines,
            "noted": any(line.note for line in lines),
            "questions": queries.questions(row),
            "rates": list(Rate),
            "wanted": f"{row.margin / 10:g}",
            "formula": queries.FORMULA,
            "surveyors": queries.surveyors(row, user),
            "told": told.count(),
            "found": found,
        },
        name=row.title,
        title=broken(f"{row.title}结果"),
        author=row.county.name,
        day=row.closed_on,
    )
    return draw(paper, demo_mark=settings.DEMO_DATA)
