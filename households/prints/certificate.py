"""荣誉证书: one A4 landscape page each, with a code that leads to /v/ and no more than what is
printed anyway."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from django.conf import settings
from django.template.loader import render_to_string

from accounts.drawing.child import PICTURE
from accounts.drawing.fonts import SONG
from accounts.drawing.pool import Part
from accounts.templatetags.words import zh_date
from households.models import Award, Honour
from households.prints.draw import code_png, draw

PAGES_A_PART = 20  # within the time a part may take
MOST = 200  # certificates of one file
# What a certificate holds at each size of award_print.css: characters on a line of the name, of the
# words, and the lines there is room for (a line of the name counts as one).
SIZES = (("", 23, 26, 3), ("long", 26, 30, 6), ("longest", 30, 34, 9))
ISSUER_LINE = 15  # characters of the issuer at full size


@dataclass(frozen=True, slots=True)
class Certificate:
    """What is printed: to whom, what for, by whom, under which number."""

    name: str
    words: str
    issuer: str
    day: date
    number: str
    address: str

    @property
    def size(self) -> str:
        """The largest size at which nothing runs into the foot: a class of award_print.css."""
        for size, name, words, room in SIZES:
            lines = ceil(_wide(self.name) / name) + ceil((_wide(self.words) + 2) / words)
            if lines <= room:
                return size
        return SIZES[-1][0]

    @property
    def wide(self) -> bool:
        """Whether the issuer needs smaller letters to stand on one line."""
        return len(self.issuer) > ISSUER_LINE


def _wide(text: str) -> float:
    """The length in Chinese characters; figures and Latin letters take about a half each."""
    return sum(1.0 if ord(sign) > 0x2000 else 0.55 for sign in text)


def of_award(award: Award, address: Callable[[str], str]) -> Certificate:
    """The certificate of a household that holds a title."""
    assert award.plated_on is not None
    county = award.campaign.county.name
    return Certificate(
        name=f"{award.village.name}　{award.household.head_name} 家庭：",
        words=f"在{award.campaign.year}年“平安家庭”创建活动中表现突出，被命名为"
        f"{county}{award.title}。特发此证，以资鼓励。",
        issuer=f"{county}妇女联合会",
        day=award.plated_on,
        number=award.plate_number,
        address=address(award.verify_code or ""),
    )


def of_honour(honour: Honour, address: Callable[[str], str]) -> Certificate:
    """The certificate of a place, a team or a person."""
    assert honour.granted_on is not None
    county = honour.campaign.county.name
    name = honour.recipient or honour.place.name
    own = honour.place_id == honour.campaign.county_id or name.startswith(honour.place.name)
    place = "" if own else f"{honour.place.name}　"
    return Certificate(
        name=f"{name}：" if honour.kind in Honour.OF_PLACES else f"{place}{name}：",
        words=f"在{honour.campaign.year}年“平安家庭”创建活动中成绩突出，被命名为"
        f"{county}{honour.get_kind_display()}（{honour.get_rank_display()}）。特发此证，以资鼓励。",
        issuer=f"{county}妇女联合会",
        day=honour.granted_on,
        number=honour.number,
        address=address(honour.verify_code or ""),
    )


def pdf(certificates: Sequence[Certificate], *, title: str, author: str) -> bytes:
    """All of them in one file, in their order; equal ones give equal bytes."""
    parts = [
        _part(certificates[at : at + PAGES_A_PART])
        for at in range(0, len(certificates), PAGES_A_PART)
    ]
    day = max(one.day for one in certificates)
    return draw(parts, title=title, author=author, day=day, demo=settings.DEMO_DATA)


def _part(pages: Sequence[Certificate]) -> Part:
    rows = [
        {"page": page, "code": f"{PICTURE}{at}", "day": zh_date(page.day)}
        for at, page in enumerate(pages)
    ]
    html = render_to_string("households/prints/certificate.html", {"rows": rows, "face": SONG})
    pictures = tuple(code_png(page.address) for page in pages)
    return Part("荣誉证书", html, len(html), (pages[0].number,), pictures=pictures)
