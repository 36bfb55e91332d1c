"""Rows of surveys: a county's running survey with a slip for each village, and a word about it."""

from __future__ import annotations

import zlib
from datetime import date, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING

from django.utils import timezone

from accounts import links
from campaigns.models import (
    Interference,
    OutsideResult,
    Rate,
    Survey,
    SurveyAnswer,
    SurveyDraw,
    SurveyQuestion,
    SurveyStratum,
    SurveyToken,
    TokenBatch,
)
from campaigns.transitions.survey import WORDINGS
from campaigns.transitions.survey_answer import PURPOSE
from households.models import SampledHousehold
from tests.cast import World

if TYPE_CHECKING:
    from tests.security.rows import Rows


def build(world: World, rows: Rows, code: int, villages: list[int]) -> None:
    """A county's survey that takes answers, its villages' samples and slips, a word about it."""
    unit, by, now = world.divisions[code], world.system, timezone.now()
    today = timezone.localdate()
    survey = rows.make(
        Survey, code, campaign=rows.by_noun["campaigns"][code], county=unit, kind="own",
        starts_on=today - timedelta(days=2), ends_on=today + timedelta(days=9), seed="seed",
        status="open", drawn_at=now, planned_by=by, planned_at=now, cancel_words="",
        title="群众满意度调查",  # what a slip tells everybody is no secret
    )  # fmt: skip
    rows.by_noun["surveys"][code] = survey
    rows.make(SurveyDraw, code, survey=survey, county=unit, homes=zlib.compress(b"{}"))
    for rate in Rate:
        rows.make(
            SurveyQuestion, code, survey=survey, county=unit, rate=rate, wording=WORDINGS[rate],
            worded_by=by, worded_at=now,
        )  # fmt: skip
    rows.make(Interference, code, survey=survey, county=unit, told_on=date(2026, 1, 5), handling="")
    for village in villages:
        _village(world, rows, village, survey)


def _village(world: World, rows: Rows, code: int, survey: Survey) -> None:
    place, by, now = world.divisions[code], world.system, timezone.now()
    SurveyStratum.objects.create(survey=survey, village=place, households=5, drawn=3, codes=2)
    rows.by_noun["sampled"][code] = rows.make(
        SampledHousehold, code, survey=survey, village=place,
        household=rows.by_noun["households"][code], rank=1, way="door",
    )  # fmt: skip
    rows.make(
        OutsideResult, code, survey=survey, place=place, drawn=9, valid=8, aware=7, took_part=6,
        satisfied=5, safe=4, uploaded_by=by, uploaded_at=now,
    )  # fmt: skip
    SurveyAnswer.objects.create(survey=survey, place=place, aware=True, satisfied=2)
    batch = TokenBatch.objects.create(
        survey=survey, village=place, count=1, printed_by=by, printed_at=now
    )
    token = links.new_token()
    SurveyToken.objects.create(
        batch=batch, village=place, token_hash=links.token_hash(PURPOSE, token)
    )
    rows.by_noun["survey_slips"][code] = SimpleNamespace(pk=token)
