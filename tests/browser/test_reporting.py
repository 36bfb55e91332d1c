"""What surrounds zero reports, looked at on a narrow phone and at a desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.person import DESK, NARROW, SHOTS, Person

PAGES = {
    "town": (
        "/reports/",
        "/reports/?cadence=day",
        "/reports/rates",
        "/returns/",
        "/contradictions/",
        "/spot-checks/",
        "/exemptions/",
        "/reminders/",
    ),
    "county": ("/periods/", "/periods/rule", "/sensitive/new", "/exemptions/new", "/returns/"),
    "village_mate": ("/reports/new", "/contradictions/", "/reminders/", "/exemptions/"),
}


@pytest.mark.parametrize("who", list(PAGES))
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_pages_hold_on_every_screen(someone: Callable[..., Person], who: str, size: str) -> None:
    """No page scrolls sideways at 360 px, breaks the policy, or answers with an error."""
    me = someone(NARROW if size == "phone" else DESK)
    me.sign_in(who)
    for number, path in enumerate(PAGES[who]):
        me.page.goto(me.url + path)
        me.look()
        if SHOTS:
            me.page.screenshot(path=f"{SHOTS}/{who}-{size}-{number}.png", full_page=True)
