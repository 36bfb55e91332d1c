"""简报 as a paper: red title, number, issuer and day, red line, text, 报/送/发 (domain F)."""

from __future__ import annotations

import re
from datetime import date

from django.utils.safestring import mark_safe

from accounts.drawing import titles
from accounts.drawing.bounds import visible
from accounts.drawing.breaking import broken
from accounts.drawing.fonts import Faces
from accounts.drawing.pool import Part
from accounts.templatetags.words import zh_date
from campaigns import drawn
from campaigns.models import Bulletin

HEAD = "平安家庭创建简报"
# A word without an end is laid out in quadratic time; Chinese signs part lines by themselves.
WORD = re.compile(r"[^\s\u2e80-\u9fff\uff00-\uffef]{200}(?=\S)")
TITLE_LINE = 18  # characters of 2号 in a line of 156 mm


def paper(row: Bulletin) -> bytes:
    """The PDF of a bulletin; a draft says so and has no number."""
    day = row.issued_on or date(row.written_at.year, row.written_at.month, row.written_at.day)
    return drawn.draw(
        lambda faces: [part(row, faces)],
        css="bulletin.css",
        name=f"{HEAD}{row.issue_words}",
        author=row.unit.name,
        day=day,
        counted=True,
        withdrawn=_withdrawn(row),
    )


def _withdrawn(row: Bulletin) -> str:
    if row.status != Bulletin.Status.WITHDRAWN or row.withdrawn_on is None:
        return ""
    return (
        f"本期简报已于{zh_date(row.withdrawn_on)}撤回，内容不再有效：{visible(row.withdraw_reason)}"
    )


def part(row: Bulletin, faces: Faces) -> Part:
    """The one part of it."""
    family, stroked = faces.stack("biao").replace('"', "'"), not faces.has_title_face
    context: dict[str, object] = {
        "row": row,
        "head": mark_safe(titles.red_head(HEAD, family=family, stroked=stroked)),  # noqa: S308
        "title": mark_safe(  # noqa: S308 - every text in it is escaped
            titles.title(
                broken(visible(row.title), TITLE_LINE),
                size=22,
                leading=12,
                wide=156,
                family=family,
                stroked=stroked,
            )
        ),
        "number": row.issue_words or "（草稿，未编号）",
        "issuer": row.unit.federation,
        "day": zh_date(row.issued_on) if row.issued_on else "",
        "paragraphs": [WORD.sub(r"\g<0> ", visible(p)) for p in row.body.splitlines() if p.strip()],
        "sent": [(w, visible(to)) for w, to in sent_to(row) if to],
    }
    html = drawn.html("campaigns/bulletin/paper.html", context)
    return Part(row.title, html, len(html), (visible(row.title),))


def sent_to(row: Bulletin) -> list[tuple[str, str]]:
    """报, 送, 发 with whom."""
    return [("报", row.report_to), ("送", row.send_to), ("发", row.copy_to)]
