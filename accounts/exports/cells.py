"""Words as they may stand in a cell: no formula, no control sign (reliability E5)."""

from __future__ import annotations

import unicodedata

# What a table program takes for the beginning of a formula, half or full width.
LEADS = frozenset("=+-@")
LONGEST = 32_000  # a cell holds 32,767 characters
# Signs that turn the order of reading round, and marks nobody sees.
UNSEEN = frozenset(
    "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff"
)


def neutral(value: object) -> str:
    """`value` as text that stays text: control and unseen signs are taken out, and words that
    begin like a formula get an apostrophe, so that they stay words when the sheet is saved as
    CSV and opened again."""
    text = "".join(_kept(sign) for sign in str(value)).strip()
    if len(text) > LONGEST:
        text = text[:LONGEST] + "…"
    if text and leads(text[0]):
        return "'" + text
    return text


def _kept(sign: str) -> str:
    if sign == "\n":
        return sign
    # A sign this Python does not know or of a private use stands in rare names: it stays.
    if sign in UNSEEN or unicodedata.category(sign) in {"Cc", "Cs"} or ord(sign) & 0xFFFE == 0xFFFE:
        return " " if sign in "\t\r\v\f" else ""
    return sign


def leads(sign: str) -> bool:
    """Whether a table program takes words that begin with this sign for a formula."""
    plain = unicodedata.normalize("NFKC", sign)
    return bool(plain) and plain[0] in LEADS
