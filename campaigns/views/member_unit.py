"""Pages of member units (成员单位): the list, one unit with who led it when, the verbs."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act
from accounts.roles import AREA_ROLES, CASE_ROLES
from accounts.views.base import ListPage, Page
from accounts.views.verb import PlainVerb
from campaigns.models import Division, MemberUnit
from campaigns.organisation_filters import MemberUnitFilter
from campaigns.organisation_forms import LeaveForm, MemberUnitEditForm, MemberUnitForm
from campaigns.queries import organisation as queries
from campaigns.queries.network import own_unit
from campaigns.transitions import member_unit as verbs
from campaigns.transitions.unit import acts_for, require_unit

LIST = "campaigns:member_unit_list"


def page_of(unit: MemberUnit) -> str:
    """The page of a member unit."""
    return reverse("campaigns:member_unit_detail", args=[unit.uid])


class MemberUnitList(ListPage):
    """成员单位 with who leads each, and the gaps."""

    audience = AREA_ROLES
    template_name = "campaigns/member_unit/list.html"
    filterset_class = MemberUnitFilter

    def rows(self) -> models.QuerySet[MemberUnit]:
        return queries.member_units(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        held, today = queries.held_in(self.user, page.object_list), timezone.localdate()
        lines = [
            {"row": u, "held": held[u.pk], "gap": held[u.pk].is_gap(today)}
            for u in page.object_list
        ]
        unit = own_unit(self.user)
        may_add = unit.is_county and acts_for(self.user, Act.MEMBER_UNIT_WRITE, unit)
        may_export = bool(self.user.roles_today() & CASE_ROLES)
        return {"lines": lines, "may_add": may_add, "may_export": may_export}


class MemberUnitDetail(Page):
    """One unit: who leads it, who did before."""

    audience = AREA_ROLES
    template_name = "campaigns/member_unit/detail.html"

    def get(self, request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
        unit = queries.member_units(self.user).fetch(self.user, uid=uid)
        held = queries.held_in(self.user, [unit])[unit.pk]
        return self.page(
            unit=unit,
            held=held,
            gap=held.is_gap(timezone.localdate()),
            may_act=unit.is_live and acts_for(self.user, Act.MEMBER_UNIT_WRITE, unit.county),
        )


class MemberUnitNew(PlainVerb):
    """增加成员单位 of one's own county."""

    audience = ALLOWED[Act.MEMBER_UNIT_WRITE]
    heading = button = gettext_lazy("增加成员单位")
    hint = gettext_lazy(
        "成员单位没有账号，任务和报表用一次性链接发给它；增加后接着登记分管负责人。"
    )
    form_class = MemberUnitForm
    county: Division

    def prepare(self) -> None:
        self.county = own_unit(self.user)
        if not self.county.is_county:
            raise Http404

    def initial(self) -> dict[str, Any]:
        return {"client_uuid": uuid.uuid4(), "since": timezone.localdate()}

    def sub(self) -> str:
        return self.county.name

    def way(self) -> list[tuple[str, str]]:
        return [(_("成员单位"), reverse(LIST))]

    def perform(self, data: dict[str, Any]) -> str:
        row = verbs.take_in(self.county, by=self.user, **data)
        return self.done(_("已增加，接着登记分管负责人。"), page_of(row))


class MemberUnitVerb(PlainVerb):
    """A verb on one unit, while it belongs to the group."""

    audience = ALLOWED[Act.MEMBER_UNIT_WRITE]
    row: MemberUnit

    def prepare(self) -> None:
        self.row = queries.member_units(self.user).fetch(self.user, uid=self.kwargs["uid"])
        require_unit(self.user, Act.MEMBER_UNIT_WRITE, self.row.county)

    def initial(self) -> dict[str, Any]:
        return {"version": self.row.version}

    def sub(self) -> str:
        return self.row.name

    def way(self) -> list[tuple[str, str]]:
        return [(_("成员单位"), reverse(LIST)), (self.row.short_name, page_of(self.row))]


class MemberUnitEdit(MemberUnitVerb):
    """修改成员单位."""

    heading = gettext_lazy("修改成员单位")
    button = gettext_lazy("保存")
    form_class = MemberUnitEditForm
    chooses = True

    def initial(self) -> dict[str, Any]:
        return {n: getattr(self.row, n) for n in (*verbs.FIELDS, "version")}

    def act(self, data: dict[str, Any]) -> str:
        verbs.change_unit(self.row, by=self.user, **data)
        return _("已保存。")


class MemberUnitLeave(MemberUnitVerb):
    """成员单位退出."""

    heading = button = gettext_lazy("登记退出")
    hint = gettext_lazy("退出后不再承担新任务，以前的任务、会议和负责人都保留。")
    form_class = LeaveForm
    ends = True

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"ended_on": timezone.localdate()}

    def act(self, data: dict[str, Any]) -> str:
        verbs.leave(self.row, by=self.user, **data)
        return _("已登记退出，记录保留。")
