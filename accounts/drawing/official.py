"""Official papers by GB/T 9704 (domain F): faces and titles of a page, its number and marks.

Shared by everything that goes out under a red head or the county's name; which texts stand on a
paper is told by those who call."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.template import engines
from django.utils.safestring import SafeString, mark_safe

from accounts.drawing import fonts, titles
from accounts.drawing.fonts import Faces
from accounts.drawing.merge import Drawn, Title, merge
from accounts.drawing.pen import MM, Pen
from accounts.drawing.pool import Child, Part

STYLE = "papers/official.css"
# Title sizes in pt and their line heights in mm.
LEADING = {16: 8.2, 18: 9.5, 22: 12.0}
DEMO_MARK = "演示数据"
PAGE_SIGNS = DEMO_MARK + "— 0123456789"


def rendered(template: str, context: dict[str, object]) -> str:
    """A template of a paper as text."""
    return str(engines["django"].get_template(template).render(context))


@dataclass(frozen=True, slots=True)
class OfficialFrame:
    """The faces of a paper and what is set in them."""

    faces: Faces

    def styled(self, css: str) -> str:
        """A style sheet with the faces filled in."""
        for role in ("fang", "kai", "biao", "hei", "song"):
            css = css.replace(f"var-{role}", self.faces.stack(role))
        return css

    def title(self, *lines: str, size: int = 16, landscape: bool = False) -> SafeString:
        """A centred title."""
        html = titles.title(
            lines,
            size=size,
            leading=LEADING[size],
            wide=229.84 if landscape else 156,
            family=self.faces.stack("biao").replace('"', "'"),
            stroked=not self.faces.has_title_face,
        )
        return mark_safe(html)  # noqa: S308 — every text in it is escaped

    def red_head(self, name: str) -> SafeString:
        """The red head of the issuing body."""
        family = self.faces.stack("biao").replace('"', "'")
        stroked = not self.faces.has_title_face
        return mark_safe(titles.red_head(name, family=family, stroked=stroked))  # noqa: S308


def number(song: Pen, place: int) -> str:
    """— 1 — in 14 pt; dash centre 28 mm above the foot, one character in from the edge."""
    text, size = f"— {place} —", 14.0
    length = song.width(text, size)
    x = (210 - 26 - 5.64) * MM - length if place % 2 else (28 + 5.64) * MM
    return "0 g " + song.text(x, 28 * MM - size * 0.31, text, size)


def demo(hei: Pen, text: str, right: float, tall: float, wide: float = 34 * MM) -> str:
    """The mark of demo data in its frame, above the type area."""
    size, high, top = 9.0, 4.4 * MM, tall - 15 * MM
    length = hei.width(text, size)
    x = right - wide + (wide - length) / 2
    frame = f".2 G .5 w {right - wide:.2f} {top - high:.2f} {wide:.2f} {high:.2f} re S\n"
    return frame + ".2 g " + hei.text(x, top - high / 2 - size * 0.37, text, size)


def notice(hei: Pen, text: str, left: float, tall: float, room: float) -> str:
    """The notice in red at the head of a page that a paper was taken back, cut where ``room``
    ends."""
    size, high, top = 9.0, 4.4 * MM, tall - 15 * MM
    if hei.width(text, size) > room - 4 * MM:
        while text and hei.width(f"{text}…", size) > room - 4 * MM:
            text = text[:-1]
        text += "…"
    wide = hei.width(text, size) + 4 * MM
    red = ".9 0 .07"
    frame = f"{red} RG .5 w {left:.2f} {top - high:.2f} {wide:.2f} {high:.2f} re S\n"
    words = hei.text(left + 2 * MM, top - high / 2 - size * 0.37, text, size)
    return f"{frame}{red} rg {words}"


@dataclass(frozen=True, slots=True)
class OfficialStamper:
    """Page numbers, the demo mark, the notice that the paper was taken back."""

    song: Pen
    hei: Pen
    demo: bool
    withdrawn: str = ""

    def page(self, landscape: bool, place: int, numbered: bool) -> bytes:
        """Content for the page at ``place`` (from 1)."""
        content = number(self.song, place) if numbered else ""
        if self.demo:
            content += demo(self.hei, DEMO_MARK, (210 - 26) * MM, 297 * MM, 20 * MM)
        if self.withdrawn:
            content += notice(self.hei, self.withdrawn, 28 * MM, 297 * MM, 130 * MM)
        return f"q\n{content}Q".encode()


@dataclass(frozen=True, slots=True)
class Paper:
    """What is drawn: a template with its context, the lines of its title, the name of a red head
    if it has one, PNG or JPEG pictures; imprint: the 版记, on an even page; withdrawn: the notice
    on every page of a paper that was taken back."""

    template: str
    context: dict[str, object]
    name: str
    title: Sequence[str]
    author: str
    day: date
    head: str = ""
    pictures: tuple[bytes, ...] = ()
    imprint: dict[str, object] | None = None
    withdrawn: str = ""


def draw(paper: Paper, *, demo_mark: bool = False) -> bytes:
    """The paper as PDF; equal papers give equal bytes. Raises MissingGlyph or DrawingFailed."""
    with tempfile.TemporaryDirectory(prefix="anjia-official-") as name:
        folder = Path(name)
        (folder / "faces").mkdir()
        licensed = fonts.office()
        frame = OfficialFrame(fonts.known(folder / "faces", licensed))
        parts = _parts(paper, frame)
        withdrawn = fonts.drawable(paper.withdrawn)
        texts = [PAGE_SIGNS, f"{withdrawn}…", *(part.html for part in parts)]
        fonts_file = fonts.prepared(texts, frame.faces, folder, licensed)
        drawn = []
        with Child(frame.styled(rendered(STYLE, {})), fonts_file, folder) as child:
            for place, part in enumerate(parts):
                target = folder / f"part{place}.pdf"
                child.draw(part, target)
                drawn.append(Drawn(target, part.bookmarks))
        whole = folder / "whole.pdf"
        merge(
            drawn[:1],
            whole,
            faces=frame.faces,
            stamper=lambda song, hei: OfficialStamper(song, hei, demo_mark, withdrawn),
            title=Title(paper.name, paper.author, paper.day),
            imprint=drawn[1] if len(drawn) > 1 else None,
        )
        return whole.read_bytes()


def _parts(paper: Paper, frame: OfficialFrame) -> list[Part]:
    context = paper.context | {
        "title": frame.title(*paper.title, size=22),
        "red_head": frame.red_head(paper.head) if paper.head else "",
    }
    html = rendered(paper.template, context)
    parts = [Part(paper.name, html, len(html), (paper.name,), pictures=paper.pictures)]
    if paper.imprint is not None:
        parts.append(Part("版记", rendered("papers/imprint.html", paper.imprint), 1, ("版记",)))
    return parts
