"""Pages of the year's calendar: the list and its Excel, units by duty, one duty. Its verbs are in
year_duty_verbs."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import trail
from accounts.acts import Act, may
from accounts.exports.listing import Field
from accounts.models import Trail
from accounts.roles import AREA_ROLES, CASE_ROLES
from accounts.templatetags.words import zh_date
from accounts.views.base import ListPage, Page
from accounts.views.export import ListExport
from campaigns.models import Campaign, Division, Duty, DutyMark, KeptFile, Level
from campaigns.organisation_filters import DutyFilter
from campaigns.queries import year_duty as queries
from campaigns.transitions.unit import acts_for
from campaigns.views.year_asked import Asked, asked_for

LIST = "campaigns:year_duty_list"


class YearDutyList(ListPage):
    """年度日程: every duty with how it stands in one's own unit and below."""

    audience = AREA_ROLES
    template_name = "campaigns/year_duty/list.html"
    filterset_class = DutyFilter

    @property
    def asked(self) -> Asked:
        """The unit and the year of the page; asked once."""
        if not hasattr(self, "_asked"):
            self._asked = asked_for(self.user, self.request)
        return self._asked

    def rows(self) -> models.QuerySet[Duty]:
        rows = Duty.objects.filter(campaign=self.asked.campaign)
        return queries.counted(self.user, rows).order_by("due_on", "level", "pk")

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        asked, today = self.asked, timezone.localdate()
        shown = list(page.object_list)
        unit, campaign = asked.unit, asked.campaign
        context: dict[str, Any] = {"asked": asked, "unit": unit, "campaign": campaign}
        if campaign is None:
            return context | {"lines": []}
        own = queries.level_of_unit(unit)
        marks = queries.marks_of(self.user, shown, [unit])
        found = queries.tallies(self.user, shown, campaign.county, unit, today)
        lines = [
            {
                "duty": d,
                "state": queries.state_of(d, marks.get((d.pk, unit.pk)), today)
                if d.level == own
                else None,
                "tally": found[d.pk][0] if d.level > own else None,
            }
            for d in shown
        ]
        return context | {
            "lines": lines,
            "levels": [lv for lv in queries.LEVELS if lv > own],
            "may_set": campaign.status == Campaign.Status.OPEN
            and may(self.user, Act.YEAR_DUTY_SET, campaign.county_id),
            "may_export": bool(self.user.roles_today() & CASE_ROLES),
        }


class YearDutyTable(Page):
    """事项 × 单位: each unit one below with what it did; villages of a county by township."""

    audience = AREA_ROLES
    template_name = "campaigns/year_duty/table.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        asked, today = asked_for(self.user, request), timezone.localdate()
        unit, campaign = asked.unit, asked.campaign
        level = {"4": Level.TOWNSHIP, "5": Level.VILLAGE}.get(request.GET.get("level", "4"))
        if campaign is None or level is None:
            raise Http404
        level = max(level, Level(unit.level) if not unit.is_county else level)
        duties = list(Duty.objects.standing().filter(campaign=campaign, level=level))
        by_town = level == Level.VILLAGE and unit.is_county
        rows_level = Level.TOWNSHIP if by_town else level
        units = list(queries.units_of(campaign.county, rows_level, unit))
        lines: list[tuple[Division, list[tuple[Duty, Any]]]]
        if by_town:
            found = queries.tallies(self.user, duties, campaign.county, unit, today)
            lines = [(u, [(d, found[d.pk][u.pk]) for d in duties]) for u in units]
        else:
            marks = queries.marks_of(self.user, duties, units)
            lines = [
                (u, [(d, queries.state_of(d, marks.get((d.pk, u.pk)), today)) for d in duties])
                for u in units
            ]
        return self.page(
            asked=asked,
            unit=unit,
            campaign=campaign,
            level=level,
            by_town=by_town,
            duties=duties,
            lines=lines,
            levels=[lv for lv in queries.LEVELS if lv > queries.level_of_unit(unit)],
        )


STATES = {"over", "open", "done", "late", "lifted"}


class YearDutyDetail(Page):
    """One duty: one's own part, and every unit's as far as one sees."""

    audience = AREA_ROLES
    template_name = "campaigns/year_duty/detail.html"

    def get(self, request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
        duty = duty_at(self.user, uid)
        asked, today = asked_for(self.user, request), timezone.localdate()
        unit, campaign = asked.unit, duty.campaign
        state = request.GET.get("state", "")
        if state and state not in STATES:
            raise Http404
        units = queries.units_by_state(self.user, duty, unit, state, today)
        page = Paginator(units, 50).get_page(request.GET.get("page"))
        shown = list(page.object_list)
        marks = queries.marks_of(self.user, [duty], [*shown, unit])
        own = queries.state_of(duty, marks.get((duty.pk, unit.pk)), today)
        is_own = duty.level == queries.level_of_unit(unit)
        is_open = campaign.status == Campaign.Status.OPEN and not duty.is_lifted
        files = KeptFile.objects.visible_to(self.user).kept().listed()
        return self.page(
            duty=duty,
            campaign=campaign,
            unit=unit,
            today=today,
            state=state,
            page=page,
            own=own if is_own else None,
            own_files=files.filter(duty_mark=own.mark) if own.mark else [],
            lines=[(u, queries.state_of(duty, marks.get((duty.pk, u.pk)), today)) for u in shown]
            if duty.level > queries.level_of_unit(unit)
            else [],
            below=duty.level > queries.level_of_unit(unit),
            history=[(row, told_words(row)) for row in trail.of(duty)[:20]]
            if may(self.user, Act.YEAR_DUTY_SET, campaign.county_id)
            else [],
            may_set=is_open and may(self.user, Act.YEAR_DUTY_SET, campaign.county_id),
            may_done=is_open
            and is_own
            and own.mark is None
            and acts_for(self.user, Act.YEAR_DUTY_DONE, unit),
            may_back=is_open and own.mark is not None and self._may_back(own.mark, unit),
        )

    def _may_back(self, mark: DutyMark, unit: Division) -> bool:
        if mark.kind == DutyMark.Kind.LIFTED:
            return may(self.user, Act.YEAR_DUTY_SET, mark.duty.campaign.county_id)
        return acts_for(self.user, Act.YEAR_DUTY_DONE, unit)


def told_words(row: Trail) -> str:
    """What was done to a duty, for its history."""
    before, after = row.before.get("due_on"), row.after.get("due_on")
    if before and before != after:
        days = {"a": zh_date(date.fromisoformat(before)), "b": zh_date(date.fromisoformat(after))}
        return _("由%(a)s改到%(b)s") % days
    if before:
        return _("提前 %(n)d 天列入待办") % {"n": row.after.get("ahead", 0)}
    if row.after.get("unit"):
        return _("一个单位免办")
    return _("取消") if row.after.get("lifted") else _("增加")


def duty_at(user: Any, uid: uuid.UUID) -> Duty:
    """A duty of a county the reader works in, or 404."""
    duty = Duty.objects.select_related("campaign__county").filter(uid=uid).first()
    if duty is None:
        raise Http404
    county = duty.campaign.county
    if not any(low < county.end and county.code < high for low, high in user.area_spans):
        raise Http404
    return duty


class YearDutyExport(ListExport):
    """年度日程表 as Excel: figures only, so nobody is asked why."""

    figures = True
    listing, list_url = YearDutyList, LIST
    title, kind = gettext_lazy("年度日程表"), "year_duties"
    measure = gettext_lazy("件")
    fields = (
        Field(gettext_lazy("时间"), lambda d, m: zh_date(d.due_on), width=16),
        Field(gettext_lazy("层级"), lambda d, m: d.get_level_display(), width=8),
        Field(gettext_lazy("事项"), lambda d, m: d.title, width=34),
        Field(gettext_lazy("类别"), lambda d, m: d.get_kind_display(), width=10),
        Field(gettext_lazy("提前（天）"), lambda d, m: d.ahead, kind="int", width=10),
        Field(gettext_lazy("按时"), lambda d, m: d.on_time, kind="int", width=8),
        Field(gettext_lazy("迟办"), lambda d, m: d.late, kind="int", width=8),
        Field(gettext_lazy("免办"), lambda d, m: d.freed, kind="int", width=8),
        Field(
            gettext_lazy("备注"),
            lambda d, m: d.lift_reason or (zh_date(d.first_due_on) if d.first_due_on else ""),
            width=20,
        ),
    )
