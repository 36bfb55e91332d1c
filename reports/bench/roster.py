"""A county's roster for the bench: its places, its sender, and a workbook of any size."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

import xlsxwriter

from accounts.identity import check_digit
from accounts.models import Posting, User
from accounts.roles import Role
from campaigns.models import Division
from campaigns.models.division import Level
from reports.demo import words

COUNTY = 990101000000
ROWS_A_VILLAGE = 1000
MEMBERS = ("户主", "配偶", "子", "女")
HEAD = (
    *("村（社区）", "网格", "户号", "与户主关系", "姓名", "性别", "出生日期", "身份证号码"),
    *("联系电话", "住址", "常住或外出", "儿童登记依据", "依据说明"),
)
OLDEST, CHILD = date(1940, 1, 1), date(2011, 1, 1)


def places(villages: int) -> User:
    """A county with `villages` villages, twenty to a township, and its federation's officer."""
    system = User.objects.system()
    rows = [
        Division(code=990000000000, end=1000000000000, name="测速省", level=Level.PROVINCE),
        Division(code=990100000000, end=990200000000, name="测速市", level=Level.CITY),
        Division(code=COUNTY, end=COUNTY + 10**6, name="测速县", level=Level.COUNTY),
    ]
    for row, parent in zip(rows[1:], rows, strict=False):
        row.parent = parent
    for number in range(villages):
        town = COUNTY + (100 + number // 20) * 1000
        if number % 20 == 0:
            rows.append(_place(town, f"{number // 20 + 1}号镇", Level.TOWNSHIP, COUNTY))
        rows.append(_place(town + 201 + number % 20, f"{number + 1}号村", Level.VILLAGE, town))
    Division.objects.bulk_create(rows)
    officer = User.objects.create(username="bench", name="测速员", password="!")  # noqa: S106
    Posting.build(
        user=officer,
        role=Role.COUNTY_FEDERATION,
        division=rows[2],
        since=date(2020, 1, 1),
        until=None,
        by=system,
    ).save()
    return officer


def _place(code: int, name: str, level: Level, parent: int) -> Division:
    width = {Level.TOWNSHIP: 1000, Level.VILLAGE: 1}[level]
    return Division(code=code, end=code + width, name=name, level=level, parent_id=parent)


def lines(total: int) -> Iterator[tuple[str, ...]]:
    """`total` people, between two and four to a household; every number holds."""
    born, serial, people = OLDEST, count(), 0
    home = 0
    while people < total:
        home += 1
        size = min(2 + home % 3, total - people)
        village = people // ROWS_A_VILLAGE
        for place in range(size):
            turn = next(serial)
            born = OLDEST + timedelta(days=turn * 7919 % 30000)
            order = turn // 30000 * 2 + (place != 1)
            first = f"990101{born:%Y%m%d}{order:03d}"
            young = born > CHILD
            yield (
                f"{village + 1}号村",
                f"第{home % 8 + 1}网格",
                f"{home:05d}",
                MEMBERS[place],
                words.SURNAMES[home % len(words.SURNAMES)] + f"{chr(0x4E00 + turn % 6000)}",
                "男" if place != 1 else "女",
                born.isoformat(),
                first + check_digit(first),
                f"138{turn % 10**8:08d}" if place == 0 else "",
                f"{village + 1}号村{home % 60 + 1}号" if place == 0 else "",
                "常住",
                "履行法定职责" if young else "",
                "",
            )
        people += size


def workbook(total: int) -> bytes:
    """The roster as offices send it, with a title over its head."""
    made = io.BytesIO()
    options = {"in_memory": True, "constant_memory": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(made, options) as book:
        sheet, text = book.add_worksheet("名册"), book.add_format({"num_format": "@"})
        sheet.set_column("A:M", 14, text)
        sheet.merge_range(0, 0, 0, len(HEAD) - 1, "测速县户籍名册")
        sheet.write_row(1, 0, HEAD)
        for row, line in enumerate(lines(total), 2):
            for at, cell in enumerate(line):
                if cell:
                    sheet.write_string(row, at, cell, text)
    return made.getvalue()
