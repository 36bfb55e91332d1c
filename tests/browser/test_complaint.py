"""A call for help from the first word to the closed file, with order and warning; and what
everybody else sees of it: nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accounts import scope
from disputes.models import Matter
from tests.browser.conftest import Site
from tests.browser.person import DESK, Person

NAME, OTHER, NUMBER = "陆小满", "石大川", "13900002222"
# Who looks on, and where she would meet it: lists, figures, the search.
LOOKERS = ("village_mate", "town_next", "governance", "auditor", "county_other")
PLACES = ("/matters/", "/disputes/", "/protection/", "/matters/rate", "/network/counts")


@pytest.fixture
def handler(someone: Callable[..., Person]) -> Person:
    """The county's desk."""
    person = someone(DESK)
    person.sign_in("county")
    return person


def test_from_call_to_closed_file(
    handler: Person, someone: Callable[..., Person], site: Site
) -> None:
    """Reported, reached safely, assessed, protected, visited, closed; the supervisor reads it, the
    others are shown the same pages as before it came."""
    lookers = {who: _looker(someone, who) for who in LOOKERS}
    before = {who: seen(person) for who, person in lookers.items()}
    taken(handler)
    address = handler.page.url.removeprefix(handler.url)
    reported(handler)
    reached(handler)
    assessed(handler)
    planned(handler, address)
    ordered(handler, address)
    warned(handler, address)
    lodged(handler, address)
    supervisor = _looker(someone, "town")
    supervisor.open(address)
    supervisor.sees(NAME, "禁止施暴", "告诫书")
    for who, person in lookers.items():
        assert seen(person) == before[who], who
        person.refused = {403, 404}
        person.open(address)
        assert NAME not in person.page.content()
    with site.later(days=8):
        ended(handler, address)
    with scope.as_system():
        row = Matter.objects.get(uid=address.split("/")[-1])
        assert (row.status, row.sealed) == ("done", True)


def _looker(someone: Callable[..., Person], who: str) -> Person:
    person = someone(DESK)
    person.sign_in(who)
    person.refused = {403, 404}
    return person


def seen(me: Person) -> list[str]:
    """The words of the places she may open."""
    out = []
    for place in PLACES:
        me.open(place)
        main = me.page.locator("main").inner_text()
        assert NAME not in main
        assert OTHER not in main
        out.append(main)
    return out


def taken(me: Person) -> None:
    """The words of the call make the question come up; it is handled as protection."""
    me.open("/matters/new")
    me.choose("12338")
    me.write("说的什么事", "女的说丈夫喝酒后打她，身上有伤，孩子也在场。")
    me.choose("本人")
    me.write("在哪个村", "甲一村")
    me.write("来人姓名", NAME)
    me.write("来人电话", NUMBER)
    me.write("第 2 人姓名", OTHER)
    me.refused = {422}
    me.send()
    me.sees("按权益保护办理？", "先打 110")
    me.choose("按权益保护办理")
    me.send()
    me.refused = set()
    me.sees("已登记。回执码", "其他人看不到这份档案")
    me.tap("登记求助情况", inside=".acts")
    me.choose("夫妻")
    me.choose("有伤，不用就医")
    me.choose("没有报警")
    me.choose("临时庇护")
    me.choose("申请保护令")
    me.choose("有未成年人")
    me.write("第 1 个孩子姓名", "孩子")
    me.send()
    me.sees("要马上向公安机关报告，报告登记前不能办下一步", "先不要联系她")


def reported(me: Person) -> None:
    """The mandatory report, with its proof."""
    me.tap("登记向公安机关报告", inside=".acts")
    me.write("派出所", "甲一镇派出所")
    me.write("接报民警", "警号 0123")
    me.write("凭证说明", "接警单 2026112401")
    me.send()
    me.sees("已登记报告")


def reached(me: Person) -> None:
    """How she may be reached; the ordinary number is gone from the page."""
    me.tap("安全联系方式", inside=".acts")
    me.write("安全电话", "13711112222")
    me.write("什么时候可以联系", "工作日上午")
    me.write("怎么说", "社区通知")
    me.write("可以告诉谁", "无")
    me.choose("不可以")
    me.send()
    me.sees("只按这样联系她", "137****2222", "不要留言、不要发短信")
    assert "139****2222" not in me.page.content()


def assessed(me: Person) -> None:
    """Every factor is answered, those there with their day; a named person decides the level."""
    me.tap("安全评估", inside=".acts")
    answered(me, "2026-11-23", level="高")
    me.sees("已评为高")


def answered(me: Person, day: str, *, level: str) -> None:
    """The sheet of the assessment."""
    radios = me.page.locator("input[type=radio]").all()
    for name in sorted({str(radio.get_attribute("name")) for radio in radios} - {"level"}):
        there = name in ("factor_injury", "factor_child")
        row = me.page.locator(f"label:has(input[name={name}])")
        row.get_by_text("有" if there else "没有", exact=True).first.click()
        if there:
            me.page.locator(f"input[name={name.replace('factor_', 'on_')}]").fill("2026-11-23")
    me.page.locator("label:has(input[name=level])").get_by_text(level, exact=True).click()
    me.write("理由", "酒后动手，孩子在场，她想带孩子离开。")
    me.page.locator("input[name=review_on]").fill("2026-12-15" if day > "2026-12" else "2026-12-01")
    me.send()


def planned(me: Person, address: str) -> None:
    """One step of the plan, done."""
    me.open(f"{address}/plan")
    me.choose("庇护")
    me.write("做什么", "今晚送到庇护场所")
    me.write("谁来做", "县妇联甲")
    me.page.locator("input[name=due_on]").fill("2026-11-24")
    me.send()
    me.sees("已安排")
    me.tap("登记完成", inside="main")
    me.write("结果", "已送到，孩子一起。")
    me.send()
    me.sees("已送到，孩子一起")


def ordered(me: Person, address: str) -> None:
    """Prepared, applied for, granted for six months, served."""
    me.open(f"{address}/order")
    me.choose("妇联代为申请")
    me.write("法院", "甲县人民法院")
    me.choose("当事人的陈述")
    me.send()
    me.tap("登记已申请", inside="main")
    me.choose("当事人的陈述")
    me.send()
    me.tap("登记裁定", inside="main")
    me.write("裁定书文号", "（2026）甲民保令1号")
    me.choose("禁止施暴")
    me.choose("禁止骚扰")
    me.send()
    me.sees("禁止施暴", "2027年5月2")


def warned(me: Person, address: str) -> None:
    """The police warn; three visits follow from it."""
    me.open(f"{address}/warning")
    me.write("编号", "甲公告诫〔2026〕1号")
    me.write("出具的派出所", "甲一镇派出所")
    me.send()
    me.sees("告诫书", "甲公告诫〔2026〕1号")


def lodged(me: Person, address: str) -> None:
    """She stays in a shelter; nobody is told where."""
    me.open(f"{address}/stay")
    me.write("庇护场所", "县庇护中心")
    me.page.locator("input[name=children]").fill("1")
    me.send()
    me.sees("对外一律说：不知道她的住处")


def ended(me: Person, address: str) -> None:
    """Visited as the level asks, assessed again, the stay over, the file handed on and closed."""
    me.context.clear_cookies()
    me.sign_in("county")
    me.open(f"{address}/visit")
    me.page.locator("input[name=way]").first.check(force=True)
    me.page.locator("input[name=safety]").first.check(force=True)
    me.write("记录", "母子在庇护场所，情绪稳定，打算回娘家。")
    me.send()
    me.open(f"{address}/assess")
    answered(me, "2026-12-02", level="中")
    me.open(address)
    me.tap("登记离开", inside="main")
    me.write("离开后的安排", "回外省娘家，当地妇联接着联系。")
    me.send()
    me.open(f"{address}/close")
    me.refused = {409}
    me.choose("危险消除，生活稳定")
    me.write("说明", "已经分开住。")
    me.send()
    me.sees("保护令还在有效期内")
    me.refused = set()
    me.open(f"{address}/close")
    me.choose("已离开，移交迁入地")
    me.write("说明", "母子回外省娘家，已同当地妇联交接。")
    me.send()
    me.sees("已结案")
