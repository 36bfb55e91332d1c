"""Pages of a duty roster: a month on A4, somebody put on, called off, a week copied."""

from __future__ import annotations

import uuid
from datetime import time, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act
from accounts.roles import AREA_ROLES
from accounts.views.base import Page
from accounts.views.verb import PlainVerb
from campaigns.forms import NothingForm
from campaigns.models import DutyShift, ServicePoint
from campaigns.network_forms import DutyForm, WeekForm
from campaigns.opening_hours import DAY
from campaigns.queries import network as queries
from campaigns.transitions import duty as verbs
from campaigns.transitions.unit import acts_for, require_unit
from campaigns.views.asked import asked_day
from campaigns.views.point import LIST, PointVerb, month_asked, page_of


def roster_of(point: ServicePoint, month: str = "") -> str:
    """The page of a point's roster."""
    url = reverse("campaigns:duty_roster", args=[point.uid])
    return f"{url}?month={month}" if month else url


class DutyRoster(Page):
    """值班表 of a month: each day's hours, who is there, what is left open."""

    audience = AREA_ROLES
    template_name = "campaigns/duty/month.html"

    def get(self, request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
        point = queries.points(self.user).fetch(self.user, uid=uid)
        first = month_asked(request)
        after = (first + timedelta(days=31)).replace(day=1)
        days = queries.days_at(self.user, [point], first, after - timedelta(days=1))[point.pk]
        return self.page(
            point=point,
            first=first,
            before=first - timedelta(days=1),
            after=after,
            days=days,
            today=timezone.localdate(),
            vacant=sum(bool(day.vacant) for day in days),
            may_act=point.is_open and acts_for(self.user, Act.NETWORK_DUTY, point.place),
        )


class DutyNew(PointVerb):
    """排一班: the first hours of the day left open are proposed."""

    audience, needs, moment = ALLOWED[Act.NETWORK_DUTY], Act.NETWORK_DUTY, "duty"
    heading = gettext_lazy("排值班")
    button = gettext_lazy("排上")
    form_class = DutyForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"staff": queries.staff_of(self.point.place)}

    def initial(self) -> dict[str, Any]:
        day = asked_day(self.request) or timezone.localdate()
        at = queries.days_at(self.user, [self.point], day, day)[self.point.pk][0]
        low, high = next(iter(at.vacant or at.hours), (510, 720))
        return {"day": day, "starts": _time(low), "ends": _time(high)}

    def way(self) -> list[tuple[str, str]]:
        return [*super().way(), (_("值班表"), roster_of(self.point))]

    def perform(self, data: dict[str, Any]) -> str:
        shift = verbs.put_on_duty(self.point, by=self.user, **data)
        return self.done(_("已排上。"), roster_of(self.point, f"{shift.day:%Y-%m}"))


def _time(minute: int) -> time:
    return time(23, 59) if minute == DAY else time(minute // 60, minute % 60)


class DutyCopy(PointVerb):
    """照抄一周."""

    audience, needs, moment = ALLOWED[Act.NETWORK_DUTY], Act.NETWORK_DUTY, "duty"
    heading = gettext_lazy("照抄到下一周")
    button = gettext_lazy("照抄")
    form_class = WeekForm

    def initial(self) -> dict[str, Any]:
        return {"week": asked_day(self.request) or timezone.localdate()}

    def way(self) -> list[tuple[str, str]]:
        return [*super().way(), (_("值班表"), roster_of(self.point))]

    def perform(self, data: dict[str, Any]) -> str:
        added = verbs.copy_week(self.point, week=data["week"], by=self.user)
        month = f"{verbs.monday_of(data['week']) + timedelta(days=7):%Y-%m}"
        words = _("已抄到下一周，新排 %(n)d 班。") % {"n": added}
        return self.done(words, roster_of(self.point, month))


class DutyCallOff(PlainVerb):
    """撤下一班."""

    audience = ALLOWED[Act.NETWORK_DUTY]
    heading = button = gettext_lazy("撤下这一班")
    form_class = NothingForm
    ends = True
    shift: DutyShift

    def prepare(self) -> None:
        joined = DutyShift.objects.select_related("point", "person", "place")
        self.shift = joined.fetch(self.user, uid=self.kwargs["uid"])
        require_unit(self.user, Act.NETWORK_DUTY, self.shift.place)

    def facts(self) -> list[tuple[str, Any]]:
        return [
            (_("值班人"), self.shift.who),
            (_("日期"), f"{self.shift.day:%Y-%m-%d} {self.shift.hours}"),
        ]

    def way(self) -> list[tuple[str, str]]:
        point = self.shift.point
        month = f"{self.shift.day:%Y-%m}"
        return [
            (_("服务网络"), reverse(LIST)),
            (point.name, page_of(point)),
            (_("值班表"), roster_of(point, month)),
        ]

    def act(self, data: dict[str, Any]) -> str:
        verbs.call_off(self.shift, by=self.user)
        return _("已撤下。")
