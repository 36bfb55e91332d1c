"""Reads of the page of the year: the plan as its reader may see it, the phases as a line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.reach import inside
from accounts.templatetags.words import zh_day
from campaigns.models import Campaign, Phase, Plan


def plan_of(user: User, campaign: Campaign) -> Plan | None:
    """The plan as this reader may see it: a draft only by those who work for the county."""
    plan = Plan.objects.visible_to(user).filter(campaign=campaign).first()
    if plan is None or plan.is_issued:
        return plan
    return plan if inside(user.area_spans, campaign.county_id) else None


@dataclass(frozen=True)
class Step:
    """A phase as a step of the line: state done, now or later."""

    label: str
    note: str
    state: str


def steps_of(phases: list[Phase], today: date) -> list[Step]:
    """The phases as a line."""
    out = []
    for phase in phases:
        state = "done" if phase.until < today else "now" if phase.since <= today else "later"
        note = _("%(a)s至%(b)s") % {"a": zh_day(phase.since), "b": zh_day(phase.until)}
        out.append(Step(phase.name, note, state))
    return out
