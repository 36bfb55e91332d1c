"""更正通报: what an appeal changed, drawn from both results; nothing of what the appeal told."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from accounts.refusals import NotTheMoment
from reports.assembling import Heading
from reports.documents import KINDS, Marks
from reports.documents.official.content import OfficialContent
from reports.models import Document, ScoringRun
from reports.transitions.document_request import ask_for_document
from tests.cast import World
from tests.reports.test_appeal import CODE, run, upheld
from tests.reports.test_run import T1

__all__ = ["run"]  # the published result

HEADING = Heading("甲平家", "周敏", "各镇（街道）", date(2027, 2, 20))


def asked(world: World, result: ScoringRun, kind: str = "addendum") -> OfficialContent:
    row = ask_for_document(run=result, heading=HEADING, by=world.governance, kind=kind)
    return OfficialContent.from_json(row.content["text"])


def test_only_a_correction_has_one(world: World, run: ScoringRun) -> None:
    with pytest.raises(NotTheMoment, match="申诉决定"):
        asked(world, run)


def test_it_says_what_changed(world: World, run: ScoringRun, tmp_path: Path) -> None:
    earlier = ask_for_document(run=run, heading=HEADING, by=world.governance, kind="circular")
    appeal = upheld(world, run)
    revision = ScoringRun.objects.get(revises=run)
    content = asked(world, revision)
    lines, places = content.tables
    [line] = lines.rows
    assert line == ("1", "甲一镇", f"{CODE} 调解成功率", "1.25", "5.00", appeal.receipt)
    first = places.rows[0]
    old, new = run.sheets.get(unit_id=T1), revision.sheets.get(unit_id=T1)
    assert first[2:5] == ("甲一镇", f"{old.total:.2f}", f"{new.total:.2f}")
    assert run.snapshot in content.text
    assert earlier.title not in content.text  # a draft went to nobody
    assert appeal.text not in content.to_json()
    made = KINDS["addendum"].draw["pdf"](content, tmp_path / "a.pdf", Marks(), _nothing)
    assert made.pages >= 2


def _nothing(done: int, total: int, what: str) -> None:
    """Progress nobody watches."""


def test_the_form_offers_it_for_a_correction_alone(
    world: World, run: ScoringRun, sign_in: Any
) -> None:
    upheld(world, run)
    revision = ScoringRun.objects.get(revises=run)
    client = sign_in("governance")
    word = str(Document.Kind.ADDENDUM.label)
    assert word not in client.get(f"/scores/{run.uid}/report").text
    assert word in client.get(f"/scores/{revision.uid}/report").text
