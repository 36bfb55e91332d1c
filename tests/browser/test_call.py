"""A dispute from the call on 12338 to the bound dossier, by the people who do it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from accounts import scope
from disputes.models import Dispute, Dossier
from tests.browser.conftest import Site
from tests.browser.person import DESK, SHOTS, Person
from tests.browser.steps import safe, visited
from tests.cast import PASSWORD
from tests.households.people import id_number


@pytest.fixture
def county(someone: Callable[..., Person]) -> Person:
    """The county's desk."""
    person = someone(DESK)
    person.sign_in("county")
    return person


@pytest.fixture
def mediator(someone: Callable[..., Person], site: Site) -> Person:
    """The village's phone."""
    with scope.as_system():
        site.world.village.set_password(PASSWORD)
        site.world.village.must_change_password = False
        site.world.village.save()
    person = someone()
    person.sign_in("village")
    return person


def test_from_call_to_dossier(county: Person, mediator: Person, site: Site, tmp_path: Path) -> None:
    """The county takes the call and sorts it; the village takes it over and mediates; it is kept,
    visited and bound."""
    called(county)
    file = handed_over(county)
    taken_over(mediator, file)
    asked(mediator)
    looked_into(mediator, file, tmp_path)
    mediated(mediator)
    agreed(mediator)
    with site.later(days=12):
        kept(mediator, file)
        bound(mediator, file)
    with scope.as_system():
        dispute = Dispute.objects.select_related("matter").get(uid=file.split("/")[-1])
        assert (dispute.status, dispute.matter.owner) == ("revisited", site.world.village)
        assert Dossier.objects.get(dispute=dispute).serial == 1


def called(me: Person) -> None:
    """12338: who, what, where; the caller gets a code."""
    me.open("/matters/new")
    me.choose("12338")
    me.write("说的什么事", "父亲说儿子不肯出赡养费，为这事吵了两次。")
    me.write("想怎么办", "请村里调解，每月给固定的赡养费。")
    me.choose("婚姻家庭")
    me.write("在哪个村", "甲一村")
    me.choose("本人")
    me.write("来人姓名", "余长根")
    me.write("来人电话", "13900001111")
    me.write("第 2 人姓名", "余水生")
    me.send()
    me.sees("已登记。回执码")


def handed_over(me: Person) -> str:
    """Sorted to mediation, offered to the village; the caller has agreed. The file's address."""
    me.tap("分办", inside=".acts")
    me.tap("调解", inside=".deeds")
    me.choose("婚姻家庭")
    me.send()
    me.sees("已分到调解")
    file = me.page.url.removeprefix(me.url)
    me.tap("移交", inside="main")
    me.pick("to", "村调解一")
    me.write("请对方办理什么", "请征询双方意愿，愿意的就在村里调解。")
    me.choose("本人同意")
    me.page.locator("input[name=consent_on]").fill("2026-11-24")
    me.send()
    me.sees("等甲一村接收", "甲县", "本人同意", "接收以前不变")
    return file


def taken_over(me: Person, file: str) -> None:
    """The work list has it; accepted, it is the village's."""
    me.tap("我的待办", inside=".deeds")
    me.tap("移交待接收：11月24日")
    me.tap(me.page.get_by_role("link", name="接收", exact=True).locator("visible=true"))
    me.send()
    me.sees("已接收，现在由您负责")
    me.open(file)


def asked(me: Person) -> None:
    """Both sides agree, nothing of danger is told, it is accepted and the rights are told."""
    me.tap("征询意愿", inside=".acts")
    for group in me.page.locator("form fieldset").all():
        group.get_by_text("同意调解").click()
    me.send()
    safe(me)
    me.tap("受理", inside=".acts")
    me.send()
    me.sees("已受理。案号 (2026)")
    me.tap("告知权利义务", inside=".acts")
    me.send()
    me.sees("已记下告知权利义务的日期")


def looked_into(me: Person, file: str, tmp_path: Path) -> None:
    """A talk on record, and a photo."""
    me.tap("登记调查", inside="main")
    me.write("在哪里", "余长根家")
    me.write("问的是谁", "余水生")
    me.choose("当事人")
    me.write("问了什么", "问了收入，愿意每月出一份。")
    me.choose("本人已核对签名")
    me.send()
    photo = tmp_path / "paper.jpg"
    Image.new("RGB", (900, 700), "#c8b").save(photo)
    me.tap("拍照、传文件", inside="main")
    me.page.locator("input[type=file]").set_input_files(photo)
    me.write("证据名称", "分家单照片")
    me.choose("申请人提交")
    me.send()
    me.sees("分家单照片")


def mediated(me: Person) -> None:
    """One sitting, agreed."""
    me.tap("登记第 1 次调解", inside=".acts")
    me.write("地点", "村调解室")
    me.write("到场的人", "余长根、余水生")
    me.write("调解记录", "儿子同意按月给。")
    me.choose("达成协议")
    me.send()


def agreed(me: Person) -> None:
    """A written agreement with one dated promise, signed and sealed the same day."""
    me.tap("登记协议", inside=".acts")
    me.choose("书面协议")
    me.write("争议事项", "每月赡养费的数额和给付方式。")
    me.write("各方责任", "余水生有赡养余长根的义务。")
    me.page.locator("[name=item_0_what]").fill("付 2026 年 12 月赡养费")
    me.pick("item_0_by", "余水生")
    me.pick("item_0_to", "余长根")
    me.pick("item_0_way", "现金")
    me.page.locator("[name=item_0_amount]").fill("300")
    me.page.locator("[name=item_0_due]").fill("2026-12-05")
    me.choose("当天都已签名盖章")
    me.send()
    me.sees("已登记协议")


def kept(me: Person, file: str) -> None:
    """Twelve days later: the promise was kept, the old man is content."""
    me.context.clear_cookies()
    me.sign_in("village")
    me.open(file)
    visited(me, "余长根")
    me.sees("已登记回访", "已回访")


def bound(me: Person, file: str) -> None:
    """The file lacks the identity papers; completed, it is bound and can be looked at and taken."""
    me.open(file)
    me.tap("整理卷宗", inside=".acts")
    me.sees("还缺 1 项", "当事人身份证明")
    me.open(f"{file}/dossier/paper?paper=record")
    me.sees("人民调解记录", "余长根")
    for order, name in enumerate(("余长根", "余水生")):
        me.open(file)
        row = me.page.locator("#parties tr").filter(has_text=name).first
        me.tap(row.get_by_role("link", name="补证件").locator("visible=true"))
        me.write("身份证号", id_number(date(1956 + 24 * order, 3, 1), 11 + order))
        me.send()
    me.open(f"{file}/dossier")
    me.sees("可以归档")
    me.tap("归档", inside=".acts")
    me.send()
    me.sees("已归档，卷号 (2026)")
    me.tap("整卷 PDF", inside="main")
    me.pick("purpose", "打印存档")
    me.write("为什么导出", "打印卷宗存档")
    me.send()
    with me.page.expect_download() as waiting:
        me.aim("下载", "main").click()
    kept = waiting.value.path().read_bytes()
    assert kept.startswith(b"%PDF")
    if SHOTS:
        (Path(SHOTS) / "dossier.pdf").write_bytes(kept)
