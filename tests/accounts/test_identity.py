"""ID numbers and telephones as people type them (domain G, K12)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.identity import (
    FEMALE,
    MALE,
    NotValid,
    check_digit,
    id_faults,
    mask_id,
    mask_phone,
    normalise_id,
    normalise_phone,
    phone_faults,
    read_id,
    read_phone,
)

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("typed", "kept", "sex", "born"),
    [
        ("11010519491231002X", "11010519491231002X", FEMALE, date(1949, 12, 31)),
        ("11010519491231002x", "11010519491231002X", FEMALE, date(1949, 12, 31)),
        ("１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X", FEMALE, date(1949, 12, 31)),
        (" 440524 18800101 0014 ", "440524188001010014", MALE, date(1880, 1, 1)),
        ("990101198001010014", "990101198001010014", MALE, date(1980, 1, 1)),
        ("990101198506150020", "990101198506150020", FEMALE, date(1985, 6, 15)),
        ("110105491231002", "11010519491231002X", FEMALE, date(1949, 12, 31)),
        ("11010519491231002×", "11010519491231002X", FEMALE, date(1949, 12, 31)),
    ],
)
def test_what_people_type_becomes_one_number(typed: str, kept: str, sex: str, born: date) -> None:
    found = read_id(typed, TODAY)
    assert (found.number, found.sex, found.birth_date) == (kept, sex, born)


@pytest.mark.parametrize(
    ("typed", "causes"),
    [
        ("99010220220229003" + check_digit("99010220220229003"), ["2022年02月29日 不存在"]),
        ("990101198001010015", ["校验位不对"]),
        ("99010120300101001" + check_digit("99010120300101001"), ["晚于今天"]),
        ("990102202202290033", ["不存在", "校验位不对"]),
        ("99010119800101001", ["应为 18 位，填的是 17 位"]),
        ("9901O1198001010014", ["只能有数字"]),
        ("99010119800X010014", ["只能有数字"]),
        ("身份证", ["只能有数字", "填的是 3 位"]),
        ("00010119800101001" + check_digit("00010119800101001"), ["前两位不是地区代码"]),
    ],
)
def test_every_cause_is_told_in_words(typed: str, causes: list[str]) -> None:
    faults = id_faults(typed, TODAY)
    assert len(faults) == len(causes)
    for fault, cause in zip(faults, causes, strict=True):
        assert cause in fault
    with pytest.raises(NotValid):
        read_id(typed, TODAY)


@given(st.integers(0, 9), st.integers(0, 16))
def test_one_wrong_digit_never_passes(digit: int, place: int) -> None:
    good = "990101198001010014"
    wrong = good[:place] + str(digit) + good[place + 1 :]
    assert bool(id_faults(wrong, TODAY)) == (wrong != good)


@given(st.text(max_size=40))
def test_no_text_breaks_the_readers(text: str) -> None:
    id_faults(text, TODAY)
    phone_faults(text)
    mask_id(text)
    mask_phone(text)


@given(st.text(alphabet="0123456789０９xXｘ×- —", max_size=24))
def test_what_is_kept_is_kept_again(text: str) -> None:
    assert normalise_id(normalise_id(text)) == normalise_id(text)


def test_masks_show_what_the_domain_says() -> None:
    assert mask_id("990101198001010014") == "990101********0014"
    assert mask_phone("13800138000") == "138****8000"
    assert mask_phone("0516-12345678") == "0516-****5678"
    assert mask_id("K1234567") == "******67"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13800138000", "13800138000"),
        ("+86 138 0013 8000", "13800138000"),
        ("0086-138-0013-8000", "13800138000"),
        ("１３８００１３８０００", "13800138000"),
        ("0516-12345678", "0516-12345678"),
        ("(0516)12345678", "0516-12345678"),
        ("051612345678", "0516-12345678"),
        ("010 12345678", "010-12345678"),
    ],
)
def test_telephones_are_kept_bare(typed: str, kept: str) -> None:
    assert read_phone(typed) == kept
    assert normalise_phone(kept) == kept


@pytest.mark.parametrize(
    ("typed", "cause"),
    [
        ("1380013800", "应为 11 位，填的是 10 位"),
        ("12800138000", "第二位应是 3 到 9"),
        ("12345678", "11 位"),
        ("82345678", "连区号一起写"),
        ("没有电话", "只写数字"),
    ],
)
def test_a_wrong_telephone_says_why(typed: str, cause: str) -> None:
    (fault,) = phone_faults(typed)
    assert cause in fault
