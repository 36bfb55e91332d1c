"""Text drawn onto finished pages, in the document's own cut faces.

The parts of a document know neither their place nor each other: page numbers and marks are drawn
by a Stamper when the parts are merged.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

MM = 72 / 25.4


@dataclass(slots=True)
class Pen:
    """One face of a PDF, ready for text in content streams."""

    name: str
    font: pikepdf.Object
    glyphs: dict[int, int]
    widths: list[int]
    upem: int

    @classmethod
    def of(cls, pdf: Pdf, name: str, file: Path) -> "Pen":
        """Put the face ``file`` (OpenType with CFF outlines) into ``pdf``."""
        with TTFont(file, lazy=True) as face:
            names = face.getGlyphOrder()
            ids = {glyph: index for index, glyph in enumerate(names)}
            glyphs = {sign: ids[glyph] for sign, glyph in face.getBestCmap().items()}
            upem = face["head"].unitsPerEm
            widths = [face["hmtx"][glyph][0] for glyph in names]
            height = face["hhea"].ascent, face["hhea"].descent
        scaled = [round(width * 1000 / upem, 3) for width in widths]
        base = Name(f"/ANJIAA+{name}")
        descriptor = _descriptor(pdf, base, file, *height)
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType0,
            BaseFont=base,
            CIDSystemInfo=Dictionary(
                Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0
            ),
            W=Array([0, Array(scaled)]),
            FontDescriptor=pdf.make_indirect(descriptor),
        )
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=base,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_indirect(Stream(pdf, _unicode_map(glyphs))),
        )
        return cls(name, pdf.make_indirect(font), glyphs, widths, upem)

    def width(self, text: str, size: float) -> float:
        """Length of ``text`` at ``size`` pt, in pt."""
        return sum(self.widths[self.glyphs[ord(sign)]] for sign in text) * size / self.upem

    def text(self, x: float, y: float, text: str, size: float) -> str:
        """Operators that draw ``text`` with its baseline from (x, y), in pt."""
        codes = "".join(f"{self.glyphs[ord(sign)]:04x}" for sign in text)
        return f"BT /{self.name} {size:g} Tf {x:.2f} {y:.2f} Td <{codes}> Tj ET\n"


def _descriptor(pdf: Pdf, base: Name, file: Path, ascent: int, descent: int) -> Dictionary:
    """The font descriptor with the embedded face."""
    stream = Stream(pdf, file.read_bytes(), Subtype=Name.OpenType)
    return Dictionary(
        Type=Name.FontDescriptor,
        FontName=base,
        Flags=4,
        FontBBox=Array([0, descent, 1000, ascent]),
        ItalicAngle=0,
        Ascent=ascent,
        Descent=descent,
        CapHeight=ascent,
        StemV=80,
        FontFile3=pdf.make_indirect(stream),
    )


def _unicode_map(glyphs: dict[int, int]) -> bytes:
    """A ToUnicode CMap so that stamped text can be searched and copied."""
    pairs: dict[int, int] = {}
    for sign, glyph in sorted(glyphs.items()):
        pairs.setdefault(glyph, sign)
    lines = [
        f"<{glyph:04x}> <{chr(sign).encode('utf-16-be').hex()}>"
        for glyph, sign in sorted(pairs.items())
    ]
    blocks = [lines[i : i + 100] for i in range(0, len(lines), 100)]
    body = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
        "/CMapName /Anjia-UCS def /CMapType 2 def "
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{body}\nendcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode()


class Stamper(Protocol):
    """What a kind of document draws over its pages."""

    def page(self, landscape: bool, place: int, numbered: bool) -> bytes:
        """Content for the page at ``place`` (from 1); ``numbered`` is False for closing pages."""
