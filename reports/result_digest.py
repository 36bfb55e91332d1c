"""The digest of a result: sheets and lines of a run as one canonical text, hashed.

The same text is made by the database from stored rows and by Python from computed values, so that
a score computed again from its snapshot can be compared without writing a row (reliability G6).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db import connection

SHEET = (
    "level", "peer_group", "base", "bonus", "deduction", "total", "possible_low", "possible_high",
    "rank", "grade", "vetoed", "note", "print_order", "summary",
)  # fmt: skip
LINE = ("cap", "state", "numerator", "denominator", "points", "formula", "filled", "reason")
_BAR, _NONE = "\x1f", "~"


def _text_sql(alias: str, names: Iterable[str]) -> str:
    return " || E'\\x1f' || ".join(f"coalesce({alias}.{name}::text, '~')" for name in names)


# Ordered by unit and code as bytes, whatever the database's language. The array makes lines be
# found through their sheets' index, however many runs stand beside and however old the statistics.
STORED = f"""
SELECT encode(sha256(convert_to(concat(
  (SELECT string_agg(s.unit_id || E'\\x1f' || {_text_sql("s", SHEET)}, E'\\n' ORDER BY s.unit_id)
   FROM reports_scoresheet s WHERE s.run_id = %(run)s), E'\\n',
  (SELECT string_agg(l.unit_id || E'\\x1f' || l.code || E'\\x1f' || {_text_sql("l", LINE)}, E'\\n'
     ORDER BY l.unit_id, l.code COLLATE "C")
   FROM reports_scoreline l WHERE l.sheet_id = ANY (ARRAY(
     SELECT id FROM reports_scoresheet WHERE run_id = %(run)s)))), 'UTF8')), 'hex')"""


def stored(run: int) -> str:
    """The digest of a run's stored sheets and lines, by its key; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(STORED, {"run": run})
        return str(cursor.fetchone()[0])


def sheet_text(unit: int, level: int, group: str, values: Mapping[str, Any]) -> str:
    """A sheet's line of the text, from sheet_rows.sheet_values."""
    return _joined(unit, {"level": level, "peer_group": group, **values}, SHEET)


def line_text(unit: int, code: str, cap: Any, values: Mapping[str, Any]) -> str:
    """A score line's line of the text, from sheet_rows.line_values."""
    return f"{unit}{_BAR}{_joined(code, {'cap': f'{cap:.2f}', **values}, LINE)}"


def _joined(head: object, values: Mapping[str, Any], names: Iterable[str]) -> str:
    return _BAR.join([str(head), *(_plain(values[name]) for name in names)])


def _plain(value: Any) -> str:
    if value is None:
        return _NONE
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return str(value)


def computed(sheets: Iterable[str], lines: Iterable[str]) -> str:
    """The digest of texts made by sheet_text and line_text, in any order."""
    text = "\n".join(sorted(sheets, key=_first)) + "\n" + "\n".join(sorted(lines, key=_second))
    return hashlib.sha256(text.encode()).hexdigest()


def _first(text: str) -> int:
    return int(text.partition(_BAR)[0])


def _second(text: str) -> tuple[int, str]:
    unit, code, _rest = text.split(_BAR, 2)
    return int(unit), code
