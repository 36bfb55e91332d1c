"""A township and a county at their desks."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.person import DESK, Person


def test_township(someone: Callable[..., Person]) -> None:
    """The grid shows the village's 零; the village is asked before a report is found untrue; a
    tier falls with its reason; an award is reviewed."""
    me = someone(DESK)
    me.sign_in("town")
    me.tap("零报告", inside=".sections")
    row = me.page.get_by_role("row", name="甲一村")
    expect(row.get_by_role("link", name="甲一村 9月")).to_have_text("零")

    row.get_by_role("link", name="甲一村 9月").click()
    me.look()
    me.tap("看这份报告")
    me.tap("请村里说明", inside=".acts")
    me.write("查到的情况", "9月18日该村一起持械伤人，当期报零。")
    me.tap("请村里说明", inside="form")
    me.sees("已请甲一村在11月27日前说明")
    me.tap("零报告", inside=".sections")
    expect(me.page.get_by_role("link", name="甲一村 9月")).to_have_text("零？")

    me.tap("在册", inside=".sections")
    me.tap("吴*安 家")
    me.tap(me.page.locator("details.more summary"))
    me.tap("降级", inside=".more")
    me.write("理由", "两个月没有再吵，夫妻都说和好了。")
    me.tap("降级", inside="form")
    me.sees("已定为绿·低", "两个月没有再吵")

    me.tap("创评", inside=".sections")
    me.tap("许*")
    me.tap("提交审核意见", inside=".acts")
    me.write("意见", "情况属实，同意。")
    me.page.locator("form .btn-main").click()
    me.look()
    me.sees("已审核", "乡镇意见")


def test_county(someone: Callable[..., Person]) -> None:
    """A year opened, its pledges issued, the lists, awards approved."""
    me = someone(DESK)
    me.sign_in("county")
    me.tap("责任状", inside=".sections")
    me.tap("向 1 个镇（街道）下发")
    me.write("甲方代表", "县长甲")
    me.tap("下发 1 份")
    me.sees("下发")
    me.sees("甲二镇", "甲方已签，待乙方签")

    me.tap("年度", inside=".sections")
    me.tap("开展新年度")
    me.write("年度", "2027")
    for label, day in (
        ("责任状签订截止", "2027-03-31"),
        ("年中督查", "2027-06-20"),
        ("数据截止", "2027-12-31"),
    ):
        me.write(label, day)
    me.tap("开展新年度", inside="form")
    me.sees("2027年", "进行中")

    for section, word in (
        ("家庭", "甲一村"),
        ("在册", "郑*江"),
        ("零报告", "甲二镇"),
        ("纠纷调解", "周*娘与周*军"),
        ("区划", "甲二镇"),
    ):
        me.tap(section, inside=".sections")
        me.sees(word)

    me.tap("创评", inside=".sections")
    me.tap("待批准", inside=".tabs")
    me.page.get_by_label("选 高*").check()
    me.tap("批准所选")
    me.write("意见", "同意。")
    me.tap("批准 1 户")
    me.sees("已批准")


def test_a_year_of_a_township(someone: Callable[..., Person]) -> None:
    """A duty done, the group set up with its head, a meeting; the county sees them, the village
    looks at the same page on a telephone."""
    me = someone(DESK)
    me.sign_in("town")
    me.tap("年度", inside=".sections")
    me.tap("全年日程")
    me.tap("年度自评")
    me.tap("登记办结", inside=".acts")
    me.write("办得怎么样", "自评表已报县里。")
    me.tap("登记办结", inside="form")
    me.sees("迟 4 天", "自评表已报县里")

    me.tap("年度", inside=".sections")
    me.tap("领导小组", inside=".table")
    me.tap("成立领导小组")
    me.tap("成立领导小组", inside="form")
    me.tap("登记任职")
    me.choose("组长")
    me.page.locator("input[name=name]").fill("韩立")
    me.write("到任日期", "2026-11-24")
    me.tap("登记任职", inside="form")
    me.tap("登记会议")
    me.choose("全体会议")
    me.write("地点", "镇会议室")
    me.write("议题", "部署年终考核")
    me.write("纪要", "会议议定十二月十日前报齐材料。")
    me.tap("登记会议", inside="form")
    me.sees("部署年终考核", "韩立", "没有缺席")

    county = someone(DESK)
    county.sign_in("county")
    county.tap("年度", inside=".sections")
    county.pick("at", "甲一镇")
    county.tap("查询")
    county.tap("领导小组会议", inside=".table")
    county.sees("部署年终考核", "1/1")

    village = someone()
    village.sign_in("village_mate")
    village.open("/campaigns/")
    village.sees("甲一村", "年度日程")
