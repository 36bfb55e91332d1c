"""Whoever holds a file compares it on the page its square code leads to; nothing is sent."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from campaigns import verification
from campaigns.verification import Verified
from tests.browser.person import PHONE, Person

BYTES = b"%PDF-1.7 a paper"


def test_a_file_changed_by_one_byte_is_told_apart(
    someone: Callable[..., Person], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    digest = hashlib.sha256(BYTES).hexdigest()
    paper = Verified(
        "考核结果通报", "甲平家〔2027〕1号", "甲县", 2026, True, "有效",
        files=(("印发时的PDF", digest),),
    )  # fmt: skip
    monkeypatch.setitem(
        verification._FINDERS, "document", lambda code: paper if code == "a" * 36 else None
    )
    same, other = tmp_path / "a.pdf", tmp_path / "b.pdf"
    same.write_bytes(BYTES)
    other.write_bytes(BYTES[:-1] + b"R")
    person = someone(PHONE)
    person.open(f"/v/{'a' * 36}")
    sent: list[str] = []
    person.page.on("request", lambda request: sent.append(request.url))
    person.page.set_input_files("#file", str(same))
    person.page.get_by_text("一字不差").wait_for()
    person.page.set_input_files("#file", str(other))
    person.page.get_by_text("不一致：").wait_for()
    assert not person.page.get_by_text("一字不差").is_visible()
    assert sent == []
