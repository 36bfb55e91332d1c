"""The place to be told what happened in a village (tell, don't ask: the apps above call it)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Forbidden, NotTheMoment
from accounts.roles import Role
from accounts.templatetags.words import zh_day
from campaigns.workdays import add_workdays
from households.models import (
    Contradiction,
    Incident,
    IncidentKind,
    ListedFamily,
    ReportingPeriod,
    ReportingRule,
    ZeroReport,
)
from households.queries.seal import supervises
from households.transitions import notice


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
    if incident.sealed or not contradicts(incident):
        return []
    day = incident.happened_on
    periods = ReportingPeriod.objects.filter(days__holds=day)
    reports = (
        ZeroReport.objects.visible_to(by)
        .live()
        .filter(village_id=incident.village_id, kind=ZeroReport.Kind.NIL, period__in=periods)
    )
    signed_after = [r for r in reports if timezone.localdate(r.received_at) >= day]
    return [ask(report, incident, by=by) for report in signed_after]


@transaction.atomic
def settle(*, uid: UUID, by: User) -> Incident:
    """The supervisor of a sealed file has looked into what happened beside the village's report.
    Nothing is asked of the village and no report is marked: who is not told of the file learns
    nothing (C6); the step itself is on the file's own trail."""
    rows = Incident.objects.filter(sealed=True).select_related("family")
    row = rows.fetch(by, uid=uid)
    acts.require(by, Act.INCIDENT_SETTLE, row.village_id)
    if row.family is None or not supervises(by, row.family):
        raise Forbidden(_("由这份档案的专管人核实。"))
    row = Incident.objects.locked(by, uid=uid)
    if row.handled_at is not None:
        raise NotTheMoment(_("这件事已经核实过。"))
    row.handled_at, row.handled_by = timezone.now(), by
    row.save(update_fields=["handled_at", "handled_by"])
    trail.record(Act.INCIDENT_SETTLE, by=by, on=row, place=row.village_id)
    return row


def contradicts(incident: Incident) -> bool:
    """Whether its kind stands against a nil, by the county's rule of the day."""
    rule = ReportingRule.objects.of(incident.village_id, timezone.localdate())
    return incident.kind in rule.contradicting


def ask(
    report: ZeroReport,
    incident: Incident | None,
    *,
    by: User,
    grounds: str = "",
    reply: str = "",
) -> Contradiction:
    """Open the question to the village, with its days for an answer; once per incident. reply:
    the village has said why already, when it signed."""
    now, rule = (
        timezone.now(),
        ReportingRule.objects.of(report.period.county_id, timezone.localdate()),
    )
    answer = {"reply": reply, "replied_at": now, "replied_by": by, "status": "replied"}
    found, made = Contradiction.objects.get_or_create(
        report=report,
        incident=incident,
        grounds=grounds,
        defaults={
            "period_id": report.period_id,
            "village_id": report.village_id,
            "family": incident.family if incident else None,
            "asked_at": now,
            "asked_by": by,
            "reply_by": add_workdays(timezone.localdate(), rule.reply_days),
            **(answer if reply else {}),
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
    if made and not reply:
        notice.tell(
            unit=report.village_id,
            role=Role.VILLAGE_MEDIATOR,
            key=f"asked:{found.pk}",
            title=_("%(period)s零报告与登记的情况不符，请于%(day)s前说明")
            % {"period": report.period.label, "day": zh_day(found.reply_by)},
            url=reverse("households:contradiction_detail", args=[found.uid]),
            grave=True,
        )
    return found
