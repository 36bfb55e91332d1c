"""A county's own rubric: the sum follows while typing, a kind of rule shows its own fields, and a
part is put right where its fault stands."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.person import DESK, Person


def test_writing_a_rubric(someone: Callable[..., Person]) -> None:
    me = someone(DESK)
    me.sign_in("county")
    me.open("/scores/rubrics/start")
    me.tap("起草", inside="form")
    me.sees("分值总表", "相符")
    points = me.page.get_by_label("按时报告率分值")
    points.fill("6")
    expect(me.page.locator('output[data-sum="c2"]')).to_contain_text("多 1")
    me.page.get_by_label("排查覆盖率分值").fill("4")
    expect(me.page.locator('output[data-sum="c2"]')).to_contain_text("相符")
    me.tap("保存分值")
    me.tap("走访达标率", inside="table")
    me.choose("达标满分、逐点扣分")
    expect(me.page.locator('[name="k-step-full_at"]')).to_be_visible()
    expect(me.page.locator('[name="k-linear-zero_at"]')).to_be_hidden()
    me.page.locator('[name="k-step-full_at"]').fill("95")
    me.tap("保存", inside="form")
    me.sees("这一部分还有要改的", "每低1个百分点扣")
    me.page.locator('[name="k-step-per_point"]').fill("0.1")
    me.tap("保存", inside="form")
    expect(me.page.locator("#error-summary")).to_have_count(0)
