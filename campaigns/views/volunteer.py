"""Pages of volunteers: the list with their load, one volunteer month by month, the verbs."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act, may, require
from accounts.roles import AREA_ROLES
from accounts.views.base import ListPage, Page
from accounts.views.verb import PlainVerb
from campaigns.models import Volunteer
from campaigns.network_filters import VolunteerFilter
from campaigns.network_forms import (
    LimitForm,
    VolunteerEditForm,
    VolunteerEndForm,
    VolunteerForm,
    WhyForm,
)
from campaigns.queries import network as queries
from campaigns.transitions import volunteer as verbs
from campaigns.transitions.unit import acts_for, require_unit
from campaigns.transitions.volunteer_work import set_limit
from campaigns.views.point import LIST, month_asked

VOLUNTEERS = "campaigns:volunteer_list"


class VolunteerList(ListPage):
    """志愿者 with hours and cases; who gave more than the county's limit this month is marked."""

    audience = AREA_ROLES
    template_name = "campaigns/volunteer/list.html"
    filterset_class = VolunteerFilter

    def rows(self) -> models.QuerySet[Volunteer]:
        return queries.volunteers(self.user, month_asked(self.request)).order_by(
            "place_id", "kind", "name", "pk"
        )

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        unit, month = queries.own_unit(self.user), month_asked(self.request)
        limit = queries.limit_at(self.user, unit.code)
        lines = [
            {
                "row": row,
                "knows": queries.knows_work(self.user, row.place_id),
                "over": (row.month_hours or 0) > limit,
            }
            for row in page.object_list
        ]
        return {
            "unit": unit,
            "lines": lines,
            "limit": limit,
            "month": month,
            "year": f"since={month.year}-01-01&until={month.year}-12-31",
            "filtered": any(v for k, v in self.request.GET.items() if k != "page"),
            "may_enrol": acts_for(self.user, Act.NETWORK_VOLUNTEER, unit),
            "may_limit": may(self.user, Act.NETWORK_LIMIT, unit.code),
        }


class VolunteerDetail(Page):
    """One volunteer: what she is called to, and her year month by month."""

    audience = AREA_ROLES
    template_name = "campaigns/volunteer/detail.html"

    def get(self, request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
        first = month_asked(request)
        row = queries.volunteers(self.user, first).fetch(self.user, uid=uid)
        work = queries.services(self.user).filter(volunteer=row)
        limit = queries.limit_at(self.user, row.place_id)
        ended = row.until is not None and row.until < timezone.localdate()
        runs = acts_for(self.user, Act.NETWORK_VOLUNTEER, row.place)
        return self.page(
            row=row,
            ended=ended,
            year=first.year,
            months=queries.by_month(work, first.year, limit),
            latest=work[:8],
            limit=limit,
            knows=queries.knows_work(self.user, row.place_id),
            may_act=runs and not ended,
            may_call=not row.end_reason and may(self.user, Act.NETWORK_CONTACT, row.place_id),
            leads=row.team is not None and row.team.leader_id == row.pk,
        )


class VolunteerNew(PlainVerb):
    """登记志愿者 of one's own unit."""

    audience = ALLOWED[Act.NETWORK_VOLUNTEER]
    heading = gettext_lazy("登记志愿者")
    button = gettext_lazy("登记")
    form_class = VolunteerForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"teams": queries.teams_of(self.user, queries.own_unit(self.user))}

    def initial(self) -> dict[str, Any]:
        return {"client_uuid": uuid.uuid4(), "since": timezone.localdate()}

    def sub(self) -> str:
        return queries.own_unit(self.user).name

    def way(self) -> list[tuple[str, str]]:
        return [(_("服务网络"), reverse(LIST)), (_("志愿者"), reverse(VOLUNTEERS))]

    def perform(self, data: dict[str, Any]) -> str:
        row = verbs.enrol(queries.own_unit(self.user), by=self.user, **data)
        return self.done(_("已登记。"), reverse("campaigns:volunteer_detail", args=[row.uid]))


class VolunteerVerb(PlainVerb):
    """A verb on one volunteer; asked before the form is shown."""

    needs: ClassVar[Act] = Act.NETWORK_VOLUNTEER
    row: Volunteer

    def prepare(self) -> None:
        joined = Volunteer.objects.select_related("place", "team")
        self.row = joined.fetch(self.user, uid=self.kwargs["uid"])
        require_unit(self.user, self.needs, self.row.place)

    def initial(self) -> dict[str, Any]:
        return {"version": self.row.version}

    def sub(self) -> str:
        return self.row.name

    def way(self) -> list[tuple[str, str]]:
        page = reverse("campaigns:volunteer_detail", args=[self.row.uid])
        return [(_("志愿者"), reverse(VOLUNTEERS)), (self.row.name, page)]


class VolunteerEdit(VolunteerVerb):
    """修改志愿者信息."""

    audience = ALLOWED[Act.NETWORK_VOLUNTEER]
    heading = gettext_lazy("修改志愿者信息")
    button = gettext_lazy("保存")
    form_class = VolunteerEditForm
    chooses = True

    def form_kwargs(self) -> dict[str, Any]:
        return {"teams": queries.teams_of(self.user, self.row.place)}

    def initial(self) -> dict[str, Any]:
        names = ("name", "kind", "employer", "skills", "since", "until", "version")
        return {name: getattr(self.row, name) for name in names} | {"team": self.row.team_id}

    def act(self, data: dict[str, Any]) -> str:
        verbs.change_volunteer(self.row, by=self.user, **data)
        return _("已保存。")


class VolunteerEnd(VolunteerVerb):
    """退出."""

    audience = ALLOWED[Act.NETWORK_VOLUNTEER]
    heading = button = gettext_lazy("登记退出")
    hint = gettext_lazy("退出后不再登记服务，以前的时数都保留。")
    form_class = VolunteerEndForm
    ends = True

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"until": timezone.localdate()}

    def act(self, data: dict[str, Any]) -> str:
        verbs.end_volunteer(self.row, by=self.user, **data)
        return _("已登记退出。")


class VolunteerReveal(VolunteerVerb):
    """看志愿者电话."""

    audience = ALLOWED[Act.NETWORK_CONTACT]
    template_name = "parts/contact.html"
    heading = button = gettext_lazy("看电话")
    hint = gettext_lazy("原因和您的姓名记入日志；号码只显示这一次。")
    form_class = WhyForm

    def prepare(self) -> None:
        """Whoever works with families over her unit, not only the unit itself."""
        self.row = Volunteer.objects.fetch(self.user, uid=self.kwargs["uid"])
        require(self.user, Act.NETWORK_CONTACT, self.row.place_id)

    def perform(self, data: dict[str, Any]) -> HttpResponse:
        phone = verbs.read_phone(self.row, reason=data["reason"], by=self.user)
        self.note_reading([self.row], self.row.place_id, purpose=data["reason"])
        return self.page(shown=phone, form=None, **self.context())


class LimitSet(PlainVerb):
    """每月服务上限 of the county."""

    audience = ALLOWED[Act.NETWORK_LIMIT]
    heading = gettext_lazy("每月服务上限")
    button = gettext_lazy("保存")
    hint = gettext_lazy("一个月里超过这个时数的，名单上标“负担重”，请给她减一些。")
    form_class = LimitForm

    def initial(self) -> dict[str, Any]:
        unit = queries.own_unit(self.user)
        return {"hours": queries.limit_at(self.user, unit.code)}

    def way(self) -> list[tuple[str, str]]:
        return [(_("志愿者"), reverse(VOLUNTEERS))]

    def act(self, data: dict[str, Any]) -> str:
        set_limit(queries.own_unit(self.user), hours=data["hours"], by=self.user)
        return _("已保存。")
