"""/r/…: what a body without an account sees and gives; what nobody else finds (B6, A4)."""

from __future__ import annotations

import logging
import random
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts import scope
from accounts.links import new_token
from accounts.models import SignInAttempt
from accounts.views import public
from config.log_mask import LinkMask
from disputes.models import Referral
from disputes.transitions.referral import revoke
from disputes.views import slip as view
from tests.cast import World
from tests.disputes.cases import REASON
from tests.disputes.matters_flow import CANARY, referred

SignIn = Callable[[str], Client]
RECEIPT = {"receiver": "王法官", "office": "立案庭", "phone": ""}
RESULT = {"result": "filed", "words": "已立案"}


@pytest.fixture
def out(world: World) -> tuple[Referral, str]:
    """A slip that is out, seen by nobody's scope."""
    made = referred(world, contact="请先联系我单位", named=False)
    scope.put("")
    return made


def now(row: Referral) -> Referral:
    """The referral as stored now."""
    with scope.as_system():
        return Referral.objects.get(pk=row.pk)


def bare(answer: Any) -> str:
    """The body without its token and the time of day."""
    return re.sub(r'csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())


def test_receipt_then_result_from_one_browser(out: tuple[Referral, str]) -> None:
    row, token = out
    phone, other = Client(), Client()
    page = phone.get(f"/r/{token}")
    assert page.status_code == 200
    assert token not in page.text  # no link of the page carries its key to another address
    assert "甲县人民法院" in page.text
    assert "请接待来人" in page.text
    assert CANARY not in page.text
    assert phone.post(f"/r/{token}", {"receiver": ""}).status_code == 422
    done = phone.post(f"/r/{token}", RECEIPT)
    assert (done.status_code, done.headers["Location"]) == (303, f"/r/{token}")
    morsel = done.cookies[view.SlipPage.purpose]
    assert morsel["path"] == f"/r/{token}"
    assert morsel["httponly"]
    assert now(row).status == "received"
    assert other.get(f"/r/{token}").status_code == 404
    assert other.post(f"/r/{token}", RESULT).status_code == 404
    assert "回复办理结果" in phone.get(f"/r/{token}").text
    assert phone.post(f"/r/{token}", {"result": "lodged"}).status_code == 422
    assert phone.post(f"/r/{token}", RESULT | {"words": "长" * 501}).status_code == 422
    thanks = phone.post(f"/r/{token}", RESULT)
    assert "已收到您的回复" in thanks.text
    kept = now(row)
    assert (kept.status, kept.result, kept.result_words) == ("answered", "filed", "已立案")
    assert (kept.receiver, kept.receiver_office) == ("王法官", "立案庭")
    assert phone.get(f"/r/{token}").status_code == 404
    assert phone.post(f"/r/{token}", RESULT).status_code == 404


def test_every_dead_link_is_one_page(world: World, out: tuple[Referral, str]) -> None:
    _row, open_token = out
    with scope.as_system():
        gone, revoked = referred(world)
        revoke(gone, reason=REASON, by=world.village)
        _short, lapsed = referred(world, link_days=1)
        _used, used = referred(world)
    Client().post(f"/r/{used}", RECEIPT)
    with time_machine.travel(timezone.now() + timedelta(days=1, hours=1), tick=False):
        links = [new_token(), revoked, lapsed, used, "x", "a" * 500, open_token + "A", "家", "%00"]
        answers = [Client().get(f"/r/{link}") for link in links]
        answers += [Client().post(f"/r/{link}", RECEIPT) for link in links]
        assert {a.status_code for a in answers} == {404}
        assert len({bare(a) for a in answers}) == 1
        for answer in answers:
            assert not answer.cookies
            assert answer.headers["Referrer-Policy"] == "strict-origin"
            assert answer.headers["Cache-Control"] == "no-store"
        assert Client().get(f"/r/{open_token}").status_code == 200


def test_a_forged_key_opens_nothing(out: tuple[Referral, str]) -> None:
    row, token = out
    Client().post(f"/r/{token}", RECEIPT)
    thief = Client()
    thief.cookies[view.SlipPage.purpose] = "abc:def:ghi"
    assert thief.get(f"/r/{token}").status_code == 404
    assert thief.post(f"/r/{token}", RESULT).status_code == 404
    assert now(row).status == "received"


def test_a_signed_in_person_is_nobody_here(
    world: World, out: tuple[Referral, str], sign_in: SignIn
) -> None:
    page = sign_in("county").get(f"/r/{out[1]}")
    assert page.status_code == 200
    assert "县妇联甲" not in page.text


def test_the_form_wants_its_token(out: tuple[Referral, str]) -> None:
    row, token = out
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/r/{token}", RECEIPT).status_code == 403
    page = strict.get(f"/r/{token}")
    found = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page.text)
    assert found is not None
    # A browser told strict-origin sends its origin with the form.
    done = strict.post(
        f"/r/{token}",
        RECEIPT | {"csrfmiddlewaretoken": found[1]},
        headers={"origin": "http://testserver"},
    )
    assert done.status_code == 303
    assert now(row).status == "received"


def test_asking_too_often_is_slowed(out: tuple[Referral, str]) -> None:
    client = Client()
    for _index in range(3):
        client.get(f"/r/{new_token()}")
    with scope.as_system():
        tries = SignInAttempt.objects.filter(succeeded=False)
        assert tries.count() == 3
        one = tries[0]
        SignInAttempt.objects.bulk_create(
            SignInAttempt(account=one.account, device="", succeeded=False)
            for _index in range(public.TRIES)
        )
    scope.put("")
    assert client.get(f"/r/{out[1]}").status_code == 429
    with time_machine.travel(timezone.now() + public.WINDOW + timedelta(seconds=1), tick=False):
        assert client.get(f"/r/{out[1]}").status_code == 200


def test_no_log_keeps_the_link(
    out: tuple[Referral, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Through the handler the house really logs with."""
    token = out[1]
    handler = logging.StreamHandler()
    handler.addFilter(LinkMask())
    logging_: dict[str, Any] = settings.LOGGING
    assert logging_["handlers"]["stderr"]["filters"] == ["links"]
    assert logging_["filters"]["links"]["()"] == "config.log_mask.LinkMask"
    logger = logging.getLogger("django")
    logger.addHandler(handler)
    try:
        strict = Client(enforce_csrf_checks=True)
        assert strict.post(f"/r/{token}", RECEIPT).status_code == 403
        assert Client().get(f"/r/{token}x").status_code == 404
        assert Client().delete(f"/r/{token}").status_code == 405
    finally:
        logger.removeHandler(handler)
    logged = capsys.readouterr().err
    assert "/r/***" in logged
    assert token not in logged


def test_fuzz(out: tuple[Referral, str]) -> None:
    """Mutated links and bodies: never a 5xx, never a word of the matter. FAULTS=full: 2,000."""
    import os

    rounds = 2000 if os.environ.get("FAULTS") == "full" else 60
    row, token = out
    dice = random.Random(20261125)
    signs = "ABCxyz019_-%./?#& \x00\u200b家暴<script>'\"😀"
    for number in range(rounds):
        link = list(token)
        for _index in range(dice.randint(1, 4)):
            link[dice.randrange(len(link))] = dice.choice(signs)
        path = "/r/" + "".join(link)
        body = {
            dice.choice(["receiver", "office", "phone", "result", "words", "status", "uid"]):
            "".join(dice.choice(signs) for _ in range(dice.randint(0, 800)))
            for _index in range(4)
        }  # fmt: skip
        client = Client(REMOTE_ADDR=f"10.0.{number // 20 % 250}.{number % 20 + 1}")
        where = f"/r/{token}" if number % 5 == 0 else path
        for answer in (client.get(path), client.post(where, body)):
            assert answer.status_code < 500, (number, path)
            assert CANARY not in answer.content.decode(errors="replace")
    assert now(row).status in ("sent", "received")
