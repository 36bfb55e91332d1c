"""通报: written by one, approved by another, frozen with a number; the ladder after it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any
from unittest.mock import patch

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import Client
from pypdf import PdfReader

from accounts import trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from campaigns.models import (
    Circular,
    CircularEntry,
    CircularPaper,
    CircularReceipt,
    LadderStep,
)
from campaigns.transitions import circular as verbs
from campaigns.transitions import ladder
from campaigns.transitions.circular import Naming
from tests.campaigns.tasks import finding, member_unit, ordered, today
from tests.cast import World


def draft(world: World, **other: Any) -> Circular:
    values: dict[str, Any] = {
        "title": "关于上半年督查情况的通报",
        "since": today() - timedelta(days=90),
        "until": today(),
        "opening": "现将有关情况通报如下。",
        "word": "甲平家督",
        "namings": [
            Naming("praise", world.divisions[990101101000], "台账规范"),
            Naming("blame", world.village_one, "台账缺三月的记录", "细则3.4"),
        ],
    }
    return verbs.draft(world.campaign, by=world.county, **values | other)


def issued(world: World, **other: Any) -> Circular:
    row = draft(world, **other)
    verbs.approve(row, by=world.governance)
    return verbs.issue(row, by=world.county)


def test_another_person_approves(world: World) -> None:
    row = draft(world)
    with pytest.raises(Forbidden):
        verbs.approve(row, by=world.county)
    with pytest.raises(NotTheMoment):
        verbs.issue(row, by=world.county)
    verbs.approve(row, by=world.governance)
    with pytest.raises(Forbidden):
        verbs.issue(row, by=world.governance)
    with pytest.raises(NotTheMoment):
        verbs.change(row, by=world.county, namings=[], title="x")
    verbs.send_back(row, reason="第二条写错了", by=world.governance)
    verbs.approve(row, by=world.governance)
    made = verbs.issue(row, by=world.county)
    assert made.document_number == f"甲平家督〔{today().year}〕1号"
    for act in (verbs.approve, verbs.issue):
        with pytest.raises(NotTheMoment):
            act(row, by=world.governance if act is verbs.approve else world.county)


def test_what_went_out_is_kept_byte_for_byte(
    world: World, sign_in: Callable[[str], Client]
) -> None:
    row = issued(world)
    address, village = f"/circulars/{row.uid}?as=pdf", sign_in("village")
    kept = CircularPaper.objects.get()
    assert bytes(kept.data) == village.get(address).content
    assert kept.digest == sha256(kept.data).hexdigest()
    assert trail.of(row).order_by("-pk")[0].after["pdf"] == kept.digest
    with patch("campaigns.circular_paper.circular_pdf", side_effect=AssertionError):
        assert village.get(address).content.startswith(b"%PDF")  # nothing is drawn anew
    for change in (
        lambda: Circular.objects.filter(pk=row.pk).update(opening="改了"),
        lambda: row.entries.update(words="改了"),
        lambda: row.entries.all()[:1].get().delete(),
        lambda: CircularPaper.objects.update(data=b""),
        lambda: CircularPaper.objects.all().delete(),
        lambda: CircularEntry.objects.create(
            circular=row, place=row.place, side="blame", division=world.village_one, words="多的"
        ),
    ):
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            change()
    verbs.withdraw(row, reason="数字有误，另行印发", by=world.county)
    page = sign_in("village").get(f"/circulars/{row.uid}").text
    assert "已撤销：数字有误，另行印发" in page
    told = PdfReader(BytesIO(village.get(address).content))
    for one in told.pages:
        assert "撤销，内容不再有效" in "".join(one.extract_text().split())
    assert "内容不再有效" not in words_of(bytes(kept.data))
    assert CircularPaper.objects.count() == 2


def words_of(data: bytes) -> str:
    """The text on the first page."""
    return "".join(PdfReader(BytesIO(data)).pages[0].extract_text().split())


def test_drafts_are_not_read_below_and_issued_ones_are(world: World) -> None:
    row = draft(world)
    assert not Circular.objects.shown_to(world.village).exists()
    verbs.approve(row, by=world.governance)
    assert not Circular.objects.shown_to(world.town).exists()
    verbs.issue(row, by=world.county)
    assert Circular.objects.shown_to(world.village).exists()
    assert not Circular.objects.shown_to(world.county_other).exists()


def test_numbers_have_no_gaps_and_a_withdrawn_one_keeps_its_own(world: World) -> None:
    first = issued(world)
    verbs.withdraw(first, reason="事实有误", by=world.county)
    draft(world, title="没有印发的")
    second = issued(world, title="再一份")
    assert [c.number for c in Circular.objects.exclude(number=None).order_by("number")] == [1, 2]
    assert second.number == 2
    first.refresh_from_db()
    assert (first.status, first.number) == (Circular.Status.WITHDRAWN, 1)
    assert not LadderStep.objects.standing().filter(circular=first).exists()
    outer = issued(world, level="city", word="", outer_number="徐妇〔2026〕9号", title="市里的")
    assert outer.number is None
    assert outer.document_number == "徐妇〔2026〕9号"


def test_the_named_unit_acknowledges_once(world: World) -> None:
    row = issued(world)
    verbs.acknowledge(row, unit=world.village_one, by=world.village)
    verbs.acknowledge(row, unit=world.village_one, by=world.village_mate)
    assert CircularReceipt.objects.get().by == world.village
    with pytest.raises(Forbidden):
        verbs.acknowledge(row, unit=world.village_two, by=world.village_next)
    with pytest.raises(Forbidden):
        verbs.acknowledge(row, unit=world.village_one, by=world.county)


def step(world: World, kind: str, **other: Any) -> LadderStep:
    values: dict[str, Any] = {
        "place": world.village_one,
        "ground": "通报后仍未整改",
        "decided_by": "甲县平安办",
        "from_on": today(),
        "conditions": "整改到位",
        "talked_by": "张主任",
        "attendees": "村书记、村主任",
        "record": "限期一周整改。",
    }
    return ladder.take_step(world.campaign, kind=kind, by=world.county, **values | other)


def test_each_step_stands_on_the_one_before(world: World) -> None:
    with pytest.raises(Invalid) as refusal:
        step(world, "talk")
    assert "skip_reason" in refusal.value.errors
    row = issued(world)
    talk = step(world, "talk")
    assert talk.before is not None
    assert talk.before.circular == row
    listed = step(world, "listed")
    assert listed.before == talk
    jumped = step(world, "listed", place=world.village_far, skip_reason="造成严重后果")
    assert jumped.before is None
    assert LadderStep.objects.visible_to(world.village).count() == 3
    assert not LadderStep.objects.visible_to(world.village_next).exists()
    ladder.end_step(listed, reason="整改到位", by=world.county)
    with pytest.raises(NotTheMoment):
        ladder.end_step(listed, reason="再来一次", by=world.county)
    with pytest.raises(Forbidden):
        ladder.end_step(talk, reason="自己解除", by=world.town)
    with pytest.raises(Http404):
        ladder.end_step(talk, reason="别县解除", by=world.county_other)


def test_a_talk_without_a_record_is_none(world: World) -> None:
    issued(world)
    with pytest.raises(Invalid) as refusal:
        step(world, "talk", record="", attendees="", talked_by="")
    assert set(refusal.value.errors) == {"record", "attendees", "talked_by"}


def test_a_circular_is_clicked_through(world: World, sign_in: Callable[[str], Client]) -> None:
    unit = member_unit(world)
    ordered(world, finding(world))
    county = sign_in("county")
    form = county.get("/circulars/new").context["form"]
    typed = {k: str(v) for k, v in form.initial.items()} | {"outer_number": ""}
    assert "甲一镇甲一村" in typed["namings"]
    bad = county.post("/circulars/new", typed | {"namings": "批评|没有这个村|事"})
    assert bad.status_code == 422
    assert "没有这个村" in bad.content.decode()
    typed["namings"] += f"\n表扬|{unit.name}|配合有力"
    typed["ranking"] = "1|甲一镇|全部销号"
    here = county.post("/circulars/new", typed)["Location"]
    again = county.get(f"{here}/edit").context["form"].initial
    assert county.post(f"{here}/edit", {k: str(v) for k, v in again.items()}).status_code == 302
    version = Circular.objects.get().version
    assert sign_in("governance").post(f"{here}/approve", {"version": version}).status_code == 302
    assert county.post(f"{here}/issue", {"version": version + 1}).status_code == 302
    assert county.get(f"{here}?as=pdf").content.startswith(b"%PDF")
    village = sign_in("village")
    assert "签收" in village.get(here).content.decode()
    assert village.post(f"{here}/read").status_code == 302
    for path in ("/circulars/", "/ladder/", here):
        assert village.get(path).status_code == 200, path
    assert county.get("/ladder/new").status_code == 200
