"""API of demonstration households: the same verbs and refusals as the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

from django.test import Client

from tests.cast import World
from tests.households.award_cast import STORY, SetDay, Status, award_at, here, home, homes, on_day

__all__ = ["here", "on_day"]
SignIn = Callable[[str], Client]
VOTE = {"vote_on": "2026-11-23", "due": 32, "present": 30, "in_favour": 28, "against": 0}


def send(client: Client, url: str, **body: Any) -> Any:
    return client.post(f"/api/v1/{url}", body, content_type="application/json")


def test_api_whole_way(here: World, sign_in: SignIn, on_day: SetDay) -> None:
    homes(here.village_one, 10)
    mine = home(here.village_one)
    village, town, county = (sign_in(n) for n in ("village", "town", "county"))
    made = send(village, "awards", household=str(mine.uid), story=STORY, kind="care")
    assert made.status_code == 201, made.text
    uid = made.json()["uid"]
    said = send(village, f"awards/{uid}/assess", opinion="符合标准。", consent=True)
    assert said.json()["group_on"] == "2026-11-23", said.text
    voted = send(village, f"awards/{uid}/vote", **VOTE, abstain=2, version=2)
    assert voted.json()["status"] == "voted"
    place = {"notice_from": "2026-11-23", "place": "村委会公示栏", "phone": "0516-12345678"}
    noticed = send(village, "awards/notice", awards=[uid], **place)
    assert noticed.json()[0]["notice_until"] == "2026-11-25"
    objection = send(village, f"awards/{uid}/object", words="他家与邻居争过地界。")
    assert objection.status_code == 201, objection.text
    on_day(date(2026, 11, 26))
    blocked = send(town, f"awards/{uid}/review", opinion="同意。")
    assert (blocked.status_code, blocked.json()["detail"]) == (
        409,
        "还有异议没有答复，答复后再办。",
    )
    key = objection.json()["uid"]
    answered = send(village, f"objections/{key}/answer", words="地界已经说清。", upheld=False)
    assert answered.json()["upheld"] is False
    assert "11月30日才满" in str(send(town, f"awards/{uid}/review", opinion="同意。").json())
    on_day(date(2026, 12, 1))
    many = send(town, "awards/batch/review", awards=[uid], opinion="同意。")
    assert many.json() == {"done": [uid], "left": {}}
    assert send(county, f"awards/{uid}/approve", opinion="同意。").json()["status"] == "approved"
    plated = send(county, f"awards/{uid}/plate", version=7)
    assert plated.json()["plate_number"] == "甲示2026-0001"
    assert county.get("/api/v1/awards?status=plated").json()["count"] == 1
    assert village.get("/api/v1/objections").json()["count"] == 1


def test_api_refusals(here: World, sign_in: SignIn) -> None:
    award = award_at(here, Status.NOTICED)
    url = f"awards/{award.uid}"
    assert send(sign_in("town_next"), f"{url}/review", opinion="同意。").status_code == 404
    assert send(sign_in("county"), f"{url}/review", opinion="同意。").status_code == 403
    assert send(sign_in("auditor"), f"{url}/review", opinion="同意。").status_code == 403
    town = sign_in("town")
    assert send(town, f"{url}/review", opinion="同意。", version=9).status_code == 409
    assert send(town, f"{url}/review").status_code == 422
    back = send(town, f"{url}/return", reason="评议人数不符。")
    assert (back.json()["status"], back.json()["reject_reason"]) == ("rejected", "评议人数不符。")
    assert sign_in("village_next").get(f"/api/v1/{url}").status_code == 404
    assert sign_in("village_next").get("/api/v1/awards").json()["count"] == 0
    assert sign_in("governance").get("/api/v1/awards").status_code == 403
    again = send(sign_in("village"), "awards", household=str(uuid4()), story=STORY, kind="care")
    assert again.status_code == 404
