"""A count of families below five is told to nobody who does not work with them, in no medium: page,
papers as PDF, Word and Excel, API, the forms of appeals and marks, what can still be done."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from campaigns.models import Division
from reports.assembling import Heading
from reports.documents import KINDS, Marks
from reports.documents.assessment.figures import LEFT_OUT
from reports.models import ScoreLine, ScoreSheet, ScoringRun
from reports.rubric_editing.checking import check
from reports.rules import load_shipped
from reports.sheet_rows import rules_of
from reports.small_counts import Told, told_of
from reports.whatif.offers import todo_of
from tests.cast import World
from tests.reports.test_run import T1, V1, V2

SignIn = Callable[[str], Client]
HEADING = Heading("甲平家", "周敏", "各镇（街道）", date(2027, 1, 28))
UNITS = (T1, V1)


@pytest.fixture
def whole(world: World, filled_run: ScoringRun) -> ScoringRun:
    return filled_run


def sheet_of(run: ScoringRun, unit: int) -> ScoreSheet:
    return run.sheets.select_related("unit").prefetch_related("lines").get(unit=unit)


def kept(run: ScoringRun, unit: int, reader: User | None) -> dict[str, Told]:
    sheet = sheet_of(run, unit)
    found = told_of(sheet, rules_of(run, sheet.level), reader)
    return {code: words for code, words in found.items() if words.kept_back}


def secrets(run: ScoringRun, unit: int) -> dict[str, list[str]]:
    """What the lines that are kept back would tell: reason and formula, by code."""
    lines = {line.code: line for line in ScoreLine.objects.filter(sheet__run=run, unit_id=unit)}
    return {
        code: [text for text in (lines[code].reason, lines[code].filled) if len(text) > 3]
        for code in kept(run, unit, None)
    }


def silent(text: str, run: ScoringRun, unit: int) -> None:
    for code, words in secrets(run, unit).items():
        for said in words:
            assert said not in text, (unit, code, said)


def test_who_is_told(world: World, whole: ScoringRun) -> None:
    for unit in UNITS:
        assert secrets(whole, unit)
        assert any(secrets(whole, unit).values())
        for who in (world.governance, world.users["auditor"], None):
            assert kept(whole, unit, who)
        assert not kept(whole, unit, world.county)
    assert not kept(whole, V1, world.village)
    assert not kept(whole, T1, world.town)
    assert kept(whole, T1, world.village)  # her village is not the whole township
    # What people wrote about a line stays theirs.
    line = ScoreLine.objects.get(
        sheet__run=whole, unit_id=V1, code=next(iter(kept(whole, V1, None)))
    )
    figures = {**line.figures, "ruled": {"points": "1.00", "reason": "属实", "number": "平申1号"}}
    ScoreLine.objects.filter(pk=line.pk).update(
        state="ruled", figures=figures, reason="平申1号：属实"
    )
    again = kept(whole, V1, None)[line.code]
    assert again.reason == "平申1号：属实"
    assert "有小于5的数" in again.filled


@pytest.mark.parametrize("who", ["governance", "auditor"])
def test_the_page(sign_in: SignIn, whole: ScoringRun, who: str) -> None:
    client = sign_in(who)
    for unit in UNITS:
        for code in kept(whole, unit, None):
            page = client.get(f"/scores/{whole.uid}/{unit}?open={code}").text
            silent(page, whole, unit)
            assert "有小于5的数，不列算式" in page
        silent(client.get(f"/scores/{whole.uid}/{unit}?open=all").text, whole, unit)


def test_whoever_works_with_the_families_is_told(sign_in: SignIn, whole: ScoringRun) -> None:
    page = sign_in("village").get(f"/scores/{whole.uid}/{V1}?open=all").text
    for words in secrets(whole, V1).values():
        if words and words[0] and "占" in words[0]:
            assert words[0] in page
    assert "有小于5的数" not in page


def test_the_api(sign_in: SignIn, whole: ScoringRun) -> None:
    for unit in UNITS:
        sheet = sheet_of(whole, unit)
        said = sign_in("governance").get(f"/api/v1/score-sheets/{sheet.pk}")
        assert said.status_code == 200
        told = {line["code"]: line for line in said.json()["lines"]}
        for code, words in secrets(whole, unit).items():
            assert told[code]["numerator"] is told[code]["denominator"] is None
            assert not {told[code]["filled"], told[code]["reason"]} & set(words), code


def written(path: Path) -> str:
    """The text of a Word or Excel file."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as parts:
        return "".join(
            parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml")
        )


@pytest.mark.parametrize("kind", ["assessment", "letter", "sheet", "ranking", "rectification"])
def test_papers_in_every_medium(world: World, whole: ScoringRun, tmp_path: Path, kind: str) -> None:
    """A paper is handed on: it tells what anybody may know; all media are drawn from one text."""
    paper = KINDS[kind]
    place = Division.objects.get(code=T1) if paper.one else None
    content = paper.freeze(whole, HEADING, place, world.county, None)
    text = content.to_json()
    silent(text, whole, T1)
    if kind in ("letter", "sheet"):
        assert "有小于5的数，不列明细" in text
        assert LEFT_OUT in text
    for medium in sorted({"docx", "xlsx"} & set(paper.media)):
        target = tmp_path / f"{kind}.{medium}"
        paper.draw[medium](paper.read(text), target, Marks(), lambda *_: None)
        silent(written(target), whole, T1)


def test_forms_of_appeals_and_marks(sign_in: SignIn, world: World, whole: ScoringRun) -> None:
    client = sign_in("town")
    for code in kept(whole, T1, None):
        page = client.get(f"/scores/appeals/file?run={whole.uid}&unit={T1}&line={code}")
        assert page.status_code == 200
        assert "有小于5的数" not in page.text  # the township works with them
    department = rules_of(whole, 4).indicator(next(iter(kept(whole, T1, None)))).department
    form = sign_in("governance").get(
        f"/scores/{whole.uid}/departments/mark", {"department": department}
    )
    assert form.status_code == 200
    silent(form.text, whole, T1)
    own = sign_in("town").get(f"/scores/{whole.uid}/{T1}/self").text
    silent(own, whole, T1)  # points alone stand there


def test_what_can_be_done_counts_only_the_readers_families(world: World, whole: ScoringRun) -> None:
    sheet = sheet_of(whole, V2)
    rules = rules_of(whole, sheet.level)
    today = date(2026, 12, 31)
    assert todo_of(whole, sheet, rules, user=world.users["village_next"], today=today).offers
    assert not todo_of(whole, sheet, rules, user=world.governance, today=today).offers


def test_a_draft_says_where_points_would_tell_a_count() -> None:
    content: Any = load_shipped("RC2").as_dict()
    checked = check(content)
    assert checked.rules is not None
    assert [note.partition(" ")[0] for note in checked.notes] == ["3.5"]
    for event in content["deduction"]["event"]:
        if event.get("metric"):
            event |= {"metric": "first_known", "part": "outside"}
            break
    wrong = check(content)
    assert wrong.rules is None
    assert "透出个案" in wrong.faults[0].words
