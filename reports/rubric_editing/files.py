"""A rubric from a file somebody sent, whatever it is, and as a file to take away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from accounts.refusals import Invalid
from reports.rubric_editing.checking import check
from reports.rubric_editing.shape import Content, Misshapen, named
from reports.rubric_editing.toml import read_toml, toml_of
from reports.rubric_editing.workbook_book import Book
from reports.rubric_editing.workbook_in import read_workbook
from reports.rubric_editing.workbook_out import workbook_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 30


def content_of(data: bytes, *, faulty: bool) -> Content:
    """The content of an Excel or TOML file. Raises Invalid with a sentence for each cell that
    cannot be read; unless `faulty` is wanted, also for each that does not hold, so that nobody
    takes a half right file for a whole one."""
    if not data:
        raise Invalid({"file": _("请选择文件。")})
    try:
        book = _book(data)
    except Misshapen as error:
        raise Invalid({"file": _list(list(error.sentences))}) from None
    content = named(book.content)
    faults = check(content).faults
    if faults and not faulty:
        raise Invalid({"file": _list([_at(book, f.path, f.key) + f.words for f in faults])})
    return content


def _book(data: bytes) -> Book:
    text = not data.startswith((b"PK", b"\xd0\xcf\x11\xe0")) and b"\0" not in data[:4096]
    return Book(content=read_toml(data)) if text else read_workbook(data)


def _at(book: Book, path: tuple[str | int, ...], key: str) -> str:
    cell = book.cell_of(path, key)
    return f"{cell}：" if cell else ""


def _list(sentences: list[str]) -> str:
    more = len(sentences) - SHOWN
    shown = sentences[:SHOWN]
    if more > 0:
        shown.append(_("还有%(more)d处。") % {"more": more})
    return "\n".join(shown)


def file_of(content: Mapping[str, Any], kind: str) -> tuple[bytes, str, str]:
    """(bytes, media type, ending) of a text as Excel or TOML."""
    if kind == "toml":
        return toml_of(content).encode(), "application/toml", "toml"
    return workbook_of(content), XLSX, "xlsx"
