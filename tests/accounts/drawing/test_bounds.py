"""Texts are safe to set: no controls, no direction marks, an end."""

from accounts.drawing.bounds import LONGEST, clean


def test_texts_are_cleaned_and_cut() -> None:
    assert clean("甲\n乙\x00\u202e丙") == "甲 乙丙"
    assert len(clean("甲" * 1_000_000)) == LONGEST
