"""Words in cells stay words (reliability E5)."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.exports.cells import neutral
from accounts.exports.sheet import Cell, Column, Paper, Table
from accounts.exports.workbook import write
from tests.exports.books import MARK, formulas, opened

HEADS = "=+-@＝＋－＠﹢﹣﹦﹫⁼\t\r\n\0\x0b\u200b\u202e\ufeff '\""
hostile = st.builds(
    lambda head, tail: head + tail,
    st.text(st.sampled_from(HEADS), max_size=4),
    st.text(max_size=24) | st.sampled_from(["cmd|'/C calc'!A0", 'HYPERLINK("http://x")', "1+1"]),
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("=1+1", "'=1+1"),
        ("＝HYPERLINK()", "'＝HYPERLINK()"),
        ("\t=1", "'=1"),
        ("\r\n-2", "'-2"),
        ("\0@SUM(A1)", "'@SUM(A1)"),
        ("\u200b+86 138", "'+86 138"),
        ("姜志强", "姜志强"),
        ("张·𠮷", "张·𠮷"),
        ("张\U00031350\ue123村\uffff", "张\U00031350\ue123村"),
        ("两行\n话", "两行\n话"),
        ("3-2", "3-2"),
        ("—", "—"),
        ("", ""),
    ],
)
def test_what_begins_like_a_formula_gets_an_apostrophe(typed: str, kept: str) -> None:
    assert neutral(typed) == kept


@settings(max_examples=300)
@given(hostile)
def test_nothing_begins_like_a_formula_or_holds_a_control_sign(typed: str) -> None:
    kept = neutral(typed)
    first = unicodedata.normalize("NFKC", kept[:1])[:1]
    assert first not in set("=+-@\t\r\0")
    assert all(c == "\n" or unicodedata.category(c) not in {"Cc", "Cs"} for c in kept)
    assert neutral(kept) in {kept, kept.strip()}


@settings(max_examples=5)
@given(st.lists(hostile, min_size=400, max_size=400), st.randoms())
def test_ten_thousand_cells_hold_no_formula_but_our_own_sum(texts: list[str], dice: object) -> None:
    """2,000 cells an example, five examples; counted in the raw XML and by openpyxl."""
    columns = [*(Column("话", "text") for _ in range(4)), Column("数", "int", total=True)]
    rows = [
        [Cell(texts[(at * 4 + n) % len(texts)]) for n in range(4)] + [Cell(at)] for at in range(500)
    ]
    total = sum(range(500))
    table = Table(
        "表",
        "村",
        "期",
        columns,
        rows,
        totals=[*[Cell("")] * 4, Cell(total)],
        filter_words=texts[0],
    )
    content = write(Paper("表", tables=[table]), MARK)
    assert formulas(content) == 1
    for row in opened(content).active.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                assert str(cell.value).startswith("=SUM(")
            elif isinstance(cell.value, str):
                assert unicodedata.normalize("NFKC", cell.value[:1])[:1] not in set("=+-@")
