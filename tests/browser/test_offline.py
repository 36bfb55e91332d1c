"""Without a network: written, sealed, sent later, lost and read by nobody (F2, F3, F6, D8)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Route, expect

from accounts import scope
from campaigns.transitions.inspection import assign_village
from disputes.models import Matter
from disputes.party_keys import name_key
from households.models import Household, ReportingPeriod, SyncItem, Visit, ZeroReport
from tests.browser.conftest import Site
from tests.browser.person import NARROW, Person
from tests.campaigns.tasks import inspection

CANARY = {"met": "cnryoffmet", "state": "cnryoffstate", "head": "cnryoffhead", "hint": "cnryoffsum"}
READY = """async () => {
  await navigator.serviceWorker.ready;
  for (let n = 0; n < 100 && !(await caches.keys()).length; n++)
    await new Promise((done) => setTimeout(done, 100));
}"""
# Everything a finder of the phone could read without the account: text of all storage.
DUMP = """async () => {
  const tab = {...localStorage, ...sessionStorage};
  const out = ["cookie" + document.cookie, "tab" + JSON.stringify(tab)];
  for (const {name} of await indexedDB.databases()) {
    const base = await new Promise((done) => {
      const asked = indexedDB.open(name);
      asked.onsuccess = () => done(asked.result);
    });
    for (const store of base.objectStoreNames) {
      const rows = await new Promise((done) => {
        const asked = base.transaction(store).objectStore(store).getAll();
        asked.onsuccess = () => done(asked.result);
      });
      out.push(store + JSON.stringify(rows));
    }
    base.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const answer = await cache.match(request);
      out.push(request.url + " " + await answer.text());
    }
  }
  return out;
}"""
# Eight days pass for what waits.
AGE = """async () => {
  const base = await new Promise((done) => {
    const asked = indexedDB.open("anjia");
    asked.onsuccess = () => done(asked.result);
  });
  const store = base.transaction("items", "readwrite").objectStore("items");
  await new Promise((done) => {
    store.getAll().onsuccess = (event) => {
      const old = new Date(Date.now() - 8 * 24 * 3600 * 1000).toISOString();
      for (const item of event.target.result) store.put({...item, at: old});
      store.transaction.oncomplete = done;
    };
  });
  base.close();
}"""
HAS = """async ({store, least}) => {
  for (let n = 0; n < 100; n++) {
    const found = await indexedDB.databases();
    if (found.some((one) => one.name === "anjia")) {
      const base = await new Promise((done) => {
        const asked = indexedDB.open("anjia");
        asked.onsuccess = () => done(asked.result);
      });
      const count = await new Promise((done) => {
        const asked = base.transaction(store).objectStore(store).count();
        asked.onsuccess = () => done(asked.result);
      });
      base.close();
      if (count >= least) return count;
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  return -1;
}"""


@pytest.fixture
def me(someone: Callable[..., Person], site: Site) -> Person:
    """A village person whose phone has what it needs; reports and items of before are gone."""
    with scope.as_system():
        SyncItem.objects.filter(contradicts__isnull=False).delete()
        SyncItem.objects.all().delete()
        village = site.world.village_one
        reports = ZeroReport.objects.filter(village=village, period__starts__month=11)
        for report in reports.order_by("-revision"):
            report.delete()
    return ready(someone(NARROW))


def ready(person: Person, name: str = "village_mate") -> Person:
    """Signed in, worker installed, frame kept."""
    person.sign_in(name)
    person.sees("报纠纷")
    person.page.evaluate(READY)
    assert person.page.evaluate(HAS, {"store": "frame", "least": 1}) == 1
    return person


def offline(person: Person, down: bool = True) -> None:
    person.context.set_offline(down)


def count(person: Person, least: int) -> Any:
    return person.page.evaluate(HAS, {"store": "items", "least": least})


def keep(person: Person, aim: Locator) -> None:
    """Tap what seals the form; the list of what waits follows once it is on disk."""
    person.taps += 1
    with person.page.expect_navigation(url="**/offline/**"):
        aim.click()
    person.look()


def sign_out(person: Person) -> None:
    """With something unsent: the rest is taken away first, then the form goes."""
    person.tap(person.page.get_by_label("菜单"))
    with person.page.expect_navigation(url="**/accounts/login"):
        person.aim("退出", ".menu-phone").click()
    person.look()


def sign_nil(person: Person) -> None:
    """A nil report on the empty page: three taps."""
    person.open("/reports/new")
    person.sees("零报告（离线）", "甲一村", "11月")
    person.taps = 0
    person.choose("没有")
    person.choose("问过派出所")
    keep(person, person.aim("签字存本机：零"))
    assert person.taps <= 3
    person.sees("零报告已存在本机", "1 条未发")


def test_a_day_without_a_network(me: Person, site: Site) -> None:
    """Report, visit and registration written offline; the phone tells nothing; all arrive."""
    offline(me)
    me.open("/")
    me.sees("存在本机的", "没有网络时")
    sign_nil(me)
    me.open("/offline/visit")
    me.write("户号", "202")
    me.write("哪天走访", "2026-11-24")  # the phone's own clock is not the server's
    me.page.locator("label").filter(has_text="入户").first.click()
    me.write("见到谁", CANARY["met"])
    me.write("现状", CANARY["state"])
    me.choose("平稳")
    keep(me, me.aim("存在本机", "form"))
    me.sees("走访记录已存在本机", "2 条未发")
    me.open("/offline/household")
    me.write("户号", "OFF-1")
    me.write("户主", CANARY["head"])
    me.write("住址", CANARY["hint"])
    me.write("人口", "2")
    me.choose("常住")
    keep(me, me.aim("存在本机", "form"))
    me.sees("登记家庭已存在本机", "没有网络，3 条未发，已存本机")
    assert count(me, 3) == 3

    told = "\n".join(me.page.evaluate(DUMP))
    assert "offline/visit" in told  # the empty page is there
    for word in CANARY.values():
        assert word not in told
    for word in ("OFF-1", "郑大江", "孙*兰", "村执委一"):
        assert word not in told

    offline(me, False)
    me.open("/")
    me.sees("已上报。编号 2026-11-", "已登记 11月24日 走访", "已登记 OFF-1 户")
    with scope.as_system():
        report = ZeroReport.objects.get(village=site.world.village_one, period__starts__month=11)
        assert report.filed_by == site.world.village_mate
        assert [(v.met, v.state) for v in Visit.objects.all()].count(
            (CANARY["met"], CANARY["state"])
        ) == 1
        assert Household.objects.get(number="OFF-1").head_name == CANARY["head"]
        assert {i.state for i in SyncItem.objects.all()} == {"accepted"}
        assert not SyncItem.objects.exclude(sealed="").exists()
    me.open("/offline/")
    me.sees("都发出去了")


def test_a_checklist_without_a_network(someone: Callable[..., Person], site: Site) -> None:
    """An inspector on the spot: the sheet is sealed, sent when the network is back, once; the
    photos she took wait on her work list."""
    with scope.as_system():
        world = site.world
        target = assign_village(
            inspection(world, kind="unannounced"),
            village=world.village_one,
            inspector=world.town_next,
            by=world.county,
        )
    me, page = someone(NARROW), f"/targets/{target.uid}"
    me.sign_in("town_next")
    me.open(page)
    me.page.evaluate(READY)
    assert me.page.evaluate(HAS, {"store": "frame", "least": 1}) == 1
    offline(me)
    me.open(page)
    me.sees("督查检查表（离线）", "照片存不进来")
    me.write("检查编号", target.code)
    me.write("检查日期", "2026-11-24")
    for name, answer in (("answer_1", "yes"), ("answer_2", "no")):
        me.page.locator(f"label:has([name={name}][value={answer}])").click()
    me.page.locator("[name=words_2]").fill(CANARY["met"])
    me.write("还有几张照片要补", "2")
    keep(me, me.aim("存在本机", "form"))
    me.sees("督查检查表已存在本机", "1 条未发")
    assert CANARY["met"] not in "\n".join(me.page.evaluate(DUMP))
    offline(me, False)
    me.open(page)
    me.sees(f"检查表 {target.code} 已交，请补 2 张照片")
    me.open(page)  # nothing is sent a second time
    me.sees("还有 2 张现场照片没有交上来")
    me.open("/")
    me.sees("补照片：还有 2 张")
    with scope.as_system():
        target.refresh_from_db()
        assert (target.status, target.photos_owed) == ("done", 2)
        assert target.answers["2"] == {"answer": "no", "words": CANARY["met"]}
        assert SyncItem.objects.filter(kind="inspection").count() == 1


def test_the_answer_is_lost(me: Person, site: Site) -> None:
    """The line is cut after the server has it; the tab is closed; sent again, it is one (F3)."""
    offline(me)
    sign_nil(me)
    reached: list[int] = []

    def cut(route: Route) -> None:
        if me.page.is_closed():
            route.continue_()
            return
        answer = route.fetch()
        reached.append(answer.status)
        route.abort("connectionreset")

    me.context.route("**/sync/", cut)
    offline(me, False)
    me.open("/")
    expect(me.page.locator("#unsent")).to_contain_text("1 条未发")
    assert reached
    assert set(reached) == {201}
    me.page.close()
    again = me.context.new_page()
    again.goto(me.url + "/")
    expect(again.locator("main")).to_contain_text("已上报。编号")
    expect(again.locator("#unsent")).to_be_hidden()
    with scope.as_system():
        assert SyncItem.objects.count() == 1
        village = site.world.village_one
        assert ZeroReport.objects.filter(village=village, period__starts__month=11).count() == 1


def test_signed_out_and_somebody_else(
    me: Person, site: Site, someone: Callable[..., Person]
) -> None:
    """Signing out leaves only sealed items; another account does not send them in its name."""
    me.open("/reports/new")
    me.choose("没有")
    me.choose("问过派出所")
    me.page.wait_for_timeout(1000)  # a draft is kept in the tab
    assert "draft:" in me.page.evaluate("() => Object.keys(sessionStorage).join()")
    offline(me)
    keep(me, me.page.locator("button[name=kind]"))  # the online form, the line gone: it waits
    me.sees("零报告已存在本机", "1 条未发")
    offline(me, False)
    me.context.route("**/sync/**", lambda route: route.abort("internetdisconnected"))
    me.open("/")
    sign_out(me)
    left = me.page.evaluate(DUMP)
    rows = [json.loads(each.removeprefix("items")) for each in left if each.startswith("items")]
    assert [set(row) for row in rows[0]] == [
        {"seq", "id", "kind", "form", "base", "label", "at", "key", "owner", "sealed", "digest"}
    ]
    assert "frame[]" in left
    assert "tab{}" in left
    me.context.unroute("**/sync/**")

    me.refused = {403}
    me.sign_in("village_next")
    expect(me.page.locator("main")).to_contain_text("另一个账号写的")
    with scope.as_system():
        assert not SyncItem.objects.exists()
    sign_out(me)
    me.sign_in("village_mate")
    me.sees("已上报。编号 2026-11-")
    with scope.as_system():
        village = site.world.village_one
        report = ZeroReport.objects.get(village=village, period__starts__month=11)
        assert report.filed_by == site.world.village_mate


def test_the_session_has_ended(me: Person) -> None:
    """A phone whose session is over says so, and sends after signing in again."""
    offline(me)
    sign_nil(me)
    offline(me, False)
    me.context.clear_cookies()
    me.refused = {401}
    me.open("/offline/")
    me.page.get_by_role("button", name="现在发送").click()
    me.sees("请重新登录后上传", "1 条未发")
    me.sign_in("village_mate")
    me.sees("已上报。编号 2026-11-")


def test_refused_and_put_right(me: Person, site: Site) -> None:
    """A mate was first: the phone says why, both versions stand side by side, one is chosen."""
    offline(me)
    sign_nil(me)
    with scope.as_system():
        from tests.households.reporting import FOUND, file_as

        period = ReportingPeriod.objects.get(starts__month=11, county_id=990101000000)
        file_as(site.world.village, period, site.world.village_one, FOUND)
    offline(me, False)
    me.refused = {409}
    me.open("/")
    me.sees("零报告：甲一村11月的报告已由村调解一")
    assert count(me, 0) == 0
    me.tap("去处理")
    me.sees("为什么没有入账", "问过派出所")
    me.tap("核对后再交", inside="main")
    me.sees("村调解一已报过这一份", "扬言砍人")
    me.page.locator("input[name=choose-kind][value=mine]").check()
    for name in ("found", "summary", "measures", "checks"):
        me.page.locator(f"input[name=choose-{name}][value=mine]").check()
    me.write("为什么更正", "村调解一误报，已一起核实。")
    me.tap("按所选保存为第 2 版")
    me.sees("已更正，原报保留", "第 2 版")


def test_taken_back_before_it_is_sent(me: Person) -> None:
    offline(me)
    sign_nil(me)
    me.open("/offline/")
    me.page.get_by_role("button", name="撤回").click()
    me.page.get_by_role("button", name="再点一次").click()
    me.sees("都发出去了")
    assert count(me, 0) == 0
    sign_nil(me)
    me.page.evaluate(AGE)
    me.open("/offline/")
    me.sees("有 1 条存满 7 天没有发出", "都发出去了")


def test_a_form_cut_on_its_way(me: Person) -> None:
    """The line drops between the page and its answer: the form comes back as it was typed."""
    me.open("/households/new")
    me.write("户主", "欧阳秋")
    me.context.route("**/households/new", lambda route: route.abort("connectionreset"))
    offline(me)
    me.page.locator("form.form").evaluate("(form) => form.submit()")
    me.sees("没有发出去")
    me.context.unroute("**/households/new")
    offline(me, False)
    me.page.go_back()
    expect(me.page.get_by_label("户主")).to_have_value("欧阳秋")


def test_something_brought_on_the_way(me: Person, site: Site) -> None:
    """Told far from any network: kept sealed, taken in later, the code is shown."""
    offline(me)
    me.open("/offline/matter")
    me.choose("不按权益保护办理")
    me.choose("来访")
    me.write("说的什么事", "两兄弟为宅基地滴水吵了起来。")
    me.choose("本人")
    me.write("来人姓名", "顾大有")
    me.write("另一方姓名", "顾二有")
    me.page.locator("[name=received_on]").fill("2026-11-24")  # the phone's own clock is today's
    keep(me, me.aim("存在本机", "form"))
    me.sees("来件已存在本机", "1 条未发")
    offline(me, False)
    me.open("/")
    me.sees("已登记来件，回执码")
    with scope.as_system():
        assert Matter.objects.filter(parties__keys__contains=[name_key("顾大有")]).count() == 1
