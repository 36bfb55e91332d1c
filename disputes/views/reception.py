"""Pages of reception days (主席接待日) and of the county's figures for the door."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act, may, may_somewhere
from accounts.refusals import NotTheMoment
from accounts.views.base import Page
from accounts.views.verb import PlainVerb
from campaigns.models import Division
from disputes.forms.reception import IntakeRuleForm, ReceptionDayForm, ReceptionYearForm
from disputes.models import ReceptionDay
from disputes.queries import reception as queries
from disputes.queries.intake_rule import county_of, rule_of
from disputes.transitions import reception as verbs

PLANNERS = ALLOWED[Act.RECEPTION_PLAN]
BLANK_LINES = 6  # of the printed sheet, for who comes without a matter being there yet


def office(page: Page) -> Division:
    """The asking person's office; 404 where she has none."""
    unit = queries.office_of(page.user)
    if unit is None:
        raise Http404
    return unit


class ReceptionList(Page):
    """The office's days of a year, the next one on top."""

    audience = PLANNERS
    template_name = "disputes/reception/list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        unit, today = office(self), timezone.localdate()
        asked = request.GET.get("year", "")
        year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else today.year
        days = list(queries.days_of(self.user, unit, year))
        counts = queries.counts_of(self.user, unit, [d.held_on for d in days])
        lines = [{"day": d, "count": counts.get(d.held_on, 0)} for d in days]
        coming = [one for one in lines if one["day"].held_on >= today]  # type: ignore[attr-defined]
        past = [one for one in reversed(lines) if one not in coming]
        return self.page(
            unit=unit,
            year=year,
            coming=coming,
            past=past,
            may_plan=may(self.user, Act.RECEPTION_PLAN, unit.code),
            may_rule=may_somewhere(self.user, Act.INTAKE_RULE),
        )


class ReceptionDetail(Page):
    """One day: when, where, who sits there, what was received; prints as a sheet."""

    audience = PLANNERS
    template_name = "disputes/reception/detail.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        day = queries.opened_day(self.user, uid)
        matters = list(queries.received_on(self.user, day))
        self.note_reading(matters, place=day.unit_id)
        today = timezone.localdate()
        return self.page(
            day=day,
            matters=matters,
            blank=range(BLANK_LINES),
            coming=day.held_on >= today,
            may_change=day.held_on >= today and may(self.user, Act.RECEPTION_PLAN, day.unit_id),
            receives=day.held_on == today and may(self.user, Act.MATTER_RECEIVE, day.unit_id),
        )


class ReceptionPlan(PlainVerb):
    """排一年的接待日."""

    audience = PLANNERS
    heading = gettext_lazy("排一年的接待日")
    button = gettext_lazy("排好")
    hint = gettext_lazy("逢节假日的，顺延到同一周的下一个工作日；整周放假的不排。已排的不变。")
    form_class = ReceptionYearForm
    unit: Division

    def prepare(self) -> None:
        self.unit = office(self)

    def initial(self) -> dict[str, Any]:
        today = timezone.localdate()
        last = ReceptionDay.objects.visible_to(self.user).filter(unit=self.unit).last()
        usual = rule_of(county_of(self.unit.code)).weekday
        known = {"hours": last.hours, "room": last.room, "chair": last.chair} if last else {}
        return {"year": today.year, "weekday": usual, **known}

    def way(self) -> list[tuple[str, str]]:
        return [(_("接待日"), reverse("disputes:reception_list"))]

    def act(self, data: dict[str, Any]) -> str:
        since = timezone.localdate() if data["year"] == timezone.localdate().year else None
        made = verbs.plan_year(unit=self.unit, since=since, by=self.user, **data)
        return _("已排 %(n)d 天。") % {"n": len(made)}


class ReceptionChange(PlainVerb):
    """改一天."""

    audience = PLANNERS
    heading = gettext_lazy("改这一天")
    button = gettext_lazy("保存")
    form_class = ReceptionDayForm
    chooses = True
    day: ReceptionDay

    def prepare(self) -> None:
        self.day = queries.opened_day(self.user, self.kwargs["uid"])
        if self.day.held_on < timezone.localdate():
            raise NotTheMoment(_("这一天已经过去，不能再改。"))

    def initial(self) -> dict[str, Any]:
        row = self.day
        seats = "\n".join(f"{s.name} {s.duty}".strip() for s in row.seats.all())
        names = ("version", "held_on", "hours", "room", "chair", "called_off")
        return {name: getattr(row, name) for name in names} | {"seats": seats}

    def way(self) -> list[tuple[str, str]]:
        return [
            (_("接待日"), reverse("disputes:reception_list")),
            (_("这一天"), reverse("disputes:reception_detail", args=[self.day.uid])),
        ]

    def act(self, data: dict[str, Any]) -> str:
        verbs.change_day(day=self.day, by=self.user, **data)
        return _("已改。")


class IntakeRules(PlainVerb):
    """来件规则: the county's own figures, as the next version."""

    audience = ALLOWED[Act.INTAKE_RULE]
    heading = gettext_lazy("来件规则")
    button = gettext_lazy("从今天起按此执行")
    hint = gettext_lazy("每改一次是一个新版本，以前的照当时的算。")
    form_class = IntakeRuleForm
    unit: Division

    def prepare(self) -> None:
        self.unit = office(self)
        self.rule = rule_of(county_of(self.unit.code))

    def initial(self) -> dict[str, Any]:
        names = ("revisit_days", "twin_days", "weekday")
        return {name: getattr(self.rule, name) for name in names}

    def sub(self) -> str:
        if not self.rule.version:
            return _("现在用的是系统默认值")
        return _("现在是第 %(n)d 版") % {"n": self.rule.version}

    def way(self) -> list[tuple[str, str]]:
        return [(_("来件"), reverse("disputes:matter_list"))]

    def act(self, data: dict[str, Any]) -> str:
        verbs.set_rule(county=self.unit, by=self.user, **data)
        return _("已从今天起执行。")
