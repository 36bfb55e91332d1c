"""Publicity on the page of the year: the unit's activities, its trainings' coverage, bulletins."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from campaigns import year_parts
from campaigns.models import Campaign, Division
from campaigns.queries import publicity as queries
from campaigns.year_parts import Part


def _parts(user: User, campaign: Campaign, unit: Division) -> Iterable[Part]:
    year, today = campaign.year, timezone.localdate()
    missed = [
        d for d in queries.fixed_dates(user, unit, year) if d.last < today and not d.with_photo
    ]
    held = queries.activities(user).order_by().filter(day__year=year).count()
    last = queries.activities(user).order_by().filter(day__year=year - 1).count()
    note = _("本单位 %(n)d 个集中宣传日缺活动或照片") % {"n": len(missed)}
    url = reverse("campaigns:activity_list")
    yield Part(
        _("宣传活动"),
        f"{url}?since={year}-01-01&until={year}-12-31",
        held,
        _("次"),
        last,
        note if missed else "",
        bool(missed),
    )
    trained, should = queries.coverage(user, year)
    told = _("应参训 %(n)d 人") % {"n": should} if should else ""
    yield Part(_("培训"), reverse("campaigns:training_list"), trained, _("人参训"), note=told)
    issued = queries.bulletins(user).filter(status="issued", year=year).count()
    yield Part(_("简报"), reverse("campaigns:bulletin_list"), issued, _("期"))


def register() -> None:
    """Once, when the app starts."""
    year_parts.offer(50, _parts)
