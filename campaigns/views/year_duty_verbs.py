"""Verbs of the year's calendar: the county adds, moves and lifts duties, a unit marks its own."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act
from accounts.templatetags.words import zh_date
from accounts.views.verb import PlainVerb
from campaigns.forms import bytes_of
from campaigns.models import Division, Duty, DutyMark
from campaigns.queries import year_duty as queries
from campaigns.queries.network import own_unit
from campaigns.transitions import year_duty as verbs
from campaigns.transitions.open_year import require_open
from campaigns.transitions.unit import require_unit
from campaigns.views.asked import code_named
from campaigns.views.year import YearVerb
from campaigns.views.year_duty import LIST, duty_at
from campaigns.year_forms import (
    DutyDoneForm,
    DutyForm,
    DutyLiftForm,
    DutyMoveForm,
    WhyBackForm,
)


class YearDutyNew(YearVerb):
    """增加日程事项."""

    audience = ALLOWED[Act.YEAR_DUTY_SET]
    heading = button = gettext_lazy("增加日程事项")
    hint = gettext_lazy("到期前按天数列入各单位待办，办结或取消前一直在。")
    form_class = DutyForm

    def prepare(self) -> None:
        super().prepare()
        require_open(self.campaign)

    def way(self) -> list[tuple[str, str]]:
        return [*super().way(), (_("年度日程"), f"{reverse(LIST)}?year={self.campaign.year}")]

    def act(self, data: dict[str, Any]) -> str:
        verbs.add_duty(self.campaign, by=self.user, **data)
        return _("已增加，会按时列入待办。")


class YearDutyVerb(PlainVerb):
    """A verb on one duty."""

    duty: Duty

    def prepare(self) -> None:
        self.duty = duty_at(self.user, self.kwargs["uid"])
        require_open(self.duty.campaign)

    def initial(self) -> dict[str, Any]:
        return {"version": self.duty.version}

    def sub(self) -> str:
        return self.duty.title

    def facts(self) -> list[tuple[str, Any]]:
        return [
            (_("事项"), self.duty.title),
            (_("截止"), zh_date(self.duty.due_on)),
            (_("谁办"), self.duty.get_level_display()),
        ]

    def way(self) -> list[tuple[str, str]]:
        year = f"?year={self.duty.campaign.year}"
        return [
            (_("年度日程"), reverse(LIST) + year),
            (self.duty.title, reverse("campaigns:year_duty_detail", args=[self.duty.uid])),
        ]


class YearDutyMove(YearDutyVerb):
    """调整日期."""

    audience = ALLOWED[Act.YEAR_DUTY_SET]
    heading = button = gettext_lazy("调整日期")
    form_class = DutyMoveForm

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"due_on": self.duty.due_on, "ahead": self.duty.ahead}

    def act(self, data: dict[str, Any]) -> str:
        verbs.move_duty(self.duty, by=self.user, **data)
        return _("已调整，待办里的日期跟着变。")


class YearDutyLift(YearDutyVerb):
    """取消事项, for all or for one unit."""

    audience = ALLOWED[Act.YEAR_DUTY_SET]
    heading = button = gettext_lazy("取消事项")
    hint = gettext_lazy("取消的事项从待办里去掉，记录和原因保留。")
    form_class = DutyLiftForm
    ends = True

    def form_kwargs(self) -> dict[str, Any]:
        county = self.duty.campaign.county
        return {"units": queries.units_of(county, self.duty.level, county)}

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"unit": code_named(self.request, "unit")}

    def act(self, data: dict[str, Any]) -> str:
        verbs.lift_duty(self.duty, by=self.user, **data)
        return _("已取消。") if data["unit"] is None else _("这个单位已免办。")


class YearDutyDone(YearDutyVerb):
    """办结 in one's own unit."""

    audience = ALLOWED[Act.YEAR_DUTY_DONE]
    heading = button = gettext_lazy("登记办结")
    form_class = DutyDoneForm
    unit: Division

    def prepare(self) -> None:
        super().prepare()
        self.unit = own_unit(self.user)
        if self.duty.level != queries.level_of_unit(self.unit):
            raise Http404
        require_unit(self.user, Act.YEAR_DUTY_DONE, self.unit)

    def initial(self) -> dict[str, Any]:
        return {"day": timezone.localdate()}

    def act(self, data: dict[str, Any]) -> str:
        file = bytes_of(data)
        verbs.mark_done(
            self.duty, self.unit, by=self.user, file=file, file_title=self.duty.title, **data
        )
        return _("已办结，从待办里去掉了。")


class DutyMarkBack(PlainVerb):
    """撤回办结."""

    audience = ALLOWED[Act.YEAR_DUTY_DONE]
    heading = button = gettext_lazy("撤回办理")
    hint = gettext_lazy("撤回后这件事回到待办里。")
    form_class = WhyBackForm
    ends = True
    mark: DutyMark

    def prepare(self) -> None:
        joined = DutyMark.objects.select_related("duty__campaign", "place")
        self.mark = joined.fetch(self.user, uid=self.kwargs["uid"])
        require_open(self.mark.duty.campaign)
        if self.mark.kind == DutyMark.Kind.DONE:
            require_unit(self.user, Act.YEAR_DUTY_DONE, self.mark.place)

    def sub(self) -> str:
        return f"{self.mark.place.name} {self.mark.duty.title}"

    def way(self) -> list[tuple[str, str]]:
        page = reverse("campaigns:year_duty_detail", args=[self.mark.duty.uid])
        return [(_("年度日程"), reverse(LIST)), (self.mark.duty.title, page)]

    def act(self, data: dict[str, Any]) -> str:
        verbs.take_back_mark(self.mark, reason=data["reason"], by=self.user)
        return _("已撤回，回到待办。")
