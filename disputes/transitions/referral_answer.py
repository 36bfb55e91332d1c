"""The two steps of a body without an account, by the link of its slip. The system writes them down:
whoever holds the link is nobody the house knows."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.utils import timezone

from accounts import scope
from accounts.acts import Act
from accounts.links import browser_hash
from accounts.models import User
from disputes.models import Matter, Referral
from disputes.referral_rules import PURPOSE, link_hash
from disputes.transitions.referral import (
    RECEIPT,
    RESULT,
    Reply,
    fill_receipt,
    fill_result,
    kill_link,
    save,
    tell,
)

Status = Referral.Status


def found_by(token: str, key: str) -> Referral | None:
    """The open slip of a link, for a browser that holds `key` ("" for none). Absent alike: a token
    nobody has given out, one that ran out, was taken back, was answered, or was confirmed by
    another browser. One query, by keyed hash, whatever was typed. The scope is the system's."""
    row = Referral.objects.select_related("unit").filter(token_hash=link_hash(token)).first()
    if row is None or row.status not in Referral.OPEN or row.expires_at <= timezone.now():
        return None
    if row.browser_hash is not None and bytes(row.browser_hash) != browser_hash(PURPOSE, key):
        return None
    return row


@transaction.atomic
def receive(token: str, *, reply: Reply) -> tuple[Referral, str] | None:
    """Confirm receipt: from now on the link answers only to this browser, which is given the key.
    Two at once: one wins, for the other the slip is not there. Raises Invalid in words."""
    with scope.as_system() as system:
        row = _locked(token, "", system)
        if row is None or row.browser_hash is not None:
            return None
        fill_receipt(row, reply)
        key = secrets.token_urlsafe(16)
        row.browser_hash = browser_hash(PURPOSE, key)
        row.received_at, row.status = timezone.now(), Status.RECEIVED
        save(row, *RECEIPT, "browser_hash")
        tell(Act.REFERRAL_RECEIVE, row, system)
        return row, key


@transaction.atomic
def answer(token: str, *, key: str, reply: Reply) -> Referral | None:
    """Give the result; the link is dead afterwards, and the owner finds the answer on her own work
    list. Raises Invalid in words."""
    with scope.as_system() as system:
        row = _locked(token, key, system)
        if row is None or row.browser_hash is None:
            return None
        fill_result(row, reply)
        row.answered_at, row.status, row.seen_at = timezone.now(), Status.ANSWERED, None
        kill_link(row)
        save(row, *RESULT, "status", "seen_at")
        tell(Act.REFERRAL_ANSWER, row, system)
        return row


def _locked(token: str, key: str, system: User) -> Referral | None:
    """The slip as it stands once every other step on its matter is through."""
    seen = found_by(token, key)
    if seen is None:
        return None
    Matter.objects.locked(system, pk=seen.matter_id)
    Referral.objects.locked(system, pk=seen.pk)
    return found_by(token, key)
