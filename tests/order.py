"""In which order the tests run: what takes long begins, so that no worker ends with it alone.

`--dist worksteal` gives each worker an equal, contiguous share of the list and lets one that is
done take from the end of another's. So each share begins with long tests, goes on with the house
of the matrix, which is built once in each worker, and ends with what is quick and easily taken.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.standing import begins_with, commits, names_of

HOUSE = "house"
"""The fixture of the matrix: built for all its tests together, and dear."""


def shared_out(items: Sequence[pytest.Item], workers: int) -> list[pytest.Item]:
    """The items, so that each worker's share is alike; within a file those that begin with the
    same rows (tests.standing) stand together, else the order is kept."""
    # By the first of its file, those that commit apart from the others, as Django orders them.
    files = {(one.path, commits(one)): at for at, one in reversed(list(enumerate(items)))}
    items = sorted(items, key=lambda one: (files[one.path, commits(one)], begins_with(one)))
    shares: list[list[pytest.Item]] = [[] for _ in range(workers)]
    in_house = [one for one in items if HOUSE in names_of(one)]
    long = [one for one in items if _is_long(one) and HOUSE not in names_of(one)]
    # Long tests of a file stay together: what the file makes for them is made once.
    together: dict[object, list[pytest.Item]] = {}
    for one in long:
        together.setdefault(one.path, []).append(one)
    for place, group in enumerate(together.values()):
        shares[place % workers] += group
    # Of the matrix each gets a part of the long ones, then a part of the others.
    for part in ([o for o in in_house if _is_long(o)], [o for o in in_house if not _is_long(o)]):
        for place, share in enumerate(shares):
            share += part[place * len(part) // workers : (place + 1) * len(part) // workers]
    taken = {one for share in shares for one in share}
    rest = [one for one in items if one not in taken]
    for place, share in enumerate(shares):
        # As the scheduler counts: what is left, divided by the workers not yet served.
        size = (len(items) - sum(map(len, shares[:place]))) // (workers - place)
        count = max(size - len(share), 0)
        share += rest[:count]
        del rest[:count]
    return [one for share in shares for one in share] + rest


def _is_long(item: pytest.Item) -> bool:
    return item.get_closest_marker("slow") is not None
