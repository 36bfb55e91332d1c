"""The service network by API: the same verbs, the same refusals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client

from campaigns.models import ServicePoint, VolunteerTeam
from tests.campaigns.network import WEEK, days_ago, point_of, team_of, volunteer_of
from tests.cast import World

SignIn = Callable[[str], Client]
SECRET, PHONE = "城东路九号三楼", "13900001111"
TODAY = f"{days_ago(0)}"


def post(client: Client, path: str, **data: Any) -> Any:
    return client.post(f"/api/v1/{path}", data, content_type="application/json")


def test_a_point_from_opening_to_closing(world: World, sign_in: SignIn) -> None:
    client = sign_in("village")
    facts = {
        "name": "妇女之家", "phone": "0516-89612338", "run_by": "村妇联", "address": "村部",
        "hours": WEEK,
    }  # fmt: skip
    made = post(client, "service-points", kind="home", opened_on="2025-01-01", **facts)
    assert made.status_code == 201, made.content
    uid = made.json()["uid"]
    shift = {"point": uid, "day": TODAY, "starts": "08:30", "ends": "12:00"}
    put = post(client, "duty-shifts", username="village", **shift)
    assert put.status_code == 201, put.content
    assert put.json()["who"] == "村调解一"
    assert post(client, "duty-shifts", username="town", **shift).status_code == 422
    assert post(client, f"duty-shifts/{put.json()['uid']}/call-off").status_code == 200
    assert post(client, "duty-shifts/copy-week", point=uid, week=TODAY).status_code == 422
    work = post(client, "work-records", point=uid, day=TODAY, kind="consult", people=2)
    assert work.status_code == 201, work.content
    back = f"work-records/{work.json()['uid']}/back"
    assert post(client, back, reason="人数写错").status_code == 200
    assert post(client, back, reason="人数写错").status_code == 409
    point = f"service-points/{uid}"
    changed = post(client, f"{point}/change", version=1, **(facts | {"phone": "12338"}))
    assert changed.json()["phone"] == "12338"
    assert post(client, f"{point}/change", version=1, **facts).status_code == 409
    close = {"closed_on": TODAY, "reason": "村部搬迁", "version": 2}
    assert post(sign_in("county"), f"{point}/close", **close).status_code == 403
    assert post(sign_in("village_next"), f"{point}/close", **close).status_code == 404
    assert post(client, f"{point}/close", **close).json()["status"] == "closed"


def test_volunteers_and_teams(world: World, sign_in: SignIn) -> None:
    client = sign_in("town")
    team = post(client, "volunteer-teams", name="巾帼调解队", since="2025-01-01").json()
    facts = {"name": "田禾", "kind": "assessor", "since": "2025-01-01", "team": team["uid"]}
    made = post(client, "volunteers", phone=PHONE, **facts)
    assert made.status_code == 201, made.content
    uid = made.json()["uid"]
    led = post(
        client, f"volunteer-teams/{team['uid']}/change", name="巾帼调解队", leader=uid, version=1
    )
    assert led.json()["leader_label"] == "田禾"
    given = {"volunteer": uid, "day": TODAY, "kind": "trial", "hours": "3.5"}
    assert post(client, "volunteer-works", **given).status_code == 422
    assert post(client, "volunteer-works", cases=2, **given).status_code == 201
    seen = client.get(f"/api/v1/volunteers/{uid}").json()
    assert (seen["year_hours"], seen["trials"]) == ("3.5", 2)
    end = {"until": TODAY, "reason": "工作调动", "version": 1}
    assert post(client, f"volunteers/{uid}/end", **end).status_code == 422  # she leads
    over = {"until": TODAY, "reason": "并入二队", "version": 2}
    assert post(client, f"volunteer-teams/{team['uid']}/end", **over).status_code == 200
    assert post(client, f"volunteers/{uid}/end", **end).status_code == 200
    assert VolunteerTeam.objects.get().until is not None
    for who in ("county", "governance"):
        assert post(sign_in(who), "volunteer-works", cases=2, **given).status_code == 403


def test_nothing_kept_apart_is_in_the_api(world: World, sign_in: SignIn) -> None:
    point_of(world.county_division, world.county, kind="shelter", name="庇护中心", address=SECRET)
    volunteer_of(
        world.county_division, world.county, team=team_of(world.county_division, world.county)
    )
    for who in ("county", "town", "village", "governance", "auditor"):
        client = sign_in(who)
        for path in ("service-points", "volunteers", "volunteer-teams", "duty-shifts"):
            answer = client.get(f"/api/v1/{path}")
            assert answer.status_code == 200
            assert SECRET not in answer.content.decode()
            assert PHONE not in answer.content.decode()
        assert client.get("/api/v1/service-points").json()["results"][0]["address"] == "地址保密"


def test_the_counts(world: World, sign_in: SignIn) -> None:
    station = point_of(world.township, world.town, kind="station")
    town = sign_in("town")
    for kind in ("consult", "shelter"):
        made = post(town, "work-records", point=f"{station.uid}", day=TODAY, kind=kind, people=3)
        assert made.status_code == 201
    rows = sign_in("county").get("/api/v1/network-counts").json()
    figures = {f["name"]: f["now"] for f in rows[-1]["figures"]}
    assert (figures["consult"], figures["shelter"]) == ("3.0", "3.0")
    assert [row["row"] for row in rows] == ["甲县本级", "甲一镇", "甲二镇", "合计"]
    rows = sign_in("governance").get("/api/v1/network-counts").json()
    figures = {f["name"]: f["now"] for f in rows[-1]["figures"]}
    assert (figures["consult"], figures["shelter"]) == ("3.0", None)
    listed = sign_in("governance").get("/api/v1/work-records").json()["results"]
    assert [row["kind"] for row in listed] == ["consult"]
    other = f"/api/v1/network-counts?root={world.divisions[990102000000].code}"
    assert sign_in("county").get(other).status_code == 404
    assert ServicePoint.objects.count() == 1
