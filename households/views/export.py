"""Exports of the lists of households: each gives exactly what its list shows.

The list of all households leaves out whether a home is listed, and cannot be exported narrowed
to listed ones: that sheet may be handed to others, and a listing never travels with it (domain
H ⑨). Listed families have an export of their own for those who work with them.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.exports.listing import Field
from accounts.refusals import NotTheMoment
from accounts.templatetags.words import mask_name
from accounts.views.export import ListExport
from households.models import CellState, ListedFamily
from households.queries.seal import opened
from households.views.family import FamilyList
from households.views.household import HouseholdList
from households.views.report_read import ReportList
from households.views.visit import VisitList


def name_of(name: str, masked: bool) -> str:
    """A name as lists show it, or whole for those who may take it out whole."""
    return mask_name(name) if masked else name


def tier_words(row: ListedFamily) -> str:
    """红·高 … or 灰·未复核 once the review day has passed; — for a closed file."""
    if row.status == ListedFamily.Status.CLOSED:
        return _("已销号")
    return _("灰·未复核") if row.is_lapsed(timezone.localdate()) else row.level.label


class HouseholdExport(ListExport):
    """家庭清单."""

    listing = HouseholdList
    list_url = "households:household_list"
    title = gettext_lazy("家庭清单")
    kind = "households"
    fields = (
        Field(gettext_lazy("村（社区）"), lambda r, m: r.village.name, width=16),
        Field(gettext_lazy("网格"), lambda r, m: r.grid or None, width=12),
        Field(gettext_lazy("户号"), lambda r, m: r.number, "code", 10),
        Field(gettext_lazy("户主"), lambda r, m: name_of(r.head_name, m), width=12),
        Field(gettext_lazy("人口"), lambda r, m: r.people, "int", 8),
        Field(gettext_lazy("居住"), lambda r, m: _("常住") if r.is_resident else _("不常住")),
        Field(gettext_lazy("登记日期"), lambda r, m: r.registered_on, "date", 16),
        Field(gettext_lazy("迁出日期"), lambda r, m: r.left_on, "date", 16),
    )

    def found(self) -> tuple[models.QuerySet[Any], Any]:
        if self.request.GET.get("state") == "listed":
            raise NotTheMoment(
                _("家庭清单不带在册情况。要导出在册家庭，请到“在册家庭”的清单里导出。")
            )
        return super().found()


class FamilyExport(ListExport):
    """在册家庭清单, for those who work with these families."""

    listing = FamilyList
    list_url = "households:family_list"
    title = gettext_lazy("关爱家庭清单")
    kind = "families"
    fields = (
        Field(gettext_lazy("村（社区）"), lambda r, m: r.village.name, width=16),
        Field(gettext_lazy("户号"), lambda r, m: r.household.number, "code", 10),
        Field(gettext_lazy("户主"), lambda r, m: name_of(r.household.head_name, m), width=12),
        Field(gettext_lazy("等级"), lambda r, m: tier_words(r), width=12),
        Field(gettext_lazy("类别"), lambda r, m: "、".join(r.list_labels()), width=28),
        Field(gettext_lazy("重大隐患"), lambda r, m: _("是") if r.grave else _("否"), width=9),
        Field(gettext_lazy("列入日期"), lambda r, m: r.listed_on, "date", 16),
        Field(gettext_lazy("复核期限"), lambda r, m: _open(r, r.review_due), "date", 16),
        Field(gettext_lazy("下次走访"), lambda r, m: r.next_due, "date", 16),
        Field(gettext_lazy("销号日期"), lambda r, m: r.closed_on, "date", 16),
    )


def _open(row: ListedFamily, value: Any) -> Any:
    return None if row.status == ListedFamily.Status.CLOSED else value


class VisitExport(ListExport):
    """One family's visits."""

    listing = VisitList
    list_url = "households:visit_list"
    title = gettext_lazy("走访记录")
    kind = "visits"
    measure = gettext_lazy("次")
    fields = (
        Field(gettext_lazy("日期"), lambda r, m: r.visited_on, "date", 16),
        Field(gettext_lazy("走访人"), lambda r, m: r.visitor.name, width=10),
        Field(gettext_lazy("方式"), lambda r, m: r.get_way_display(), width=8),
        Field(gettext_lazy("见到谁"), lambda r, m: r.met, width=14),
        Field(gettext_lazy("现状"), lambda r, m: r.state, width=34),
        Field(gettext_lazy("诉求"), lambda r, m: r.needs or None, width=20),
        Field(gettext_lazy("风险变化"), lambda r, m: r.get_change_display(), width=10),
        Field(gettext_lazy("措施"), lambda r, m: r.measures or None, width=26),
    )

    def found(self) -> tuple[models.QuerySet[Any], Any]:
        family = ListedFamily.objects.fetch(self.user, uid=self.kwargs["uid"])
        if not opened(self.user, family):
            raise NotTheMoment(_("这份档案要先写明事由开档，才能导出走访记录。"))
        return super().found()


class ReportExport(ListExport):
    """零报告清单: who owed which report and when it came; what the reports say stays inside."""

    listing = ReportList
    list_url = "households:report_list"
    title = gettext_lazy("零报告清单")
    kind = "reports"
    measure = gettext_lazy("份")
    figures = True
    fields = (
        Field(gettext_lazy("周期"), lambda r, m: str(r.period), width=14),
        Field(gettext_lazy("村（社区）"), lambda r, m: r.village.name, width=18),
        Field(gettext_lazy("状态"), lambda r, m: str(CellState(r.state).label), width=16),
        Field(gettext_lazy("件数"), lambda r, m: r.found, "int", 8),
        Field(gettext_lazy("上报时间"), lambda r, m: r.filed_at, "moment", 22),
        Field(gettext_lazy("截止时间"), lambda r, m: r.period.village_due, "moment", 22),
        Field(gettext_lazy("填报人"), lambda r, m: r.filed_by_name, width=12),
    )
