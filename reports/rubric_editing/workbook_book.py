"""A rubric's workbook while it is read: what was found, every fault, and the cell of each entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from campaigns.sheets.heads import squashed
from campaigns.sheets.table import letter_of
from campaigns.sheets.values import Wrong, is_blank, shown
from reports.rubric_editing import workbook as shape
from reports.rubric_editing.shape import Content
from reports.rubric_editing.spec import Field, hold
from reports.rubric_editing.workbook import Head
from reports.rubric_editing.workbook_cells import typed
from reports.rubric_editing.workbook_sheets import Row

CODE = Field("code", "编码")
Path = tuple[str | int, ...]


@dataclass
class Book:
    """What was read. where: path of an entry → its cell, so that faults found later can be told
    by cell too."""

    content: Content = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    where: dict[Path, str] = field(default_factory=dict)

    def cell_of(self, path: Path, key: str) -> str:
        """The cell of an entry, else of the nearest thing around it; "" for none."""
        full: Path = (*path, key) if key else path
        while full:
            if full in self.where:
                return self.where[full]
            full = full[:-1]
        return ""


def table(
    book: Book, rows: list[Row], name: str, heads: list[Head]
) -> list[tuple[int, dict[str, Any], Callable[[str], str]]]:
    """Each row below the head as key → cell, with the way to name a cell. A column nobody knows
    is told, so that a renamed head does not lose what stands under it."""
    if not rows:
        book.faults.append(_("“%(name)s”是空的，没有表头。") % {"name": name})
        return []
    known = {squashed(head.words): head.key for head in heads}
    columns: dict[int, str] = {}
    for at, cell in enumerate(rows[0][1]):
        word = squashed(cell) if isinstance(cell, str) else ""
        key = known.get(word)
        if key is None and word:
            book.faults.append(
                _("%(cell)s：不认识的表头“%(word)s”，请不要改表头。")
                % {"cell": f"{name}!{letter_of(at)}{rows[0][0]}", "word": str(cell)[:20]}
            )
        elif key:
            columns[at] = key
    missing = [head.words for head in heads if head.key not in columns.values()]
    if missing:
        book.faults.append(
            _("“%(name)s”少了这些列：%(heads)s。") % {"name": name, "heads": "、".join(missing[:8])}
        )
        return []
    letters = {key: letter_of(at) for at, key in columns.items()}
    out = []
    for number, cells in rows[1:]:
        values = {key: cells[at] for at, key in columns.items() if at < len(cells)}
        if not all(is_blank(value) for value in values.values()):
            out.append((number, values, _namer(name, letters, number)))
    return out


def _namer(name: str, letters: dict[str, str], number: int) -> Callable[[str], str]:
    return lambda key: f"{name}!{letters.get(key, '')}{number}"


def take(book: Book, value: Any, known: Field | None, cell: str) -> Any:
    """A cell as its field wants it, as words without one; "" for an empty or a wrong one, which is
    told."""
    """A cell as the field wants it; "" for an empty one."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return ""
    try:
        if known is None:
            return shown(value)
        return typed(value, known)
    except Wrong as wrong:
        book.faults.append(f"{cell}：{known.label if known else ''}{wrong.sentence}")
        return ""


def node_of(
    book: Book, values: dict[str, Any], heads: list[Head], cell: Callable[[str], str], path: Path
) -> Content:
    """The entries of one row, each with its cell remembered under `path`."""
    out: Content = {}
    for head in heads:
        if head.field is None:
            continue
        found = take(book, values.get(head.key), head.field, cell(head.key))
        book.where[(*path, *head.field.key.split("."))] = cell(head.key)
        if found not in ("", [], False):
            hold(out, head.field.key, found)
    return out


def params(
    book: Book,
    fields: tuple[Field, ...],
    values: dict[str, Any],
    cell: Callable[[str], str],
    at: Path,
) -> Content:
    """The parameters a row may have; one filled in that the kind does not know is told."""
    heads = [Head(f"p:{shape.worded(f)}", f.label, 0, f) for f in fields]
    own = {head.key for head in heads}
    for key, value in values.items():
        if key.startswith("p:") and key not in own and not is_blank(value):
            book.faults.append(
                _("%(cell)s：这一行用不到“%(words)s”，请清空。")
                % {"cell": cell(key), "words": key[2:]}
            )
    return node_of(book, values, heads, cell, at)
