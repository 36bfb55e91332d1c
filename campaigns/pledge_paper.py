"""A pledge as a paper: what stands on it, and the HTML it is drawn from (domain J2 责任状, F)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import engines
from django.utils.safestring import SafeString, mark_safe

from accounts.drawing import titles
from accounts.drawing.bounds import visible
from accounts.drawing.child import PICTURE
from accounts.drawing.fonts import Faces
from accounts.drawing.pen import MM, Pen
from accounts.drawing.pool import Part
from accounts.templatetags.words import zh_date
from campaigns.models import Pledge, PledgeTemplate, Rung

DEMO_MARK = "演示数据"
# Signs that only the pages hold: the mark and the foot.
PAGE_SIGNS = DEMO_MARK + "—－第页"
NUMERALS = "一二三四五六七八九十"
WIDE = 156.0


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part with its numbered paragraphs."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """Who stands on one side: the unit, who signed and when, how, and who has it now."""

    word: str
    unit: str
    name: str
    day: str
    way: str
    later: tuple[str, ...]


def numbered(text: str) -> tuple[str, ...]:
    """Lines of a part, each with its number where there are several."""
    lines = [visible(line).strip() for line in text.splitlines() if line.strip()]
    if len(lines) < 2:
        return tuple(lines)
    return tuple(f"（{numeral(i)}）{line}" for i, line in enumerate(lines, 1))


def numeral(number: int) -> str:
    """一 to 四十."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("" if tens == 1 else NUMERALS[tens - 1]) + "十"
    return head + (NUMERALS[ones - 1] if ones else "")


def sections(text: PledgeTemplate) -> list[Section]:
    """The written parts that hold something; the goals are a table of their own before them."""
    named = (
        ("工作措施", text.measures),
        ("考核办法", text.appraisal),
        ("奖惩", text.rewards),
        ("一票否决情形", text.veto),
    )
    filled = [(name, numbered(body)) for name, body in named if body.strip()]
    return [Section(f"{numeral(i)}、{name}", lines) for i, (name, lines) in enumerate(filled, 2)]


def side(pledge: Pledge, holds: bool) -> Side:
    """One side under the name of its day; its hand-overs are read from what was prefetched. Whoever
    takes a unit over takes its pledge over too."""
    moved = [h for h in pledge.hand_overs.all() if (h.side == "holder") == holds]
    day = pledge.signed_on if holds else pledge.issuer_signed_on
    way = pledge.way if holds else pledge.issuer_way
    unit = pledge.holder if holds else pledge.issuer
    later = [f"{zh_date(h.handed_on)}起由{h.to_name}接任（原责任人{h.from_name}）" for h in moved]
    if unit.successor is not None:
        later.append(f"{zh_date(unit.valid_to)}起并入{unit.successor.name}，由其继续履行")
    return Side(
        "乙方" if holds else "甲方",
        unit.name,
        pledge.holder_signatory if holds else pledge.issuer_signatory,
        zh_date(day) if day else "",
        {"app": "系统内签字", "paper": "纸质签字"}.get(way, ""),
        tuple(later),
    )


def context(pledge: Pledge) -> dict[str, Any]:
    """What the page and the print show."""
    text = pledge.template
    return {
        "pledge": pledge,
        "text": text,
        "clauses": list(text.clauses.all()),
        "sections": sections(text),
        "opening": [line for line in text.opening.splitlines() if line.strip()],
        "sides": (side(pledge, False), side(pledge, True)),
        "withdrawn": pledge.status == Pledge.Status.WITHDRAWN,
        "rung_county": text.rung == Rung.COUNTY,
    }


@cache
def _styles() -> str:
    return Path(settings.BASE_DIR, "static", "css", "pledge.css").read_text(encoding="utf-8")


def styles(faces: Faces) -> str:
    """The print's sheet with the document's own faces."""
    return _styles() + faces.css("fang", "kai", "hei", "song")


def title(words: str, faces: Faces, size: float = 22.0) -> SafeString:
    """The centred title in 小标宋."""
    html = titles.title(
        [words],
        size=size,
        leading=size * 0.55,
        wide=WIDE,
        family=faces.stack("biao").replace('"', "'"),
        stroked=not faces.has_title_face,
    )
    return mark_safe(html)  # noqa: S308 — every text in it is escaped


def part(pledge: Pledge, faces: Faces, code: bytes) -> Part:
    """One pledge laid out; code: the square code of its public page."""
    shown = context(pledge) | {"title": title(pledge.template.title, faces), "code": f"{PICTURE}0"}
    html = str(engines["django"].get_template("campaigns/pledge/print.html").render(shown))
    return Part(pledge.holder.name, html, len(html), (pledge.holder.name,), pictures=(code,))


@dataclass(frozen=True, slots=True)
class DemoStamper:
    """Nothing but the demo mark, in the middle above everything."""

    song: Pen
    hei: Pen
    demo: bool

    def page(self, landscape: bool, place: int, numbered: bool) -> bytes:
        """Content for the page at `place`."""
        return mark(self.hei).encode() if self.demo else b""


def mark(pen: Pen) -> str:
    """演示数据, framed, at the top of a portrait page."""
    size, box, high, top = 9.0, 20 * MM, 4.6 * MM, (297 - 9) * MM
    left = (210 * MM - box) / 2
    x = left + (box - pen.width(DEMO_MARK, size)) / 2
    frame = f".2 G .5 w {left:.2f} {top - high:.2f} {box:.2f} {high:.2f} re S\n"
    return f"q\n0 g {frame}{pen.text(x, top - high / 2 - size * 0.37, DEMO_MARK, size)}Q"
