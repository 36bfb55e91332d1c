"""Verbs of evidence: taken in, given back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acts import Act
from accounts.kept_bytes import taken
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.photos import Unusable
from accounts.refusals import Invalid, NotTheMoment
from disputes.models import Dispute, EvidenceFile
from disputes.transitions import handling

FILES_MOST = 20  # of one case (reliability E1)
BYTES_A_YEAR = 500 * 1024 * 1024  # of one village (reliability E1)
TITLE_MOST, REASON_MOST = 60, 200


@transaction.atomic
def add_evidence(
    *,
    dispute: Dispute,
    title: str,
    source: str,
    file: bytes,
    by: User,
    received_on: date | None = None,
    client_uuid: UUID | None = None,
    version: int | None = None,
) -> EvidenceFile:
    """Take a photo or a PDF into the file (domain D2 no. 7). Its type is told by its content;
    what the camera wrote beside the picture, and whatever acts by itself, stays out. The same
    client_uuid again answers with the file taken first."""
    dispute = handling.locked(dispute, by)
    handling.require_handler(by, Act.DISPUTE_EVIDENCE, dispute)
    if client_uuid and (made := dispute.evidence.filter(client_uuid=client_uuid).first()):
        return made
    require_moment(dispute, "evidence", _("登记证据材料"))
    handling.require_unbound(dispute)
    require_version(dispute, version, {}, [])
    title = handling.require_text("title", title, _("请写证据名称，例如“银行转账回单”。"))
    if source not in EvidenceFile.Source.values:
        raise Invalid({"source": _("请选证据是谁提供的。")})
    received_on = received_on or timezone.localdate()
    handling.require_day("received_on", received_on, [(dispute.taken_in_on, _("登记日期"))])
    _require_room(dispute, len(file))
    try:
        kept = taken(file)
    except Unusable as refusal:
        raise Invalid({"file": str(refusal)}) from None
    row = EvidenceFile.objects.create(
        client_uuid=client_uuid,
        title=title[:TITLE_MOST],
        source=source,
        received_on=received_on,
        medium=kept.medium,
        data=kept.data,
        size=len(kept.data),
        pages=kept.pages,
        added_at=timezone.now(),
        **handling.below(dispute, by),
    )
    handling.change(dispute)
    handling.tell(
        Act.DISPUTE_EVIDENCE,
        dispute,
        by=by,
        after={"file": str(row.uid), "medium": row.medium, "pages": row.pages},
    )
    return row


@transaction.atomic
def withdraw(
    *, file: EvidenceFile, reason: str, by: User, version: int | None = None
) -> EvidenceFile:
    """Whoever handed it in took it back, or it was handed in by mistake: the line stays with the
    reason, the content is gone."""
    row = EvidenceFile.objects.locked(by, uid=file.uid)
    dispute = handling.begin(
        row.dispute, Act.DISPUTE_EVIDENCE, "evidence", _("取回证据"), by=by, version=version
    )
    reason = handling.require_reason("reason", reason)
    if row.withdrawn_on is not None:
        raise NotTheMoment(_("这份证据已经取回。"))
    row.withdrawn_on, row.withdrawn_reason = timezone.localdate(), reason[:REASON_MOST]
    row.data = b""
    row.save(update_fields=["withdrawn_on", "withdrawn_reason", "data"])
    handling.change(dispute)
    handling.tell(
        Act.DISPUTE_EVIDENCE, dispute, by=by, after={"file": str(row.uid), "withdrawn": True}
    )
    return row


def _require_room(dispute: Dispute, size: int) -> None:
    kept = EvidenceFile.objects.kept()
    if kept.filter(dispute=dispute).count() >= FILES_MOST:
        raise Invalid({"file": _("一件纠纷最多 %(n)d 份证据。") % {"n": FILES_MOST}})
    year = timezone.localdate().year
    rows = kept.filter(village=dispute.village_id, received_on__year=year)
    if (rows.aggregate(n=Sum("size"))["n"] or 0) + size > BYTES_A_YEAR:
        raise Invalid({"file": _("本村今年的证据材料已满 500 MB，请联系县妇联。")})
