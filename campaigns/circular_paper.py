"""The PDF of a circular: drawn when it is issued and kept as it went out."""

from __future__ import annotations

import hashlib

from django.utils import timezone

from accounts.drawing.faults import DocumentError
from accounts.refusals import Invalid
from campaigns.models import Circular, CircularPaper
from campaigns.papers.official import circular_pdf


def keep(row: Circular) -> CircularPaper:
    """Draw the circular as it stands and keep the bytes; a step inside the verbs that issue and
    withdraw. A sign no face has refuses the step in words: better before it goes out than after."""
    try:
        data = circular_pdf(row)
    except DocumentError as fault:
        raise Invalid(str(fault)) from None
    return CircularPaper.objects.create(
        circular=row,
        place_id=row.place_id,
        state=row.status,
        data=data,
        digest=hashlib.sha256(data).hexdigest(),
        drawn_at=timezone.now(),
    )


def pdf_of(row: Circular) -> bytes:
    """What went out, with the notice where it was withdrawn; a draft as it would look now."""
    kept = row.papers.order_by("-drawn_at", "-pk").first()
    return bytes(kept.data) if kept is not None else circular_pdf(row)
