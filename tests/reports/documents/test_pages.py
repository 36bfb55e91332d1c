"""How the pages of the papers fall: nothing is cut, no page without need, the 版记 at the end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from reports.documents import Marks
from reports.documents.assessment.content import AssessmentContent
from reports.documents.assessment.layout.sheets import fit, folded, held
from reports.documents.assessment.render import render_assessment
from reports.documents.assessment.zero import CadenceRow, CadenceTally
from reports.documents.drafting.circular import circular
from reports.documents.drafting.letter import letter
from reports.documents.drafting.ranking import ranking_table
from reports.documents.drafting.sheet import sheet
from reports.documents.official.content import OfficialContent
from reports.documents.official.pdf import render_official
from tests.reports.documents.county import invented_county

ISSUED = Marks(verify="https://anjia.example.gov.cn/v/" + "5" * 36, digest="ab" * 32)


@pytest.fixture(scope="module")
def content() -> AssessmentContent:
    made = invented_county(2)
    units = tuple(
        replace(u, villages=u.villages[:3], zero_rows=u.zero_rows[:3], veto=None)
        for u in made.units
    )
    return replace(made, units=units)


def tell(done: int, total: int, what: str) -> None:
    """Nobody listens."""


def pages_of(path: Path) -> list[str]:
    return ["".join(page.extract_text().split()) for page in PdfReader(path).pages]


@given(st.text("访报户份，。（）占3·.%8", max_size=80), st.integers(12, 60))
def test_a_folded_text_loses_nothing(text: str, room: int) -> None:
    lines = folded(text, room, 8, most=100)
    assert "".join(lines) == text
    assert all(held(line, room, 8) == len(line) for line in lines)
    short = folded(text, room, 8)
    assert len(short) <= 3
    assert short[-1] == fit(short[-1], room, 8)


def test_a_long_reason_stands_whole_on_the_card(content: AssessmentContent, tmp_path: Path) -> None:
    reason = "3·8维权周宣传缺，5·15国际家庭日宣传缺，6·26禁毒日宣传缺"
    unit = content.units[0]
    lines = (replace(unit.lines[0], reason=reason), *unit.lines[1:])
    more = replace(content, units=(replace(unit, lines=lines),), rectifications=())
    page = next(p for p in pages_of(render_assessment(more, tmp_path / "a.pdf").path)
                if "考核评分卡" in p)  # fmt: skip
    assert reason in page
    assert "…" not in page


def test_a_village_table_says_what_its_heads_mean(
    content: AssessmentContent, tmp_path: Path
) -> None:
    marks = tuple(replace(m, name=f"{m.short}指标全称") for m in content.village_indicators)
    more = replace(content, units=content.units[:1], village_indicators=marks)
    pages = pages_of(render_assessment(more, tmp_path / "a.pdf").path)
    page = next(p for p in pages if "所辖村（社区）考核得分表" in p)
    assert all(f"{m.code}{m.name}" in page for m in marks)


def test_two_short_grids_share_a_page(content: AssessmentContent, tmp_path: Path) -> None:
    unit = content.units[0]
    rows = tuple(
        CadenceRow(v.code, v.name, (CadenceTally("week", 2, 0, 1, 0, 0),)) for v in unit.villages
    )
    more = replace(content, units=(replace(unit, other_rows=rows),))
    pages = pages_of(render_assessment(more, tmp_path / "a.pdf").path)
    page = next(p for p in pages if "零报告逐月情况" in p)
    assert f"{unit.name}村（社区）周报情况" in page
    assert not any("半月报应报" in p for p in pages)  # nobody owed one


def circular_of(content: AssessmentContent, tables: int) -> OfficialContent:
    """A circular of two pages of text and so many annexes of a page."""
    made = circular(content)
    annexes = tuple(ranking_table(content, f"附件{i}") for i in range(1, tables + 1))
    return replace(made, blocks=made.blocks[:4], tables=annexes, attached=())


def test_the_imprint_stands_on_the_last_page_where_it_is_even(
    content: AssessmentContent, tmp_path: Path
) -> None:
    numbered = {}
    for annexes in (0, 1, 2):
        made, file = circular_of(content, annexes), tmp_path / f"{annexes}.pdf"
        pages = pages_of(render_official(made, file, ISSUED, tell, workers=1).path)
        assert [i for i, page in enumerate(pages) if "抄送：" in page] == [len(pages) - 1]
        numbered[len(pages), annexes] = f"—{len(pages)}—" in pages[-1]
    # On the page of the signature; alone, without a number, after an odd page; below an annex.
    assert numbered == {(2, 0): True, (4, 1): False, (4, 2): True}


def test_no_page_holds_a_square_code_alone(content: AssessmentContent, tmp_path: Path) -> None:
    made = sheet(content, content.units[0])
    pages = pages_of(render_official(made, tmp_path / "a.pdf", ISSUED, tell, workers=1).path)
    assert all("评分表" in page or "指标" in page for page in pages)
    assert "扫码查验" in pages[-1]


def test_a_sheet_of_a_letter_stays_on_its_page(content: AssessmentContent, tmp_path: Path) -> None:
    """Also where four reasons take two lines."""
    unit = content.units[0]
    long = "有效16份，不足30份，基数过小，按同组合计（满意2070÷2495）"
    lines = tuple(replace(x, reason=long if i % 7 == 0 else "") for i, x in enumerate(unit.lines))
    odd = replace(unit, lines=lines)
    made = letter(replace(content, units=(odd, *content.units[1:])), odd)
    pages = pages_of(render_official(made, tmp_path / "a.pdf", ISSUED, tell, workers=1).path)
    assert "考核评分表" in pages[-1]
    assert "单位负责人" in pages[-1]
