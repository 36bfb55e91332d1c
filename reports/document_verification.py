"""What /v/<code> tells of a document of the year's result: number, county, year, whether it holds
and, where a newer one took its place, that it did; nothing about a person or a score."""

from __future__ import annotations

from uuid import UUID

from campaigns.verification import Verified
from reports.models import Document


def document(code: str) -> Verified | None:
    """A document by its uid, which is what its code carries; a draft is none."""
    try:
        uid = UUID(code)
    except ValueError:
        return None
    row = (
        Document.objects.masters()
        .select_related("run__campaign", "county", "place")
        .filter(uid=uid, status__in=[Document.Status.ISSUED, Document.Status.WITHDRAWN])
        .defer("content", "run__frozen")
        .first()
    )
    if row is None:
        return None
    newer = row.replacements.filter(status=Document.Status.ISSUED).first()
    state = "有效"
    if row.status == Document.Status.WITHDRAWN:
        state = "已撤销"
    elif newer is not None:
        state = f"已由{newer.document_number or '新的一版'}替代"
    return Verified(
        paper=str(row.get_kind_display()),
        number=row.document_number or "—",
        unit=row.county.name,
        issuer=f"{row.county.name}平安家庭创建工作领导小组",
        year=row.run.campaign.year,
        holds=state == "有效",
        state=state,
        day=row.issued_on,
        digest=row.content_digest,
    )
