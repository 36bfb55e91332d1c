"""Rows between reading and writing: lines sealed as SheetRow, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from campaigns.models import Sheet, SheetRow
from campaigns.sheets.kinds import SheetKind
from campaigns.sheets.table import Line, Table

BATCH = 2000


def packed(line: Line, problems: list[tuple[str, str, str]]) -> str:
    """A line as text; dates by their ISO form."""
    content = {
        "sheet": line.sheet,
        "number": line.number,
        "values": line.values,
        "problems": problems,
        "label": line.label,
        "changes": line.changes,
        "plan": line.plan,
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=_day)


def _day(value: Any) -> dict[str, str]:
    if isinstance(value, date):
        return {"d": value.isoformat()}
    raise TypeError(type(value))


def _undone(pair: dict[str, Any]) -> Any:
    return date.fromisoformat(pair["d"]) if len(pair) == 1 and "d" in pair else pair


def content_of(row: SheetRow) -> dict[str, Any]:
    """What a row holds."""
    content: dict[str, Any] = json.loads(row.content, object_hook=_undone)
    return content


def line_of(row: SheetRow, content: dict[str, Any] | None = None) -> Line:
    """The line a row was made of, before any comparison; `content` spares reading it again."""
    content = content_of(row) if content is None else content
    line = Line(content["sheet"], content["number"], content["values"])
    line.verdict, line.plan = row.verdict, dict(content["plan"])
    return line


def keep_rows(sheet: Sheet, table: Table, kind: SheetKind) -> None:
    """Store all lines anew, and count them."""
    sheet.rows.all().delete()
    titles = {c.key: c.title for c in kind.columns}
    rows = (
        SheetRow(
            sheet=sheet,
            place_id=sheet.place_id,
            ordinal=ordinal,
            verdict=line.verdict,
            content=packed(
                line,
                [
                    (table.address(line, key), titles.get(key, ""), said)
                    for key, said in line.problems
                ],
            ),
        )
        for ordinal, line in enumerate(table.lines, 1)
    )
    SheetRow.objects.bulk_create(rows, batch_size=BATCH)


def counts(lines: Iterable[Line]) -> dict[str, int]:
    """How many of each verdict."""
    out = dict.fromkeys(SheetRow.Verdict.values, 0)
    for line in lines:
        out[line.verdict] += 1
    return out
