"""A referral as the paper that goes out: what stands on it, and the code of its link."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.qr import png_of
from accounts.templatetags.words import zh_date
from disputes.models import Referral
from disputes.papers import referral as paper
from disputes.papers.blocks import Form
from disputes.papers.facts import ReferralFacts


def form_of(row: Referral, address: str = "") -> Form:
    """The slip with the code of its link, or without one where there is no link to show."""
    return paper.build(
        ReferralFacts(
            from_unit=row.unit.federation,
            to_agency=row.agency,
            number=row.number if row.pk else str(_("开出时编号")),
            subject="权益保护事项",
            asked=tuple(line for line in row.asked.splitlines() if line.strip()),
            concerned=row.person_name,
            contact=row.contact or row.unit.federation,
            contact_phone=row.phone,
            issued_on=timezone.localdate(row.sent_at),
            answer_until=zh_date(row.answer_by),
            link_until=zh_date(row.expires_at) if address else "",
            code_png=png_of(address) if address else b"",
        )
    )
