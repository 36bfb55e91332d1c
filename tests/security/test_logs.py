"""The audit administrator's pages: who did and who saw what, without the case."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from accounts import reading, trail
from accounts.acts import Act
from tests.cast import World

SignIn = Callable[[str], Client]
SECRET = "金丝雀内容"


@pytest.fixture
def told(world: World) -> World:
    """One act and one reading in each county."""
    for by, place in ((world.village, world.village_one), (world.county_other, None)):
        division = place or world.divisions[990102100201]
        trail.record(
            Act.FAMILY_LIST,
            by=by,
            on=world.campaign,
            place=division.code,
            before={"situation": SECRET},
            after={"situation": SECRET},
            reason=SECRET,
        )
        reading.note(by=by, page="households:family_list", rows=[world.campaign], purpose=SECRET)
    return world


def test_lines_name_noun_key_act_and_place_only(told: World, sign_in: SignIn) -> None:
    admin = sign_in("audit_admin")
    done, seen = admin.get("/accounts/logs/"), admin.get("/accounts/logs/readings")
    assert "列入在册" in done.text
    assert "甲一村" in done.text
    assert "村调解一" in seen.text
    for page in (done, seen):
        assert page.status_code == 200
        assert SECRET not in page.text
        assert "county_other" not in page.text
        assert "乙县村" not in page.text


@pytest.mark.parametrize("who", ["system_admin", "security_admin", "county", "governance"])
def test_nobody_else_reads_logs(told: World, sign_in: SignIn, who: str) -> None:
    assert sign_in(who).get("/accounts/logs/").status_code == 403
    assert sign_in(who).get("/accounts/logs/readings").status_code == 403


def test_filters(told: World, sign_in: SignIn) -> None:
    admin = sign_in("audit_admin")
    assert "村调解一" in admin.get("/accounts/logs/?who=village&act=family.list").text
    assert "村调解一" not in admin.get("/accounts/logs/?who=town").text
    assert "村调解一" not in admin.get("/accounts/logs/?until=2020-01-01").text
    assert "村调解一" not in admin.get("/accounts/logs/?noun=households.household").text
    for odd in ("since=x", "noun=zz", "act=zz", "who=%00", "page=zz"):
        assert admin.get(f"/accounts/logs/?{odd}").status_code == 200, odd


def test_a_page_of_the_log_costs_the_same_for_more_rows(
    told: World, sign_in: SignIn, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for _ in range(30):
        trail.record(Act.FAMILY_LIST, by=told.village, on=told.campaign, place=990101100201)
    admin = sign_in("audit_admin")
    admin.get("/accounts/logs/")
    with django_assert_max_num_queries(15):  # type: ignore[attr-defined]
        assert admin.get("/accounts/logs/").status_code == 200
