"""Opening exported workbooks in tests."""

from __future__ import annotations

import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import openpyxl

from accounts.exports.sheet import Mark

MARK = Mark("甲县妇联", "县妇联甲", datetime(2026, 11, 25, 9, 32, tzinfo=UTC), "N-1")
FORMULA = re.compile(rb"<f[ >/]")


def opened(content: bytes) -> Any:
    """The workbook as openpyxl reads it, formulas as formulas."""
    return openpyxl.load_workbook(BytesIO(content))


def values(content: bytes) -> Any:
    """The workbook with the values its formulas keep."""
    return openpyxl.load_workbook(BytesIO(content), data_only=True)


def formulas(content: bytes) -> int:
    """How many formula elements the sheets hold, counted in the raw XML."""
    with zipfile.ZipFile(BytesIO(content)) as whole:
        names = [n for n in whole.namelist() if n.startswith("xl/worksheets/")]
        return sum(len(FORMULA.findall(whole.read(n))) for n in names)


def words(content: bytes) -> str:
    """Every word of every cell, footers and properties included."""
    book = opened(content)
    out = []
    for sheet in book.worksheets:
        out += [str(c.value) for row in sheet.iter_rows() for c in row if c.value is not None]
        out += [str(sheet.oddFooter.left.text), str(sheet.oddFooter.right.text)]
    return "\n".join(out)
