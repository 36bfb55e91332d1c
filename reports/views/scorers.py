"""Pages of the governance office about scoring: lines scored twice, scorers beside each other."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusals import Forbidden, Invalid
from accounts.views.base import VerbPage
from campaigns.models import Level
from reports import queries, scorers
from reports.mark_forms import BackForm, DoubleForm
from reports.models import DoubleScoring, LineMark, ScoreLine, ScoringRun
from reports.rules import Indicator
from reports.sheet_rows import rules_of
from reports.transitions.double import end_double, set_double
from reports.transitions.double import scorers as fit
from reports.transitions.mark import mark_blind, take_back
from reports.views.mark import LEVELS, REVIEWERS, Marking, cells_of, level_asked


class Scorers(VerbPage):
    """双人评分 with its disagreements, and the table of scorers."""

    audience = REVIEWERS
    template_name = "reports/mark/scorers.html"
    form_class = DoubleForm
    run: ScoringRun

    def prepare(self) -> None:
        self.run = queries.runs(self.user).fetch(self.user, uid=self.kwargs["uid"])
        self.rules = {level: rules_of(self.run, level) for level in LEVELS}
        rows = DoubleScoring.objects.visible_to(self.user).filter(
            campaign=self.run.campaign_id, ended_at=None
        )
        self.doubles = list(rows.select_related("first", "second"))

    def form_kwargs(self) -> dict[str, Any]:
        taken = {(row.level, row.code) for row in self.doubles}
        words = {Level.TOWNSHIP: _("县对乡镇"), Level.VILLAGE: _("乡镇对村")}
        return {
            "scorers": fit(self.run),
            "lines": [
                (f"{level.value} {one.code}", f"{words[level]} {one.code} {one.name}")
                for level in LEVELS
                for one in self.rules[level].indicators
                if one.source == "manual" and (level, one.code) not in taken
            ],
        }

    def context(self) -> dict[str, Any]:
        return {
            "run": self.run,
            "doubles": [
                (row, self._line(row), row.column_of(self.user), self._rows(row))
                for row in self.doubles
            ],
            "bias": [
                (level, scorers.bias(self.user, self.run, level, self.rules[level]))
                for level in LEVELS
            ],
            "few": scorers.FEW,
            "is_open": self.run.stage == ScoringRun.Stage.DRAFT,
        }

    def _line(self, row: DoubleScoring) -> Indicator | None:
        lines = self.rules[Level(row.level)].indicators
        return next((one for one in lines if one.code == row.code), None)

    def _rows(self, row: DoubleScoring) -> dict[str, Any]:
        rows = scorers.disagreements(self.user, self.run, row)
        both = [one for one in rows if one.apart is not None]
        return {
            "shown": [one for one in rows if one.beyond or one.again],
            "units": len(rows),
            "both": len(both),
            "beyond": sum(one.beyond for one in rows),
            "settled": sum(one.result is not None for one in rows),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "end" not in request.POST:
            return super().post(request, *args, **kwargs)
        self.prepare()
        row = next((one for one in self.doubles if str(one.pk) == request.POST["end"]), None)
        if row is None:
            raise Http404
        end_double(run=self.run, double=row, by=self.user)
        messages.success(request, _("已取消双人评分。"))
        return redirect("reports:scorers", self.run.uid)

    def perform(self, data: dict[str, Any]) -> str:
        level, code = data["line"].split(" ", 1)
        people = {str(user.pk): user for user in fit(self.run)}
        second: User = people[data["second"]]
        set_double(
            run=self.run,
            level=Level(int(level)),
            code=code,
            first=people.get(data["first"]),
            second=second,
            tolerance=data["tolerance"],
            by=self.user,
        )
        messages.success(self.request, _("%(code)s 已设双人评分。") % {"code": code})
        return reverse("reports:scorers", args=[self.run.uid])


class Blind(Marking):
    """背靠背评分 of one line: one's own figures, nobody else's."""

    audience = REVIEWERS
    template_name = "reports/mark/blind.html"

    def prepare(self) -> None:
        self.run = queries.runs(self.user).fetch(self.user, uid=self.kwargs["uid"])
        rows = DoubleScoring.objects.visible_to(self.user).filter(
            campaign=self.run.campaign_id,
            ended_at=None,
            level=level_asked(self.request),
        )
        asked = self.request.GET.get("line")
        mine = [row for row in rows if row.column_of(self.user)]
        double = next((row for row in rows if row.code == asked), None) if asked else None
        if double is None and not asked:
            double = next(iter(mine), None)
        if double is None:
            raise Http404
        if double not in mine:
            raise Forbidden(_("这一项由指定的两位评分人评。"))
        self.double, self.column = double, str(double.column_of(self.user))
        self.level = Level(double.level)
        self.indicator = rules_of(self.run, self.level).indicator(double.code)
        self.lines = list(
            ScoreLine.objects.visible_to(self.user)
            .filter(sheet__run=self.run, sheet__level=self.level, code=double.code)
            .select_related("unit")
            .order_by("unit_id")
        )
        marks = LineMark.objects.shown_to(self.user).standing()
        marks = marks.filter(
            campaign=self.run.campaign_id,
            level=self.level,
            code=double.code,
            column=self.column,
        )
        self.known = {(mark.unit_id, mark.code): mark for mark in marks.order_by("at", "id")}

    def form_kwargs(self) -> dict[str, Any]:
        cells = cells_of(self.lines, {self.indicator.code: self.indicator}, self.known)
        return {"asked": cells, "signs": False}

    def context(self) -> dict[str, Any]:
        return {
            "run": self.run,
            "indicator": self.indicator,
            "given": len(self.known),
            "units": len(self.lines),
            "back": BackForm(),
            "is_open": self.run.stage == ScoringRun.Stage.DRAFT,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "back" not in request.POST:
            return super().post(request, *args, **kwargs)
        self.prepare()
        units = [unit for unit, _code in self.known]
        one = request.POST["back"]
        try:
            take_back(
                run=self.run,
                units=[unit for unit in units if one in ("all", str(unit))],
                code=self.double.code,
                column=self.column,
                reason=request.POST.get("reason", ""),
                by=self.user,
            )
        except Invalid as refusal:
            messages.error(request, "".join(refusal.errors.values()))
        else:
            messages.success(request, _("已撤回，可以重新评分。"))
        return redirect(request.get_full_path())

    def perform(self, data: dict[str, Any]) -> str:
        try:
            mark_blind(run=self.run, double=self.double, given=data["given"], by=self.user)
        except Invalid as refusal:
            raise self.moved(refusal) from None
        messages.success(self.request, _("已交。对方交齐以前，谁也看不到您的分数。"))
        return self.request.get_full_path()
