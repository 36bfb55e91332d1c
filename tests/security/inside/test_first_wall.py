"""The first wall alone, table by table, as if the policy of the database were gone (A11).

Everything is read under the system's token, to which every policy is open; what `visible_to`
still hides is compared with the cast. The other half, that a policy which is gone is noticed, is
test_walls.test_a_true_token_shows_its_own_reach_only: it can only fail on a table where some
reader has a row hidden, so that is asserted here for every table."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import models

from accounts import wall_sql
from accounts.querysets import ScopedQuerySet
from accounts.trail import file_of, matter_of
from accounts.walls import Kind, Wall
from tests.security.house import House
from tests.security.rows import Secret, is_above, is_offered, others_of

WALLED = [
    (m, w)
    for m, w in wall_sql.walled_models()
    if w.kind in (Kind.CASE, Kind.FILE, Kind.AREA, Kind.COUNTY, Kind.SHARED)
]
READERS = (
    "village", "town", "county", "county_other", "governance", "auditor", "handler", "kin", "city",
)  # fmt: skip
# As in test_walls: the house of the matrix holds none.
EMPTY = {"reports_linechange"}


@pytest.mark.parametrize(("model", "wall"), WALLED, ids=[m._meta.db_table for m, _ in WALLED])
def test_with_the_policy_gone_the_first_wall_hides(
    house: House, model: type[models.Model], wall: Wall
) -> None:
    objects: Any = model._default_manager
    assert isinstance(objects.all(), ScopedQuerySet), "no visible_to to begin a query with"
    rows = {
        r.pk: Secret(
            wall.kind,
            getattr(r, wall.column),
            "",
            0,
            file_of(r),
            matter_of(r),
            others_of(r),
            is_offered(r),
            is_above(r),
        )
        for r in objects.all()
    }
    assert rows or model._meta.db_table in EMPTY
    hidden = 0
    for role in READERS:
        shown = set(objects.visible_to(house.world.users[role]).values_list("pk", flat=True))
        closed = {pk for pk, row in rows.items() if not house.may_know(role, row)}
        hidden += len(closed)
        assert not shown & closed, f"{role} sees {len(shown & closed)} rows too many"
    assert hidden or not rows, "nobody would notice that the policy is gone"
