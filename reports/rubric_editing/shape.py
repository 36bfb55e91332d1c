"""A draft's content: whatever was typed, read or sent, brought into the shape the editor can
show. Values may be wrong; keys, nesting and sizes may not."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from unicodedata import category, normalize

from campaigns.sheets import values
from campaigns.sheets.values import UNSEEN, Wrong
from reports.rubric_editing.kinds import KIND_FORMS
from reports.rubric_editing.spec import (
    CATEGORY,
    GRADES,
    HEAD,
    LINE,
    PARTS,
    Field,
    Rows,
    Spec,
    held,
    hold,
)

Content = dict[str, Any]
CATEGORIES_MOST, LINES_MOST = 20, 40
_THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
_FIGURE = re.compile(r"-?\d+(\.\d+)?")
_MEASURES = "分次篇件份户个"
_CODES = {"code", "key", "event", "divide_by", "part", "order", "needs"}
_day = values.day(latest_today=False)


class Misshapen(ValueError):
    """What was sent is no rubric at all; `sentences` say where."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self.sentences = tuple(sentences)
        super().__init__("\n".join(sentences))


def shaped(data: Mapping[str, Any]) -> Content:
    """The content of a draft from plain data (TOML, JSON, a sheet, a published text). Raises
    Misshapen for unknown entries, wrong nesting and too much of anything."""
    wrong: list[str] = []
    known = {"category", *(k for _at, spec, _t in PARTS.values() for k in _keys(spec))}
    known |= {at for at, _spec, _title in PARTS.values() if at}
    _strangers(data, known, "细则", wrong)
    content = _part(data, HEAD, "细则", wrong)
    content["category"] = [
        _category(one, f"第{number}个大类", wrong)
        for number, one in enumerate(_list(data, "category", "大类", CATEGORIES_MOST, wrong), 1)
    ]
    for at, spec, title in PARTS.values():
        if not at:
            continue
        node = data.get(at, {})
        if not isinstance(node, Mapping):
            wrong.append(f"{title}：应为一节。")
            node = {}
        _strangers(node, _keys(spec), title, wrong)
        content[at] = _part(node, spec, title, wrong)
    content |= _part(data, GRADES, "等次", wrong)
    if wrong:
        raise Misshapen(wrong)
    return content


def _keys(spec: Spec) -> set[str]:
    return {field.key.partition(".")[0] for field in spec.fields} | {rows.key for rows in spec.rows}


def _sections(spec: Spec) -> dict[str, set[str]]:
    """Sections inside a part and what each may hold."""
    found: dict[str, set[str]] = {}
    for field in spec.fields:
        section, dot, inner = field.key.partition(".")
        if dot:
            found.setdefault(section, set()).add(inner)
    return found


def _strangers(data: Mapping[str, Any], known: set[str], place: str, wrong: list[str]) -> None:
    strange = [written(key)[:40] for key in data if key not in known]
    wrong += [f"{place}：不认识的项目“{key}”。" for key in strange]


def _list(data: Mapping[str, Any], key: str, title: str, most: int, wrong: list[str]) -> list[Any]:
    found = data.get(key, [])
    if not isinstance(found, list | tuple) or not all(isinstance(one, Mapping) for one in found):
        wrong.append(f"{title}：应为若干节的列表。")
        return []
    if len(found) > most:
        wrong.append(f"{title}：最多{most}项，这里有{len(found)}项。")
    return list(found[:most])


def _category(data: Mapping[str, Any], place: str, wrong: list[str]) -> Content:
    _strangers(data, {*_keys(CATEGORY), "indicator"}, place, wrong)
    content = _part(data, CATEGORY, place, wrong)
    lines = _list(data, "indicator", f"{place}的指标", LINES_MOST, wrong)
    content["indicator"] = [_line(one, f"{place}第{n}项", wrong) for n, one in enumerate(lines, 1)]
    return content


def _line(data: Mapping[str, Any], place: str, wrong: list[str]) -> Content:
    _strangers(data, {*_keys(LINE), "rule"}, place, wrong)
    content = _part(data, LINE, place, wrong)
    rule = data.get("rule", {})
    if not isinstance(rule, Mapping):
        wrong.append(f"{place}：计分规则应为一节。")
        rule = {}
    content["rule"] = rule_of(rule, place, wrong)
    return content


def rule_of(data: Mapping[str, Any], place: str, wrong: list[str]) -> Content:
    """A rule with the parameters of its kind."""
    kind = written(data.get("kind", "manual"))[:40]
    form = KIND_FORMS.get(kind)
    if form is None:
        wrong.append(f"{place}：未知的计分方式“{kind}”，可用：{'、'.join(KIND_FORMS)}。")
        return {"kind": "manual"}
    _strangers(data, {*_keys(form.spec), "kind"}, f"{place}的计分规则", wrong)
    return {"kind": kind, **_part(data, form.spec, place, wrong)}


def _part(data: Mapping[str, Any], spec: Spec, place: str, wrong: list[str]) -> Content:
    out: Content = {}
    for section, known in _sections(spec).items():
        inside = data.get(section)
        if isinstance(inside, Mapping):
            _strangers(inside, known, place, wrong)
        elif inside is not None:
            wrong.append(f"{place}：“{section}”应为一节。")
    for field in spec.fields:
        value = _value(held(data, field.key), field, place, wrong)
        if value not in (None, "", [], False):
            hold(out, field.key, value)
    for rows in spec.rows:
        inside = Spec(rows.fields, (rows.inner,) if rows.inner else ())
        found = []
        for number, one in enumerate(_list(data, rows.key, rows.title, rows.most, wrong), 1):
            where = f"{place}“{rows.title}”第{number}行"
            _strangers(one, _keys(inside), where, wrong)
            found.append(_part(one, inside, where, wrong))
        if found:
            out[rows.key] = found
    return out


def _value(value: Any, field: Field, place: str, wrong: list[str]) -> Any:
    if value is None:
        return None
    if field.kind == "flag":
        if not isinstance(value, bool):
            wrong.append(f"{place}：“{field.label}”应为是或否（true 或 false）。")
        return value is True
    if field.kind == "words":
        if isinstance(value, str):
            value = split(value)
        if not isinstance(value, list | tuple):
            wrong.append(f"{place}：“{field.label}”应为几个词。")
            return None
        words = split(written("、".join(map(str, value))))
        return [plain_form(one, field)[:60] for one in words][:20]
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal | date):
        wrong.append(f"{place}：“{field.label}”不能是这样的值。")
        return None
    text = plain_form(written(value), field)
    if len(text) > field.most:
        wrong.append(f"{place}：“{field.label}”最多{field.most}个字，这里有{len(text)}个字。")
    return text[: field.most]


def written(value: Any) -> str:
    """A value as the text it is kept as; numbers without needless zeros."""
    if isinstance(value, float):
        value = Decimal(f"{value:.15g}")
    if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) < 16:
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    lines = str(value).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(c for c in lines if c == "\n" or category(c) not in UNSEEN).strip()


def plain_form(text: str, field: Field) -> str:
    """What offices write for a figure, a day or a code, as the rules read it: ８５％ is 85, 4 分 is
    4, 1,000 is 1000, 2026年1月1日 is 2026-01-01, ３．２ is 3.2. What is none of these stays."""
    if field.kind == "day":
        try:
            return str(_day(text).isoformat())
        except Wrong:
            return text
    if field.kind == "number":
        found = normalize("NFKC", text).replace(" ", "")
        if field.unit and found[-1:] in ("%" if field.unit == "%" else _MEASURES):
            found = found[:-1]
        found = found.replace(",", "") if _THOUSANDS.fullmatch(found) else found
        return found if _FIGURE.fullmatch(found) else text
    return normalize("NFKC", text).strip() if field.key in _CODES else text


def split(text: str) -> list[str]:
    """Words as people part them."""
    for sign in "，,；;\n　 ":
        text = text.replace(sign, "、")
    return [word for word in text.split("、") if word]


def named(content: Content) -> Content:
    """The content with a key for every list entry that was left without one; keys of computed
    lines come from the metric, those of others only have to differ."""
    out = copy.deepcopy(content)
    _name(out.get("bonus", {}).get("item", []), "key", "b", set())
    _name(out.get("deduction", {}).get("event", []), "event", "d", set())
    _name(out.get("veto", {}).get("ground", []), "key", "v", set())
    for line in lines_of(out):
        _name_counts(line["rule"])
    return out


def _name_counts(rule: Content) -> None:
    """All counts of a rule stand beside each other, so their keys differ across its lists."""
    if rule.get("divide_label") and not rule.get("divide_by"):
        rule["divide_by"] = "divisor"
    form = KIND_FORMS.get(rule.get("kind", ""))
    used: set[Any] = {rule.get("divide_by")}
    for rows in form.spec.rows if form else ():
        key = rows.fields[0].key
        if key in ("event", "key"):
            _name(rule.get(rows.key, []), key, "g" if rows.inner else "e", used)


def _name(entries: list[Content], key: str, letter: str, used: set[Any]) -> None:
    used.update(entry.get(key) for entry in entries)
    number = 0
    for entry in entries:
        if entry.get(key):
            continue
        number += 1
        while f"{letter}{number}" in used:
            number += 1
        entry[key] = f"{letter}{number}"
        used.add(entry[key])


def lines_of(content: Content) -> list[Content]:
    """All lines in order."""
    return [line for category in content["category"] for line in category["indicator"]]


def sorted_rows(entries: list[Content], rows: Rows) -> list[Content]:
    """Rows in the order the rules want them; what is no number stays where it was."""
    if rows.inner is not None:
        for entry in entries:
            if rows.inner.key in entry:
                entry[rows.inner.key] = sorted_rows(entry[rows.inner.key], rows.inner)
    if not rows.falling:
        return entries
    try:
        return sorted(entries, key=lambda one: Decimal(one[rows.falling]), reverse=True)
    except (KeyError, ArithmeticError, ValueError):
        return entries
