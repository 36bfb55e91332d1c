"""Help: pairings signed for, consent before a name goes out, care ledgers, service counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.http import Http404
from django.test import Client
from django.utils import timezone

from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from households.help_work import items
from households.models import (
    CareRecord,
    Household,
    ListedFamily,
    Member,
    Pairing,
    ServiceActivity,
)
from households.queries.help import pairing_rows, service_totals, unpaired, without_care
from households.transitions.care import correct_care, end_care, enter_care, visit_care
from households.transitions.pairing import end_pairing, pair, record_consent, record_help
from households.transitions.service import add_households, hold_activity, remove_household
from tests.cast import World
from tests.households.families import days, family, home
from tests.households.people import PHONE, house

SignIn = Callable[[str], Client]


def pairing(world: World, household: Household | None = None, **values: Any) -> Pairing:
    """爱心妈妈 王芳 and a household of 甲一村."""
    fields: dict[str, Any] = {
        "helper_kind": "mother",
        "helper_name": "王芳",
        "need": "主要劳力患病，缺药费",
        "measures": "每月上门，联系医保报销",
        "since": days(-10),
        "contact": "13900001111",
        "by": world.village,
    }
    return pair(household or home(world), **(fields | values))


def help_given(row: Pairing, world: World, **values: Any) -> Any:
    """Rice for the household."""
    fields: dict[str, Any] = {
        "happened_on": days(-1),
        "kind": "goods",
        "what": "大米 2 袋",
        "signed_by": "姜志强",
        "by": world.village,
    }
    return record_help(row, **(fields | values))


def test_a_pairing_from_first_to_last(world: World) -> None:
    row = pairing(world)
    once = uuid4()
    first = help_given(row, world, client_uuid=once, amount=Decimal("160.50"))
    assert help_given(row, world, client_uuid=once).pk == first.pk
    help_given(row, world, kind="company", what="陪老人看病")
    seen = pairing_rows(world.county).get(pk=row.pk)
    assert (seen.times, seen.given) == (2, Decimal("160.50"))  # type: ignore[attr-defined]
    done = end_pairing(row, ended_on=days(0), effect="药费已报销，孩子复学", by=world.town)
    assert done.ended_on == days(0)
    for refused in (
        lambda: help_given(row, world),
        lambda: end_pairing(row, ended_on=days(0), effect="再结束", by=world.town),
        lambda: record_consent(row, agreed=False, by=world.town),
    ):
        with pytest.raises(NotTheMoment):
            refused()
    assert pairing(world, row.household).pk != row.pk  # a new one may follow
    told = str(list(Trail.objects.filter(act="help.pair").values()))
    assert "王芳" not in told
    assert "药费" not in told


def test_pairing_is_refused(world: World) -> None:
    row = home(world)
    with pytest.raises(Forbidden):
        pairing(world, row, by=world.county)
    with pytest.raises(Http404):
        pairing(world, row, by=world.village_next)
    for wrong in (
        {"helper_kind": "nobody"},
        {"helper_name": ""},
        {"need": " "},
        {"measures": ""},
        {"since": days(1)},
        {"since": days(-500)},
    ):
        with pytest.raises(Invalid) as refused:
            pairing(world, row, **wrong)
        assert set(refused.value.errors) == set(wrong)
    one = pairing(world, row)
    with pytest.raises(Invalid, match="已和这位帮扶人结对"):
        pairing(world, row)
    bad: tuple[dict[str, Any], ...] = (
        {"kind": "gold"},
        {"kind": "money", "amount": None},
        {"amount": Decimal(0)},
        {"happened_on": days(-11)},
        {"happened_on": days(1)},
        {"what": ""},
        {"signed_by": ""},
    )
    for values in bad:
        with pytest.raises(Invalid):
            help_given(one, world, **values)
    with pytest.raises(Http404):
        help_given(one, world, by=world.village_next)
    with pytest.raises(Stale):
        record_consent(one, agreed=False, by=world.village, version=7)


def test_no_name_goes_out_without_consent(world: World, sign_in: SignIn) -> None:
    row = pairing(world, home(world, head_name="司马光明"))
    page = sign_in("county")
    assert "司马" not in page.get("/pairings/?public=1").text
    assert "缺药费" not in page.get("/pairings/?public=1").text
    with pytest.raises(Invalid):
        record_consent(row, agreed=True, by=world.village, consent_on=days(0))
    record_consent(row, agreed=True, by=world.village, consent_on=days(0), consent_by="司马光明")
    assert "司马光明" in page.get("/pairings/?public=1").text
    assert list(Pairing.objects.publishable()) == [row]
    record_consent(row, agreed=False, by=world.village)
    assert "司马" not in page.get("/pairings/?public=1").text


def test_hardship_without_a_helper_is_owed(world: World) -> None:
    row = family(world, hardship=True)
    family(world, home(world))
    rows = ListedFamily.objects.all()
    assert list(unpaired(rows)) == [row]
    assert [i.title for i in items(world.village, days(0))] == ["1 户特别困难家庭还没有结对"]
    assert items(world.county, days(0)) == []
    one = pairing(world, row.household)
    assert not unpaired(rows).exists()
    end_pairing(one, ended_on=days(0), effect="调离，另找人", by=world.village)
    assert list(unpaired(rows)) == [row]


def member(world: World, household: Household, **values: Any) -> Member:
    """A child of ten in the household."""
    today = timezone.localdate()
    fields: dict[str, Any] = {
        "name": "姜小宝",
        "relation": "son",
        "birth_date": date(today.year - 10, 1, 1),
        "document": "later",
        "document_reason": "证件在外地",
        "consent": "duty",
        "consent_note": "未成年人保护法第四十三条",
        "joined_on": days(-30),
    }
    return Member.objects.create(
        household=household, village=household.village, **(fields | values)
    )


def test_a_child_in_the_ledger(world: World) -> None:
    row = family(world, categories=["08"])
    assert list(without_care(ListedFamily.objects.all(), "child")) == [row]
    child = member(world, row.household)
    facts = {"carer": "祖母", "carer_relation": "祖孙", "need": "放学后没人辅导", "contact": ""}
    with pytest.raises(Forbidden):
        enter_care(child, kind="child", by=world.county, **facts)
    with pytest.raises(Http404):
        enter_care(child, kind="child", by=world.village_next, **facts)
    for wrong in ({"kind": "pet"}, {"need": ""}, {"carer": ""}):
        with pytest.raises(Invalid):
            enter_care(child, by=world.village, **({"kind": "child"} | facts | wrong))
    record = enter_care(child, kind="child", by=world.village, **facts)
    assert not without_care(ListedFamily.objects.all(), "child").exists()
    with pytest.raises(Invalid, match="已在这本台账"):
        enter_care(child, kind="child", by=world.village, **facts)
    visit_care(record, visited_on=days(0), way="school", found="成绩有进步", by=world.village)
    good: dict[str, Any] = {"visited_on": days(0), "way": "home", "found": "好"}
    for name, value in (("visited_on", days(1)), ("way", "fly"), ("found", "")):
        with pytest.raises(Invalid):
            visit_care(record, by=world.village, **(good | {name: value}))
    correct_care(record, by=world.town, version=1, **facts | {"carer": "姑姑"})
    with pytest.raises(Stale):
        correct_care(record, by=world.village, version=1, **facts)
    with pytest.raises(Invalid):
        end_care(record, reason=" ", by=world.village)
    end_care(record, reason="父母已回乡", by=world.village)
    with pytest.raises(NotTheMoment):
        visit_care(record, visited_on=days(0), way="home", found="好", by=world.village)
    assert CareRecord.objects.active().count() == 0


def test_who_belongs_into_which_ledger(world: World) -> None:
    row, today = home(world), timezone.localdate()
    facts = {"carer": "祖母", "need": "没有"}
    for kind, values, word in (
        ("child", {"birth_date": None, "consent": ""}, "出生日期"),
        ("child", {"birth_date": date(today.year - 18, 1, 1)}, "已满十八"),
        ("child", {"consent": "", "consent_note": ""}, "依据"),
        ("woman", {"sex": "male"}, "性别是男"),
        ("elder", {"birth_date": date(today.year - 50, 1, 1)}, "不满六十"),
    ):
        person = member(world, row, name=f"人{word}", **values)
        with pytest.raises(Invalid, match=word):
            enter_care(person, kind=kind, by=world.village, **facts)
    gone = member(world, row, name="已走", left_on=today)
    with pytest.raises(NotTheMoment):
        enter_care(gone, kind="child", by=world.village, **facts)


def activity(world: World, **values: Any) -> ServiceActivity:
    """A law lecture of 甲一村."""
    fields: dict[str, Any] = {
        "kind": "law",
        "title": "宪法进农家",
        "happened_on": days(-1),
        "venue": "村会议室",
        "people": 5,
        "by": world.village,
    }
    return hold_activity(world.village_one, **(fields | values))


def test_services_are_counted_by_activity_and_household(world: World) -> None:
    row, one, two = activity(world), home(world), home(world)
    with pytest.raises(Forbidden):
        activity(world, by=world.village_next)
    for wrong in (
        {"kind": "party"},
        {"title": ""},
        {"venue": ""},
        {"people": 0},
        {"happened_on": days(1)},
    ):
        with pytest.raises(Invalid) as refused:
            activity(world, **wrong)
        assert set(refused.value.errors) == set(wrong)
    once = uuid4()
    assert activity(world, client_uuid=once).pk == activity(world, client_uuid=once).pk
    with pytest.raises(Invalid, match="本辖区"):
        add_households(row, came={home(world, world.village_two): 1}, by=world.village)
    with pytest.raises(Invalid, match="人口之间"):
        add_households(row, came={one: 9}, by=world.village)
    add_households(row, came={one: 2, two: 1}, by=world.village)
    with pytest.raises(Invalid, match="超过活动人数"):
        add_households(row, came={two: 4}, by=world.village)
    uses = add_households(row, came={two: 3}, by=world.village)
    assert sorted(u.people for u in uses) == [2, 3]
    with pytest.raises(Http404):
        remove_household(uses[0], by=world.village_next)
    [totals] = service_totals(ServiceActivity.objects.filter(pk=row.pk))
    assert (totals["times"], totals["people"], totals["homes"]) == (1, 5, 2)
    remove_household(uses[0], by=world.village)
    assert row.uses.count() == 1


def test_care_and_services_by_api(world: World, sign_in: Any) -> None:
    """The same verbs as the pages; a telephone is masked, another village finds nothing."""
    row = house(world)
    child = row.members.get(name="姜小燕")
    client, json = sign_in("village"), "application/json"
    body = {"member": str(child.uid), "kind": "child", "carer": "祖母", "contact": PHONE,
            "need": "放学没人接"}  # fmt: skip
    made = client.post("/api/v1/care", body, content_type=json)
    assert made.status_code == 201, made.text
    assert made.json()["contact"] == "138****8000"
    at = f"/api/v1/care/{made.json()['uid']}"
    visit = {"visited_on": days(0).isoformat(), "way": "home", "found": "精神好"}
    assert client.post(f"{at}/visits", visit, content_type=json).status_code == 201
    bad = client.post(f"{at}/visits", visit | {"found": " "}, content_type=json)
    assert bad.status_code in (400, 422)
    correct = {"version": 1, "carer": "姑姑", "need": "放学没人接"}
    assert client.post(f"{at}/correct", correct, content_type=json).json()["carer"] == "姑姑"
    end = {"version": 2, "reason": "父母已回乡"}
    assert client.post(f"{at}/end", end, content_type=json).json()["end_reason"] == "父母已回乡"
    assert sign_in("village_next").get(at).status_code == 404
    activity = {"kind": "law", "title": "普法", "happened_on": days(-1).isoformat(),
                "venue": "村部", "people": 9}  # fmt: skip
    held = client.post("/api/v1/services", activity, content_type=json)
    assert held.status_code == 201, held.text
    came = {"household": str(row.uid), "people": 2}
    url = f"/api/v1/services/{held.json()['uid']}/households"
    assert client.post(url, came, content_type=json).json()[0]["people"] == 2
    assert client.post(url, came | {"people": 99}, content_type=json).status_code == 422
