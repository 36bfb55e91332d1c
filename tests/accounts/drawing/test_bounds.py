"""Texts are safe to set: no controls, no direction marks, an end."""

from accounts.drawing.bounds import LONGEST, clean


def test_texts_are_cleaned_and_cut() -> None:
    assert clean("甲\n乙\x00\u202e丙") == "甲 乙丙"
    assert len(clean("甲" * 1_000_000)) == LONGEST


def test_rare_signs_are_never_left_out() -> None:
    # Of extension H, which this Python does not know yet, and of a private use.
    assert clean("张\U00031350村\ue123") == "张\U00031350村\ue123"
    assert clean("葛\U000e0100村\ufe0f\uffff") == "葛村"
