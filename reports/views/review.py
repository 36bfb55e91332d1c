"""Pages of the review: what waits, entering a line, signing, publishing."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.refusals import Invalid
from accounts.roles import Role
from accounts.views.base import Page, VerbPage
from campaigns.models import Division, Level
from reports import queries, scorers
from reports.forms import ConfirmForm, LineGridForm, ReasonForm
from reports.models import LineChange, ScoreLine, ScoringRun
from reports.rules import Indicator
from reports.sheet_rows import rules_of
from reports.transitions.publication import publish, sign, withdraw_signature
from reports.transitions.review import enter_lines

REVIEWERS = frozenset({Role.GOVERNANCE_REVIEWER})
LEVELS = (Level.TOWNSHIP, Level.VILLAGE)


class ReviewHome(Page):
    """Manual lines by level with the number of 待评 left."""

    audience = REVIEWERS
    template_name = "reports/review/home.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        run = queries.runs(self.user).fetch(self.user, uid=uid)
        levels = [
            (level, queries.reviews(self.user, run, level, rules_of(run, level)))
            for level in LEVELS
        ]
        return self.page(
            run=run,
            levels=levels,
            waiting=sum(row.waiting for _level, rows in levels for row in rows),
        )


class ReviewLine(VerbPage):
    """One manual line over the townships, or over the villages of one township."""

    audience = REVIEWERS
    template_name = "reports/review/line.html"
    form_class = LineGridForm
    run: ScoringRun
    level: Level
    indicator: Indicator
    township: Division | None = None
    lines: list[ScoreLine]

    def prepare(self) -> None:
        self.run = queries.runs(self.user).fetch(self.user, uid=self.kwargs["uid"])
        if self.kwargs["level"] not in [level.value for level in LEVELS]:
            raise Http404
        self.level = Level(self.kwargs["level"])
        try:
            self.indicator = rules_of(self.run, self.level).indicator(self.kwargs["line"])
        except KeyError:
            raise Http404 from None
        if self.indicator.source != "manual":
            raise Http404
        self.lines = self._lines()

    def _lines(self) -> list[ScoreLine]:
        lines = ScoreLine.objects.visible_to(self.user).filter(
            sheet__run=self.run, sheet__level=self.level, code=self.indicator.code
        )
        if self.level == Level.VILLAGE:
            self.townships = list(Division.objects.below(self.run.county, Level.TOWNSHIP))
            asked = self.request.GET.get("township", "")
            self.township = next(
                (t for t in self.townships if str(t.code) == asked), self._first_waiting(lines)
            )
            if self.township is None:
                return []
            lines = lines.filter(unit_id__gte=self.township.code, unit_id__lt=self.township.end)
        return list(lines.select_related("unit").order_by("unit_id"))

    def _first_waiting(self, lines: Any) -> Division | None:
        unit = (
            lines.filter(state=ScoreLine.State.PENDING)
            .order_by("unit_id")
            .values_list("unit_id", flat=True)
            .first()
        )
        return next((t for t in self.townships if unit is None or t.contains(unit)), None)

    def form_kwargs(self) -> dict[str, Any]:
        said = scorers.said(self.user, self.run, self.level, self.indicator.code)
        units = {line.unit_id for line in self.lines}
        return {
            "indicator": self.indicator,
            "lines": self.lines,
            "said": {unit: words for unit, words in said.items() if unit in units},
        }

    def context(self) -> dict[str, Any]:
        changes = (
            LineChange.objects.visible_to(self.user)
            .filter(line__in=self.lines)
            .select_related("by", "unit")[:20]
        )
        left = queries.reviews(self.user, self.run, self.level, rules_of(self.run, self.level))
        return {
            "run": self.run,
            "level": self.level,
            "indicator": self.indicator,
            "township": self.township,
            "townships": getattr(self, "townships", []),
            "left": left,
            "waiting": sum(row.waiting for row in left),
            "changes": changes,
            "is_open": self.run.stage == ScoringRun.Stage.DRAFT,
        }

    def perform(self, data: dict[str, Any]) -> str:
        form = LineGridForm(indicator=self.indicator, lines=self.lines, said={})
        try:
            count = enter_lines(
                run=self.run,
                level=self.level,
                entries=data["entries"],
                reason=data["reason"],
                by=self.user,
            )
        except Invalid as refusal:
            raise Invalid(
                {
                    form.first_cell(int(name.split("-")[0])) if name[:1].isdigit() else name: words
                    for name, words in refusal.errors.items()
                }
            ) from None
        messages.success(
            self.request,
            _("%(code)s%(name)s 已保存 %(count)d 个单位，总分和名次已重算。")
            % {"code": self.indicator.code, "name": self.indicator.name, "count": count},
        )
        return self.request.get_full_path()


class RunVerb(VerbPage):
    """A verb of a whole run by the governance office."""

    audience = REVIEWERS
    form_class: ClassVar[type[BaseForm]] = ConfirmForm
    run: ScoringRun

    def prepare(self) -> None:
        self.run = queries.runs(self.user).fetch(self.user, uid=self.kwargs["uid"])

    def context(self) -> dict[str, Any]:
        return {
            "run": self.run,
            "waiting": queries.waiting(self.user, self.run),
            "sheets": self.run.sheets.visible_to(self.user).count(),
            "lines": ScoreLine.objects.visible_to(self.user).filter(sheet__run=self.run).count(),
            "vetoes": queries.counting_vetoes(self.user, self.run),
        }

    def back(self) -> str:
        """The run's page."""
        return reverse("reports:run_detail", args=[self.run.uid])


class Sign(RunVerb):
    """签字."""

    template_name = "reports/review/sign.html"

    def perform(self, data: dict[str, Any]) -> str:
        sign(run=self.run, by=self.user)
        messages.success(self.request, _("已签字，公布以前可以撤回签字。"))
        return self.back()


class Unsign(RunVerb):
    """撤回签字."""

    template_name = "reports/review/unsign.html"
    form_class = ReasonForm

    def perform(self, data: dict[str, Any]) -> str:
        withdraw_signature(run=self.run, by=self.user, **data)
        messages.success(self.request, _("已撤回签字，可以继续复核。"))
        return self.back()


class Publish(RunVerb):
    """公布."""

    template_name = "reports/review/publish.html"

    def perform(self, data: dict[str, Any]) -> str:
        publish(run=self.run, by=self.user)
        messages.success(self.request, _("已公布，考核结果从此不能改动。"))
        return self.back()
