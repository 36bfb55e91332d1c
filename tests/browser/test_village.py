"""A village mediator's year on a phone, every step by tapping and typing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.person import Person
from tests.browser.rows import FIRST_PASSWORD

OWN_PASSWORD = "梨花开满前六段村2026"


@pytest.fixture(scope="module")
def changed() -> list[str]:
    """Which password the mediator has by now."""
    return []


def enter(someone: Callable[..., Person], changed: list[str]) -> Person:
    """The mediator at the home page; the first time a new password is asked for."""
    me = someone()
    if changed:
        me.sign_in("village", OWN_PASSWORD)
        return me
    me.sign_in("village", FIRST_PASSWORD)
    me.sees("第一次登录")
    me.write("旧密码", FIRST_PASSWORD)
    me.write("新密码", OWN_PASSWORD)
    me.page.get_by_label("新密码").last.fill(OWN_PASSWORD)
    me.tap("修改密码", inside="main")
    me.sees("密码已改好", "报纠纷", "零报告", "我的待办")
    changed.append(OWN_PASSWORD)
    return me


def test_zero_report(someone: Callable[..., Person], changed: list[str]) -> None:
    """Filed in three taps, told with its number, amended with a reason."""
    me = enter(someone, changed)
    me.tap("零报告", inside=".deeds")
    me.taps = 0
    me.choose("没有")
    me.choose("派出所")
    me.tap("签字上报：零")
    me.sees("请核对后签字")
    me.tap("确认上报：零")
    me.sees("已上报。编号 2026-11-")
