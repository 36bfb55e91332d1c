"""A draw as its pages and its paper show it."""

from __future__ import annotations

from dataclasses import dataclass

from campaigns.draw_rule import lot, read_list
from campaigns.models import Draw
from campaigns.transitions.draw import sealed_homes


@dataclass(frozen=True)
class Row:
    """One village drawn: its lot, its people, the numbers of its households."""

    code: str
    village: str
    lot: str
    people: str
    homes: str


def result_rows(draw: Draw) -> list[Row]:
    """The result in the order of the lots; empty before it is drawn."""
    if not draw.result:
        return []
    names = read_list(draw.listed, {}).names
    homes = sealed_homes(draw)
    out = []
    for line in draw.result.splitlines():
        code, people, keys = line.split("\t")
        labels = dict(homes.get(code, ()))
        out.append(
            Row(
                code,
                names.get(code, code),
                lot(draw.seed, code)[:12],
                "、".join(names.get(p, p) for p in people.split(",")),
                "、".join(labels.get(key, key) for key in keys.split(",") if key),
            )
        )
    return out
