"""An invented county for the assessment report: real division names, seeded figures."""

import csv
import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from reports.documents.assessment.content import (
    AssessmentContent,
    CategoryScore,
    CountyFigures,
    IndicatorLine,
    Problem,
    Rectification,
    Tiers,
    UnitRate,
    UnitResult,
    Veto,
    VillageIndicator,
    VillageResult,
)
from reports.documents.assessment.zero import CellKind, MonthFigures, ZeroCell, ZeroRow, ZeroTotals

DIVISIONS = Path(__file__).resolve().parents[2] / "campaigns" / "data" / "divisions-320322.csv"
CATEGORIES = ("组织领导", "宣传发动", "排查稳控", "纠纷调处", "创建成效", "群众评价")
RC1 = (
    "1.1 责任状签订率 4;1.2 领导小组会议 3;1.3 方案总结台账 4;1.4 专人与经费 2;"
    "1.5 业务培训覆盖率 2;"
    "2.1 知晓率 5;2.2 参与率 4;2.3 集中宣传 4;2.4 信息简报 2;3.1 排查覆盖率 5;3.2 按时报告率 5;"
    "3.3 定级建档完整率 4;3.4 包户到人落实率 4;3.5 走访达标率 4;3.6 重大隐患稳控 3;4.1 调解率 3;"
    "4.2 调解成功率 5;4.3 卷宗合格率 4;4.4 回访率 3;4.5 家暴规范处置 3;4.6 信访按期办结率 2;"
    "5.1 结对帮扶覆盖率 4;5.2 平安家庭创建率 5;5.3 示范户质量 3;5.4 示范村建设 3;6.1 群众满意率 10"
)
RC2 = (
    "1.1 责任 4;1.2 执委 4;1.3 季度 4;2.1 入户 6;2.2 集中 6;3.1 排查 6;3.2 半月 6;3.3 按时 6;"
    "3.4 一户 4;"
    "3.5 升级 4;4.1 村内 8;4.2 口头 4;4.3 回访 4;4.4 及时 4;5.1 结对 6;5.2 走访 6;6.1 创建 5;"
    "6.2 评议 5;"
    "7.1 满意 8"
)


def table(text: str) -> list[tuple[str, str, str]]:
    """code, name, cap of each entry."""
    rows = [entry.split(" ") for entry in text.split(";")]
    return [(code, name, cap) for code, name, cap in rows]


def divisions() -> list[tuple[int, str, list[tuple[int, str]]]]:
    """Units with their villages in the order of codes."""
    with DIVISIONS.open(encoding="utf-8") as file:
        rows = [(int(row["code"]), row["name"]) for row in csv.DictReader(file)]
    units = [row for row in rows if row[0] % 1000 == 0 and row[0] % 1_000_000]
    villages = [row for row in rows if row[0] % 1000]
    return [
        (code, name, [v for v in villages if v[0] // 1000 == code // 1000]) for code, name in units
    ]


def grade_of(total: Decimal) -> str:
    """Grade by thresholds alone."""
    limits = ((90, "优秀"), (80, "良好"), (60, "合格"))
    return next((name for limit, name in limits if total >= limit), "不合格")


def invented_county(units: int | None = None, *, seed: int = 20260115) -> AssessmentContent:
    """A county of the first ``units`` units (all by default); equal seeds give equal counties."""
    dice = random.Random(seed)  # noqa: S311 - invented figures
    made = [_unit(dice, *entry) for entry in divisions()[:units]]
    made = _ranked(made)
    return AssessmentContent(
        county="沛县",
        year=2026,
        issuing_body="沛县平安家庭创建工作领导小组",
        document_number="沛平家〔2027〕5号",
        signer="张示例",
        addressee="县委、县政府",
        rubric_title="《2026年度平安家庭创建工作考核细则》",
        appraisers="县妇联会同县委政法委及18个成员单位",
        data_from=date(2026, 1, 1),
        data_to=date(2026, 12, 31),
        appraised_from=date(2027, 1, 11),
        appraised_to=date(2027, 1, 30),
        signed_on=date(2027, 2, 6),
        printed_on=date(2027, 2, 6),
        rectified_by=date(2027, 4, 30),
        recheck_body="县领导小组办公室",
        recheck_month=6,
        copies_to="县委政法委、县委组织部、县法院、县检察院、县公安局、县司法局、县民政局、团县委、县信访局",
        printing_office="沛县平安家庭创建工作领导小组办公室",
        snapshot_number="S2027-0115-03",
        snapshot_date=date(2027, 1, 15),
        snapshot_digest="92d9 8bbc 8486 a596",
        rubric_label="RC1 2026版",
        demo=True,
        deadline_text="每月25日17时截止",
        units=tuple(made),
        village_rubric="细则RC2（满分100分，加分上限5分）",
        village_indicators=tuple(VillageIndicator(*entry) for entry in table(RC2)),
        figures=_figures(dice, made),
        problems=_problems(dice, made),
        rectifications=_rectifications(made),
        recommendations=(
            "对得分率低于80%的指标实行“一项一策”，由牵头单位包抓；连续两年组内末位的村（社区）列为重点管理。",
            "完善零报告失实追责，半月排查与月报数据自动比对，发现不符的当日核实。",
        ),
    )


def _points(dice: random.Random, cap: str, skill: float) -> str:
    share = min(1.0, max(0.3, dice.gauss(skill, 0.08)))
    return f"{float(cap) * share:.2f}"


def _unit(dice: random.Random, code: int, name: str, villages: list[tuple[int, str]]) -> UnitResult:
    skill = dice.uniform(0.8, 0.98)
    lines = []
    for ind, title, cap in table(RC1):
        review = _points(dice, cap, skill)
        lost = Decimal(cap) - Decimal(review)
        reason = f"应办{dice.randint(40, 160)}户次，按时{dice.randint(30, 40)}户次" if lost else ""
        own = min(Decimal(cap), Decimal(review) + Decimal(dice.choice(("0", "0.10", "0.25"))))
        lines.append(
            IndicatorLine(
                ind, title, ind[0], cap, str(own), review, review, reason, dice.randint(1, 14)
            )
        )
    categories = []
    for index, title in enumerate(CATEGORIES, 1):
        mine = [line for line in lines if line.category == str(index)]
        caps = sum(Decimal(line.cap) for line in mine)
        total = sum(Decimal(line.review_points or 0) for line in mine)
        categories.append(CategoryScore(str(index), title, str(caps), str(total)))
    base = sum(Decimal(category.points or 0) for category in categories)
    bonus = Decimal(dice.choice(("0", "0.50", "1.00", "1.50", "3.00")))
    deduction = Decimal(dice.choice(("0", "0", "1.00", "2.00")))
    total = base + bonus - deduction
    households = sum(dice.randint(300, 1100) for _ in villages)
    return UnitResult(
        code=str(code),
        name=name,
        group="镇组" if name.endswith("镇") else "街道农场组",
        village_count=len(villages),
        household_count=households,
        categories=tuple(categories),
        lines=tuple(lines),
        base=str(base),
        bonus=str(bonus),
        deduction=str(deduction),
        total=str(total),
        rank=None,
        grade=grade_of(total),
        tiers=Tiers(dice.randint(2, 9), dice.randint(20, 90), dice.randint(100, 300)),
        zero_rows=tuple(_zero_row(dice, *village) for village in villages),
        villages=_villages(dice, villages, skill),
    )


def _zero_row(dice: random.Random, code: int, name: str) -> ZeroRow:
    kinds: tuple[CellKind, ...] = ("nil", "found", "late_nil", "late", "missing", "untrue")
    cells = []
    for kind in dice.choices(kinds, (80, 12, 3, 1, 2, 1), k=12):
        cells.append(ZeroCell(kind, dice.randint(1, 3) if kind in ("found", "late") else 0))
    return ZeroRow(str(code), name, tuple(cells))


def _villages(
    dice: random.Random, villages: list[tuple[int, str]], skill: float
) -> tuple[VillageResult, ...]:
    scored = []
    for code, name in villages:
        points = tuple(_points(dice, cap, skill + 0.03) for _, _, cap in table(RC2))
        bonus, deduction = dice.choice(("0", "0.5", "1", "2")), dice.choice(("0", "0", "0", "1"))
        total = sum(map(Decimal, points)) + Decimal(bonus) - Decimal(deduction)
        scored.append((code, name, points, bonus, deduction, total))
    totals = [entry[-1] for entry in scored]
    return tuple(
        VillageResult(
            str(code), name, points, bonus, deduction, str(total),
            1 + sum(other > total for other in totals), grade_of(total),
        )
        for code, name, points, bonus, deduction, total in scored
    )  # fmt: skip


def _ranked(units: list[UnitResult]) -> list[UnitResult]:
    vetoed = len(units) - 1
    unit = units[vetoed]
    veto = Veto(
        clause="二",
        ground="瞒报重大隐患并造成严重后果",
        document_number="沛平家决〔2027〕1号",
        body="县平安家庭创建工作领导小组",
        decided_on=date(2027, 1, 28),
        score=unit.total,
    )
    units[vetoed] = replace(unit, veto=veto, grade=None)
    ranked = []
    for unit in units:
        if unit.veto is None:
            rivals = [u for u in units if u.group == unit.group and u.veto is None]
            place = 1 + sum(Decimal(u.total or 0) > Decimal(unit.total or 0) for u in rivals)
            unit = replace(unit, rank=place)
        ranked.append(unit)
    return ranked


def _figures(dice: random.Random, units: list[UnitResult]) -> CountyFigures:
    rows = tuple(row for unit in units for row in unit.zero_rows)
    totals = ZeroTotals.of(rows)
    months = []
    for index in range(12):
        month = ZeroTotals.of(tuple(ZeroRow("", "", (row.cells[index],)) for row in rows))
        months.append(MonthFigures(index + 1, month.due, month.late, month.missing, month.untrue))
    households = sum(unit.household_count for unit in units)
    accepted = 126 * len(units)
    return CountyFigures(
        households=households,
        screened=households * 986 // 1000,
        tiers=Tiers(
            sum(u.tiers.red for u in units),
            sum(u.tiers.yellow for u in units),
            sum(u.tiers.green for u in units),
        ),
        without_keepers=0,
        disputes_accepted=accepted,
        disputes_settled=accepted * 958 // 1000,
        reports_due=totals.due,
        reports_on_time=totals.on_time,
        reports_late=totals.late,
        reports_missing=totals.missing,
        reports_untrue=totals.untrue,
        months=tuple(months),
    )


def _problems(dice: random.Random, units: list[UnitResult]) -> tuple[Problem, ...]:
    chosen = (("3.5", "走访达标率"), ("3.1", "排查覆盖率"), ("4.4", "回访率"))
    return tuple(
        Problem(
            code,
            name,
            tuple(UnitRate(unit.name, dice.randint(80, 100), 100) for unit in units),
        )
        for code, name in chosen
    )


def _rectifications(units: list[UnitResult]) -> tuple[Rectification, ...]:
    rows = []
    for unit in units:
        for line in unit.lines:
            lost = Decimal(line.cap) - Decimal(line.review_points or 0)
            if lost > Decimal(line.cap) * Decimal("0.18"):
                rows.append(
                    Rectification(
                        unit.code, unit.name, line.code, line.name, str(lost), line.reason,
                        "逐户补齐，报送佐证材料", date(2027, 4, 30),
                    )
                )  # fmt: skip
    return tuple(rows)
