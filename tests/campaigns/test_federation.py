"""How a women's federation signs: not with the name of the village's committee."""

from __future__ import annotations

import pytest

from campaigns.models import Division


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("沛县", "沛县妇联"),
        ("五段镇", "五段镇妇联"),
        ("前六段村委会", "前六段村妇联"),
        ("文景居委会", "文景社区妇联"),
        ("文景社区居委会", "文景社区妇联"),
        ("甲一村", "甲一村妇联"),
    ],
)
def test_signs(place: str, said: str) -> None:
    assert Division(name=place).federation == said
