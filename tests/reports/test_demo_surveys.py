"""The demo's surveys: every state can be seen, and what is loaded in bulk equals the verb."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.db import transaction

from accounts import scope
from accounts.models import Trail
from campaigns.models import Interference, OutsideResult, Survey, SurveyAnswer, SurveyToken
from campaigns.queries import survey as queries
from campaigns.transitions import survey as verbs
from households.models import SampledHousehold
from households.transitions.survey import answer_for, draw_sample
from reports.demo import homes, surveys
from reports.demo.county import County
from tests.households.reporting import real_time
from tests.reports.demo import columns, made, on, shown_to_visitors


@pytest.mark.django_db
def test_every_state_is_there_and_bulk_is_what_the_verb_makes() -> None:
    county = made()
    shown_to_visitors(county)
    homes.households(county)
    # The database keeps its own clock, and so do the tokens of the second wall.
    with on(county.until), mock.patch.object(scope, "time", real_time):
        surveys.play(county)
        surveys.play(county)  # twice changes nothing
        assert Survey.objects.count() == 6
        states = set(Survey.objects.filter(kind="own").values_list("status", flat=True))
        assert states == set(Survey.Status.values)
        assert Survey.objects.get(kind="third").status == "closed"
        assert set(SampledHousehold.objects.values_list("state", flat=True)) == set(
            SampledHousehold.State.values
        )
        assert set(Interference.objects.values_list("status", flat=True)) == set(
            Interference.Status.values
        )
        assert OutsideResult.objects.counted().count() == len(county.townships)
        closed = Survey.objects.get(scored=True)
        lines = queries.results(closed, county.system)
        assert lines[0].place == county.division
        assert lines[0].cells[0].margin is not None
        assert any("样本过少" in line.note for line in lines)
        used = SurveyToken.objects.filter(batch__survey=closed, used=True).count()
        done = SampledHousehold.objects.filter(survey=closed, state="done").count()
        assert SurveyAnswer.objects.filter(survey=closed).count() == used + done
        fresh = verbs.plan_survey(
            county.campaign, kind="own", title="对照", starts_on=county.until - timedelta(days=30),
            ends_on=county.until, margin=100, by=county.officers["xianfulian"],
        )  # fmt: skip
        draw_sample(fresh, by=county.officers["xianfulian"])
        fresh = verbs.open_survey(fresh, by=county.officers["xianfulian"])
        _equal(county, fresh)


def _left(key: int) -> tuple[Any, ...]:
    """What asking a household leaves: its row, its trail, the one answer."""
    row = SampledHousehold.objects.get(pk=key)
    trail = Trail.objects.get(act="survey.ask", key=str(key))
    told = {k: v for k, v in columns(trail).items() if k not in ("at", "request_id")}
    return columns(row, also={"village_id", "household_id"}), told


def _equal(county: County, survey: Survey) -> None:
    """Households asked in bulk beside the same asked by the verb."""
    with transaction.atomic():
        surveys.fill(county, survey)
        done = list(SampledHousehold.objects.filter(survey=survey, state="done")[:3])
        loaded = [_left(one.pk) for one in done]
        answers = Counter(
            SurveyAnswer.objects.filter(survey=survey).values_list(
                "place_id", "aware", "took_part", "satisfied", "safe"
            )
        )
        transaction.set_rollback(True)
    for one, left in zip(done, loaded, strict=True):
        dice = county.dice("survey", one.pk)
        dice.random()
        said = surveys.said(dice, county.skill(one.village_id))
        assert one.asked_on is not None
        assert one.asked_by is not None
        with on(one.asked_on):
            answer_for(SampledHousehold.objects.get(pk=one.pk), said=said, by=one.asked_by)
        assert _left(one.pk) == left
    for answer in SurveyAnswer.objects.filter(survey=survey):
        assert answers[
            answer.place_id, answer.aware, answer.took_part, answer.satisfied, answer.safe
        ]
