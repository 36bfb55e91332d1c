"""The place to be told what happened in a village (tell, don't ask: the apps above call it)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models, transaction
from django.utils import timezone

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from campaigns.workdays import add_workdays
from households.models import (
    Contradiction,
    Incident,
    IncidentKind,
    ListedFamily,
    ReportingPeriod,
    ZeroReport,
)
from households.models.incident import CONTRADICTS_BY_DEFAULT

REPLY_DAYS = 3


@transaction.atomic
def record(
    *,
    village: int,
    kind: str,
    source: models.Model,
    by: User,
    happened_on: date | None = None,
    known_at: datetime | None = None,
    family: ListedFamily | None = None,
    sealed: bool = False,
) -> Incident:
    """Something happened in `village` and was recorded as `source` (a listing, a hazard, a
    dispute taken in). The same source and kind again answers with the incident that is there.

    A nil report of a period that covers the day, signed on that day or later, is contradicted:
    the report is marked, the village is told first and has working days to answer (features,
    wish 2). What happens after the signature stands beside the report and does not mark it. An
    incident of a sealed file marks, counts and hints nothing: only its handlers see it.

    The caller has checked the rights of its own act; nothing is required here again."""
    now = timezone.now()
    noun, key = source._meta.label_lower, str(source.pk)
    same = Incident.objects.filter(source_noun=noun, source_key=key, kind=kind)
    if known := same.visible_to(by).first():
        return known
    incident = Incident.objects.create(
        village_id=village,
        kind=IncidentKind(kind),
        happened_on=happened_on or timezone.localdate(known_at or now),
        known_at=known_at or now,
        source_noun=noun,
        source_key=key,
        family=family,
        sealed=sealed or bool(getattr(family, "sealed", False)),
        recorded_by=by,
        recorded_at=now,
    )
    contradict(incident, by=by)
    return incident


def contradict(incident: Incident, *, by: User) -> list[Contradiction]:
    """Mark the nil reports the incident stands against; none for a sealed file, for a kind that
    does not contradict, or for a report signed before it happened."""
    if incident.sealed or incident.kind not in CONTRADICTS_BY_DEFAULT:
        return []
    day = incident.happened_on
    periods = ReportingPeriod.objects.filter(starts__lte=day, ends__gte=day)
    reports = (
        ZeroReport.objects.visible_to(by)
        .live()
        .filter(village_id=incident.village_id, kind=ZeroReport.Kind.NIL, period__in=periods)
    )
    signed_after = [r for r in reports if timezone.localdate(r.received_at) >= day]
    return [ask(report, incident, by=by) for report in signed_after]


def ask(
    report: ZeroReport, incident: Incident | None, *, by: User, grounds: str = ""
) -> Contradiction:
    """Open the question to the village, with its days for an answer; once per incident."""
    found, made = Contradiction.objects.get_or_create(
        report=report,
        incident=incident,
        grounds=grounds,
        defaults={
            "period_id": report.period_id,
            "village_id": report.village_id,
            "family": incident.family if incident else None,
            "asked_at": timezone.now(),
            "asked_by": by,
            "reply_by": add_workdays(timezone.localdate(), REPLY_DAYS),
        },
    )
    if made:
        trail.record(
            Act.REPORT_QUESTION,
            by=by,
            on=found,
            place=report.village_id,
            after={"number": report.number, "reply_by": str(found.reply_by)},
        )
    return found
