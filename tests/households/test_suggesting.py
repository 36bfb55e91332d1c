"""From factors to a suggestion: a pure function and its laws (domain C2)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from households.scales.factors import FACTORS
from households.scales.shipped import DEFAULT
from households.suggesting import NO, UNKNOWN, suggest

OPTIONS = {f.key: [NO, UNKNOWN, *dict(f.options)] for f in FACTORS}
ANSWERS = st.fixed_dictionaries(
    {}, optional={key: st.sampled_from(options) for key, options in OPTIONS.items()}
)


@given(ANSWERS)
def test_the_sum_is_its_parts_and_the_level_follows(answers: dict[str, str]) -> None:
    found = suggest(answers, DEFAULT)
    assert found.points == sum(part.points for part in found.parts)
    reached = [level for level in DEFAULT.levels if found.points >= level.points_from]
    assert found.level == (DEFAULT.top if found.direct else (reached[0] if reached else None))
    for part in found.parts:
        if part.points:
            assert part.words in found.words


@given(ANSWERS)
def test_unknown_weighs_nothing_and_is_no_no(answers: dict[str, str]) -> None:
    """An unknown answer changes neither sum nor level, and is always listed; a no never is."""
    known = {k: v for k, v in answers.items() if v != UNKNOWN}
    found, without = suggest(answers, DEFAULT), suggest(known, DEFAULT)
    assert (found.points, found.level, found.unknown) == (
        without.points,
        without.level,
        without.unknown,
    )
    assert len(found.unknown) == len(FACTORS) - len(known)


@given(ANSWERS, st.sampled_from([f for f in FACTORS if f.key != "quiet"]), st.data())
def test_more_danger_never_lowers_the_suggestion(
    answers: dict[str, str], factor: object, data: st.DataObject
) -> None:
    key = factor.key  # type: ignore[attr-defined]
    worse = answers | {key: data.draw(st.sampled_from(list(dict(factor.options))))}  # type: ignore[attr-defined]
    calm = suggest(answers | {key: NO}, DEFAULT)
    grave = suggest(worse, DEFAULT)
    assert grave.points >= calm.points
    assert (grave.level.rank if grave.level else 0) >= (calm.level.rank if calm.level else 0)


@given(ANSWERS, st.sampled_from(sorted(DEFAULT.direct)))
def test_a_direct_answer_is_red_whatever_the_sum(answers: dict[str, str], direct: str) -> None:
    key, _dot, option = direct.partition(".")
    found = suggest(answers | {key: option}, DEFAULT)
    assert found.level == DEFAULT.top
    assert "不看总分" in found.words


@given(ANSWERS)
def test_order_does_not_matter(answers: dict[str, str]) -> None:
    turned = dict(reversed(list(answers.items())))
    assert suggest(answers, DEFAULT) == suggest(turned, DEFAULT)


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (
            {"drinking": "yes", "no_support": "yes", "divorce": "open", "separation": "yes"},
            "酒后起冲突 1 分 + 离婚或抚养争议（有争议） 1 分 + 分居不满三个月 2 分"
            " + 没有外界支持 1 分 = 5 分，满 4 分，建议黄·中。",
        ),
        (
            {"police": "three", "earlier_order": "yes", "debt": "yes"},
            "有过告诫书或保护令 3 分 + 一年内报警（3 次及以上） 4 分 + 赌博或债务压力 1 分"
            " = 8 分，满 8 分，建议红·高。",
        ),
        (
            {"drinking": "yes", "separation": "yes", "quiet": "yes"},
            "酒后起冲突 1 分 + 分居不满三个月 2 分 - 九十天内没有再发生 2 分 = 1 分，"
            "满 1 分，建议绿·低。",
        ),
        ({"drinking": NO}, "0 分，还不够列入，可以先作线索留意。"),
        ({"order_breach": "yes"}, "0 分；有“违反保护令”，不看总分，建议红·高。"),
    ],
)
def test_the_arithmetic_in_words(answers: dict[str, str], words: str) -> None:
    assert suggest(answers, DEFAULT).words == words


def test_what_no_form_offers_is_refused() -> None:
    for strange in ({"belief": "yes"}, {"police": "often"}):
        with pytest.raises(LookupError):
            suggest(strange, DEFAULT)
