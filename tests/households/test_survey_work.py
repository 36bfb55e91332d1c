"""What a survey puts on work lists, what a phone without a network sends, the result on paper and
by API, and the weight of a slip's page."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import scope
from accounts.models import User
from campaigns import work as campaigns_work
from campaigns.models import SurveyAnswer
from campaigns.transitions import survey as verbs
from campaigns.transitions import survey_answer as answers
from households import work as households_work
from households.models import SampledHousehold, SyncItem
from households.transitions.survey import draw_sample
from households.transitions.sync import receive_item
from tests.cast import World
from tests.households.syncing import parcel
from tests.households.test_survey import (
    FAR,
    ONE,
    TWO,
    fill,
    homes,
    planned,
    running,
)

SignIn = Callable[[str], Client]
SAID = {"aware": "1", "took_part": "", "satisfied": "2", "safe": "1"}


def work(user: User, days: int = 0) -> list[str]:
    """The lines of surveys on somebody's work list."""
    today = timezone.localdate() + timedelta(days=days)
    with scope.opened(user):
        found = [*campaigns_work.items(user, today), *households_work.items(user, today)]
    return [item.title for item in found if "调查" in item.title]


def test_each_step_stands_on_the_list_of_whoever_takes_it(world: World) -> None:
    homes(world, {ONE: 6, TWO: 6, FAR: 6})
    row = planned(world, code_share=40, phone_share=40)
    assert work(world.county) == ["抽取调查样本：群众满意度调查"]
    assert work(world.town) == work(world.village) == work(world.governance) == []
    with scope.opened(world.county):
        row = draw_sample(row, by=world.county)
        ways = ["door", "phone", "code", "code", "door", "phone"]
        for village in (ONE, TWO, FAR):
            for rank, way in enumerate(ways, 1):
                rows = SampledHousehold.objects.filter(village=village, rank=rank)
                rows.update(way=way)
        row.strata.update(codes=2)
    assert work(world.county) == ["开始调查：群众满意度调查"]
    assert work(world.village) == []  # not before it is open
    with scope.opened(world.county):
        verbs.open_survey(row, by=world.county)
    assert work(world.county) == []
    assert work(world.village) == ["入户调查 2 户：群众满意度调查"]
    assert work(world.town) == [
        "打印调查二维码 4 张：群众满意度调查",
        "电话调查 4 户：群众满意度调查",
    ]
    with scope.opened(world.town):
        answers.print_slips(row, {ONE: 2, TWO: 2}, by=world.town)
        answers.tell_interference(row, words="有人站在旁边教怎么答", by=world.town)
    assert work(world.town) == ["电话调查 4 户：群众满意度调查"]
    told = ["核查干扰调查的反映 1 条"]
    assert work(world.governance) == work(world.county) == told
    assert work(world.county, days=11) == ["封存调查结果：群众满意度调查", *told]
    assert work(world.county_other) == []


def test_a_third_partys_survey_waits_for_its_figures(world: World) -> None:
    row = planned(world, kind="third", title="第三方调查")
    assert work(world.county) == ["开始调查：第三方调查"]
    with scope.opened(world.county):
        verbs.open_survey(row, by=world.county)
    assert work(world.county) == ["导入第三方结果：第三方调查"]


def offline(user: User, **said: Any) -> SyncItem:
    return receive_item(parcel(user, "survey", SAID | {"village": ONE} | said), by=user)


def test_a_door_survey_from_a_phone_without_a_network(world: World) -> None:
    early = offline(world.village, number="001")
    assert (early.state, early.code) == ("refused", 422)  # nothing runs
    running(world, {ONE: 5, TWO: 4})
    item = offline(world.village, number="001")
    assert (item.state, item.code, item.sealed) == ("accepted", 201, "")
    with scope.as_system():
        answer = SurveyAnswer.objects.get()
        assert (answer.place_id, answer.aware, answer.took_part, answer.satisfied) == (
            ONE, True, None, 2,
        )  # fmt: skip
        asked = SampledHousehold.objects.get(village=ONE, household__number="001")
        assert (asked.state, asked.asked_by_id) == ("done", world.village.pk)
    # The same parcel again is the same answer; another one for the same door is refused.
    key = item.client_uuid
    one = parcel(world.village, "survey", SAID | {"village": ONE, "number": "002"})
    for _twice in range(2):
        assert receive_item(one, by=world.village).code == 201
    assert key != one.client_uuid
    assert offline(world.village, number="001").code == 409
    for number, village, code in (("999", ONE, 422), ("001", FAR, 422)):
        assert offline(world.village, number=number, village=village).code == code
    said_nothing = dict.fromkeys(SAID, "")
    assert offline(world.village, number="003", **said_nothing).code == 422
    with scope.as_system():
        assert SurveyAnswer.objects.count() == 2


def test_the_result_on_paper_and_by_api(world: World, sign_in: SignIn) -> None:
    row = running(world, {ONE: 12, TWO: 12, FAR: 6}, least=5)
    county, town = sign_in("county"), sign_in("town")
    here = reverse("campaigns:survey_detail", args=[row.uid])
    api = f"/api/v1/surveys/{row.uid}"
    assert county.get(here + "?as=pdf").status_code == 409
    assert county.get(api).json()["lines"] == []
    fill(world, row, {ONE: (8, 2), TWO: (6, 1), FAR: (3, 0)})
    assert town.post(f"{api}/close").status_code == 403
    assert sign_in("county_other").post(f"{api}/close").status_code == 404
    closed = county.post(f"{api}/close")
    assert closed.status_code == 200, closed.content
    assert county.post(f"{api}/close").status_code == 409
    lines = {line["place_label"]: line for line in closed.json()["lines"]}
    assert set(lines) == {"甲县", "甲一镇", "甲二镇", "甲一村", "甲二村"}
    aware = lines["甲一村"]["rates"][0]
    # 8 of 10 answers, 12 households: n* = 10 × 11 ÷ 2 = 55; Wilson reaches 12.4 points down.
    assert (aware["rate_label"], aware["percent"], aware["margin"]) == ("知晓率", "80.0", "12.4")
    # Three answers of a township are not told, since all three said the same.
    assert lines["甲二镇"]["rates"][0]["percent"] is None
    assert "样本过少" in lines["甲二镇"]["note"]
    listed = county.get("/api/v1/surveys?status=closed").json()["results"]
    assert [one["uid"] for one in listed] == [str(row.uid)]
    assert "lines" not in listed[0]
    page = county.get(here).text
    assert "±12.4" in page
    pdf = county.get(here + "?as=pdf")
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content == county.get(here + "?as=pdf").content
    with pikepdf.open(io.BytesIO(pdf.content)) as paper:
        assert len(paper.pages) == 1


def test_the_list_of_the_draw_is_for_the_county(world: World, sign_in: SignIn) -> None:
    row = running(world, {ONE: 4, TWO: 4})
    here = reverse("households:sample_list", args=[row.uid]) + "?as=list"
    made = sign_in("county").get(here)
    assert made.text.startswith(f"S\t{row.seed}\n")
    assert "户1" not in made.text
    assert sign_in("town").get(here).status_code == 403
    undrawn = planned(world, title="另一次")
    other = reverse("households:sample_list", args=[undrawn.uid]) + "?as=list"
    assert sign_in("county").get(other).status_code == 409


def test_interference_is_never_on_a_villages_or_a_townships_paper(
    world: World, sign_in: SignIn
) -> None:
    row = running(world, {ONE: 6})
    with scope.opened(world.village):
        answers.tell_interference(row, words="有人站在旁边教怎么答", by=world.village)
    for who in ("village", "town", "county", "governance"):
        page = sign_in(who).get(reverse("campaigns:survey_list")).text
        assert ("待核查" in page) == (who in ("county", "governance"))


def test_a_slips_page_weighs_little_and_needs_no_script(world: World, client: Client) -> None:
    row = running(world, {ONE: 6})
    with scope.opened(world.county):
        row.strata.update(codes=2)
        [(_batch, tokens)] = answers.print_slips(row, {ONE: 1}, by=world.county)
    page = client.get(reverse("campaigns:survey_slip", args=tokens))
    assert "<script" not in page.text
    assert not page.cookies
    sheet = Path(settings.BASE_DIR, "static/css/slip_page.css").read_bytes()
    assert page.text.count("stylesheet") == 1
    assert len(page.content) + len(sheet) < 30_000


def test_a_whole_township_is_printed_at_one_go(world: World, sign_in: SignIn) -> None:
    row = running(world, {ONE: 4, TWO: 4, FAR: 4})
    with scope.opened(world.county):
        row.strata.update(codes=3)
    client = sign_in("town")
    here = reverse("campaigns:survey_detail", args=[row.uid])
    assert "甲一镇全部（还要 6 张）" in client.get(here).text
    made = client.post(here, {"deed": "slips", "village": "990101100000", "count": ""})
    assert made["Content-Type"] == "application/pdf", made.text[-2000:]
    with scope.opened(world.town):
        batches = {b.village_id: b for b in row.batches.all()}
        assert {code: b.count for code, b in batches.items()} == {ONE: 3, TWO: 3}
    bad = client.post(here, {"deed": "slips", "village": "990101100000", "count": "1"})
    assert bad.status_code == 422
    typed = {"deed": "void", "batch": [str(b.uid) for b in batches.values()]}
    assert client.post(here, typed).status_code == 302
    assert "甲一镇全部（还要 6 张）" in client.get(here).text
