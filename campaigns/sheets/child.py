"""Reading process: a checked .xlsx in, rows or a marked copy out, nothing else reachable.

Started by path (campaigns.sheets.reading) with isolated Python: it knows neither our code nor
Django, has no network, may open no file, start no program, and has a ceiling on memory and CPU
time (bar E3). Standard input: one JSON line {"mode", "size", limits …}, then the file. Standard
output: one JSON line per sheet and row, or the bytes of the marked copy.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import json
import os
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import IO, Any

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
CELL_TEXT = 2000
MERGES = 200_000
STAMP_TEXT = 250
MERGE = re.compile(
    rb"<(?:\w+:)?mergeCell\s+[^>]*?ref=\"([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})\""
)
DATA_END = b"sheetData>"
FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "ctypes.",
)


def shut(memory: int, cpu: int) -> None:
    """Limits first, then no network namespace where the system allows one, then an audit hook
    that ends every attempt to reach outside from Python."""
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(ValueError, OSError):  # macOS has none; the parent's clock remains
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).unshare(CLONE_NEWUSER | CLONE_NEWNET)

    def refuse(event: str, args: tuple[Any, ...]) -> None:
        if event.startswith(FORBIDDEN):
            raise PermissionError(event)
        # Only what Python itself still has to import may be opened.
        if event == "open" and isinstance(args[0], str | bytes) and not _import(args):
            raise PermissionError(event)

    sys.addaudithook(refuse)


def _import(args: tuple[Any, ...]) -> bool:
    return args[1] in (None, "r", "rb") and str(args[0]).endswith((".py", ".pyc", ".so"))


def plain(value: object) -> object:
    """A cell as JSON: text, number, truth, or {"d": date}; long text only by its length."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    if isinstance(value, datetime):
        return {"d": value.date().isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, time):
        return value.isoformat()
    text = str(value)
    return text if len(text) <= CELL_TEXT else {"long": len(text)}


def merged_ranges(data: bytes, path: str) -> list[str]:
    """Merged cells stand behind the rows in a sheet's part, and the streaming reader leaves them
    out; so the tail of the part is looked through for them."""
    found: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(path.lstrip("/")) as part:
        before, behind = b"", False
        while piece := part.read(256 * 1024):
            text = before + piece
            if not behind:
                at = text.find(DATA_END)
                if at < 0:
                    before = text[-64:]
                    continue
                behind, text = True, text[at:]
            for match in MERGE.finditer(text):
                found.append(match[1].decode())
                if len(found) > MERGES:
                    raise ValueError("merges")
            last = text.rfind(b"<")
            before = text[last:][:512] if last >= 0 else b""
    return found


def rows_of(sheet: Any, columns: int) -> Iterator[tuple[int, list[object]]]:
    """Rows that hold something, by their number in the sheet."""
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(max_col=columns + 1, values_only=True), 1):
        values = [plain(value) for value in cells]
        while values and values[-1] in (None, ""):
            values.pop()
        if values:
            yield number, values


def read(data: bytes, order: dict[str, Any], out: IO[str]) -> None:
    """The code in the hidden name, then every visible sheet: its name and merges, its rows."""
    import openpyxl

    def say(message: object) -> None:
        out.write(json.dumps(message, ensure_ascii=False) + "\n")

    book = openpyxl.load_workbook(
        io.BytesIO(data), read_only=True, data_only=True, keep_links=False
    )
    stamp = book.defined_names.get(order["stamp"])
    if stamp is not None:
        say({"stamp": str(stamp.value or "").strip('"')[:STAMP_TEXT]})
    left = order["rows"]
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        path = getattr(sheet, "_worksheet_path", "")
        say({"sheet": sheet.title, "merged": merged_ranges(data, path)})
        for number, values in rows_of(sheet, order["columns"]):
            left -= 1
            if left < 0:
                say({"fault": "rows"})
                return
            if len(values) > order["columns"]:
                say({"fault": "columns"})
                return
            say([number, values])
    say({"end": True})


def mark(data: bytes, order: dict[str, Any], out: IO[bytes]) -> None:
    """The same workbook with a red column of reasons and a comment at each wrong cell. Formulas
    become what they showed, so that nothing that computes leaves the house."""
    import openpyxl
    from openpyxl.comments import Comment
    from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet._writer import WorksheetWriter
    from openpyxl.writer.excel import ExcelWriter

    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    red, fill = Font(color="FFA8231C", bold=True), PatternFill("solid", fgColor="FFFBEBE8")
    for told in order["sheets"]:
        sheet = book[told["sheet"]]
        last = told["column"]
        # A merged title over the table stays as it is; the column stands beside it.
        head = sheet.cell(row=told["head"], column=last, value=order["title"])
        head.font, head.fill = red, fill
        sheet.column_dimensions[get_column_letter(last)].width = 48
        for number, reason, cells in told["rows"]:
            cell = sheet.cell(row=number, column=last, value=reason)
            cell.font, cell.alignment = red, Alignment(wrap_text=True, vertical="top")
            cell.data_type = "s"
            for letter, sentence in cells:
                wrong = sheet[f"{letter}{number}"]
                if wrong.__class__.__name__ == "MergedCell":
                    continue
                wrong.fill = fill
                wrong.comment = Comment(sentence, order["author"], height=90, width=260)

    class InMemory(ExcelWriter):
        """openpyxl's writer without its temporary files."""

        def write_worksheet(self, sheet: Any) -> None:
            sheet._drawing = SpreadsheetDrawing()
            sheet._drawing.charts, sheet._drawing.images = sheet._charts, sheet._images
            made = io.BytesIO()
            writer = WorksheetWriter(sheet, out=made)
            writer.write()
            sheet._rels = writer._rels  # type: ignore[attr-defined]
            self._archive.writestr(sheet.path[1:], made.getvalue())  # type: ignore[attr-defined]
            self.manifest.append(sheet)

    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        InMemory(book, archive).write_data()


def main() -> None:
    """Keep standard output for answers alone: stray prints go to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    order = json.loads(sys.stdin.buffer.readline())
    import openpyxl
    import openpyxl.comments  # noqa: F401

    shut(order["memory"], order["cpu"])
    data = sys.stdin.buffer.read(order["size"])
    if order["mode"] == "mark":
        made = io.BytesIO()
        mark(data, order, made)
        answers.write(made.getvalue())
        answers.flush()
        return
    lines = io.TextIOWrapper(answers, encoding="utf-8", write_through=False)
    try:
        read(data, order, lines)
    except MemoryError:
        lines.write('\n{"fault": "memory"}\n')
    except Exception as error:  # any fault of a library becomes a sentence in the parent
        lines.write("\n" + json.dumps({"fault": "broken", "why": type(error).__name__}) + "\n")
    lines.flush()


if __name__ == "__main__":
    main()
