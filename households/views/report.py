"""Pages that file a zero report, amend it, send it back, or ask about it."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import Role
from accounts.templatetags.words import zh_day, zh_time
from accounts.views.base import VerbPage
from households.forms.report import AmendForm, BackForm, FileForm, QuestionForm, figures_of
from households.models import Check, ExpectedReport, ReportingRule, ZeroReport
from households.queries.incident import cases, registered
from households.queries.report import own_reports, visited_families
from households.report_figures import Figures, described
from households.report_work import OWED
from households.transitions.contradiction import question
from households.transitions.report import (
    AlreadyFiled,
    amend_report,
    file_report,
    send_back,
)


class ReportFile(VerbPage):
    """零报告: the form, then one screen that asks to confirm, then the receipt."""

    audience = frozenset({Role.VILLAGE_MEDIATOR})
    template_name = "households/report/form.html"
    form_class = FileForm
    expected: ExpectedReport | None
    visits: tuple[int, int] = (0, 0)
    known = 0

    def prepare(self) -> None:
        rows = own_reports(self.user, timezone.now())
        self.expected = self._posted() if self.request.method == "POST" else self._asked(rows)
        if self.expected:
            village, period = self.expected.village_id, self.expected.period
            self.visits = visited_families(self.user, village, period)
            self.known = cases(registered(self.user, village, period))

    def _posted(self) -> ExpectedReport:
        rows = ExpectedReport.objects.select_related("period__campaign", "village")
        numbers = [self.request.POST.get(name, "") for name in ("period", "village")]
        if not all(n.isascii() and n.isdigit() and len(n) < 15 for n in numbers):
            raise Http404
        return rows.fetch(self.user, period_id=numbers[0], village_id=numbers[1])

    def _asked(self, rows: list[Any]) -> ExpectedReport | None:
        period, village = self.request.GET.get("period", ""), self.request.GET.get("village", "")
        if period or village:
            rows = [
                row
                for row in rows
                if period in ("", str(row.period_id)) and village in ("", str(row.village_id))
            ]
            if not rows:
                raise Http404
        return next((row for row in rows if row.state in OWED), None)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.prepare()
        if self.expected is None:
            messages.info(request, _("没有待报的零报告；已报的有出入，请办更正。"))
            return redirect("households:report_list")
        form = FileForm(initial=self.initial(), **self.form_kwargs())
        return self.page(form=form, **self.context())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "confirmed" not in request.POST or "back" in request.POST:
            return self._first_screen(request)
        try:
            return super().post(request, *args, **kwargs)
        except AlreadyFiled as refusal:
            context = {"refusal": refusal, "report": refusal.report}
            return render(request, "households/report/taken.html", context, status=409)

    def _first_screen(self, request: HttpRequest) -> HttpResponse:
        """The form again while something is to be changed, else the screen that asks once."""
        self.prepare()
        form = FileForm(request.POST, **self.form_kwargs())
        valid = form.is_valid()
        if "back" in request.POST or not valid:
            return self.page(200 if valid else 422, form=form, **self.context())
        figures = figures_of(form.cleaned_data)
        context = {"form": form, "figures": figures, "said": described(figures)}
        return render(request, "households/report/confirm.html", context | self.context())

    def initial(self) -> dict[str, Any]:
        if self.expected is None:
            return {}
        return {
            "client_uuid": uuid.uuid4(),
            "period": self.expected.period_id,
            "village": self.expected.village_id,
            "signer": self.user.name,
            "checks": [Check.KEEPERS.value] if self.visits[0] else [],
            # What the register holds is filled in; the person confirms it with words.
            **({"kind": "found", "found": self.known} if self.known else {}),
        }

    def form_kwargs(self) -> dict[str, Any]:
        offered = list(Check)
        if self.expected:
            rule = ReportingRule.objects.of(self.expected.village_id, timezone.localdate())
            offered = [c for c in Check if c.value in rule.checks]
        return {"visits": self.visits, "known": self.known, "offered": offered}

    def context(self) -> dict[str, Any]:
        return {"expected": self.expected, "known": self.known}

    def perform(self, data: dict[str, Any]) -> str:
        assert self.expected is not None
        report = file_report(
            period=self.expected.period,
            village=self.expected.village_id,
            figures=figures_of(data),
            client_uuid=data["client_uuid"],
            by=self.user,
        )
        messages.success(self.request, receipt(report))
        return reverse("households:report_detail", args=[report.uid])


def receipt(report: ZeroReport) -> str:
    """已上报。编号 2026-11-107201，11月24日 09:32."""
    return _("已上报。编号 %(number)s，%(day)s %(time)s") % {
        "number": report.number,
        "day": zh_day(report.received_at),
        "time": zh_time(report.received_at),
    }


class ReportAmend(VerbPage):
    """更正: the form again with what was filed, and the reason."""

    audience = frozenset({Role.VILLAGE_MEDIATOR})
    template_name = "households/report/amend.html"
    form_class = AmendForm
    chooses = True
    report: ZeroReport

    def prepare(self) -> None:
        rows = ZeroReport.objects.select_related("period", "village", "filed_by")
        asked = rows.fetch(self.user, uid=self.kwargs["uid"])
        self.report = rows.fetch(
            self.user, period=asked.period_id, village=asked.village_id, is_live=True
        )
        self.note_reading([self.report], self.report.village_id)
        self.known = cases(registered(self.user, self.report.village_id, self.report.period))

    def form_kwargs(self) -> dict[str, Any]:
        return {"known": self.known}

    def initial(self) -> dict[str, Any]:
        report = self.report
        return {
            "kind": report.kind,
            "found": report.found or None,
            "checks": report.checks,
            "summary": report.summary,
            "measures": report.measures,
            "signer": report.signer,
            "doors": report.doors or None,
            "difference": report.difference,
            "version": report.revision,
            "client_uuid": uuid.uuid4(),
        }

    def context(self) -> dict[str, Any]:
        return {"report": self.report, "told": described(Figures.of(self.report))}

    def perform(self, data: dict[str, Any]) -> str:
        report = amend_report(
            uid=self.report.uid,
            figures=figures_of(data),
            reason=data["reason"],
            version=data["version"],
            client_uuid=data["client_uuid"],
            by=self.user,
        )
        messages.success(
            self.request,
            _("已更正，原报保留。编号 %(number)s 第 %(n)d 版，%(day)s %(time)s")
            % {
                "number": report.number,
                "n": report.revision,
                "day": zh_day(report.received_at),
                "time": zh_time(report.received_at),
            },
        )
        return reverse("households:report_detail", args=[report.uid])


class _Office(VerbPage):
    """A township's or county's act on one report."""

    report: ZeroReport

    def prepare(self) -> None:
        rows = ZeroReport.objects.select_related("period", "village", "filed_by")
        self.report = rows.fetch(self.user, uid=self.kwargs["uid"])
        self.note_reading([self.report], self.report.village_id)

    def context(self) -> dict[str, Any]:
        return {"report": self.report}


class ReportQuestion(_Office):
    """请村里说明: asks what does not fit, before anybody says 失实."""

    audience = frozenset({Role.TOWNSHIP_FEDERATION, Role.COUNTY_FEDERATION})
    template_name = "households/report/question.html"
    form_class = QuestionForm

    def perform(self, data: dict[str, Any]) -> str:
        row = question(uid=self.report.uid, grounds=data["reason"], by=self.user)
        messages.success(
            self.request,
            _("已请%(village)s在%(day)s前说明；收到说明或期满之后再核定。")
            % {"village": self.report.village.name, "day": zh_day(row.reply_by)},
        )
        return reverse("households:report_detail", args=[self.report.uid])


class ReportBack(_Office):
    """退回: with a reason and a new limit."""

    audience = frozenset({Role.TOWNSHIP_FEDERATION})
    template_name = "households/report/back.html"
    form_class = BackForm

    def initial(self) -> dict[str, Any]:
        return {"correct_by": timezone.localdate() + timedelta(days=2)}

    def perform(self, data: dict[str, Any]) -> str:
        send_back(
            uid=self.report.uid,
            reason=data["reason"],
            correct_by=data["correct_by"],
            by=self.user,
        )
        messages.success(self.request, _("已退回，村里会收到提醒。"))
        return reverse("households:report_detail", args=[self.report.uid])
