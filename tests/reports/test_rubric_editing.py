"""The editor's descriptions held to the rules, files both ways, faults at their places."""

from __future__ import annotations

import copy
import re
import zipfile
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from accounts.refusals import Invalid
from reports.rubric_editing import tree
from reports.rubric_editing.checking import check, sums
from reports.rubric_editing.files import content_of
from reports.rubric_editing.form import PartForm
from reports.rubric_editing.kinds import KIND_FORMS, labels_of
from reports.rubric_editing.picture import links, picture
from reports.rubric_editing.shape import Misshapen, lines_of, named, shaped
from reports.rubric_editing.spec import PARTS
from reports.rubric_editing.toml import read_toml, toml_of
from reports.rubric_editing.workbook_in import read_workbook
from reports.rubric_editing.workbook_out import workbook_of
from reports.rubric_effect.changes import changes
from reports.rules import SHIPPED, Facts, evaluate, load_shipped, rubric_from_dict
from reports.rules.kinds import KINDS

Content = dict[str, Any]


def content(code: str = "RC1") -> Content:
    return shaped(copy.deepcopy(load_shipped(code).as_dict()))


def keys_in(value: Any) -> set[str]:
    """Every key of a rule's dump, however deep."""
    if isinstance(value, dict):
        return set(value).union(*(keys_in(one) for one in value.values()))
    return set().union(*(keys_in(one) for one in value)) if isinstance(value, list) else set()


def test_every_rule_kind_and_parameter_has_its_words() -> None:
    assert set(KIND_FORMS) == set(KINDS)
    for code in SHIPPED:
        for line in load_shipped(code).indicators:
            told = keys_in(line.rule.dump()) - {"kind"}
            assert told <= set(labels_of(line.rule.kind)), (code, line.code)


@pytest.mark.parametrize("kind", sorted(KIND_FORMS))
def test_the_sample_of_a_kind_holds(kind: str) -> None:
    """What an editor begins from is without fault for a line of 5 points."""
    one = content()
    line = one["category"][2]["indicator"][3]
    line |= {"source": "manual", "cap": "5", "numerator": "有", "denominator": "应有"}
    line.pop("metric", None)
    line["rule"] = copy.deepcopy(KIND_FORMS[kind].sample)
    one["category"][2]["cap"], one["total"] = "26", "101"
    assert check(one).faults == ()


FIGURES = {
    "ratio": ({"kind": "ratio", "share": [{"event": "late", "label": "逾期", "weight": "0.5"}]},
              Facts(8, 10, {"late": 2})),
    "step": (KIND_FORMS["step"].sample, Facts(90, 100)),
    "banded": (KIND_FORMS["banded"].sample, Facts(85, 100)),
    "linear": (KIND_FORMS["linear"].sample, Facts(90, 100)),
    "shortfall": (KIND_FORMS["shortfall"].sample, Facts(3)),
    "deduct": ({"kind": "deduct", "event": [
        {"event": "late", "label": "迟报", "points": "0.2"},
        {"event": "missing", "label": "未报", "points": "0.5"}]},
        Facts(counts={"late": 6, "missing": 3})),
    "checklist": ({"kind": "checklist", "item": [
        {"key": "a", "label": "方案", "points": "2"}, {"key": "b", "label": "小结", "points": "2"},
        {"key": "c", "label": "总结", "points": "1"}]}, Facts(counts={"a": 1, "b": 1, "c": 0})),
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(FIGURES))
def test_the_example_of_a_kind_is_what_the_rule_computes(kind: str) -> None:
    rule, facts = FIGURES[kind]
    one = content()
    line = one["category"][2]["indicator"][3]
    line |= {"source": "manual", "cap": "5", "numerator": "有", "denominator": "应有"}
    if kind in ("deduct", "checklist"):
        del line["denominator"]
    line.pop("metric", None)
    line["rule"] = rule
    one["category"][2]["cap"], one["total"] = "26", "101"
    rules = rubric_from_dict(one)
    points = evaluate(rules.indicator("3.4"), facts).points
    said = re.findall(r"[＝：](\d+\.\d\d)分。$", KIND_FORMS[kind].example)
    assert said == [str(points)]


@pytest.mark.parametrize("code", SHIPPED)
def test_both_files_and_every_form_give_the_same_text_back(code: str) -> None:
    one = content(code)
    assert check(one).rules == load_shipped(code)
    assert read_toml(toml_of(one).encode()) == one
    assert read_workbook(workbook_of(one)).content == one
    places = [
        f"c{a}l{n}" for a, c in enumerate(one["category"]) for n in range(len(c["indicator"]))
    ]
    for part in (*PARTS, *(f"c{a}" for a in range(len(one["category"]))), *places):
        node, spec = tree.node_at(one, part)
        form = PartForm(spec, node)
        assert form.is_valid(), (part, form.errors)
        assert tree.put(one, part, form.values()) == one, part


def test_odd_words_survive_both_files() -> None:
    """Formula signs, quotes, line breaks, rare characters, numbers no spreadsheet keeps exactly."""
    one = content("RC2")
    line = one["category"][0]["indicator"][0]
    line["clause"] = '=1+1 的“引号”与"quote"\n第二行\\ 𠮷'
    line["basis"] = "-减号开头"
    line["cap"] = "0.1234567890123456789"
    assert read_toml(toml_of(one).encode()) == one
    assert read_workbook(workbook_of(one)).content == one


def test_faults_stand_at_their_places_in_chinese() -> None:
    one = content()
    del one["category"][0]["indicator"][0]["name"]
    one["category"][1]["cap"] = "十五"
    line = one["category"][2]["indicator"][4]
    line["metric"], line["rule"] = "nope", {"kind": "step", "full_at": "120"}
    one["grade"][0]["from"] = "70"
    told = {(f.part, f.key): f.words for f in check(one).faults}
    assert "缺少“指标名称”" in told["c0l0", "name"]
    assert "“分值”应为数字" in told["c1", "cap"]
    assert "“满分线”是百分率，不能大于100" in told["c2l4", "full_at"]
    assert "缺少“每低1个百分点扣”" in told["c2l4", "per_point"]
    assert any("未知的数据指标" in words for (part, _k), words in told.items() if part == "c2l4")
    assert any("应从高到低" in words for (part, _k), words in told.items() if part == "grade")
    for words in told.values():
        assert not re.search("“[a-z_]{5,}”", words.replace("“nope”", "")), words


def test_sums_and_moves() -> None:
    one = content()
    each, total = sums(one)
    assert [s.off for s in each] == [Decimal(0)] * 6
    assert total.have == 100
    moved, to = tree.move(one, "c0l4", 1)  # over the edge into the next category
    assert to == "c1l0"
    assert len(moved["category"][0]["indicator"]) == 4
    fewer = tree.remove(one, "c5l0")
    far, at_ = tree.move_to(one, "c0l1", 5)
    assert at_ == f"c5l{len(one['category'][5]['indicator'])}"
    assert tree.node_at(far, at_)[0] == one["category"][0]["indicator"][1]
    assert sorted(line["code"] for line in lines_of(far)) == sorted(
        line["code"] for line in lines_of(one)
    )
    for part, to_ in (("c0l9", 1), ("c9", 1), ("c0l1", 9), ("c0l1", -1), ("head", 1)):
        with pytest.raises(LookupError):
            tree.move_to(one, part, to_)
    crowded = copy.deepcopy(one)
    crowded["category"][1]["indicator"] *= 10
    assert tree.move_to(crowded, "c0l1", 1) == (crowded, "c0l1")
    assert tree.move(crowded, "c0l4", 1) == (crowded, "c0l4")
    assert "6.1" not in fewer["rank"]["order"]
    one["grade"][0]["needs"] = ["1.5", "6.1"]
    assert "needs" not in tree.remove(tree.remove(one, "c0l4"), "c5l0")["grade"][0]
    moved, _to = tree.move(one, "c0l4", 1)
    anew = tree.number_anew(moved)
    assert anew["grade"][0].pop("needs") == ["2.1", "6.1"]
    del one["grade"][0]["needs"]
    assert [line["code"] for line in lines_of(anew)][4:6] == ["2.1", "2.2"]
    assert one == content()


@pytest.mark.parametrize(
    ("odd", "says"),
    [
        ({"category": [{"indicator": [{"rule": {"kind": "__import__"}}]}]}, "未知的计分方式"),
        ({"sql": "drop"}, "不认识的项目“sql”"),
        ({"category": [{"indicator": "x"}]}, "应为若干节"),
        ({"category": [{}] * 30}, "最多20项"),
        ({"name": "长" * 300}, "最多200个字"),
        ({"name": ["x"]}, "不能是这样的值"),
    ],
)
def test_what_is_no_rubric_is_refused(odd: Content, says: str) -> None:
    with pytest.raises(Misshapen, match=says):
        shaped(odd)


def edited(change: Any, code: str = "RC2") -> bytes:
    book = openpyxl.load_workbook(BytesIO(workbook_of(content(code))))
    change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def at(sheet: Any, head: str, row: int) -> Any:
    """The cell under a head."""
    heads = {sheet.cell(1, n).value: n for n in range(1, sheet.max_column + 1)}
    return sheet.cell(row, heads[head])


def _kind(book: Any) -> None:
    at(book["计分规则"], "计分方式", 2).value = "随便"


def _metric(book: Any) -> None:
    at(book["大类与指标"], "数据指标", 3).value = "天气"


def _head(book: Any) -> None:
    book["等次"].cell(1, 1).value = "级别"


def _wanted(book: Any) -> None:
    at(book["计分规则"], "全年应有（次（篇、件））", 2).value = 3


def _sheet(book: Any) -> None:
    del book["否决"]


def _number(book: Any) -> None:
    at(book["大类与指标"], "分值（分）", 3).value = "四分"


def _sum(book: Any) -> None:
    at(book["大类与指标"], "分值（分）", 3).value = 7


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_kind, r"计分规则!C2：未知的计分方式“随便”"),
        (_metric, r"大类与指标!G3：.*没有“天气”这个数据指标"),
        (_head, r"等次!A1：不认识的表头“级别”"),
        (_wanted, r"计分规则!\w+2：这一行用不到“全年应有"),
        (_sheet, "缺少工作表：否决"),
        (_number, "大类与指标!D3：.*“分值”应为数字"),
        (_sum, "大类与指标!A2：.*与本类分值12分不符"),
    ],
)
def test_a_bad_workbook_is_told_by_its_cells(change: Any, says: str) -> None:
    with pytest.raises(Invalid) as refused:
        content_of(edited(change), faulty=False)
    assert re.search(says, refused.value.errors["file"])


def test_hostile_files_are_refused() -> None:
    book = workbook_of(content())
    doubled = BytesIO()
    with zipfile.ZipFile(BytesIO(book)) as whole, zipfile.ZipFile(doubled, "w") as out:
        for name in whole.namelist():
            out.writestr(name, whole.read(name))
        out.writestr("xl/vbaProject.bin", b"x")
    bombs = [doubled.getvalue(), book[:-30], b"PK\x03\x04", b"\xd0\xcf\x11\xe0" + b"\0" * 600]
    bombs += [b"a = " + b"[" * 5000, b"\xff\xfe\x00bad", b"a = 1\na = 2", b"x" * 600_000]
    for data in bombs:
        with pytest.raises(Invalid):
            content_of(data, faulty=True)


def test_keys_left_open_are_given() -> None:
    one = content()
    for event in one["deduction"]["event"]:
        del event["event"]
    assert [e["event"] for e in named(one)["deduction"]["event"]] == ["d1", "d2", "d3", "d4", "d5"]


def test_picture_and_changes() -> None:
    old, new = content(), content()
    new["category"][2]["indicator"][0]["cap"] = "4"
    new["category"][2]["indicator"][1]["cap"] = "6"
    del new["category"][4]["indicator"][3]
    new["category"][4]["cap"], new["category"][3]["cap"] = "12", "23"
    new["category"][3]["indicator"][0]["cap"] = "6"
    drawn = picture(new)
    assert drawn.count("<rect") > 2 * len(links(new))
    assert "style=" not in drawn
    said = changes(rubric_from_dict(old), rubric_from_dict(new))
    assert [(c.code, c.words[0]) for c in said] == [
        ("3.1", "分值由5分改为4分"),
        ("3.2", "分值由5分改为6分"),
        ("4.1", "分值由3分改为6分"),
        ("5.4", "删去了这一项"),
    ]
