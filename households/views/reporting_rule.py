"""Pages of how reports run: periods, sensitive periods, the county's rule."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import Act, may_somewhere
from accounts.models import User
from accounts.roles import AREA_ROLES, Role
from accounts.views.base import ListPage, VerbPage
from accounts.views.verb import PlainVerb
from campaigns.models import Campaign, Division
from households.forms.reporting import (
    EndSensitiveForm,
    OpenPeriodForm,
    RuleForm,
    SensitiveForm,
)
from households.models import ReportingPeriod, ReportingRule, SensitivePeriod
from households.transitions import sensitive
from households.transitions.period import open_period
from households.transitions.reporting_rule import set_rule

COUNTY = frozenset({Role.COUNTY_FEDERATION})


def own_county(user: User) -> Division:
    """The county of the widest posting."""
    posting = user.main_posting
    assert posting is not None  # the audience has one
    code = posting.division.code
    return Division.objects.get(code=code if posting.division.is_county else code // 10**6 * 10**6)


def running(user: User) -> Campaign:
    """The county's newest open campaign, or the newest."""
    rows = Campaign.objects.for_place(own_county(user).code).select_related("county")
    found = rows.filter(status=Campaign.Status.OPEN).first() or rows.first()
    if found is None:
        raise Http404
    return found


class PeriodList(ListPage):
    """报告周期和敏感时期 of the county."""

    audience = AREA_ROLES
    template_name = "households/reporting/periods.html"

    def rows(self) -> Any:
        rows = ReportingPeriod.objects.visible_to(self.user).select_related("sensitive")
        return rows.filter(county=own_county(self.user)).order_by("-starts", "cadence")

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        county, today = own_county(self.user), timezone.localdate()
        windows = SensitivePeriod.objects.visible_to(self.user).filter(county=county)
        return {
            "windows": windows.select_related("opened_by", "ended_by"),
            "rule": ReportingRule.objects.of(county.code, today),
            "versions": ReportingRule.objects.visible_to(self.user)
            .filter(county=county)
            .select_related("made_by"),
            "today": today,
            "may_open": may_somewhere(self.user, Act.PERIOD_OPEN),
        }


class PeriodOpen(PlainVerb):
    """开启一期."""

    audience = COUNTY
    form_class = OpenPeriodForm
    heading, button = gettext_lazy("开启报告周期"), gettext_lazy("开启")
    hint = gettext_lazy("平时由系统按规则自动开启；没到的日子可以先开启，到了第一天村里才能报。")

    def initial(self) -> dict[str, Any]:
        return {"day": timezone.localdate()}

    def way(self) -> list[tuple[str, str]]:
        return [(_("报告周期"), reverse("households:period_list"))]

    def act(self, data: dict[str, Any]) -> str:
        period = open_period(campaign=running(self.user), day=data["day"], by=self.user)
        return _("已开启%(p)s，%(n)d 个村应报。") % {
            "p": period,
            "n": period.expected.exclude(standing="struck").count(),
        }


class SensitiveOpen(PlainVerb):
    """开启敏感时期."""

    audience = COUNTY
    form_class = SensitiveForm
    heading, button = gettext_lazy("开启敏感时期"), gettext_lazy("开启")
    hint = gettext_lazy("这些日子只按敏感时期报，平时的报告不再重复要；结束后自动恢复。")

    def way(self) -> list[tuple[str, str]]:
        return [(_("报告周期"), reverse("households:period_list"))]

    def act(self, data: dict[str, Any]) -> str:
        row = sensitive.open_sensitive(campaign=running(self.user), by=self.user, **data)
        return _("已开启%(name)s。") % {"name": row.name}


class SensitiveEnd(PlainVerb):
    """提前结束敏感时期."""

    audience = COUNTY
    form_class = EndSensitiveForm
    heading, button = gettext_lazy("提前结束敏感时期"), gettext_lazy("提前结束")
    ends = True
    row: SensitivePeriod

    def prepare(self) -> None:
        rows = SensitivePeriod.objects.filter(county=own_county(self.user))
        self.row = rows.fetch(self.user, uid=self.kwargs["uid"])

    def initial(self) -> dict[str, Any]:
        return {"last": timezone.localdate()}

    def sub(self) -> str:
        return self.row.name

    def way(self) -> list[tuple[str, str]]:
        return [(_("报告周期"), reverse("households:period_list"))]

    def act(self, data: dict[str, Any]) -> str:
        sensitive.end_sensitive(uid=self.row.uid, by=self.user, **data)
        return _("已提前结束，之后的日子恢复平时的报告。")


class RuleSet(VerbPage):
    """报告规则: a new version with its day."""

    audience = COUNTY
    template_name = "households/reporting/rule.html"
    form_class = RuleForm
    county: Division

    def prepare(self) -> None:
        self.county = own_county(self.user)

    def initial(self) -> dict[str, Any]:
        last = ReportingRule.objects.filter(county=self.county).order_by("-version").first()
        day = timezone.localdate()
        return RuleForm.initial_of(last or ReportingRule.objects.of(self.county.code, day), day)

    def context(self) -> dict[str, Any]:
        return {"county": self.county}

    def perform(self, data: dict[str, Any]) -> str:
        form = RuleForm(self.request.POST)
        form.is_valid()
        row = set_rule(
            county=self.county,
            effective_from=data["effective_from"],
            reason=data["reason"],
            version=data["version"],
            by=self.user,
            **form.settings(),
        )
        messages.success(
            self.request, _("已存为第 %(n)d 版，已经开启的各期不变。") % {"n": row.version}
        )
        return reverse("households:period_list")
