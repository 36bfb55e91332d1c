"""The styles of a Word file by GB/T 9704: written once into an empty document.

Every style names its East Asian face and drops the theme's, else headings stay Calibri blue; the
default language is zh-CN, else Japanese forms appear; the document grid is lines only, else some
readers put each character into two cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docx import Document as new_document
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import (
    WD_ALIGN_PARAGRAPH,
    WD_LINE_SPACING,
    WD_TAB_ALIGNMENT,
    WD_TAB_LEADER,
)
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

FANG, HEI, KAI = "仿宋_GB2312", "黑体", "楷体_GB2312"
BIAO, SONG, LATIN = "方正小标宋_GBK", "宋体", "Times New Roman"
LINE = 29.45  # pt: 22 lines of 10.39 mm (report.md 1)
TEXT_WIDE: Mapping[bool, float] = {False: 156, True: 229.84}  # mm, upright and landscape
INDENT = 632  # twips: two characters of 16 pt with their spacing


@dataclass(frozen=True, slots=True)
class Face:
    """A paragraph style: face, size in pt, exact line in pt, alignment, indent of the first line in
    characters, room before and after in pt, ink."""

    name: str
    face: str
    size: float
    line: float
    align: str = "left"
    indent: bool = False
    before: float = 0
    after: float = 0
    ink: str = "000000"
    keep_next: bool = False
    spacing: float = 0


STYLES = (
    Face("红头", BIAO, 34, 44, "center", ink="E60012", before=96),
    Face("函头", BIAO, 34, 44, "center", ink="E60012"),
    Face("发文字号", FANG, 16, LINE, "center", before=LINE),
    Face("函号", FANG, 16, LINE, "right", after=LINE),
    Face("主送机关", FANG, 16, LINE, spacing=-0.2, before=LINE),
    Face("表题", HEI, 12, 22, "center", keep_next=True),
    Face("图题", KAI, 12, 20, "center", after=6),
    Face("表上行", SONG, 9, 14, keep_next=True),
    Face("表头", HEI, 9, 13, "center"),
    Face("表文", SONG, 9, 13, "center"),
    Face("表文左", SONG, 9, 13),
    Face("表数", HEI, 9, 13, "right"),
    Face("小表头", HEI, 7.5, 10, "center"),
    Face("小表文", SONG, 7.5, 10, "center"),
    Face("小表文左", SONG, 7.5, 10),
    Face("小表数", HEI, 7.5, 10, "right"),
    Face("表注", SONG, 9, 13),
    Face("小表注", SONG, 7.5, 10),
    Face("附件说明", FANG, 16, LINE, spacing=-0.2),
    Face("附件号", HEI, 16, LINE),
    Face("署名", FANG, 16, LINE, "right"),
    Face("版记", FANG, 14, 24),
    Face("目录标题", HEI, 16, LINE, "center", after=LINE),
    Face("编辑稿说明", HEI, 9, 13, ink="555555"),
    Face("撤销说明", HEI, 12, 18, ink="E60012"),
)
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def empty() -> Document:
    """A document with the page, the grid and the styles, and nothing in it."""
    document = new_document()
    _defaults(document)
    styles = document.styles
    _dress(styles["Normal"], Face("Normal", FANG, 16, LINE, spacing=-0.2))
    _dress(styles["Body Text"], Face("Body Text", FANG, 16, LINE, indent=True, spacing=-0.2))
    _dress(styles["Heading 1"], Face("Heading 1", HEI, 16, LINE, indent=True, keep_next=True))
    _dress(styles["Heading 2"], Face("Heading 2", KAI, 16, LINE, indent=True, keep_next=True))
    _dress(styles["Title"], Face("Title", BIAO, 22, 34, "center", before=2 * LINE, after=6))
    _dress(styles["Subtitle"], Face("Subtitle", BIAO, 18, 27, "center", after=4))
    for level in (1, 2):
        style = styles.add_style(f"TOC {level}", WD_STYLE_TYPE.PARAGRAPH)
        _dress(style, Face(style.name, SONG, 12, 20))
        style.paragraph_format.left_indent = Mm(8 * (level - 1))
        style.paragraph_format.tab_stops.add_tab_stop(
            Mm(TEXT_WIDE[False]), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
        )
    _dress(styles["Header"], Face("Header", HEI, 9, 12, "right"))
    _dress(styles["Footer"], Face("Footer", SONG, 14, 18))
    for face in STYLES:
        style = styles.add_style(face.name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = None
        style.quick_style = True
        _dress(style, face)
    document.settings.odd_and_even_pages_header_footer = True
    return document


def _dress(style: Any, face: Face) -> None:
    font = style.font
    font.size, font.bold, font.italic = Pt(face.size), False, False
    font.color.rgb = RGBColor.from_string(face.ink)
    _faces(style.element.get_or_add_rPr(), face.face, face.spacing)
    shape = style.paragraph_format
    shape.alignment = ALIGN[face.align]
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(face.line)
    shape.space_before, shape.space_after = Pt(face.before), Pt(face.after)
    shape.keep_with_next, shape.widow_control = face.keep_next, False
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)
    if face.indent:
        _indent(properties)
    if face.size != 16:
        grid = OxmlElement("w:snapToGrid")
        grid.set(qn("w:val"), "0")
        properties.insert_element_before(
            grid, "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl"
        )


def _faces(properties: Any, face: str, spacing: float) -> None:
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    fonts.attrib.clear()
    latin = LATIN if face == FANG else face
    for name, value in (("ascii", latin), ("hAnsi", latin), ("eastAsia", face), ("cs", LATIN)):
        fonts.set(qn(f"w:{name}"), value)
    if spacing:
        gap = OxmlElement("w:spacing")
        gap.set(qn("w:val"), str(round(spacing * 20)))
        properties.insert_element_before(
            gap, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:u", "w:lang"
        )


def _indent(properties: Any) -> None:
    """Two characters, and the same in twips for readers that do not know characters."""
    ind = properties.find(qn("w:ind"))
    if ind is None:
        ind = OxmlElement("w:ind")
        properties.insert_element_before(ind, "w:contextualSpacing", "w:jc", "w:outlineLvl")
    ind.set(qn("w:firstLineChars"), "200")
    ind.set(qn("w:firstLine"), str(INDENT))


def _defaults(document: Document) -> None:
    """Language zh-CN, no space after a paragraph, no theme faces."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    run = defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
    _faces(run, FANG, 0)
    lang = run.find(qn("w:lang"))
    if lang is None:
        lang = OxmlElement("w:lang")
        run.append(lang)
    for name, value in (("val", "en-US"), ("eastAsia", "zh-CN"), ("bidi", "ar-SA")):
        lang.set(qn(f"w:{name}"), value)
    paragraph = defaults.find(f"{qn('w:pPrDefault')}/{qn('w:pPr')}")
    if paragraph is not None:
        for child in list(paragraph):
            paragraph.remove(child)


MARGINS: Mapping[bool, tuple[float, float, float, float]] = {
    False: (34.58, 26, 32.58, 28),  # top, right, bottom, left
    True: (28, 34.58, 26, 32.58),
}


def page(section: Any, landscape: bool) -> None:
    """Size, margins and the grid of lines of a section (domain F)."""
    wide, tall = (297, 210) if landscape else (210, 297)
    section.page_width, section.page_height = Mm(wide), Mm(tall)
    section.orientation = 1 if landscape else 0
    top, right, bottom, left = MARGINS[landscape]
    section.top_margin, section.right_margin = Mm(top), Mm(right)
    section.bottom_margin, section.left_margin = Mm(bottom), Mm(left)
    section.header_distance, section.footer_distance = Mm(15), Mm(bottom - 11)
    properties = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), "589")
    properties.append(grid)
