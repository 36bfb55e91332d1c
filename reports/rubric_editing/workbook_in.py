"""Reading a rubric's workbook: checked as every sheet from outside (reliability E1–E4), read in
the closed child process, each fault told by its cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from campaigns.sheets.faults import MB, Limits, SheetRefused
from campaigns.sheets.heads import squashed
from campaigns.sheets.package import check_package
from campaigns.sheets.reading import Opened, read_sheets
from campaigns.sheets.table import letter_of
from campaigns.sheets.values import Wrong, prose, shown
from reports.metrics.catalogue import METRICS
from reports.rubric_editing import workbook as shape
from reports.rubric_editing.kinds import KIND_FORMS
from reports.rubric_editing.shape import Content, Misshapen, shaped, split, written
from reports.rubric_editing.spec import BONUS, OUTSIDE_EVENT, TEXT_MOST, Field, Rows, hold
from reports.rubric_editing.workbook import Head
from reports.rules.kinds import KINDS

LIMITS = Limits(4 * MB, 100, 20 * MB, 100, 2000, 60, 512 * MB, 20, 60)
Path = tuple[str | int, ...]
Row = tuple[int, list[Any]]


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
    try:
        check_package(data, LIMITS)
        sheets = _sheets(data)
    except SheetRefused as refused:
        raise Misshapen([refused.sentence]) from None
    wanted = (shape.ABOUT, shape.LINES, shape.RULES, shape.OUTSIDE, shape.GRADE, shape.VETOES)
    missing = [name for name in wanted if name not in sheets]
    if missing:
        raise Misshapen(
            [
                _("缺少工作表：%(names)s。请从“考核细则”页下载一份再改。")
                % {"names": "、".join(missing)}
            ]
        )
    book = Book()
    _about(book, sheets[shape.ABOUT])
    codes = _lines(book, sheets[shape.LINES])
    _rules(book, sheets[shape.RULES], codes)
    _outside(book, sheets[shape.OUTSIDE])
    _plain(book, sheets[shape.GRADE], shape.GRADE, shape.grade_heads(), ("grade",))
    _plain(book, sheets[shape.VETOES], shape.VETOES, shape.veto_heads(), ("veto", "ground"))
    if book.faults:
        raise Misshapen(book.faults[:60])
    book.content = shaped(book.content)
    return book


def _sheets(data: bytes) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    name = ""
    for item in read_sheets(data, LIMITS):
        if isinstance(item, Opened):
            name = item.name.strip()
            found[name] = []
        else:
            found[name].append(item)
    return found


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
        if any(value not in (None, "") for value in values.values()):
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
        return _typed(value, known)
    except Wrong as wrong:
        book.faults.append(f"{cell}：{known.label if known else ''}{wrong.sentence}")
        return ""


def _typed(value: Any, known: Field) -> Any:
    words = str(prose(known.most)(value)) if isinstance(value, str) else shown(value)
    # The apostrophe our own workbook puts before words that begin like a formula.
    if len(words) > 1 and words[0] == "'" and words[1] in "=+-@＝＋－＠":
        words = words[1:]
    if known.kind == "number":
        return written(value) if isinstance(value, int | float) else shown(value)
    if known.kind == "flag":
        if words not in (shape.YES, "否"):
            raise Wrong(_("只填“是”，或空着。"))
        return words == shape.YES
    if known.kind == "words":
        return split(words)
    if known.options:
        for key, word in known.options:
            if words in (key, word):
                return key
        options = "、".join(word for _key, word in known.options)
        raise Wrong(
            _("“%(word)s”不在可选范围，请选：%(options)s。")
            % {"word": words[:20], "options": options}
        )
    if known.key == "metric":
        return _metric(words)
    return words


def _metric(words: str) -> str:
    for metric in METRICS.values():
        if words in (metric.key, metric.name):
            return metric.key
    raise Wrong(_("没有“%(word)s”这个数据指标，请从下拉框里选。") % {"word": words[:20]})


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
        what = _take(book, values.get("what"), None, cell("what"))
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
            path = ("category", len(categories) - 1, "indicator", len(lines))
            line = _node(book, values, heads, cell, path)
            book.where[path] = cell("what")
            lines.append(line)
            code = line.get("code", "")
            if code in found:
                book.faults.append(
                    _("%(cell)s：编码“%(code)s”重复。") % {"cell": cell("code"), "code": code}
                )
            found[code] = (path, line)
        else:
            book.faults.append(
                _("%(cell)s：请填“大类”或“指标”，第一行应是大类。") % {"cell": cell("what")}
            )
    return found


def _rules(book: Book, rows: list[Row], codes: dict[str, tuple[Path, Content]]) -> None:
    kinds = {KINDS[kind].title: kind for kind in KIND_FORMS if kind in KINDS}
    kinds |= {kind: kind for kind in KIND_FORMS}
    heads = shape.rule_heads()
    for _number, values, cell in _table(book, rows, shape.RULES, heads):
        code = _take(book, values.get("code"), heads[0].field, cell("code"))
        title = _take(book, values.get("kind"), None, cell("kind"))
        if code not in codes:
            book.faults.append(
                _("%(cell)s：“大类与指标”里没有编码“%(code)s”。")
                % {"cell": cell("code"), "code": code[:TEXT_MOST]}
            )
            continue
        if title not in kinds:
            book.faults.append(
                _("%(cell)s：未知的计分方式“%(title)s”，请从下拉框里选。")
                % {"cell": cell("kind"), "title": title[:20]}
            )
            continue
        path, line = codes[code]
        _rule_row(book, line, path, kinds[title], values, cell)
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
    row = _take(book, values.get("row"), None, cell("row"))
    lists = {rows.title: rows for rows in form.spec.rows}
    if row in ("", shape.MAIN_WORD):
        book.where[where] = cell("kind")
        fields, node, at = form.spec.fields, rule, where
    elif row in lists:
        entries = rule.setdefault(lists[row].key, [])
        at = (*where, lists[row].key, len(entries))
        node = {}
        entries.append(node)
        book.where[at] = cell("row")
        fields = lists[row].fields
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
        return
    node.update(_params(book, fields, values, cell, at))
    if "event" in {f.key for f in fields}:
        _event_by_name(line, node)


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
        if key.startswith("p:") and key not in own and value not in (None, ""):
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
        what = _take(book, values.get("what"), None, cell("what"))
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
