"""Frozen dataclasses to canonical JSON and back, checked against their annotations."""

import json
import types
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from django.utils.translation import gettext as _

T = TypeVar("T")


class ContentError(ValueError):
    """The content of a document is not what it must be; the message is for people."""


def to_text(value: object) -> str:
    """Canonical JSON of a dataclass: sorted keys, no spaces."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_text(cls: type[T], text: str) -> T:
    """A ``cls`` from JSON text; raises ContentError for anything that does not fit."""
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ContentError(_("考核内容不是有效的JSON文本。")) from error
    return cast(T, _typed(cls, plain, cls.__name__))


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _typed(kind: Any, value: object, where: str) -> object:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _optional(kind, value, where)
    if origin is Literal:
        return _exact(value in get_args(kind), value, where)
    if origin is tuple:
        items = cast(list[object], _exact(isinstance(value, list), value, where))
        return tuple(
            _typed(get_args(kind)[0], item, f"{where}[{i}]") for i, item in enumerate(items)
        )
    if is_dataclass(kind):
        return _record(cast(type, kind), value, where)
    if kind is date:
        return _date(value, where)
    return _exact(type(value) is kind, value, where)


def _exact(fits: bool, value: object, where: str) -> object:
    if not fits:
        raise ContentError(_("考核内容的“%(where)s”类型不对。") % {"where": where})
    return value


def _optional(kind: Any, value: object, where: str) -> object:
    options = [option for option in get_args(kind) if option is not type(None)]
    if value is None and type(None) in get_args(kind):
        return None
    return _typed(options[0], value, where)


def _date(value: object, where: str) -> date:
    try:
        return date.fromisoformat(cast(str, value))
    except (TypeError, ValueError) as error:
        raise ContentError(_("考核内容的“%(where)s”不是日期。") % {"where": where}) from error


def _record(cls: type, value: object, where: str) -> object:
    record = cast(dict[str, object], _exact(isinstance(value, dict), value, where))
    hints = _hints(cls)
    # What was frozen before a field came has its default.
    needed = {f.name for f in fields(cls) if f.default is MISSING}
    if strange := (set(record) - set(hints)) | (needed - set(record)):
        odd = "、".join(sorted(strange))
        message = _("考核内容的“%(where)s”缺少或多出字段：%(odd)s。")
        raise ContentError(message % {"where": where, "odd": odd[:200]})
    return cls(**{name: _typed(hints[name], record[name], f"{where}.{name}") for name in record})
