"""Parts of HTML to one PDF in the limited drawing process (accounts.drawing)."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import segno
from django.conf import settings

from accounts.drawing import fonts
from accounts.drawing.fonts import Faces
from accounts.drawing.merge import Drawn, Title, merge
from accounts.drawing.pen import MM, Pen
from accounts.drawing.pool import Child, Part

DEMO_MARK = "演示数据"
# Signs no text holds but the pages do: the mark, the foot of award_print.css.
PAGE_SIGNS = DEMO_MARK + "第页共　"


@cache
def _sheet() -> str:
    return Path(settings.BASE_DIR, "static", "css", "award_print.css").read_text(encoding="utf-8")


def styles(faces: Faces) -> str:
    """The sheet of styles with the document's own faces."""
    roles = ("fang", "kai", "hei", "song", "biao")
    return f":root{{{''.join(f'--{role}:{faces.stack(role)};' for role in roles)}}}{_sheet()}"


def code_png(address: str) -> bytes:
    """The square code of an address."""
    out = BytesIO()
    segno.make(address, error="m").save(out, kind="png", scale=6, border=1)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class MarkStamper:
    """The demo mark where no paper of ours prints; nothing else."""

    hei: Pen
    demo: bool

    def page(self, landscape: bool, place: int, numbered: bool) -> bytes:
        """Content for one page."""
        if not self.demo:
            return b""
        wide, tall = (297, 210) if landscape else (210, 297)
        size = 8.0
        x = (wide * MM - self.hei.width(DEMO_MARK, size)) / 2
        return f"q\n.35 g {self.hei.text(x, (tall - 6) * MM, DEMO_MARK, size)}Q".encode()


def draw(parts: Sequence[Part], *, title: str, author: str, day: date, demo: bool) -> bytes:
    """The parts one after the other. `day` and `author` go into the PDF's own description, never a
    clock. Raises MissingGlyph (the character is named) or DrawingFailed."""
    with tempfile.TemporaryDirectory(prefix="anjia-award-") as name:
        folder = Path(name)
        (folder / "faces").mkdir()
        licensed = fonts.office()
        faces = fonts.known(folder / "faces", licensed)
        texts = [part.html for part in parts]
        config = fonts.prepared([*texts, PAGE_SIGNS], faces, folder, licensed)
        drawn = []
        with Child(styles(faces), config, folder) as child:
            for at, part in enumerate(parts):
                target = folder / f"{at}.pdf"
                child.draw(part, target)
                drawn.append(Drawn(target, part.bookmarks))
        whole = folder / "whole.pdf"
        merge(
            drawn,
            whole,
            faces=faces,
            stamper=lambda song, hei: MarkStamper(hei, demo),
            title=Title(title, author, day),
        )
        return whole.read_bytes()
