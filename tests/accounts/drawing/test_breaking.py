"""Long titles break between words, in lines that fit."""

from __future__ import annotations

import pytest

from accounts.drawing.breaking import broken

TITLES = {
    "短题": ["短题"],
    "五段镇开展平安家庭创建集中宣传和矛盾纠纷排查工作的几点做法": [
        "五段镇开展平安家庭创建集中", "宣传和矛盾纠纷排查工作的几点做法",
    ],
    "关于对2026年3月8日至3月15日集中宣传活动开展情况进行抽查的通报": [
        "关于对2026年3月8日至3月15日", "集中宣传活动开展情况进行抽查的通报",
    ],
    "五段镇“调解室开到家门口”，矛盾纠纷就地化解率达九成以上": [
        "五段镇“调解室开到家门口”，", "矛盾纠纷就地化解率达九成以上",
    ],
    "我县召开平安家庭创建工作推进会暨示范户授牌仪式": [
        "我县召开平安家庭创建工作", "推进会暨示范户授牌仪式",
    ],
}  # fmt: skip


@pytest.mark.parametrize("title", TITLES)
def test_between_words(title: str) -> None:
    assert broken(title, 18) == TITLES[title]


@pytest.mark.parametrize(
    "title", ["字" * 40, "龘" * 19, "2026" * 15, "，" * 30, "a" * 60, "（" * 25]
)
def test_nothing_is_lost_whatever_it_is(title: str) -> None:
    lines = broken(title, 18)
    assert "".join(lines) == title
    assert max(map(len, lines)) <= 18
    assert len(lines) <= -(-len(title) // 18) + 1
