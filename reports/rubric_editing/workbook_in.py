"""Reading a rubric's workbook: rows into a content, each fault told by its cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from campaigns.sheets.heads import squashed
from campaigns.sheets.table import letter_of
from campaigns.sheets.values import Wrong, is_blank, shown
from reports.metrics.catalogue import METRICS
from reports.rubric_editing import workbook as shape
from reports.rubric_editing.kinds import KIND_FORMS
from reports.rubric_editing.shape import LINES_MOST, Content, Misshapen, plain_form, shaped
from reports.rubric_editing.spec import BONUS, OUTSIDE_EVENT, TEXT_MOST, Field, Rows, hold
from reports.rubric_editing.workbook import Head
from reports.rubric_editing.workbook_cells import typed
from reports.rubric_editing.workbook_sheets import FAULTS_MOST, Row, sheets_of
from reports.rules.kinds import KINDS

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


def read_workbook(data: bytes) -> Book:
    """The content of a workbook. Raises Misshapen with a sentence a cell, or for the file."""
    sheets = sheets_of(data)
    book = Book()
    _about(book, sheets[shape.ABOUT])
    codes = _lines(book, sheets[shape.LINES])
    if book.faults:  # what the other sheets say of lines that could not be read says nothing new
        raise Misshapen(book.faults[:FAULTS_MOST])
    _rules(book, sheets[shape.RULES], codes)
    _outside(book, sheets[shape.OUTSIDE])
    _plain(book, sheets[shape.GRADE], shape.GRADE, shape.grade_heads(), ("grade",))
    _plain(book, sheets[shape.VETOES], shape.VETOES, shape.veto_heads(), ("veto", "ground"))
    if book.faults:
        raise Misshapen(book.faults[:FAULTS_MOST])
    book.content = shaped(book.content)
    return book


def _table(
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


def _take(book: Book, value: Any, known: Field | None, cell: str) -> Any:
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


def _node(
    book: Book, values: dict[str, Any], heads: list[Head], cell: Callable[[str], str], path: Path
) -> Content:
    out: Content = {}
    for head in heads:
        if head.field is None:
            continue
        found = _take(book, values.get(head.key), head.field, cell(head.key))
        book.where[(*path, *head.field.key.split("."))] = cell(head.key)
        if found not in ("", [], False):
            hold(out, head.field.key, found)
    return out


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
        value = _take(book, cells[1] if len(cells) > 1 else None, entry, cell)
        book.where[(entry.key,) if part == "head" else (part, entry.key)] = cell
        if value not in ("", []):
            node[entry.key] = value


def _lines(book: Book, rows: list[Row]) -> dict[str, tuple[Path, Content]]:
    """Categories with their lines; answers code → path and line."""
    heads = shape.line_heads()
    categories = book.content.setdefault("category", [])
    found: dict[str, tuple[Path, Content]] = {}
    for _number, values, cell in _table(book, rows, shape.LINES, heads):
        what = squashed(_take(book, values.get("what"), None, cell("what")))
        if what == shape.CATEGORY_WORD:
            path: Path = ("category", len(categories))
            node = _node(book, values, heads, cell, path)
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
            line = _node(book, values, heads, cell, path)
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


def _rules(book: Book, rows: list[Row], codes: dict[str, tuple[Path, Content]]) -> None:
    kinds = {squashed(KINDS[kind].title): kind for kind in KIND_FORMS if kind in KINDS}
    kinds |= {kind: kind for kind in KIND_FORMS}
    heads = shape.rule_heads()
    for _number, values, cell in _table(book, rows, shape.RULES, heads):
        code = _take(book, values.get("code"), CODE, cell("code"))
        title = _take(book, values.get("kind"), None, cell("kind"))
        code = plain_form(code, CODE)
        if code not in codes:
            book.faults.append(
                _("%(cell)s：“大类与指标”里没有编码“%(code)s”。")
                % {"cell": cell("code"), "code": code[:TEXT_MOST]}
            )
            continue
        if squashed(title) not in kinds:
            book.faults.append(
                _("%(cell)s：未知的计分方式“%(title)s”，请从下拉框里选。")
                % {"cell": cell("kind"), "title": title[:20]}
            )
            continue
        path, line = codes[code]
        _rule_row(book, line, path, kinds[squashed(title)], values, cell)
    for code, (path, line) in codes.items():
        if "rule" not in line:
            book.faults.append(
                _("%(cell)s：“计分规则”里没有“%(code)s”的计分方式。")
                % {"cell": book.where[path], "code": code}
            )


def _rule_row(
    book: Book,
    line: Content,
    path: Path,
    kind: str,
    values: dict[str, Any],
    cell: Callable[[str], str],
) -> None:
    rule = line.setdefault("rule", {"kind": kind})
    if rule["kind"] != kind:
        book.faults.append(_("%(cell)s：同一指标只能有一种计分方式。") % {"cell": cell("kind")})
        return
    where: Path = (*path, "rule")
    form = KIND_FORMS[kind]
    row = squashed(_take(book, values.get("row"), None, cell("row")))
    lists = {rows.title: rows for rows in form.spec.rows}
    if row in ("", shape.MAIN_WORD):
        book.where[where] = cell("kind")
        rule.update(_params(book, form.spec.fields, values, cell, where))
    elif row in lists:
        _entry(book, lists[row], rule.setdefault(lists[row].key, []), line, values, cell, where)
    else:
        book.faults.append(
            _("%(cell)s：“%(kind)s”没有“%(row)s”这样的行，可填：%(rows)s。")
            % {
                "cell": cell("row"),
                "kind": KINDS[kind].title,
                "row": row[:20],
                "rows": "、".join([shape.MAIN_WORD, *lists]),
            }
        )


def _entry(
    book: Book,
    rows: Rows,
    entries: list[Content],
    line: Content,
    values: dict[str, Any],
    cell: Callable[[str], str],
    where: Path,
) -> None:
    """One row of a list: a further entry, or the next inner one of the entry above it."""
    at: Path = (*where, rows.key, len(entries))
    node = _params(book, rows.columns, values, cell, at)
    if rows.inner is None:
        if "event" in {f.key for f in rows.fields}:
            _event_by_name(line, node)
        book.where[at] = cell("row")
        entries.append(node)
        return
    own = {f.key: node[f.key] for f in rows.fields if f.key in node}
    inside = {f.key: node[f.key] for f in rows.inner.fields if f.key in node}
    if not rows.continues(entries, own):
        book.where[at] = cell("row")
        entries.append(own)
    if inside:
        steps = entries[-1].setdefault(rows.inner.key, [])
        step: Path = (*where, rows.key, len(entries) - 1, rows.inner.key, len(steps))
        book.where[step] = cell("row")
        for known in rows.inner.fields:
            book.where[(*step, known.key)] = cell(f"p:{shape.worded(known)}")
        steps.append(inside)


def _params(
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
    return _node(book, values, heads, cell, at)


def _event_by_name(line: Content, node: Content) -> None:
    """Of a computed line: an event without its code is found by its name in the catalogue."""
    metric = METRICS.get(str(line.get("metric", "")))
    if metric is None or node.get("event"):
        return
    by_label = {event.label: event.key for event in metric.events}
    if node.get("label") in by_label:
        node["event"] = by_label[node["label"]]


def _outside(book: Book, rows: list[Row]) -> None:
    heads = shape.outside_heads()
    for _number, values, cell in _table(book, rows, shape.OUTSIDE, heads):
        what = squashed(_take(book, values.get("what"), None, cell("what")))
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
        entries.append(_params(book, lists.fields, values, cell, at))


def _plain(book: Book, rows: list[Row], name: str, heads: list[Head], path: Path) -> None:
    node = book.content
    for step in path[:-1]:
        node = node.setdefault(str(step), {})
    entries = node.setdefault(str(path[-1]), [])
    for _number, values, cell in _table(book, rows, name, heads):
        at: Path = (*path, len(entries))
        book.where[at] = cell(heads[0].key)
        entries.append(_node(book, values, heads, cell, at))
