"""A headless Chromium against a live server; without either, skipped loudly or, in CI, failed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn
from unittest import mock

import pytest
import time_machine
from django.test import TransactionTestCase
from django.utils import timezone
from playwright.sync_api import Browser, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from accounts import scope
from tests.browser.person import PHONE, Person
from tests.browser.rows import fill
from tests.cast import World
from tests.households.reporting import real_time

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 20_000  # ms, for a machine that does much else
TODAY = "2026-11-24 10:00:00"  # a Tuesday, the day before November's report is due


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser and waits for it."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)


def _without(what: str) -> NoReturn:
    sentence = f"浏览器测试没有运行：{what}"
    if os.environ.get("CI") == "true":
        pytest.fail(sentence, pytrace=False)
    pytest.skip(f"！！！{sentence}！！！")


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium; Chinese fonts must be there too, or every page is boxes."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if not found:
        _without(f"没有找到 {'、'.join(NAMES)}")
    fonts = shutil.which("fc-list")
    if fonts and not subprocess.run([fonts, ":lang=zh"], capture_output=True, check=True).stdout:
        _without("没有中文字体（fonts-noto-cjk）")
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for the whole run."""
    # Playwright keeps a loop in this thread; our database work is still plain and in order.
    with mock.patch.dict(os.environ, {"DJANGO_ALLOW_ASYNC_UNSAFE": "true"}), sync_playwright() as p:
        expect.set_options(timeout=PATIENCE)
        opened = p.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield opened
        opened.close()


@dataclass(frozen=True)
class Site:
    """A filled county behind a live server; later() moves its clock."""

    world: World
    url: str
    clock: time_machine.Traveller

    @contextmanager
    def later(self, **span: int) -> Iterator[None]:
        """So many days or hours later, for a while."""
        self.clock.shift(timedelta(**span))
        yield
        self.clock.shift(-timedelta(**span))


@contextmanager
def _today() -> Iterator[time_machine.Traveller]:
    """The clock runs on from a fixed day; tokens of the second wall keep the database's time."""
    moment = datetime.fromisoformat(TODAY).replace(tzinfo=timezone.get_default_timezone())
    travel = time_machine.travel(moment, tick=True)
    with travel as clock, mock.patch.object(scope, "time", real_time):
        yield clock


@pytest.fixture(scope="module")
def site(browser: Browser, django_db_setup: None, django_db_blocker: Any) -> Iterator[Site]:
    """The filled county, committed. Made once for a file, emptied after it."""
    with ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())
        clock = stack.enter_context(_today())
        stack.callback(TransactionTestCase._fixture_teardown, None)  # type: ignore[attr-defined]
        with scope.as_system():
            world = fill()
        server = LiveServer("localhost")
        stack.callback(server.stop)
        yield Site(world, server.url, clock)


@pytest.fixture
def someone(browser: Browser, site: Site) -> Iterator[Callable[..., Person]]:
    """someone(screen, **options) → a person with an own browser profile, watched while working."""
    with ExitStack() as stack:

        def enter(screen: dict[str, Any] = PHONE, **options: Any) -> Person:
            context = browser.new_context(**screen, locale="zh-CN", **options)
            stack.callback(context.close)
            context.set_default_timeout(PATIENCE)
            return Person(context, site.url)

        yield enter
