"""What hangs on an agreement in every village of the cast: a broken promise, its photo, what was
done about it, who signed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from accounts.models import User
from disputes.models import (
    Agreement,
    BreachFollowUp,
    Party,
    Promise,
    PromiseProof,
    Signature,
)

if TYPE_CHECKING:
    from tests.security.rows import Rows


def agreement_rows(rows: Rows, agreement: Agreement, worker: User) -> None:
    """A promise in every part of its life."""
    code, today = agreement.village_id, timezone.localdate()
    first, second = Party.objects.filter(dispute=agreement.dispute)
    own: dict[str, Any] = {"matter": agreement.matter, "village": agreement.village}
    promise = rows.make(
        Promise,
        code,
        dispute=agreement.dispute,
        agreement=agreement,
        ordinal=1,
        by_party=first,
        to_party=second,
        way="deed",
        due_on=today,
        status="breached",
        breached_on=today,
        **own,
    )
    rows.by_noun["promises"][code] = promise
    seen = rows.canary(Promise.wall.kind, code, "disputes.promiseproof.image")
    rows.make(
        PromiseProof,
        code,
        promise=promise,
        image=seen.encode(),
        width=1,
        height=1,
        added_by=worker,
        added_at=timezone.now(),
        **own,
    )
    rows.make(
        BreachFollowUp,
        code,
        promise=promise,
        step="urged",
        done_on=today,
        next_on=today + timedelta(days=7),
        recorded_by=worker,
        **own,
    )
    rows.make(
        Signature,
        code,
        agreement=agreement,
        party=first,
        signed_on=today,
        manner="name",
        recorded_by=worker,
        **own,
    )
