"""Reads of surveys: results by unit with margins, how far an open survey is, wording."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.reach import inside
from campaigns.models import (
    Division,
    Interference,
    Level,
    OutsideResult,
    Rate,
    Survey,
    SurveyAnswer,
    SurveyQuestion,
    SurveyStratum,
    SurveyToken,
    TokenBatch,
)
from campaigns.models.division import WIDTH
from campaigns.models.survey import SurveyQuerySet
from campaigns.survey_rules import Rated

TOWNSHIP = WIDTH[Level.TOWNSHIP]
NAMED = 3  # villages laid together that a line names
UNKNOWN = 10**9  # households of a unit nobody has counted: no correction
HITS = {
    Rate.AWARE: Q(aware=True),
    Rate.TOOK_PART: Q(took_part=True),
    Rate.SATISFIED: Q(satisfied__lte=2),  # 非常满意, 满意
    Rate.SAFE: Q(safe__lte=2),
}
FORMULA = (
    "率＝答“知道”“参加过”“满意以上”“安全以上”的份数÷答了这一题的份数；"
    "误差按95%把握的威尔逊（Wilson）区间计，取区间两端离该率较远的一端；"
    "有限总体修正：以n×(N－1)÷(N－n)代n，N为总户数，n为答题份数；没有人答的不适用。"
)


def outside(survey: Survey, user: User) -> QuerySet[OutsideResult]:
    """A third party's figures inside the reach, with who surveyed and from which file."""
    rows = OutsideResult.objects.visible_to(user).counted().filter(survey=survey)
    return rows.select_related("place", "uploaded_by").order_by("place")


def surveys(user: User) -> SurveyQuerySet:
    """The surveys of the reader's county, newest first."""
    rows = Survey.objects.visible_to(user).select_related("campaign", "county")
    return rows.order_by("-starts_on", "-pk")


def questions(survey: Survey) -> list[SurveyQuestion]:
    """The four questions as they are asked now."""
    newest: dict[str, SurveyQuestion] = {}
    for row in SurveyQuestion.objects.filter(survey=survey).order_by("version"):
        newest[row.rate] = row
    return [newest[rate] for rate in Rate if rate in newest]


def counted_rows(survey: Survey) -> list[dict[str, Any]]:
    """What is frozen at the end: the county, each township, then each village that may be shown
    alone; figures are whole numbers. Written by close_survey, inside the county's reach."""
    own = survey.kind == Survey.Kind.OWN
    counts = _own_counts(survey) if own else _outside_counts(survey)
    homes, drawn, pooled = _strata(survey) if own else _known_homes(counts)
    units: dict[int, dict[str, Any]] = {}
    for place in {*counts, *homes}:
        township = place // TOWNSHIP * TOWNSHIP
        for unit in {survey.county_id, township, place}:
            units.setdefault(unit, _blank(unit))
            if place in counts:
                _add(units[unit], counts[place])
            units[unit]["homes"] += homes.get(place, 0)
            units[unit]["drawn"] += drawn.get(place, 0) if own else 0
    for village in pooled:
        township = village // TOWNSHIP * TOWNSHIP
        units[township]["pooled"].append(village)
        units.pop(village, None)
    out = [units.pop(survey.county_id, _blank(survey.county_id))]
    out += [units[code] for code in sorted(units)]
    return out


def _blank(place: int) -> dict[str, Any]:
    rates: dict[str, Any] = {rate.value: [0, 0] for rate in Rate}
    return {"place": place, "homes": 0, "drawn": 0, "valid": 0, "pooled": [], **rates}


def _add(row: dict[str, Any], more: dict[str, Any]) -> None:
    row["valid"] += more["valid"]
    row["drawn"] += more.get("drawn", 0)
    for rate in Rate:
        row[rate.value] = [a + b for a, b in zip(row[rate.value], more[rate.value], strict=True)]


def _own_counts(survey: Survey) -> dict[int, dict[str, Any]]:
    sums: dict[str, Any] = {"valid": Count("pk")}
    for rate, hit in HITS.items():
        sums[f"hits_{rate.value}"] = Count("pk", filter=hit)
        sums[f"base_{rate.value}"] = Count(rate.value)
    rows = SurveyAnswer.objects.filter(survey=survey).values("place").annotate(**sums)
    return {
        row["place"]: {
            "valid": row["valid"],
            **{r.value: [row[f"hits_{r.value}"], row[f"base_{r.value}"]] for r in Rate},
        }
        for row in rows.order_by()
    }


def _outside_counts(survey: Survey) -> dict[int, dict[str, Any]]:
    rows = OutsideResult.objects.counted().filter(survey=survey)
    return {
        row.place_id: {
            "valid": row.valid,
            "drawn": row.drawn,
            **{r.value: [getattr(row, r.value), row.valid] for r in Rate},
        }
        for row in rows
    }


def _strata(survey: Survey) -> tuple[dict[int, int], dict[int, int], list[int]]:
    rows = list(SurveyStratum.objects.filter(survey=survey))
    homes = {row.village_id: row.households for row in rows}
    drawn = {row.village_id: row.drawn for row in rows}
    return homes, drawn, [row.village_id for row in rows if row.pooled or not row.drawn]


def _known_homes(counts: Iterable[int]) -> tuple[dict[int, int], dict[int, int], list[int]]:
    rows = Division.objects.in_bulk(list(counts))
    return {code: d.households or 0 for code, d in rows.items()}, {}, []


@dataclass(frozen=True)
class Cell:
    """One rate of one unit; few: too few answered this question for a rate that tells nobody's
    answer."""

    rate: Rate
    rated: Rated
    few: bool = False

    @property
    def percent(self) -> Decimal | None:
        """To one place; None where nobody answered or too few."""
        return None if self.few else self.rated.percent

    @property
    def margin(self) -> Decimal | None:
        """In points."""
        return None if self.few else self.rated.margin

    @property
    def without(self) -> str:
        """Why there is no rate."""
        return str(_("样本过少")) if self.few and self.rated.base else str(_("不适用"))

    @property
    def words(self) -> str:
        """92.3% ±3.1, or why not."""
        return self.without if self.percent is None else f"{self.percent}% ±{self.margin}"


@dataclass(frozen=True)
class Line:
    """A unit's line in the table of results (domain J2 满意度调查表)."""

    place: Division
    drawn: int
    valid: int
    cells: list[Cell]
    few: bool
    pooled: list[str]

    @property
    def note(self) -> str:
        """样本过少, and which villages lie in this line."""
        words = [_("样本过少")] if self.few else []
        if self.pooled:
            names = "、".join(self.pooled[:NAMED])
            told = _("并入%(names)s（样本过少）")
            if len(self.pooled) > NAMED:
                told = _("并入%(names)s等%(n)d个村（样本过少）")
            words.append(told % {"names": names, "n": len(self.pooled)})
        return "；".join(words)


def results(survey: Survey, user: User) -> list[Line]:
    """The frozen lines as far as the reader's area goes; the county's line is for everybody inside
    it. Two queries. Nothing before the survey is closed: who watches a rate move sees an answer."""
    rows = survey.result.get("rows", [])
    spans = ((0, 10**12),) if user.is_system else user.area_spans
    shown = [r for r in rows if r["place"] == survey.county_id or inside(spans, r["place"])]
    codes = {code for row in shown for code in (row["place"], *row["pooled"])}
    names = Division.objects.in_bulk(codes)
    return [_line(row, survey, names) for row in shown]


def _line(row: dict[str, Any], survey: Survey, names: dict[int, Division]) -> Line:
    whole = row["homes"] or UNKNOWN
    cells = []
    for rate in Rate:
        hits, base = row[rate.value]
        cells.append(Cell(rate, Rated(hits, base, whole), base < survey.least))
    return Line(
        place=names[row["place"]],
        drawn=row["drawn"],
        valid=row["valid"],
        cells=cells,
        few=row["valid"] < survey.least,
        pooled=[names[code].name for code in row["pooled"]],
    )


def surveyors(survey: Survey, user: User) -> list[str]:
    """Who surveyed, of a third party's survey."""
    rows = outside(survey, user).order_by("surveyor").values_list("surveyor", flat=True)
    return list(rows.distinct())


def own_line(survey: Survey, user: User) -> str:
    """What a village reads whose answers were laid together with others, or ""."""
    posting = user.main_posting
    if posting is None or posting.division.level != Level.VILLAGE or not survey.result:
        return ""
    shown = {row["place"] for row in survey.result.get("rows", [])}
    return "" if posting.division_id in shown else posting.division.name


@dataclass
class Progress:
    """How far a township is: drawn, answered."""

    place: Division
    drawn: int = 0
    valid: int = 0


def progress(survey: Survey, user: User) -> list[Progress]:
    """Townships of the reach with how many of their sample have answered; without any rate."""
    out: dict[int, Progress] = {}
    drawn: dict[int, int] = defaultdict(int)
    rows = SurveyStratum.objects.visible_to(user).filter(survey=survey)
    for code, count in rows.values_list("village_id", "drawn"):
        drawn[code // TOWNSHIP * TOWNSHIP] += count
    answered = SurveyAnswer.objects.visible_to(user).filter(survey=survey)
    came: dict[int, int] = defaultdict(int)
    for code, count in answered.values_list("place").annotate(n=Count("pk")):
        came[code // TOWNSHIP * TOWNSHIP] += count
    names = Division.objects.in_bulk(drawn)
    for code in sorted(drawn):
        out[code] = Progress(names[code], drawn[code], came[code])
    return list(out.values())


def batches(survey: Survey, user: User) -> QuerySet[TokenBatch]:
    """Printings inside the reach, with how many of each were used."""
    rows = TokenBatch.objects.visible_to(user).filter(survey=survey).select_related("village")
    return rows.annotate(used=Count("tokens", filter=Q(tokens__used=True)))


def printable(survey: Survey, user: User) -> list[tuple[SurveyStratum, int]]:
    """Villages of the reach with slips still to print, and how many."""
    alive = dict(
        SurveyToken.objects.visible_to(user)
        .filter(batch__survey=survey, batch__voided_at__isnull=True)
        .values_list("village")
        .annotate(n=Count("pk"))
    )
    rows = SurveyStratum.objects.visible_to(user).filter(survey=survey, codes__gt=0)
    left = ((r, r.codes - alive.get(r.village_id, 0)) for r in rows.select_related("village"))
    return [(row, n) for row, n in left if n > 0]


def places_left(left: list[tuple[SurveyStratum, int]]) -> list[tuple[int, str, int]]:
    """Where slips may be printed for, with how many: each township whole, then each village."""
    sums: dict[int, int] = defaultdict(int)
    for row, count in left:
        sums[row.village_id // TOWNSHIP * TOWNSHIP] += count
    names = Division.objects.in_bulk(sums)
    whole = [(code, str(_("%(n)s全部") % {"n": names[code].name}), n) for code, n in sums.items()]
    return [*whole, *((row.village_id, row.village.name, n) for row, n in left)]


def interferences(user: User) -> QuerySet[Interference]:
    """Reports of interference: the county's and the governance office's to read."""
    rows = Interference.objects.visible_to(user).select_related("survey", "about", "handled_by")
    return rows.order_by("status", "-told_on", "-pk")
