"""What a phone is spared and what is left on it: bytes, script, small type, traces."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Response, expect

from accounts import scope
from households.models import ListedFamily
from tests.browser.person import PHONE, Person

SIZES_TOLD = bool(os.environ.get("SIZES"))
BUDGET = 60 * 1024  # bytes of page, style and script of the home, packed
REQUESTS = 16
KEPT = """async () => ({
  local: localStorage.length, session: sessionStorage.length,
  caches: (await caches.keys()).length, databases: (await indexedDB.databases()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length})"""
SIZES = """() => [...document.querySelectorAll("main p, main a, main span, main td, main label")]
  .filter((el) => el.innerText && el.offsetParent)
  .map((el) => parseFloat(getComputedStyle(el).fontSize))"""


@pytest.mark.parametrize(
    "path",
    ["/", "/reports/new", "/households/new", "/disputes/new", "visit", "/offline/report"],
)
def test_first_load_is_small(someone: Callable[..., Person], path: str) -> None:
    """The home of a village and the forms it fills in, on a phone that has nothing yet."""
    me = someone()
    me.sign_in("village_mate")
    if path == "visit":
        with scope.as_system():
            family = ListedFamily.objects.listed().get(household__number="202")
        path = f"/families/{family.uid}/visits/new"
    (session,) = [c for c in me.context.cookies() if c["name"] == "sessionid"]
    fresh = someone()
    fresh.context.add_cookies([session])  # type: ignore[list-item]
    answers: list[Response] = []
    fresh.page.on("response", lambda answer: answers.append(answer))
    # What the worker lays by afterwards, for days without a network, is no part of the first load.
    fresh.context.add_init_script("delete Navigator.prototype.serviceWorker")
    fresh.open(path)
    fresh.page.wait_for_load_state("networkidle")
    sizes = {each.url.removeprefix(me.url): len(gzip.compress(each.body())) for each in answers}
    assert len(sizes) <= REQUESTS, sizes
    assert sum(sizes.values()) <= BUDGET, sizes
    if SIZES_TOLD:
        print(f" {path.split('/')[1] or 'home'} {sum(sizes.values()) / 1024:.1f} KB ", end="")


def test_without_script(someone: Callable[..., Person]) -> None:
    """Sign in and file nil; every part of the form shows, and still it works."""
    me = someone(PHONE, java_script_enabled=False)
    me.look = me.shoot  # type: ignore[method-assign]  # the watch is a script too
    me.sign_in("village_mate")
    me.tap("零报告", inside=".deeds")
    me.choose("没有")
    me.choose("派出所")
    me.page.locator("button[name=kind]").click()
    me.sees("请核对后签字")
    me.tap("确认上报：零")
    me.sees("已上报。编号 2026-11-")


def test_large_type(someone: Callable[..., Person]) -> None:
    """大字模式 is one tap away, kept, 20 px, and still fits."""
    me = someone()
    me.open("/accounts/login")
    me.tap("大字模式")
    me.sign_in("village_mate")
    assert me.page.evaluate("() => getComputedStyle(document.body).fontSize") == "20px"
    for path in ("/", "/reports/new", "/disputes/", "/families/"):
        me.open(path)
        assert min(me.page.evaluate(SIZES)) >= 17
    me.open("/")
    me.tap(me.page.get_by_label("菜单"))
    me.tap("标准字号", inside=".menu-phone")
    assert me.page.evaluate("() => getComputedStyle(document.body).fontSize") == "16px"


def test_nothing_is_left_after_logout(someone: Callable[..., Person]) -> None:
    """Storage is empty and the back button shows no case."""
    me = someone()
    me.sign_in("village_mate")
    me.open("/disputes/")
    me.tap("周*娘与周*军")
    me.sees("周大娘")
    me.tap(me.page.get_by_label("菜单"))
    me.tap("退出", inside=".menu-phone")
    me.sees("登录")
    assert me.page.evaluate(KEPT) == dict.fromkeys(
        ("local", "session", "caches", "databases", "workers"), 0
    )
    assert "sessionid" not in {c["name"] for c in me.context.cookies()}
    for _ in range(3):
        me.page.go_back()
        assert "周大娘" not in me.page.content()
        assert "登录" in me.page.content()


def test_drafts_where_there_is_no_worker(someone: Callable[..., Person]) -> None:
    """Plain http, WeChat on iOS: forms work, what is typed outlives the page, never the account."""
    me = someone()
    me.context.add_init_script(
        "delete Navigator.prototype.serviceWorker;"
        "Object.defineProperty(crypto, 'subtle', {value: undefined});"
    )
    me.sign_in("village_mate")
    me.open("/households/new")
    me.write("户主", "陆小满")
    me.write("网格", "西组")
    me.write("住址", "西组 9 号")
    expect(me.page.locator(".draft-told")).to_contain_text("已自动存草稿")
    me.page.evaluate("() => { window.onbeforeunload = null; }")
    me.page.on("dialog", lambda dialog: dialog.accept())
    me.open("/households/new")
    expect(me.page.get_by_label("户主")).to_have_value("陆小满")
    me.sees("已取回刚才的草稿")
    # An address is not left in a tab.
    expect(me.page.locator("#id_address")).to_have_value("")
    me.write("人口", "2")
    me.choose("常住")
    me.tap("登记家庭", inside="form")
    me.sees("已登记")
    assert "draft:" not in me.page.evaluate("() => Object.keys(sessionStorage).join()")
    me.open("/households/new")
    expect(me.page.get_by_label("户主")).to_have_value("")
    me.write("户主", "陆大满")
    expect(me.page.locator(".draft-told")).to_contain_text("已自动存草稿")
    me.open("/")
    me.tap(me.page.get_by_label("菜单"))
    me.tap("退出", inside=".menu-phone")
    me.sees("登录")
    assert me.page.evaluate("() => sessionStorage.length") == 0
