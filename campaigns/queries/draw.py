"""A draw as its pages and its paper show it."""

from __future__ import annotations

from dataclasses import dataclass

from campaigns.draw_rule import lot, read_list
from campaigns.models import Division, Draw
from campaigns.transitions.draw import sealed_homes

TOWNSHIP = 1000  # codes in the span of one


@dataclass(frozen=True)
class Row:
    """One village drawn: its township, its lot, its people, the numbers of its households."""

    code: str
    township: str
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
    codes = [int(line.split("\t")[0]) for line in draw.result.splitlines()]
    towns = Division.objects.in_bulk({code // TOWNSHIP * TOWNSHIP for code in codes})
    out = []
    for line in draw.result.splitlines():
        code, people, keys = line.split("\t")
        labels = dict(homes.get(code, ()))
        out.append(
            Row(
                code,
                towns[int(code) // TOWNSHIP * TOWNSHIP].name,
                names.get(code, code),
                lot(draw.seed, code)[:12],
                "、".join(names.get(p, p) for p in people.split(",")),
                "、".join(labels.get(key, key) for key in keys.split(",") if key),
            )
        )
    return out
