"""Text drawn onto finished pages: page numbers, the snapshot line, the demo mark.

The parts of a document know neither their place nor each other; what depends on the place is
drawn here, as text in the document's own cut faces.
"""

from dataclasses import dataclass
from pathlib import Path

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


@dataclass(frozen=True, slots=True)
class Marks:
    """What is stamped on every page."""

    snapshot: str
    demo: str


@dataclass(frozen=True, slots=True)
class Stamper:
    """Draws the marks of a page by its place and its turn (margins of domain F)."""

    song: Pen
    hei: Pen
    marks: Marks

    def page(self, landscape: bool, place: int, numbered: bool) -> bytes:
        """Content for the page at ``place`` (from 1)."""
        if landscape:
            wide, tall, right, low = 297 * MM, 210 * MM, 34.58 * MM, 26 * MM
        else:
            wide, tall, right, low = 210 * MM, 297 * MM, 26 * MM, 32.58 * MM
        content = self._snapshot(landscape, wide, right, low, place)
        if self.marks.demo:
            content += self._demo(wide - right, tall)
        if numbered and landscape:
            # The sheet is a portrait page turned: its foot lies at the left (domain F).
            content += f"q 0 -1 1 0 0 {210 * MM:.3f} cm\n{self._number(place)}Q\n"
        elif numbered:
            content += self._number(place)
        return f"q\n{content}Q".encode()

    def _number(self, place: int) -> str:
        """— 1 — in 14 pt; dash centre 28 mm above the foot, one character in from the edge."""
        text, size = f"— {place} —", 14.0
        length = self.song.width(text, size)
        x = (210 - 26 - 5.64) * MM - length if place % 2 else (28 + 5.64) * MM
        return "0 g " + self.song.text(x, 28 * MM - size * 0.31, text, size)

    def _snapshot(self, landscape: bool, wide: float, right: float, low: float, place: int) -> str:
        size, y = 7.0, low - 14 * MM - 7.0 * 0.88
        length = self.hei.width(self.marks.snapshot, size)
        x = 28 * MM if place % 2 else wide - right - length
        if landscape:
            x = (wide - length) / 2
        return ".333 g " + self.hei.text(x, y, self.marks.snapshot, size)

    def _demo(self, right: float, tall: float) -> str:
        size, box, high, top = 9.0, 34 * MM, 4.4 * MM, tall - 15 * MM
        length = self.hei.width(self.marks.demo, size)
        x = right - box + (box - length) / 2
        frame = f".2 G .5 w {right - box:.2f} {top - high:.2f} {box:.2f} {high:.2f} re S\n"
        return (
            frame + ".2 g " + self.hei.text(x, top - high / 2 - size * 0.37, self.marks.demo, size)
        )
