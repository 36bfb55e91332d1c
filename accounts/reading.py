"""The read log: a page that shows a family says so, in the same transaction (B1, B2)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models

from accounts import request_context
from accounts.models import Reading, User


def note(
    *, by: User, page: str, rows: Iterable[models.Model], place: int = 0, purpose: str = ""
) -> None:
    """Log that `by` was shown `rows` (of one noun) on `page`; nothing is written for none."""
    listed = list(rows)
    if not listed:
        return
    Reading.objects.create(
        by=by,
        page=page,
        noun=listed[0]._meta.label_lower,
        keys=[r.pk for r in listed],
        place=place,
        purpose=purpose,
        address=request_context.address(),
        request_id=request_context.request_id(),
    )
