"""A village mediator's year on a phone, every step by tapping and typing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.conftest import Site
from tests.browser.person import Person
from tests.browser.rows import FIRST_PASSWORD
from tests.browser.steps import safe, visited

OWN_PASSWORD = "梨花开满前六段村2026"


@pytest.fixture(scope="module")
def passwords() -> list[str]:
    """What the mediator has chosen so far; the last one holds."""
    return []


@pytest.fixture
def me(someone: Callable[..., Person], passwords: list[str]) -> Person:
    """The mediator at the home page; the first time a new password is asked for."""
    person = someone()
    if passwords:
        person.sign_in("village", passwords[-1])
        return person
    person.sign_in("village", FIRST_PASSWORD)
    person.sees("第一次登录")
    person.write("旧密码", FIRST_PASSWORD)
    person.write("新密码", OWN_PASSWORD)
    person.write("再输一遍新密码", OWN_PASSWORD)
    person.tap("修改密码", inside="main")
    person.sees("密码已改好", "报纠纷", "零报告", "我的待办")
    passwords.append(OWN_PASSWORD)
    return person


def test_zero_report(me: Person) -> None:
    """Filed in three taps since a visit is on record, told with its number, then amended."""
    me.tap("零报告", inside=".deeds")
    me.taps = 0
    me.choose("没有")
    me.tap("签字上报：零")
    me.sees("请核对后签字", "走访在册家庭")
    me.tap("确认上报：零")
    assert me.taps <= 3
    me.sees("已上报。编号 2026-11-", "零，没有重大隐患")

    me.tap("更正", inside="main")
    me.choose("逐件填写")
    me.write("有几件", "1")
    me.write("什么情况", "南头一户扬言放火。")
    me.write("已经怎么处置", "已劝开，派出所到场。")
    me.write("为什么更正", "报后走访时发现。")
    me.tap("签字更正")
    me.sees("已更正，原报保留", "第 2 版", "各版对照", "有重大隐患 1 件")
    me.open("/")
    me.sees("已报")


def test_dispute_from_first_word_to_return_visit(
    me: Person, site: Site, passwords: list[str]
) -> None:
    """报纠纷, consent, acceptance, a session, an oral agreement, the return visit later."""
    me.tap("报纠纷", inside=".deeds")
    me.refused = {422}
    me.tap("报纠纷", inside="form")
    me.sees("处要改")  # nothing is filled in yet, the page says what is missing
    me.refused = set()
    me.write("申请人姓名", "沈桂英")
    me.write("另一方姓名", "沈大强、沈二强")
    me.choose("来访")
    me.choose("婚姻家庭")
    me.write("简要情况", "两个儿子都不愿出赡养费。")
    me.write("诉求", "每月各付 300 元。")
    me.tap("报纠纷", inside="form")
    me.sees("已登记，待受理", "暂不能受理")
    file = me.page.url.removeprefix(me.url)

    me.tap("征询意愿", inside="main")
    for group in me.page.locator("form fieldset").all():
        group.get_by_text("同意调解").click()
    me.tap("记录意愿", inside="form")
    me.sees("已记录当事人的意愿")
    safe(me)
    me.tap("受理", inside=".acts")
    me.tap("受理", inside="form")
    me.sees("已受理。案号 (2026)")
    me.tap("告知权利义务", inside=".acts")
    me.send()

    me.tap("登记第 1 次调解", inside=".acts")
    me.write("地点", "村调解室")
    me.write("到场的人", "沈桂英、沈大强、沈二强")
    me.write("调解记录", "两个儿子都同意按月给。")
    me.choose("达成协议")
    me.tap("登记第 1 次调解", inside="form")
    me.tap("登记协议", inside=".acts")
    me.choose("口头协议")
    me.page.locator("[name=item_0_what]").fill("付 12 月赡养费")
    for field, words in (("item_0_by", "沈大强"), ("item_0_to", "沈桂英"), ("item_0_way", "现金")):
        me.pick(field, words)
    me.page.locator("[name=item_0_amount]").fill("300")
    me.page.locator("[name=item_0_due]").fill("2026-12-05")
    me.write("其他约定", "两个儿子今后每月各付 300 元。")
    me.write("履行地点和说明", "每月 5 日前给现金")
    me.choose("已填口头协议登记表")
    me.tap("登记协议", inside="form")
    me.sees("已登记协议。请在 30 日内回访", "口头协议")

    with site.later(days=12):
        me.open(file)
        me.sees("忘记密码")  # the session ended long ago
        me.write("登录名", "village")
        me.write("密码", passwords[-1])
        me.tap("登录", inside="form")
        me.sees("沈桂英", "回访期限")
        me.open("/")
        me.tap("我的待办", inside=".deeds")
        me.tap("30日内回访：沈*英")
        visited(me, "沈桂英")
        me.sees("已登记回访", "已回访")


def test_pledge_and_nomination(me: Person) -> None:
    """A household's pledge from the menu's list; a household nominated."""
    me.tap(me.page.get_by_label("菜单"))
    me.tap("责任状", inside=".menu-phone")
    me.tap("家庭承诺书", inside="main")
    me.tap("登记签订", inside="table")
    me.sees("平安家庭承诺书")
    me.tap("登记签订", inside="form")
    me.sees("已签")

    me.tap(me.page.get_by_label("菜单"))
    me.tap("创评", inside=".menu-phone")
    me.tap("推荐示范户", inside="main")
    me.tap("孙*兰 家")
    me.page.get_by_text("尊老爱幼", exact=True).click()
    me.write("事迹", "十年照顾瘫痪的婆婆，邻里有事都找她说和。")
    me.tap("推荐这一户")
    me.sees("孙桂兰 家", "小组意见")
