"""What a paper may cost and what becomes of it: a drawing over its limits is stopped and the job
says so; a paper taken back says so in every medium; its files can be told from changed ones."""

from __future__ import annotations

import hashlib
import io
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from django.test import Client
from pypdf import PdfReader

from accounts.drawing import pool
from campaigns.models import Division
from reports.documents import KINDS, Marks, apart
from reports.documents.drafting.circular import circular
from reports.documents.drafting.ranking import ranking
from reports.documents.stamp import withdrawn_words
from reports.models import Document, ScoringRun
from reports.transitions import document as verbs
from reports.transitions import document_drawing
from reports.transitions import document_request as asking
from reports.transitions.publication import sign
from tests.cast import World
from tests.reports.documents.county import invented_county
from tests.reports.test_documents import HEADING, published
from tests.reports.test_run import T1

SignIn = Callable[[str], Client]
NOTICE = "内容不再有效：得分有误"


@pytest.fixture
def run(world: World, filled_run: ScoringRun, tmp_path: Path, settings: Any) -> ScoringRun:
    settings.MEDIA_ROOT = str(tmp_path)
    return published(world, sign(run=filled_run, by=world.governance))


def ask(world: World, run: ScoringRun, kind: str = "circular") -> Document:
    return asking.ask_for_document(
        run=run, heading=HEADING, by=world.governance, kind=kind, origin="https://a.test"
    )


def worked(row: Document) -> Document:
    """After the worker."""
    document_drawing.draw(row.pk)
    row.refresh_from_db()
    return row


def small(folder: Path) -> Path:
    """A Python that gets no more memory than it needs to begin."""
    file = folder / "small-python"
    file.write_text(f'#!/bin/sh\nulimit -v 260000\nexec "{sys.executable}" "$@"\n')
    file.chmod(0o755)
    return file


def test_a_drawing_over_its_memory_is_stopped_and_the_job_says_so(
    world: World, run: ScoringRun, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    row = ask(world, run)
    content = KINDS["circular"].read(row.content["text"])
    block = replace(content.blocks[0], text="甲")
    Document.objects.filter(pk=row.pk).update(
        content={"text": replace(content, blocks=(block,) * 12_000, tables=()).to_json()}
    )
    with monkeypatch.context() as small_machine:
        small_machine.setattr(sys, "executable", str(small(tmp_path)))
        worked(row)
        assert (row.state, row.file) == ("failed", "")
        assert "占用内存过多，已停止" in row.error
    page = sign_in("governance").get(f"/scores/documents/{row.uid}").text
    assert "文书没有生成" in page
    assert "占用内存过多，已停止" in page
    assert "重新起草" in page


def test_a_drawing_over_its_time_is_stopped_and_the_job_says_so(
    world: World, run: ScoringRun, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = ask(world, run)
    monkeypatch.setattr(pool, "PART_SECONDS", 0.01)
    assert "绘制超时" in worked(row).error
    assert row.state == "failed"
    copy = asking.ask_for_copy(row, medium="docx", by=world.governance)
    monkeypatch.setattr(apart, "SECONDS", 0.01)
    assert "生成超时" in worked(copy).error
    assert "生成超时" in sign_in("governance").get(f"/scores/documents/{row.uid}").text


def test_a_rare_name_stops_the_paper_with_its_place(
    world: World, run: ScoringRun, sign_in: SignIn
) -> None:
    Division.objects.filter(pk=T1).update(name="甲\U0001f600镇")
    row = worked(ask(world, run, "ranking"))
    assert row.state == "failed"
    assert "（U+1F600），见“甲\U0001f600镇”" in row.error
    page = sign_in("governance").get(f"/scores/documents/{row.uid}").text
    assert "U+1F600" in page


def test_what_was_withdrawn_says_so_in_every_medium(tmp_path: Path) -> None:
    content = invented_county(1)
    marks = Marks(withdrawn=withdrawn_words(date(2027, 3, 1), "得分有误"), digest="ab" * 32)
    made = {"assessment": content, "circular": circular(content), "ranking": ranking(content)}
    for kind, words in made.items():
        for medium, draw in KINDS[kind].draw.items():
            file = tmp_path / f"{kind}.{medium}"
            draw(words, file, marks, lambda done, total, what: None)
            for text in texts_of(file):
                assert "2027年3月1日撤销" in text, (kind, medium, text[:80])
            assert any(NOTICE in text for text in texts_of(file)), (kind, medium)


def texts_of(file: Path) -> list[str]:
    """What every page shows: of a PDF; of Word the heads that run along, with the text; of Excel
    the rows that repeat."""
    if file.suffix == ".pdf":
        return ["".join(page.extract_text().split()) for page in PdfReader(file).pages]
    if file.suffix == ".docx":
        made = docx.Document(str(file))
        heads = [made.sections[0].header, made.sections[0].even_page_header]
        return [made.paragraphs[0].text, *(head.paragraphs[0].text for head in heads)]
    book = openpyxl.load_workbook(file)
    return [str(page["A2"].value) for page in book]


def test_a_changed_file_is_told_from_the_one_that_went_out(
    world: World, run: ScoringRun, client: Client, tmp_path: Path
) -> None:
    row = worked(ask(world, run, "ranking"))
    verbs.approve(row, by=world.county)
    row = worked(verbs.issue(row, by=world.county))
    copy = worked(asking.ask_for_copy(row, medium="xlsx", by=world.governance))
    out = tmp_path
    issued = (out / row.issued_file).read_bytes()
    page = client.get(f"/v/{row.uid}").text
    assert hashlib.sha256(issued).hexdigest() in page
    assert hashlib.sha256((out / copy.file).read_bytes()).hexdigest() in page
    changed = bytearray(issued)
    changed[len(changed) // 2] ^= 1
    assert hashlib.sha256(changed).hexdigest() not in page
    # The digest of the words stands on the paper as it stands on the page.
    digest = " ".join(row.content_digest[i : i + 4] for i in range(0, 32, 4))
    text = " ".join(p.extract_text() for p in PdfReader(io.BytesIO(issued)).pages)
    assert digest in page
    assert digest in " ".join(text.split())
    gone = worked(verbs.withdraw(row, reason="得分有误，另行印发", by=world.county))
    page = client.get(f"/v/{gone.uid}").text
    assert "撤销后的PDF" in page
    assert hashlib.sha256(issued).hexdigest() in page
    assert gone.digest in page
