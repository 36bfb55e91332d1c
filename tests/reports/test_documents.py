"""Documents of the result: two people, numbers without gaps, issue, withdrawal, editions, copies,
who reads what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.http import Http404
from django.test import Client

from accounts.models import Reading
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from campaigns.models import Bulletin, Circular, Division, IssuedNumber, Level
from campaigns.transitions import circular as circulars
from campaigns.verification import verified
from reports.assembling import Heading
from reports.demo.papers import papers
from reports.documents.official.content import OfficialContent
from reports.documents.proof import in_fours
from reports.models import Document, ScoringRun
from reports.transitions import document as verbs
from reports.transitions import document_request as asking
from reports.transitions.document_drawing import marks_of
from reports.transitions.publication import publish, sign
from tests.campaigns.test_circular import draft as circular_draft
from tests.cast import World
from tests.reports.test_run import T1

SignIn = Callable[[str], Client]
HEADING = Heading("甲平家", "周敏", "各镇（街道）", date(2027, 1, 28))


@pytest.fixture
def whole(world: World, filled_run: ScoringRun) -> ScoringRun:
    """A signed run; `published` takes it further."""
    return sign(run=filled_run, by=world.governance)


def published(world: World, run: ScoringRun) -> ScoringRun:
    return publish(run=run, by=world.governance_two)


def asked(world: World, run: ScoringRun, kind: str = "circular", **more: Any) -> Document:
    """Drafted by the governance office, as if drawn."""
    row = asking.ask_for_document(
        run=run, heading=HEADING, by=world.governance, kind=kind, origin="https://a.test", **more
    )
    return drawn(row)


def drawn(row: Document) -> Document:
    Document.objects.filter(pk=row.pk).update(state="done", file="documents/a.pdf", pages=3)
    row.refresh_from_db()
    return row


def issued(world: World, run: ScoringRun, kind: str = "circular", **more: Any) -> Document:
    row = verbs.approve(asked(world, run, kind, **more), by=world.county)
    return drawn(verbs.issue(drawn(row), by=world.county))


def test_another_person_approves_what_can_be_read(world: World, whole: ScoringRun) -> None:
    row = asking.ask_for_document(run=whole, heading=HEADING, by=world.governance, kind="circular")
    with pytest.raises(NotTheMoment, match="还没有画好"):
        verbs.approve(row, by=world.county)
    drawn(row)
    with pytest.raises(Forbidden, match="起草人以外"):
        verbs.approve(row, by=world.governance)
    with pytest.raises(Stale):
        verbs.approve(row, by=world.county, version=99)
    done = verbs.approve(row, by=world.county, version=row.version)
    assert (done.status, done.approved_by_id) == ("approved", world.county.pk)
    with pytest.raises(NotTheMoment):
        verbs.approve(row, by=world.county)
    back = verbs.send_back(row, reason="数字要再核对", by=world.county)
    assert (back.status, back.approved_by_id) == ("draft", None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=row.pk).update(
            status="approved", approved_by=world.governance, approved_at=back.asked_at
        )


def test_only_a_published_result_goes_out(world: World, whole: ScoringRun) -> None:
    row = verbs.approve(asked(world, whole), by=world.county)
    with pytest.raises(NotTheMoment, match="公布以后"):
        verbs.issue(row, by=world.county)
    assert not IssuedNumber.objects.exists()
    published(world, whole)
    done = verbs.issue(row, by=world.county)
    assert done.document_number == f"甲平家〔{done.issued_on:%Y}〕1号"
    assert done.state == "queued"  # drawn once more, with number and day
    content = OfficialContent.from_json(done.content["text"])
    assert (content.document_number, content.signed_on) == (done.document_number, done.issued_on)
    with pytest.raises(NotTheMoment):
        verbs.change_text(done, by=world.governance, title="另一标题", text="一段话。")
    with pytest.raises(DatabaseError), transaction.atomic():
        Document.objects.filter(pk=done.pk).update(title="改了")


def test_numbers_have_no_gap_and_are_shared_with_circulars(world: World, whole: ScoringRun) -> None:
    published(world, whole)
    first = issued(world, whole)
    other = circular_draft(world, word="甲平家")
    circulars.approve(other, by=world.governance)
    circulars.issue(other, by=world.county)
    assert Circular.objects.get(pk=other.pk).number == 2
    waits = verbs.approve(asked(world, whole, "assessment"), by=world.county)
    with transaction.atomic():
        verbs.issue(waits, by=world.county)
        transaction.set_rollback(True)  # the number is free again
    second = issued(world, whole, "letter", place=Division.objects.get(pk=T1))
    assert [first.document_number[-2:], second.document_number[-2:]] == ["1号", "3号"]
    verbs.withdraw(first, reason="得分有误，另行印发", by=world.county)
    found = list(IssuedNumber.objects.order_by("number").values_list("number", "paper"))
    assert found == [(1, first.uid), (2, other.uid), (3, second.uid)]
    with pytest.raises(DatabaseError), transaction.atomic():
        IssuedNumber.objects.filter(number=1).update(number=9)
    # A ranking table is a paper without a number.
    assert issued(world, whole, "ranking").number_id is None


def test_two_who_issue_at_once_wait_for_each_other(world: World, whole: ScoringRun) -> None:
    published(world, whole)
    issued(world, whole)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"
            " AND pid = pg_backend_pid()"
        )
        assert cursor.fetchone()[0] >= 1  # held until this transaction ends


def test_withdrawn_keeps_number_and_says_why(world: World, whole: ScoringRun) -> None:
    published(world, whole)
    row = issued(world, whole)
    with pytest.raises(Invalid):
        verbs.withdraw(row, reason="", by=world.county)
    gone = verbs.withdraw(row, reason="得分有误，另行印发", by=world.county)
    assert gone.document_number == row.document_number
    assert "得分有误" in marks_of(gone).withdrawn
    with pytest.raises(NotTheMoment):
        verbs.withdraw(gone, reason="再撤一次看看", by=world.county)
    told = verified(str(gone.uid))
    assert told is not None
    assert (told.state, told.holds, told.number) == ("已撤销", False, row.document_number)


def test_a_new_edition_takes_the_place_of_the_old(world: World, whole: ScoringRun) -> None:
    published(world, whole)
    old = issued(world, whole)
    assert verified(str(old.uid)).state == "有效"  # type: ignore[union-attr]
    assert verified(str(old.uid)).digest == in_fours(old.content_digest)  # type: ignore[union-attr]
    with pytest.raises(Invalid):
        asked(world, whole, "ranking", replaces=old)
    new = issued(world, whole, replaces=old)
    assert (new.edition, new.replaces_id) == (2, old.pk)
    told = verified(str(old.uid))
    assert told is not None
    assert not told.holds
    assert new.document_number in told.state
    with pytest.raises(NotTheMoment, match="新的一版"):
        asked(world, whole, replaces=old)
    draft = asked(world, whole, "ranking")
    assert verified(str(draft.uid)) is None


def test_words_of_a_draft_are_edited_and_marked(world: World, whole: ScoringRun) -> None:
    row = asked(world, whole, "letter", place=Division.objects.get(pk=T1))
    content = OfficialContent.from_json(row.content["text"])
    text = content.text.replace("特此函告。", "（一）再接再厉\n特此函告。望继续努力。")
    row = verbs.change_text(
        row, by=world.governance, title="关于考核结果的函", text=text, version=row.version
    )
    edited = OfficialContent.from_json(row.content["text"])
    assert [(b.level, b.text) for b in edited.blocks if b.edited] == [
        ("h2", "（一）再接再厉"),
        ("p", "特此函告。望继续努力。"),
    ]
    assert (edited.tables, row.state) == (content.tables, "queued")
    report = asked(world, whole, "assessment")
    with pytest.raises(NotTheMoment, match="不能改写"):
        verbs.change_text(report, by=world.governance, title="x", text="y")


def test_copies_follow_the_paper(world: World, whole: ScoringRun) -> None:
    published(world, whole)
    row = asked(world, whole, "ranking")
    word = asking.ask_for_copy(row, medium="docx", by=world.governance)
    assert asking.ask_for_copy(row, medium="docx", by=world.county).pk == word.pk
    with pytest.raises(Invalid):
        asking.ask_for_copy(row, medium="pdf", by=world.county)
    with pytest.raises(Invalid):
        asking.ask_for_copy(asked(world, whole, "letter", place=Division.objects.get(pk=T1)),
                           medium="xlsx", by=world.county)  # fmt: skip
    verbs.issue(drawn(verbs.approve(row, by=world.county)), by=world.county)
    word.refresh_from_db()
    row.refresh_from_db()
    assert (word.status, word.content_digest) == ("issued", row.content_digest)
    verbs.withdraw(drawn(row), reason="得分有误，另行印发", by=world.county)
    word.refresh_from_db()
    assert (word.status, word.withdraw_reason) == ("withdrawn", "得分有误，另行印发")


def test_who_may(world: World, whole: ScoringRun) -> None:
    with pytest.raises(Forbidden):
        asked_by(world.auditor, whole)
    with pytest.raises(Http404):
        asked_by(world.county_other, whole)
    row = asked(world, whole)
    with pytest.raises(Forbidden):
        verbs.approve(row, by=world.auditor)
    with pytest.raises(Http404):
        verbs.approve(row, by=world.town)
    with pytest.raises(Invalid):
        asking.ask_for_document(run=whole, heading=HEADING, by=world.governance, kind="letter")
    with pytest.raises(Invalid):
        asking.ask_for_document(run=whole, heading=HEADING, by=world.governance, kind="nothing")


def asked_by(user: Any, run: ScoringRun) -> Document:
    return asking.ask_for_document(run=run, heading=HEADING, by=user, kind="ranking")


def test_a_township_reads_what_was_issued_to_it(
    world: World, whole: ScoringRun, sign_in: SignIn, tmp_path: Path, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a.pdf").write_bytes(b"%PDF-1.7 x")
    published(world, whole)
    towns = Division.objects.below(whole.county, Level.TOWNSHIP)
    letters = asking.ask_for_letters(run=whole, heading=HEADING, by=world.governance)
    assert [row.place_id for row in letters] == [town.pk for town in towns]
    assert not Document.objects.shown_to(world.town).exists()
    for row in letters:
        verbs.issue(drawn(verbs.approve(drawn(row), by=world.county)), by=world.county)
    report = issued(world, whole, "assessment")
    assert {row.place_id for row in Document.objects.shown_to(world.town)} == {T1}
    client = sign_in("town")
    own = next(row for row in letters if row.place_id == T1)
    page = client.get(f"/scores/documents/{own.uid}")
    assert page.status_code == 200
    assert "特此函告" in page.text
    assert client.get(f"/scores/documents/{report.uid}").status_code == 404
    drawn(own)
    got = client.get(f"/scores/documents/{own.uid}/file?as=show")
    assert got.headers["Content-Disposition"].startswith("inline")
    assert Reading.objects.filter(noun="reports.document", purpose="下载").count() == 1
    assert "发文字号登记簿" not in client.get("/scores/documents/?view=numbers").text
    numbers = sign_in("auditor").get("/scores/documents/?view=numbers").text
    assert numbers.count("甲平家〔") == len(letters) + 1


def test_asked_for_twice_a_draft_is_there_once(world: World, whole: ScoringRun) -> None:
    first = asked(world, whole)
    assert asked(world, whole).pk == first.pk
    letters = asking.ask_for_letters(run=whole, heading=HEADING, by=world.governance)
    again = asking.ask_for_letters(run=whole, heading=HEADING, by=world.governance)
    assert [row.pk for row in letters] == [row.pk for row in again]
    other = replace(HEADING, addressee="县委、县政府")
    assert asking.ask_for_document(
        run=whole, heading=other, by=world.governance, kind="circular"
    ).pk != first.pk  # fmt: skip


def test_a_paper_is_not_offered_as_it_was_before_its_last_step(
    world: World, whole: ScoringRun, sign_in: SignIn
) -> None:
    published(world, whole)
    row = verbs.approve(asked(world, whole), by=world.county)
    assert row.file
    row = verbs.issue(row, by=world.county)
    assert (row.file, row.digest, row.state) == ("", "", "queued")
    page = sign_in("town").get(f"/scores/documents/{row.uid}").text
    assert "下载 PDF" not in page
    assert sign_in("town").get(f"/scores/documents/{row.uid}/file").status_code == 404


def test_steps_by_page(
    world: World, whole: ScoringRun, sign_in: SignIn, tmp_path: Path, settings: Any
) -> None:
    published(world, whole)
    row = asked(world, whole)
    page = f"/scores/documents/{row.uid}"
    maker, other = sign_in("governance"), sign_in("county")
    assert "?act=approve" not in maker.get(page).text
    assert "修改文字" in maker.get(page).text
    assert maker.get(f"{page}/step?act=approve").status_code == 403
    typed = {"title": "关于结果的通报", "text": "一、总体情况\n全县都好。", "version": row.version}
    assert maker.get(f"{page}/edit").status_code == 200
    assert maker.post(f"{page}/edit", typed | {"text": ""}).status_code == 422
    assert maker.post(f"{page}/edit", typed).status_code == 302
    assert maker.post(f"{page}/edit", typed).status_code == 409
    drawn(row)
    assert "人工修改" in maker.get(page).text
    assert other.get(f"{page}/step?act=issue").status_code == 409
    assert other.post(f"{page}/step?act=approve", {"version": row.version}).status_code == 302
    row.refresh_from_db()
    assert other.post(f"{page}/step?act=issue", {"version": row.version}).status_code == 302
    drawn(row)
    assert row.document_number in other.get(page).text
    assert other.post(f"{page}/step?act=copy", {"medium": "docx"}).status_code == 302
    assert other.post(f"{page}/step?act=withdraw", {"reason": ""}).status_code == 422
    done = other.post(f"{page}/step?act=withdraw", {"reason": "得分有误，另行印发"})
    assert done.status_code == 302
    assert "内容不再有效" in other.get(page).text
    assert other.get(f"/scores/{whole.uid}/report?replaces={row.uid}").status_code == 200


def test_a_bulletin_of_the_result_is_drafted_in_its_own_noun(
    world: World, whole: ScoringRun
) -> None:
    from reports.transitions.result_bulletin import draft_result_bulletin

    row = draft_result_bulletin(run=whole, by=world.county)
    assert (row.status, row.unit_id, row.number) == ("draft", whole.county_id, None)
    assert "平均得分" in row.body or "待评" in row.body


def test_the_demo_has_papers_in_every_state(world: World, whole: ScoringRun) -> None:
    published(world, whole)
    report = asked(world, whole, "assessment")

    def wait(row: Document) -> None:
        drawn(row)

    papers(whole, report, maker=world.governance, head=world.county, wait=wait)
    rows = Document.objects.masters()
    assert {row.status for row in rows} == set(Document.Status.values)
    assert {row.medium for row in report.copies.all()} == {"docx", "xlsx"}
    assert Bulletin.objects.filter(unit=whole.county, status="draft").count() == 1
    assert IssuedNumber.objects.count() == 1  # a ranking has none
