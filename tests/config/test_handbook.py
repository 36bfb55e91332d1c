"""The handbook: who may read it, whether its links lead somewhere, whether it quotes the words the
pages really carry."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from config.handbook import EXAMPLES, PAGES, limits, score
from reports.rules import load_shipped
from tests.cast import PEOPLE

ROOT = Path(settings.BASE_DIR)
APPS = ("accounts", "campaigns", "households", "disputes", "reports", "config")
ADDRESSES = {"": "/help/", **{page: f"/help/{page}" for page in PAGES}}
READERS = [*PEOPLE, "nobody"]
QUOTED = re.compile(r"「([^「」]+)」")
# A figure or a name filled in at run time: {{ … }}, %(n)d, or a number on the page.
FILLED = re.compile(r"\{\{.*?\}\}|%\(\w+\)[sd]|\{[^{}]*\}|\d+")


class Seen(HTMLParser):
    """The ids and link targets of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if named := known.get("id"):
            self.ids.append(named)
        if tag == "a" and (target := known.get("href")):
            self.links.append(target)


def read(client: Client, address: str) -> tuple[str, Seen]:
    answer = client.get(address)
    assert answer.status_code == 200, address
    text = answer.content.decode()
    seen = Seen()
    seen.feed(text)
    return text, seen


def plain(text: str) -> str:
    """A word without what is filled in, so that 登记第 3 次调解 equals its pattern."""
    return FILLED.sub("〇", " ".join(text.split()))


def words_of_python(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from node.value.splitlines()


def words_of_template(path: Path) -> Iterator[str]:
    text = path.read_text("utf-8")
    yield from re.findall(r'"([^"]*)"', " ".join(re.findall(r"\{%.*?%\}", text)))
    yield from re.split(r"<[^>]*>|\{%.*?%\}", text)


@cache
def words_of_the_house() -> frozenset[str]:
    """Every text a template or a Python string of the house holds as a whole."""
    found: set[str] = set()
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            if "migrations" not in path.parts and path.name != "handbook.py":
                found.update(words_of_python(path))
    for path in (ROOT / "templates").rglob("*.html"):
        if path.parent.name != "help":
            found.update(words_of_template(path))
    return frozenset(plain(word) for word in found if word.strip())


@pytest.mark.parametrize("name", READERS)
def test_every_account_reads_every_page(sign_in: Callable[[str], Client], name: str) -> None:
    client = sign_in(name)
    for address in ADDRESSES.values():
        assert client.get(address).status_code == 200, address
    assert 'href="/help/">帮助</a>' in client.get("/accounts/me").content.decode()


def test_an_unknown_page_is_not_there(sign_in: Callable[[str], Client]) -> None:
    client = sign_in("village")
    for asked in ("handbook", "_page", "nowhere", "village2"):
        assert client.get(f"/help/{asked}").status_code == 404


def test_without_an_account_one_is_sent_to_sign_in(client: Client, db: None) -> None:
    for address in ADDRESSES.values():
        assert client.get(address).headers["Location"].startswith("/accounts/login")


def test_names_of_the_addresses() -> None:
    assert reverse("help") == "/help/"
    assert reverse("help_page", args=["score"]) == "/help/score"


def test_every_link_leads_somewhere(sign_in: Callable[[str], Client]) -> None:
    client = sign_in("county")
    seen = {address: read(client, address)[1] for address in ADDRESSES.values()}
    for address, page in seen.items():
        assert len(set(page.ids)) == len(page.ids), f"an id twice on {address}"
        for link in page.links:
            path, anchor = urldefrag(link)
            path = path.partition("?")[0] or address
            try:
                resolve(path)
            except Resolver404:
                pytest.fail(f"{address}: {link} is no page")
            if anchor and path in seen:
                assert anchor in seen[path].ids, f"{address}: {link} has no such place"


@pytest.mark.parametrize(
    "template",
    [
        "households/report/form.html",
        "households/family/form.html",
        "disputes/dispute/detail.html",
        "reports/sheet/detail.html",
    ],
)
def test_the_notes_on_forms_point_at_a_place(
    sign_in: Callable[[str], Client], template: str
) -> None:
    text = (ROOT / "templates" / template).read_text("utf-8")
    found = re.findall(r'\{% url "help_page" "(\w+)" %\}#(\w+)">填报说明<', text)
    assert len(found) == 1
    page, anchor = found[0]
    assert anchor in read(sign_in("village"), f"/help/{page}")[1].ids


def test_every_quoted_word_is_on_a_page_or_in_the_code() -> None:
    quoted = {
        (path.name, word)
        for path in (ROOT / "templates" / "help").glob("*.html")
        for word in QUOTED.findall(path.read_text("utf-8"))
    }
    assert len(quoted) > 150
    missing = sorted(pair for pair in quoted if plain(pair[1]) not in words_of_the_house())
    assert not missing


def test_the_limits_are_those_of_the_house(sign_in: Callable[[str], Client]) -> None:
    text = read(sign_in("village"), "/help/")[0]
    for sentence in (
        "每月 25 日 17:00 前",
        "登记后 3 日内问清双方",
        "受理后 30 日内调解完毕",
        "达成协议后 30 日内",
        "红·高 7 日、黄·中 30 日、绿·低 90 日",
        "3 个工作日，当天上班算第 1 天",
        "不少于 12 位",
    ):
        assert sentence in text
    for number in limits().values():
        assert number


def test_every_line_of_both_rubrics_is_told(sign_in: Callable[[str], Client]) -> None:
    text = read(sign_in("governance"), "/help/score")[0]
    for code in ("RC1", "RC2"):
        for line in load_shipped(code).indicators:
            assert f"{line.code} {line.name}" in text
            assert line.clause in text


def test_examples_are_worked_out_by_the_engine() -> None:
    worked = score()["examples"]
    assert len(worked) == len(EXAMPLES)
    assert [str(one.points) for one in worked] == ["3.87", "7.67", "5.10", "3.53", "5.87"]
    assert worked[0].filled == "58 ÷ 60 × 4 = 3.87"


def test_no_title_names_what_must_not_be_seen(sign_in: Callable[[str], Client]) -> None:
    client = sign_in("village")
    for address in ADDRESSES.values():
        title = read(client, address)[0].partition("<title>")[2].partition("</title>")[0]
        assert "家暴" not in title
        assert "暴力" not in title
