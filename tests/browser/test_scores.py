"""A governance office's review, from the first calculation to the published result."""

from __future__ import annotations

from collections.abc import Callable

from accounts import scope
from reports.models import ScoringRun
from reports.transitions.run import compute
from tests.browser.conftest import Site
from tests.browser.person import DESK, Person
from tests.reports.test_run import fill_all


def test_review(someone: Callable[..., Person], site: Site) -> None:
    """Calculate, open a line in place, enter one by hand, veto, sign, publish."""
    me = someone(DESK)
    me.sign_in("governance")
    run = calculate(me)
    open_a_line(me)
    enter_a_line(me)
    with scope.as_system():
        fill_all(site.world, run)
    veto(me)
    sign_and_publish(me, someone(DESK))


def calculate(me: Person) -> ScoringRun:
    """The job is asked for on the page; the page shows by itself that it is done."""
    me.tap("考核", inside=".sections")
    me.tap("开始计算", inside=".acts")
    me.tap("开始计算", inside="form")
    me.sees("已排队计算", "正在计算")
    with scope.as_system():
        run = ScoringRun.objects.get()
    assert compute(run.pk)
    me.sees("项待评，暂不能签字")
    me.look()
    return run


def open_a_line(me: Person) -> None:
    """Clause, formula, figures, rows behind it, on the sheet itself."""
    me.tap("甲一镇", inside="table")
    me.tap("三、排查管控", inside="table")
    me.tap("按时报告率", inside="table")
    me.sees("条款", "规则", "代入", "明细")
    me.tap("乡镇组", inside=".crumbs")


def enter_a_line(me: Person) -> None:
    """One manual line for all townships at once, with what it rests on."""
    me.tap("复核录入", inside=".acts")
    me.tap("录入", inside="td.act")
    me.page.locator("tr.chosen input").last.fill("1")
    me.write("评分依据", "查看会议纪要原件。")
    me.tap("保存并重算")
    me.sees("最近的改动", "查看会议纪要原件。")
    me.tap("2026年度考核", inside=".crumbs")


def veto(me: Person) -> None:
    """A hint of a veto is noted and verified: the township is heard before anybody decides."""
    me.tap("一票否决", inside=".acts")
    me.tap("登记线索", inside=".acts")
    me.page.get_by_label("单位").select_option(label="甲二镇")
    me.page.locator("label.radio").first.click()
    me.write("线索来源", "县公安局通报")
    me.write("线索内容", "未按规定报告重大隐患，造成后果。")
    me.tap("登记线索", inside="form")
    me.sees("否审〔2026〕1号", "列最后")
    me.tap("核实", inside=".acts")
    me.page.get_by_text("不属实").first.click()
    me.write("核实情况", "查了台账，按时报告过。")
    me.tap("登记核实结果", inside="form")
    me.sees("查无实据")
    me.tap("2026年度考核", inside=".crumbs")
    me.tap("2026年度 甲县")


def sign_and_publish(me: Person, other: Person) -> None:
    """Signed by one, made public by another; nothing can be changed any more."""
    me.tap("签字", inside=".acts")
    me.sees("将要冻结的内容")
    me.tap("签字", inside="form")
    assert not me.page.locator(".acts").get_by_role("link", name="公布").count()
    other.sign_in("governance_lead")
    other.tap("考核", inside=".sections")
    other.tap("2026年度", inside="table")
    other.tap("公布", inside=".acts")
    other.tap("公布", inside="form")
    other.sees("已公布", "第 1 名")
    assert not other.page.get_by_role("link", name="复核录入").count()
