"""卷内目录 (domain D2 no. 1)."""

from __future__ import annotations

from collections.abc import Sequence

from disputes.papers.blocks import Form, Table

HEAD = ("序号", "文书名称", "页号", "备注")


def build(number: str, entries: Sequence[tuple[str, str, str]]) -> Form:
    """(name, pages, note) of each paper in the order of the file."""
    rows = tuple((str(place), *entry) for place, entry in enumerate(entries, 1))
    return Form(
        title="卷内目录",
        place=1,
        number=number,
        look="contents",
        blocks=(Table(HEAD, (3, 13, 4, 4), rows, centred=(0, 2), least=18),),
    )
