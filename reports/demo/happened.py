"""What happened in the villages of a demo year: listings, hazards and disputes, each told to the
reports as its verb would have told it; and the cases a report has to answer for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime

from django.db import models
from django.utils import timezone

from accounts.models import User
from disputes.models import Dispute, Source
from disputes.transitions.incident import OUTSIDE
from households.models import Hazard, Incident, IncidentKind, ListedFamily, ReportingPeriod
from households.models.incident import CONTRADICTS_BY_DEFAULT
from reports.demo.county import County, at

Register = dict[int, list[Incident]]


def happened(county: County) -> None:
    """Incidents of every listing, hazard and dispute that has none yet; in bulk, and equal to
    what `incidents.record` makes (a test holds them side by side)."""
    told = set(Incident.objects.values_list("source_noun", "source_key"))
    rows = (*_listings(), *_hazards(), *_disputes())
    Incident.objects.bulk_create(
        (row for row in rows if (row.source_noun, row.source_key) not in told), batch_size=4000
    )


def register() -> Register:
    """By village, what its reports are measured against: never what is sealed."""
    out: Register = defaultdict(list)
    rows = Incident.objects.filter(sealed=False, kind__in=CONTRADICTS_BY_DEFAULT)
    for row in rows.order_by("happened_on", "pk"):
        out[row.village_id].append(row)
    return out


def known(rows: list[Incident], period: ReportingPeriod, received: datetime) -> list[Incident]:
    """Those of the period up to the day a report was signed."""
    last = min(period.ends, timezone.localdate(received))
    return [row for row in rows if period.starts <= row.happened_on <= last]


def _listings() -> Iterator[Incident]:
    for row in ListedFamily.objects.select_related("listed_by"):
        kind = IncidentKind.GRAVE if row.grave else IncidentKind.LISTED
        yield _incident(row, kind, row.listed_on, row.listed_by, row)


def _hazards() -> Iterator[Incident]:
    for row in Hazard.objects.select_related("family", "opened_by"):
        day = timezone.localdate(row.known_at)
        yield _incident(row, IncidentKind.HAZARD, day, row.opened_by, row.family, row.known_at)


def _disputes() -> Iterator[Incident]:
    for row in Dispute.objects.select_related("taken_in_by", "matter").filter(matter__sealed=False):
        kind = OUTSIDE.get(Source(row.source), IncidentKind.DISPUTE)
        yield _incident(row, kind, row.taken_in_on, row.taken_in_by)


def _incident(
    source: models.Model,
    kind: IncidentKind,
    day: date,
    by: User,
    family: ListedFamily | None = None,
    known_at: datetime | None = None,
) -> Incident:
    moment = known_at or at(day, 9)
    return Incident(
        village_id=source.village_id,  # type: ignore[attr-defined]
        kind=kind,
        happened_on=day,
        known_at=moment,
        source_noun=source._meta.label_lower,
        source_key=str(source.pk),
        family=family,
        sealed=bool(family and family.sealed),
        recorded_by=by,
        recorded_at=moment,
    )
