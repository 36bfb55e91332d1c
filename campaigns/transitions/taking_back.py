"""What the nouns of publicity share: a reason that says something, a row that counts no more."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from campaigns.transitions.open_year import require_day_open

REASON_LEAST = 4


def reasoned(reason: str) -> str:
    """The reason without its edges; Invalid when it says nothing."""
    if len(reason.strip()) < REASON_LEAST:
        raise Invalid({"reason": _("请写明原因，例如：日期写错，另行登记。")})
    return reason.strip()


def take_back(row: Any, act: Act, *, reason: str, by: User) -> None:
    """Mark a locked row of `by`'s own unit as taken back; it stays and counts no longer."""
    if row.taken_back_at is not None:
        raise NotTheMoment(_("这一条已经撤回。"))
    said = reasoned(reason)
    require_day_open(row.unit_id, row.day)
    row.taken_back_at, row.taken_back_by = timezone.now(), by
    row.save(update_fields=["taken_back_at", "taken_back_by"])
    trail.record(act, by=by, on=row, place=row.unit_id, after={"taken_back": True}, reason=said)
