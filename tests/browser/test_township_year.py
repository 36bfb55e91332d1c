"""The year of one township (issue of the campaign year, domain J1), each step by the one whose it
is: pledges down the tree, a task with progress, a drawn inspection whose problem is put right and
looked at again, publicity, and what the offices above read of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.person import DESK, Person
from tests.browser.rows import FIRST_PASSWORD
from tests.cast import PASSWORD, PEOPLE
from tests.pictures import jpeg

Someone = Callable[..., Person]


@pytest.fixture
def photo(tmp_path: object) -> str:
    """A picture of a phone, as a file."""
    from pathlib import Path

    file = Path(str(tmp_path)) / "photo.jpg"
    file.write_bytes(jpeg())
    return str(file)


def at_desk(someone: Someone, name: str) -> Person:
    """Signed in at a desk."""
    me = someone(DESK)
    me.sign_in(name)
    return me


def on_phone(someone: Someone, name: str = "village_mate") -> Person:
    """Signed in on a phone."""
    me = someone()
    me.sign_in(name, PASSWORD)
    return me


def test_the_plan_is_written_read_and_answered(someone: Someone) -> None:
    """The county's plan with a phase; the township's leading group meets and is counted; the
    village reads the plan and marks what it owed as done."""
    county = at_desk(someone, "county")
    county.open("/campaigns/")
    county.tap("编写方案", inside="main")
    county.write("口号", "平安到家，幸福万家")
    county.write("工作目标", "村村有人管，户户有人问。")
    county.write("文号", "甲妇〔2026〕5号")
    county.write("印发日期", "2026-11-24")
    for part, words in (
        ("name", "总结阶段"),
        ("since", "2026-12-01"),
        ("until", "2026-12-31"),
        ("what", "自查、考核、通报"),
    ):
        county.page.locator(f"[name=p1_{part}]").fill(words)
    county.send()
    county.sees("已印发", "甲妇〔2026〕5号", "总结阶段")

    town = at_desk(someone, "town")
    town.open("/campaigns/groups/new")
    town.write("名称", "甲一镇平安家庭创建领导小组")
    town.write("成立日期", "2026-01-10")
    town.send()
    town.tap("登记任职", inside="main")
    town.choose("组长")
    town.page.locator("[name=name]").fill("镇长甲")
    town.write("到任日期", "2026-01-10")
    town.send()
    town.tap("登记会议", inside="main")
    for how in town.page.locator("select[name^=how]").all():
        how.select_option(index=1)
    town.write("地点", "镇政府三楼")
    town.write("议题", "部署年终自查")
    town.write("纪要", "各村12月10日前自查完毕，由镇妇联汇总。")
    town.page.locator("[name=held_on]").fill("2026-11-20")
    town.choose("全体会议")
    town.send()
    town.sees("部署年终自查")

    village = on_phone(someone)
    village.tap("我的待办", inside=".deeds")
    village.tap("秋季家庭普遍排查", inside="main")
    village.look()
    village.open("/campaigns/plan")
    village.sees("村村有人管", "总结阶段")


def test_pledges_go_down_the_tree(someone: Someone) -> None:
    """The township hands on, the village signs on its phone, the map counts it."""
    town = at_desk(someone, "town")
    town.open("/pledges/")
    town.tap("下发", inside="main")
    town.write("甲方代表", "镇长甲")
    town.tap(town.page.locator("form.form button").last)
    town.sees("甲一村", "待乙方签")

    village = on_phone(someone)
    village.open("/pledges/")
    village.tap("签", inside="main")
    village.send()
    village.sees("已签")

    town.open("/pledges/")
    row = town.page.get_by_role("row", name="甲一村")
    expect(row).to_contain_text("11月24日")
    expect(row).to_contain_text("迟签")  # due on 31 March
    county = at_desk(someone, "county")
    county.open("/pledges/")
    county.sees("甲一镇")


def test_a_task_is_given_reported_and_ended(someone: Someone) -> None:
    """The county writes a line of the table, the township reports, is urged, and it is ended."""
    county = at_desk(someone, "county")
    county.open("/tasks/new")
    county.write("重点任务", "村村有妇女之家值班表")
    county.write("具体措施", "逐村核对，缺一补一。")
    county.pick("lead", "甲一镇")
    county.write("完成时限", "2026-12-10")
    county.write("责任人", "镇长甲")
    county.send()
    county.open("/tasks/publish")
    county.send()
    county.sees("村村有妇女之家值班表")

    town = at_desk(someone, "town")
    town.open("/tasks/")
    town.tap("村村有妇女之家值班表", inside="main")
    town.tap("填报进展", inside="main")
    town.write("完成（%）", "100")
    town.write("进展情况", "两个村都已上墙。")
    town.write("填报人", "镇妇联一")
    town.send()
    town.sees("100%", "两个村都已上墙")

    county.open("/tasks/")
    county.tap("村村有妇女之家值班表", inside="main")
    county.tap("办结或取消", inside="main")
    county.choose("办结")
    county.write("说明", "已实地核实。")
    county.send()
    county.sees("办结")


def test_a_problem_is_found_put_right_and_looked_at_again(someone: Someone, photo: str) -> None:
    """Drawn by lot, checked by the one drawn, ordered, put right by the village with a photo,
    looked at again by somebody else, closed."""
    county = at_desk(someone, "county")
    county.open("/inspections/new")
    county.choose("双随机抽查")
    county.write("名称", "11月双随机抽查")
    county.write("开始", "2026-11-24")
    county.write("结束", "2026-12-04")
    county.send()
    county.tap("封存名单和种子", inside="main")
    county.write("每组抽几个村", "3")
    county.write("每村几名检查人员", "1")
    county.write("每人最多几个村", "3")
    county.write("每村抽几户", "1")
    county.send()
    county.tap("开封抽取", inside="main")
    county.write("现场公开数", "08 15 22")
    county.tap("当众开封抽取", inside="form")
    county.open("/inspections/")
    county.tap("11月双随机抽查", inside="main")
    row = county.page.get_by_role("row", name="甲一村").first
    drawn = row.locator("td").nth(2).inner_text()
    login = next(name for name, (words, *_rest) in PEOPLE.items() if words == drawn.strip())
    assert not login.startswith("town") or login == "town_next"  # nobody checks her own place
    path = row.get_by_role("link").get_attribute("href") or ""

    inspector = at_desk(someone, login)
    inspector.open(path)
    # A photo first: what was ticked before it is kept by the page's draft.
    inspector.page.locator("input[name=photo]").set_input_files(photo)
    inspector.tap("加上照片", inside="main")
    inspector.sees("照片已加上")
    for group in inspector.page.locator("form.form fieldset").all():
        group.get_by_text("符合", exact=True).first.click()
    last = inspector.page.locator("form.form fieldset").last
    last.get_by_text("不符合", exact=True).click()
    inspector.page.locator("[name^=words_]").locator("visible=true").first.fill("没有调解记录。")
    inspector.tap("交检查表", inside="form")
    inspector.sees("没有调解记录")

    county.open(path)
    county.tap("立为问题", inside="main")
    county.send()
    county.open("/findings/")
    county.tap("没有调解记录", inside="main")
    problem = county.page.url.removeprefix(county.url)
    county.tap("下达整改", inside="main")
    county.write("整改要求", "十日内补齐调解记录。")
    county.write("整改时限", "2026-12-04")
    county.send()

    village = on_phone(someone)
    village.tap("我的待办", inside=".deeds")
    village.sees("整改")
    village.open(problem)
    village.tap("报整改", inside="main")
    village.write("整改情况", "调解记录已补齐上墙。")
    village.page.locator("input[name=before]").set_input_files(photo)
    village.page.locator("input[name=after]").set_input_files(photo)
    village.send()
    village.sees("调解记录已补齐")

    town = at_desk(someone, "town")
    town.open(problem)
    town.tap("复查", inside="main")
    town.choose("已整改，销号")
    town.write("复查情况", "现场看过，记录齐全。")
    town.send()
    town.sees("已销号")


def test_publicity_is_recorded_and_counted(someone: Someone, photo: str) -> None:
    """The village's activity with its photo; the offices above read it, the auditor too."""
    village = on_phone(someone)
    village.open("/publicity/new")
    for name, words in (("theme", "反对拐卖 保护妇女"), ("venue", "村文化广场"), ("people", "86")):
        village.page.locator(f"[name={name}]").fill(words)
    village.send()
    village.sees("反对拐卖")
    for office in ("town", "county"):
        reader = at_desk(someone, office)
        reader.open("/publicity/")
        reader.sees("反对拐卖")


def test_a_survey_is_drawn_and_answered_at_the_door(someone: Someone) -> None:
    """The county draws homes by a seed, the village asks at its own doors, nobody reads who
    answered what."""
    county = at_desk(someone, "county")
    county.open("/surveys/new")
    county.page.locator("[name=title]").fill("2026年满意度调查")
    for name, words in (
        ("starts_on", "2026-11-24"),
        ("ends_on", "2026-12-04"),
        ("margin", "20"),
        ("least", "3"),
        ("phone_share", "0"),
        ("code_share", "0"),
    ):
        county.page.locator(f"[name={name}]").fill(words)
    county.send()
    county.tap("抽取样本", inside="main")
    county.send()
    county.sees("种子")
    county.tap("开始", inside="#deed-open")
    county.sees("正在收答卷")

    village = on_phone(someone)
    village.open("/surveys/")
    village.tap("2026年满意度调查", inside="main")
    village.tap("样本名单", inside="main")
    village.tap("调查", inside="main table")
    for name, value in (("aware", "1"), ("took_part", "1"), ("satisfied", "2"), ("safe", "1")):
        village.page.locator(f"label:has([name={name}][value='{value}'])").click()
    village.tap("交答卷", inside="#deed-answer")
    village.sees("答卷已交", "已答")

    county.open("/surveys/")
    county.tap("2026年满意度调查", inside="main")
    county.sees("封存以前只看份数，不看率", "甲一")


def test_the_offices_read_the_year(someone: Someone) -> None:
    """平安办 and 督查员 see the figures and the papers, and no family."""
    for office in ("governance", "auditor"):
        reader = at_desk(someone, office)
        for page in ("/campaigns/", "/tasks/", "/inspections/", "/findings/", "/circulars/"):
            reader.open(page)
        assert FIRST_PASSWORD not in reader.page.content()
