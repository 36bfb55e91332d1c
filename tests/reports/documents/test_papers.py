"""Papers drafted from the result: their words, and the same content as PDF, Word and Excel."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from accounts.drawing.faults import DrawingFailed, MissingGlyph
from reports.documents import KINDS, Marks, apart
from reports.documents.assessment.content import AssessmentContent
from reports.documents.assessment.render import render_assessment
from reports.documents.assessment.wording import masked_text
from reports.documents.drafting.circular import blame, circular, praise
from reports.documents.drafting.letter import letter
from reports.documents.drafting.ranking import ranking
from reports.documents.drafting.sheet import sheet
from reports.documents.excel.assessment import assessment_xlsx
from reports.documents.official.content import Block, OfficialContent, level_of
from reports.documents.official.pdf import render_official
from reports.documents.word.assessment import assessment_docx
from reports.documents.word.official import official_docx
from reports.documents.word.picture import png_of_svg
from tests.reports.documents.county import invented_county

MARKS = Marks(verify="https://a.test/v/1", digest="ab" * 32)


def tell(done: int, total: int, what: str) -> None:
    """Nobody listens."""


@pytest.fixture(scope="module")
def content() -> AssessmentContent:
    made = invented_county(3)
    units = tuple(replace(unit, villages=unit.villages[:7]) for unit in made.units)
    return replace(made, units=units)


def test_contents_come_back_from_their_text(content: AssessmentContent) -> None:
    for made in (circular(content), letter(content, content.units[0]), sheet(content)):
        text = made.to_json()
        assert OfficialContent.from_json(text) == made
        assert OfficialContent.from_json(text).to_json() == text


def test_headings_are_told_from_sentences() -> None:
    assert level_of("一、总体情况") == "h1"
    assert level_of("（二）零报告") == "h2"
    assert level_of("（一）各单位要认真整改。") == "p"
    assert level_of("一、二、三月的报告都已收齐。") == "p"


def test_a_circular_praises_no_vetoed_unit_and_blames_with_facts() -> None:
    whole = invented_county()
    vetoed = next(unit for unit in whole.units if unit.veto)
    best = replace(vetoed, grade="优秀")
    units = [best if unit is vetoed else unit for unit in whole.units]
    assert vetoed.name not in "".join(praise(units))
    told = "".join(blame(whole, whole.units))
    assert vetoed.name in told
    assert vetoed.veto is not None
    assert vetoed.veto.document_number in told
    assert "户主" not in circular(whole).to_json()


def test_a_letter_says_what_is_good_and_what_is_lacking_with_figures(
    content: AssessmentContent,
) -> None:
    unit = content.units[1]
    made = letter(content, unit)
    worst = min(unit.lines, key=lambda x: float(x.review_points or 0) - float(x.cap))
    lacking = made.text.split("三、存在差距")[1].split("四、")[0]
    assert worst.name in lacking
    assert worst.reason in lacking
    lost = float(worst.cap) - float(worst.review_points or 0)
    assert f"失{lost:.2f}分" in lacking
    assert other_names(content, unit.name) & set(made.text.split()) == set()
    waiting = replace(unit, total=None, rank=None, grade=None, possible="97.00")
    assert "至多97.00分" in letter(content, waiting).text


def other_names(content: AssessmentContent, own: str) -> set[str]:
    return {unit.name for unit in content.units if unit.name != own}


def test_a_letter_as_pdf(content: AssessmentContent, tmp_path: Path) -> None:
    made = letter(content, content.units[0])
    first = render_official(made, tmp_path / "a.pdf", MARKS, tell, workers=1)
    pages = ["".join(p.extract_text().split()) for p in PdfReader(first.path).pages]
    assert made.document_number in pages[0]
    assert "—1—" not in pages[0]  # 信函格式: no number on the first page
    assert "—2—" in pages[1]
    assert any("https://a.test/v/1" in page for page in pages)
    gone = Marks(**{**MARKS_OF, "withdrawn": "已于2027年3月1日撤销，内容不再有效：得分有误"})
    second = render_official(made, tmp_path / "b.pdf", gone, tell, workers=2)
    for page in PdfReader(second.path).pages:
        assert "内容不再有效：得分有误" in "".join(page.extract_text().split())


MARKS_OF = {"verify": MARKS.verify, "digest": MARKS.digest}


def test_a_rare_sign_is_named(content: AssessmentContent, tmp_path: Path) -> None:
    made = ranking(content)
    rare = replace(made, tables=(replace(made.tables[0], title="排名表\U00020bb7"),))
    with pytest.raises(MissingGlyph, match="U\\+20BB7），见“排名表\U00020bb7”"):
        render_official(rare, tmp_path / "a.pdf", MARKS, tell, workers=1)
    assert not (tmp_path / "a.pdf").exists()


@pytest.mark.parametrize("sign", ["\U00020bb7", "\U0001f600", "\ue123", "\U00031350"])
def test_a_sign_no_face_has_is_named_with_its_place(
    content: AssessmentContent, tmp_path: Path, sign: str
) -> None:
    unit = content.units[0]
    village = replace(unit.villages[0], name=f"张{sign}村")
    named = replace(unit, villages=(village, *unit.villages[1:]))
    said = f"U\\+{ord(sign):04X}），见“张{sign}村”"
    with pytest.raises(MissingGlyph, match=said):
        render_assessment(replace(content, units=(named,)), tmp_path / "a.pdf")
    lines = (replace(unit.lines[0], reason=f"走访{sign}户缺一次"), *unit.lines[1:])
    with pytest.raises(MissingGlyph, match=f"见“走访{sign}户缺一次”"):
        render_assessment(replace(content, units=(replace(unit, lines=lines),)), tmp_path / "a.pdf")
    # A letter of a plot in the Word file, by the process that writes it; other words stay words.
    town = replace(unit, name=f"张{sign}镇", villages=(village,))
    with pytest.raises(MissingGlyph, match=f"见“张{sign}镇”"):
        apart.writer("assessment", "docx")(
            replace(content, units=(town, *content.units[1:])), tmp_path / "a.docx", MARKS, tell
        )
    apart.writer("assessment", "xlsx")(
        replace(content, units=(town, *content.units[1:])), tmp_path / "a.xlsx", MARKS, tell
    )
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert any(f"张{sign}镇" in name for name in book.sheetnames)


def test_rare_names_that_a_face_has_are_drawn(content: AssessmentContent, tmp_path: Path) -> None:
    name = "\U0002cb5a㐂\U00030ede村"
    unit = content.units[0]
    rare = replace(unit, villages=(replace(unit.villages[0], name=name), *unit.villages[1:]))
    path = render_assessment(replace(content, units=(rare,)), tmp_path / "a.pdf").path
    assert any(name in page.extract_text() for page in PdfReader(path).pages)


def test_a_withdrawal_never_keeps_a_paper_from_being_drawn(
    content: AssessmentContent, tmp_path: Path
) -> None:
    gone = replace(MARKS, withdrawn="已于2027年3月1日撤销，内容不再有效：\U0001f600得分有误")
    path = render_official(ranking(content), tmp_path / "a.pdf", gone, tell, workers=1).path
    assert "〓得分有误" in PdfReader(path).pages[0].extract_text()


def test_word_has_real_styles(content: AssessmentContent) -> None:
    data = assessment_docx(content, MARKS)
    assert data[:2] == b"PK"
    made = docx.Document(BytesIO(data))
    normal = made.styles["Normal"]
    assert (normal.font.size.pt, normal.paragraph_format.line_spacing.pt) == (16, 29.45)
    faces = {
        "Normal": "仿宋_GB2312", "Heading 1": "黑体", "Heading 2": "楷体_GB2312",
        "Title": "方正小标宋_GBK",
    }  # fmt: skip
    for name, face in faces.items():
        fonts = made.styles[name].element.rPr.find(qn("w:rFonts"))
        assert fonts.get(qn("w:eastAsia")) == face
        assert fonts.get(qn("w:asciiTheme")) is None
    heads = [p.text for p in made.paragraphs if p.style and p.style.name == "Heading 1"]
    assert heads[0] == "一、总体情况"
    assert made.settings.odd_and_even_pages_header_footer
    first = made.sections[0]
    grid = first._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "589")
    assert {(s.page_width or 0) > (s.page_height or 0) for s in made.sections} == {True, False}
    assert "PAGE" in first.footer._element.xml
    assert "PAGE" in first.even_page_footer._element.xml
    assert "编辑稿，以PDF为准" in first.header.paragraphs[0].text
    assert "演示数据" in first.even_page_header.paragraphs[0].text
    last = made.sections[-1]  # the 版记 is the foot of the last, even page, which has no number
    for footer in (last.footer, last.even_page_footer):
        assert "印发" in footer.tables[0].rows[-1].cells[0].text
        assert "PAGE" not in footer._element.xml
        assert last.footer_distance == last.bottom_margin
    for table in made.tables:
        head: Any = table.rows[0]._tr.trPr
        assert head.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"
    assert len(made.inline_shapes) == 3
    codes = [code.text for code in made.element.body.iter(qn("w:instrText"))]
    assert codes == ['TOC \\o "1-2" \\h \\z \\u']
    styles = {p.style.name for p in made.paragraphs if p.style}
    assert {
        "红头",
        "发文字号",
        "Title",
        "主送机关",
        "附件说明",
        "署名",
        "目录标题",
        "小表注",
    } <= styles


def test_a_long_name_stays_on_one_line_of_the_red_head(content: AssessmentContent) -> None:
    for name, scaled in (("甲县平安办", False), ("沛县平安家庭创建工作领导小组", True)):
        made = replace(circular(content), head=f"{name}文件")
        file = docx.Document(BytesIO(official_docx(made, MARKS)))
        head = next(p for p in file.paragraphs if p.style and p.style.name == "红头")
        scale = head.runs[0]._r.rPr.find(qn("w:w")) if head.runs[0]._r.rPr is not None else None
        assert (scale is not None) is scaled
        if scale is not None:
            wide = len(head.text) * 34 * 25.4 / 72 * int(scale.get(qn("w:val"))) / 100
            assert 140 < wide <= 150


def test_a_letter_in_word_has_the_rules_of_a_letter(content: AssessmentContent) -> None:
    file = docx.Document(BytesIO(official_docx(letter(content, content.units[0]), MARKS)))
    section = file.sections[0]
    assert section.different_first_page_header_footer
    assert "thinThickSmallGap" in section.first_page_footer._element.xml
    assert "PAGE" not in section.first_page_footer._element.xml
    assert "编辑稿" in section.first_page_header.paragraphs[0].text
    head = next(p for p in file.paragraphs if p.style and p.style.name == "函头")
    assert "thickThinSmallGap" in head._p.xml


def test_word_keeps_the_signature_with_the_text(content: AssessmentContent) -> None:
    file = docx.Document(BytesIO(official_docx(circular(content), MARKS)))
    texts = file.paragraphs
    last = max(i for i, p in enumerate(texts) if p.style and p.style.name == "Body Text")
    signed = next(i for i, p in enumerate(texts) if content.issuing_body == p.text)
    assert all(p.paragraph_format.keep_with_next for p in texts[last : signed + 1])


def test_word_says_what_the_pdf_says(content: AssessmentContent) -> None:
    made = circular(content)
    file = docx.Document(BytesIO(official_docx(made, MARKS)))
    texts = [p.text for p in file.paragraphs]
    for block in made.blocks:
        assert block.text in texts
    cells = [c.text for row in file.tables[0].rows[1:] for c in row.cells]
    assert cells == [cell for row in made.tables[0].rows for cell in row]
    odd = replace(made, blocks=(Block("p", "<b>&\u0007\u202e甲</b>"),))
    assert "<b>&甲</b>" in [
        p.text for p in docx.Document(BytesIO(official_docx(odd, MARKS))).paragraphs
    ]


def test_excel_holds_figures_formulas_and_links(content: AssessmentContent, tmp_path: Path) -> None:
    unit = replace(content.units[0], name="=HYPERLINK(1)镇")
    odd = replace(content, units=(unit, *content.units[1:]))
    assessment_xlsx(odd, MARKS, tmp_path / "a.xlsx")
    values = openpyxl.load_workbook(tmp_path / "a.xlsx", data_only=True)
    live = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert values.sheetnames[:3] == ["目录", "排名", "分项得分"]
    assert values.sheetnames[-2:] == ["村级", "扣分事项"]
    ranks, formulas = values["排名"], live["排名"]
    totals = {row[1].value: row[6].value for row in ranks.iter_rows(min_row=4, max_row=6)}
    assert totals["'=HYPERLINK(1)镇"] == pytest.approx(float(unit.total or 0))
    assert formulas["G4"].value == "=ROUND(C4+D4-E4,2)"
    assert formulas["C4"].value.startswith("=分项得分!") or "分项得分" in formulas["C4"].value
    own = live[values.sheetnames[3]]
    marks = [
        row[6].value for row in own.iter_rows(min_row=4) if str(row[6].value).startswith("=SUM")
    ]
    assert len(marks) == len(unit.categories)
    reasons = [row[7].value for row in own.iter_rows(min_row=4) if row[7].value]
    assert unit.lines[0].reason in reasons or not unit.lines[0].reason
    foreign = [
        cell.value
        for page in live
        for row in page.iter_rows()
        for cell in row
        if cell.data_type == "f"
        and not re.match(r"=(SUM|ROUND|AVERAGE|N\(|[A-Z]\d|'?[^'!]+'?!)", str(cell.value))
    ]
    assert foreign == []
    assert ranks.print_title_rows == "$1:$3"
    assert ranks.page_setup.paperSize == 9


def test_excel_is_ready_to_be_printed(content: AssessmentContent, tmp_path: Path) -> None:
    unit = content.units[0]
    reason = "甲" * 60
    lines = (replace(unit.lines[0], reason=reason), *unit.lines[1:])
    odd = replace(content, units=(replace(unit, lines=lines), *content.units[1:]))
    assessment_xlsx(odd, MARKS, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    for page in book:
        assert page.page_setup.paperSize == 9
        fitted = page.sheet_properties.pageSetUpPr
        assert fitted is not None
        assert fitted.fitToPage
        assert page.page_setup.fitToHeight == 0
        assert page.print_title_rows == "$1:$3"
        assert page.freeze_panes is not None
        assert page.print_area.endswith(f"${page.max_row}")
        foot = page.oddFooter
        assert foot is not None
        assert "演示数据" in str(foot.left.text)
    own = next(page for page in book if page.title.startswith("01"))
    [row] = [cell.row for line in own for cell in line if cell.value == reason]
    assert own.row_dimensions[row].height > 3 * 13
    assert own.row_dimensions[row + 1].height is None
    assert book["分项得分"].freeze_panes == "B4"
    assert book["村级"].freeze_panes == "C4"
    # Points with two places, counts with none, also in a paper of tables.
    apart.writer("official", "xlsx")(sheet(content, unit), tmp_path / "s.xlsx", MARKS, tell)
    page = openpyxl.load_workbook(tmp_path / "s.xlsx").worksheets[0]
    assert {page.cell(5, column).number_format for column in (4, 7)} == {"0.00"}
    assert {page.cell(5, column).number_format for column in (3, 9)} == {"0"}


def test_a_writing_process_that_hangs_is_ended(
    content: AssessmentContent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "SECONDS", 0.05)
    draw = KINDS["ranking"].draw["docx"]
    with pytest.raises(DrawingFailed, match="超时"):
        draw(ranking(content), tmp_path / "a.docx", MARKS, tell)
    assert not (tmp_path / "a.docx").exists()


def test_the_writing_process_makes_the_file(content: AssessmentContent, tmp_path: Path) -> None:
    made = KINDS["ranking"].draw["docx"](ranking(content), tmp_path / "a.docx", MARKS, tell)
    file = docx.Document(str(tmp_path / "a.docx"))
    assert [cell.text for cell in file.tables[0].rows[0].cells][:2] == ["组别", "单位"]
    assert made.path.stat().st_size > 1000


def test_a_plot_becomes_a_grey_picture() -> None:
    from PIL import Image

    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10">'
        '<rect x="0" y="0" width="10" height="10" fill="#333"/>'
        '<path d="M12 5H18" stroke="#000" stroke-width="1"/></svg>'
    )
    data = png_of_svg(svg)
    image = Image.open(BytesIO(data))
    assert (image.mode, image.width) == ("L", round(20 * 220 / 25.4))
    seen: Any = image.getpixel
    assert seen((20, 40)) == 0x33
    assert seen((130, 43)) < 40
    assert seen((130, 10)) == 255
    assert png_of_svg(svg) == data


def test_small_counts_are_not_told_outside_the_unit() -> None:
    told = masked_text("应访3户次，按时2户次；在册12户，4件；得2.5分，第3项")
    assert told == "应访不足5户次，按时不足5户次；在册12户，不足5件；得2.5分，第3项"
