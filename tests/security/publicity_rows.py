"""Rows of publicity of one unit: an activity, a training, a bulletin, an adopted paper."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from campaigns.models import (
    Achievement,
    Activity,
    Adoption,
    Bulletin,
    KeptFile,
    OccasionWindow,
    Trainee,
    Training,
)
from tests.cast import World

if TYPE_CHECKING:
    from tests.security.rows import Rows


def build(world: World, rows: Rows, code: int) -> None:
    """What one unit did in public; villages issue no bulletins."""
    unit, boss, now = world.divisions[code], world.system, timezone.now()
    day = timezone.localdate() - timedelta(days=3)
    mine = {"unit": unit, "day": day, "recorded_by": boss, "recorded_at": now}
    kept = {"place": unit, "medium": "photo", "data": b"canary", "size": 6, "pages": 1}
    activity = rows.make(Activity, code, kind="street", people=30, **mine)
    rows.by_noun["activities"][code] = activity
    rows.make(KeptFile, code, activity=activity, added_by=boss, added_at=now, **kept)
    training = rows.make(Training, code, **mine)
    rows.by_noun["trainings"][code] = training
    rows.make(Trainee, code, training=training, place=unit, came=True)
    paper = rows.make(Achievement, code, kind="paper", places="", **mine)
    rows.by_noun["achievements"][code] = paper
    adopted = rows.make(Adoption, code, paper=paper, level=0, **mine)
    rows.by_noun["adoptions"][code] = adopted
    rows.make(KeptFile, code, adoption=adopted, added_by=boss, added_at=now, **kept)
    if code % 10**6 == 0:
        OccasionWindow.objects.create(county=unit, before=7, after=7, set_by=boss, set_at=now)
    if code % 1000 == 0:
        written = {"unit": unit, "written_by": boss, "written_at": now, "withdraw_reason": ""}
        rows.make(Bulletin, code, **written)  # a draft, and no paper of anybody below
        rows.by_noun["bulletins"][code] = rows.make(
            Bulletin,
            code,
            **written,
            status="issued",
            year=day.year,
            number=1,
            total=1,
            issued_on=day,
            issued_by=boss,
        )
