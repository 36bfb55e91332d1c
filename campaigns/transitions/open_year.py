"""A year takes writes until it is closed (features 24); whoever writes is waited for."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import locks
from accounts.refusals import NotTheMoment
from campaigns.models import Campaign


def closing(campaign: Campaign) -> None:
    """Wait for whoever is writing into the year, and keep others out until the end of the
    transaction."""
    locks.hold(_key(campaign))


def _key(campaign: Campaign) -> str:
    return f"campaign:{campaign.pk}"


def require_open(campaign: Campaign) -> None:
    """Refuse with 409 once the year is closed: it stays readable as it was (features 24). Asked
    anew, since whoever calls may have read the year before it was closed; from here on the
    closing waits until the caller's transaction has ended. Not for whoever holds the year's row:
    she would wait for the closing, which waits for her row."""
    locks.hold(_key(campaign), shared=True)
    fresh = Campaign.objects.only("year", "status").get(pk=campaign.pk)
    require_held_open(fresh)


def require_held_open(held: Campaign) -> None:
    """The same for a year whose row the caller has locked: the closing waits for the row."""
    if held.status != Campaign.Status.OPEN:
        raise NotTheMoment(
            _("%(year)d年的数据已经截止，只能查看；新的工作请记入新一年。") % {"year": held.year}
        )


def last_closing(place: int) -> date | None:
    """The last day of data of the latest year of the place's county that is over, or None."""
    over = Campaign.objects.for_place(place).filter(data_closes_on__lt=timezone.localdate())
    return over.order_by("-data_closes_on").values_list("data_closes_on", flat=True).first()


def told_after(at: datetime | None, last: date | None) -> bool:
    """Whether something was put in after that last day of data: what held before it is then what
    the year is scored by, and is kept."""
    return at is not None and last is not None and timezone.localdate(at) > last


def require_day_open(place: int, day: date) -> None:
    """Refuse with 409 when the year the day belongs to is closed."""
    year = Campaign.objects.for_place(place).filter(year=day.year).first()
    if year is not None:
        require_open(year)
