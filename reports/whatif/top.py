"""The three things a village or township does best now: families at risk first, then what gains
most points; for its home page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse

from accounts.models import User
from accounts.roles import CASE_ROLES
from campaigns.models import Campaign, Level
from reports import queries
from reports.models import ScoreSheet, ScoringRun
from reports.whatif.keeping import gains_of
from reports.whatif.offers import seen_of, visits_of

FEW = 3


@dataclass(frozen=True, slots=True)
class Thing:
    """What to do; tier: of the families it is for, "" where it is done for the score; points: what
    it gains, None where nobody counts."""

    words: str
    url: str
    tier: str = ""
    points: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Top:
    """The first few things, how many there are, and where all of them stand."""

    things: tuple[Thing, ...]
    total: int
    url: str


def top_of(user: User, today: date) -> Top | None:
    """What her own unit does first, by the newest draft of the year; None for the offices above,
    before anything was computed and once the result is signed."""
    posting = user.main_posting
    if posting is None or posting.division.level not in (Level.TOWNSHIP, Level.VILLAGE):
        return None
    if not user.roles_today() & CASE_ROLES:
        return None
    unit = posting.division
    campaign = Campaign.objects.for_place(unit.code).order_by("-year").first()
    run = queries.newest_run(user, campaign.pk, alone=True) if campaign else None
    if run is None or run.stage != ScoringRun.Stage.DRAFT:
        return None
    sheets = ScoreSheet.objects.visible_to(user).select_related("unit")
    sheet = sheets.filter(run=run, unit_id=unit.code).first()
    if sheet is None:
        return None
    spans = seen_of(sheet, user)
    risks, _ahead = visits_of(spans, today, run.campaign.data_closes_on, user)
    things = [Thing(risk.words, risk.url, tier=risk.tier) for risk in risks]
    gains = gains_of(run, sheet, spans, user=user, today=today)
    things += [Thing(words, url, points=points) for words, url, points in gains]
    if not things:
        return None
    url = reverse("reports:todo", args=[run.uid, unit.code])
    return Top(tuple(things[:FEW]), len(things), url)
