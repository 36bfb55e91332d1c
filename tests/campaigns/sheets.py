"""Sheets for tests: written by openpyxl as offices write them, sent and worked on at once."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl

from accounts import scope
from accounts.models import User
from campaigns.models import Division, Sheet, SheetRow
from campaigns.sheets.keeping import content_of
from campaigns.sheets.kinds import kind_of
from campaigns.sheets.work import work
from campaigns.transitions.sheet import confirm_sheet, return_sheet, send_sheet


def book(rows: Sequence[Sequence[Any]], change: Callable[[Any], None] | None = None) -> bytes:
    """A workbook of these rows; `change` may merge and format."""
    made, workbook = io.BytesIO(), openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "名册"
    for row in rows:
        sheet.append(list(row))
    if change is not None:
        change(sheet)
    workbook.save(made)
    return made.getvalue()


def sent(
    by: User, place: Division, data: bytes | str, kind: str = "roster", name: str = ""
) -> Sheet:
    """Sent and read; the worker's part runs here."""
    with scope.opened(by):
        row = send_sheet(
            kind=kind_of(kind),
            place=place,
            by=by,
            name=name,
            data=data if isinstance(data, bytes) else b"",
            text=data if isinstance(data, str) else "",
        )
    work(row.pk)
    row.refresh_from_db()
    return row


def written(sheet: Sheet, by: User, *, only_right: bool = False) -> Sheet:
    """Confirmed and written."""
    with scope.opened(by):
        confirm_sheet(sheet, by=by, only_right=only_right)
    work(sheet.pk)
    sheet.refresh_from_db()
    return sheet


def returned(sheet: Sheet, by: User) -> Sheet:
    """Taken back."""
    with scope.opened(by):
        return_sheet(sheet, by=by)
    work(sheet.pk)
    sheet.refresh_from_db()
    return sheet


def verdicts(sheet: Sheet) -> list[str]:
    """Of each row, in order."""
    return list(SheetRow.objects.filter(sheet=sheet).values_list("verdict", flat=True))


def problems(sheet: Sheet) -> list[tuple[str, str]]:
    """Every address with its sentence."""
    rows = SheetRow.objects.filter(sheet=sheet)
    return [(p[0], p[2]) for row in rows for p in content_of(row)["problems"]]
