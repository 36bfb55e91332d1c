"""The notice as it hangs: masked names, days, place, phone, and the code of its public page."""

from __future__ import annotations

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from accounts.drawing import titles
from accounts.drawing.child import PICTURE
from accounts.drawing.fonts import SONG
from accounts.drawing.pool import Part
from households.models import AwardNotice
from households.prints.draw import code_png, draw

TITLES = {"village": "村级评议", "township": "乡级审核", "county": "县级审定"}


def head_of(notice: AwardNotice) -> tuple[str, str]:
    """The title in its two lines; the second names the stage."""
    if notice.kind == AwardNotice.Kind.CORRECTION:
        return f"关于撤销{notice.campaign.year}年度平安家庭示范户称号的公告", ""
    if notice.kind == AwardNotice.Kind.HONOURS:
        return f"{notice.campaign.year}年度平安家庭集体和个人荣誉公示", ""
    return f"{notice.campaign.year}年度平安家庭示范户名单公示", TITLES[notice.rank]


def title_of(notice: AwardNotice) -> str:
    """2026年度平安家庭示范户名单公示（村级评议）."""
    title, stage = head_of(notice)
    return f"{title}（{stage}）" if stage else title


def same_vote(notice: AwardNotice) -> list[int] | None:
    """The one meeting's count, where all on the notice were voted on in it."""
    votes = [line.get("vote") for line in notice.lines]
    return votes[0] if votes and all(v == votes[0] and v and v[0] for v in votes) else None


def pdf(notice: AwardNotice, address: str) -> bytes:
    """One A4 paper; the same notice gives the same bytes. Raises MissingGlyph or DrawingFailed."""
    first, stage = head_of(notice)
    head = titles.title([first], size=22, leading=12, wide=162, family=SONG, stroked=True)
    html = render_to_string(
        "households/prints/notice.html",
        {
            "notice": notice,
            "title": (first, stage),
            "head": mark_safe(head),  # noqa: S308 - every text in it is escaped
            "vote": same_vote(notice),
            "code": f"{PICTURE}0",
            "correction": notice.kind == AwardNotice.Kind.CORRECTION,
            "honours": notice.kind == AwardNotice.Kind.HONOURS,
        },
    )
    part = Part("公示", html, len(html), ("公示",), pictures=(code_png(address),))
    return draw(
        [part],
        title=title_of(notice),
        author=notice.unit,
        day=notice.starts,
        demo=settings.DEMO_DATA,
    )
