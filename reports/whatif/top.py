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
from reports.sheet_rows import rules_of
from reports.whatif.offers import Todo, todo_of

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
    run = queries.newest_run(user, campaign.pk) if campaign else None
    if run is None or run.stage != ScoringRun.Stage.DRAFT:
        return None
    sheets = ScoreSheet.objects.visible_to(user).select_related("unit").prefetch_related("lines")
    sheet = sheets.filter(run=run, unit_id=unit.code).first()
    if sheet is None:
        return None
    things = things_of(todo_of(run, sheet, rules_of(run, sheet.level), user=user, today=today))
    if not things:
        return None
    url = reverse("reports:todo", args=[run.uid, unit.code])
    return Top(things[:FEW], len(things), url)


def things_of(todo: Todo) -> tuple[Thing, ...]:
    """The whole list in its order."""
    risks = (Thing(risk.words, risk.url, tier=risk.tier) for risk in todo.risks)
    offers = (Thing(offer.words, offer.url, points=offer.worth.all) for offer in todo.offers)
    return (*risks, *offers)
