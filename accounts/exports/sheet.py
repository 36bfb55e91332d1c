"""What a paper is: a table with merged heads, or a form of named fields. Plain data; the screen,
the printer and Excel all draw the same one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any, Literal

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.templatetags.words import zh_date, zh_time

Kind = Literal[
    "text", "int", "rate", "money", "hours", "date", "moment", "code", "change", "growth", "points"
]
NUMERIC = ("int", "rate", "money", "hours", "change", "growth", "points")


@dataclass(frozen=True)
class Column:
    """head: its words; group: the merged head above it; width in half characters; total: the
    last line adds it up. Kinds: text, int, rate (0–1), money (yuan), hours, date, moment
    (datetime), code (a number that is never counted with: text in every program), and with their
    sign change (more or less), growth (the same as a rate), points (of a rate, in 百分点)."""

    head: str | Promise
    kind: Kind = "text"
    width: int = 10
    group: str | Promise = ""
    total: bool = False

    @property
    def right(self) -> bool:
        """Whether its values stand at the right edge."""
        return self.kind in NUMERIC


@dataclass(frozen=True)
class Cell:
    """value None is not applicable (—), 0 is 0, words stand as they are, also among numbers. url:
    the rows a number counts. hidden: a small number that is shown as <5 (domain H ⑤); value is then
    None. kind: where it differs from its column's (a rate among numbers)."""

    value: Any = None
    url: str = ""
    hidden: str = ""
    kind: Kind | None = None


@dataclass(frozen=True)
class Head:
    """One cell of the merged head."""

    words: str
    across: int = 1
    down: int = 1


@dataclass
class Table:
    """A table paper. signers: (label, value) of the line below, an empty value is left to be
    written by hand; note: sentences under the table."""

    title: str
    unit: str
    period: str
    columns: Sequence[Column]
    rows: list[list[Cell]]
    measure: str = ""
    totals: list[Cell] | None = None
    signers: Sequence[tuple[str, str]] = ()
    notes: Sequence[str] = ()
    filter_words: str = ""
    landscape: bool = True
    stream: Iterable[list[Cell]] | None = None

    @property
    def grouped(self) -> bool:
        """Whether the head has two lines."""
        return any(c.group for c in self.columns)

    @property
    def heads(self) -> list[list[Head]]:
        """The head line by line; a column without a group spans both lines."""
        if not self.grouped:
            return [[Head(str(c.head)) for c in self.columns]]
        upper: list[Head] = []
        for group, run in groupby(self.columns, key=lambda c: c.group):
            columns = list(run)
            if group:
                upper.append(Head(str(group), across=len(columns)))
            else:
                upper += [Head(str(c.head), down=2) for c in columns]
        return [upper, [Head(str(c.head)) for c in self.columns if c.group]]


@dataclass(frozen=True)
class Entry:
    """A named field of a form: how many of the form's columns and lines its value takes."""

    label: str
    value: Any = None
    across: int = 1
    lines: int = 1

    @property
    def span(self) -> int:
        """Cells its value takes beside the label."""
        return self.across * 2 - 1

    @property
    def words(self) -> str:
        """The value as words, blank where it is to be written by hand."""
        return "" if self.value is None else str(self.value)


@dataclass
class Form:
    """A paper of named fields for one household or one event; an empty value is left blank to
    be written by hand. Every line fills `width` pairs of label and value. members_after: the
    table of members stands after so many lines; None: after all of them."""

    title: str
    unit: str
    number: str
    lines: list[list[Entry]]
    width: int = 3
    members: Table | None = None
    members_after: int | None = None
    signers: Sequence[tuple[str, str]] = ()
    notes: Sequence[str] = ()

    @property
    def before_members(self) -> list[list[Entry]]:
        """The lines above the table of members."""
        return self.lines[: self.members_after]

    @property
    def after_members(self) -> list[list[Entry]]:
        """The lines below it."""
        return [] if self.members_after is None else self.lines[self.members_after :]


@dataclass
class Paper:
    """What is exported: one table, or forms that print one to a page."""

    format = "Excel"
    measure_word = "行"

    title: str
    tables: list[Table] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    landscape: bool = True


@dataclass(frozen=True)
class Pdf:
    """A document that is drawn, not a table; draw gets the watermark that goes on its pages."""

    title: str
    draw: Callable[[Mark], bytes]
    format = "PDF"
    measure_word = "份"


@dataclass(frozen=True)
class Mark:
    """The watermark: who took it out, when, under which number (reliability E7, domain H ④)."""

    unit: str
    person: str
    at: datetime
    number: str
    masked: bool = True

    @property
    def words(self) -> str:
        """导出：沛县妇联 张三 2026年11月25日 09:32 编号 20261125-3F9A2C."""
        line = _("导出：%(unit)s %(person)s %(day)s %(time)s 编号 %(number)s") % {
            "unit": self.unit,
            "person": self.person,
            "day": zh_date(self.at),
            "time": zh_time(self.at),
            "number": self.number,
        }
        return f"{line} {_('演示数据')}" if settings.DEMO_DATA else line


SIGNED = ("change", "growth", "points")


def _signed(value: Any, kind: Kind) -> str:
    """+12, -3.5%, +1.2个百分点; nothing before a zero."""
    if kind == "change":
        shown = f"{value:+.2f}" if value != int(value) else f"{int(value):+d}"
    else:
        shown = f"{round(float(value) * 100, 1):+.1f}"
    if not float(shown):
        shown = shown.lstrip("+-")
    return shown + {"change": "", "growth": "%", "points": _("个百分点")}[kind]


def written(cell: Cell, kind: Kind) -> str:
    """A cell as words, for the screen and the printer: the same that Excel shows."""
    value, kind = cell.value, cell.kind or kind
    if cell.hidden:
        return cell.hidden
    if value is None:
        return "—"
    if isinstance(value, str):
        return value
    if kind == "rate":
        return f"{round(float(value) * 100, 1):.1f}%"
    if kind == "money":
        return f"{value:.2f}"
    if kind == "hours":
        return f"{value:.1f}"
    if kind in SIGNED:
        return _signed(value, kind)
    if kind == "date":
        return zh_date(value)
    if kind == "moment":
        return f"{zh_date(value)} {zh_time(timezone.localtime(value))}"
    return str(value)
