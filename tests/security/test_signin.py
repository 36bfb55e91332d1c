"""Signing in: throttled, the same for everybody who fails, gone when it ends (D1–D9)."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.http import HttpResponse
from django.test import Client, override_settings
from django.utils import timezone

from accounts import hashers, throttle
from accounts.models import SignInAttempt
from config.settings import base
from tests.cast import PASSWORD, World

SignIn = Callable[[str], Client]
ROOT = Path(__file__).resolve().parent.parent.parent
WRONG = "登录名或密码不对"
WAIT = "试的次数太多"


def attempt(client: Client, username: str, password: str, **more: str) -> HttpResponse:
    """One try at the sign-in page."""
    typed = {"username": username, "password": password} | more
    return client.post("/accounts/login", typed)  # type: ignore[return-value]


@pytest.fixture
def checks() -> Iterator[mock.MagicMock]:
    """Counts real password checks."""
    real = hashers.CheapTestHasher.verify
    with mock.patch.object(
        hashers.CheapTestHasher, "verify", autospec=True, side_effect=real
    ) as counted:
        yield counted


def test_a_thousand_guesses_are_at_most_twenty_checks_an_hour(
    world: World, checks: mock.MagicMock
) -> None:
    """Spread over an hour and fifty devices; the owner's known device comes in meanwhile (D2)."""
    owner, guessers = Client(), [Client() for _ in range(5)]
    assert attempt(owner, "village", PASSWORD).status_code == 302
    checks.reset_mock()
    start = timezone.now() + timedelta(minutes=1)
    honest = 0
    with time_machine.travel(start, tick=False) as clock:
        for number in range(1000):
            clock.shift(3.6)
            guesser = guessers[number % 5]
            if number % 5 == 0:
                guesser.cookies.clear()
            attempt(guesser, "village", f"guess {number}")
            if number % 250 == 100:
                owner.post("/accounts/logout")
                assert attempt(owner, "village", PASSWORD).status_code == 302
                honest += 1
    assert honest == 4
    assert checks.call_count - honest <= 20, checks.call_count
    with time_machine.travel(start + timedelta(hours=3)):
        assert attempt(Client(), "village", PASSWORD).status_code == 302, "locked for good"


def test_a_burst_is_not_checked_at_all(world: World, checks: mock.MagicMock) -> None:
    client = Client()
    for number in range(60):
        page = attempt(client, "town", f"guess {number}")
    assert page.status_code == 422
    assert WAIT in page.text
    assert checks.call_count == throttle.FREE_TRIES
    assert WAIT in attempt(client, "town", PASSWORD).text, "not even the right one, for now"


def test_unknown_names_are_throttled_like_known_ones(world: World) -> None:
    pages = {}
    for name in ("village", "nobody_at_all"):
        client = Client()
        pages[name] = [attempt(client, name, "guess").text.count(WAIT) for _ in range(8)]
    assert pages["village"] == pages["nobody_at_all"]


def _shape(page: HttpResponse, name: str) -> tuple[int, str]:
    text = re.sub(r'csrfmiddlewaretoken" value="\w+"', "", page.content.decode())
    return page.status_code, text.replace(f'value="{name}"', "NAME")


def test_unknown_disabled_and_wrong_are_alike(world: World, checks: mock.MagicMock) -> None:
    world.town.is_active = False
    world.town.save(update_fields=["is_active"])
    answers = {}
    hashed = {}
    with mock.patch.object(
        hashers.CheapTestHasher, "encode", autospec=True, side_effect=hashers.CheapTestHasher.encode
    ) as encoded:
        for name, password in (
            ("village", "wrong"),
            ("no_such_name", "wrong"),
            ("town", PASSWORD),
            ("town", "wrong"),
            ("system", "wrong"),
        ):
            checks.reset_mock()
            encoded.reset_mock()
            page = attempt(Client(), name, password)
            answers[name, password] = _shape(page, name)
            hashed[name, password] = checks.call_count + encoded.call_count
    assert len(set(answers.values())) == 1, answers
    assert WRONG in next(iter(answers.values()))[1]
    assert set(hashed.values()) == {1}, hashed


def test_the_hash_is_argon2_with_parameters_on_purpose() -> None:
    assert base.PASSWORD_HASHERS == ["accounts.hashers.CountyArgon2Hasher"]
    with override_settings(PASSWORD_HASHERS=base.PASSWORD_HASHERS):
        made = make_password("a password of some length")
        assert made.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
        assert check_password("a password of some length", made)


def test_the_session_id_rotates_and_the_device_is_remembered(world: World) -> None:
    client = Client()
    client.cookies["sessionid"] = "planted-by-somebody-else-0000000"
    client.get("/accounts/login")
    assert attempt(client, "village", PASSWORD).status_code == 302
    first = client.cookies["sessionid"].value
    assert first != "planted-by-somebody-else-0000000"
    assert client.cookies["device"]["httponly"]
    client.post("/accounts/logout")
    attempt(client, "village", PASSWORD)
    assert client.cookies["sessionid"].value != first
    with_old = Client()
    with_old.cookies["sessionid"] = first
    assert with_old.get("/help/").status_code == 302


def test_signing_out_clears(sign_in: SignIn) -> None:
    client = sign_in("village")
    assert client.get("/accounts/logout").status_code == 405
    page = client.post("/accounts/logout")
    assert page.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/help/").status_code == 302


@pytest.mark.parametrize(("who", "minutes"), [("village", 30), ("county", 15), ("town", 15)])
def test_an_idle_session_ends(world: World, who: str, minutes: int) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        client = Client()
        assert attempt(client, who, PASSWORD).status_code == 302
        for _ in range(4):
            clock.shift((minutes - 1) * 60)
            assert client.get("/help/").status_code == 200
        clock.shift((minutes + 1) * 60)
        page = client.get("/help/")
        assert page.status_code == 302
        assert page.headers["Location"] == "/accounts/login?next=/help/"
        assert client.get("/help/").status_code == 302


def test_a_session_ends_after_ten_hours_whatever(world: World) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = Client()
        attempt(client, "county", PASSWORD)
        for _ in range(10 * 6 - 1):
            clock.shift(600)
            assert client.get("/help/").status_code == 200
        clock.shift(601)
        assert client.get("/help/").status_code == 302


@pytest.mark.parametrize(
    "away",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:evil.example",
        "\thttps://evil.example",
    ],
)
def test_nobody_is_sent_elsewhere(world: World, away: str) -> None:
    page = attempt(Client(), "village", PASSWORD, next=away)
    assert page.headers["Location"] == "/"
    switched = Client().get("/accounts/mode", {"mode": "large", "next": away})
    assert switched.headers["Location"] == "/"
    assert attempt(Client(), "village", PASSWORD, next="/help/").headers["Location"] == "/help/"


def test_no_password_reaches_a_log(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """Also not with an error in the middle and newlines in the name (B6)."""
    secret = "zweiundzwanzig-Geheimnis"
    with caplog.at_level(logging.DEBUG):
        client = Client(raise_request_exception=False)
        attempt(client, "village\nERROR forged line", secret)
        with mock.patch("accounts.throttle.remember", side_effect=RuntimeError("broken")):
            assert attempt(client, "village", secret).status_code == 500
    assert secret not in caplog.text
    assert "\nERROR forged" not in caplog.text
    assert not SignInAttempt.objects.filter(account__icontains="village").exists()


BAD_IN_TEMPLATES = re.compile(
    r"""\sstyle\s*=|\son(?:click|change|submit|load|error|input|focus|key\w+|mouse\w+)\s*="""
    r"""|<style|javascript:|\|\s*safe\b|autoescape\s+off|<script(?![^>]*\ssrc=)|hx-on""",
    re.I,
)


def test_templates_carry_no_inline_code() -> None:
    """Also nothing marked safe by hand; papers drawn for print are no web pages."""
    for page in sorted((ROOT / "templates").rglob("*.html")):
        if "documents" in page.parts:
            continue
        found = BAD_IN_TEMPLATES.search(page.read_text(encoding="utf-8"))
        assert found is None, f"{page.relative_to(ROOT)}: {found and found[0]}"


PRODUCTION = """
import django; django.setup()
from django.conf import settings as s
print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY,
      s.SESSION_COOKIE_SAMESITE, s.SESSION_COOKIE_DOMAIN, s.SESSION_COOKIE_PATH)
print(s.CSRF_COOKIE_NAME, s.CSRF_COOKIE_SECURE, s.CSRF_COOKIE_HTTPONLY, s.CSRF_COOKIE_SAMESITE)
print(s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS >= 31536000, s.DEBUG, s.DEMO_DATA)
"""


def test_cookie_flags_of_real_use() -> None:
    import os

    strong = "R7vQ2mXk9LpZ4tWc8NsYb3HdGf6JuEa1" + "Vw5CxTr0BnMqDiSo"
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": strong + "k1Kk2",
        "SCOPE_KEY": strong[::-1] + "s3Ss4",
        "ALLOWED_HOSTS": "anjia.gov.cn",
        "DEBUG": "0",
    }
    done = subprocess.run(
        [sys.executable, "-c", PRODUCTION], env=env, cwd=ROOT, capture_output=True, text=True
    )
    assert done.stdout.splitlines() == [
        "__Host-session True True Lax None /",
        "__Host-csrf True True Lax",
        "True True False False",
    ], done.stderr


def test_demo_accounts_are_shown_only_in_a_demo(world: World) -> None:
    with override_settings(DEMO_DATA=False):
        assert "演示账号" not in Client().get("/accounts/login").text
    assert settings.DEMO_DATA
