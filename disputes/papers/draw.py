"""One form as PDF."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from accounts.drawing import fonts
from accounts.drawing.merge import Drawn, Title, merge
from accounts.drawing.pool import Child
from disputes.papers import press
from disputes.papers.blocks import Form


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished PDF."""

    data: bytes
    pages: int


def draw_form(form: Form, *, day: date, author: str, demo: bool = False) -> Drawing:
    """The form on A4; equal forms give equal bytes. `day` and `author` go into the PDF's own
    description. Raises MissingGlyph (the character is named) or DrawingFailed."""
    with tempfile.TemporaryDirectory(prefix="anjia-paper-") as name:
        folder = Path(name)
        (folder / "faces").mkdir()
        licensed = fonts.office()
        faces = fonts.known(folder / "faces", licensed)
        part = press.part(form, faces)
        fonts_file = fonts.prepared([part.html, press.PAGE_SIGNS], faces, folder, licensed)
        with Child(press.styles(faces), fonts_file, folder) as child:
            child.draw(part, folder / "form.pdf")
        target = folder / "whole.pdf"
        pages = merge(
            [Drawn(folder / "form.pdf", part.bookmarks)],
            target,
            faces=faces,
            stamper=lambda song, hei: press.PaperStamper(song, hei, (), demo),
            title=Title(part.name, author, day),
        )
        return Drawing(target.read_bytes(), pages)
