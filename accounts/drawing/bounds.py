"""Texts made safe to set: no control or invisible signs, no line breaks, a length that ends."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

LONGEST = 400
MORE = "……（下略）"
_BLANK = dict.fromkeys((0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0xA0, 0x2028, 0x2029), " ")

T = TypeVar("T")


def bounded(value: T, by: Callable[[str], str] | None = None) -> T:
    """A copy of a frozen dataclass with every text in it cleaned and cut to LONGEST signs, or
    made safe ``by`` another rule."""
    return cast(T, _walk(value, by or clean))


def _walk(value: object, by: Callable[[str], str]) -> object:
    if isinstance(value, str):
        return by(value)
    if isinstance(value, tuple):
        return tuple(_walk(item, by) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        found = {field.name: getattr(value, field.name) for field in fields(value)}
        walked = {name: _walk(item, by) for name, item in found.items()}
        changed = {name: item for name, item in walked.items() if item is not found[name]}
        return replace(value, **changed) if changed else value
    return value


def visible(text: str) -> str:
    """``text`` without controls, direction marks, breaks and signs that only choose the form of
    the one before. A rare sign stays, also one this Python does not know or of a private use: left
    out it would make another name; who draws it says that there is no glyph."""
    return "".join(sign for sign in text.translate(_BLANK) if not _unseen(sign))


def _unseen(sign: str) -> bool:
    no_sign = ord(sign) & 0xFFFE == 0xFFFE
    return no_sign or bool(_ODD.match(sign)) or unicodedata.category(sign) in _INVISIBLE


def clean(text: str) -> str:
    """``text`` without controls, direction marks and breaks, cut where it grows too long."""
    if len(text) <= LONGEST and text.isprintable() and not _ODD.search(text):
        return text
    kept = visible(text[: LONGEST * 4])
    if len(kept) <= LONGEST and len(text) <= LONGEST * 4:
        return kept
    return kept[: LONGEST - len(MORE)] + MORE


_INVISIBLE = {"Cc", "Cf", "Cs"}
# The hard blank, and what only chooses a form of the sign before it.
_ODD = re.compile("[\u00a0\ufe00-\ufe0f\U000e0100-\U000e01ef]")
