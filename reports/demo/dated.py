"""What the demo's scenes did through the verbs came in today: dated back to its own days, so that
a year that is over has it."""

from __future__ import annotations

from django.db.models import DateTimeField, OuterRef, Subquery
from django.db.models.functions import Cast

from campaigns.models import Fund, KeptFile, Meeting, Seat
from reports.demo.county import County


def seats(county: County) -> None:
    """Who took a post came in the day she did."""
    rows = Seat.objects.filter(place__gte=county.division.code, place__lt=county.division.end)
    rows.update(recorded_at=_morning("since"))


def work(county: County) -> None:
    """Meetings, their minutes and the money of the year."""
    low, high = county.division.code, county.division.end
    held = Meeting.objects.filter(place__gte=low, place__lt=high)
    held.update(recorded_at=_morning("held_on"))
    files = KeptFile.objects.filter(meeting__isnull=False, place__gte=low, place__lt=high)
    of_file = Meeting.objects.filter(pk=OuterRef("meeting")).values("recorded_at")
    files.update(added_at=Subquery(of_file))
    Fund.objects.filter(campaign=county.campaign).update(recorded_at=_morning("decided_on"))


def _morning(day: str) -> Cast:
    return Cast(day, DateTimeField())
