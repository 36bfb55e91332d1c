"""Rubrics that come with the system are stored when it is installed; reading stores nothing."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from campaigns.models import Level
from reports import installation
from reports.models import Rubric, RubricDraft
from reports.rules import EXAMPLES, SHIPPED, load_shipped, rubric_from_dict
from reports.rules import Rubric as Rules
from reports.transitions.rubric import rubrics_for, shipped
from tests.cast import World

SignIn = Callable[[str], Client]
WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|MERGE|TRUNCATE)\b", re.I)


@pytest.mark.parametrize("who", ["village", "town", "county", "governance", "auditor"])
@pytest.mark.parametrize("path", ["/scores/rubrics/", "/scores/rubrics/start", "/scores/"])
def test_a_fresh_reader_writes_nothing(sign_in: SignIn, who: str, path: str) -> None:
    client = sign_in(who)
    client.get("/")  # the session's own row
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    assert answer.status_code in (200, 403)
    assert len(asked) > 1
    assert [q["sql"][:80] for q in asked if WRITES.match(q["sql"])] == []


@pytest.mark.usefixtures("world")
def test_the_installation_keeps_every_text_and_may_run_again() -> None:
    before = list(Rubric.objects.order_by("pk").values_list("pk", "digest"))
    stored = {row.code: row for row in Rubric.objects.shipped()}
    assert set(stored) == {*SHIPPED, *EXAMPLES}
    for code, row in stored.items():
        rules = replace(load_shipped(code), version=row.version)  # a kept database has older ones
        assert (row.digest, rubric_from_dict(row.content)) == (rules.digest, rules)
    installation.fill()
    assert list(Rubric.objects.order_by("pk").values_list("pk", "digest")) == before


def changed(code: str) -> Rules:
    content = copy.deepcopy(load_shipped(code).as_dict())
    content["basis"] = "改过的依据"
    return rubric_from_dict(content)


def test_a_changed_text_is_a_new_version_and_the_old_one_stays(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, before = shipped("RC1"), Rubric.objects.filter(code="RC1", county=None).count()
    first = load_shipped("RC1").version
    text = {code: load_shipped(code) for code in (*SHIPPED, *EXAMPLES)}
    monkeypatch.setattr(installation, "load_shipped", lambda code: text[code])
    text["RC1"] = changed("RC1")
    installation.fill()
    installation.fill()
    new = shipped("RC1")
    assert new.pk != old.pk
    assert (new.version, new.content["basis"]) == (f"{first}（{before + 1}）", "改过的依据")
    assert rubric_from_dict(new.content).digest == new.digest
    assert Rubric.objects.get(pk=old.pk).content == old.content
    assert rubrics_for(world.campaign, by=world.county)[Level.TOWNSHIP].rubric == new
    text["RC1"] = load_shipped("RC1")  # and back: what is shipped is the newest again
    installation.fill()
    assert shipped("RC1").version == f"{first}（{before + 2}）"
    assert Rubric.objects.filter(code="RC1", county=None).count() == before + 2


@pytest.mark.parametrize("code", EXAMPLES)
@pytest.mark.parametrize("level", ["4", "5"])
def test_an_example_may_be_begun_from(sign_in: SignIn, world: World, code: str, level: str) -> None:
    """Also one written for a level that is not scored here; A3 and A4 are for one that is."""
    row = shipped(code)
    sent = {"source": str(row.uid), "level": level, "reason": ""}
    answer = sign_in("county").post("/scores/rubrics/start", sent)
    assert answer.status_code == 302, answer.text
    draft = RubricDraft.objects.get()
    assert draft.level == {"A3": 5, "A4": 4}.get(code, int(level))
    assert draft.based_on == row
    assert draft.content["category"] == row.content["category"]
    page = sign_in("county").get(f"/scores/rubric-drafts/{draft.uid}")
    assert "送审" in page.text
