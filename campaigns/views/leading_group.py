"""Pages of leading groups (领导小组): the list, one group with seats and meetings, the verbs."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act
from accounts.exports.listing import Field
from accounts.roles import AREA_ROLES, CASE_ROLES
from accounts.templatetags.words import zh_date
from accounts.views.base import ListPage, Page
from accounts.views.export import ListExport
from accounts.views.verb import PlainVerb
from campaigns.models import LeadingGroup, Seat
from campaigns.organisation_filters import GroupFilter, SeatFilter
from campaigns.organisation_forms import GroupEditForm, GroupEndForm, GroupForm
from campaigns.queries import organisation as queries
from campaigns.queries.network import own_unit
from campaigns.transitions import leading_group as verbs
from campaigns.transitions.unit import acts_for, require_unit
from campaigns.views.seat import SeatNew

LIST = "campaigns:leading_group_list"


def page_of(group: LeadingGroup) -> str:
    """The page of a group."""
    return reverse("campaigns:leading_group_detail", args=[group.uid])


class LeadingGroupList(ListPage):
    """领导小组 of the reach: who leads, meetings of the year, gaps."""

    audience = AREA_ROLES
    template_name = "campaigns/leading_group/list.html"
    filterset_class = GroupFilter

    def rows(self) -> models.QuerySet[LeadingGroup]:
        return queries.groups(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        today, unit = timezone.localdate(), own_unit(self.user)
        shown = list(page.object_list)
        held = queries.held_in(self.user, shown)
        counts = queries.held_in_year(self.user, shown, today.year, today)
        lines = [
            {
                "row": g,
                "held": held[g.pk],
                "gap": held[g.pk].is_gap(today),
                "meetings": counts[g.pk][0],
                "short": counts[g.pk][0] < counts[g.pk][1],
                "knows": queries.knows(self.user, g.place_id),
            }
            for g in shown
        ]
        standing = LeadingGroup.objects.visible_to(self.user).standing().filter(place=unit)
        may_add = acts_for(self.user, Act.LEADING_GROUP_WRITE, unit) and not standing.exists()
        may_export = bool(self.user.roles_today() & CASE_ROLES)
        return {"lines": lines, "unit": unit, "may_add": may_add, "may_export": may_export}


class LeadingGroupDetail(Page):
    """One group: who sits in it and did, its meetings of the year and what is missing."""

    audience = AREA_ROLES
    template_name = "campaigns/leading_group/detail.html"

    def get(self, request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
        group, today = queries.groups(self.user).fetch(self.user, uid=uid), timezone.localdate()
        held = queries.held_in(self.user, [group])[group.pk]
        done, owed = queries.held_in_year(self.user, [group], today.year, today)[group.pk]
        meetings = queries.meetings(self.user).counted().filter(group=group)
        going = group.ended_on is None
        return self.page(
            group=group,
            held=held,
            gap=held.is_gap(today),
            year=today.year,
            done=done,
            owed=owed,
            missing=owed - done,
            knows=queries.knows(self.user, group.place_id),
            meetings=meetings[:6],
            may_act=going and acts_for(self.user, Act.LEADING_GROUP_WRITE, group.place),
        )


class LeadingGroupNew(PlainVerb):
    """成立领导小组 of one's own unit."""

    audience = ALLOWED[Act.LEADING_GROUP_WRITE]
    heading = button = gettext_lazy("成立领导小组")
    hint = gettext_lazy("成立后接着登记组长、成员和联络员。")
    form_class = GroupForm

    def initial(self) -> dict[str, Any]:
        unit = own_unit(self.user)
        return {
            "client_uuid": uuid.uuid4(),
            "name": _("%(unit)s平安家庭创建领导小组") % {"unit": unit.name},
            "set_up_on": timezone.localdate(),
        }

    def sub(self) -> str:
        return own_unit(self.user).name

    def way(self) -> list[tuple[str, str]]:
        return [(_("领导小组"), reverse(LIST))]

    def perform(self, data: dict[str, Any]) -> str:
        row = verbs.set_up(own_unit(self.user), by=self.user, **data)
        return self.done(_("已成立，接着登记人员。"), page_of(row))


class LeadingGroupVerb(PlainVerb):
    """A verb on one group."""

    audience = ALLOWED[Act.LEADING_GROUP_WRITE]
    row: LeadingGroup

    def prepare(self) -> None:
        self.row = queries.groups(self.user).fetch(self.user, uid=self.kwargs["uid"])
        require_unit(self.user, Act.LEADING_GROUP_WRITE, self.row.place)

    def initial(self) -> dict[str, Any]:
        return {"version": self.row.version}

    def sub(self) -> str:
        return self.row.name

    def way(self) -> list[tuple[str, str]]:
        return [(_("领导小组"), reverse(LIST)), (self.row.name, page_of(self.row))]


class LeadingGroupEdit(LeadingGroupVerb):
    """修改领导小组."""

    heading = gettext_lazy("修改领导小组")
    button = gettext_lazy("保存")
    form_class = GroupEditForm
    chooses = True

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.row, name) for name in (*verbs.FIELDS, "version")}

    def act(self, data: dict[str, Any]) -> str:
        verbs.change_group(self.row, by=self.user, **data)
        return _("已保存。")


class LeadingGroupEnd(LeadingGroupVerb):
    """撤销领导小组."""

    heading = button = gettext_lazy("撤销领导小组")
    hint = gettext_lazy("人员同时离任，会议和历任记录都保留。")
    form_class = GroupEndForm
    ends = True

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"ended_on": timezone.localdate()}

    def act(self, data: dict[str, Any]) -> str:
        verbs.give_up(self.row, by=self.user, **data)
        return _("已撤销，记录保留。")


class LeadingGroupSeatNew(SeatNew):
    """登记领导小组任职."""

    def find(self) -> LeadingGroup:
        return queries.groups(self.user).fetch(self.user, uid=self.kwargs["uid"])


class Roster(ListPage):
    """The seats of today, for the roster; it has no address of its own."""

    filterset_class = SeatFilter

    def rows(self) -> models.QuerySet[Seat]:
        return queries.roster(self.user, timezone.localdate())


class RosterExport(ListExport):
    """领导小组、成员单位名单 as Excel; officials in office, so nobody is asked why."""

    figures = True
    listing, list_url = Roster, LIST
    title, kind = gettext_lazy("领导小组、成员单位名单"), "leading_groups"
    measure = gettext_lazy("人")
    fields = (
        Field(gettext_lazy("单位"), lambda s, m: s.place.name, width=14),
        Field(gettext_lazy("领导小组、成员单位"), lambda s, m: (s.group or s.unit).name, width=26),
        Field(gettext_lazy("职责"), lambda s, m: s.get_post_display(), width=12),
        Field(gettext_lazy("姓名"), lambda s, m: s.name, width=10),
        Field(gettext_lazy("职务"), lambda s, m: s.title, width=18),
        Field(
            gettext_lazy("代表单位"),
            lambda s, m: s.represents.short_name if s.represents else "",
            width=12,
        ),
        Field(gettext_lazy("办公电话"), lambda s, m: s.office_phone, width=14),
        Field(gettext_lazy("到任"), lambda s, m: zh_date(s.since), width=14),
    )
