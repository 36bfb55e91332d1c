"""Verb of the safety asking (安全询问): what the gate must know, before acceptance and later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid
from disputes.models import Dispute, SafetyCheck, Topic
from disputes.transitions import handling

CONTACT_MOST, PROOF_MOST = 200, 120


@dataclass(frozen=True)
class Told:
    """What people said. harmed: keys of parties who suffer or seem to suffer harm."""

    subjects: tuple[str, ...] = (Topic.OTHER,)
    violence_now: bool = False
    violence_known: bool = False
    injury_appraisal: bool = False
    crime_suspected: bool = False
    harmed: Iterable[int] = field(default=())
    police_told_on: date | None = None
    reported_on: date | None = None
    report_proof: str = ""
    order_until: date | None = None
    safe_contact: str = ""


@transaction.atomic
def ask(
    *,
    dispute: Dispute,
    told: Told,
    by: User,
    on: date | None = None,
    version: int | None = None,
) -> SafetyCheck:
    """Keep what was asked before acceptance (domain E gate 1–6): is anybody in danger or hurt, is
    a crime suspected, who is harmed, what is to be settled. It is kept whatever the gate then
    says; asked again when something changes, the latest counts."""
    dispute = handling.begin(
        dispute, Act.DISPUTE_CHECK, "check", _("安全询问"), by=by, version=version
    )
    on = on or timezone.localdate()
    handling.require_day("asked_on", on, [(dispute.taken_in_on, _("登记日期"))])
    harmed = sorted(set(told.harmed))
    _check(dispute, told, harmed)
    row = SafetyCheck.objects.create(
        asked_on=on,
        subjects=[one for one in Topic.values if one in told.subjects],
        violence_now=told.violence_now,
        violence_known=told.violence_known,
        injury_appraisal=told.injury_appraisal,
        crime_suspected=told.crime_suspected,
        harmed=harmed,
        police_told_on=told.police_told_on,
        reported_on=told.reported_on,
        report_proof=told.report_proof.strip()[:PROOF_MOST],
        order_until=told.order_until,
        safe_contact=told.safe_contact.strip()[:CONTACT_MOST],
        **handling.below(dispute, by),
    )
    handling.change(dispute)
    handling.tell(Act.DISPUTE_CHECK, dispute, by=by, after={"on": str(on), "calm": row.calm})
    return row


def _check(dispute: Dispute, told: Told, harmed: list[int]) -> None:
    errors = {}
    if not told.subjects or set(told.subjects) - set(Topic.values):
        errors["subjects"] = _("请选要解决什么事项。")
    if set(harmed) - {p.pk for p in dispute.parties.all()}:
        errors["harmed"] = _("请从本案当事人中选。")
    if (told.violence_now or told.violence_known) and not harmed:
        errors["harmed"] = _("请选是谁受到侵害。")
    today = timezone.localdate()
    for name in ("police_told_on", "reported_on"):
        day = getattr(told, name)
        if day is not None and day > today:
            errors[name] = _("日期不能晚于今天。")
    if told.reported_on and not told.report_proof.strip():
        errors["report_proof"] = _("请写明凭什么知道已经报告，例如接警单号、受理回执。")
    if errors:
        raise Invalid(errors)
