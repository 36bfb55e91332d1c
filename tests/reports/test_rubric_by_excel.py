"""A rubric nobody has seen before, typed into the workbook as a clerk would, scored over a small
year and held to an independent calculation: plain arithmetic on the frozen counts, nothing of
reports.rules (issue 6, G)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from campaigns.models import Level
from reports.metrics.declarations import DECLARATIONS
from reports.models import RubricDraft, ScoreSheet, ScoringRun
from reports.rubric_editing.workbook_out import workbook_of
from reports.rules import Facts, load_shipped
from reports.transitions import rubric_draft as verbs
from reports.transitions.review import Entry, enter_lines
from reports.transitions.run import ask_for_run, compute
from tests.cast import World
from tests.reports import facts
from tests.reports.test_run import V1, V2, V3

D = Decimal
SMALL = D("0.01")
ABOUT: dict[str, Any] = {
    "编号": "沂南", "名称": "平安家庭村级百分考核办法", "版本": "试行", "施行日期": "2026-01-01",
    "适用": "乡镇对村（社区）", "总分（分）": 100, "制定依据": "县里自定", "加分上限（分）": 3,
    "加分条款": "受县级以上表扬的每次加1分，最多3分。", "扣分条款": "受通报的每次扣2分。",
    "并列时依次看": "3.3、1.2、division", "名次条款": "总分相同名次并列。",
    "否决的效力": "不评先进，得分照常公布。",
}  # fmt: skip
COMMON = {
    "条款原文": "照本办法执行。", "没有可评的（分母为0）": "分值由其他指标折算",
    "评分部门": "镇妇联", "佐证材料": "记录", "出处": "自定",
}  # fmt: skip
LINES: list[dict[str, Any]] = [
    {"类别": "大类", "编码": 1, "指标名称": "一、排查报告", "分值（分）": 40},
    {"编码": "1.1", "指标名称": "排查", "分值（分）": 15, "数据指标": "排查覆盖"},
    {"编码": "1.2", "指标名称": "报告", "分值（分）": 15, "数据指标": "按时报告（含零报告）"},
    {"编码": "1.3", "指标名称": "半月排查", "分值（分）": 10, "数据指标": "半月排查"},
    {"类别": "大类", "编码": 2, "指标名称": "二、家庭", "分值（分）": 35},
    {"编码": "2.1", "指标名称": "承诺", "分值（分）": 15,
     "数据指标": "家庭承诺（责任）书签订"},
    {"编码": "2.2", "指标名称": "走访", "分值（分）": 10, "数据指标": "visits"},
    {"编码": "2.3", "指标名称": "结对", "分值（分）": 10, "数据指标": "pairings"},
    {"类别": "大类", "编码": 3, "指标名称": "三、工作", "分值（分）": 25},
    {"编码": "3.1", "指标名称": "议事会", "分值（分）": 8, "分子叫什么": "议事会", "量词": "次"},
    {"编码": "3.2", "指标名称": "材料", "分值（分）": 7},
    {"编码": "3.3", "指标名称": "现场", "分值（分）": 10},
]  # fmt: skip
RULES: list[dict[str, Any]] = [
    {"编码": "1.1", "计分方式": "分档计分", "行": "规则"},
    {"编码": "1.1", "计分方式": "分档计分", "行": "分档", "从此率起（%）": 98, "得分（分）": 15},
    {"编码": "1.1", "计分方式": "分档计分", "行": "分档", "从此率起（%）": 85, "得分（分）": 9.5},
    {"编码": "1.1", "计分方式": "分档计分", "行": "分档", "从此率起（%）": 40, "得分（分）": 4},
    {"编码": "1.2", "计分方式": "按事件扣分", "行": "规则"},
    {"编码": "1.2", "计分方式": "按事件扣分", "行": "扣分的事", "名称": "迟报",
     "每次扣分（分）": 0.3},
    {"编码": "1.2", "计分方式": "按事件扣分", "行": "扣分的事", "名称": "未报",
     "每次扣分（分）": 0.7, "乘以": 2},
    {"编码": "1.2", "计分方式": "按事件扣分", "行": "扣分的事", "名称": "失实零报告",
     "每次扣分（分）": 3},
    {"编码": "1.3", "计分方式": "达标满分、逐点扣分", "行": "规则", "满分线（%）": 90,
     "每低1个百分点扣（分）": 0.15, "低于此率不得分（%）": 20},
    {"编码": "2.1", "计分方式": "两率之间线性计分", "行": "规则", "零分线（%）": 30,
     "满分线（%）": 97},
    {"编码": "2.2", "计分方式": "按比例计分", "行": "规则", "低于此率另扣（%）": 80,
     "另扣多少（分）": 1},
    {"编码": "2.3", "计分方式": "按比例计分", "行": "规则"},
    {"编码": "3.1", "计分方式": "缺次扣分", "行": "规则", "全年应有（次（篇、件））": 4,
     "每少一次扣（分）": 1.75},
    {"编码": "3.2", "计分方式": "逐项计分", "行": "规则"},
    {"编码": "3.2", "计分方式": "逐项计分", "行": "检查项", "代号": "plan", "名称": "计划",
     "得分（分）": 3, "逾期得分（分）": 1},
    {"编码": "3.2", "计分方式": "逐项计分", "行": "检查项", "代号": "summary", "名称": "总结",
     "得分（分）": 4},
    {"编码": "3.3", "计分方式": "评定计分", "行": "规则"},
]  # fmt: skip
OUTSIDE = [
    {"类别": "加分", "名称": "表扬", "每次加分（分）": 1, "本项最多（分）": 3},
    {"类别": "扣分", "名称": "通报", "每次扣分（分）": 2},
]
GRADES = [
    {"等次": "好", "起点分（分）": 85, "占本组最多（%）": 50},
    {"等次": "一般", "起点分（分）": 60},
    {"等次": "差", "起点分（分）": 0},
]
VETOES = [{"代号": "a", "序号": "（一）", "情形": "瞒报重大隐患，造成严重后果的"}]
# What is entered by hand: meetings held, plan (1 done, 2 late), summary, points on the spot.
BY_HAND = {V1: (4, 1, 1, "9.25"), V2: (2, 2, 1, "7.5"), V3: (3, 1, 0, "10")}
SignIn = Callable[[str], Client]


def typed() -> bytes:
    """The county's workbook with all of its rows cleared and these typed in instead."""
    book = openpyxl.load_workbook(BytesIO(workbook_of(load_shipped("RC2").as_dict())))
    about = book["说明"]
    for row in range(2, about.max_row + 1):
        word = about.cell(row, 1).value
        if word:
            about.cell(row, 2).value = ABOUT[str(word)]
    lines: list[dict[str, Any]] = [
        row if "类别" in row else {"类别": "指标", **COMMON, **row} for row in LINES
    ]
    for line in lines:
        if line["类别"] == "指标":
            line["怎么来"] = "系统计算" if line.get("数据指标") else "人工评定"
    for name, rows in (
        ("大类与指标", lines), ("计分规则", RULES), ("加分扣分", OUTSIDE), ("等次", GRADES),
        ("否决", VETOES),
    ):  # fmt: skip
        _fill(book[name], rows)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Any, rows: list[dict[str, Any]]) -> None:
    columns = {sheet.cell(1, at).value: at for at in range(1, sheet.max_column + 1)}
    sheet.delete_rows(2, sheet.max_row)
    for number, row in enumerate(rows, 2):
        for word, value in row.items():
            sheet.cell(number, columns[word]).value = value


def round2(value: Decimal) -> Decimal:
    return value.quantize(SMALL, ROUND_HALF_UP)


def counted(run: ScoringRun, key: str, unit: int) -> dict[str, int]:
    """The frozen counts of a village; a village without any row has none of anything."""
    names = DECLARATIONS[key].columns
    values = run.frozen["places"][key].get(str(unit), [0] * len(names))
    return dict(zip(names, values, strict=True))


def by_arithmetic(run: ScoringRun, unit: int) -> tuple[dict[str, Decimal | None], Decimal]:
    """Every line and the total, worked out here."""
    points: dict[str, Decimal | None] = {}
    screening = counted(run, "screening", unit)
    rate = _rate(screening)
    if rate is None:
        points["1.1"] = None
    else:
        points["1.1"] = (
            D(15) if rate >= 98 else D("9.5") if rate >= 85 else D(4) if rate >= 40 else D(0)
        )
    told = counted(run, "reporting", unit)
    lost = D("0.3") * told["late"] + D("1.4") * told["missing"] + 3 * told["untrue"]
    points["1.2"] = None if not told["base"] else max(D(0), 15 - lost)
    rounds = _rate(counted(run, "screening_rounds", unit))
    if rounds is None:
        points["1.3"] = None
    elif rounds >= 90:
        points["1.3"] = D(10)
    else:
        points["1.3"] = D(0) if rounds < 20 else max(D(0), 10 - (90 - rounds) * D("0.15"))
    pledged = _rate(counted(run, "household_pledges", unit))
    points["2.1"] = None if pledged is None else min(D(15), max(D(0), (pledged - 30) / 67 * 15))
    visited = _rate(counted(run, "visits", unit))
    points["2.2"] = (
        None if visited is None else max(D(0), visited / 10 - (1 if visited < 80 else 0))
    )
    paired = _rate(counted(run, "pairings", unit))
    points["2.3"] = None if paired is None else paired / 10
    meetings, plan, summary, seen = BY_HAND[unit]
    points["3.1"] = 8 - max(0, 4 - meetings) * D("1.75")
    points["3.2"] = D({0: 0, 1: 3, 2: 1}[plan] + {0: 0, 1: 4}[summary])
    points["3.3"] = D(seen)
    fixed = {code: None if value is None else round2(value) for code, value in points.items()}
    return fixed, sum((_category(fixed, part) for part in ("1", "2", "3")), D(0))


def _rate(counts: dict[str, int]) -> Decimal | None:
    return D(counts["numerator"]) / D(counts["base"]) * 100 if counts["base"] else None


def _category(points: dict[str, Decimal | None], part: str) -> Decimal:
    """What is judged, and for what cannot be judged the rate reached in what could."""
    caps = {"1.1": 15, "1.2": 15, "1.3": 10, "2.1": 15, "2.2": 10, "2.3": 10,
            "3.1": 8, "3.2": 7, "3.3": 10}  # fmt: skip
    mine = {code: value for code, value in points.items() if code.startswith(part)}
    have = sum((value for value in mine.values() if value is not None), D(0))
    judged = sum(caps[code] for code, value in mine.items() if value is not None)
    empty = sum(caps[code] for code, value in mine.items() if value is None)
    return have + (round2(have * empty / judged) if empty else D(0))


def entries() -> Iterator[Entry]:
    for unit, (meetings, plan, summary, seen) in BY_HAND.items():
        yield Entry(unit, "3.1", facts=Facts(numerator=meetings))
        yield Entry(unit, "3.2", facts=Facts(counts={"plan": plan, "summary": summary}))
        yield Entry(unit, "3.3", points=D(seen))


def test_a_rubric_typed_in_excel_scores_as_worked_out_by_hand(
    world: World, sign_in: SignIn
) -> None:
    facts.build(world)
    file = SimpleUploadedFile("办法.xlsx", typed())
    answer = sign_in("county").post(
        "/scores/rubrics/start", {"level": "5", "source": "file", "file": file, "reason": ""}
    )
    assert answer.status_code == 302, answer.text
    draft = RubricDraft.objects.get()
    assert draft.content["bonus"]["item"][0]["key"] == "b1"
    verbs.submit(draft, reason="县里自定的办法", by=world.county)
    verbs.publish(draft, by=world.governance)
    run = ask_for_run(campaign=world.campaign, by=world.county, data_until=date(2026, 12, 31))
    assert compute(run.pk)
    run = ScoringRun.objects.get(pk=run.pk)
    enter_lines(
        run=run, level=Level.VILLAGE, entries=list(entries()), reason="现场", by=world.governance
    )
    sheets = {
        sheet.unit_id: sheet
        for sheet in ScoreSheet.objects.filter(run=run, level=5).prefetch_related("lines")
    }
    totals: dict[int, Decimal] = {}
    for unit, sheet in sheets.items():
        wanted, totals[unit] = by_arithmetic(run, unit)
        assert {line.code: line.points for line in sheet.lines.all()} == wanted, unit
        assert sheet.total == totals[unit], unit
    assert len(set(totals.values())) == 3  # the three differ, so that the comparison says something
    better = {V1: sum(totals[u] > totals[V1] for u in (V1, V2)) + 1,
              V2: sum(totals[u] > totals[V2] for u in (V1, V2)) + 1, V3: 1}  # fmt: skip
    assert {unit: sheet.rank for unit, sheet in sheets.items()} == better
