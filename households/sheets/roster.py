"""户籍名册: one row a person, rows of one village and number are one household (domain H, J2)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from campaigns.sheets.kinds import Desk, SheetKind
from campaigns.sheets.table import Column, Line
from households.sheets.roster_columns import columns


class Roster(SheetKind):
    """Households with their members."""

    name = "roster"
    title = _("户籍名册")
    version = "R1"
    large = True
    notes = (
        _("一行填一个人；同一户各行的村、户号相同，其中一行的“与户主关系”是“户主”。"),
        _(
            "已有的户按“村＋户号”找到，已有的人按身份证号（没有的按姓名）在本户里找到；空着的格不改原有内容。"
        ),
        _("名册里没有的人不会被删除。迁出、去世请在家庭页面办理。"),
        _("身份证号、电话这两列是文本格式，请不要改成数字，否则后几位会丢失。"),
        _("未满十四周岁的，要填登记依据。不要填宗教、政治面貌、信访、生育等内容，本表没有这些列。"),
    )

    @cached_property
    def columns(self) -> Sequence[Column]:
        return columns()

    def compare(self, lines: list[Line], desk: Desk) -> None:
        from households.sheets.roster_compare import compare

        compare(self, lines, desk)

    def write(self, lines: list[Line], desk: Desk) -> None:
        from households.sheets.roster_write import write

        write(lines, desk)

    def take_back(self, lines: list[Line], desk: Desk) -> dict[int, str]:
        from households.sheets.roster_return import take_back

        return take_back(lines, desk)
