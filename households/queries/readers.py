"""Who looked at a file (features, Primero 4): read as the system from the read log, shown to the
unit that owns the file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accounts import scope
from accounts.act_words import page_word
from accounts.models import Reading
from households.models import FileOpening, ListedFamily

SHOWN = 200


@dataclass(frozen=True)
class Look:
    """One reading: when, who, on what kind of page, and why where a reason was asked."""

    at: datetime
    who: str
    post: str
    page: str
    why: str


def readers_of(family: ListedFamily) -> list[Look]:
    """The newest readings of one file; a reason where it was opened with one. The log itself is
    for audit alone, so it is asked as the system for this one key."""
    with scope.as_system():
        openings = list(
            FileOpening.objects.filter(family=family).select_related("person").order_by("opened_at")
        )
        rows = list(
            Reading.objects.filter(noun="households.listedfamily", keys__contains=[family.pk])
            .select_related("by")
            .order_by("-at", "-id")[:SHOWN]
        )
    out = []
    for row in rows:
        why = [
            o.reason
            for o in openings
            if o.person_id == row.by_id and o.opened_at <= row.at <= o.until
        ]
        posting = row.by.main_posting
        out.append(
            Look(
                at=row.at,
                who=row.by.name,
                post=str(posting) if posting else "",
                page=page_word(row.page),
                why=why[-1] if why else row.purpose,
            )
        )
    return out
