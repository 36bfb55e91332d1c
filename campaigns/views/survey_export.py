"""满意度调查表 (domain J2) as Excel."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.exports.sheet import Cell, Column, Paper, Table
from accounts.refusals import NotTheMoment
from accounts.roles import CASE_ROLES
from accounts.transitions.export import Wanted
from accounts.views.export import ExportPage, own_place, unit_of
from campaigns.models import Rate, Survey
from campaigns.queries import survey as queries


class SurveyExport(ExportPage):
    """满意度调查表 (domain J2) as Excel: figures only."""

    audience, figures = CASE_ROLES, True
    row: Survey

    def prepare(self) -> None:
        self.row = queries.surveys(self.user).fetch(self.user, uid=self.kwargs["uid"])
        if self.row.status != Survey.Status.CLOSED:
            raise NotTheMoment(_("封存以后才有结果可以导出。"))

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        self.prepare()
        return super().get(request, uid=uid)

    def wanted(self, *, masked: bool) -> Wanted:
        lines, unit = queries.results(self.row, self.user), unit_of(self.user)
        table = Table(
            title=self.row.title,
            unit=unit,
            period=_("%(day)s封存，%(kind)s")
            % {"day": self.row.closed_on, "kind": self.row.get_kind_display()},
            columns=[
                Column(_("单位"), width=16),
                Column(_("样本"), "int", 8),
                Column(_("有效"), "int", 8),
                *(
                    Column(words, kind, 9, group=rate.label)
                    for rate in Rate
                    for words, kind in HEADS
                ),
                Column(_("备注"), width=26),
            ],
            rows=[_cells(line) for line in lines],
            notes=[queries.FORMULA],
            landscape=True,
        )
        return Wanted(
            kind="survey",
            place=own_place(self.user),
            unit=unit,
            paper=Paper(self.row.title, tables=[table], landscape=True),
            noun="campaigns.survey",
            keys=[self.row.pk],
            rows=len(lines),
            personal=False,
            masked=masked,
            filter_words="",
        )

    def back_url(self) -> str:
        return reverse("campaigns:survey_detail", args=[self.row.uid])


HEADS: tuple[tuple[str, Any], ...] = (("份数", "int"), ("率%", "code"), ("误差±", "code"))


def _cells(line: queries.Line) -> list[Cell]:
    out = [Cell(line.place.name), Cell(line.drawn), Cell(line.valid)]
    for cell in line.cells:
        out += [
            Cell(cell.rated.hits if cell.rated.base else None),
            Cell(str(cell.percent) if cell.percent is not None else None),
            Cell(str(cell.margin) if cell.margin is not None else None),
        ]
    return [*out, Cell(line.note)]
