"""What /v/<code> tells of a document of the year's result: number, county, year, whether it holds
and, where a newer one took its place, that it did; nothing about a person or a score."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from campaigns.verification import Verified
from reports.documents.proof import in_fours
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
        digest=in_fours(row.content_digest),
        files=_files(row),
    )


def _files(row: Document) -> tuple[tuple[str, str], ...]:
    """The record as it went out and, where it was taken back since, as it is now; its copies."""
    now = _("撤销后的PDF") if row.status == Document.Status.WITHDRAWN else _("PDF")
    found = [(str(_("印发时的PDF")), row.issued_digest), (str(now), row.digest)]
    found += [
        (str(copy.get_medium_display()), copy.digest)
        for copy in row.copies.order_by("medium").defer("content")
    ]
    kept: dict[str, str] = {}
    for name, digest in found:
        kept.setdefault(digest, name)
    return tuple((name, digest) for digest, name in kept.items() if digest)
