"""Two people on one record: both versions stand side by side, a person chooses (F5, look 12)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from households.models import Household, ZeroReport
from households.transitions.household import change_household
from households.transitions.report import amend_report
from tests.cast import World
from tests.households import families
from tests.households.reporting import FOUND, at, file_as, november

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def hidden(page: str) -> dict[str, Any]:
    """The hidden fields of the conflict's form, several of one name as a list."""
    out: dict[str, Any] = {}
    form = page[page.index("<main") :]
    for name, value in re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', form):
        out.setdefault(name, []).append(value)
    out.pop("csrfmiddlewaretoken", None)
    return out


def test_household(world: World, sign_in: SignIn) -> None:
    home = families.home(world, number="31", head_name="余德民", people=4, grid="东组")
    client, url = sign_in("village"), f"/households/{home.uid}/edit"
    change_household(
        home, number="31", head_name="余德明", people=5, grid="东组", by=world.village_mate
    )
    mine = {
        "number": "31",
        "head_name": "余德民",
        "people": "6",
        "grid": "西组",
        "is_resident": "1",
        "version": "1",
    }
    page = client.post(url, mine)
    assert page.status_code == 409
    text = page.content.decode()
    for words in ("村执委一", "余德明", "请逐项选定再保存", "按所选保存为第 3 版", "放弃我的"):
        assert words in text
    typed = hidden(text)
    assert typed["version"] == ["2"]
    choice = {"choose-people": "mine", "choose-head_name": "theirs", "choose-grid": "mine"}
    assert client.post(url, typed | choice).status_code == 302
    home = Household.objects.get(pk=home.pk)
    assert (home.head_name, home.people, home.grid, home.version) == ("余德明", 6, "西组", 3)


def test_somebody_is_quicker_again(world: World, sign_in: SignIn) -> None:
    home = families.home(world, number="31", people=4)
    client, url = sign_in("village"), f"/households/{home.uid}/edit"
    base = {"number": "31", "head_name": "姜志强", "is_resident": "1"}
    change_household(home, number="31", head_name="姜志强", people=5, by=world.village_mate)
    page = client.post(url, base | {"people": "6", "version": "1"}).content.decode()
    change_household(home, number="31", head_name="姜志强", people=7, by=world.village_mate)
    again = client.post(url, hidden(page) | {"choose-people": "mine"})
    assert again.status_code == 409
    assert "按所选保存为第 4 版" in again.content.decode()
    assert Household.objects.get(pk=home.pk).people == 7


def test_report(world: World, sign_in: SignIn) -> None:
    with at("2026-11-24 10:00:00"):
        report = file_as(world.village, november(world), world.village_one)
        amend_report(uid=report.uid, figures=FOUND, reason="漏了两户", by=world.village_mate)
        client, url = sign_in("village"), f"/reports/{report.uid}/amend"
        mine = {
            "kind": "found",
            "found": "1",
            "summary": "扬言放火",
            "measures": "已报警",
            "checks": ["police", "grid"],
            "signer": "村调解一",
            "version": "1",
            "client_uuid": "0b3a4a7e-8f0e-4a55-9f3e-6f2f5e6b7a10",
            "reason": "漏了一户",
        }
        page = client.post(url, mine)
        assert page.status_code == 409
        typed = hidden(page.content.decode())
        choice = {"choose-found": "theirs", "choose-summary": "mine", "choose-measures": "mine"}
        assert client.post(url, typed | choice | {"choose-checks": "mine"}).status_code == 302
        live = ZeroReport.objects.live().get()
    assert (live.found, live.summary, live.measures) == (2, "扬言放火", "已报警")
    assert live.checks == ["police", "grid"]
    assert live.revision == 3
