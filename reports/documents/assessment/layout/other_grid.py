"""Zero reports of the other cadences (半月报, 周报, 日报) of one unit: a year of days has no room
as cells, so each village's reports are counted, cadence by cadence (domain C4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.documents.assessment.content import UnitResult
from reports.documents.assessment.layout.frame import Frame
from reports.documents.assessment.layout.sheets import Column, Sheet, balanced, fit
from reports.documents.assessment.zero import (
    OTHER_CADENCES,
    CadenceRow,
    CadenceTally,
    OtherCadence,
)

MOST_ROWS = 34
WORDS: dict[OtherCadence, str] = {"half": "半月报", "week": "周报", "day": "日报"}
COUNTS = ("应报", "零", "报", "迟", "缺", "失")
WIDE, NAME = 156, 26.4
# So many rows of this and of the monthly grid stand on one page.
SHARED_ROWS = 26


def owed(units: Iterable[UnitResult]) -> tuple[OtherCadence, ...]:
    """The cadences that somebody in the county owed."""
    found = {tally.cadence for unit in units for row in unit.other_rows for tally in row.tallies}
    return tuple(cadence for cadence in OTHER_CADENCES if cadence in found)


def other_sheet(cadences: Sequence[OtherCadence]) -> Sheet:
    """Columns of the counts: six a cadence under its name."""
    step = (WIDE - NAME) / max(len(cadences) * len(COUNTS), 1)
    xs = tuple(NAME + step * i for i in range(len(cadences) * len(COUNTS)))
    span = step * len(COUNTS)
    return Sheet(
        name="others",
        wide=WIDE,
        size=9,
        columns=(Column(0, NAME, "left", "song", pad=1.4), *(Column(x, step) for x in xs)),
        rules=xs,
        heads=(("村（社区）",), *(("", count) for _cadence in cadences for count in COUNTS)),
        head_tall=10.8,
        head_columns=(Column(0, NAME), *(Column(x, step) for x in xs)),
        groups=tuple(
            (WORDS[cadence], Column(NAME + span * i, span)) for i, cadence in enumerate(cadences)
        ),
    )


@dataclass(frozen=True, slots=True)
class OtherPages:
    """Draws the counts of one unit; nothing where no other cadence was owed."""

    frame: Frame
    year: int
    cadences: tuple[OtherCadence, ...]
    sheet: Sheet

    def html(self, unit: UnitResult) -> str:
        """Villages × cadences, the unit's sums last."""
        if not unit.other_rows:
            return ""
        every = (*unit.other_rows, summed(unit.other_rows))
        rows = [other_row(row, self.cadences) for row in every]
        shared = " shared" if len(unit.zero_rows) + len(rows) <= SHARED_ROWS else ""
        parts = []
        for page in balanced(len(rows), MOST_ROWS):
            sheet = self.sheet.html([rows[i] for i in page], 5.4)
            named = "、".join(WORDS[cadence] for cadence in self.cadences)
            title = self.frame.title(f"{unit.name}村（社区）{named}情况")
            parts.append(
                f'<section class="portrait{shared}">{title}<p class="over">'
                f"<span>{self.year}年，敏感时期等按期上报</span><span>单位：份</span></p>{sheet}"
                f'<p class="note">{SIGNS}</p></section>'
            )
        return "".join(parts)


SIGNS = (
    "应报＝零＋报＋迟＋缺＋失：零 按时零报告；报 按时报有情况；迟 迟报；缺 未报；"
    "失 零报告事后查明失实；— 没有应报。"
)


def other_row(row: CadenceRow, cadences: Sequence[OtherCadence] = OTHER_CADENCES) -> list[str]:
    """Texts of one village; a cadence it never owed is a dash, not a nought."""
    by_cadence = {tally.cadence: tally for tally in row.tallies}
    texts = [fit(row.name, NAME - 2.3, 9)]
    for cadence in cadences:
        tally = by_cadence.get(cadence)
        texts += map(str, tally.counts) if tally else ["—"] * len(COUNTS)
    return texts


def summed(rows: tuple[CadenceRow, ...]) -> CadenceRow:
    """The unit's own line."""
    sums: dict[str, list[int]] = {}
    for row in rows:
        for tally in row.tallies:
            kept = sums.setdefault(tally.cadence, [0] * (len(COUNTS) - 1))
            sums[tally.cadence] = [a + b for a, b in zip(kept, tally.counts[1:], strict=True)]
    tallies = (CadenceTally(c, *sums[c]) for c in OTHER_CADENCES if c in sums)
    return CadenceRow("", "合计", tuple(tallies))
