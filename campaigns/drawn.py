"""Small papers of the campaign year as PDF: parts, one sheet of styles, page numbers, demo mark."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.template import engines

from accounts.drawing import fonts, official
from accounts.drawing.fonts import Faces
from accounts.drawing.merge import Drawn, Title, merge
from accounts.drawing.pen import MM, Pen
from accounts.drawing.pool import Part, draw_parts

DEMO_MARK = "演示数据"
PAGE_SIGNS = DEMO_MARK + "—"
WORKERS = 2


@dataclass(frozen=True, slots=True)
class PageStamper:
    """— 1 — in 14 pt at the outer foot (domain F), where pages are numbered; the demo mark."""

    song: Pen
    hei: Pen
    counted: bool
    demo: bool
    withdrawn: str = ""

    def page(self, landscape: bool, place: int, numbered: bool) -> bytes:
        """Content for the page at `place`; these papers are never turned."""
        content = ""
        if self.counted and numbered:
            text, size = f"— {place} —", 14.0
            length = self.song.width(text, size)
            x = (210 - 26 - 5.64) * MM - length if place % 2 else (28 + 5.64) * MM
            content += self.song.text(x, 28 * MM - size * 0.31, text, size)
        if self.demo:
            content += self._mark()
        if self.withdrawn:
            content += official.notice(self.hei, self.withdrawn, 28 * MM, 297 * MM, 140 * MM)
        return f"q\n0 g {content}Q".encode()

    def _mark(self) -> str:
        """Framed, at the top right, where nothing is printed."""
        size, box, high, top = 8.0, 18 * MM, 4.2 * MM, (297 - 6) * MM
        left = (210 - 12) * MM - box
        x = left + (box - self.hei.width(DEMO_MARK, size)) / 2
        frame = f".2 G .5 w {left:.2f} {top - high:.2f} {box:.2f} {high:.2f} re S\n"
        return frame + self.hei.text(x, top - high / 2 - size * 0.37, DEMO_MARK, size)


def html(template: str, context: dict[str, object]) -> str:
    """A template as text."""
    return str(engines["django"].get_template(template).render(context))


def draw(
    make: Callable[[Faces], Sequence[Part]],
    *,
    css: str,
    name: str,
    author: str,
    day: date,
    counted: bool = False,
    withdrawn: str = "",
) -> bytes:
    """The parts drawn in limited processes and merged; equal parts give equal bytes. css: a sheet
    in static/css; withdrawn: the notice on every page of what was taken back. Raises MissingGlyph
    (the character is named) or DrawingFailed."""
    with tempfile.TemporaryDirectory(prefix="anjia-small-") as folder_name:
        folder = Path(folder_name)
        (folder / "faces").mkdir()
        licensed = fonts.office()
        faces = fonts.known(folder / "faces", licensed)
        parts = make(faces)
        notice = fonts.drawable(withdrawn)
        texts = [PAGE_SIGNS, f"{notice}…", *(part.html for part in parts)]
        fonts_file = fonts.prepared(texts, faces, folder, licensed)
        files = draw_parts(
            parts,
            folder,
            css=_styles(css, faces),
            fonts_file=fonts_file,
            workers=min(WORKERS, len(parts)),
            done=lambda part: None,
        )
        target = folder / "whole.pdf"
        merge(
            [Drawn(f, p.bookmarks) for f, p in zip(files, parts, strict=True)],
            target,
            faces=faces,
            stamper=lambda song, hei: PageStamper(song, hei, counted, settings.DEMO_DATA, notice),
            title=Title(name, author, day),
        )
        return target.read_bytes()


def _styles(name: str, faces: Faces) -> str:
    sheet = Path(settings.BASE_DIR, "static", "css", name).read_text(encoding="utf-8")
    roles = "".join(f"--{r}:{faces.stack(r)};" for r in ("fang", "kai", "hei", "song"))
    return f"{sheet}:root{{{roles}}}"
