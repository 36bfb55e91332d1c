"""From sheets to lines: merged cells filled, heads found, totals and blanks left out, each cell
read by its column. Also for rows pasted from Excel or WPS."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from campaigns.sheets.faults import Limits, SheetRefused
from campaigns.sheets.heads import SEARCHED, Head, find_head, is_sample, is_total, names_of
from campaigns.sheets.reading import Opened, Row
from campaigns.sheets.values import Reader, Wrong, is_blank, shown

RANGE = re.compile(r"([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)")
VERSION = re.compile(r"模板版本[:：\s]*([A-Za-z0-9.-]{1,12})")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a kind of sheet. also: other heads it is known by; choices: what the
    drop-down offers; frame: says where the row belongs, so that a row with nothing else is
    blank; secret: masked on screen."""

    key: str
    title: str
    read: Reader
    also: tuple[str, ...] = ()
    required: bool = False
    choices: tuple[str, ...] = ()
    width: int = 12
    hint: str = ""
    sample: str = ""
    frame: bool = False
    secret: bool = False


@dataclass(slots=True)
class Line:
    """One row: where it stands, what it says, what is wrong with it. values: only what is
    written. verdict, label, changes: filled by the kind's comparison; key and before: by its
    writing, for taking back."""

    sheet: str
    number: int
    values: dict[str, Any]
    problems: list[tuple[str, str]] = field(default_factory=list)
    verdict: str = ""
    label: str = ""
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    plan: dict[str, Any] = field(default_factory=dict)

    def wrong(self, key: str, sentence: str) -> None:
        """One more thing that is wrong, once."""
        if (key, sentence) not in self.problems:
            self.problems.append((key, sentence))


@dataclass(slots=True)
class Found:
    """A sheet with a head: what a marked copy and the cell addresses need."""

    name: str
    head: int
    columns: dict[str, str]
    titles: list[str] = field(default_factory=list)
    width: int = 0
    cells: int = 0


@dataclass(slots=True)
class Table:
    """Everything that was read."""

    lines: list[Line] = field(default_factory=list)
    sheets: list[Found] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def address(self, line: Line, key: str) -> str:
        """C7; with the sheet's name where there are several."""
        found = next((s for s in self.sheets if s.name == line.sheet), None)
        letter = found.columns.get(key, "") if found else ""
        cell = f"{letter}{line.number}" if letter else _("第%(row)d行") % {"row": line.number}
        return f"{line.sheet}!{cell}" if len(self.sheets) > 1 else cell


def letter_of(index: int) -> str:
    """0 → A, 26 → AA."""
    out = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        out = chr(65 + rest) + out
    return out


def index_of(letters: str) -> int:
    """A → 0, AA → 26."""
    total = 0
    for letter in letters:
        total = total * 26 + ord(letter) - 64
    return total - 1


class Filler:
    """Gives every cell of a merged range what its first cell says."""

    def __init__(self, ranges: Iterable[str], columns: int) -> None:
        self.starting: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        for text in ranges:
            match = RANGE.fullmatch(text)
            if match:
                left, right = index_of(match[1]), min(index_of(match[3]), columns)
                self.starting[int(match[2])].append((left, right, int(match[4])))
        self.active: dict[int, tuple[int, Any]] = {}

    def fill(self, number: int, cells: list[Any]) -> list[Any]:
        """The row with its merged cells filled."""
        for left, right, until in self.starting.pop(number, ()):
            value = cells[left] if left < len(cells) else None
            for at in range(left, right + 1):
                self.active[at] = (until, value)
        for at, (until, value) in list(self.active.items()):
            if number > until:
                del self.active[at]
            elif value is not None:
                cells += [None] * (at + 1 - len(cells))
                cells[at] = value
        return cells


def read_table(
    source: Iterable[Opened | Row], columns: Sequence[Column], version: str, limits: Limits
) -> Table:
    """All lines of all visible sheets that have the head. Raises SheetRefused when none has."""
    table = Table()
    reader: _Sheet | None = None
    for item in source:
        if isinstance(item, Opened):
            if reader is not None:
                reader.close()
            reader = _Sheet(item, columns, version, table, limits)
        elif reader is not None:
            reader.take(*item)
    if reader is not None:
        reader.close()
    if not table.sheets:
        must = "、".join(c.title for c in columns if c.required)
        raise SheetRefused(
            _("没有找到表头。前 10 行里要有一行写着：%(titles)s。可以下载模板对照。")
            % {"titles": must}
        )
    return table


class _Sheet:
    """One sheet on its way: first rows wait until the head is known."""

    def __init__(
        self, opened: Opened, columns: Sequence[Column], version: str, table: Table, limits: Limits
    ) -> None:
        self.name, self.columns, self.version, self.table = opened.name, columns, version, table
        self.filler = Filler(opened.merged, limits.columns)
        self.waiting: list[tuple[int, list[Any]]] = []
        self.found: Found | None = None
        self.by_position: list[tuple[int, Column]] = []
        self.over = False

    def take(self, number: int, cells: list[Any]) -> None:
        """One row, in order."""
        if self.over:
            return
        cells = self.filler.fill(number, cells)
        if self.found is not None:
            self._line(number, cells)
            return
        self.waiting.append((number, cells))
        if len(self.waiting) == SEARCHED:
            self._begin()

    def close(self) -> None:
        """The sheet ends; a short one has not looked for its head yet."""
        if self.found is None and not self.over:
            self._begin()

    def _begin(self) -> None:
        names = names_of((c.key, (c.title, *c.also)) for c in self.columns)
        must = {c.key for c in self.columns if c.required}
        head = find_head(self.waiting, names, least=max(2, len(must)))
        waiting, self.waiting = self.waiting, []
        if head is None or not must & set(head.keys.values()):
            self.over = True
            return
        self._require(must, head)
        self._notice(waiting, head)
        known = {c.key: c for c in self.columns}
        self.by_position = [(at, known[key]) for at, key in sorted(head.keys.items())]
        letters = {key: letter_of(at) for at, key in head.keys.items()}
        titles = next((cells for number, cells in waiting if number == head.row), [])
        said = [str(title) for title in titles if not is_blank(title)]
        self.found = Found(self.name, head.row, letters, said)
        self.table.sheets.append(self.found)
        for number, cells in waiting:
            self.found.width = max(self.found.width, len(cells))
            if number > head.row:
                self._line(number, cells)

    def _require(self, must: set[str], head: Head) -> None:
        missing = [c.title for c in self.columns if c.key in must - set(head.keys.values())]
        if missing:
            raise SheetRefused(
                _("表头（第 %(row)d 行）里没有找到“%(titles)s”这一列。可以下载模板对照。")
                % {"row": head.row, "titles": "”“".join(missing)}
            )

    def _notice(self, rows: Sequence[tuple[int, list[Any]]], head: Head) -> None:
        for number, cells in rows:
            for cell in cells if number < head.row else ():
                match = VERSION.search(cell) if isinstance(cell, str) else None
                if match and match[1] != self.version:
                    notice = _(
                        "这份表用的是旧模板（版本 %(old)s，现在是 %(new)s），已按表头文字对应。"
                    )
                    words = notice % {"old": match[1], "new": self.version}
                    if words not in self.table.notices:
                        self.table.notices.append(words)

    def _line(self, number: int, cells: list[Any]) -> None:
        assert self.found is not None
        self.found.cells += len(cells)
        self.found.width = max(self.found.width, len(cells))
        written = [
            (column, cells[at])
            for at, column in self.by_position
            if at < len(cells) and not is_blank(cells[at])
        ]
        if all(column.frame for column, _cell in written) or is_total(cells) or is_sample(cells):
            return
        line = Line(self.name, number, {})
        for column, cell in written:
            try:
                value = column.read(cell)
            except Wrong as wrong:
                line.wrong(column.key, wrong.sentence)
                continue
            if value != "":
                line.values[column.key] = value
        told = {column.key for column, _cell in written}
        for _at, column in self.by_position:
            if column.required and column.key not in told:
                line.wrong(column.key, _("“%(title)s”没有填。") % {"title": column.title})
        self.table.lines.append(line)


def pasted_rows(text: str, columns: Sequence[Column], limits: Limits) -> Iterator[Opened | Row]:
    """Tab-separated rows as Excel and WPS copy them, cells with line breaks in quotes. Without a
    head the template's order of columns holds."""
    name = _("粘贴")
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=False))
    except csv.Error:
        raise SheetRefused(_("粘贴的内容读不出来，请在表格里重新选中、复制再粘贴。")) from None
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    if not rows:
        raise SheetRefused(_("还没有粘贴内容。"))
    if len(rows) > limits.rows:
        raise SheetRefused(
            _("粘贴了 %(count)d 行，一次最多 %(most)d 行。")
            % {"count": len(rows), "most": limits.rows}
        )
    names = names_of((c.key, (c.title, *c.also)) for c in columns)
    numbered = [(i, [c or None for c in row]) for i, row in enumerate(rows, 1)]
    must = sum(c.required for c in columns)
    if find_head(numbered, names, least=max(2, must)) is None:
        numbered = [(1, [c.title for c in columns]), *((i + 1, row) for i, row in numbered)]
    yield Opened(name, [])
    for number, cells in numbered:
        if len(cells) > limits.columns:
            raise SheetRefused(
                _("第 %(row)d 行有 %(count)d 列，太多了。请只复制名册的列。")
                % {"row": number, "count": len(cells)}
            )
        yield number, list(cells)


def text_of(value: Any) -> str:
    """A value as the preview shows it."""
    return shown(value) if not hasattr(value, "isoformat") else str(value.isoformat())
