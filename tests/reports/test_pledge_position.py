"""Each clause of a pledge against the unit's live figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from campaigns.models import Pledge, PledgeClause, PledgeTemplate
from reports.pledge_position import positions
from tests import cast
from tests.cast import World
from tests.reports.facts import households, pledges

SignIn = Callable[[str], Client]
CLAUSES = (
    ("letters", "household_pledges", "50", "%", True),
    ("met", "household_pledges", "30", "%", True),
    ("signed", "pledges", "3", "份", True),
    ("most", "pledges", "0", "份", False),
    ("manual", "", "4", "次", True),
    ("unknown", "no_such_metric", "4", "次", True),
    ("nothing", "visits", "90", "%", True),
)


@pytest.fixture
def town(world: World) -> Pledge:
    pledges(world)
    households(world)
    text = world.pledge_text(4)
    clauses = (
        PledgeClause(
            ordinal=place,
            code=code,
            text=code,
            target=Decimal(target),
            unit=unit,
            at_least=at_least,
            metric=metric,
        )
        for place, (code, metric, target, unit, at_least) in enumerate(CLAUSES, 1)
    )
    new = cast.next_edition(text, clauses)
    Pledge.objects.filter(template=text).update(template=new)
    return Pledge.objects.select_related("template", "campaign", "holder").get(
        holder=world.township
    )


def test_year_to_date_against_the_target(town: Pledge) -> None:
    rows = {p.clause.code: p for p in positions(town, date(2026, 6, 30), small_shown=True)}
    # V1: 5 of 10 by then (one went on 1 June, one comes next year); V2: 1 and a list of 3 of 5.
    letters = rows["letters"]
    assert (letters.numerator, letters.denominator) == (9, 15)
    assert (letters.value, letters.gap, letters.met) == (Decimal(60), Decimal(0), True)
    assert rows["met"].met is True
    # The township's own and one village in time of three due.
    signed = rows["signed"]
    assert (signed.value, signed.met, signed.gap_words) == (Decimal(2), False, "差1份")
    assert rows["most"].gap_words == "超2份"
    assert [rows[code].met for code in ("manual", "unknown", "nothing")] == [None] * 3
    assert "统计指标" in rows["unknown"].why


def test_small_numbers_are_not_told_to_those_who_see_no_families(town: Pledge) -> None:
    rows = {p.clause.code: p for p in positions(town, date(2026, 6, 30), small_shown=False)}
    assert rows["signed"].value is None
    assert rows["signed"].why == "数目太小，不显示"
    assert rows["letters"].denominator == 15


def test_page(sign_in: SignIn, town: Pledge, world: World) -> None:
    address = f"/pledges/{town.uid}/position"
    for who in ("county", "town", "governance"):
        page = sign_in(who).get(address)
        assert page.status_code == 200, page.text
        assert "达标" in page.text
    assert sign_in("town_next").get(address).status_code == 404
    village = Pledge.objects.get(holder=world.village_one)
    assert sign_in("village").get(f"/pledges/{village.uid}/position").status_code == 200
    assert PledgeTemplate.objects.count() == 4
