"""The parts of an official paper in Word (GB/T 9704): red heads, list of annexes, 署名, contents,
版记."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from accounts.drawing.bounds import visible
from reports.documents.word.builder import NS, Builder, put_field
from reports.documents.word.styles import page

RED = "E60012"
CHARACTER = 5.571  # mm: 28 in a line of 156
HEAD_WIDE, HEAD_EM = 150, 34 * 25.4 / 72  # mm
# Twips: 156 mm, the foot of the type area from the head of the page, a line of 24 pt; how many
# signs of 14 pt a line of 抄送 holds.
IMPRINT_WIDE, FOOT, IMPRINT_LINE, IMPRINT_SIGNS = 8845, 14991, 480, 26


def red_head(builder: Builder, name: str, style: str = "红头") -> None:
    """The name in red on one line, its characters narrowed where it is long."""
    builder.text(name, style)
    natural = len(name) * HEAD_EM
    if natural > HEAD_WIDE:
        scale = OxmlElement("w:w")
        scale.set(qn("w:val"), str(int(HEAD_WIDE / natural * 100)))
        run = builder.document.paragraphs[-1].runs[0]
        run._r.get_or_add_rPr().append(scale)


def letter_head(builder: Builder, name: str, number: str) -> None:
    """信函格式: the name, a red double rule below it and at the foot of the first page, which has
    no number; the number of the letter at the right end."""
    red_head(builder, name, "函头")
    _border(builder.document.paragraphs[-1], bottom=("thickThinSmallGap", 18, RED))
    builder.text(number, "函号")
    section = builder.document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    section.first_page_header.paragraphs[0].text = visible(builder.head)
    section.first_page_footer.is_linked_to_previous = False
    _border(section.first_page_footer.paragraphs[0], top=("thinThickSmallGap", 18, RED))


def red_rule(builder: Builder) -> None:
    """The red line under the number."""
    _border(builder.document.paragraphs[-1], bottom=("single", 13, RED))


def attached(builder: Builder, names: Sequence[str]) -> None:
    """附件：1. … a blank line under the text, each further name under the first one."""
    if not names:
        return
    builder.stay()
    builder.text("", "附件说明")
    builder.stay()
    many = len(names) > 1
    for place, name in enumerate(names):
        builder.text(
            f"{'' if place else '附件：'}{f'{place + 1}. ' if many else ''}{name}", "附件说明"
        )
        builder.stay()
        shape = builder.document.paragraphs[-1].paragraph_format
        hang = 0 if place else 3 * CHARACTER
        shape.left_indent, shape.first_line_indent = Mm(5 * CHARACTER), Mm(-hang)


def signature(builder: Builder, name: str, day: str) -> None:
    """署名 centred over the day, which ends four characters in (with a seal)."""
    centre = 4 * CHARACTER + sum(_wide(sign) for sign in day) / 2
    for place, line in enumerate(("", "", name, day)):
        paragraph = builder.document.add_paragraph(style="署名")
        half = sum(_wide(sign) for sign in line) / 2
        paragraph.paragraph_format.right_indent = Mm(max(0, round(centre - half, 1)))
        paragraph.paragraph_format.keep_with_next = place < 3
        paragraph.add_run(visible(line))


def _wide(sign: str) -> float:
    return CHARACTER if ord(sign) > 0x2000 else CHARACTER / 2


def contents(builder: Builder, names: Sequence[str]) -> None:
    """A page of contents as a field over the headings; names: what it shows until it is updated."""
    builder.turn(False)
    builder.text("目　录", "目录标题")
    paragraph = builder.document.add_paragraph(style="TOC 1")
    put_field(paragraph, 'TOC \\o "1-2" \\h \\z \\u', map(visible, names), dirty=True)


def imprint(builder: Builder, copies_to: str, office: str, printed: str) -> None:
    """版记 at the foot of the last page: the first and the last rule thick, the one between thin.
    Behind an upright page a floating table on that page; a paragraph has to follow. Behind a
    landscape one an upright page with an even number that shows none: there it is the footer, which
    every program sets at the foot."""
    if not builder.landscape:
        body = builder.document.element.body
        body.insert(len(body) - 1, _imprint_table(builder, copies_to, office, printed, True))
        return
    section = builder.document.add_section(WD_SECTION.EVEN_PAGE)
    page(section, False)
    builder.landscape = False
    section.footer_distance = section.bottom_margin
    for footer in (section.footer, section.even_page_footer):
        footer.is_linked_to_previous = False
        after = footer.paragraphs[0]
        after.paragraph_format.line_spacing = Mm(0.4)
        after._p.addprevious(_imprint_table(builder, copies_to, office, printed, False))


def _imprint_table(
    builder: Builder, copies_to: str, office: str, printed: str, floating: bool
) -> CT_Tbl:
    lines = [f"{escape(visible(office))}</w:t><w:tab/><w:t>{escape(visible(printed))}印发"]
    if copies_to:
        lines.insert(0, f"抄送：{escape(visible(copies_to))}。")
    tall = IMPRINT_LINE * (1 + -(-len(copies_to) // IMPRINT_SIGNS))
    style = builder.style_id("版记")
    rows = "".join(
        f'<w:tr><w:tc><w:tcPr><w:tcW w:w="{IMPRINT_WIDE}" w:type="dxa"/></w:tcPr><w:p><w:pPr>'
        f'<w:pStyle w:val="{style}"/><w:tabs><w:tab w:val="right" w:pos="{IMPRINT_WIDE - 280}"/>'
        f'</w:tabs><w:ind w:left="{280 + hang}" w:right="280" w:hanging="{hang}"/></w:pPr>'
        f"<w:r><w:t>{line}</w:t></w:r></w:p></w:tc></w:tr>"
        for line in lines
        for hang in (840 if line.startswith("抄送") else 0,)
    )
    rules = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
        for side, size in (("top", 8), ("bottom", 8), ("insideH", 6))
    )
    place = (
        '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="page" '
        f'w:horzAnchor="margin" w:tblpXSpec="left" w:tblpY="{FOOT - tall}"/>'
    )
    table: CT_Tbl = parse_xml(
        f"<w:tbl {NS}><w:tblPr>{place if floating else ''}"
        f'<w:tblW w:w="{IMPRINT_WIDE}" w:type="dxa"/><w:tblBorders>{rules}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
        '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>'
        f'<w:gridCol w:w="{IMPRINT_WIDE}"/></w:tblGrid>{rows}</w:tbl>'
    )
    return table


def _border(
    paragraph: Paragraph,
    *,
    top: tuple[str, int, str] | None = None,
    bottom: tuple[str, int, str] | None = None,
) -> None:
    """Rules of a paragraph: kind, eighths of a point, ink."""
    sides = "".join(
        f'<w:{side} w:val="{rule[0]}" w:sz="{rule[1]}" w:space="1" w:color="{rule[2]}"/>'
        for side, rule in (("top", top), ("bottom", bottom))
        if rule
    )
    borders = parse_xml(f"<w:pBdr {NS}>{sides}</w:pBdr>")
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:snapToGrid", "w:spacing", "w:ind",
        "w:contextualSpacing", "w:jc", "w:outlineLvl",
    )  # fmt: skip
