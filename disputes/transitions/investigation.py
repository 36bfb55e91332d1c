"""Verb of an investigation note (调查记录)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Invalid
from disputes.models import Dispute, InvestigationNote
from disputes.transitions import handling

LONGEST = {"place": 80, "askers": 80, "name": 40, "others": 120}


@transaction.atomic
def record_note(
    *,
    dispute: Dispute,
    at: datetime,
    place: str,
    askers: str,
    name: str,
    asked: str,
    content: str,
    by: User,
    others: str = "",
    signed: bool = False,
    client_uuid: UUID | None = None,
    version: int | None = None,
) -> InvestigationNote:
    """Keep what somebody said when asked (domain D2 no. 6): time, place, who asked, who was asked,
    the words. The same client_uuid again answers with the first note."""
    dispute = handling.locked(dispute, by)
    handling.require_handler(by, Act.DISPUTE_NOTE, dispute)
    if client_uuid and (made := dispute.investigations.filter(client_uuid=client_uuid).first()):
        return made
    require_moment(dispute, "note", _("登记调查记录"))
    require_version(dispute, version, {}, [])
    if asked not in InvestigationNote.Asked.values:
        raise Invalid({"asked": _("请选被调查人的身份。")})
    if at > timezone.now() or timezone.localtime(at).date() < dispute.taken_in_on:
        raise Invalid({"at": _("时间要在登记日期和现在之间。")})
    words = {
        "place": handling.require_text("place", place, _("请写明调查地点。")),
        "askers": handling.require_text("askers", askers, _("请写明谁去调查。")),
        "name": handling.require_text("name", name, _("请写明问的是谁。")),
        "others": others.strip(),
    }
    row = InvestigationNote.objects.create(
        client_uuid=client_uuid,
        at=at,
        asked=asked,
        content=handling.require_reason("content", content),
        signed=signed,
        **{field: text[: LONGEST[field]] for field, text in words.items()},
        **handling.below(dispute, by),
    )
    handling.change(dispute)
    handling.tell(Act.DISPUTE_NOTE, dispute, by=by, after={"note": row.pk, "asked": asked})
    return row
