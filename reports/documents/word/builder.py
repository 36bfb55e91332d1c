"""A Word file built from the top: paragraphs by style, tables as ready row XML, sections, page
numbers, pictures.

Tables are written as text and parsed once: asking the library for cells costs quadratic time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from accounts.drawing.bounds import visible
from reports.documents.word.styles import TEXT_WIDE, empty, page

TWIPS = 1440 / 25.4
NS = nsdecls("w")
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
    for side, size in (
        ("top", 8), ("left", 8), ("bottom", 8), ("right", 8), ("insideH", 4), ("insideV", 4),
    )
)  # fmt: skip
CELLS = {"left": "表文左", "center": "表文", "figure": "表数"}


@dataclass(slots=True)
class Builder:
    """The document under way. head: what stands at the head of every page."""

    head: str
    document: Document = field(default_factory=empty)
    landscape: bool = False
    started: bool = False
    outline: list[str] = field(default_factory=list)
    _ids: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        section = self.document.sections[0]
        page(section, False)
        self._running(section)
        body = self.document.element.body
        for paragraph in body.findall(qn("w:p")):
            body.remove(paragraph)

    def style_id(self, name: str) -> str:
        """The id a style's name stands for in the XML."""
        if name not in self._ids:
            self._ids[name] = self.document.styles[name].style_id
        return self._ids[name]

    def text(self, text: str, style: str = "Body Text", *, outlined: bool = False) -> None:
        """A paragraph of a style; line breaks become breaks. outlined: a heading of the first order
        to the navigation."""
        self.started = True
        paragraph = self.document.add_paragraph(style=style)
        for place, line in enumerate(text.split("\n")):
            run = paragraph.add_run()
            if place:
                run.add_break()
            run.add_text(visible(line))
        if outlined:
            level = OxmlElement("w:outlineLvl")
            level.set(qn("w:val"), "0")
            paragraph._p.get_or_add_pPr().append(level)
            self.outline.append(visible(text))

    def texts(self, lines: Iterable[str], style: str = "Body Text") -> None:
        """Paragraphs of one style; empty ones are left out."""
        for line in lines:
            if line:
                self.text(line, style)

    def spread(self, left: str, right: str, style: str = "表上行", inset: float = 0) -> None:
        """Words at both ends of a line, ``inset`` mm from the margins."""
        self.started = True
        paragraph = self.document.add_paragraph(style=style)
        shape = paragraph.paragraph_format
        shape.alignment = WD_ALIGN_PARAGRAPH.LEFT
        shape.left_indent = Mm(inset)
        shape.tab_stops.add_tab_stop(Mm(TEXT_WIDE[self.landscape] - inset), WD_TAB_ALIGNMENT.RIGHT)
        paragraph.add_run(f"{visible(left)}\t{visible(right)}" if right else visible(left))

    def stay(self) -> None:
        """The paragraph written last stays on the page of the next one."""
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True

    def turn(self, landscape: bool) -> None:
        """The next page, in a section of its own where the sheet is turned; before anything is
        written, the first one itself."""
        if not self.started:
            page(self.document.sections[0], landscape)
            self.landscape = landscape
            return
        if landscape == self.landscape:
            paragraph = self.document.add_paragraph(style="表注")
            paragraph.paragraph_format.page_break_before = True
            paragraph.paragraph_format.line_spacing = Mm(0.4)
            return
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        page(section, landscape)
        self.landscape = landscape

    def picture(self, data: bytes, wide: float) -> None:
        """A picture across the text, in mm."""
        paragraph = self.document.add_paragraph(style="图题")
        paragraph.paragraph_format.line_spacing_rule = None
        paragraph.paragraph_format.line_spacing = 1.0
        paragraph.paragraph_format.keep_with_next = True
        paragraph.add_run().add_picture(BytesIO(data), width=Mm(wide))

    def table(
        self,
        heads: Sequence[str],
        widths: Sequence[float],
        aligns: Sequence[str],
        rows: Iterable[Sequence[str]],
        *,
        small: bool = False,
        grey: frozenset[int] = frozenset(),
    ) -> None:
        """A table whose head repeats on every page and whose rows are not torn."""
        prefix = "小" if small else ""
        ids = [self.style_id(prefix + CELLS[align]) for align in aligns]
        head_id = self.style_id(prefix + "表头")
        twips = [round(wide * TWIPS) for wide in widths]
        side = 38 if small else 45
        parts = [
            f'<w:tbl {NS}><w:tblPr><w:tblW w:w="{sum(twips)}" w:type="dxa"/>'
            f'<w:jc w:val="center"/><w:tblBorders>{BORDERS}</w:tblBorders>'
            f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{side}" w:type="dxa"/>'
            f'<w:right w:w="{side}" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>',
            *(f'<w:gridCol w:w="{wide}"/>' for wide in twips),
            "</w:tblGrid>",
            _row(heads, [head_id] * len(heads), twips, head=True),
        ]
        for index, row in enumerate(rows):
            parts.append(_row(row, ids, twips, grey=index in grey))
        parts.append("</w:tbl>")
        body = self.document.element.body
        body.insert(len(body) - 1, parse_xml("".join(parts)))
        self.started = True

    def _running(self, section: object) -> None:
        """What runs along: the head on every page, the number — 1 — right on odd and left on even
        pages, one character in (domain F)."""
        for header in (section.header, section.even_page_header):  # type: ignore[attr-defined]
            header.is_linked_to_previous = False
            header.paragraphs[0].text = visible(self.head)
        for footer, align in (
            (section.footer, "right"),  # type: ignore[attr-defined]
            (section.even_page_footer, "left"),  # type: ignore[attr-defined]
        ):
            footer.is_linked_to_previous = False
            paragraph = footer.paragraphs[0]
            paragraph.alignment = {"left": 0, "right": 2}[align]
            indent = "right" if align == "right" else "left"
            setattr(paragraph.paragraph_format, f"{indent}_indent", Mm(5.64))
            paragraph.add_run("— ")
            put_field(paragraph, "PAGE")
            paragraph.add_run(" —")

    def finished(self, title: str, author: str, day: date) -> bytes:
        """The file; equal documents give equal bytes: dates come from the content."""
        from datetime import datetime

        about = self.document.core_properties
        moment = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day, no zone in the file
        about.title, about.author, about.language = title, author, "zh-CN"
        about.created = about.modified = moment
        about.last_modified_by, about.revision = author, 1
        about.comments = ""
        out = BytesIO()
        self.document.save(out)
        return out.getvalue()


def put_field(
    paragraph: Paragraph, code: str, words: Iterable[str] = (), *, dirty: bool = False
) -> None:
    """A field; words: what it shows until the reader's program works it out, a line each. dirty: it
    is asked to do so when the file is opened."""
    for kind in ("begin", "code", "separate", "words", "end"):
        if kind == "words":
            for place, line in enumerate(words):
                run = paragraph.add_run()
                if place:
                    run.add_break()
                run.add_text(line)
            continue
        run = paragraph.add_run()
        if kind == "code":
            text = OxmlElement("w:instrText")
            text.set(qn("xml:space"), "preserve")
            text.text = code
            run._r.append(text)
            continue
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        if dirty and kind == "begin":
            mark.set(qn("w:dirty"), "true")
        run._r.append(mark)


def _row(
    cells: Sequence[str],
    styles: Sequence[str],
    twips: Sequence[int],
    *,
    head: bool = False,
    grey: bool = False,
) -> str:
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="{}"/>'
    fill = shade.format("EEEEEE") if head else shade.format("F2F2F2") if grey else ""
    properties = "<w:cantSplit/>" + ("<w:tblHeader/>" if head else "")
    done = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{fill}<w:vAlign w:val="center"/></w:tcPr>'
        f"<w:p><w:pPr><w:pStyle w:val={quoteattr(style)}/></w:pPr>{_run(cell)}</w:p></w:tc>"
        for cell, style, wide in zip(cells, styles, twips, strict=True)
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{done}</w:tr>"


def _run(cell: str) -> str:
    if not cell:
        return ""
    text = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(visible(line))}</w:t>' for line in cell.split("\n")
    )
    return f"<w:r>{text}</w:r>"
