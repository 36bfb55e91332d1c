"""What stands on each form (domain D1, D2), told from its blocks alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date

import pytest

from disputes.papers import agreement, confirmation, facts, record, referral
from disputes.papers.blocks import (
    COLUMNS,
    Cell,
    Choices,
    Form,
    Grid,
    Items,
    Picture,
    Signatures,
    Table,
    Text,
)
from disputes.papers.facts import CaseFacts, PartyFacts, SessionFacts
from tests.disputes.papers import samples

ALL = samples.forms()
# Domain D2, the column "fields", form by form.
FIELDS = {
    "00-cover": ("卷　　名", "卷　　号", "人民调解员", "调解日期", "立 卷 人", "立卷日期",
                 "保管期限"),
    "01-contents": ("序号", "文书名称", "页号", "备注"),
    "02-application": ("姓名", "性别", "民族", "年龄", "职业或职务", "联系方式", "单位或住址",
                       "纠纷简要情况", "当事人申请事项", "现自愿申请"),
    "03-acceptance": ("纠纷类型", "案件来源", "①当事人申请", "②人民调解委员会主动调解", "登记人",
                      "此表由人民调解委员会填写"),
    "04-notice": ("选择或者接受人民调解员", "拒绝调解或者要求终止调解", "公开进行或者不公开进行",
                  "自主表达意愿", "如实陈述纠纷事实", "遵守调解现场秩序", "尊重对方当事人行使权利",
                  "不收取任何费用", "具有法律约束力", "三十日内共同", "仲裁、行政、司法"),
    "05-authorisation": ("委托人", "受托人", "代理权限", "委托期限"),
    "06-investigation": ("时间", "地点", "参加人", "被调查人", "记录", "调查人"),
    "07-evidence": ("证据名称", "来源", "页数"),
    "08-record": ("时间", "地点", "当事人", "参加人", "调解记录", "达成书面协议", "达成口头协议",
                  "未达成", "另行调解", "人民调解员", "记录人"),
    "09-agreement": ("纠纷主要事实", "争议事项及各方当事人的责任", "自愿达成如下协议",
                     "履行方式、地点、期限", "人民调解员", "一式3份"),
    "10-oral": ("口头协议内容", "履行方式、地点、期限", "人民调解员"),
    "11-performance": ("约定事项", "履行日期", "凭证"),
    "12-revisit": ("当事人", "调解协议编号", "回访事由", "协议履行情况", "当事人满意度",
                   "有无另行起诉", "有无隐患", "采取的措施", "回访人"),
    "13-confirmation": ("共同申请人", "请求依法确认", "沛县人民法院"),
    "14-remarks": ("材料缺损情况", "材料补充情况", "立卷人"),
    "15-back": ("卷号",),
    "16-referral": ("接收单位", "请予办理的事项", "联系电话", "请于此前回复"),
}  # fmt: skip


def texts(value: object) -> Iterator[str]:
    """Every text anywhere in a form."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))


def whole(form: Form) -> str:
    return "\n".join(texts(form))


@pytest.mark.parametrize("name", sorted(FIELDS))
def test_each_form_has_the_fields_of_the_standard(name: str) -> None:
    said = whole(ALL[name])
    assert [field for field in FIELDS[name] if field not in said] == []


def test_every_standard_form_is_there_once_in_order() -> None:
    places = [
        form.place for name, form in sorted(samples.filled().items()) if name != "16-referral"
    ]
    assert places == list(range(16))


@pytest.mark.parametrize("name", sorted(ALL))
def test_frames_are_whole(name: str) -> None:
    """Spans add up in every row, so that no cell is pushed out of the frame."""
    for block in ALL[name].blocks:
        if isinstance(block, Grid):
            taken = [0] * (len(block.rows) + max(c.down for row in block.rows for c in row))
            for place, row in enumerate(block.rows):
                for cell in row:
                    for below in range(cell.down):
                        taken[place + below] += cell.span
            assert set(taken[: len(block.rows)]) == {COLUMNS}
            assert not any(taken[len(block.rows) :])
        if isinstance(block, Table):
            assert sum(block.widths) == COLUMNS
            assert {len(row) for row in (block.head, *block.rows)} == {len(block.widths)}


def cells_after(form: Form, label: str) -> list[Cell]:
    found = []
    for block in form.blocks:
        if isinstance(block, Grid):
            for row in block.rows:
                found += [row[i + 1] for i, cell in enumerate(row) if cell.text == label]
    return found


def test_people_of_what_folk_is_left_to_the_pen() -> None:
    """民族 is printed and empty: the house holds no such field."""
    assert "民族" not in {field.name for field in fields(PartyFacts)}
    for name in ("02-application", "03-acceptance", "06-investigation", "09-agreement", "10-oral"):
        blanks = cells_after(ALL[name], "民族")
        assert blanks
        assert {cell.text for cell in blanks} == {""}


def test_no_paper_says_what_others_must_not_read() -> None:
    for form in ALL.values():
        said = whole(form)
        assert "家暴" not in said
        assert "家庭暴力" not in said


def test_an_unfilled_form_has_places_for_the_pen() -> None:
    for form in samples.blank().values():
        said = [block for block in form.blocks if isinstance(block, Text) and not block.text]
        listed = [b for b in form.blocks if isinstance(b, Items) and not b.texts]
        assert all(block.blank_lines for block in said)
        assert said or listed
        for block in form.blocks:
            if isinstance(block, Choices):
                assert not any(ticked for _, ticked in block.options)


def test_no_line_is_left_below_what_is_written() -> None:
    for form in samples.filled().values():
        for block in form.blocks:
            if isinstance(block, Text) and block.text:
                assert list(block.blank_lines) == []


@pytest.mark.parametrize(
    ("result", "word"),
    [
        ("written", "达成书面协议"),
        ("oral", "达成口头协议"),
        ("none", "未达成"),
        ("again", "另行调解"),
    ],
)
def test_the_result_of_a_sitting_is_ticked(result: str, word: str) -> None:
    form = record.build(samples.CASE, SessionFacts(result=result, open_doors=True))
    ways, results = (block for block in form.blocks if isinstance(block, Choices))
    assert [text for text, ticked in results.options if ticked] == [word]
    assert [text for text, ticked in ways.options if ticked] == ["公开进行"]


def signed(form: Form) -> Signatures:
    return next(block for block in form.blocks if isinstance(block, Signatures))


def test_everybody_signs_and_the_seal_has_its_place() -> None:
    third = PartyFacts("third", "孙演示")
    more = replace(samples.CASE, parties=(*samples.PARTIES, samples.PARTIES[1], third))
    places = signed(agreement.build(more, samples.AGREED))
    assert [(place.who, place.lines) for place in places.places] == [
        ("申请人", 1),
        ("被申请人", 2),
        ("其他当事人", 1),
        ("人民调解员", 2),
        ("记录人", 1),
    ]
    assert places.sealed_by == samples.CASE.committee
    assert "本协议一式5份" in whole(agreement.build(more, samples.AGREED))


def test_an_organisation_is_told_by_its_representative() -> None:
    firm = PartyFacts(
        "respondent", "演示建材厂", organisation=True, representative="何厂长", address="演示镇"
    )
    case = CaseFacts("", (samples.PARTIES[0], firm), matter_kind="劳动争议")
    form = agreement.build(case, facts.AgreementFacts())
    assert cells_after(form, "法定代表人及职务")[0].text == "何厂长"
    assert len(cells_after(form, "民族")) == 1
    assert case.title == "王演示与演示建材厂劳动争议纠纷"


def test_a_joint_application_has_no_respondent() -> None:
    form = confirmation.build(samples.CASE, facts.ConfirmationFacts(effective_on=date(2026, 3, 15)))
    said = whole(form)
    assert "被申请人" not in said
    assert [place.lines for place in signed(form).places] == [2]
    assert "沛演调字第12号" in said


def test_a_slip_names_nobody_unless_told_to() -> None:
    slip = ALL["16-referral"]
    assert not any(party.name in whole(slip) for party in samples.PARTIES)
    assert [block.size for block in slip.blocks if isinstance(block, Picture)] == ["code"]
    plain = referral.build(facts.ReferralFacts("甲", "乙", concerned="王某"))
    assert "王某" in whole(plain)
    assert not any(isinstance(block, Picture) for block in plain.blocks)
