"""API of demonstration households: the same verbs and refusals as the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

from django.test import Client

from accounts import scope
from households.models import AwardSlipLine
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


def test_api_of_honours(here: World, sign_in: SignIn, on_day: SetDay) -> None:
    town, county = sign_in("town"), sign_in("county")
    said = {"place": here.village_one.code, "kind": "mediator", "rank": "county"}
    said |= {"recipient": "王大姐", "reason": "调解成功率高。"}
    assert send(town, "honours", **said).status_code == 422  # nobody agreed
    assert send(town, "honours", **said | {"place": 990102100201}).status_code == 404
    made = send(town, "honours", **said, consent=True)
    assert made.status_code == 201, made.text
    uid = made.json()["uid"]
    hung = {"notice_from": "2026-11-23", "place": "县妇联网站", "phone": "0516-12345678"}
    assert send(town, "honours/notice", honours=[uid], **hung).status_code == 403
    rows = send(county, "honours/notice", honours=[uid], **hung).json()
    assert (rows[0]["status"], rows[0]["notice_until"]) == ("noticed", "2026-11-27")
    one = send(town, f"honours/{uid}/object", words="去年有一件纠纷没人管。").json()
    assert (one["honour"], one["award"]) == (uid, None)
    assert town.get("/api/v1/objections").json()["results"][0]["honour"] == uid
    on_day(date(2026, 11, 30))
    assert send(county, f"honours/{uid}/grant").status_code == 409
    answered = {"words": "已经核实，没有此事。", "upheld": False}
    assert send(county, f"objections/{one['uid']}/answer", **answered).status_code == 200
    on_day(date(2026, 12, 7))
    granted = send(county, f"honours/{uid}/grant", version=3).json()
    assert granted["number"] == "甲荣2026-0001", granted
    assert send(county, f"honours/{uid}/refuse", words="人数有变。").status_code == 409
    assert send(county, f"honours/{uid}/revoke", words="材料不实。").json()["status"] == "revoked"
    assert county.get("/api/v1/honours?status=revoked").json()["count"] == 1


def test_api_of_rules_and_places(here: World, sign_in: SignIn) -> None:
    homes(here.village_one, 20)
    county, town = sign_in("county"), sign_in("town")
    ladder = [{"rank": r, "percent": 10, "days": 4, "skip": []} for r in ("village", "township")]
    rules = {"standards": ["防火灾触电", "邻里互助好"], "residence_months": 6, "reapply_years": 1}
    rules |= {"improve_days": 60, "village_share": 70, "note": "甲妇〔2026〕5号"}
    assert send(county, "award-rules", **rules, ladder=ladder).status_code == 422
    ladder.append({"rank": "county", "percent": 2, "days": 5, "skip": ["slip"]})
    assert send(town, "award-rules", **rules, ladder=ladder).status_code == 403
    bad = rules | {"standards": ["无缠访"]}
    assert "缠访" in send(county, "award-rules", **bad, ladder=ladder).text
    made = send(county, "award-rules", **rules, ladder=ladder)
    assert (made.status_code, made.json()["number"]) == (201, 1), made.text
    assert town.get("/api/v1/award-rules").json()["results"][0]["note"] == "甲妇〔2026〕5号"

    code = here.village_one.code
    line = send(town, "award-quotas", village=code, rank="village", places=7).json()
    assert line["quotas"][0] == {"rank": "village", "percent": None} | {
        "allowed": 7,
        "used": 0,
        "left": 7,
    }
    lines = county.get(f"/api/v1/award-quotas?town={code // 1000 * 1000}").json()
    assert lines[0]["village"] == code
    assert send(town, "award-quotas", village=code, rank="village", places=None).json()["quotas"][
        0
    ] == {"rank": "village", "percent": 10, "allowed": 2, "used": 0, "left": 2}
    assert sign_in("village").get("/api/v1/award-quotas").status_code == 403
    foreign = send(sign_in("town_next"), "award-quotas", village=code, rank="village", places=1)
    assert foreign.status_code in (403, 404)
    assert county.get("/api/v1/award-quotas?town=990102100000").status_code == 404


def test_api_of_slips_never_tells_the_answer(here: World, sign_in: SignIn) -> None:
    one, two = award_at(here, Status.NOTICED), award_at(here, Status.NOTICED)
    town = sign_in("town")
    said = {"body": "police", "agency": "甲一镇派出所", "answer_by": "2026-11-30"}
    made = send(town, "award-slips", awards=[str(one.uid), str(two.uid)], **said)
    assert made.status_code == 201, made.text
    slip, link = made.json(), made.json()["link"]
    assert set(slip["awards"]) == {str(one.uid), str(two.uid)}
    keys = list(AwardSlipLine.objects.values_list("pk", flat=True))
    answers = {f"line-{keys[0]}": "pass", f"line-{keys[1]}": "fail", "answerer": "王警官"}
    scope.put("")
    assert Client().post(link, answers).status_code == 200
    shown = town.get(f"/api/v1/award-slips/{slip['uid']}")
    assert shown.json()["status"] == "answered"
    for text in (shown.text, town.get("/api/v1/award-slips").text):
        assert not any(word in text for word in ('"pass"', '"fail"', '"result"', "/o/"))
    assert send(town, f"award-slips/{slip['uid']}/revoke", reason="另发。").status_code == 409
    with scope.as_system():
        three = award_at(here, Status.NOTICED)
    again = send(town, "award-slips", awards=[str(three.uid)], **said).json()
    back = send(town, f"award-slips/{again['uid']}/revoke", reason="名单有误，另发。")
    assert (back.json()["status"], "link" in back.json()) == ("revoked", False)
    assert sign_in("village").get("/api/v1/award-slips").status_code == 403


def test_api_of_a_revocation(here: World, sign_in: SignIn) -> None:
    award = award_at(here, Status.PLATED)
    village, town, county = (sign_in(n) for n in ("village", "town", "county"))
    said = {"award": str(award.uid), "ground": "false", "facts": "申报材料有出入。"}
    assert send(sign_in("village_next"), "award-revocations", **said).status_code == 404
    made = send(town, "award-revocations", **said)
    assert made.status_code == 201, made.text
    url = f"award-revocations/{made.json()['uid']}"
    decided = {"revoke": True, "words": "同意撤销称号。"}
    assert send(county, f"{url}/decide", **decided).status_code == 409  # unheard
    assert send(village, f"{url}/opinion", words="村里情况属实。").json()["status"] == "village"
    assert send(village, f"{url}/propose", words="建议撤销称号。").status_code == 403
    send(town, f"{url}/propose", words="建议撤销称号。")
    assert send(town, f"{url}/hear", hearing="spoken").status_code == 422
    send(town, f"{url}/hear", hearing="declined")
    assert send(county, f"{url}/decide", **decided).json()["status"] == "revoked"
    assert send(village, f"{url}/plate-back").json()["plate_back_on"] == "2026-11-23"
    board = {"notice_from": "2026-11-23", "board": "县妇联网站", "phone": "0516-12345678"}
    assert send(county, f"{url}/correct", **board).status_code == 200
    assert county.get("/api/v1/award-revocations?status=revoked").json()["count"] == 1
    award.refresh_from_db()
    assert award.status == Status.REVOKED
