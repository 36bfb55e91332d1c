"""Pages of the list of who owes a report: one village of one period, exemptions, exceptions."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import Act, may, may_somewhere
from accounts.models import User
from accounts.roles import CASE_ROLES, Role
from accounts.views.base import ListPage, Page
from accounts.views.verb import PlainVerb
from campaigns.models import Division, Level
from households.forms.reporting import (
    AddVillageForm,
    ExceptionForm,
    ExemptionForm,
    ReasonForm,
)
from households.models import (
    Escalation,
    Exemption,
    ExpectedChange,
    ExpectedReport,
    FilingException,
    ReportingPeriod,
    Standing,
)
from households.queries.report import expected_rows
from households.transitions import expected

COUNTY = frozenset({Role.COUNTY_FEDERATION})
TOWN = frozenset({Role.TOWNSHIP_FEDERATION})


class ExpectedDetail(Page):
    """One village of one period: what was owed, who changed it and why, who was reminded."""

    audience = CASE_ROLES
    template_name = "households/reporting/expected.html"

    def get(self, request: HttpRequest, pk: int, code: int) -> HttpResponse:
        asked = ExpectedReport.objects.fetch(self.user, period=pk, village=code)
        row = expected_rows(self.user, timezone.now()).filter(pk=asked.pk).first() or asked
        owing = row.standing == Standing.OWED and not getattr(row, "report_uid", None)
        past = row.period.village_due < timezone.now()
        return self.page(
            row=row,
            changes=_visible(ExpectedChange, self.user).filter(expected=row).select_related("by"),
            steps=_visible(Escalation, self.user).filter(period=pk, unit=code).select_related("by"),
            exceptions=_visible(FilingException, self.user)
            .filter(period=pk, unit=code)
            .select_related("granted_by"),
            may_note=owing
            and past
            and not row.missing_at
            and may(self.user, Act.EXPECTED_MISSING, code),
            may_strike=owing and may(self.user, Act.EXPECTED_CHANGE, code),
            may_except=may(self.user, Act.EXCEPTION_GRANT, code),
        )


def _visible(model: Any, user: User) -> Any:
    return model.objects.visible_to(user)


class _OfVillage(PlainVerb):
    """A verb on one village of one period."""

    form_class = ReasonForm
    row: ExpectedReport

    def prepare(self) -> None:
        rows = ExpectedReport.objects.select_related("period", "village")
        self.row = rows.fetch(self.user, period=self.kwargs["pk"], village=self.kwargs["code"])

    def sub(self) -> str:
        return f"{self.row.village.name} {self.row.period}"

    def way(self) -> list[tuple[str, str]]:
        return [
            (
                _("应报情况"),
                reverse(
                    "households:expected_detail", args=[self.row.period_id, self.row.village_id]
                ),
            )
        ]


class ExpectedMissing(_OfVillage):
    """标记未报."""

    audience = TOWN
    heading, button = gettext_lazy("标记未报"), gettext_lazy("标记未报")
    hint = gettext_lazy("由您写明原因，之后才能汇总；村里以后补来的，记为补报。")

    def act(self, data: dict[str, Any]) -> str:
        expected.note_missing(
            period=self.row.period,
            village=self.row.village_id,
            reason=data["reason"],
            by=self.user,
        )
        return _("已标记未报。")


class ExpectedStrike(_OfVillage):
    """撤出应报名单."""

    audience = COUNTY
    heading, button = gettext_lazy("撤出应报名单"), gettext_lazy("撤出应报")
    ends = True
    hint = gettext_lazy("只用于名单本来有误的，例如开启之前已经并村；撤出有记录，可以恢复。")

    def act(self, data: dict[str, Any]) -> str:
        expected.strike_village(
            period=self.row.period,
            village=self.row.village_id,
            reason=data["reason"],
            by=self.user,
        )
        return _("已撤出应报名单。")


class ExceptionGrant(_OfVillage):
    """许可补报、更正."""

    audience = COUNTY
    form_class = ExceptionForm
    heading, button = gettext_lazy("许可补报、更正"), gettext_lazy("许可")
    hint = gettext_lazy("只对这个村这一期有效，到期自动收回；谁在什么时候许可的都有记录。")

    def act(self, data: dict[str, Any]) -> str:
        expected.grant_exception(
            period=self.row.period,
            unit=self.row.village,
            until=data["until"],
            reason=data["reason"],
            by=self.user,
        )
        return _("已许可。")


class ExpectedAdd(PlainVerb):
    """补入应报."""

    audience = COUNTY
    form_class = AddVillageForm
    heading, button = gettext_lazy("补入应报"), gettext_lazy("补入")
    hint = gettext_lazy("新设的村，或开启时漏掉的村；补入有记录。")
    period: ReportingPeriod

    def prepare(self) -> None:
        rows = ReportingPeriod.objects.select_related("county")
        self.period = rows.fetch(self.user, pk=self.kwargs["pk"], county__in=_counties(self.user))

    def form_kwargs(self) -> dict[str, Any]:
        on_list = ExpectedReport.objects.visible_to(self.user).filter(period=self.period)
        taken = on_list.exclude(standing=Standing.STRUCK).values("village")
        rows = Division.objects.below(self.period.county, Level.VILLAGE).current()
        return {"villages": list(rows.exclude(pk__in=taken).values_list("code", "name"))}

    def sub(self) -> str:
        return str(self.period)

    def way(self) -> list[tuple[str, str]]:
        return [(_("报告周期"), reverse("households:period_list"))]

    def act(self, data: dict[str, Any]) -> str:
        village = Division.objects.fetch(self.user, code=data["village"])
        expected.add_village(
            period=self.period, village=village, reason=data["reason"], by=self.user
        )
        return _("已把%(name)s补入应报。") % {"name": village.name}


def _counties(user: User) -> list[int]:
    return [p.division_id for p in user.postings_today if p.role == Role.COUNTY_FEDERATION]


class ExemptionList(ListPage):
    """免报: what holds, what is over."""

    audience = CASE_ROLES
    template_name = "households/reporting/exemptions.html"

    def rows(self) -> Any:
        rows = Exemption.objects.visible_to(self.user)
        return rows.select_related("village", "granted_by", "ended_by")

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        today = timezone.localdate()
        for row in page.object_list:
            row.now = row.holds_on(today)
            row.over = row.ended_at is not None or row.last < today
        return {"may_grant": may_somewhere(self.user, Act.EXEMPTION_GRANT)}


class ExemptionNew(PlainVerb):
    """准予免报."""

    audience = COUNTY
    form_class = ExemptionForm
    heading, button = gettext_lazy("准予免报"), gettext_lazy("准予免报")
    hint = gettext_lazy("免报不进完整率、及时率；过去的不再改，到期自动恢复应报。")

    def form_kwargs(self) -> dict[str, Any]:
        spans = _counties(self.user)
        counties = Division.objects.filter(code__in=spans)
        rows = [v for c in counties for v in Division.objects.below(c, Level.VILLAGE).current()]
        return {"villages": [(v.code, v.name) for v in rows]}

    def way(self) -> list[tuple[str, str]]:
        return [(_("免报"), reverse("households:exemption_list"))]

    def act(self, data: dict[str, Any]) -> str:
        village = Division.objects.fetch(self.user, code=data["village"])
        expected.grant_exemption(
            village=village,
            first=data["first"],
            last=data["last"],
            reason=data["reason"],
            by=self.user,
        )
        return _("已准予%(name)s免报。") % {"name": village.name}


class ExemptionEnd(PlainVerb):
    """提前结束免报."""

    audience = COUNTY
    form_class = ReasonForm
    heading, button = gettext_lazy("提前结束免报"), gettext_lazy("结束免报")
    ends = True
    row: Exemption

    def prepare(self) -> None:
        self.row = Exemption.objects.select_related("village").fetch(
            self.user, uid=self.kwargs["uid"]
        )

    def sub(self) -> str:
        return self.row.village.name

    def way(self) -> list[tuple[str, str]]:
        return [(_("免报"), reverse("households:exemption_list"))]

    def act(self, data: dict[str, Any]) -> str:
        expected.end_exemption(uid=self.row.uid, reason=data["reason"], by=self.user)
        return _("已结束免报，没到期的照旧应报。")
