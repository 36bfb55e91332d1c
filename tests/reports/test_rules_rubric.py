"""The shipped rubrics, and how broken ones are refused."""

import copy
import json
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from reports.metrics.catalogue import METRICS
from reports.rules import SHIPPED, RubricError, load_file, load_shipped, load_text, rubric_from_dict

COMPUTED = {
    "RC1": {
        "1.1": "pledges",
        "1.2": "group_meetings",
        "1.3": "year_papers",
        "1.4": "lead_and_fund",
        "1.5": "training",
        "2.1": "survey_aware",
        "2.2": "survey_took_part",
        "2.3": "publicity_dates",
        "2.4": "bulletins_adopted",
        "3.1": "screening",
        "3.2": "reporting",
        "3.3": "family_files",
        "3.4": "keepers",
        "3.5": "visits",
        "3.6": "hazards",
        "4.1": "mediated",
        "4.2": "mediation_success",
        "4.3": "dossier_quality",
        "4.4": "follow_ups",
        "4.6": "rights_decided",
        "5.1": "pairings",
        "5.2": "creation",
        "5.3": "award_quality",
        "6.1": "survey_satisfied",
    },
    "RC2": {
        "1.1": "household_pledges",
        "1.3": "councils",
        "2.2": "publicity_dates",
        "3.1": "screening",
        "3.2": "screening_rounds",
        "3.3": "reporting",
        "3.4": "family_files",
        "3.5": "first_known",
        "4.1": "settled_in_village",
        "4.2": "oral_registered",
        "4.3": "follow_ups",
        "4.4": "passed_up",
        "5.1": "pairings",
        "5.2": "visits",
        "6.1": "creation",
        "6.2": "award_batches",
        "7.1": "survey_satisfied",
    },
}
CAPS = {"RC1": [15, 15, 25, 20, 15, 10], "RC2": [12, 12, 26, 20, 12, 10, 8]}


def plain_data(code: str = "RC1") -> Any:
    """The canonical dict of a shipped rubric, free to be broken."""
    return json.loads(load_shipped(code).canonical())


def faults(change: Callable[[Any], object], code: str = "RC1") -> str:
    """The sentences a broken copy is refused with."""
    data = copy.deepcopy(plain_data(code))
    change(data)
    with pytest.raises(RubricError) as caught:
        rubric_from_dict(data)
    return "\n".join(caught.value.errors)


@pytest.mark.parametrize("code", SHIPPED)
def test_shipped_rubric_is_a_hundred(code: str) -> None:
    rubric = load_shipped(code)
    assert sum(line.cap for line in rubric.indicators) == 100 == rubric.total
    assert [int(category.cap) for category in rubric.categories] == CAPS[code]
    assert [ground.key for ground in rubric.vetoes] == list("abcde")
    assert [(grade.name, int(grade.start)) for grade in rubric.grades] == [
        ("优秀", 90),
        ("良好", 80),
        ("合格", 60),
        ("不合格", 0),
    ]
    assert rubric.grades[0].max_share == 30
    assert rubric.bonus.cap == {"RC1": 10, "RC2": 5}[code]
    assert rubric.rank_order[-1] == "division"


@pytest.mark.parametrize("code", SHIPPED)
def test_what_is_computed(code: str) -> None:
    lines = load_shipped(code).indicators
    assert {x.code: x.metric for x in lines if x.source == "computed"} == COMPUTED[code]


@pytest.mark.parametrize("code", SHIPPED)
def test_every_line_speaks_chinese_and_can_be_entered(code: str) -> None:
    for line in load_shipped(code).indicators:
        assert line.clause.endswith("。")
        assert line.rule_words.endswith("。")
        assert line.basis
        assert line.evidence
        assert not re.search("[a-z]{2,}", line.rule_words)
        assert bool(line.inputs) == (line.rule.kind != "manual")


def test_no_metric_is_declared_in_vain() -> None:
    used = {metric for lines in COMPUTED.values() for metric in lines.values()}
    # Declared for lines that are still entered by hand.
    used |= {source.metric for code in COMPUTED for *_, source in load_shipped(code).outside}
    waiting = {"survey_safe"}  # for the example rubrics
    assert used | waiting == set(METRICS)


@pytest.mark.parametrize("code", SHIPPED)
def test_round_trip_keeps_the_digest(code: str) -> None:
    rubric = load_shipped(code)
    again = rubric_from_dict(plain_data(code))
    assert again == rubric
    assert again.digest == rubric.digest == load_shipped(code).digest
    assert len(rubric.digest) == 64


def test_key_order_does_not_change_the_digest_and_content_does() -> None:
    data = plain_data()
    turned = dict(reversed(data.items()))
    assert rubric_from_dict(turned).digest == load_shipped("RC1").digest
    data["version"] = "2026年第2版"
    assert rubric_from_dict(data).digest != load_shipped("RC1").digest


def test_broken_sum_is_refused_with_a_sentence() -> None:
    def change(data: Any) -> None:
        data["category"][2]["indicator"][4]["cap"] = "5"

    said = faults(change)
    assert said == "“三、排查管控”：各指标分值之和为26分，与本类分值25分不符。"


def test_broken_total_is_refused_with_a_sentence() -> None:
    def change(data: Any) -> None:
        data["category"][0]["cap"] = "14"
        data["category"][0]["indicator"][0]["cap"] = "3"

    assert faults(change) == "细则：各大类分值之和为99分，应为100分，相差1分。"


def _line(data: Any, code: str) -> Any:
    lines = [line for category in data["category"] for line in category["indicator"]]
    return next(line for line in lines if line["code"] == code)


def _first(data: Any) -> Any:
    return data["category"][0]["indicator"][0]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda d: _first(d)["rule"].update(kind="magic"), "未知的计分方式“magic”"),
        (lambda d: _first(d).update(metric="luck"), "1.1责任状签订率：未知的数据指标“luck”"),
        (lambda d: _first(d).pop("metric"), "系统计算的指标缺少数据指标"),
        (lambda d: _first(d).update(cap="-4"), "1.1责任状签订率：“cap”不能小于0"),
        (lambda d: _first(d).update(cap="0"), "“cap”应大于0"),
        (lambda d: _first(d).update(cap="4.005"), "最多保留2位小数"),
        (lambda d: _first(d).update(cap="四"), "“cap”应为数字"),
        (lambda d: _first(d).update(cap=4.0), "“cap”应为数字"),
        (lambda d: _first(d).update(source="guess"), "不在可选范围（computed、manual）"),
        (lambda d: _first(d).update(na="zero"), "不在可选范围（full、redistribute）"),
        (lambda d: _first(d).update(code="1.2"), "指标编码“1.2”重复"),
        (lambda d: _first(d).update(code="9.1"), "指标编码“9.1”应以“1.”开头"),
        (lambda d: _first(d).update(caps="4"), "不认识的项目“caps”"),
        (lambda d: _first(d).pop("clause"), "缺少“clause”"),
        (lambda d: _first(d).update(basis=" "), "“basis”不能为空"),
        (lambda d: _first(d)["rule"]["share"][0].update(event="never"), "不统计“never”"),
        (lambda d: _first(d)["rule"]["share"][0].update(weight="2"), "“weight”不能大于1"),
        (lambda d: _first(d).update(rule="ratio"), "“rule”应为一节"),
        (lambda d: d.update(category="x"), "“category”应为若干节的列表"),
        (lambda d: d.update(category=[1]), "细则大类第1项：应为一节"),
        (lambda d: d.update(effective="明年"), "“effective”应为日期"),
        (lambda d: d.update(level="nation"), "“level”的值“nation”不在可选范围"),
        (lambda d: d["rank"].update(order=["7.7", "division"]), "“7.7”不是本细则的指标编码"),
        (lambda d: d["rank"].update(order=["6.1"]), "最后应为区划代码"),
        (lambda d: d["grade"].reverse(), "应从高到低排列"),
        (lambda d: d["grade"].pop(), "最低一等应从0分起"),
        (lambda d: d["grade"][0].update(max_share="130"), "不能大于100"),
        (lambda d: d["grade"][0].update(needs=["9.9"]), "须得满分的“9.9”不是本细则的指标编码"),
        (lambda d: d["grade"][-1].update(needs=["6.1"]), "最低一等不能要求哪一项得满分"),
        (lambda d: d["veto"]["ground"][0].update(key="b"), "一票否决情形“b”重复"),
        (lambda d: d["deduction"]["event"][0].update(part="x"), "“circulars”不统计“x”"),
        (lambda d: d["deduction"]["event"][0].pop("metric"), "还应写明数据指标“metric”"),
        (lambda d: d["bonus"]["item"][3].update(judged=True), "不能评定，也不按事项计"),
        (
            lambda d: _first(d).update(few={"least": "5", "then": "zero"}),
            "不在可选范围（pooled、na）",
        ),
        (
            lambda d: _line(d, "3.2").update(few={"least": "5", "then": "na"}),
            "只用于系统计算、按率",
        ),
        (lambda d: _line(d, "3.2")["rule"].update(event=[]), "至少要有一种扣分事件"),
        (
            lambda d: _line(d, "3.2")["rule"]["event"][3].update(points="2.5"),
            "自查发现的扣分不能重于",
        ),
        (lambda d: _line(d, "5.4").update(own=True), "只计本单位“own”只用于系统计算"),
        (lambda d: _line(d, "1.3")["rule"]["item"][0].update(key="q9"), "不统计“q9”"),
        (lambda d: d["bonus"].pop("cap"), "加分项：缺少“cap”"),
        (lambda d: d.pop("veto"), "缺少“veto”一节"),
    ],
)
def test_each_fault_names_its_place(change: Callable[[Any], object], sentence: str) -> None:
    assert sentence in faults(change)


@pytest.mark.parametrize(
    ("index", "change", "sentence"),
    [
        (("1.3"), {"item": []}, "各检查项合计0分，与指标分值4分不符"),
        (("2.1"), {"full_at": "101"}, "“full_at”是百分率，不能大于100"),
        (("2.1"), {"zero_below": "95"}, "下限不能高于满分线"),
        (("2.1"), {"per_point": "0"}, "“per_point”应大于0"),
        (("6.1"), {"zero_at": "95"}, "零分线“zero_at”应低于满分线"),
        (("1.2"), {"required": "1.5"}, "最多保留0位小数"),
        (("3.1"), {"extra_points": None}, "“extra_points”"),
    ],
)
def test_rule_parameters_are_checked(index: str, change: dict[str, Any], sentence: str) -> None:
    def broken(data: Any) -> None:
        for category in data["category"]:
            for line in category["indicator"]:
                if line["code"] == index:
                    line["rule"].update(change)

    assert sentence in faults(broken)


def test_all_faults_are_told_at_once() -> None:
    def change(data: Any) -> None:
        _first(data)["rule"]["kind"] = "magic"
        data["category"][1]["indicator"][0]["cap"] = "-1"

    assert len(faults(change).splitlines()) >= 3


@pytest.mark.parametrize(
    "text",
    ["", "=", "code = 'RC1'", "category = [[1]]", "x = 1e999999", "a = " + "[" * 3000],
)
def test_rubbish_is_refused_not_raised(text: str) -> None:
    with pytest.raises(RubricError):
        load_text(text)


def test_a_file_that_is_not_utf8(tmp_path: Any) -> None:
    path = tmp_path / "rubric.toml"
    path.write_bytes('name = "考核"'.encode("gbk"))
    with pytest.raises(RubricError, match="不是UTF-8编码"):
        load_file(path)


def test_decimals_are_taken_as_written() -> None:
    rule = load_shipped("RC1").indicator("3.2").rule
    assert rule.dump()["event"][0]["points"] == "0.2"  # type: ignore[index]
    assert load_shipped("RC2").indicator("3.2").cap == Decimal(6)
