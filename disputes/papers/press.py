"""Forms to the parts of a PDF: the template, its sheet of styles and what is stamped on pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from django.conf import settings
from django.template import engines
from django.utils.safestring import SafeString, mark_safe

from accounts.drawing import titles
from accounts.drawing.child import PICTURE
from accounts.drawing.fonts import Faces
from accounts.drawing.pen import MM, Pen
from accounts.drawing.pool import Part
from disputes.papers.blocks import Form, Picture
from disputes.papers.limits import safe

DEMO_MARK = "演示数据"
# Signs that no form's text holds but its pages do: the mark, the foot of papers.css.
PAGE_SIGNS = DEMO_MARK + "第页共"
SHEET = "disputes/papers/sheet.html"
# Title sizes in pt by look; a cover is read from afar.
SIZES = {"cover": 36.0, "back": 22.0, "contents": 22.0}
WIDE = 160.0


@cache
def _styles() -> str:
    return Path(settings.BASE_DIR, "static", "css", "papers.css").read_text(encoding="utf-8")


def styles(faces: Faces) -> str:
    """The sheet of the screen with the document's own faces."""
    return _styles() + faces.css("fang", "kai", "hei", "song")


def title(form: Form, faces: Faces) -> SafeString:
    """The centred title, set in 小标宋."""
    if not form.title:
        return SafeString()
    size = SIZES.get(form.look, 22.0)
    text = "　".join(form.title) if form.look == "cover" else form.title
    html = titles.title(
        [text],
        size=size,
        leading=size * 0.55,
        wide=WIDE,
        family=faces.stack("biao").replace('"', "'"),
        stroked=not faces.has_title_face,
    )
    return mark_safe(html)  # noqa: S308 — every text in it is escaped


def part(form: Form, faces: Faces) -> Part:
    """A form made safe and laid out, with its pictures."""
    clean = safe(form)
    pictures: list[bytes] = []
    blocks = []
    for block in clean.blocks:
        if isinstance(block, Picture):
            pictures.append(block.data)
            block = replace(block, place=f"{PICTURE}{len(pictures) - 1}")
        blocks.append(block)
    context = {"paper": replace(clean, blocks=tuple(blocks)), "title": title(clean, faces)}
    html = str(engines["django"].get_template(SHEET).render(context))
    return Part(
        clean.listed_as or clean.look,
        html,
        len(html),
        (clean.listed_as,) if clean.listed_as else (),
        pictures=tuple(pictures),
    )


@dataclass(frozen=True, slots=True)
class PaperStamper:
    """The running number at the outer top corner and the demo mark. `numbers` by page, None for
    none; `two_sided`: fronts are numbered at the right, backs at the left; else all are fronts.
    `foot`: who took the paper out, when, under which number; small, below the type area."""

    song: Pen
    hei: Pen
    numbers: Sequence[int | None]
    demo: bool
    two_sided: bool = False
    foot: str = ""

    def page(self, landscape: bool, place: int, numbered: bool) -> bytes:
        """Content for the page at `place`; papers are never turned."""
        content = ""
        number = self.numbers[place - 1] if place <= len(self.numbers) else None
        if number is not None:
            text, size = str(number), 14.0
            back = self.two_sided and place % 2 == 0
            x = 15 * MM if back else (210 - 15) * MM - self.song.width(text, size)
            content += self.song.text(x, (297 - 14) * MM, text, size)
        if self.foot:
            x = (210 * MM - self.song.width(self.foot, 7.5)) / 2
            content += self.song.text(x, 6 * MM, self.foot, 7.5)
        if self.demo:
            content += self._mark()
        return f"q\n0 g {content}Q".encode()

    def _mark(self) -> str:
        """Framed, in the middle above everything, where no form prints."""
        size, box, high, top = 9.0, 20 * MM, 4.6 * MM, (297 - 9) * MM
        left = (210 * MM - box) / 2
        x = left + (box - self.hei.width(DEMO_MARK, size)) / 2
        frame = f".2 G .5 w {left:.2f} {top - high:.2f} {box:.2f} {high:.2f} re S\n"
        return frame + self.hei.text(x, top - high / 2 - size * 0.37, DEMO_MARK, size)
