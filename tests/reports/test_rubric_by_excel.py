"""A rubric nobody has seen before, typed into the workbook as a clerk would with every rule kind in
it, scored over a small year and held to an independent calculation: fractions of the frozen
counts, nothing of reports.rules (tests.reports.by_fractions; issue 6, G)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction as F
from io import BytesIO
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from campaigns.models import Level
from reports.metrics.declarations import DECLARATIONS
from reports.models import RubricDraft, ScoreSheet, ScoringRun
from reports.rubric_editing.kinds import KIND_FORMS
from reports.rubric_editing.workbook_out import workbook_of
from reports.rules import Facts, load_shipped
from reports.transitions import rubric_draft as verbs
from reports.transitions.bonus import claim_bonus, decide_claim
from reports.transitions.review import Entry, enter_lines
from reports.transitions.run import ask_for_run, compute
from tests.cast import World
from tests.pictures import jpeg
from tests.reports import by_fractions
from tests.reports.fair import decided
from tests.reports.test_run import V1, V2, V3

D = Decimal
ABOUT: dict[str, Any] = {
    "编号": "沂南", "名称": "平安家庭村级考核办法", "版本": "试行", "施行日期": "2026年1月1日",
    "适用": "乡镇对村（社区）", "总分（分）": "１４５分", "制定依据": "县里自定",
    "加分上限（分）": 4, "加分条款": "受表扬的按级别加分，同一件事只计最高一次，全部加分最多4分。",
    "扣分条款": "受通报的每次扣2分。", "并列时依次看": "3.3、1.2、division",
    "名次条款": "总分相同名次并列。", "否决的效力": "不评先进，得分照常公布。",
}  # fmt: skip
COMMON = {
    "条款原文": "照本办法执行。", "没有可评的（分母为0）": "分值由其他指标折算",
    "评分部门": "镇妇联", "佐证材料": "记录", "出处": "自定",
}  # fmt: skip
LINES: list[dict[str, Any]] = [
    {"类别": "大类", "编码": 1, "指标名称": "一、排查报告", "分值（分）": 40},
    {"编码": "1.1", "指标名称": "排查", "分值（分）": 15, "数据指标": "排查覆盖"},
    {"编码": "1.2", "指标名称": "报告", "分值（分）": 15, "数据指标": "按时报告（含零报告）"},
    {"编码": "１．３", "指标名称": "半月排查", "分值（分）": "10 ", "数据指标": "半月排查 "},
    {"类别": "大类", "编码": 2, "指标名称": "二、家庭", "分值（分）": 40},
    {"编码": "2.1", "指标名称": "承诺", "分值（分）": 15,
     "数据指标": "家庭承诺（责任）书签订"},
    {"编码": "2.2", "指标名称": "走访", "分值（分）": 10, "数据指标": "visits"},
    {"编码": "2.3", "指标名称": "结对", "分值（分）": 10, "数据指标": "pairings",
     "基数少于多少算太小": 2, "基数太小的": "按同组合计的率计分"},
    {"编码": "2.4", "指标名称": "卷宗", "分值（分）": 5, "数据指标": "卷宗合格",
     "基数少于多少算太小": 3, "基数太小的": "不适用"},
    {"类别": "大类", "编码": 3, "指标名称": "三、工作", "分值（分）": 29},
    {"编码": "3.1", "指标名称": "学习", "分值（分）": 8, "分子叫什么": "集中学习", "量词": "次"},
    {"编码": "3.2", "指标名称": "材料", "分值（分）": 7},
    {"编码": "3.3", "指标名称": "现场", "分值（分）": 10},
    {"编码": "3.4", "指标名称": "议事会", "分值（分）": 4, "数据指标": "季度议事会"},
    {"类别": "大类", "编码": 4, "指标名称": "四、平安", "分值（分）": 36},
    {"编码": "4.1", "指标名称": "宣传到户", "分值（分）": 10, "分子叫什么": "到户",
     "分母叫什么": "全村户数", "量词": "户"},
    {"编码": "4.2", "指标名称": "案件和安全感", "分值（分）": 20, "量词": "起"},
    {"编码": "4.3", "指标名称": "问题整改", "分值（分）": 6, "分子叫什么": "按期整改",
     "分母叫什么": "应整改", "量词": "个"},
]  # fmt: skip
BAND = {"计分方式": "分档计分", "行": "分档"}
EVENT = {"编码": "4.2", "计分方式": "按事件扣分", "行": "扣分的事"}
TOLD = {"编码": "1.2", "计分方式": "按事件扣分", "行": "扣分的事"}
GAP = {"编码": "4.2", "计分方式": "按事件扣分", "行": "达标率"}
QUARTER = {"编码": "3.4", "计分方式": "逐项计分", "行": "检查项", "得分（分）": 1}
RULES: list[dict[str, Any]] = [
    {"编码": "1.1", "计分方式": "分档计分", "行": "规则"},
    {"编码": "1.1", **BAND, "从此率起（%）": "98%", "得分（分）": 15},
    {"编码": "1.1", **BAND, "从此率起（%）": "８５％", "得分（分）": "９.５ 分"},
    {"编码": "1.1", **BAND, "从此率起（%）": 40, "得分（分）": 4},
    {"编码": "1.2", "计分方式": "按事件扣分", "行": "规则"},
    {**TOLD, "名称": "迟报", "每次扣分（分）": 0.3},
    {**TOLD, "名称": "未报", "每次扣分（分）": 0.7, "乘以": 2},
    {**TOLD, "名称": "失实零报告", "每次扣分（分）": 3},
    {"编码": "1.3", "计分方式": "达标满分、逐点扣分 ", "行": "规则", "满分线（%）": 90,
     "每低1个百分点扣（分）": 0.15, "低于此率不得分（%）": 20},
    {"编码": "2.1", "计分方式": "两率之间线性计分", "行": "规则", "零分线（%）": 30,
     "满分线（%）": 97},
    {"编码": "2.2", "计分方式": "按比例计分", "行": "规则", "低于此率另扣（%）": 80,
     "另扣多少（分）": 1},
    {"编码": "2.3", "计分方式": "按比例计分", "行": "规则"},
    {"编码": "2.4", "计分方式": "按比例计分", "行": ""},
    {"编码": "3.1", "计分方式": "缺次扣分", "行": "规则", "全年应有（次（篇、件））": "4次",
     "每少一次扣（分）": 1.75},
    {"编码": "3.2", "计分方式": "逐项计分", "行": "规则"},
    {"编码": "3.2", "计分方式": "逐项计分", "行": "检查项", "代号": "plan", "名称": "计划",
     "得分（分）": 3, "逾期得分（分）": 1},
    {"编码": "3.2", "计分方式": "逐项计分", "行": "检查项", "代号": "summary", "名称": "总结",
     "得分（分）": 4},
    {"编码": "3.3", "计分方式": "评定计分", "行": "规则"},
    {"编码": "3.4", "计分方式": "逐项计分", "行": "规则"},
    *({**QUARTER, "代号": f"q{n}", "名称": f"第{n}季度"} for n in range(1, 5)),
    {"编码": "4.1", "计分方式": "分档计分", "行": "规则"},
    {"编码": "4.1", **BAND, "从此率起（%）": 85, "得分（分）": 10},
    {"编码": "4.1", **BAND, "从此率起（%）": 60.5, "得分（分）": 6.25},
    {"编码": "4.2", "计分方式": "按事件扣分", "行": "规则", "除数叫什么": "村民小组"},
    {**EVENT, "名称": "案件", "每次扣分（分）": 3},
    {**EVENT, "名称": "已破案件", "每次扣分（分）": 3, "乘以": 0.5},
    {**EVENT, "名称": "敏感期案件", "每次扣分（分）": 1.5, "乘以": 2, "这种事最多扣（分）": 4},
    {**EVENT, "名称": "自查发现问题", "每次扣分（分）": 0, "谁发现的": "自查发现"},
    {**EVENT, "名称": "外部发现问题", "每次扣分（分）": 1, "谁发现的": "外部发现"},
    {**EVENT, "名称": "全部化解", "每次扣分（分）": 5, "弥补同项的扣分": "√"},
    {**GAP, "名称": "安全感", "基数叫什么": "受访", "低于（%）": 96,
     "每低1个百分点扣（分）": 0.25},
    {**GAP, "低于（%）": 90, "每低1个百分点扣（分）": 0.5},
    {"编码": "4.3", "计分方式": "按比例计分", "行": "规则", "低于此率不得分（%）": 30},
    {"编码": "4.3", "计分方式": "按比例计分", "行": "按折算计入的", "名称": "逾期整改",
     "折算": 0.5},
]  # fmt: skip
OUTSIDE = [
    {"类别": "加分", "名称": "国家级表扬", "每次加分（分）": 3, "同一事项只计最高一次": "是"},
    {"类别": "加分", "名称": "省级表扬", "每次加分（分）": 2, "同一事项只计最高一次": "是"},
    {"类别": "加分", "名称": "信息采用", "每次加分（分）": 0.75, "本项最多（分）": 1},
    {"类别": "加分", "名称": "创新", "每次加分（分）": 1.5, "由复核人员在上限内评分": "是"},
    {"类别": "扣分", "名称": "通报", "每次扣分（分）": 2, "数据指标": "通报批评",
     "数哪一部分": "县级通报批评"},
]  # fmt: skip
GRADES = [
    {"等次": "好", "起点分（分）": 75, "须得满分的指标": "3.2"},
    {"等次": "较好", "起点分（分）": 70, "占本组最多（%）": 50},
    {"等次": "差", "起点分（分）": 0},
]
VETOES = [
    {"代号": "a", "序号": "（一）", "情形": "家庭矛盾引发命案，该做的没有做的"},
    {"代号": "b", "序号": "（二）", "情形": "瞒报重大隐患，造成严重后果的"},
]
# What is entered by hand. 4.1 of V1 is exactly 85 %, of V2 84.995 %; of V3 nothing was due, and
# it has no groups to divide by.
BY_HAND: dict[int, dict[str, Any]] = {
    V1: {"meetings": 4, "plan": 1, "summary": 1, "seen": "9.25", "part": 17, "whole": 20,
         "open": 2, "solved": 1, "festival": 3, "self": 3, "outside": 1, "all_solved": 1,
         "groups": 3, "safe": 935, "asked": 1000, "in_time": 6, "late": 3, "due": 10},
    V2: {"meetings": 2, "plan": 2, "summary": 1, "seen": "7.5", "part": 16999, "whole": 20000,
         "open": 1, "solved": 0, "festival": 1, "self": 0, "outside": 0, "all_solved": 0,
         "groups": 1, "safe": 88, "asked": 100, "in_time": 2, "late": 1, "due": 10},
    V3: {"meetings": 3, "plan": 1, "summary": 0, "seen": "10", "part": 0, "whole": 0,
         "open": 0, "solved": 0, "festival": 0, "self": 0, "outside": 0, "all_solved": 0,
         "groups": 0, "safe": 1, "asked": 1, "in_time": 9, "late": 1, "due": 10},
}  # fmt: skip
NAMES = {
    "open": "案件", "solved": "已破案件", "festival": "敏感期案件", "self": "自查发现问题",
    "outside": "外部发现问题", "all_solved": "全部化解",
}  # fmt: skip
# Asked for: what for, the matter, the points of one; judged points are the reviewer's.
CLAIMS: dict[int, list[tuple[str, str, str, str]]] = {
    V1: [("国家级表扬", "夜校", "praise", "3"), ("省级表扬", "夜校", "praise", "2"),
         ("创新", "积分超市", "new", "1.25")],
    V2: [("省级表扬", "网格", "praise", "2"), ("信息采用", "第一篇", "bulletin", "0.75"),
         ("信息采用", "第二篇", "bulletin", "0.75")],
    V3: [("国家级表扬", "调解", "praise", "3"), ("创新", "议事亭", "new", "1.5")],
}  # fmt: skip
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


def counted(run: ScoringRun, key: str, unit: int) -> dict[str, int]:
    """The frozen counts of a village; a village without any row has none of anything."""
    names = DECLARATIONS[key].columns
    values = run.frozen["places"][key].get(str(unit), [0] * len(names))
    return dict(zip(names, values, strict=True))


def worked_out(run: ScoringRun, unit: int) -> tuple[dict[str, F | None], F]:
    """Every line and the total of a village, by fractions of the frozen counts."""
    keys = ("screening", "reporting", "screening_rounds", "household_pledges", "visits",
            "pairings", "dossier_quality", "councils")  # fmt: skip
    mine = {key: counted(run, key, unit) for key in keys}
    near = [one for one in (V1, V2, V3) if one // 1000 == unit // 1000]
    group = {
        "pairings": {
            name: sum(counted(run, "pairings", one)[name] for one in near)
            for name in ("base", "numerator")
        }
    }
    raw = by_fractions.from_records(mine, group) | by_fractions.by_hand(BY_HAND[unit])
    points = {code: by_fractions.within(code, raw[code]) for code in sorted(raw)}
    bonus = by_fractions.bonus([(kind, m, F(p)) for _i, m, kind, p in CLAIMS[unit]])
    blamed = counted(run, "circulars", unit)["blamed_county"]
    return points, by_fractions.total(points, bonus, F(2 * blamed))


def entries(draft: RubricDraft) -> Iterator[Entry]:
    """What the reviewers type, by the codes the draft was given."""
    rule = draft.content["category"][3]["indicator"][1]["rule"]
    keys = {event["label"]: event["event"] for event in rule["event"]}
    late = draft.content["category"][3]["indicator"][2]["rule"]["share"][0]["event"]
    rate = rule["gap"][0]["key"]
    for unit, had in BY_HAND.items():
        yield Entry(unit, "3.1", facts=Facts(numerator=had["meetings"]))
        papers = {"plan": had["plan"], "summary": had["summary"]}
        yield Entry(unit, "3.2", facts=Facts(counts=papers))
        yield Entry(unit, "3.3", points=D(had["seen"]))
        yield Entry(unit, "4.1", facts=Facts(had["part"], had["whole"]))
        counts = {keys[label]: had[key] for key, label in NAMES.items()}
        counts |= {rate: had["safe"], f"{rate}_base": had["asked"]}
        counts[rule["divide_by"]] = had["groups"]
        yield Entry(unit, "4.2", facts=Facts(counts=counts))
        yield Entry(unit, "4.3", facts=Facts(had["in_time"], had["due"], {late: had["late"]}))


def claim_all(world: World, run: ScoringRun, draft: RubricDraft) -> None:
    keys = {item["label"]: item["key"] for item in draft.content["bonus"]["item"]}
    for unit, asked in CLAIMS.items():
        for label, matter, kind, points in asked:
            row = claim_bonus(
                run=run, unit=world.divisions[unit], item=keys[label], matter=matter,
                words="有文件", files=[jpeg()], by=world.town_next if unit == V3 else world.town,
            )  # fmt: skip
            decide_claim(
                run=run, claim=row, accept=True, reason="表彰文件属实", by=world.governance,
                points=D(points) if kind == "new" else None,
            )  # fmt: skip


def put_in_force(world: World, sign_in: SignIn) -> RubricDraft:
    """The file sent by the page, handed in, published by another."""
    file = SimpleUploadedFile("办法.xlsx", typed())
    answer = sign_in("county").post(
        "/scores/rubrics/start", {"level": "5", "source": "file", "file": file, "reason": ""}
    )
    assert answer.status_code == 302, re.findall(r"[^>]*：[^<]*", answer.text)
    draft = RubricDraft.objects.get()
    verbs.submit(draft, reason="县里自定的办法", by=world.county)
    verbs.publish(draft, by=world.governance)
    return draft


def test_a_rubric_typed_in_excel_scores_as_worked_out_by_hand(
    world: World, small_year: None, sign_in: SignIn
) -> None:
    draft = put_in_force(world, sign_in)
    used = {line["rule"]["kind"] for c in draft.content["category"] for line in c["indicator"]}
    assert used == set(KIND_FORMS)  # every kind there is
    run = ask_for_run(campaign=world.campaign, by=world.county, data_until=date(2026, 12, 31))
    assert compute(run.pk)
    run = ScoringRun.objects.get(pk=run.pk)
    enter_lines(
        run=run, level=Level.VILLAGE, entries=list(entries(draft)), reason="现场",
        by=world.governance,
    )  # fmt: skip
    claim_all(world, run, draft)
    decided(world, V3)
    sheets = {
        sheet.unit_id: sheet
        for sheet in ScoreSheet.objects.filter(run=run, level=5).prefetch_related("lines")
    }
    totals: dict[int, F] = {}
    for unit, sheet in sheets.items():
        wanted, totals[unit] = worked_out(run, unit)
        got = {
            line.code: None if line.points is None else F(line.points) for line in sheet.lines.all()
        }
        assert got == wanted, unit
        assert sheet.total is not None
        assert F(sheet.total) == totals[unit], (unit, sheet.summary)
    # The cases the rubric was made for did come up.
    assert (wanted_of(sheets[V1], "4.1"), wanted_of(sheets[V2], "4.1")) == (D("10.00"), D("6.25"))
    assert wanted_of(sheets[V3], "4.2") is None
    assert sheets[V1].bonus == D("4.00")
    assert sheets[V2].deduction == D("2.00")
    assert wanted_of(sheets[V1], "2.3") != wanted_of(sheets[V2], "2.3")
    # V1 has all of 3.2; V2 has not, but the points for the next grade, which has one place of two.
    assert min(totals[V1], totals[V2]) >= 70
    assert totals[V1] > totals[V2]
    placed = {unit: (sheet.rank, sheet.grade) for unit, sheet in sheets.items()}
    assert placed == {V1: (1, "好"), V2: (2, "较好"), V3: (None, "")}
    assert sheets[V3].vetoed


def wanted_of(sheet: ScoreSheet, code: str) -> Decimal | None:
    """The points a line was given."""
    return next(line.points for line in sheet.lines.all() if line.code == code)
