"""What a cell says, as offices write it: each reader takes a cell and gives a value, or raises
Wrong with a sentence. Cells come as text, number, truth, {"d": day} or {"long": characters}."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

Reader = Callable[[Any], Any]
EPOCH = date(1899, 12, 30)  # day 0 of spreadsheet serial numbers
BETWEEN_CHINESE = re.compile(r"(?<=[\u3400-\u9fff·])\s+(?=[\u3400-\u9fff·])")
DAY = re.compile(r"(\d{4})[-./年]?(\d{1,2})[-./月]?(\d{1,2})日?")
FAULT = re.compile(r"#(REF!|N/A|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!)", re.IGNORECASE)
EXACT = 10**15  # above this a spreadsheet has rounded the number


class Wrong(Exception):
    """This cell does not hold; the sentence says what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def shown(cell: Any) -> str:
    """The cell as text: half-width, without invisible characters and edge blanks."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return _("是") if cell else _("否")
    if isinstance(cell, float):
        return f"{cell:.15g}"
    if isinstance(cell, dict):
        if "d" in cell:
            return str(cell["d"])
        raise Wrong(_("这一格有 %(count)s 个字，太长了。") % {"count": cell.get("long", "")})
    text = unicodedata.normalize("NFKC", str(cell))
    if text.isprintable():  # nothing invisible in it: by far the most cells
        return text.strip()
    kept = (
        " " if c.isspace() else c
        for c in text
        if unicodedata.category(c) not in UNSEEN or c.isspace()
    )
    return "".join(kept).strip()


UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}


def is_blank(cell: Any) -> bool:
    """Whether nothing is written in it."""
    return cell is None or (isinstance(cell, str) and not shown(cell))


def text(longest: int) -> Reader:
    """Words up to `longest` characters."""

    def read(cell: Any) -> str:
        found = shown(cell)
        if FAULT.fullmatch(found):
            raise Wrong(_("这一格是公式错误“%(fault)s”，请改成实际内容。") % {"fault": found})
        if len(found) > longest:
            raise Wrong(
                _("写了 %(count)d 个字，最多 %(most)d 个字。")
                % {"count": len(found), "most": longest}
            )
        return found

    return read


def prose(longest: int) -> Reader:
    """Running text as it is written, full-width signs and line breaks kept: a table that is taken
    out and sent back says the same."""
    words = text(longest)

    def read(cell: Any) -> str:
        if not isinstance(cell, str):
            return str(words(cell))
        words(cell)
        lines = cell.replace("\r\n", "\n").replace("\r", "\n")
        kept = (c for c in lines if c == "\n" or unicodedata.category(c) not in UNSEEN)
        return "".join(kept).strip()

    return read


def name(longest: int) -> Reader:
    """A person's name: blanks that forms put between two characters go."""
    words = text(longest)

    def read(cell: Any) -> str:
        found = BETWEEN_CHINESE.sub("", str(words(cell)))
        if re.search(r"\d", found):
            raise Wrong(_("姓名里有数字，请核对。"))
        return found

    return read


def whole(least: int, most: int) -> Reader:
    """A whole number."""

    def read(cell: Any) -> int:
        found = shown(cell)
        if not re.fullmatch(r"\d{1,9}", found) or not least <= int(found) <= most:
            raise Wrong(
                _("“%(text)s”不是 %(least)d 到 %(most)d 之间的整数。")
                % {"text": found[:20], "least": least, "most": most}
            )
        return int(found)

    return read


def choice(words: Mapping[str, Any], *, shown_as: tuple[str, ...] = ()) -> Reader:
    """One of a few words; `words` also holds what offices write instead."""

    def read(cell: Any) -> Any:
        found = shown(cell).replace(" ", "")
        if found not in words:
            raise Wrong(
                _("“%(text)s”不在可选范围内，请选：%(choices)s。")
                % {"text": found[:20], "choices": "、".join(shown_as or tuple(words))}
            )
        return words[found]

    return read


def day(*, latest_today: bool = True) -> Reader:
    """A calendar day: a real date, 1985-3-2, 1985年3月2日, 19850302 or a serial number."""

    def read(cell: Any) -> date:
        found = shown(cell).replace(" ", "")
        made = _day_of(found)
        if made is None:
            raise Wrong(_("“%(text)s”不是日期，请写成 1985-03-02 这样。") % {"text": found[:20]})
        if not 1850 <= made.year <= 2200 or (latest_today and made > timezone.localdate()):
            raise Wrong(_("日期 %(day)s 不合理，请核对。") % {"day": made.isoformat()})
        return made

    return read


def _day_of(found: str) -> date | None:
    if re.fullmatch(r"\d{5}", found):
        return EPOCH + timedelta(days=int(found))
    match = DAY.fullmatch(found)
    if match is None or (len(found) < 8 and not re.search(r"[-./年]", found)):
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def digits(cell: Any) -> str:
    """Numbers that are names (ID number, telephone): a cell that the spreadsheet has made a
    number of is only taken while no digit can have been lost."""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= EXACT:
        raise Wrong(
            _("这一格被表格软件当成数字，后几位已经丢失。请先把这一列设为“文本”，再重新填写。")
        )
    found = shown(cell)
    if re.fullmatch(r"\d(\.\d+)?[eE]\+?\d+", found):
        raise Wrong(_("这一格成了科学计数，后几位已经丢失。请先把这一列设为“文本”，再重新填写。"))
    return found.lstrip("'‘’`")
