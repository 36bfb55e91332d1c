"""Pages and API of listed families, tiers, keepers and visits."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import Reading
from households.models import HandOver, Keeper, ListedFamily, Tier, TierDecision, Visit
from households.transitions.family import close_family
from households.transitions.handover import accept
from households.transitions.opening import open_file
from tests.cast import World
from tests.households.families import REASON, age, days, family, home

SignIn = Callable[[str], Client]
VISIT = {
    "visited_on": days(0).isoformat(),
    "way": "home",
    "met": "夫妻二人",
    "state": "丈夫已停酒两周",
    "change": "same",
}
FORMS = ("/plan", "/raise", "/review", "/keepers", "/visits/new")
JSON = "application/json"


def test_village_proposes_and_what_is_grave_holds_at_once(world: World, sign_in: SignIn) -> None:
    household, client = home(world), sign_in("village")
    url = f"/households/{household.uid}/list"
    page = client.get(url)
    assert page.status_code == 200
    assert "村执委一" in page.text
    assert "村调解二" not in page.text
    sent = {
        "categories": ["02", "16"],
        "situation": "酒后争吵",
        "tier": "yellow",
        "reason": REASON,
        "keepers": [world.village.pk, world.town.pk],
        "grave": "on",
    }
    refused = client.post(url, sent)
    assert refused.status_code == 422
    assert "请写明是什么情况" in refused.text
    assert "酒后争吵" in refused.text
    foreign = client.post(url, sent | {"other_words": "分房", "keepers": [world.county.pk]})
    assert foreign.status_code == 422
    done = client.post(url, sent | {"other_words": "分房"}, follow=True)
    assert "姜志强 家庭" in done.text
    assert "两小时内电话上报" in done.text
    again = client.post(url, sent | {"other_words": "分房"})
    assert again.status_code == 409
    assert ListedFamily.objects.count() == 1


def test_file_shows_the_family_and_is_logged(world: World, sign_in: SignIn) -> None:
    row = family(world, listed_on=days(-20))
    page = sign_in("village").get(f"/families/{row.uid}")
    for words in ("姜志强 家庭", "婚恋纠纷", "黄·中", "包户领导", "镇妇联一", "走访逾期", REASON):
        assert words in page.text
    assert re.search(r"<title>[^<]*姜", page.text) is None
    told = Reading.objects.filter(noun="households.listedfamily", by=world.village)
    assert told.filter(keys__contains=[row.pk], place=row.village_id).count() == 1


def test_titles_and_lists_never_say_the_first_category(world: World, sign_in: SignIn) -> None:
    family(world, categories=["01"])
    page = sign_in("village").get("/families/").text
    assert "家庭暴力" not in page
    assert "权益保护" in page


def test_buttons_follow_the_role(world: World, sign_in: SignIn) -> None:
    row = family(world)
    village = sign_in("village").get(f"/families/{row.uid}").text
    open_file(row, reason="汇总研判需要看这一户的情况", by=world.county)
    county = sign_in("county").get(f"/families/{row.uid}").text
    town = sign_in("town").get(f"/families/{row.uid}").text
    assert "登记走访" in village
    assert f"/families/{row.uid}/lower" not in village
    assert f"/families/{row.uid}/close" in town
    assert "登记走访" not in county
    assert f"/families/{row.uid}/raise" in county


@pytest.mark.parametrize("who", ["village_next", "town_next", "county_other"])
def test_foreign_family_is_not_found(world: World, sign_in: SignIn, who: str) -> None:
    row = family(world)
    client = sign_in(who)
    allowed = FORMS if who != "county_other" else ("/raise",)
    for path in ("", "/visits", *allowed):
        assert client.get(f"/families/{row.uid}{path}").status_code == 404
    assert "姜*强" not in client.get("/families/").text


@pytest.mark.parametrize("who", ["governance", "auditor", "security_admin", "nobody"])
def test_roles_without_families_are_turned_away(world: World, sign_in: SignIn, who: str) -> None:
    row = family(world)
    client = sign_in(who)
    for path in ("/families/", f"/families/{row.uid}", f"/families/{row.uid}/visits"):
        page = client.get(path)
        assert page.status_code == 403
        assert "姜" not in page.text
    assert client.get("/api/v1/families").status_code == 403


def test_forms_open_and_keep_what_was_typed(world: World, sign_in: SignIn) -> None:
    row = family(world)
    town = sign_in("town")
    for path in (*FORMS, "/lower", "/close"):
        assert town.get(f"/families/{row.uid}{path}").status_code == 200, path
    for path, typed in (
        ("/raise", {"reason": "", "tier": "red"}),
        ("/visits/new", VISIT | {"way": "", "state": "留下来的话"}),
        ("/close", {"ground": "", "reason": "留下来的话"}),
        ("/keepers", {"leaving": "", "reason": "留下来的话"}),
        ("/plan", {"situation": "", "plan": "留下来的话"}),
    ):
        page = town.post(f"/families/{row.uid}{path}", typed | {"version": "1"})
        assert page.status_code == 422, path
        assert path == "/raise" or "留下来的话" in page.text
    closed = close_family(row, ground="moved", reason="迁往外县", by=world.town)
    for path in FORMS:
        assert town.get(f"/families/{closed.uid}{path}").status_code == 409
    assert "已销号" in town.get(f"/families/{closed.uid}").text


def test_visit_worse_leads_to_raising(world: World, sign_in: SignIn) -> None:
    row, client = family(world), sign_in("village")
    url = f"/families/{row.uid}/visits/new"
    key = re.search(r'name="client_uuid" value="([0-9a-f-]{36})"', client.get(url).text)
    assert key
    sent = VISIT | {"change": "worse", "client_uuid": key.group(1)}
    done = client.post(url, sent)
    assert done["Location"] == f"/families/{row.uid}/raise"
    client.post(url, sent)
    assert Visit.objects.count() == 1
    assert "要不要升级" in client.get(done["Location"]).text
    raised = client.post(
        done["Location"], {"version": "1", "tier": "red", "reason": "昨晚又动手"}, follow=True
    )
    assert "已定为红·高" in raised.text
    assert "丈夫已停酒两周" in client.get(f"/families/{row.uid}/visits").text
    stale = client.post(f"/families/{row.uid}/review", {"version": "1", "reason": "情况没有变化"})
    assert stale.status_code == 409


def test_township_lowers_hands_over_and_closes(world: World, sign_in: SignIn) -> None:
    row, client = family(world), sign_in("town")
    early = client.get(f"/families/{row.uid}/lower")
    assert "平稳满 60 天" in early.text
    assert "btn-not" in early.text
    refused = client.post(
        f"/families/{row.uid}/lower", {"version": row.version, "reason": "两月没有争吵"}
    )
    assert refused.status_code == 409
    age(row, 60)
    down = client.post(
        f"/families/{row.uid}/lower", {"version": row.version, "reason": "两月没有争吵"}
    )
    assert down.status_code == 302
    handed = client.post(
        f"/families/{row.uid}/keepers",
        {
            "version": "2",
            "leaving": world.village.pk,
            "taking": world.village_mate.pk,
            "reason": "调离本村",
        },
    )
    assert handed.status_code == 302
    assert not Keeper.objects.filter(family=row, person=world.village_mate).exists()
    accept(HandOver.objects.get(family=row), by=world.village_mate)
    assert Keeper.objects.filter(family=row, person=world.village_mate).exists()
    closed = client.post(
        f"/families/{row.uid}/close",
        {"version": "3", "ground": "moved", "reason": "迁往外县"},
        follow=True,
    )
    assert "已销号" in closed.text
    anew = family(world, row.household)
    assert f"/families/{row.uid}" in client.get(f"/families/{anew.uid}").text
    assert f"/families/{row.uid}" in client.get(f"/households/{row.household.uid}").text


def test_list_filters(world: World, sign_in: SignIn) -> None:
    one = family(world, home(world, head_name="甲红红"), tier=Tier.RED)
    two = family(world, home(world, head_name="乙灰灰"), tier=Tier.RED, listed_on=days(-30))
    three = family(
        world,
        home(world, world.village_two, head_name="丙绿绿"),
        tier=Tier.GREEN,
        categories=["10"],
        keepers=[world.village_next, world.town],
        by=world.town,
    )
    client = sign_in("town")

    def shown(query: str) -> set[str]:
        rows = client.get(f"/families/?{query}").context["rows"]
        return {r.household.head_name for r in rows}

    names = {f.household.head_name for f in (one, two, three)}
    assert shown("") == names
    assert shown("tier=red") == {"甲红红"}
    assert shown("tier=grey") == {"乙灰灰"}
    assert shown("category=10") == {"丙绿绿"}
    assert shown("show=overdue") == {"乙灰灰"}
    assert shown("show=mine") == names
    assert shown("place=990101100202") == {"丙绿绿"}
    assert shown("place=990101100000") == names
    assert shown("q=yhh") == {"乙灰灰"}
    assert shown("status=closed") == set()
    assert shown("place=1e40&tier=x") <= names
    assert client.get("/families/?place=-5&page=999").status_code == 200
    first = client.get("/families/").context["rows"][0]
    assert first.household.head_name == "乙灰灰"


@pytest.mark.parametrize("path", ["/families/", "/api/v1/families"])
def test_list_costs_the_same_for_three_and_thirty(
    world: World, sign_in: SignIn, django_assert_max_num_queries: Any, path: str
) -> None:
    client = sign_in("town")
    client.get(path)
    counts = []
    for more in (3, 27):
        for _ in range(more):
            family(world)
        with django_assert_max_num_queries(17) as asked:
            assert client.get(path).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_file_costs_the_same_for_few_and_many_visits(
    world: World, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    row, client = family(world), sign_in("village")
    client.get(f"/families/{row.uid}")
    counts = []
    for more in (3, 27):
        for _ in range(more):
            client.post(f"/families/{row.uid}/visits/new", VISIT)
        client.get(f"/families/{row.uid}")
        with django_assert_max_num_queries(36) as asked:
            assert client.get(f"/families/{row.uid}").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert Visit.objects.count() == 30


def test_api(world: World, sign_in: SignIn) -> None:
    client, household = sign_in("town"), home(world)
    sent: dict[str, Any] = {
        "household": str(household.uid),
        "categories": ["02"],
        "situation": "酒后争吵",
        "tier": "yellow",
        "reason": REASON,
        "keepers": ["village", "town"],
    }
    unknown = client.post(
        "/api/v1/families", sent | {"keepers": ["village", "谁"]}, content_type=JSON
    )
    assert unknown.status_code == 422
    assert "没有登录名 谁" in unknown.json()["detail"]
    made = client.post("/api/v1/families", sent, content_type=JSON)
    assert made.status_code == 201, made.text
    assert made.json()["next_due"] == days(3).isoformat()
    assert client.post("/api/v1/families", sent, content_type=JSON).status_code == 409
    url = f"/api/v1/families/{made.json()['uid']}"
    assert client.get(url).json()["tier_label"] == "黄·中"
    assert client.post(f"{url}/visits", VISIT, content_type=JSON).status_code == 201
    assert client.get(f"{url}/visits").json()["count"] == 1

    def post(verb: str, **data: Any) -> Any:
        return client.post(f"{url}/{verb}", data, content_type=JSON)

    raised = post("raise", version=1, tier="red", reason="昨晚又动手")
    assert raised.json()["tier"] == "red"
    assert post("review", version=1, reason="情况没有变化").status_code == 409
    assert post("review", version=2, reason="情况没有变化").json()["version"] == 3
    assert post("lower", version=3, reason="两月没有争吵").status_code == 409
    plan = post("plan", version=3, situation="x", plan="y")
    assert plan.json()["plan"] == "y"
    handed = post(
        "hand-overs", version=4, leaving="village", taking="village_mate", reason="调离本村"
    )
    assert handed.status_code == 201, handed.text
    closed = post("close", version=4, ground="ended", reason="老人过世")
    assert closed.json()["status"] == "closed"
    assert client.get("/api/v1/families").json()["count"] == 0
    assert client.get("/api/v1/families?status=closed").json()["count"] == 1
    assert client.get(url).status_code == 200
    assert sign_in("village_next").get(url).status_code == 404
    assert TierDecision.objects.count() == 3
