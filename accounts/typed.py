"""What a verb is given as typed, read as what it stands for; 422 with the field's name and what is
wrong, in sentences, for anything else."""

from __future__ import annotations

from django.utils import timezone

from accounts.identity import Identity, NotValid, read_id, read_phone
from accounts.refusals import Invalid


def typed_id(field: str, text: str) -> Identity:
    """An ID number with what it says."""
    try:
        return read_id(text, timezone.localdate())
    except NotValid as wrong:
        raise Invalid({field: str(wrong)}) from None


def typed_phone(field: str, text: str) -> str:
    """A telephone number as it is kept; "" for blanks."""
    if not text.strip():
        return ""
    try:
        return read_phone(text)
    except NotValid as wrong:
        raise Invalid({field: str(wrong)}) from None
