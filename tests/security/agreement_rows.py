"""What hangs on an agreement in every village of the cast: a broken promise, its photo, what was
done about it, who signed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from accounts.models import User
from disputes.models import (
    Agreement,
    Averted,
    BreachFollowUp,
    Confirmation,
    CourtReferral,
    Party,
    Promise,
    PromiseProof,
    QualityDraw,
    QualityReview,
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
    _court_rows(rows, agreement, worker, own)
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


def _court_rows(rows: Rows, agreement: Agreement, worker: User, own: dict[str, Any]) -> None:
    """A confirmation, a court-sent case, a figure that waits to be checked."""
    code, today, dispute = agreement.village_id, timezone.localdate(), agreement.dispute
    rows.by_noun["confirmations"][code] = rows.make(
        Confirmation,
        code,
        dispute=dispute,
        agreement=agreement,
        status="filed",
        effective_on=today,
        wanted_on=today,
        filed_on=today,
        recorded_by=worker,
        **own,
    )
    rows.by_noun["court_cases"][code] = rows.make(
        CourtReferral,
        code,
        dispute=dispute,
        kind="ordinary",
        received_on=today,
        recorded_by=worker,
        **own,
    )
    rows.by_noun["averted"][code] = rows.make(
        Averted,
        code,
        dispute=dispute,
        kind="fight",
        persons=12,
        told_on=today,
        told_by=worker,
        **own,
    )
    draw = rows.make(
        QualityDraw,
        code,
        village=agreement.village.parent,
        first=today,
        last=today,
        seed="1",
        population=1,
        drawn_on=today,
        drawn_by=worker,
    )
    rows.by_noun["quality_draws"][code] = draw
    rows.by_noun["quality_reviews"][code] = rows.make(
        QualityReview, code, draw=draw, dispute=dispute, status="drawn", **own
    )
