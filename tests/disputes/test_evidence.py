"""Investigation notes and evidence: what is taken, what is kept, who may read it."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client
from django.utils import timezone
from PIL import Image

from accounts.refusals import Forbidden, Invalid, NotTheMoment
from disputes.models import Dispute, EvidenceFile, InvestigationNote
from disputes.transitions import evidence
from disputes.transitions.evidence import add_evidence, withdraw
from disputes.transitions.investigation import record_note
from tests.accounts.hostile_files import pdf
from tests.cast import World
from tests.disputes import cases
from tests.disputes.cases import REASON, ago

SignIn = Callable[[str], Client]


def photo() -> bytes:
    """A JPEG that says where it was taken."""
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "SomeCamera"
    exif.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", (40, 30), "red").save(out, "JPEG", exif=exif)
    return out.getvalue()


def put(dispute: Dispute, by: Any, **more: Any) -> EvidenceFile:
    values = {"title": "转账回单", "source": "applicant", "file": photo()}
    return add_evidence(dispute=dispute, by=by, **(values | more))


def test_a_photo_forgets_where_it_was(world: World) -> None:
    row = put(cases.accepted(world), world.village)
    with Image.open(io.BytesIO(row.data)) as kept:
        assert dict(kept.getexif()) == {}
    assert b"SomeCamera" not in row.data
    assert (row.medium, row.pages) == ("photo", 1)


def test_a_pdf_keeps_its_pages_and_nothing_else(world: World) -> None:
    row = put(cases.accepted(world), world.village, file=pdf(3))
    assert (row.medium, row.pages) == ("pdf", 3)
    assert b"somebody" not in row.data


def test_limits_of_a_case_and_a_village(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    dispute = cases.accepted(world)
    put(dispute, world.village)
    monkeypatch.setattr(evidence, "FILES_MOST", 1)
    with pytest.raises(Invalid, match="最多 1 份"):
        put(dispute, world.village)
    monkeypatch.setattr(evidence, "BYTES_A_YEAR", 10)
    with pytest.raises(Invalid, match="500 MB"):
        put(cases.accepted(world), world.village)
    assert EvidenceFile.objects.count() == 1


def test_sent_twice_is_one_and_given_back_once(world: World) -> None:
    dispute, key = cases.accepted(world), uuid.uuid4()
    row = put(dispute, world.village, client_uuid=key)
    assert put(dispute, world.village, client_uuid=key) == row
    withdraw(file=row, reason=REASON, by=world.village)
    row.refresh_from_db()
    assert (row.data, row.withdrawn_on) == (b"", ago(0))
    with pytest.raises(NotTheMoment):
        withdraw(file=row, reason=REASON, by=world.village)


def test_reach_role_status(world: World) -> None:
    for dispute in cases.every_state(world).values():
        put(dispute, world.village)  # until the file is bound (test_dossier)
    dispute = cases.accepted(world)
    with pytest.raises(Http404):
        put(dispute, world.village_next)
    with pytest.raises(Forbidden):
        put(dispute, world.county)


def test_served_behind_the_wall_only(world: World, sign_in: SignIn) -> None:
    dispute, client = cases.accepted(world), sign_in("village")
    sent = {
        "version": dispute.version,
        "client_uuid": str(uuid.uuid4()),
        "file": SimpleUploadedFile("x.html", photo(), "text/html"),
        "title": "回单",
        "source": "applicant",
        "received_on": str(ago(0)),
    }
    done = client.post(f"/disputes/{dispute.uid}/evidence/new", sent)
    assert done.status_code == 302, done.text[-2000:]
    row = EvidenceFile.objects.get()
    answer = client.get(f"/evidence/{row.uid}")
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert sign_in("village_next").get(f"/evidence/{row.uid}").status_code == 404
    withdraw(file=row, reason=REASON, by=world.village)
    assert client.get(f"/evidence/{row.uid}").status_code == 404


def test_a_note_of_what_was_said(world: World) -> None:
    dispute, key = cases.accepted(world), uuid.uuid4()
    values: dict[str, Any] = {
        "dispute": dispute,
        "at": timezone.now(),
        "place": "余大海家",
        "askers": "村调解一、村执委一",
        "name": "余大海",
        "asked": "party",
        "content": "每月只能拿出三百元。",
        "client_uuid": key,
    }
    row = record_note(by=world.village, **values)
    assert record_note(by=world.village, **values) == row
    values["client_uuid"] = None
    for field in ("place", "askers", "name", "asked", "content"):
        with pytest.raises(Invalid) as refusal:
            record_note(by=world.village, **(values | {field: " "}))
        assert field in refusal.value.errors
    with pytest.raises(Http404):
        record_note(by=world.village_next, **values)
    with pytest.raises(Forbidden):
        record_note(by=world.county, **values)
    assert InvestigationNote.objects.count() == 1
    for status, other in cases.every_state(world).items():
        if status in ("declined", "settled", "ended", "revisited"):
            with pytest.raises(NotTheMoment):
                record_note(by=world.village, **(values | {"dispute": other}))


def test_sent_by_the_api(world: World, sign_in: SignIn) -> None:
    dispute, client = cases.accepted(world), sign_in("village")
    page = f"/api/v1/disputes/{dispute.uid}/evidence"
    sent = {"title": "回单", "source": "applicant", "version": dispute.version}
    assert client.post(page, sent).status_code == 422
    bad = SimpleUploadedFile("x.jpg", b"<script>", "image/jpeg")
    assert client.post(page, sent | {"file": bad}).status_code == 422
    good = SimpleUploadedFile("x.html", photo(), "text/html")
    answer = client.post(page, sent | {"file": good})
    assert answer.status_code == 200
    assert [e["title"] for e in answer.json()["evidence"]] == ["回单"]
    other = SimpleUploadedFile("x.jpg", photo(), "image/jpeg")
    far = sign_in("village_next").post(page, sent | {"file": other})
    assert far.status_code == 404
