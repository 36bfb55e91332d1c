"""A list of divisions (code,name) into the tree: checked as a whole, then copied and merged.

The file is the National Bureau of Statistics' list of 12-digit codes. Nothing is ever deleted
here: a code that is absent from the file keeps its row (design 4).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unicodedata import category

from django.db import connection, transaction

from accounts.search_terms import search_terms
from campaigns.importing.csv_text import BadFile, read_text
from campaigns.models import Division
from campaigns.models.division import WIDTH, Level, ancestor_codes, level_of

HEADER = ["code", "name"]
NAME_MAX = 80
PINYIN_MAX = 240
INITIALS_MAX = 80
LINES_PER_PIECE = 4000
COLUMNS = ("end", "name", "level", "parent_id", "pinyin", "initials", "grams")
ALL = ", ".join(f'"{c}"' for c in ("code", *COLUMNS))
# Control and format characters and line breaks; private characters (造字) do occur in real names.
UNSEEN = {"Cc", "Cf", "Zl", "Zp"}
NULL = "\\N"

Names = dict[int, str]


@dataclass(frozen=True)
class Imported:
    """How many divisions an import added, changed and found as they were."""

    added: int
    changed: int
    unchanged: int


def import_divisions(path: Path, under: int | None = None) -> Imported:
    """Bring the file's divisions into the tree; with `under` only that division, what is below
    it and the chain above it. All or nothing: raises BadFile with line and reason."""
    names, lines = read_divisions(read_text(path))
    with transaction.atomic(), connection.cursor() as cursor:
        # One import at a time; readers are not held up.
        cursor.execute("LOCK TABLE campaigns_division IN SHARE ROW EXCLUSIVE MODE")
        _require_parents(names, lines)
        if under is not None:
            names = _only(names, under)
        _copy(names)
        return _merge()


def read_divisions(text: str) -> tuple[Names, dict[int, int]]:
    """Codes with their names in the file's order, and the line of each code."""
    names: Names = {}
    lines: dict[int, int] = {}
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        if [cell.strip().lower() for cell in next(reader, [])] != HEADER:
            raise BadFile("表头应为 code,name。", 1)
        for row in reader:
            if not row:
                continue
            code, name = _checked(row, reader.line_num)
            former = names.setdefault(code, name)
            if former != name:
                raise BadFile(
                    f"代码{code}在第{lines[code]}行已叫“{former}”，这里又叫“{name}”。",
                    reader.line_num,
                )
            lines.setdefault(code, reader.line_num)
    except csv.Error as error:
        raise BadFile(f"不是有效的 CSV（{error}）。", reader.line_num) from None
    if not names:
        raise BadFile("文件里没有区划。")
    return names, lines


def _checked(row: list[str], line: int) -> tuple[int, str]:
    if len(row) != 2:
        raise BadFile(f"应有代码、名称2栏，这里有{len(row)}栏。", line)
    code, name = row[0].strip(), row[1].strip()
    if not (code.isascii() and code.isdigit()):
        raise BadFile(f"代码“{code}”里有数字以外的字符，应是12位数字。", line)
    if len(code) != 12:
        raise BadFile(f"代码{code}有{len(code)}位，应是12位数字。", line)
    if code[0] == "0":
        raise BadFile(f"代码{code}不能以0开头。", line)
    if not name:
        raise BadFile(f"代码{code}没有名称。", line)
    if len(name) > NAME_MAX:
        raise BadFile(f"代码{code}的名称有{len(name)}字，最多{NAME_MAX}字。", line)
    if not name.isprintable() and any(category(c) in UNSEEN for c in name):
        raise BadFile(f"代码{code}的名称里有看不见的控制字符。", line)
    return int(code), name


def parent_of(code: int) -> int | None:
    """The code one level up, None for a province. A township of a city that is its own county
    (441900003000) finds the city, since county and city share the code 441900000000."""
    level = level_of(code)
    if level is Level.PROVINCE:
        return None
    width = WIDTH[Level(level - 1)]
    return code // width * width


def _require_parents(names: Names, lines: dict[int, int]) -> None:
    """Every parent is in the file or already in the tree."""
    orphans = {
        code: parent
        for code in names
        if (parent := parent_of(code)) is not None and parent not in names
    }
    known = set(
        Division.objects.filter(code__in=set(orphans.values())).values_list("code", flat=True)
    )
    for code, parent in orphans.items():
        if parent not in known:
            raise BadFile(f"{names[code]}（{code}）的上级{parent}不在文件和区划里。", lines[code])


def _only(names: Names, under: int) -> Names:
    """The division `under`, everything below it, and the chain above it as far as listed."""
    if under not in names:
        raise BadFile(f"文件里没有代码{under}。")
    end = under + WIDTH[level_of(under)]
    above = set(ancestor_codes(under))
    return {c: name for c, name in names.items() if under <= c < end or c in above}


def _copy(names: Names) -> None:
    """Fill the temporary table by COPY; search terms are made once per distinct name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DROP TABLE IF EXISTS pg_temp.division_in;"
            f" CREATE TEMP TABLE division_in ON COMMIT DROP AS SELECT {ALL}"
            " FROM campaigns_division WITH NO DATA"
        )
        raw = cursor.cursor  # psycopg's own, for copy()
        with raw.copy("COPY division_in FROM STDIN") as copy:
            for piece in _pieces(names):
                copy.write(piece)
        cursor.execute("ANALYZE division_in")


def _pieces(names: Names) -> Iterator[str]:
    """Lines of COPY's text format; names hold no control characters, so only the backslash
    needs escaping, and search terms are letters and digits."""
    terms: dict[str, str] = {}
    piece: list[str] = []
    for code, name in names.items():
        told = terms.get(name)
        if told is None:
            told = terms[name] = _told(name)
        level = level_of(code)
        parent = parent_of(code) or NULL
        shown = name.replace("\\", "\\\\")
        piece.append(f"{code}\t{code + WIDTH[level]}\t{shown}\t{level.value}\t{parent}\t{told}\n")
        if len(piece) == LINES_PER_PIECE:
            yield "".join(piece)
            piece.clear()
    yield "".join(piece)


def _told(name: str) -> str:
    terms = search_terms(name)
    grams = ",".join(terms.grams)
    return f"{terms.pinyin[:PINYIN_MAX]}\t{terms.initials[:INITIALS_MAX]}\t{{{grams}}}"


ADD = f"""
INSERT INTO campaigns_division ({ALL}, acts_as_county)
SELECT {ALL}, false FROM division_in t
 WHERE NOT EXISTS (SELECT 1 FROM campaigns_division d WHERE d.code = t.code)
 ORDER BY code
"""
CHANGE = f"""
UPDATE campaigns_division d SET {", ".join(f'"{c}" = t."{c}"' for c in COLUMNS)}
  FROM division_in t WHERE t.code = d.code
   AND ({", ".join(f'd."{c}"' for c in COLUMNS)})
       IS DISTINCT FROM ({", ".join(f't."{c}"' for c in COLUMNS)})
"""
OWN_COUNTY = """
UPDATE campaigns_division c SET acts_as_county = true
 WHERE c.level = %s AND NOT c.acts_as_county AND EXISTS (
   SELECT 1 FROM campaigns_division t
    WHERE t.level = %s AND t.code > c.code AND t.code < c.code + %s)
"""


def _merge() -> Imported:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM division_in")
        total = int(cursor.fetchone()[0])
        cursor.execute(CHANGE)
        changed = cursor.rowcount
        cursor.execute(ADD)
        added = cursor.rowcount
        cursor.execute(OWN_COUNTY, [Level.CITY, Level.TOWNSHIP, WIDTH[Level.COUNTY]])
        return Imported(added, changed, total - added - changed)
