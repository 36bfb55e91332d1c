"""The sheet 计分规则: a line's rule in its rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from campaigns.sheets.heads import squashed
from reports.metrics.catalogue import METRICS
from reports.rubric_editing import workbook as shape
from reports.rubric_editing.kinds import KIND_FORMS
from reports.rubric_editing.shape import Content, plain_form
from reports.rubric_editing.spec import TEXT_MOST, Rows
from reports.rubric_editing.workbook_book import CODE, Book, Path, params, table, take
from reports.rubric_editing.workbook_sheets import Row
from reports.rules.kinds import KINDS


def read_rules(book: Book, rows: list[Row], codes: dict[str, tuple[Path, Content]]) -> None:
    """Every row into the rule of its line; a line without any is told."""
    kinds = {squashed(KINDS[kind].title): kind for kind in KIND_FORMS if kind in KINDS}
    kinds |= {kind: kind for kind in KIND_FORMS}
    heads = shape.rule_heads()
    for _number, values, cell in table(book, rows, shape.RULES, heads):
        code = take(book, values.get("code"), CODE, cell("code"))
        title = take(book, values.get("kind"), None, cell("kind"))
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
    row = squashed(take(book, values.get("row"), None, cell("row")))
    lists = {rows.title: rows for rows in form.spec.rows}
    if row in ("", shape.MAIN_WORD):
        book.where[where] = cell("kind")
        rule.update(params(book, form.spec.fields, values, cell, where))
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
    node = params(book, rows.columns, values, cell, at)
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


def _event_by_name(line: Content, node: Content) -> None:
    """Of a computed line: an event without its code is found by its name in the catalogue."""
    metric = METRICS.get(str(line.get("metric", "")))
    if metric is None or node.get("event"):
        return
    by_label = {event.label: event.key for event in metric.events}
    if node.get("label") in by_label:
        node["event"] = by_label[node["label"]]
