"""通报 under a red head, 整改通知书, and the record of a draw; drawn from rows that do not
change."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone

from accounts.drawing.breaking import broken
from accounts.drawing.official import Paper, draw
from accounts.drawing.slip import draw_slip
from accounts.templatetags.words import zh_date
from campaigns.models import Circular, CircularEntry, Draw, RectificationOrder
from campaigns.queries.draw import result_rows


def circular_pdf(row: Circular) -> bytes:
    """The circular with its annex and imprint; a draft says so in place of its number."""
    entries = list(row.entries.select_related("division", "unit"))
    praise = [e for e in entries if e.side == CircularEntry.Side.PRAISE]
    blame = [e for e in entries if e.side == CircularEntry.Side.BLAME]
    county = row.place.name
    day = row.issued_on or timezone.localdate()
    office = f"{county}平安建设领导小组办公室"
    paper = Paper(
        template="campaigns/papers/circular.html",
        context={
            "row": row,
            "praise": praise,
            "blame": blame,
            "county": office,
            "day": day,
            "receivers": "各镇（街道）平安办、妇联，县各成员单位",
        },
        name=row.title,
        title=broken(row.title),
        author=office,
        day=day,
        head=f"{office}文件" if len(office) < 16 else office,
        imprint={
            "copies_to": "",
            "printing_office": office,
            "printed": zh_date(day),
        },
        withdrawn=_withdrawn(row),
    )
    return draw(paper, demo_mark=settings.DEMO_DATA)


def _withdrawn(row: Circular) -> str:
    """The notice on every page; the whole reason stands on the first."""
    if row.status != Circular.Status.WITHDRAWN or row.withdrawn_on is None:
        return ""
    return f"本通报已于{zh_date(row.withdrawn_on)}撤销，内容不再有效"


def order_pdf(order: RectificationOrder) -> bytes:
    """整改通知书 with its problems."""
    county = order.campaign.county.name
    office = f"{county}平安建设领导小组办公室"
    context = {"order": order, "findings": order.findings.order_by("pk"), "county": office}
    return draw_slip(
        "campaigns/papers/order.html", "整改通知书", author=county, day=order.issued_on,
        context=context,
    )  # fmt: skip


def draw_pdf(row: Draw) -> bytes:
    """The record of a draw: rule, hashes, seed, result."""
    return draw_slip(
        "campaigns/papers/draw.html",
        "双随机抽取记录",
        author=row.county.name,
        day=timezone.localdate(row.drawn_at or row.sealed_at),
        context={"row": row, "rows": result_rows(row)},
    )
