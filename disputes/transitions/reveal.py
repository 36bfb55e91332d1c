"""Whole telephone and ID numbers of a matter, for one look (reliability C5)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import acts, reading
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid
from disputes.models import Matter
from disputes.queries.contact import caller_number, guard_matter

REASON_LEAST, REASON_MOST = 4, 200


@transaction.atomic
def reveal_matter(matter: Matter, *, reason: str, by: User, page: str) -> list[tuple[str, str]]:
    """Label and value of what is masked on a matter's page, with a reason that the read log keeps.
    Nothing is kept on the page or in the browser. Where a safe-contact rule holds, the ordinary
    telephone is not shown even so."""
    row = Matter.objects.fetch(by, uid=matter.uid)
    acts.require(by, Act.PERSON_REVEAL, row.place_id)
    words = reason.strip()
    if len(words) < REASON_LEAST:
        raise Invalid({"reason": _("请写明查看完整信息做什么用，至少四个字。")})
    reading.note(by=by, page=page, rows=[row], place=row.place_id, purpose=words[:REASON_MOST])
    guard_matter(row)
    number = caller_number(row)
    out = [(_("来人电话"), number)] if number else []
    case = getattr(row, "protection", None)
    if case is not None and case.safe_phone:
        out.append((_("安全电话"), case.safe_phone))
    for party in row.parties.all():
        phone = party.contact_words or party.phone
        values = [v for v in (phone, party.id_number, party.address) if v]
        if values:
            out.append((f"{party.get_side_display()} {party.name}", "，".join(values)))
    return out
