"""What reviewers take out as Excel holds the same cells whether a household has to wait or not,
and whatever the ground (domain K 10)."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client

from tests.cast import World
from tests.exports.books import opened
from tests.households.award_cast import Status, award_at, here, homes, on_day
from tests.households.papers.test_papers import proven, told
from tests.households.test_award_ladder import GROUNDS, grounds

__all__ = ["here", "on_day"]
SignIn = Callable[[str], Client]
PAPERS = ("recommended", "approvals", "creation")
# The number of an export and its minute, printed on each: they are meant to differ.
OWN = re.compile(r"\d{8}-[0-9A-F]{6}|\d{1,2}:\d{2}|[0-9a-f]{8}-[0-9a-f-]{27}")
Cell = tuple[str, str, str]


def cells(content: bytes) -> list[Cell]:
    """Every cell and foot of a workbook, without what is its own."""
    out = []
    for sheet in opened(content).worksheets:
        rows = [(c.coordinate, c.value) for row in sheet.iter_rows() for c in row]
        rows.append(("foot", f"{sheet.oddFooter.left.text}{sheet.oddFooter.right.text}"))
        out += [(sheet.title, place, OWN.sub("", str(v))) for place, v in rows if v is not None]
    return out


def taken(who: Client) -> dict[str, list[Cell]]:
    return {key: cells(told(who, key)) for key in PAPERS}


@pytest.mark.parametrize("who", ["town", "county"])
def test_exports_of_reviewers_tell_nothing(here: World, sign_in: SignIn, who: str) -> None:
    award = award_at(here, Status.NOTICED)
    homes(here.village_one, 9)
    client = proven(sign_in(who))
    free = taken(client)
    assert any("姜" in value for _sheet, _place, value in free["approvals"])
    for ground in GROUNDS:
        with transaction.atomic():
            grounds(here, award, ground)
            held = taken(client)
            transaction.set_rollback(True)
        for key in PAPERS:
            assert held[key] == free[key], (ground, key)
