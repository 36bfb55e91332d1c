"""Rosters for tests, as a clerk would type them."""

from __future__ import annotations

from typing import Any

from tests.households.people import CHILD, FATHER, MOTHER, PHONE, SON

HEAD = [
    *("序号", "村（社区）", "户号", "与户主关系", "姓名", "身份证号码"),
    *("联系电话", "住址", "儿童登记依据", "依据说明"),
]
VILLAGE = "甲一村"


def row(number: str, relation: str, name: str, id_number: str = "", **more: Any) -> list[Any]:
    """One person."""
    return [
        more.get("serial", ""),
        more.get("village", VILLAGE),
        number,
        relation,
        name,
        id_number,
        more.get("phone", ""),
        more.get("address", ""),
        more.get("consent", ""),
        more.get("note", ""),
    ]


def family(number: str = "0012", **more: Any) -> list[list[Any]]:
    """A couple, a son and a girl under fourteen."""
    return [
        row(number, "户主", "姜志强", FATHER, phone=PHONE, address="张寨东路十二号", **more),
        row(number, "妻", "单桂兰", MOTHER, **more),
        row(number, "长子", "姜小军", SON, **more),
        row(number, "女儿", "姜小燕", CHILD, consent="监护人同意", note="父亲 11月1日", **more),
    ]


def typed(rows: list[list[Any]]) -> str:
    """Rows as they come from the clipboard."""
    return "\n".join("\t".join(str(cell) for cell in line) for line in rows)
