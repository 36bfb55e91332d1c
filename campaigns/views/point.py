"""Pages of service points: the list, one point, its verbs, a shelter's address."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act
from accounts.exports.listing import Field
from accounts.moments import require_moment
from accounts.roles import AREA_ROLES, CASE_ROLES
from accounts.views.base import ListPage, Page
from accounts.views.export import ListExport
from accounts.views.verb import PlainVerb
from campaigns.models import ServicePoint
from campaigns.network_filters import PointFilter
from campaigns.network_forms import USUAL, PointCloseForm, PointEditForm, PointForm, WhyForm
from campaigns.queries import network as queries
from campaigns.transitions import point as verbs
from campaigns.transitions.unit import acts_for, require_unit

LIST = "campaigns:point_list"


class PointList(ListPage):
    """服务网点 of one's own reach and of the units above, with today's duty."""

    audience = AREA_ROLES
    template_name = "campaigns/point/list.html"
    filterset_class = PointFilter

    def rows(self) -> models.QuerySet[ServicePoint]:
        return queries.points(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        today = timezone.localdate()
        shown = list(page.object_list)
        days = queries.days_at(self.user, shown, today, today)
        unit = queries.own_unit(self.user)
        return {
            "lines": [{"point": p, "today": days[p.pk][0]} for p in shown],
            "kinds": queries.kinds_open(self.user),
            "unit": unit,
            "filtered": any(v for k, v in self.request.GET.items() if k != "page"),
            "may_open": acts_for(self.user, Act.NETWORK_OPEN, unit),
            "may_export": bool(self.user.roles_today() & CASE_ROLES),
        }


FIELDS = (
    Field(gettext_lazy("名称"), lambda p, m: p.name, width=22),
    Field(gettext_lazy("类型"), lambda p, m: p.get_kind_display(), width=14),
    Field(gettext_lazy("所属"), lambda p, m: p.place.name, width=16),
    Field(gettext_lazy("主办单位"), lambda p, m: p.run_by, width=18),
    Field(gettext_lazy("电话"), lambda p, m: p.phone, width=16),
    Field(gettext_lazy("地址"), lambda p, m: p.shown_address, width=24),
    Field(
        gettext_lazy("开放时间"),
        lambda p, m: "；".join(f"{days} {hours or _('不开')}" for days, hours in p.week),
        width=36,
    ),
    Field(gettext_lazy("状态"), lambda p, m: p.get_status_display(), width=8),
)


class PointExport(ListExport):
    """The list as Excel; a directory of public services, so nobody is asked why."""

    figures = True
    listing, list_url = PointList, LIST
    fields, title, kind = FIELDS, gettext_lazy("服务网点名录"), "points"
    measure = gettext_lazy("个")


class PointDetail(Page):
    """One point: hours, today's duty, what it did lately."""

    audience = AREA_ROLES
    template_name = "campaigns/point/detail.html"

    def get(self, request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
        point = queries.points(self.user).fetch(self.user, uid=uid)
        today = timezone.localdate()
        week = queries.days_at(self.user, [point], today, today + timedelta(days=6))[point.pk]
        year = queries.records(self.user).filter(point=point, day__year=today.year)
        runs = acts_for(self.user, Act.NETWORK_CHANGE, point.place)
        return self.page(
            point=point,
            today=week[0],
            week=week[1:],
            year=today.year,
            knows=queries.knows_work(self.user, point.place_id),
            totals=queries.kind_totals(year),
            latest=year[:5],
            runs=runs,
            may_act=runs and point.is_open,
            may_see_address=point.is_hidden
            and acts_for(self.user, Act.NETWORK_ADDRESS, point.place),
        )


class PointNew(PlainVerb):
    """开办网点 of one's own unit."""

    audience = ALLOWED[Act.NETWORK_OPEN]
    template_name = "campaigns/point/form.html"
    heading = gettext_lazy("设立服务网点")
    button = gettext_lazy("设立")
    form_class = PointForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"unit": queries.own_unit(self.user)}

    def initial(self) -> dict[str, Any]:
        days = dict.fromkeys(verbs.DAYS[:5], USUAL)
        return days | {"client_uuid": uuid.uuid4(), "opened_on": timezone.localdate()}

    def sub(self) -> str:
        return queries.own_unit(self.user).name

    def way(self) -> list[tuple[str, str]]:
        return [(_("服务网络"), reverse(LIST))]

    def perform(self, data: dict[str, Any]) -> str:
        point = verbs.open_point(queries.own_unit(self.user), by=self.user, **week_of(data))
        return self.done(_("已设立，接着可以排值班。"), page_of(point))


def week_of(data: dict[str, Any]) -> dict[str, Any]:
    """What the verb takes: the seven lines as one week."""
    return {k: v for k, v in data.items() if k not in verbs.DAYS} | {
        "hours": [data[name] for name in verbs.DAYS]
    }


def page_of(point: ServicePoint) -> str:
    """The page of a point."""
    return reverse("campaigns:point_detail", args=[point.uid])


class PointVerb(PlainVerb):
    """A verb on one point. needs and moment are asked before the form is shown, so that nobody
    fills in what cannot be done."""

    needs: ClassVar[Act]
    moment: ClassVar[str] = ""
    point: ServicePoint

    def prepare(self) -> None:
        self.point = queries.points(self.user).fetch(self.user, uid=self.kwargs["uid"])
        require_unit(self.user, self.needs, self.point.place)
        if self.moment:
            require_moment(self.point, self.moment, str(self.heading))

    def initial(self) -> dict[str, Any]:
        return {"version": self.point.version}

    def sub(self) -> str:
        return self.point.name

    def way(self) -> list[tuple[str, str]]:
        return [(_("服务网络"), reverse(LIST)), (self.point.name, page_of(self.point))]


class PointEdit(PointVerb):
    """修改网点信息."""

    audience, needs, moment = ALLOWED[Act.NETWORK_CHANGE], Act.NETWORK_CHANGE, "change"
    template_name = "campaigns/point/form.html"
    heading = gettext_lazy("修改网点信息")
    button = gettext_lazy("保存")
    form_class = PointEditForm
    chooses = True

    def form_kwargs(self) -> dict[str, Any]:
        return {"unit": self.point.place, "hidden": self.point.is_hidden}

    def initial(self) -> dict[str, Any]:
        names = ("name", "phone", "run_by", "address", "version")
        hours = dict(zip(verbs.DAYS, self.point.hours, strict=True))
        return {name: getattr(self.point, name) for name in names} | hours

    def act(self, data: dict[str, Any]) -> str:
        verbs.change_point(self.point, by=self.user, **week_of(data))
        return _("已保存。")


class PointClose(PointVerb):
    """停办网点."""

    audience, needs, moment = ALLOWED[Act.NETWORK_CLOSE], Act.NETWORK_CLOSE, "close"
    heading = button = gettext_lazy("停办网点")
    hint = gettext_lazy("停办后不再排班和登记，以前的记录都保留。")
    form_class = PointCloseForm
    ends = True

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"closed_on": timezone.localdate()}

    def act(self, data: dict[str, Any]) -> str:
        verbs.close_point(self.point, by=self.user, **data)
        return _("已停办，记录保留。")


class PointReveal(PointVerb):
    """看保密地址: only the county's, shown once, never printed."""

    audience, needs = ALLOWED[Act.NETWORK_ADDRESS], Act.NETWORK_ADDRESS
    template_name = "campaigns/point/address.html"
    heading = button = gettext_lazy("看保密地址")
    hint = gettext_lazy("原因和您的姓名记入日志；地址只显示这一次，不要转发、不要打印。")
    form_class = WhyForm

    def prepare(self) -> None:
        super().prepare()
        if not self.point.is_hidden:
            raise Http404

    def perform(self, data: dict[str, Any]) -> HttpResponse:
        address = verbs.read_address(self.point, reason=data["reason"], by=self.user)
        self.note_reading([self.point], self.point.place_id, purpose=data["reason"])
        return self.page(shown=address, form=None, **self.context())


def month_asked(request: HttpRequest) -> date:
    """The first day of the month in ?month=2026-11; this month for none, 404 for no month."""
    asked = request.GET.get("month", "")
    if not asked:
        return timezone.localdate().replace(day=1)
    try:
        first = date.fromisoformat(f"{asked}-01")
    except ValueError:
        raise Http404 from None
    if not 2000 <= first.year <= 2100:
        raise Http404
    return first
