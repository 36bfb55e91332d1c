"""Reads of a survey's sample: who is still to be asked, inside the reach."""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from typing import Any

from django.db.models import Count, Q

from accounts.acts import Act, may_somewhere
from accounts.models import User
from campaigns import draw_rule
from campaigns.draw_rule import Drawn
from campaigns.models import Survey, SurveyDraw
from households.models import SampledHousehold
from households.models.survey import SampledHouseholdQuerySet


def sampled(user: User, survey: Survey) -> SampledHouseholdQuerySet:
    """The sample of a survey inside the reach, those still waiting first. The village sees its
    door visits and codes; whom to ring is for those above it."""
    rows = SampledHousehold.objects.visible_to(user).filter(survey=survey)
    if not may_somewhere(user, Act.SURVEY_CALL):
        rows = rows.exclude(way=SampledHousehold.Way.PHONE)
    rows = rows.select_related("household", "village", "asked_by")
    return rows.order_by("-state", "village", "rank")


def counts(rows: SampledHouseholdQuerySet) -> dict[str, int]:
    """How many of each way, and how many were asked."""
    done = Q(state=SampledHousehold.State.DONE)
    found: dict[str, Any] = rows.order_by().aggregate(
        whole=Count("pk"),
        done=Count("pk", filter=done),
        missed=Count("pk", filter=Q(state=SampledHousehold.State.MISSED)),
        **{way.value: Count("pk", filter=Q(way=way)) for way in SampledHousehold.Way},
    )
    return found


def draw_text(user: User, survey: Survey) -> str:
    """What is handed to whoever checks the draw: seed, list, every household's key, and the sample
    as it is kept (templates/campaigns/draw/redraw.py.txt reads it). No name and no number."""
    kept = SurveyDraw.objects.visible_to(user).get(survey=survey)
    homes: dict[str, list[str]] = json.loads(zlib.decompress(bytes(kept.homes)))
    got: dict[str, list[str]] = defaultdict(list)
    rows = SampledHousehold.objects.visible_to(user).filter(survey=survey)
    for village, uid in rows.order_by("rank").values_list("village_id", "household__uid"):
        got[str(village)].append(str(uid))
    drawn = [Drawn(v, (), tuple(got[v])) for v in draw_rule.in_order(survey.seed, homes)]
    result = draw_rule.result_text(drawn)
    return draw_rule.export_text(kept.listed, survey.seed, homes, result)
