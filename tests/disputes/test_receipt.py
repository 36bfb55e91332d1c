"""The public page of a receipt: day, unit, state, and nothing else (features 35)."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from time import perf_counter
from typing import Any
from urllib.parse import quote_from_bytes

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import scope
from accounts.templatetags.words import zh_date
from disputes.models import Matter, Party
from disputes.receipts import LENGTH, SIGNS, new_receipt, receipt_hash
from disputes.views import receipt as page_of
from tests.cast import World
from tests.disputes.test_matter_pages import made

SECRET = "cnryword"


def planted(world: World, **more: Any) -> Matter:
    """A matter whose every word is a canary."""
    matter = made(world, brief=SECRET + "件", request=SECRET + "求", **more)
    matter.caller_name, matter.outcome = SECRET + "人", SECRET + "果"
    matter.save()
    Party.objects.filter(matter=matter).first()
    return matter


def ask(code: str, client: Client | None = None) -> str:
    """The page as somebody without an account gets it."""
    scope.put("")
    page = (client or Client()).post("/receipt", {"code": code})
    assert page.status_code == 200
    assert not page.cookies
    assert page.headers["Cache-Control"] == "no-store"
    return str(page.text)


@pytest.mark.parametrize(
    ("status", "words"), [("received", "已收到"), ("handling", "办理中"), ("done", "已办结")]
)
def test_day_unit_and_state_and_no_more(world: World, status: str, words: str) -> None:
    matter = planted(world)
    matter.status = status
    if status != "received":
        matter.route, matter.sorted_on = "advice", matter.received_on
    matter.closed_on = timezone.localdate() if status == "done" else None
    matter.save()
    text = ask(matter.receipt)
    assert words in text
    assert zh_date(matter.received_on) in text
    assert "甲一村妇联" in text
    for word in (SECRET, "余德民", "余大海", "村调解一", "来访", matter.receipt, "甲一镇"):
        assert word not in text


def test_a_sealed_one_answers_like_any_other(world: World) -> None:
    matter = planted(world, protect=True)
    assert matter.sealed
    text = ask(matter.receipt)
    assert "办理中" in text
    assert "保护" not in text
    assert SECRET not in text


def test_however_it_is_typed(world: World) -> None:
    code = made(world).receipt
    for typed in (code.lower(), code.replace("-", ""), f" {code} ", "".join(map(_wide, code))):
        assert "已收到" in ask(typed), typed


def _wide(sign: str) -> str:
    return chr(ord(sign) + 0xFEE0) if sign.isascii() and sign != " " else sign


def test_unknown_looks_and_lasts_the_same(world: World) -> None:
    """The same queries and parts of a page, whether the code is there or not."""
    known = made(world).receipt
    client, shapes, seconds = Client(), [], []
    for code in (known, new_receipt()):
        ask(code, client)  # whatever is cached is cached
        with CaptureQueriesContext(connection) as caught:
            begun = perf_counter()
            text = ask(code, client)
            seconds.append(perf_counter() - begun)
        shapes.append((len(caught), text.count("<dt>"), text.count("<h2>")))
    assert shapes[0] == shapes[1]
    assert max(seconds) < 1


def test_anything_typed_is_answered(world: World) -> None:
    """A thousand mistyped codes never err and never tell."""
    code = made(world).receipt
    scope.put("")
    dice = secrets.SystemRandom()
    for _index in range(300):
        length = dice.randint(0, 14)
        typed = "".join(dice.choice(SIGNS + "-０１'\"%\\<>；。\u202e🀄") for _ in range(length))
        assert page_of.found_by(typed) is None
    whole = code.replace("-", "")
    for at in range(LENGTH):
        for sign in SIGNS:
            wrong = whole[:at] + sign + whole[at + 1 :]
            assert (receipt_hash(wrong) == receipt_hash(code)) is (wrong == whole)


def test_odd_bodies_never_err(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_of, "TRIES", 100)
    client = Client()
    for typed in ("", "\0", "x" * 5000, "%00", "'; drop table", "<script>", "\ud83c"):
        body = b"code=" + quote_from_bytes(typed.encode("utf-8", "surrogatepass")).encode()
        page = client.post("/receipt", body, content_type="application/x-www-form-urlencoded")
        assert page.status_code in (200, 422), typed
        assert "<script>" not in page.text
    assert client.get("/receipt?code=abc").status_code == 200
    assert client.delete("/receipt").status_code == 405


def test_guessing_is_slowed_down(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    known = made(world).receipt
    monkeypatch.setattr(page_of, "TRIES", 3)
    client = Client()
    for _index in range(3):
        ask(new_receipt(), client)
    slowed = client.post("/receipt", {"code": known})
    assert slowed.status_code == 429
    assert "查询太频繁" in slowed.text
    assert "已收到" not in slowed.text
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    assert "已收到" in ask(known, elsewhere)


def test_open_to_somebody_signed_in_too(world: World, sign_in: Callable[[str], Client]) -> None:
    code = made(world).receipt
    page = sign_in("governance").post("/receipt", {"code": code})
    assert "已收到" in page.text
