"""Reading a rubric's workbook: rows into a content, each fault told by its cell."""

from __future__ import annotations

from django.utils.translation import gettext as _

from campaigns.sheets.heads import squashed
from reports.metrics.catalogue import METRICS
from reports.rubric_editing import workbook as shape
from reports.rubric_editing.shape import LINES_MOST, Content, Misshapen, plain_form, shaped
from reports.rubric_editing.spec import BONUS, COUNTED_PARTS, OUTSIDE_EVENT, Rows
from reports.rubric_editing.workbook import Head
from reports.rubric_editing.workbook_book import CODE, Book, Path, node_of, params, table, take
from reports.rubric_editing.workbook_rules import read_rules
from reports.rubric_editing.workbook_sheets import FAULTS_MOST, Row, sheets_of


def read_workbook(data: bytes) -> Book:
    """The content of a workbook. Raises Misshapen with a sentence a cell, or for the file."""
    sheets = sheets_of(data)
    book = Book()
    _about(book, sheets[shape.ABOUT])
    codes = _lines(book, sheets[shape.LINES])
    if book.faults:  # what the other sheets say of lines that could not be read says nothing new
        raise Misshapen(book.faults[:FAULTS_MOST])
    read_rules(book, sheets[shape.RULES], codes)
    _outside(book, sheets[shape.OUTSIDE])
    _plain(book, sheets[shape.GRADE], shape.GRADE, shape.grade_heads(), ("grade",))
    _plain(book, sheets[shape.VETOES], shape.VETOES, shape.veto_heads(), ("veto", "ground"))
    if book.faults:
        raise Misshapen(book.faults[:FAULTS_MOST])
    book.content = shaped(book.content)
    return book


def _about(book: Book, rows: list[Row]) -> None:
    known = {squashed(words): (part, entry) for part, words, entry in shape.about_entries()}
    for number, cells in rows[1:]:
        word = squashed(cells[0]) if cells and isinstance(cells[0], str) else ""
        if not word:
            continue
        cell = f"{shape.ABOUT}!B{number}"
        if word not in known:
            book.faults.append(
                _("%(cell)s：不认识的项目“%(word)s”。")
                % {"cell": f"{shape.ABOUT}!A{number}", "word": str(cells[0])[:20]}
            )
            continue
        part, entry = known[word]
        node = book.content if part == "head" else book.content.setdefault(part, {})
        value = take(book, cells[1] if len(cells) > 1 else None, entry, cell)
        book.where[(entry.key,) if part == "head" else (part, entry.key)] = cell
        if value not in ("", []):
            node[entry.key] = value


def _lines(book: Book, rows: list[Row]) -> dict[str, tuple[Path, Content]]:
    """Categories with their lines; answers code → path and line."""
    heads = shape.line_heads()
    categories = book.content.setdefault("category", [])
    found: dict[str, tuple[Path, Content]] = {}
    for _number, values, cell in table(book, rows, shape.LINES, heads):
        what = squashed(take(book, values.get("what"), None, cell("what")))
        if what == shape.CATEGORY_WORD:
            path: Path = ("category", len(categories))
            node = node_of(book, values, heads, cell, path)
            kept = {k: node[k] for k in ("code", "cap") if k in node}
            if "name" in node:
                kept["title"] = node["name"]
            book.where[path] = cell("what")
            book.where[(*path, "title")] = cell("name")
            categories.append({**kept, "indicator": []})
        elif what == shape.LINE_WORD and categories:
            lines = categories[-1]["indicator"]
            if len(lines) >= LINES_MOST:
                said = _("%(cell)s：一个大类最多%(most)d项指标，从这一行起多出来了。")
                book.faults.append(said % {"cell": cell("what"), "most": LINES_MOST})
                break
            path = ("category", len(categories) - 1, "indicator", len(lines))
            line = node_of(book, values, heads, cell, path)
            book.where[path] = cell("what")
            lines.append(line)
            code = plain_form(line.get("code", ""), CODE)
            if code in found:
                book.faults.append(
                    _("%(cell)s：编码“%(code)s”重复。3.10 要写成文本，不然会变成 3.1。")
                    % {"cell": cell("code"), "code": code}
                )
            found[code] = (path, line)
        else:
            book.faults.append(
                _("%(cell)s：请填“大类”或“指标”，第一行应是大类。") % {"cell": cell("what")}
            )
    return found


def _outside(book: Book, rows: list[Row]) -> None:
    heads = shape.outside_heads()
    for _number, values, cell in table(book, rows, shape.OUTSIDE, heads):
        what = squashed(take(book, values.get("what"), None, cell("what")))
        if what == shape.BONUS_WORD:
            part, lists = "bonus", BONUS.rows[0]
        elif what == shape.DEDUCTION_WORD:
            part, lists = "deduction", Rows("event", "", OUTSIDE_EVENT)
        else:
            book.faults.append(_("%(cell)s：请填“加分”或“扣分”。") % {"cell": cell("what")})
            continue
        entries = book.content.setdefault(part, {}).setdefault(lists.key, [])
        at: Path = (part, lists.key, len(entries))
        book.where[at] = cell("what")
        entries.append(_part_by_name(params(book, lists.fields, values, cell, at)))


def _part_by_name(node: Content) -> Content:
    """The part of a metric by its words: 分子, 分母, or one of its events."""
    metric = METRICS.get(str(node.get("metric", "")))
    if metric is None or "part" not in node:
        return node
    words = {word: key for key, word in COUNTED_PARTS.items()}
    words |= {event.label: event.key for event in metric.events}
    return {**node, "part": words.get(node["part"], node["part"])}


def _plain(book: Book, rows: list[Row], name: str, heads: list[Head], path: Path) -> None:
    node = book.content
    for step in path[:-1]:
        node = node.setdefault(str(step), {})
    entries = node.setdefault(str(path[-1]), [])
    for _number, values, cell in table(book, rows, name, heads):
        at: Path = (*path, len(entries))
        book.where[at] = cell(heads[0].key)
        entries.append(node_of(book, values, heads, cell, at))
