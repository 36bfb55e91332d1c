"""Slips: one answer each, also twice at once; a wrong one tells nothing; the page keeps nobody."""

from __future__ import annotations

import os
import random
import threading
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import links, scope
from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from accounts.views import public
from campaigns.models import Interference, Survey, SurveyAnswer, SurveyStratum, SurveyToken
from campaigns.survey_slips import ON_SHEET, paper
from campaigns.transitions import survey as verbs
from campaigns.transitions import survey_answer as answers
from config.log_mask import LINK, MASK
from households.models import Household
from tests import cast
from tests.cast import World

ONE = 990101100201
TYPED = {"aware": "1", "took_part": "0", "satisfied": "2", "safe": ""}


def opened(world: World, *, codes: int = 4, pooled: bool = False) -> Survey:
    """A survey that takes answers, with slips for 甲一村."""
    today = timezone.localdate()
    with scope.opened(world.county):
        row = verbs.plan_survey(
            world.campaign, kind="own", title="满意度调查", starts_on=today,
            ends_on=today + timedelta(days=3), by=world.county,
        )  # fmt: skip
        Survey.objects.filter(pk=row.pk).update(drawn_at=timezone.now(), seed="seed")
        SurveyStratum.objects.create(
            survey=row, village_id=ONE, households=20, drawn=12, codes=codes, pooled=pooled
        )
        return verbs.open_survey(row, by=world.county)


def slips(world: World, row: Survey, count: int = 2) -> list[str]:
    with scope.opened(world.town):
        return answers.print_slips(row, {ONE: count}, by=world.town)[0][1]


def test_one_slip_one_answer_and_a_used_one_says_so(world: World, client: Client) -> None:
    row = opened(world)
    token = slips(world, row)[0]
    here = reverse("campaigns:survey_slip", args=[token])
    page = client.get(here)
    assert page.status_code == 200
    assert "您知道本县正在开展" in page.content.decode()
    assert client.post(here, {}).status_code == 422  # nothing was answered; the slip stays good
    done = client.post(here, TYPED)
    assert done.status_code == 200
    assert "收到了" in done.content.decode()
    assert not done.cookies
    assert done["Cache-Control"] == "no-store"
    again = client.post(here, TYPED)
    assert again.status_code == 409
    assert "已经答过" in client.get(here).content.decode()
    with scope.as_system():
        answer = SurveyAnswer.objects.get()
        assert (answer.aware, answer.took_part, answer.satisfied, answer.safe) == (
            True, False, 2, None,
        )  # fmt: skip
        assert answer.place_id == ONE
        # The slip knows that it was used, not when and not with what; nothing was trailed.
        used = SurveyToken.objects.get(used=True)
        assert {f.name for f in SurveyToken._meta.concrete_fields} == {
            "id", "batch", "village", "token_hash", "used", "told",
        }  # fmt: skip
        assert bytes(used.token_hash) == links.token_hash("survey", token)
        assert not Trail.objects.filter(act="survey.ask").exists()


def test_of_a_small_village_the_answer_lies_under_its_township(
    world: World, client: Client
) -> None:
    token = slips(world, opened(world, pooled=True))[0]
    client.post(reverse("campaigns:survey_slip", args=[token]), TYPED)
    with scope.as_system():
        assert SurveyAnswer.objects.get().place_id == 990101100000


def test_a_wrong_slip_tells_nothing(world: World, client: Client) -> None:
    row = opened(world)
    token, spare = slips(world, row)
    gone = []
    for wrong in ("x", links.new_token(), token[:-1], token + "a", "%E4%B8%AD" * 9):
        for ask in (client.get, client.post):
            answer: Any = ask(f"/q/{wrong}")
            gone.append((answer.status_code, answer.content))
    with scope.opened(world.town):
        batch = SurveyToken.objects.first().batch  # type: ignore[union-attr]
        answers.void_slips(batch, by=world.town)
        with pytest.raises(NotTheMoment):
            answers.void_slips(batch, by=world.town)
    voided = client.get(f"/q/{spare}")
    gone.append((voided.status_code, voided.content))
    fresh = slips(world, row)[0]
    with scope.opened(world.county):
        verbs.close_survey(row, by=world.county)
    for closed in (client.get(f"/q/{fresh}"), client.post(f"/q/{fresh}", TYPED)):
        gone.append((closed.status_code, closed.content))
    assert {status for status, _page in gone} == {404}
    assert len({page for _status, page in gone}) == 1


def test_wrong_slips_are_counted(world: World, client: Client) -> None:
    token = slips(world, opened(world))[0]
    with mock.patch.object(public, "TRIES", 3):
        for _n in range(3):
            assert client.get("/q/nothing").status_code == 404
        assert client.get(f"/q/{token}").status_code == 429


def test_slips_are_no_more_than_the_sample_and_the_pdf_holds_them(world: World) -> None:
    row = opened(world, codes=9)
    with scope.opened(world.town):
        [(batch, tokens)] = answers.print_slips(row, {ONE: 9}, by=world.town)
        data = paper(row, [("甲一村", f"https://x.example/q/{t}") for t in tokens])
        assert data.startswith(b"%PDF")
        import io

        import pikepdf

        with pikepdf.open(io.BytesIO(data)) as pdf:
            assert len(pdf.pages) == -(-9 // ON_SHEET)
        with pytest.raises(Invalid):
            answers.print_slips(row, {ONE: 1}, by=world.town)
        answers.void_slips(batch, by=world.town)
        answers.print_slips(row, {ONE: 1}, by=world.town)
    for who in ("village", "governance"):
        with scope.opened(world.users[who]), pytest.raises(Forbidden):
            answers.print_slips(row, {ONE: 1}, by=world.users[who])
    with scope.opened(world.county_other), pytest.raises(Http404):
        answers.print_slips(row, {ONE: 1}, by=world.county_other)


def test_no_log_keeps_a_slip() -> None:
    assert LINK.sub(MASK, "GET /q/abcDEF_-123?x") == "GET /q/***?x"


def test_interference_told_from_a_slip_and_by_account(world: World, client: Client) -> None:
    row = opened(world)
    token = slips(world, row)[0]
    here = reverse("campaigns:survey_slip", args=[token])
    words = "村里有人站在旁边教怎么答"
    for status in (200, 200, 422):
        answer = client.post(here, {"tell": "1", "words": words})
        assert answer.status_code == status
    with scope.as_system():
        told = list(Interference.objects.all())
        assert len(told) == 2
        assert {(t.about_id, t.told_by_id, t.words) for t in told} == {(ONE, None, words)}
        assert not SurveyToken.objects.filter(used=True).exists()
    with scope.opened(world.village):
        answers.tell_interference(row, words="上面叫照着念答案", by=world.village)
    for who, seen in (("county", 3), ("governance", 3), ("town", 0), ("village", 0)):
        with scope.opened(world.users[who]):
            assert Interference.objects.visible_to(world.users[who]).count() == seen
    with scope.opened(world.town), pytest.raises(Http404):
        answers.handle_interference(
            told[0], found=True, handling="已经去村里核查", version=1, by=world.town
        )
    client.force_login(world.governance)
    page = reverse("campaigns:interference_list")
    assert words in client.get(page).content.decode()
    typed = {
        "deed": f"handle-{told[0].uid}", "row": str(told[0].uid), "version": "1",
        "found": "yes", "handling": "去村里问过三户，属实，已通报",
    }  # fmt: skip
    assert client.post(page, typed).status_code == 302
    with scope.opened(world.county):
        told[0].refresh_from_db()
        assert told[0].status == "found"
        with pytest.raises(NotTheMoment):
            answers.handle_interference(
                told[0], found=False, handling="再核查一次看看", version=2, by=world.county
            )
    client.force_login(world.village)
    assert words not in client.get(page).content.decode()
    typed = {"deed": "tell", "survey": str(row.uid), "about": "", "words": "有人替人答卷"}
    assert client.post(page, typed).status_code == 302


def test_fuzz(world: World) -> None:
    """Mutated slips and bodies: never a 5xx, never a household, a name or what others told.
    FAULTS=full: 1,000 rounds."""
    row = opened(world, codes=9)
    token, used = slips(world, row, 2)
    with scope.as_system():
        Household.objects.create(
            village_id=ONE, number="cnry-home", head_name="cnry户主", registered_on=row.starts_on
        )
        answers.tell_interference(row, words="cnry有人教怎么答", about=ONE)
    answers.answer_by_slip(used, answers.Said(aware=True))
    scope.put("")
    dice = random.Random(20261126)
    signs = "ABCxyz019_-%./?#& \x00\u200b<script>'\"😀"
    for number in range(1000 if os.environ.get("FAULTS") == "full" else 40):
        link = list(token)
        for _index in range(dice.randint(1, 4)):
            link[dice.randrange(len(link))] = dice.choice(signs)
        body = {
            dice.choice([*TYPED, "tell", "words", "x"]): dice.choice(
                ["1", "2", "9", "", "".join(dice.choice(signs) for _ in range(40))]
            )
            for _index in range(3)
        }
        client = Client(REMOTE_ADDR=f"10.2.{number // 20 % 250}.{number % 20 + 1}")
        where = f"/q/{dice.choice([token, used])}" if number % 2 else "/q/" + "".join(link)
        for answer in (client.get(where), client.post(where, body), client.put(where)):
            assert answer.status_code < 500, (number, where)
            text = answer.content.decode(errors="replace")
            assert "cnry" not in text
            assert "甲一村" not in text
            assert not answer.cookies
    with scope.as_system():
        assert SurveyAnswer.objects.count() <= 2


def test_the_same_slip_twice_at_once_is_one_answer(transactional_db: None) -> None:
    with scope.as_system():
        world = cast.build()
    token = slips(world, opened(world))[0]
    start, results = threading.Barrier(4), list[Any]()

    def answer() -> None:
        try:
            start.wait(timeout=30)
            results.append(answers.answer_by_slip(token, answers.Said(aware=True)))
        except BaseException as fault:
            results.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=answer) for _n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(map(str, results)) == ["False", "False", "False", "True"]
    with scope.as_system():
        assert SurveyAnswer.objects.count() == 1
