"""Every page a role can come to by links: nothing serious for axe, no script or style of ours
inline, nothing the policy refuses, nothing in the console."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from django.utils import timezone

from accounts import scope
from campaigns.models import Division
from campaigns.transitions.survey import open_survey, plan_survey
from households.transitions.survey import draw_sample
from reports.models import Veto
from reports.transitions.batch import ask_for_batch
from reports.transitions.batch_close import close
from reports.transitions.run import ask_for_run, compute
from reports.transitions.veto import suspect
from tests.browser.conftest import Site
from tests.browser.person import DESK, NARROW, Person
from tests.cast import CITY, people_above

MOST = 80
RULES = {
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    },
}
# Not pages, or not to be opened by a crawl: a switch of the reader's own, files, the API's docs.
LEFT_OUT = {
    "accounts:mode",
    "accounts:logout",
    "campaigns:kept_file",
    "campaigns:pledge_pdf",
    "campaigns:pledge_print_file",
    "reports:document_file",
    "reports:rubric_file",
    "households:award_certificate",
    "households:award_certificates",
    "households:award_notice_pdf",
    "households:award_photo_shown",
    "households:honour_certificate",
    "reports:document_progress",
}
BAD = ("serious", "critical")
TWICE = {
    "disputes:dispute_detail",
    "households:family_detail",
    "households:report_detail",
    "households:award_detail",
    "reports:sheet",
}
ROLES = [
    ("village_mate", NARROW),
    ("town", DESK),
    ("county", DESK),
    ("governance", DESK),
    ("auditor", DESK),
    ("city", NARROW),
    ("system_admin", DESK),
    ("security_admin", DESK),
    ("audit_admin", DESK),
]
looked_over: set[tuple[str, int]] = set()  # kinds of pages axe has seen, by width of the screen
LINKS = """() => [...document.querySelectorAll('a[href]:not([download])')].map((a) => a.href)"""


def kind_of(address: str) -> str:
    """Which page this is, whatever the record: the view's name, and whether something is asked."""
    parts = urlsplit(address)
    try:
        match = resolve(parts.path)
    except Resolver404:
        return ""
    drawn = "as=pdf" in parts.query
    if drawn or match.view_name in LEFT_OUT or "api" in match.view_name:
        return ""
    return match.view_name + ("?" if parts.query else "")


def pages(me: Person) -> Iterator[str]:
    """Open what is linked, one page of each kind, then a second record where records may stand
    differently; gives each page's kind."""
    waiting, second, kinds = [me.page.url], list[str](), dict[str, int]()
    while (waiting or second) and sum(kinds.values()) < MOST:
        again = not waiting
        address = (second if again else waiting).pop(0)
        kind = kind_of(address)
        if kind in kinds and not again and kind in TWICE and address not in second:
            second.append(address)
        if not kind or kinds.get(kind, 0) > again:
            continue
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


@pytest.fixture(scope="module", autouse=True)
def scored(site: Site) -> None:
    """There are scores to look at, and a case of a veto."""
    with scope.as_system():
        run = ask_for_run(campaign=site.world.campaign, by=site.world.system)
        people_above(site.world)
    assert compute(run.pk)
    with scope.opened(site.world.users["city"]) as city:
        batch = ask_for_batch(place=Division.objects.get(code=CITY), year=2026, by=city)
    with scope.as_system():
        asked_for = batch.counties.exclude(run=None).get().run_id
    assert asked_for
    assert compute(asked_for)
    assert close(batch.pk)
    with scope.as_system():
        suspect(
            campaign=site.world.campaign,
            unit=site.world.village_far,
            ground=Veto.Ground.values[0],
            source="数据核查",
            clue="未按规定报告。",
            by=site.world.system,
        )


@pytest.fixture(scope="module", autouse=True)
def asked(site: Site) -> None:
    """A survey runs, with doors to knock at."""
    world, today = site.world, timezone.localdate()
    with scope.opened(world.county):
        row = plan_survey(
            world.campaign, kind="own", title="群众满意度调查", starts_on=today,
            ends_on=today + timedelta(days=9), margin=100, phone_share=0, by=world.county,
        )  # fmt: skip
        open_survey(draw_sample(row, by=world.county), by=world.county)


@pytest.mark.parametrize(("name", "screen"), ROLES, ids=[name for name, _ in ROLES])
def test_every_page(someone: Callable[..., Person], name: str, screen: dict[str, Any]) -> None:
    """The crawl of one role."""
    me, axe, bad, count = someone(screen), Axe(), {}, 0
    width = screen["viewport"]["width"]
    me.sign_in(name)
    for kind in pages(me):
        count += 1
        if kind not in TWICE and (kind, width) in looked_over:
            continue
        looked_over.add((kind, width))
        if faults := faults_of(me, axe):
            bad[me.page.url.removeprefix(me.url)] = faults
    assert not bad, bad
    assert count >= 6, f"only {count} pages are linked"
