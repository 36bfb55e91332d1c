"""A roster from the phone and from the office: pasted or uploaded, looked over, written, taken
back."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import FilePayload

from accounts import scope
from campaigns.models import Sheet
from campaigns.sheets.work import work
from households.models import Household
from tests.browser.conftest import Site
from tests.browser.person import DESK, NARROW, Person
from tests.campaigns import hostile
from tests.campaigns.sheets import book
from tests.households.rosters import HEAD, family, row, typed

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file(data: bytes) -> FilePayload:
    """As somebody chooses it in the browser's window."""
    return {"name": "名册.xlsx", "mimeType": XLSX, "buffer": data}


def newest() -> Sheet:
    """The sheet sent last."""
    with scope.as_system():
        return Sheet.objects.latest("pk")


def test_pasted_on_a_phone(someone: Callable[..., Person], site: Site) -> None:
    """Two taps to the paste box; the page shows by itself when it is read."""
    me = someone(NARROW)
    me.sign_in("village_mate")
    me.open("/households/")
    me.tap("表格导入")
    me.tap("上传或粘贴")
    me.write("或粘贴", typed([HEAD, *family("N001")]))
    me.tap("上传并核对")
    me.sees("核对中")
    assert work(newest().pk)
    me.sees("待确认", "新增", "姜*强")
    me.look()
    me.tap("确认导入")
    me.tap("导入 4 行")
    me.sees("写入中")
    assert work(newest().pk)
    me.sees("已导入：新增 4 行", "前可以整批撤销")
    me.look()
    me.tap("撤销导入")
    me.tap("撤销这次导入")
    assert work(newest().pk)
    me.sees("由村执委一撤销")
    me.look()
    with scope.as_system():
        assert not Household.objects.filter(number="N001").exists()


def test_uploaded_in_the_office(someone: Callable[..., Person], site: Site) -> None:
    """A hostile file is refused in words; wrong rows come back with their cells."""
    me = someone(DESK)
    me.sign_in("town")
    me.open("/imports/")
    me.tap("上传或粘贴")
    me.refused.add(422)
    bomb = file(hostile.FILES["t7_overlap"]())
    me.page.get_by_label("选文件").set_input_files([bomb])
    me.tap("上传并核对")
    me.sees("文件展开后大得不正常")
    rows = [
        HEAD,
        *family("N002"),
        *family("N003", village="甲二村"),
        row("N004", "户主", "赵大", "990101198001010015"),
        row("N005", "户主", "钱二", "990102202202290033", phone="1380013800"),
        *family("N006", village="乙镇村"),
    ]
    good = file(book(rows))
    me.page.get_by_label("选文件").set_input_files([good])
    me.tap("上传并核对")
    assert work(newest().pk)
    me.sees("有 6 行要改，暂不能全部导入", "F10", "校验位不对")
    me.look()
    me.tap("新增 8")
    me.look()
    me.tap("只导入正确行", inside=".acts")
    me.choose("只导入正确行")
    me.tap("只导入正确的 8 行")
    assert work(newest().pk)
    me.sees("有错的 6 行没有导入")
    me.look()
    me.open("/imports/")
