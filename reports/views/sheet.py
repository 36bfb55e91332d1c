"""Pages of a unit's score: the sheet, and all rows behind one figure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.acts import Act, may
from accounts.models import User
from accounts.roles import AREA_ROLES, CASE_ROLES
from accounts.views.base import PAGE_SIZE, Page
from campaigns.models import Level
from reports import queries
from reports.columns import PRINTED, beside
from reports.explaining import blocks, explained
from reports.metrics.catalogue import METRICS
from reports.models import Proof, ScoreSheet, ScoringRun
from reports.outside import KINDS, counted_source, outside_lines
from reports.records import listing, part_label
from reports.rules import Rubric as Rules
from reports.sheet_rows import result_of, rules_of
from reports.small_counts import too_small
from reports.views.appeal_file import may_appeal


class SheetPage(Page):
    """A page about one unit's sheet in one run."""

    audience = AREA_ROLES

    def found(self, uid: UUID, code: int) -> tuple[ScoringRun, ScoreSheet, Rules]:
        """The run with its frozen figures, the sheet with its lines, the rubric; 404 outside."""
        runs = ScoringRun.objects.select_related(
            "campaign__county", "county", "township_rubric", "village_rubric"
        )
        run = runs.fetch(self.user, uid=uid)
        rows = ScoreSheet.objects.select_related("unit__parent").prefetch_related("lines")
        sheet = rows.fetch(self.user, run=run, unit_id=code)
        return run, sheet, rules_of(run, sheet.level)

    def noted(self, records: tuple[models.Model, ...], place: int) -> None:
        """Log the case records a page showed, noun by noun."""
        by_noun: dict[str, list[models.Model]] = {}
        for record in records:
            by_noun.setdefault(record._meta.label_lower, []).append(record)
        for rows in by_noun.values():
            self.note_reading(rows, place=place)


class SheetDetail(SheetPage):
    """The score sheet: rubric tree, lines, one line opened in place (look 8)."""

    template_name = "reports/sheet/detail.html"

    def get(self, request: HttpRequest, uid: UUID, code: int) -> HttpResponse:
        run, sheet, rules = self.found(uid, code)
        opened = request.GET.get("open", "")
        marks = beside(run, sheet, self.user)
        shown = blocks(sheet, rules, opened, marks, user=self.user)
        line = None
        if any(one.code == opened for one in rules.indicators):
            line = explained(run, sheet, rules, opened, user=self.user)
            self.noted(line.seen, sheet.unit_id)
        return self.page(
            run=run,
            sheet=sheet,
            rules=rules,
            opened=opened,
            outside=outside_lines(run, sheet, rules),
            blocks=shown,
            totals={
                column: sum((one.given[column] for one in shown), Decimal(0))
                for column in PRINTED
                if all(column in one.given for one in shown)
            },
            settled=run.stage in (ScoringRun.Stage.SIGNED, ScoringRun.Stage.PUBLISHED),
            proofs=Proof.objects.shown_to(self.user)
            .listed()
            .filter(sheet__campaign=run.campaign_id, unit=code),
            may_mark=may(self.user, Act.MARK_SELF, code) and run.stage == ScoringRun.Stage.DRAFT,
            may_do=bool(self.user.roles_today() & CASE_ROLES),
            line=line,
            is_township=sheet.level == Level.TOWNSHIP,
            vetoes=queries.counting_vetoes(self.user, run).filter(unit_id=code),
            without=_without(self.user, run, rules, sheet),
            may_veto=may(self.user, Act.SCORE_VETO, run.county_id) and not sheet.vetoed,
            may_appeal=may_appeal(self, sheet),
            appeal=queries.appeals(self.user)
            .filter(campaign_id=run.campaign_id, unit_id=code, code=opened)
            .first()
            if line
            else None,
            may_enter=may(self.user, Act.SCORE_ENTER, run.county_id),
        )


def _without(
    user: User, run: ScoringRun, rules: Rules, sheet: ScoreSheet
) -> queries.Preview | None:
    """Where a vetoed unit would stand without its veto."""
    if not sheet.vetoed:
        return None
    rows = queries.preview(user, run, rules, sheet)
    return next((row for row in rows if row.chosen), None)


@dataclass(frozen=True, slots=True)
class Figure:
    """What a page of rows is about: the line's name, the metric's part, its count."""

    name: str
    metric: str
    part: str
    own: bool
    count: int


class Rows(SheetPage):
    """All rows behind one figure, in pages."""

    template_name = "reports/sheet/rows.html"

    def get(self, request: HttpRequest, uid: UUID, code: int, line: str, part: str) -> HttpResponse:
        run, sheet, rules = self.found(uid, code)
        figure = self._figure(sheet, rules, line, part)
        asked = request.GET.get("page", "1")
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
        rows = listing(
            run,
            sheet.unit,
            figure.metric,
            figure.part,
            user=self.user,
            limit=PAGE_SIZE,
            offset=(max(number, 1) - 1) * PAGE_SIZE,
            own=figure.own,
        )
        self.noted(rows.seen, sheet.unit_id)
        return self.page(
            run=run,
            sheet=sheet,
            line=line,
            figure=figure,
            kept_back=too_small(figure.metric, figure.count, self.user, sheet.unit_id),
            label=part_label(figure.metric, figure.part),
            metric=METRICS[figure.metric],
            listing=rows,
            page=Paginator(range(rows.total), PAGE_SIZE).get_page(number),
            differs=rows.weight != figure.count,
        )

    @staticmethod
    def _figure(sheet: ScoreSheet, rules: Rules, code: str, key: str) -> Figure:
        """The counted part of the line, or of what stands beside the lines; 404 when none."""
        if code in KINDS:
            try:
                source = counted_source(rules, code, key)
            except LookupError:
                raise Http404 from None
            count = sheet.outside.get(code, {}).get(key, 0)
            title = {"deduction": _("扣分"), "bonus": _("加分")}[code]
            return Figure(title, source.metric, source.part, source.own, count)
        for one in sheet.lines.all():
            if one.code == code and rules.indicator(code).source == "computed":
                line = rules.indicator(code)
                for part in result_of(one, line).parts:
                    if part.key == key:
                        return Figure(line.name, line.metric, key, line.own, part.count)
        raise Http404
