"""Received and accepted in the network's counting table: each number is the list behind it, and no
sealed file is in any."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from accounts.exports.sheet import Table
from campaigns.models import Division
from campaigns.network_counts import Scope, figures
from campaigns.network_table import table_of
from campaigns.stretch import Stretch
from tests.cast import World
from tests.disputes import cases
from tests.disputes.matters import sealed_matter
from tests.security.test_signin import SignIn

COLUMNS = ("accepted", "mediated")


def this_year() -> Stretch:
    year = timezone.localdate().year
    return Stretch(f"{year}-Y", date(year, 1, 1), date(year, 12, 31))


def drawn(world: World, who: str, root: Division) -> Table:
    return table_of(Scope(world.users[who], root, this_year()))


def cells(table: Table) -> list[tuple[int, str]]:
    """(number, address) of every cell of the two columns of this period."""
    names = [f.name for f in figures()]
    places = [1 + 2 * names.index(name) for name in COLUMNS]
    rows = [*table.rows, table.totals or []]
    return [(row[at].value or 0, row[at].url) for row in rows for at in places]


@pytest.mark.parametrize("who", ["county", "town", "village"])
def test_each_number_is_the_list_behind_it(world: World, sign_in: SignIn, who: str) -> None:
    cases.taken(world)
    cases.accepted(world)
    cases.accepted(world, by=world.village_next, village=world.village_two)
    sealed_matter(world)
    root = {"county": world.county_division, "town": world.township, "village": world.village_one}
    client: Client = sign_in(who)
    found = cells(drawn(world, who, root[who]))
    assert sum(number for number, _url in found) > 0
    for number, url in found:
        if number:
            assert client.get(url).context["page"].paginator.count == number, url


def test_who_sees_no_file_gets_the_number_alone(world: World) -> None:
    cases.accepted(world)
    sealed_matter(world)
    found = cells(drawn(world, "governance", world.county_division))
    assert found == [(n, "") for n, _url in cells(drawn(world, "county", world.county_division))]
