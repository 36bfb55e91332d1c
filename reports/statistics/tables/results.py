"""Tables of results: what a survey measured, how a year was scored."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.exports.sheet import Cell, Column, Table
from accounts.templatetags.words import zh_date
from campaigns.models import Campaign, Division, Level, Rate, Survey
from campaigns.queries.survey import Line, results
from reports import queries
from reports.models import ScoreSheet, ScoringRun
from reports.statistics.table import Result

if TYPE_CHECKING:
    from accounts.models import User
    from reports.statistics.reading import Reading

SUBJECT = gettext_lazy("考核与测评")
NAMES = {
    Rate.AWARE: gettext_lazy("知晓率"),
    Rate.TOOK_PART: gettext_lazy("参与率"),
    Rate.SATISFIED: gettext_lazy("满意率"),
    Rate.SAFE: gettext_lazy("安全感"),
}


def _paper(reading: Reading, title: str, columns: list[Column], **more: Any) -> Table:
    more.setdefault("landscape", True)
    return Table(
        title=title,
        unit=reading.root.name,
        period=reading.days.words,
        columns=columns,
        signers=((_("填表人"), reading.user.name), (_("审核人"), ""), (_("填报日期"), "")),
        filter_words=f"{reading.root.name}，{reading.days.words}",
        **more,
    )


def surveys(reading: Reading) -> list[Table]:
    """满意度结果: every survey sealed in these days, a table each; an empty one where none was."""
    days = reading.days
    found = (
        Survey.objects.visible_to(reading.user)
        .filter(
            status=Survey.Status.CLOSED,
            closed_on__range=(days.first, days.last),
            county__code__lte=reading.root.code,
            county__end__gt=reading.root.code,
        )
        .order_by("-closed_on", "-pk")
    )
    made = [_survey(reading, survey) for survey in found]
    return made or [_paper(reading, _("满意度调查结果表"), _survey_columns(), rows=[])]


def _survey_columns() -> list[Column]:
    pairs = [
        column
        for rate in Rate
        for column in (
            Column(_("率"), "rate", 9, str(NAMES[rate])),
            Column(_("误差（±）"), "rate", 9, str(NAMES[rate])),
        )
    ]
    return [
        Column(_("单位"), "text", 16),
        Column(_("样本"), "int", 8),
        Column(_("有效"), "int", 8),
        *pairs,
        Column(_("说明"), "text", 20),
    ]


def _survey(reading: Reading, survey: Survey) -> Table:
    root = reading.root
    lines = results(survey, reading.user)
    rows = [line for line in lines if root.contains(line.place.code) and _fits(reading, line)]
    whole = next((line for line in lines if line.place.code == root.code), None)
    url = reverse("campaigns:survey_detail", args=[survey.uid])
    return _paper(
        reading,
        _("满意度调查结果表"),
        _survey_columns(),
        rows=[_survey_row(line, url) for line in rows],
        totals=_survey_row(whole, "", _("合计")) if whole else None,
        measure=_("份"),
        notes=[
            _("%(title)s，%(kind)s，%(day)s封存。")
            % {
                "title": survey.title,
                "kind": survey.get_kind_display(),
                "day": zh_date(survey.closed_on) if survey.closed_on else "",
            },
            _("合计按全部答卷算，不是各单位率的平均；答卷过少的不单列，记 —。"),
        ],
    )


def _fits(reading: Reading, line: Line) -> bool:
    """The units one level below, or the village itself."""
    level = Level.VILLAGE if reading.root.level >= Level.TOWNSHIP else Level.TOWNSHIP
    return line.place.level == level


def _survey_row(line: Line, url: str, head: str = "") -> list[Cell]:
    cells = [Cell(head or line.place.name, url), Cell(line.drawn), Cell(line.valid)]
    for cell in line.cells:
        for value in (cell.percent, cell.margin):
            cells.append(Cell(None if value is None else value / 100))
    return [*cells, Cell(line.note or None)]


def run_of(user: User, year: int, root: Division) -> ScoringRun | None:
    """The year's result that holds, of the county `root` lies in."""
    campaigns = Campaign.objects.for_place(root.code).filter(year=year)
    return queries.runs(user).filter(campaign__in=campaigns).holding().first()


def sheets_of(reading: Reading, run: ScoringRun) -> list[ScoreSheet]:
    """The scored units one level below the root, or the village itself."""
    root = reading.root
    if root.level >= Level.TOWNSHIP:
        rows = queries.sheets(reading.user, run, Level.VILLAGE)
    else:
        rows = queries.sheets(reading.user, run, Level.TOWNSHIP)
    return list(rows.filter(unit_id__gte=root.code, unit_id__lt=root.end))


def ranking(reading: Reading) -> list[Table]:
    """考核排名: the result that holds for the year of the last day, last year's place beside it."""
    year = reading.days.as_of.year
    run, former = (run_of(reading.user, one, reading.root) for one in (year, year - 1))
    rows = sheets_of(reading, run) if run else []
    places = {s.unit_id: s.rank for s in sheets_of(reading, former)} if former and rows else {}
    notes = [_("没有这一年的考核结果。")] if run is None else _run_notes(run)
    return [
        _paper(
            reading,
            _("%(year)d年度考核排名表") % {"year": year},
            _ranking_columns(),
            rows=[_ranked(run, sheet, places.get(sheet.unit_id)) for sheet in rows if run],
            measure=_("分"),
            notes=notes,
        )
    ]


def _run_notes(run: ScoringRun) -> list[str]:
    return [
        _("%(stage)s的结果，数据截至%(day)s，%(at)s计算。")
        % {
            "stage": run.get_stage_display(),
            "day": zh_date(run.data_until),
            "at": zh_date(run.finished_at) if run.finished_at else "",
        },
        _("名次在同组内排；待评未完时名次不定。否决的排在最后，得分照列。"),
    ]


def _ranking_columns() -> list[Column]:
    return [
        Column(_("单位"), "text", 16),
        Column(_("组别"), "text", 12),
        Column(_("得分"), "money", 9),
        Column(_("加分"), "money", 8),
        Column(_("扣分"), "money", 8),
        Column(_("否决"), "text", 7),
        Column(_("总分"), "money", 9),
        Column(_("名次"), "int", 7),
        Column(_("上年名次"), "int", 8),
        Column(_("升降"), "change", 7),
        Column(_("等次"), "text", 9),
    ]


def _ranked(run: ScoringRun, sheet: ScoreSheet, then: int | None) -> list[Cell]:
    moved = then - sheet.rank if then and sheet.rank else None
    return [
        Cell(sheet.unit.name, reverse("reports:sheet", args=[run.uid, sheet.unit_id])),
        Cell(sheet.peer_group or None),
        Cell(sheet.base),
        Cell(sheet.bonus),
        Cell(sheet.deduction or Decimal(0)),
        Cell(_("否决") if sheet.vetoed else None),
        Cell(sheet.total),
        Cell(sheet.rank),
        Cell(then),
        Cell(moved),
        Cell(sheet.grade or None),
    ]


SATISFACTION = Result(
    key="survey",
    title=gettext_lazy("满意度调查结果表"),
    about=gettext_lazy("样本、有效，知晓、参与、满意、安全感四个率和误差"),
    subject=SUBJECT,
    draw=surveys,
)
RANKING = Result(
    key="ranking",
    title=gettext_lazy("考核排名表"),
    about=gettext_lazy("得分、加分、扣分、否决、总分、名次、上年名次和等次"),
    subject=SUBJECT,
    draw=ranking,
)
