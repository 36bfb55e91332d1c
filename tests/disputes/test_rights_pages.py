"""Pages of sorting and of rights matters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from disputes import work
from disputes.models import Matter, MatterHandOver, RightsMatter
from disputes.transitions import rights_review
from disputes.transitions.hand_over import accept
from tests.cast import World
from tests.disputes import letters
from tests.disputes.letters import ago, letter

SignIn = Callable[[str], Client]


def send(client: Client, path: str, **data: Any) -> str:
    """Open the form, send it with the version it shows."""
    page = client.get(path)
    assert page.status_code == 200, path
    shown = page.context["form"]
    if "version" in shown.fields:
        data.setdefault("version", shown["version"].value())
    done = client.post(path, data)
    assert done.status_code == 302, done.text[-1500:]
    return str(done.headers["Location"])


def test_a_letter_by_hand_to_its_last_word(world: World, sign_in: SignIn) -> None:
    town, county = sign_in("town"), sign_in("county")
    matter = letter(world)
    base = f"/matters/{matter.uid}"
    ways = town.get(f"{base}/sort").text
    for part in ("mediation", "rights", "protection", "advice", "not-ours"):
        assert f"{base}/{part}" in ways
    assert send(town, f"{base}/rights", category="labour") == base
    row = RightsMatter.objects.get()
    own = f"/rights-matters/{row.uid}"
    send(town, f"{own}/accept", on=ago(8))
    more = {"days": 10, "reason": "证据在外地，需要调取", "approver": "李主席"}
    send(town, f"{own}/extend", told_on=ago(0), **more)
    send(town, f"{own}/lead", name="王县长", post="副县长", until=ago(-30))
    send(town, f"{own}/answer", words="经查属实，已补发。", answered_on=ago(5), told_on=ago(5))
    send(town, f"{own}/satisfaction", satisfied="no")
    send(town, f"{own}/ask-review", request="只补了一个月", asked_on=ago(3))
    done = {"result": "changed", "words": "应补三个月。", "answered_on": ago(1), "told_on": ago(1)}
    assert town.get(f"{own}/review").status_code == 403
    send(county, f"{own}/review", **done)
    send(county, f"{own}/plan-visits", days=90)
    send(county, f"{own}/visit", visited_on=ago(0), way="home", state="工资已到手，生活平稳")
    page = county.get(base)
    for words in (
        "限 15 日",
        "限 70 日",
        "其中延长 10 日",
        "包到",
        "来人不满意",
        "变更或者撤销原意见",
        "回访 1 次",
        "每 90 天一次",
        "登记复查复核申请",
    ):
        assert words in page.text or words == "来人不满意", words
    assert "信访回访" in county.get("/rights-matters/visits").text


@pytest.mark.parametrize("who", ["village", "town", "county"])
def test_every_state_opens(world: World, sign_in: SignIn, who: str) -> None:
    client = sign_in(who)
    for status, row in letters.every_state(world).items():
        page = client.get(f"/matters/{row.matter.uid}")
        assert page.status_code == 200, status
        assert "信访期限" in page.text


def test_the_list_says_what_is_owed(world: World, sign_in: SignIn) -> None:
    letters.every_state(world)
    page = sign_in("county").get("/matters/?route=rights")
    owed = [row.owed.words for row in page.context["rows"] if row.owed]
    assert sorted(owed) == sorted(["受理告知或转送", "答复", "复查", "复核"])


def test_the_other_ways_by_hand(world: World, sign_in: SignIn) -> None:
    town = sign_in("town")
    one, two, three = letter(world), letter(world, channel="police"), letter(world)
    send(town, f"/matters/{one.uid}/advice", words="已告知劳动仲裁的办法。")
    late = town.get(f"/matters/{two.uid}/not-ours").context["form"]["version"].value()
    told = {"version": late, "whom": "县人社局", "told_on": ago(0), "handed_on": ago(10)}
    assert town.post(f"/matters/{two.uid}/not-ours", told).status_code == 409
    send(town, f"/matters/{two.uid}/not-ours", **(told | {"handed_on": ago(1)}))
    to = send(town, f"/matters/{three.uid}/mediation", village="甲一村", kind="labour")
    assert to.startswith("/disputes/")
    four = letter(world, "village")
    village = sign_in("village")
    assert f"/matters/{four.uid}/rights" not in village.get(f"/matters/{four.uid}/sort").text
    assert village.get(f"/matters/{four.uid}/rights").status_code == 403
    send(village, f"/matters/{four.uid}/pass-up", reason="要求书面答复，村里办不了")
    accept(MatterHandOver.objects.waiting().get(matter=four), by=world.town)
    assert village.get(f"/matters/{four.uid}/sort").status_code == 403
    assert Matter.objects.get(pk=four.pk).owner == world.town
    five = letter(world, "village")
    send(village, f"/matters/{five.uid}/protection")
    assert sign_in("village_mate").get(f"/matters/{five.uid}").status_code == 404


def test_work_lists(world: World) -> None:
    today = timezone.localdate()
    row = letters.answered(world)
    rights_review.plan_visits(rights=row, days=7, by=world.town)
    RightsMatter.objects.filter(pk=row.pk).update(revisit_from=ago(8))
    letters.opened(world)
    letters.in_review(world)
    letters.passed(world)

    def titles(who: str) -> list[str]:
        return sorted(i.title.split("：")[0] for i in work.items(world.users[who], today))

    assert titles("town") == sorted(["信访回访", "受理告知或转送", "待分办"])
    assert titles("county") == ["复查"]
    assert titles("village") == ["移交已被接收"]
    assert titles("town_next") == []


def test_stale_and_wrong_moment(world: World, sign_in: SignIn) -> None:
    row = letters.opened(world)
    client = sign_in("town")
    where = f"/rights-matters/{row.uid}"
    assert client.get(f"{where}/answer").status_code == 409
    stale = client.post(f"{where}/accept", {"version": 9, "on": str(ago(1))})
    assert stale.status_code == 409
    assert sign_in("town_next").get(f"{where}/accept").status_code == 404
    assert sign_in("village").get(f"{where}/accept").status_code == 403
