"""The tree of divisions: pages, search, API; figures only and only inside one's county."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.search_terms import search_terms
from campaigns.models import Division
from tests.cast import World, division

SignIn = Callable[[str], Client]


@pytest.fixture
def named(world: World) -> World:
    """The cast's divisions with their search terms."""
    for place in Division.objects.all():
        terms = search_terms(place.name)
        Division.objects.filter(pk=place.pk).update(
            pinyin=terms.pinyin, initials=terms.initials, grams=terms.grams
        )
    return world


@pytest.mark.parametrize("who", ["county", "town", "village", "governance", "auditor"])
def test_everybody_sees_the_tree_of_the_county(sign_in: SignIn, who: str) -> None:
    page = sign_in(who).get("/divisions/")
    assert page.status_code == 200
    assert "甲一镇" in page.text
    assert "3 个村（社区）" in page.text
    assert "300 户" in page.text
    assert "乙县" not in page.text


@pytest.mark.parametrize("who", ["system_admin", "security_admin", "audit_admin", "nobody"])
def test_administrators_do_not(sign_in: SignIn, who: str) -> None:
    assert sign_in(who).get("/divisions/").status_code == 403
    assert sign_in(who).get("/divisions/990101100000").status_code == 403


def test_one_level_is_opened(sign_in: SignIn) -> None:
    page = sign_in("county").get("/divisions/?at=990101100000")
    assert "甲二村" in page.text
    assert "乙镇村" not in page.text
    assert [d.name for d in page.context["chain"]] == ["甲县", "甲一镇"]
    assert sign_in("county").get("/divisions/?at=990101100201").status_code == 200


@pytest.mark.parametrize(
    "at", ["990102100000", "990100000000", "abc", "99010110020", "000000000000"]
)
def test_outside_the_county_is_not_found(sign_in: SignIn, at: str) -> None:
    assert sign_in("county").get(f"/divisions/?at={at}").status_code == 404
    assert sign_in("county").get("/divisions/990102100201").status_code == 404
    assert sign_in("county").get("/divisions/99999999999999999999999").status_code == 404


@pytest.mark.usefixtures("named")
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("甲一", ["甲一镇", "甲一村"]),
        ("一村", ["甲一村"]),
        ("镇", ["甲一镇", "甲二镇", "乙镇村"]),
        ("jiayi", ["甲一镇", "甲一村"]),
        ("JYC", ["甲一村"]),
        ("yzc", ["乙镇村"]),
        ("990101100", ["甲一镇", "甲一村", "甲二村"]),
        ("990101100202", ["甲二村"]),
        ("乙县", []),
        ("9901011002020", []),
        ("０", []),
        ("%", []),
    ],
)
def test_search(sign_in: SignIn, typed: str, found: list[str]) -> None:
    page = sign_in("village").get("/divisions/", {"q": typed})
    assert page.status_code == 200
    assert [d.name for d in page.context["found"]] == found
    listed = sign_in("village").get("/api/v1/divisions", {"q": typed}).json()
    assert [d["name"] for d in listed["results"]] == found


def test_search_shows_at_most_twenty(named: World, sign_in: SignIn) -> None:
    Division.objects.bulk_create(division(990101100300 + i, f"同名{i}村") for i in range(30))
    for place in Division.objects.filter(name__startswith="同名"):
        place.grams = search_terms(place.name).grams
        place.save(update_fields=["grams"])
    page = sign_in("county").get("/divisions/", {"q": "同名"})
    assert len(page.context["found"]) == 20
    assert "只列前 20 处" in page.text


def test_page_of_one_division(sign_in: SignIn) -> None:
    page = sign_in("governance").get("/divisions/990101100000")
    assert page.status_code == 200
    for words in ("990101100000", "乡级", "测试省 › 测试市 › 甲县", "2 个", "200 户"):
        assert words in page.text
    assert "100 户" in sign_in("town_next").get("/divisions/990101100201").text


def test_a_merged_village_says_where_it_went(world: World, sign_in: SignIn) -> None:
    Division.objects.filter(code=990101100202).update(
        valid_to="2026-06-01", successor_id=990101100201
    )
    assert "并入 <a" in sign_in("county").get("/divisions/990101100202").text
    assert "甲二村" in sign_in("county").get("/divisions/990101100201").text
    assert "甲二村" not in sign_in("county").get("/divisions/?at=990101100000").text


def test_api(sign_in: SignIn) -> None:
    client = sign_in("county")
    below = client.get("/api/v1/divisions", {"parent": 990101100000}).json()
    assert [d["code"] for d in below["results"]] == [990101100201, 990101100202]
    one = client.get("/api/v1/divisions/990101100201").json()
    assert (one["name"], one["parent_code"], one["level_label"]) == ("甲一村", 990101100000, "村级")
    assert client.get("/api/v1/divisions/990102100201").status_code == 404
    assert sign_in("system_admin").get("/api/v1/divisions").status_code == 403


def test_queries_do_not_grow(world: World, sign_in: SignIn) -> None:
    client = sign_in("county")
    addresses = ("/divisions/", "/divisions/?at=990101100000", "/divisions/990101100000")

    def counted() -> list[int]:
        out = []
        for address in addresses:
            with CaptureQueriesContext(connection) as told:
                assert client.get(address).status_code == 200
            out.append(len(told))
        return out

    counted()
    few = counted()
    Division.objects.bulk_create(division(990101100300 + i, f"新{i}村") for i in range(30))
    assert counted() == few
    assert max(few) <= 20  # a dozen of them are the frame's own
