"""Reads about sheets: the list, one sheet, its rows as its sender sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models

from accounts.acts import ALLOWED, Act
from accounts.models import User
from accounts.roles import Role
from campaigns.models import Division, Sheet, SheetRow
from campaigns.sheets.keeping import content_of


def sheets(user: User) -> models.QuerySet[Sheet]:
    """Sheets of the places the user works for, newest first."""
    return (
        Sheet.objects.visible_to(user)
        .select_related("place", "asked_by", "returned_by")
        .order_by("-asked_at", "-pk")
    )


def places_of(user: User) -> list[Division]:
    """Divisions a user may send sheets for: those of today's postings, the widest first."""
    rows = [p for p in user.postings_today if Role(p.role) in ALLOWED[Act.SHEET_SEND]]
    found = {p.division.code: p.division for p in rows}
    return sorted(found.values(), key=lambda d: (d.level, d.code))


@dataclass(frozen=True)
class ShownRow:
    """One row of the preview: where it stands, whose it is, what is wrong or what changes."""

    number: int
    sheet: str
    label: str
    verdict: str
    verdict_word: str
    problems: list[list[str]]
    changes: list[list[str]]
    note: str


def shown(row: SheetRow) -> ShownRow:
    """A row opened for its page."""
    content: dict[str, Any] = content_of(row)
    return ShownRow(
        content["number"],
        content["sheet"],
        content["label"],
        row.verdict,
        str(row.get_verdict_display()),
        content["problems"],
        content["changes"],
        row.note,
    )
