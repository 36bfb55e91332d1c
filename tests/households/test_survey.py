"""The sample of a survey and its answers: drawn once, repeated by the rule, closed telephones kept
closed, answers that lead back to nobody, results pooled."""

from __future__ import annotations

import subprocess
import sys
import uuid
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import scope
from accounts.models import Reading, Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from campaigns.draw_rule import digest
from campaigns.models import Survey, SurveyAnswer, SurveyQuestion, SurveyStratum
from campaigns.queries import survey as queries
from campaigns.survey_rules import sample_size
from campaigns.transitions import survey as verbs
from campaigns.transitions.survey_answer import Said
from households import guarded_phones
from households.models import Household, Member, SampledHousehold
from households.queries.survey import draw_text
from households.transitions.survey import (
    answer_for,
    draw_sample,
    find,
    miss,
    number_of,
    to_door,
)
from reports.metrics.counting import Period, count_by_place
from tests.cast import World

REDRAW = Path(settings.BASE_DIR) / "templates/campaigns/draw/redraw.py.txt"
YES = Said(aware=True, took_part=True, satisfied=1, safe=2)
NO = Said(aware=False, satisfied=4)
Way = SampledHousehold.Way


def planned(world: World, **facts: Any) -> Survey:
    today = timezone.localdate()
    given: dict[str, Any] = {
        "kind": "own", "title": "群众满意度调查", "starts_on": today,
        "ends_on": today + timedelta(days=10), "margin": 30, "least": 3,
        "phone_share": 0, "code_share": 0,
    } | facts  # fmt: skip
    with scope.opened(world.county):
        return verbs.plan_survey(world.campaign, by=world.county, **given)


def homes(world: World, counts: dict[int, int]) -> None:
    """So many households in each village, each with a telephone."""
    with scope.as_system():
        rows = Household.objects.bulk_create(
            Household(
                village_id=village, number=f"{n:03d}", head_name=f"户{n}",
                registered_on=date(2025, 1, 1),
            )
            for village, count in counts.items() for n in range(count)
        )  # fmt: skip
        Member.objects.bulk_create(
            Member(
                household=row,
                village_id=row.village_id,
                name=row.head_name,
                relation="head",
                document="later",
                document_reason="证件补办中",
                phone="13900001111",
                joined_on=date(2025, 1, 1),
            )
            for row in rows
        )  # fmt: skip


def running(world: World, counts: dict[int, int], **facts: Any) -> Survey:
    homes(world, counts)
    row = planned(world, **facts)
    with scope.opened(world.county):
        row = draw_sample(row, by=world.county)
        return verbs.open_survey(row, by=world.county)


ONE, TWO, FAR = 990101100201, 990101100202, 990101101201


def test_the_sample_is_drawn_once_by_the_county(world: World) -> None:
    homes(world, {ONE: 30, TWO: 10, FAR: 20})
    row = planned(world, margin=100)
    told = row.seed_hash
    with scope.opened(world.county):
        with pytest.raises(Invalid):
            draw_sample(row, by=world.county, public_words="彩票号")
        row = draw_sample(row, by=world.county, public_words=" 35 264 ")
        secret, _plus, public = row.seed.partition("+")
        assert (digest(secret), public) == (told, "35264")  # sealed before anybody drew
        drawn = {s.village_id: s.drawn for s in SurveyStratum.objects.filter(survey=row)}
        assert sum(drawn.values()) == sample_size(60, 100) == 38
        assert drawn == {ONE: 19, TWO: 6, FAR: 13}
        text = draw_text(world.county, row)
        assert "甲一村" in text
        assert "户1" not in text  # no name, no number
        with pytest.raises(NotTheMoment):
            draw_sample(row, by=world.county)
    for who in ("town", "village", "governance"):
        with scope.opened(world.users[who]), pytest.raises(Forbidden):
            draw_sample(row, by=world.users[who])
    with scope.opened(world.county_other), pytest.raises(Http404):
        draw_sample(row, by=world.county_other)


STRANGER = """
import hashlib, sys
rows = [line.split("\\t") for line in open(sys.argv[1], encoding="utf-8").read().split("\\n")]
size = {int(r[1]): int(r[2]) for r in rows if r[0] == "H"}
told = {int(r[1]): int(r[2]) for r in rows if r[0] == "N"}
def share(total, sizes):
    whole = sum(sizes.values())
    out = {k: total * n // whole for k, n in sizes.items()}
    for k in sorted(sizes, key=lambda k: (-(total * sizes[k] % whole), k)):
        if sum(out.values()) < total: out[k] += 1
    return out
n0 = 1.96 ** 2 * .25 / float(sys.argv[2]) ** 2
whole = sum(size.values())
total = -int(-(n0 / (1 + (n0 - 1) / whole)) // 1)
towns = {}
for code, n in size.items(): towns.setdefault(code // 1000, {})[code] = n
mine = {}
for town, n in share(total, {t: sum(v.values()) for t, v in towns.items()}).items():
    mine.update(share(n, towns[town]))
print("same" if mine == told else "other", total)
"""


def test_another_program_repeats_the_draw_from_its_seed(world: World, tmp_path: Path) -> None:
    """The program printed on the page, in a bare interpreter, draws the same households from the
    file handed out; another one reckons how many of each village from the wanted margin."""
    homes(world, {ONE: 30, TWO: 10, FAR: 20})
    row = planned(world, margin=100)
    with scope.opened(world.county):
        row = draw_sample(row, by=world.county)
        text = draw_text(world.county, row)
        drawn = list(
            SampledHousehold.objects.order_by("rank").values_list("village", "household__uid")
        )

    def run(program: str, *words: str) -> list[str]:
        return subprocess.run(
            [sys.executable, "-I", "-S", "-c", program, *words],
            capture_output=True, text=True, encoding="utf-8", cwd=tmp_path,
            env={"PYTHONIOENCODING": "utf-8"}, check=True,
        ).stdout.splitlines()  # fmt: skip

    listed = tmp_path / "draw.txt"
    listed.write_text(text, encoding="utf-8")
    out = run(REDRAW.read_text(encoding="utf-8"), str(listed))
    assert out[-1] == "一致"
    again = {int(line.split("\t")[0]): line.split("\t")[2].split(",") for line in out[2:-1]}
    assert again == {v: [str(u) for k, u in drawn if k == v] for v in (ONE, TWO, FAR)}
    assert [len(again[v]) for v in (ONE, TWO, FAR)] == [19, 6, 13]
    assert run(STRANGER, str(listed), "0.1") == ["same 38"]
    # One household put in for another is noticed.
    one = again[ONE][0]
    spare = next(
        line.split("\t")[2] for line in text.splitlines()
        if line.startswith(f"K\t{ONE}") and line.split("\t")[2] not in again[ONE]
    )  # fmt: skip
    head, mark, result = text.partition("anjia-result-1")
    listed.write_text(head + mark + result.replace(one, spare), encoding="utf-8")
    assert run(REDRAW.read_text(encoding="utf-8"), str(listed))[-1] == "不一致"


def test_nothing_opens_before_the_draw_and_wording_stands_after(world: World) -> None:
    homes(world, {ONE: 4})
    row = planned(world)
    with scope.opened(world.county):
        with pytest.raises(NotTheMoment):
            verbs.open_survey(row, by=world.county)
        row = verbs.word_questions(
            row, wording={"aware": "您听说过平安家庭吗？"}, version=1, by=world.county
        )
        asked = {q.rate: q for q in queries.questions(row)}
        assert (asked["aware"].wording, asked["aware"].version) == ("您听说过平安家庭吗？", 2)
        assert SurveyQuestion.objects.filter(survey=row, rate="aware").count() == 2
        row = draw_sample(row, by=world.county)
        row = verbs.open_survey(row, by=world.county)
        with pytest.raises(NotTheMoment):
            verbs.word_questions(row, wording={}, version=row.version, by=world.county)
        with pytest.raises(NotTheMoment):
            verbs.open_survey(row, by=world.county)


def test_a_closed_telephone_is_asked_at_the_door_and_never_shown(world: World) -> None:
    homes(world, {ONE: 40})
    with scope.as_system():
        closed = Household.objects.order_by("pk")[:10]
        for home in closed:
            home.safe_hours = "晚上不打"
            home.save()
        keys = {home.pk for home in closed}
        assert guarded_phones.guarded(list(Household.objects.values_list("pk", flat=True))) == keys
    row = planned(world, margin=5, phone_share=80)
    with scope.opened(world.county):
        row = draw_sample(row, by=world.county)
        ways = dict(SampledHousehold.objects.values_list("household_id", "way"))
        assert {ways[key] for key in keys} == {"door"}
        phones = [key for key, way in ways.items() if way == "phone"]
        assert phones
        row = verbs.open_survey(row, by=world.county)
    with scope.opened(world.town):
        asked = SampledHousehold.objects.get(household=phones[0])
        assert number_of(asked, by=world.town, page="x") == "13900001111"
        assert Reading.objects.filter(noun="households.sampledhousehold").count() == 1
    with scope.as_system():  # a rule agreed after the draw
        home = Household.objects.get(pk=phones[0])
        home.safe_phone = "13911112222"
        home.save()
    with scope.opened(world.town):
        assert number_of(asked, by=world.town, page="x") == ""
        assert to_door(asked, by=world.town).way == "door"
        with pytest.raises(NotTheMoment):
            number_of(asked, by=world.town, page="x")
    with scope.opened(world.village), pytest.raises(Forbidden):
        number_of(SampledHousehold.objects.get(household=phones[1]), by=world.village, page="x")


def test_one_answer_a_household_and_nothing_leads_back(world: World) -> None:
    row = running(world, {ONE: 5, TWO: 4})
    with scope.opened(world.village):
        asked = SampledHousehold.objects.filter(village=ONE).first()
        assert asked is not None
        key = uuid.uuid4()
        for _twice in range(2):
            answer_for(asked, said=YES, by=world.village, client_uuid=key)
        with pytest.raises(NotTheMoment):
            answer_for(asked, said=NO, by=world.village, client_uuid=uuid.uuid4())
        with pytest.raises(NotTheMoment):
            miss(asked, by=world.village)
        answer = SurveyAnswer.objects.get()
        # A random key, the place, the four answers: no time, no way, no person.
        assert {f.name for f in SurveyAnswer._meta.concrete_fields} == {
            "id", "survey", "place", "aware", "took_part", "satisfied", "safe",
        }  # fmt: skip
        assert answer.place_id == ONE
        number = next(n for n in ("003", "002") if n != asked.household.number)
        other = find(world.village, row, ONE, number)
        miss(other, by=world.village)
        with pytest.raises(Invalid):
            find(world.village, row, ONE, "999")
        with pytest.raises(Invalid):
            answer_for(other, said=Said(), by=world.village)
        with pytest.raises(Invalid):
            answer_for(other, said=Said(satisfied=6), by=world.village)
    with scope.opened(world.village_next), pytest.raises(Http404):
        answer_for(asked, said=YES, by=world.village_next)
    with scope.as_system():
        told = Trail.objects.filter(act="survey.ask")
        assert all(set(t.after) <= {"state"} for t in told)


def close(world: World, row: Survey) -> Survey:
    with scope.opened(world.county):
        return verbs.close_survey(row, by=world.county)


def fill(world: World, row: Survey, said: dict[int, tuple[int, int]]) -> None:
    """village → how many say yes and how many no."""
    with scope.opened(world.county):
        for village, (yes, no) in said.items():
            waiting = iter(SampledHousehold.objects.filter(village=village).waiting())
            for what, count in ((YES, yes), (NO, no)):
                for _n in range(count):
                    answer_for(next(waiting), said=what, by=world.county)


def test_small_villages_are_pooled_and_rates_are_whole_numbers(world: World) -> None:
    row = running(world, {ONE: 12, TWO: 12, FAR: 6}, least=5)
    with scope.opened(world.county):
        assert queries.results(row, world.county) == []
    fill(world, row, {ONE: (8, 2), TWO: (2, 1), FAR: (6, 0)})
    with scope.opened(world.county):
        progress = {p.place.code: (p.valid, p.drawn) for p in queries.progress(row, world.county)}
        assert progress == {990101100000: (13, 24), 990101101000: (6, 6)}
    row = close(world, row)
    with scope.opened(world.county):
        lines = {line.place.code: line for line in queries.results(row, world.county)}
        # TWO has too few; alone it would be the difference from its township, so ONE goes with it.
        assert set(lines) == {990101000000, 990101100000, 990101101000, FAR}
        whole = lines[990101000000]
        assert (whole.drawn, whole.valid) == (30, 19)
        cells = {c.rate.value: c for c in whole.cells}
        assert (cells["aware"].rated.hits, cells["aware"].rated.base) == (16, 19)
        assert (cells["took_part"].rated.hits, cells["took_part"].rated.base) == (16, 16)
        assert lines[990101100000].pooled == ["甲一村", "甲二村"]
        assert "样本过少" in lines[990101100000].note
        # 6 of 6 households asked: nothing is left open.
        assert lines[FAR].cells[0].words == "100.0% ±0.0"
        with pytest.raises(NotTheMoment):
            verbs.close_survey(row, by=world.county)
    with scope.opened(world.county), pytest.raises(NotTheMoment):
        answer_for(
            SampledHousehold.objects.waiting().filter(village=ONE)[0], said=YES, by=world.county
        )
    with scope.opened(world.village):
        seen = [line.place.code for line in queries.results(row, world.village)]
        assert seen == [990101000000]  # the county's line alone
        assert queries.own_line(row, world.village) == "甲一村"


def test_nobody_answered_is_not_applicable_and_the_score_takes_one_survey(world: World) -> None:
    row = running(world, {ONE: 6, TWO: 6, FAR: 6})
    fill(world, row, {ONE: (4, 1), TWO: (5, 0)})
    period = Period.of(world.campaign, max(timezone.localdate(), world.campaign.data_closes_on))
    with scope.opened(world.county):
        assert count_by_place("survey_aware", period) == {}
        verbs.count_for_score(row, by=world.county)
        assert count_by_place("survey_aware", period) == {}  # not before it is closed
        with pytest.raises(NotTheMoment):
            verbs.count_for_score(row, by=world.county)
    row = close(world, row)
    with scope.opened(world.county):
        counts = count_by_place("survey_satisfied", period)
        assert {k: (f.top(), f.base()) for k, f in counts.items()} == {ONE: (4, 5), TWO: (5, 5)}
        far = next(
            ln for ln in queries.results(row, world.county) if ln.place.code == FAR // 1000 * 1000
        )
        assert far.cells[0].words == "不适用"
        other = planned(world, kind="third", title="第三方")
        verbs.count_for_score(other, by=world.county)
        assert list(Survey.objects.filter(scored=True)) == [other]
        assert count_by_place("survey_satisfied", period) == {}
        verbs.open_survey(other, by=world.county)
        with pytest.raises(NotTheMoment):
            verbs.close_survey(other, by=world.county)  # nothing was uploaded
    for who in ("town", "governance", "village"):
        with scope.opened(world.users[who]), pytest.raises(Forbidden):
            verbs.count_for_score(other, by=world.users[who])


def test_one_planned_wrongly_is_given_up_and_stays(world: World, client: Client) -> None:
    row = running(world, {ONE: 6})
    fill(world, row, {ONE: (4, 0)})
    with scope.opened(world.county):
        verbs.count_for_score(row, by=world.county)
        with pytest.raises(Invalid):
            verbs.cancel_survey(row, reason=" ", by=world.county)
    for who in ("town", "governance", "village"):
        with scope.opened(world.users[who]), pytest.raises(Forbidden):
            verbs.cancel_survey(row, reason="日期写错了", by=world.users[who])
    client.force_login(world.county)
    here = reverse("campaigns:survey_detail", args=[row.uid])
    typed = {"deed": "cancel", "reason": "日期写错了"}
    assert client.post(here, typed).status_code == 302
    assert client.post(here, typed).status_code == 409
    page = client.get(here).content.decode()
    assert "日期写错了" in page
    assert "已答" not in page
    with scope.opened(world.county):
        row.refresh_from_db()
        assert (row.status, row.scored) == ("cancelled", False)
        asked = SampledHousehold.objects.waiting()[0]
        for verb in (verbs.close_survey, verbs.open_survey, verbs.count_for_score):
            with pytest.raises(NotTheMoment):
                verb(row, by=world.county)
        with pytest.raises(NotTheMoment):
            answer_for(asked, said=YES, by=world.county)
        assert planned(world).status == "draft"


def test_pages_from_draft_to_result(
    world: World, client: Client, django_assert_max_num_queries: Any
) -> None:
    homes(world, {ONE: 6, TWO: 6, FAR: 6})
    client.force_login(world.county)
    today = timezone.localdate()
    answer = client.post(
        reverse("campaigns:survey_form"),
        {
            "kind": "own", "title": "满意度调查", "starts_on": today.isoformat(),
            "ends_on": (today + timedelta(days=5)).isoformat(), "margin": "3", "least": "3",
            "phone_share": "40", "code_share": "40",
        },
    )  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    here = answer["Location"]
    row = Survey.objects.get()
    draw = reverse("households:sample_draw", args=[row.uid])
    assert "±3 个百分点" in client.get(draw).content.decode()
    assert client.post(draw, {}).status_code == 302
    assert client.post(here, {"deed": "open"}).status_code == 302
    with django_assert_max_num_queries(40):
        page = client.get(here).content.decode()
    assert "已答 0 / 样本 12" in page
    with django_assert_max_num_queries(25):
        page = client.get(reverse("households:sample_list", args=[row.uid])).content.decode()
    assert "SHA-256" in page
    with scope.opened(world.county):
        SampledHousehold.objects.filter(village=ONE).update(way="door")
        asked = SampledHousehold.objects.filter(village=ONE)[0]
    client.force_login(world.village)
    ask = reverse("households:sampled_ask", args=[asked.uid])
    page = client.get(ask).content.decode()
    assert "13900001111" not in page
    typed = {"deed": "answer", "aware": "1", "took_part": "", "satisfied": "2", "safe": ""}
    assert client.post(ask, typed).status_code == 302
    assert client.post(ask, typed).status_code == 409
    client.force_login(world.county)
    assert client.post(here, {"deed": "close"}).status_code == 302
    page = client.get(here).content.decode()
    assert "不适用" in page
    assert "威尔逊" in page
    export = reverse("campaigns:survey_export", args=[row.uid])
    assert client.get(export).status_code == 200
    assert client.post(export, {}).status_code == 302
