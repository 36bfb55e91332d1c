"""Verbs of the year's plan (方案): written, issued, changed with a reason once it is issued."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_version
from accounts.refusals import Invalid
from campaigns.models import Campaign, Phase, Plan
from campaigns.paper_number import is_whole, written
from campaigns.transitions.kept_file import keep_file
from campaigns.transitions.open_year import require_open
from campaigns.transitions.point import REASON_LEAST

PHASES_MOST = 6


@dataclass(frozen=True)
class PhaseFacts:
    """One phase as typed."""

    name: str
    since: date
    until: date
    what: str


@transaction.atomic
def write_plan(
    campaign: Campaign,
    *,
    aims: str,
    phases: Sequence[PhaseFacts],
    by: User,
    slogan: str = "",
    number: str = "",
    issued_on: date | None = None,
    city_paper: str = "",
    reason: str = "",
    file: bytes = b"",
    version: int | None = None,
) -> Plan:
    """Write or rewrite the plan of an open year. With number and day it is issued and everybody of
    the county reads it; from then on a change needs a reason. A slogan belongs to the year."""
    acts.require(by, Act.PLAN_WRITE, campaign.county_id)
    require_open(campaign)
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    plan = Plan.objects.visible_to(by).filter(campaign=campaign).first()
    if plan is not None:
        require_version(plan, version, {"aims": aims}, ("aims",))
    number = written(number)
    issued = plan is not None and plan.is_issued
    if errors := _wrong(campaign, aims, phases, number, issued_on, issued, reason):
        raise Invalid(errors)
    before = {"number": plan.number, "phases": plan.phases.count()} if plan else {}
    plan = plan or Plan(campaign=campaign, county_id=campaign.county_id, version=0)
    plan.aims, plan.city_paper = aims.strip(), city_paper.strip()
    plan.number, plan.issued_on = number, issued_on
    plan.written_by, plan.written_at = by, timezone.now()
    plan.version += 1
    plan.save()
    _phases(plan, phases)
    Campaign.objects.filter(pk=campaign.pk).update(slogan=slogan.strip())
    if file:
        keep_file("plan", plan, place=plan.county_id, title=number, data=file, by=by)
    trail.record(
        Act.PLAN_WRITE,
        by=by,
        on=plan,
        place=plan.county_id,
        before=before,
        after={"number": number, "phases": len(phases), "file": bool(file)},
        reason=reason.strip(),
    )
    return plan


def _phases(plan: Plan, phases: Sequence[PhaseFacts]) -> None:
    plan.phases.all().delete()
    try:
        with transaction.atomic():
            Phase.objects.bulk_create(
                Phase(plan=plan, county_id=plan.county_id, **vars(phase)) for phase in phases
            )
    except IntegrityError:
        raise Invalid({"phases": _("各阶段的起止不能重叠。")}) from None


def _wrong(
    campaign: Campaign,
    aims: str,
    phases: Sequence[PhaseFacts],
    number: str,
    issued_on: date | None,
    issued: bool,
    reason: str,
) -> dict[str, str]:
    errors = {}
    if not aims.strip():
        errors["aims"] = _("请写工作目标。")
    if bool(number) != bool(issued_on):
        errors["number" if issued_on else "issued_on"] = _("文号和印发日期要一起填；草稿都空着。")
    elif number and not is_whole(number):
        errors["number"] = _("文号写全，例如：沛妇〔%(year)d〕5号。") % {"year": campaign.year}
    if issued_on and issued_on > timezone.localdate():
        errors["issued_on"] = _("印发日期不能晚于今天。")
    if issued and not number:
        errors["number"] = _("方案已经印发，不能改回草稿。")
    if issued and len(reason.strip()) < REASON_LEAST:
        errors["reason"] = _("方案已经印发，请写明为什么修改。")
    if wrong := _wrong_phases(campaign, phases, bool(number)):
        errors["phases"] = wrong
    return errors


def _wrong_phases(campaign: Campaign, phases: Sequence[PhaseFacts], issued: bool) -> str:
    if issued and not phases:
        return _("印发前至少写一个阶段。")
    if len(phases) > PHASES_MOST:
        return _("最多写 %(n)d 个阶段。") % {"n": PHASES_MOST}
    first, last = date(campaign.year, 1, 1), date(campaign.year + 1, 3, 31)
    before = first - timedelta(days=1)
    for phase in sorted(phases, key=lambda p: p.since):
        if not (phase.name.strip() and phase.what.strip()):
            return _("每个阶段都要写名称和主要工作。")
        if not first <= phase.since <= phase.until <= last:
            return _("“%(name)s”的起止要按先后，在本年度内。") % {"name": phase.name}
        if phase.since <= before:
            return _("“%(name)s”和前一阶段的日期重叠。") % {"name": phase.name}
        before = phase.until
    return ""
