"""Pages of meetings (领导小组会议): the list, one meeting, the verbs."""

from __future__ import annotations

import uuid
from datetime import date
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
from campaigns.forms import bytes_of
from campaigns.models import Attendance, KeptFile, LeadingGroup, Meeting, Seat
from campaigns.organisation_filters import MeetingFilter
from campaigns.organisation_forms import MeetingEditForm, MeetingForm
from campaigns.queries import organisation as queries
from campaigns.queries.network import own_unit
from campaigns.transitions import meeting as verbs
from campaigns.transitions.unit import acts_for, require_unit
from campaigns.year_forms import WhyBackForm

LIST = "campaigns:meeting_list"
How = Attendance.How


def page_of(meeting: Meeting) -> str:
    """The page of a meeting."""
    return reverse("campaigns:meeting_detail", args=[meeting.uid])


def came(meeting: Meeting, how: str) -> list[Attendance]:
    """Those who came in one way; attendance is prefetched."""
    return [a for a in meeting.attendance.all() if a.how == how]


def named(rows: list[Attendance]) -> str:
    """韩立（代：周敏）、耿卫（出差）."""
    return "、".join(f"{a.seat.name}（{a.note}）" if a.note else a.seat.name for a in rows)


class MeetingList(ListPage):
    """会议 of the reach, newest first."""

    audience = AREA_ROLES
    template_name = "campaigns/meeting/list.html"
    filterset_class = MeetingFilter

    def rows(self) -> models.QuerySet[Meeting]:
        return queries.meetings(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        lines = [
            {
                "row": m,
                "present": len(came(m, How.PRESENT)) + len(came(m, How.DEPUTISED)),
                "due": len(m.attendance.all()),
            }
            for m in page.object_list
        ]
        unit = own_unit(self.user)
        group = LeadingGroup.objects.visible_to(self.user).standing().filter(place=unit).first()
        may_add = group is not None and acts_for(self.user, Act.MEETING_WRITE, unit)
        may_export = bool(self.user.roles_today() & CASE_ROLES)
        return {
            "lines": lines,
            "unit": unit,
            "group": group if may_add else None,
            "may_export": may_export,
        }


class MeetingDetail(Page):
    """One meeting with minutes, files and who came."""

    audience = AREA_ROLES
    template_name = "campaigns/meeting/detail.html"

    def get(self, request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
        row = queries.meetings(self.user).fetch(self.user, uid=uid)
        files = KeptFile.objects.visible_to(self.user).kept().listed().filter(meeting=row)
        standing = row.taken_back_at is None
        return self.page(
            row=row,
            attendance=row.attendance.all(),
            present=len(came(row, How.PRESENT)),
            deputised=len(came(row, How.DEPUTISED)),
            absent=len(came(row, How.ABSENT)),
            files=files,
            may_act=standing and acts_for(self.user, Act.MEETING_WRITE, row.place),
        )


class MeetingNew(PlainVerb):
    """登记会议 of a group, with a line for everybody who sat in it that day."""

    audience = ALLOWED[Act.MEETING_WRITE]
    template_name = "campaigns/meeting/form.html"
    heading = button = gettext_lazy("登记会议")
    form_class = MeetingForm
    group: LeadingGroup

    def prepare(self) -> None:
        self.group = queries.groups(self.user).fetch(self.user, uid=self.kwargs["uid"])
        require_unit(self.user, Act.MEETING_WRITE, self.group.place)

    def form_kwargs(self) -> dict[str, Any]:
        order = list(Seat.Post.values)
        rows = Seat.objects.visible_to(self.user).filter(group=self.group).on(self._day())
        return {"seats": sorted(rows, key=lambda s: (order.index(s.post), s.since, s.pk))}

    def _day(self) -> date:
        """The day that was typed, so that the list is that day's; today at first."""
        try:
            return date.fromisoformat(self.request.POST.get("held_on", ""))
        except ValueError:
            return timezone.localdate()

    def initial(self) -> dict[str, Any]:
        return {"client_uuid": uuid.uuid4(), "held_on": timezone.localdate()}

    def sub(self) -> str:
        return self.group.name

    def way(self) -> list[tuple[str, str]]:
        page = reverse("campaigns:leading_group_detail", args=[self.group.uid])
        return [(_("领导小组会议"), reverse(LIST)), (self.group.name, page)]

    def perform(self, data: dict[str, Any]) -> str:
        file = bytes_of(data)
        row = verbs.record_meeting(self.group, by=self.user, file=file, **data)
        return self.done(_("已登记。"), page_of(row))


class MeetingVerb(PlainVerb):
    """A verb on one meeting."""

    audience = ALLOWED[Act.MEETING_WRITE]
    row: Meeting

    def prepare(self) -> None:
        self.row = queries.meetings(self.user).fetch(self.user, uid=self.kwargs["uid"])
        require_unit(self.user, Act.MEETING_WRITE, self.row.place)

    def initial(self) -> dict[str, Any]:
        return {"version": self.row.version}

    def sub(self) -> str:
        return f"{zh_date(self.row.held_on)} {self.row.topic}"

    def way(self) -> list[tuple[str, str]]:
        return [(_("领导小组会议"), reverse(LIST)), (self.row.topic, page_of(self.row))]


class MeetingEdit(MeetingVerb):
    """修改会议、补传附件."""

    heading = gettext_lazy("修改会议")
    button = gettext_lazy("保存")
    form_class = MeetingEditForm
    chooses = True

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.row, name) for name in (*verbs.FIELDS, "version")}

    def act(self, data: dict[str, Any]) -> str:
        file = bytes_of(data)
        verbs.change_meeting(self.row, by=self.user, file=file, **data)
        return _("已保存。")


class MeetingBack(MeetingVerb):
    """撤回会议."""

    heading = button = gettext_lazy("撤回会议")
    hint = gettext_lazy("撤回后不再计次数，记录和原因保留。")
    form_class = WhyBackForm
    ends = True

    def act(self, data: dict[str, Any]) -> str:
        verbs.take_back_meeting(self.row, by=self.user, **data)
        return _("已撤回。")


class MeetingExport(ListExport):
    """会议台账 with attendance as Excel."""

    figures = True
    listing, list_url = MeetingList, LIST
    title, kind = gettext_lazy("领导小组会议台账"), "meetings"
    measure = gettext_lazy("次")
    fields = (
        Field(gettext_lazy("单位"), lambda m, x: m.place.name, width=14),
        Field(gettext_lazy("日期"), lambda m, x: zh_date(m.held_on), width=14),
        Field(gettext_lazy("形式"), lambda m, x: m.get_kind_display(), width=10),
        Field(gettext_lazy("地点"), lambda m, x: m.held_at, width=16),
        Field(gettext_lazy("议题"), lambda m, x: m.topic, width=30),
        Field(gettext_lazy("应到"), lambda m, x: len(m.attendance.all()), kind="int", width=7),
        Field(gettext_lazy("出席"), lambda m, x: len(came(m, How.PRESENT)), kind="int", width=7),
        Field(gettext_lazy("代会"), lambda m, x: named(came(m, How.DEPUTISED)), width=18),
        Field(gettext_lazy("缺席"), lambda m, x: named(came(m, How.ABSENT)), width=18),
    )
