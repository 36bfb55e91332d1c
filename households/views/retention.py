"""Pages of the county about keeping and erasing: terms, lists that are due, certificates."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import Role
from accounts.views.base import Page
from campaigns.models import Division
from households.forms.rights import DecideListForm, NothingForm, TermsForm
from households.models import Erasure
from households.queries.retention import erasures, few, on_list, rule_of, terms_of
from households.transitions.retention import decide_list, digest_of, second_list, set_terms
from households.views.rights_page import RightsPage

COUNTY = frozenset({Role.COUNTY_FEDERATION})
SHOWN = 100


class Retention(Page):
    """保存和清除: the terms, what waits, what was certified."""

    audience = COUNTY
    template_name = "households/retention/home.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        county = county_of(self)
        return self.page(
            rule=rule_of(county.code),
            terms=terms_of(self.user, county.code),
            lists=list(erasures(self.user).filter(county=county)[:SHOWN]),
        )


class ErasureDetail(Page):
    """One list, or the certificate it became."""

    audience = COUNTY
    template_name = "households/retention/detail.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = erasures(self.user).fetch(self.user, uid=kwargs["uid"])
        files = list(on_list(self.user, row)[:SHOWN])
        self.note_reading(files)
        done = row.status == Erasure.Status.DONE
        return self.page(
            row=row,
            files=files,
            # The difference would count the sealed ones: it is told, but never small.
            closed=few(len(row.families) - on_list(self.user, row).count()) if not done else "",
            holds=done and digest_of(row) == row.digest,
            tables=sorted(row.rows.items()),
            others=few(sum(len(keys) for keys in row.others.values())) if not done else "",
            may_second=row.status == Erasure.Status.CONFIRMED
            and row.needs_second
            and row.decided_by_id != self.user.pk,
        )


class RetentionPage(RightsPage):
    """A form of the county about keeping."""

    audience = COUNTY

    def back(self) -> tuple[str, str]:
        return reverse("households:retention"), _("保存和清除")


class RetentionTerms(RetentionPage):
    """A new version of the terms."""

    form_class = TermsForm
    title = gettext_lazy("设定保存期限")
    button = gettext_lazy("保存为新版本")
    hint = gettext_lazy("从销号之日起算。原来的版本保留，已列出的清单按列出时的版本。")

    def initial(self) -> dict[str, Any]:
        rule = rule_of(county_of(self).code)
        return {"plain_years": rule.plain_years, "long_years": rule.long_years}

    def perform(self, data: dict[str, Any]) -> str:
        rule = set_terms(county_of(self), by=self.user, **data)
        messages.success(self.request, _("已保存为第 %(n)d 版。") % {"n": rule.version})
        return self.back()[0]


class ErasureDecide(RetentionPage):
    """Confirm a list, or drop it."""

    form_class = DecideListForm
    title = gettext_lazy("确认到期清除")
    button = gettext_lazy("提交")
    tone = "btn-end"
    row: Erasure

    def prepare(self) -> None:
        self.row = erasures(self.user).fetch(self.user, uid=self.kwargs["uid"])

    def back(self) -> tuple[str, str]:
        return reverse("households:erasure_detail", args=[self.row.uid]), _("到期清单")

    def perform(self, data: dict[str, Any]) -> str:
        row = decide_list(
            self.row, confirmed=data["confirmed"] == "1", why=data["why"], by=self.user
        )
        done = row.status == Erasure.Status.CONFIRMED
        messages.success(
            self.request,
            (_("已确认，请另一位同事再确认。") if row.needs_second else _("已确认，今夜执行。"))
            if done
            else _("已作废，明晨重新列出。"),
        )
        return self.back()[0]


class ErasureSecond(RetentionPage):
    """A second person confirms a list with matters on it."""

    form_class = NothingForm
    title = gettext_lazy("第二人确认")
    button = gettext_lazy("我也确认清除")
    intro = gettext_lazy("清单里有来件档案，要两个人确认才执行，不能恢复。")
    tone = "btn-end"
    row: Erasure

    def prepare(self) -> None:
        self.row = erasures(self.user).fetch(self.user, uid=self.kwargs["uid"])

    def back(self) -> tuple[str, str]:
        return reverse("households:erasure_detail", args=[self.row.uid]), _("到期清单")

    def perform(self, data: dict[str, Any]) -> str:
        second_list(self.row, by=self.user)
        messages.success(self.request, _("已确认，今夜执行。"))
        return self.back()[0]


def county_of(page: Page) -> Division:
    """The county the asker works for."""
    mine = [p.division for p in page.user.postings_today if p.role == Role.COUNTY_FEDERATION]
    return mine[0]
