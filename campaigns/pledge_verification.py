"""What /v/<code> tells of a pledge, and of the text a household's letter was printed on: number,
units, year, state; never a name."""

from __future__ import annotations

from uuid import UUID

from campaigns.models import Pledge, PledgeTemplate, Rung
from campaigns.verification import Verified


def pledge(code: str) -> Verified | None:
    """A pledge by its uid, which is what its code carries."""
    uid = _uid(code)
    joined = Pledge.objects.select_related("campaign", "issuer", "holder", "template")
    row = joined.filter(uid=uid).first() if uid else None
    if row is None:
        return None
    words = {
        Pledge.Status.SIGNED: "已签订",
        Pledge.Status.ISSUED: "已下发，未签订完",
        Pledge.Status.WITHDRAWN: "已撤回",
    }
    return Verified(
        paper=row.template.title,
        number=row.number,
        unit=f"甲方{row.issuer.name}，乙方{row.holder.name}",
        year=row.campaign.year,
        holds=row.status != Pledge.Status.WITHDRAWN,
        state=words[Pledge.Status(row.status)],
        level=f"文本第{row.template.edition}版",
        day=row.signed_on,
    )


def letter(code: str) -> Verified | None:
    """The text of a household's letter: all letters of an edition carry the same code."""
    uid = _uid(code)
    joined = PledgeTemplate.objects.select_related("campaign", "owner").filter(rung=Rung.HOUSEHOLD)
    shown = joined.exclude(status=PledgeTemplate.Status.DRAFT)
    row = shown.filter(uid=uid).first() if uid else None
    if row is None:
        return None
    holds = row.status == PledgeTemplate.Status.PUBLISHED
    return Verified(
        paper=row.title,
        number=f"〔{row.year}〕第{row.edition}版",
        unit=row.owner.name,
        year=row.year,
        holds=holds,
        state="使用中" if holds else "已被新版代替",
    )


def _uid(code: str) -> UUID | None:
    try:
        return UUID(code)
    except ValueError:
        return None
