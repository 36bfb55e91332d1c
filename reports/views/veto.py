"""Pages of 一票否决: list, one veto, recording and withdrawing it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act, may
from accounts.roles import Role
from accounts.views.base import Page, VerbPage
from campaigns.models import Division, Level
from reports import queries
from reports.forms import ReasonForm, VetoForm
from reports.models import ScoreSheet, ScoringRun, Veto
from reports.sheet_rows import rules_of
from reports.transitions.veto import record_veto, withdraw_veto
from reports.views.review import REVIEWERS

READERS = REVIEWERS | {Role.COUNTY_FEDERATION, Role.AUDITOR}


class VetoList(Page):
    """Vetoes of a run, withdrawn ones with their trace."""

    audience = READERS
    template_name = "reports/veto/list.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        run = queries.runs(self.user).fetch(self.user, uid=uid)
        return self.page(
            run=run,
            rows=queries.vetoes(self.user, run),
            may_veto=may(self.user, Act.SCORE_VETO, run.county_id)
            and run.stage == ScoringRun.Stage.DRAFT,
        )


class VetoDetail(Page):
    """One veto: finding, with and without, the group's ranking."""

    audience = READERS
    template_name = "reports/veto/detail.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        veto = Veto.objects.select_related(
            "run__campaign__county", "run__county", "run__township_rubric",
            "run__village_rubric", "unit", "recorded_by", "withdrawn_by",
        ).defer("run__frozen").fetch(self.user, uid=uid)  # fmt: skip
        run = veto.run
        sheet = ScoreSheet.objects.select_related("unit").fetch(
            self.user, run=run, unit_id=veto.unit_id
        )
        rows = queries.preview(self.user, run, rules_of(run, sheet.level), sheet)
        return self.page(
            veto=veto,
            run=run,
            sheet=sheet,
            rows=rows,
            chosen=next(row for row in rows if row.chosen),
            heard=veto.statement_until >= timezone.localdate(),
            entries=[
                {"when": entry.at, "kind": _("撤销") if entry.after.get("withdrawn") else _("记录"),
                 "text": entry.reason, "by": entry.by.name}
                for entry in trail.of(veto)
            ],
            may_withdraw=may(self.user, Act.SCORE_VETO, run.county_id)
            and veto.withdrawn_at is None
            and run.stage == ScoringRun.Stage.DRAFT,
        )  # fmt: skip


class VetoRecord(VerbPage):
    """记录一票否决."""

    audience = REVIEWERS
    template_name = "reports/veto/form.html"
    form_class = VetoForm
    run: ScoringRun

    def prepare(self) -> None:
        self.run = queries.runs(self.user).fetch(self.user, uid=self.kwargs["uid"])
        asked = self.request.GET.get("unit", "")
        self.asked = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 12 else 0

    def form_kwargs(self) -> dict[str, Any]:
        rows = ScoreSheet.objects.visible_to(self.user).filter(run=self.run, vetoed=False)
        if not self.asked:
            rows = rows.filter(level=Level.TOWNSHIP)
        else:
            rows = rows.filter(unit_id=self.asked)
        return {"units": list(rows.order_by("unit_id").values_list("unit_id", "unit__name"))}

    def initial(self) -> dict[str, Any]:
        return {
            "unit": self.asked or "",
            "decided_on": timezone.localdate(),
            "decided_body": _("%(county)s平安家庭创建工作领导小组")
            % {"county": self.run.county.name},
        }

    def context(self) -> dict[str, Any]:
        chosen = (
            ScoreSheet.objects.visible_to(self.user)
            .filter(run=self.run, unit_id=self.asked)
            .select_related("unit")
            .first()
        )
        rows = []
        if chosen is not None:
            rules = rules_of(self.run, chosen.level)
            rows = queries.preview(self.user, self.run, rules, chosen)
        return {
            "run": self.run,
            "sheet": chosen,
            "rows": rows,
            "chosen": next((row for row in rows if row.chosen), None),
        }

    def perform(self, data: dict[str, Any]) -> str:
        unit = Division.objects.fetch(self.user, code=data.pop("unit"))
        veto = record_veto(run=self.run, unit=unit, by=self.user, **data)
        messages.success(
            self.request,
            _("已记录%(unit)s一票否决，得分照常公布，名次和等次已重排。") % {"unit": unit.name},
        )
        return reverse("reports:veto_detail", args=[veto.uid])


class VetoWithdraw(VerbPage):
    """撤销一票否决."""

    audience = REVIEWERS
    template_name = "reports/veto/withdraw.html"
    form_class = ReasonForm
    veto: Veto

    def prepare(self) -> None:
        rows = Veto.objects.select_related("unit", "run__campaign", "run__county")
        self.veto = rows.defer("run__frozen").fetch(self.user, uid=self.kwargs["uid"])

    def context(self) -> dict[str, Any]:
        return {"veto": self.veto, "run": self.veto.run}

    def perform(self, data: dict[str, Any]) -> str:
        withdraw_veto(veto=self.veto, by=self.user, **data)
        messages.success(self.request, _("已撤销，名次和等次已重排，记录保留。"))
        return reverse("reports:veto_detail", args=[self.veto.uid])
