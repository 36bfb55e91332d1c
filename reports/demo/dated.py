"""What the demo's scenes did through the verbs came in today: dated back to its own days, so that
a year that is over has it."""

from __future__ import annotations

from django.db.models import DateTimeField, OuterRef, Subquery
from django.db.models.functions import Cast

from campaigns.models import Duty, Fund, KeptFile, LeadingGroup, Meeting, Seat
from reports.demo.county import County, at


def seats(county: County) -> None:
    """Who took a post or left it came in the day she did; so did the end of a group."""
    rows = Seat.objects.filter(place__gte=county.division.code, place__lt=county.division.end)
    rows.update(recorded_at=_morning("since"), ended_at=_morning("until"))
    groups = LeadingGroup.objects.filter(
        place__gte=county.division.code, place__lt=county.division.end
    )
    groups.update(ended_at=_morning("ended_on"))


def work(county: County) -> None:
    """Meetings, their minutes, the money of the year, and what became of its duties."""
    low, high = county.division.code, county.division.end
    held = Meeting.objects.filter(place__gte=low, place__lt=high)
    held.update(recorded_at=_morning("held_on"))
    files = KeptFile.objects.filter(meeting__isnull=False, place__gte=low, place__lt=high)
    of_file = Meeting.objects.filter(pk=OuterRef("meeting")).values("recorded_at")
    files.update(added_at=Subquery(of_file))
    Fund.objects.filter(campaign=county.campaign).update(recorded_at=_morning("decided_on"))
    duties, last = Duty.objects.filter(campaign=county.campaign), at(county.until, 9)
    duties.filter(moved_at__isnull=False).update(moved_at=last)
    duties.filter(lifted_at__gt=county.campaign.opened_at).update(lifted_at=last)


def _morning(day: str) -> Cast:
    return Cast(day, DateTimeField())
