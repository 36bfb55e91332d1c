"""Every page a role can come to by links: nothing serious for axe, no script or style of ours
inline, nothing the policy refuses, nothing in the console."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve

from tests.browser.person import DESK, NARROW, Person

MOST = 60
RULES = {
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    },
}
# Not pages, or not to be opened by a crawl: a switch of the reader's own, files, the API's docs.
LEFT_OUT = {"accounts:mode", "accounts:logout", "reports:document_file"}
BAD = ("serious", "critical")
ROLES = [
    ("village_mate", NARROW),
    ("town", DESK),
    ("county", DESK),
    ("governance", DESK),
    ("auditor", DESK),
    ("system_admin", DESK),
    ("security_admin", DESK),
    ("audit_admin", DESK),
]
looked_over: set[tuple[str, int]] = set()  # kinds of pages axe has seen, by width of the screen
LINKS = "() => [...document.querySelectorAll('a[href]')].map((a) => a.href)"


def kind_of(address: str) -> str:
    """Which page this is, whatever the record: the view's name and the names asked for."""
    parts = urlsplit(address)
    try:
        match = resolve(parts.path)
    except Resolver404:
        return ""
    if match.view_name in LEFT_OUT or "api" in match.view_name:
        return ""
    asked = parse_qs(parts.query)
    return "" if "export" in asked else f"{match.view_name}?{'&'.join(sorted(asked))}"


def enough(kind: str) -> int:
    """Two records of a kind, which may stand differently; one page of anything else."""
    return 2 if kind.endswith("detail?") else 1


def pages(me: Person) -> Iterator[str]:
    """Open what is linked, page after page; gives each page's kind."""
    waiting, seen, kinds = [me.page.url], set(), dict[str, int]()
    while waiting and sum(kinds.values()) < MOST:
        address = waiting.pop(0)
        kind = kind_of(address)
        if address in seen or not kind or kinds.get(kind, 0) >= enough(kind):
            continue
        seen.add(address)
        kinds[kind] = kinds.get(kind, 0) + 1
        me.open(address.removeprefix(me.url))
        found = [link.split("#")[0] for link in me.page.evaluate(LINKS)]
        waiting += [link for link in dict.fromkeys(found) if link.startswith(me.url)]
        yield kind


def faults_of(me: Person, axe: Axe) -> list[str]:
    """What axe calls serious or critical on the page that is open."""
    found: list[dict[str, Any]] = axe.run(me.page, options=RULES).response["violations"]
    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in found
        if each["impact"] in BAD
        for node in each["nodes"]
    ]


@pytest.mark.parametrize(("name", "screen"), ROLES, ids=[name for name, _ in ROLES])
def test_every_page(someone: Callable[..., Person], name: str, screen: dict[str, Any]) -> None:
    """The crawl of one role."""
    me, axe, bad, count = someone(screen), Axe(), {}, 0
    width = screen["viewport"]["width"]
    me.sign_in(name)
    for kind in pages(me):
        count += 1
        if enough(kind) == 1 and (kind, width) in looked_over:
            continue
        looked_over.add((kind, width))
        if faults := faults_of(me, axe):
            bad[me.page.url.removeprefix(me.url)] = faults
    assert not bad, bad
    assert count >= 6, f"only {count} pages are linked"
