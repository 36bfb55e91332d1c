"""A village month on a 360 px phone, the line cut twice. FILM=folder keeps a picture of a step."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Route, expect

from accounts import scope
from households.models import Household, SyncItem, Visit, ZeroReport
from households.transitions.period import open_period
from tests.browser.conftest import Site
from tests.browser.person import NARROW, Person
from tests.browser.test_offline import keep, offline, ready

SCREEN = NARROW | {"viewport": {"width": 360, "height": 760}, "device_scale_factor": 2}
FILM = os.environ.get("FILM", "")


class Filmed:
    """The person, and a picture whenever something is worth one."""

    def __init__(self, person: Person) -> None:
        self.person, self.number = person, 0

    def shot(self, name: str, whole: bool = False) -> None:
        """One numbered picture."""
        self.number += 1
        if not FILM:
            return
        folder = Path(FILM)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self.number:02d}-{name}.png"
        self.person.page.screenshot(path=path, full_page=whole)


@pytest.fixture
def film(someone: Callable[..., Person], site: Site) -> Filmed:
    """A phone whose own clock goes with the county's."""
    with scope.as_system():
        SyncItem.objects.filter(contradicts__isnull=False).delete()
        SyncItem.objects.all().delete()
    person = someone(SCREEN)
    person.context.clock.set_fixed_time(timezone.now())
    return Filmed(ready(person))


def new_day(film: Filmed) -> None:
    """The session of the day before has ended: sign in anew."""
    me = film.person
    me.context.clock.set_fixed_time(timezone.now())
    me.context.clear_cookies()
    me.sign_in("village_mate")
    me.sees("报纠纷")


def test_a_month(film: Filmed, site: Site) -> None:
    """Visit, report, registration, the next month's report; two cuts, nothing lost or doubled."""
    me, village = film.person, site.world.village_one
    with scope.as_system():
        before = Visit.objects.count()
    film.shot("home")
    me.open("/families/")
    film.shot("listed")

    # The line goes while she stands in the yard: first cut.
    offline(me)
    me.open("/")
    me.sees("存在本机的")
    film.shot("no-network")
    me.open("/offline/visit")
    me.write("户号", "202")
    me.page.locator("label").filter(has_text="入户").first.click()
    me.write("见到谁", "夫妻二人")
    me.write("现状", "两人都在家，没有再吵，答应周末去镇里。")
    me.choose("好转")
    film.shot("visit-offline")
    keep(me, me.aim("存在本机", "form"))
    me.sees("走访记录已存在本机", "1 条未发")
    film.shot("visit-kept")
    offline(me, False)
    me.open("/")
    me.sees("已登记 11月24日 走访")
    film.shot("visit-sent")
    with scope.as_system():
        assert Visit.objects.count() == before + 1

    # The day of the report, an hour before it is due: the answer is lost on the way, second cut.
    with site.later(days=1, hours=6):
        new_day(film)
        film.shot("due-today")
        offline(me)
        me.open("/reports/new")
        me.sees("零报告（离线）", "11月25日 17:00 截止")
        film.shot("report-offline")
        me.taps = 0
        me.choose("没有")
        me.choose("走访在册家庭")
        film.shot("report-ticked")
        keep(me, me.aim("签字存本机：零"))
        assert me.taps <= 3
        film.shot("report-kept")
        reached: list[int] = []

        def cut(route: Route) -> None:
            if reached:  # the line holds from the second time on
                route.continue_()
                return
            reached.append(route.fetch().status)
            route.abort("connectionreset")

        me.context.route("**/sync/", cut)
        offline(me, False)
        me.open("/")
        expect(me.page.locator("#unsent")).to_contain_text("1 条未发")
        film.shot("answer-lost")
        me.sees("已上报。编号 2026-11-")  # it tries again by itself
        film.shot("report-sent")
        assert reached == [201]
        with scope.as_system():
            report = ZeroReport.objects.get(village=village, period__starts__month=11)
            assert not report.is_late
            assert SyncItem.objects.filter(kind="report").count() == 1
        me.open("/reports/list")
        film.shot("reports")

    # December: a new household, then the month's report in three taps.
    with site.later(days=8):
        with scope.as_system():
            open_period(campaign=site.world.campaign, month=12, by=site.world.system)
        new_day(film)
        film.shot("december")
        me.open("/households/new")
        me.write("户主", "陆小满")
        me.write("人口", "3")
        me.choose("常住")
        film.shot("register")
        me.tap("登记家庭", inside="form")
        me.sees("已登记")
        me.open("/")
        me.tap("零报告", inside=".deeds")
        me.taps = 0
        me.choose("没有")
        if not me.page.locator("input[name=checks]:checked").count():
            me.choose("问过派出所")
        film.shot("report-december")
        me.tap("签字上报：零")
        me.sees("请核对后签字")
        film.shot("confirm")
        me.tap("确认上报：零")
        assert me.taps <= 4
        me.sees("已上报。编号 2026-12-")
        film.shot("receipt")
        me.tap(me.page.get_by_label("菜单"))
        me.tap("大字模式", inside=".menu-phone")
        me.open("/")
        film.shot("large-type")
    with scope.as_system():
        assert Household.objects.filter(head_name="陆小满").count() == 1
        assert ZeroReport.objects.filter(village=village, period__starts__month=12).count() == 1
        assert set(SyncItem.objects.values_list("state", flat=True)) == {"accepted"}
