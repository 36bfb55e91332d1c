"""A rubric as a TOML text: what the loader reads, in the order people read it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from reports.rubric_editing.kinds import KIND_FORMS
from reports.rubric_editing.shape import Content, Misshapen, shaped
from reports.rubric_editing.spec import CATEGORY, GRADES, HEAD, LINE, PARTS, Spec, held

_AT = re.compile(r"at line (\d+), column (\d+)")
BYTES_MOST = 512 * 1024


def read_toml(data: bytes) -> Content:
    """The content of a TOML file; Misshapen with a sentence for what is wrong with the file."""
    if len(data) > BYTES_MOST:
        raise Misshapen([_("TOML文件最多512 KB。")])
    try:
        found = tomllib.loads(data.decode("utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError:
        raise Misshapen(
            [_("文件不是UTF-8编码的文本。请用记事本打开，另存为时编码选“UTF-8”。")]
        ) from None
    except (tomllib.TOMLDecodeError, ValueError, RecursionError, ArithmeticError) as error:
        raise Misshapen([_wrong_at(str(error))]) from None
    return shaped(found)


def _wrong_at(error: str) -> str:
    """Where the reader stopped, in words."""
    found = _AT.search(error)
    if found is None:
        return _("文件末尾：TOML格式有误，没有写完，或者同一项写了两次。")
    return _("第%(line)s行第%(column)s个字：TOML格式有误，不能读取。") % {
        "line": found[1],
        "column": found[2],
    }


def toml_of(content: Mapping[str, Any]) -> str:
    """The text; reading it back gives the same content."""
    out = [_single(content, HEAD)]
    for category in content["category"]:
        out += ["[[category]]", _single(category, CATEGORY)]
        for line in category.get("indicator", []):
            out += ["[[category.indicator]]", _single(line, LINE)]
            out += _sections(line, LINE, "category.indicator.")
            rule = line.get("rule", {})
            form = KIND_FORMS[rule.get("kind", "manual")]
            head = f"kind = {_text(rule.get('kind', 'manual'))}\n"
            out += ["[category.indicator.rule]", head + _single(rule, form.spec)]
            out += _lists(rule, form.spec, "category.indicator.rule.")
    for at, spec, _title in PARTS.values():
        if at:
            out += [f"[{at}]", _single(content.get(at, {}), spec)]
            out += _lists(content.get(at, {}), spec, f"{at}.")
    out += _lists(content, GRADES, "")
    return "\n".join(out).rstrip("\n") + "\n"


def _single(node: Mapping[str, Any], spec: Spec) -> str:
    return "".join(
        f"{field.key} = {_value(node[field.key], field.kind)}\n"
        for field in spec.fields
        if field.key in node
    )


def _sections(node: Mapping[str, Any], spec: Spec, prefix: str) -> list[str]:
    """Sections inside a part, after its own entries."""
    found: dict[str, str] = {}
    for field in spec.fields:
        section, dot, inner = field.key.partition(".")
        if dot and (value := held(node, field.key)) is not None:
            found[section] = found.get(section, "") + f"{inner} = {_value(value, field.kind)}\n"
    return [text for section, body in found.items() for text in (f"[{prefix}{section}]", body)]


def _lists(node: Mapping[str, Any], spec: Spec, prefix: str) -> list[str]:
    out = []
    for rows in spec.rows:
        for entry in node.get(rows.key, []):
            out += [f"[[{prefix}{rows.key}]]", _single(entry, Spec(rows.fields))]
            if rows.inner:
                out += _lists(entry, Spec((), (rows.inner,)), f"{prefix}{rows.key}.")
    return out


def _value(value: Any, kind: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[" + ", ".join(_text(one) for one in value) + "]"
    if kind == "number":
        try:
            number = Decimal(value)
        except InvalidOperation:
            return _text(value)
        # Written as typed only where that is the number's own plain form.
        if number.is_finite() and f"{number.normalize():f}" == value:
            return str(value)
    return _text(value)


def _text(value: object) -> str:
    """A basic string: JSON's escapes are TOML's too, but for the signs beyond the first plane."""
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
