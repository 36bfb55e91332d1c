"""The read log: a page that shows a family says so, in the same transaction (B1, B2)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from accounts import request_context
from accounts.models import Reading, User


def note(
    *, by: User, page: str, rows: Iterable[models.Model], place: int = 0, purpose: str = ""
) -> None:
    """Log that `by` was shown `rows` (of one noun) on `page`; nothing is written for none.
    place: a division code; 0 (a list over several) stands for the reader's own division."""
    listed = list(rows)
    if not listed:
        return
    if not place and by.main_posting:
        place = by.main_posting.division.code
    values = {
        "by": by,
        "page": page,
        "noun": listed[0]._meta.label_lower,
        "keys": [r.pk for r in listed],
        "place": place,
        "purpose": purpose,
        "address": request_context.address(),
        "request_id": request_context.request_id(),
    }
    Reading.objects.create(**values)
    request_context.keep_note(values)


def note_search(
    *, by: User, page: str, model: type[models.Model], rows: Iterable[models.Model], kind: str
) -> None:
    """Log a search with what it showed, also when that was nothing: asking whether somebody is
    there is a look too. kind: by what was asked (证件号); what was typed is never kept."""
    values = {
        "by": by,
        "page": page,
        "noun": model._meta.label_lower,
        "keys": [row.pk for row in rows],
        "place": by.main_posting.division.code if by.main_posting else 0,
        "purpose": kind,
        "address": request_context.address(),
        "request_id": request_context.request_id(),
    }
    Reading.objects.create(**values)
    request_context.keep_note(values)


def note_again(notes: Iterable[dict[str, Any]]) -> None:
    """Log once more what a rolled-back request had shown: a form refused with 422 shows the
    family all the same."""
    Reading.objects.bulk_create(Reading(**values) for values in notes)
