"""Matters at the door of every place, for the matrix."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.utils import timezone

from accounts.models import User
from campaigns.models import Division
from disputes.models import Matter, Party

if TYPE_CHECKING:
    from tests.security.rows import Rows


def village_rows(rows: Rows, village: Division, worker: User) -> None:
    """One matter that waits to be sorted, with a party on each side."""
    code, today = village.code, timezone.localdate()
    matter = rows.make(
        Matter,
        code,
        place=village,
        unit=village,
        owner=worker,
        channel="visit",
        received_on=today,
        received_by=worker,
    )
    rows.by_noun["matters"][code] = matter
    for side in ("applicant", "respondent"):
        number = uuid.uuid4().bytes
        rows.make(Party, code, matter=matter, place=village, side=side, id_hash=number)
