"""A score line told in four steps: clause, rule, the rule with figures in, the rows behind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse

from accounts.models import User
from reports.columns import PRINTED, Marks
from reports.models import LineChange, ScoreLine, ScoreSheet, ScoringRun
from reports.records import Listing, listing
from reports.records import Told as ToldRow
from reports.rules import Indicator, Part, Result
from reports.rules import Rubric as Rules
from reports.rules.numbers import fixed
from reports.sheet_rows import result_of
from reports.small_counts import Told, told, told_of, too_small

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Figure:
    """A piece of the formula; with url, a figure that opens its rows."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The rows of one part: what it cost, the first ten, where all of them are."""

    part: Part
    by_place: bool
    rows: tuple[ToldRow, ...]
    total: int
    differs: bool
    url: str
    kept_back: bool = False

    @property
    def tone(self) -> str:
        """How its tag is drawn: late, lacking, or without judgement."""
        if self.part.key.endswith("late"):
            return "late"
        lacks = self.part.key.endswith(("gap", "lack")) or (self.part.points or 0) < 0
        return "lack" if lacks else "wait"

    @property
    def each(self) -> str:
        """What one row gave or cost, "" where the count alone moves no points."""
        if self.part.points is None or self.by_place or not self.part.count:
            return ""
        return fixed(self.part.points / self.part.count)

    @property
    def sum(self) -> str:
        """What all rows gave or cost, else how many they are; "" for what is kept back."""
        if self.kept_back:
            return ""
        return str(self.part.count) if self.part.points is None else fixed(self.part.points)


@dataclass(frozen=True, slots=True)
class Explained:
    """One line opened in place."""

    line: ScoreLine
    indicator: Indicator
    result: Result
    figures: tuple[Figure, ...]
    evidence: tuple[Evidence, ...]
    changes: tuple[LineChange, ...]
    by_place: bool
    seen: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A category of the sheet with its lines, for the tree and the table."""

    code: str
    title: str
    cap: str
    points: str | None
    low: str
    high: str
    adjustment: str
    waiting: int
    open: bool
    lines: tuple[tuple[Indicator, ScoreLine, Marks, Told], ...]
    given: Mapping[str, Decimal]
    differing: int

    @property
    def adjusted(self) -> bool:
        """Whether points of lines that do not apply were earned elsewhere (折算)."""
        return Decimal(self.adjustment) != 0


def _summed(lines: Sequence[ScoreLine], marks: Mapping[str, Marks]) -> dict[str, Decimal]:
    """Sums of the other columns over the lines that apply, where each of them has a mark."""
    judged = [line for line in lines if line.state != ScoreLine.State.NA]
    found = {}
    for column in PRINTED:
        given = [marks[line.code][column].points for line in judged if column in marks[line.code]]
        if given and len(given) == len(judged):
            found[str(column)] = sum(given, Decimal(0))
    return found


def blocks(
    sheet: ScoreSheet, rules: Rules, opened: str, marks: Mapping[str, Marks], *, user: User
) -> list[Block]:
    """The categories of a sheet; the one that holds `opened` (or is named by it) is unfolded.
    marks: what the other columns say, by code."""
    words = told_of(sheet, rules, user)
    lines = {line.code: line for line in sheet.lines.all()}
    kept = {entry["code"]: entry for entry in sheet.categories}
    return [
        Block(
            code=category.code,
            title=category.title,
            cap=kept[category.code]["cap"],
            points=kept[category.code]["points"],
            low=kept[category.code]["low"],
            high=kept[category.code]["high"],
            adjustment=kept[category.code]["adjustment"],
            waiting=kept[category.code]["pending"],
            open=opened in ("all", category.code) or opened.split(".")[0] == category.code,
            lines=tuple(
                (one, lines[one.code], marks[one.code], words[one.code])
                for one in category.indicators
            ),
            given=_summed([lines[one.code] for one in category.indicators], marks),
            differing=sum(
                any(shown.differs for shown in marks[one.code].values())
                for one in category.indicators
            ),
        )
        for category in rules.categories
    ]


def explained(
    run: ScoringRun, sheet: ScoreSheet, rules: Rules, code: str, *, user: User
) -> Explained:
    """Line `code` of the sheet with everything behind it; KeyError for an unknown line."""
    indicator = rules.indicator(code)
    line = next(one for one in sheet.lines.all() if one.code == code)
    result = result_of(line, indicator)
    counted = indicator.source == "computed"
    found: list[tuple[Part, Listing]] = []
    if counted:
        found = [
            (
                part,
                listing(
                    run,
                    sheet.unit,
                    indicator.metric,
                    part.key,
                    user=user,
                    limit=SHOWN,
                    own=indicator.own,
                ),
            )
            for part in result.parts
            if part.count and part.key not in ("numerator", "denominator")
        ]
    url = _address(run, sheet, code)
    return Explained(
        line=line,
        indicator=indicator,
        result=result,
        figures=_figures(result, url if counted else None, told(line, indicator, user)),
        evidence=tuple(
            Evidence(
                part,
                rows.by_place,
                rows.rows,
                rows.total,
                rows.weight != part.count,
                url(part.key),
                too_small(indicator.metric, part.count, user, sheet.unit_id),
            )
            for part, rows in found
        ),
        changes=tuple(LineChange.objects.visible_to(user).filter(line=line).select_related("by")),
        by_place=any(rows.by_place for _part, rows in found),
        seen=tuple(record for _part, rows in found for record in rows.seen),
    )


def _figures(result: Result, url: Callable[[str], str] | None, words: Told) -> tuple[Figure, ...]:
    """The formula with its figures; without them where one is too small for this reader, since
    the others would give it away."""
    if words.kept_back:
        return (Figure(words.filled),)
    return tuple(
        Figure(token.text, url(token.part) if url and token.part else "") for token in result.tokens
    )


def _address(run: ScoringRun, sheet: ScoreSheet, code: str) -> Any:
    def url(part: str) -> str:
        return reverse("reports:rows", args=[run.uid, sheet.unit_id, code, part])

    return url
