"""Numbers of official papers as GB/T 9704 has them: 沛妇〔2026〕5号, never [2026], never 05号."""

from __future__ import annotations

import re

YEAR = re.compile(r"[\[\(（【〔［]\s*(\d{4})\s*[\]\)）】〕］]")
NUMBER = re.compile(r"(?<!\d)0+(\d+)\s*号")
WHOLE = re.compile(r"^\S{1,20}〔\d{4}〕[1-9]\d{0,4}号$")


def written(text: str) -> str:
    """A number as typed, with the right brackets and without a leading nought (domain F, K 11)."""
    text = YEAR.sub(r"〔\1〕", "".join(text.split()))
    return NUMBER.sub(r"\1号", text)


def is_whole(text: str) -> bool:
    """Whether it has an issuing office, a year and a number."""
    return bool(WHOLE.match(text))
