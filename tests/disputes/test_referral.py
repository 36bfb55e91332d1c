"""Referrals inside the house: what may stand on a slip, its link, its paper return."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from accounts import scope
from accounts.models import Trail, User
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from disputes.flow_work import items
from disputes.models import MatterHandler, Referral, ReferralPhoto
from disputes.referral_rules import RESULTS, link_hash, loud_words
from disputes.transitions.referral import Reply, enter_paper, put_away, reissue, revoke, send
from disputes.transitions.referral_answer import answer, found_by, receive
from tests.cast import World
from tests.disputes.cases import REASON, ago
from tests.disputes.matters_flow import CANARY, ahead, matter, referred, slip

SignIn = Callable[[str], Client]
REPLY = Reply("王法官", "立案庭", "05160009999", "filed", "已立案。")


def again(row: Referral) -> Referral:
    """The referral as stored now."""
    return Referral.objects.get(pk=row.pk)


def test_the_token_is_told_once_and_kept_nowhere(world: World) -> None:
    row, token = referred(world)
    assert len(token) == 22
    assert bytes(row.token_hash or b"") == link_hash(token)
    with connection.cursor() as cursor:
        cursor.execute("SELECT r::text FROM disputes_referral r")
        assert token not in str(cursor.fetchall())
    assert token not in str(list(Trail.objects.values_list("after", "before", "reason")))
    assert found_by(token, "") == row


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": "bank"}, "kind"),
        ({"agency": " "}, "agency"),
        ({"asked": "办"}, "asked"),
        ({"answer_by": ago(1)}, "answer_by"),
        ({"link_days": 61}, "link_days"),
        ({"phone": "123"}, "phone"),
        ({"asked": "她遭受家 庭暴力，请接诊"}, "asked"),
        ({"contact": "家暴当事人，勿打扰"}, "contact"),
        ({"agency": "反家\u200b暴中心"}, "agency"),
        ({"named": True}, "person_name"),
        ({"named": True, "person_name": "王某"}, "basis"),
        ({"named": True, "person_name": "王某", "basis": "consent"}, "consent_on"),
        ({"named": True, "person_name": "王某", "basis": "duty"}, "ground"),
    ],
)
def test_what_may_not_stand_on_a_slip(world: World, values: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        referred(world, **values)
    assert field in refusal.value.errors
    assert not Referral.objects.exists()


def test_a_name_wants_a_basis_and_goes_without_the_tick(world: World) -> None:
    row, _token = referred(
        world, named=True, person_name="王某", basis="consent", consent_on=ago(0)
    )
    assert (row.person_name, row.basis) == ("王某", "consent")
    bare, _token = referred(world, person_name="王某", basis="duty", ground=REASON)
    assert (bare.person_name, bare.basis, bare.ground) == ("", "", "")


def test_loud_words() -> None:
    assert loud_words(["家\n暴"]) == ["家暴"]
    assert loud_words(["权益保护"]) == []


def test_who_sends(world: World) -> None:
    row = matter(world)
    assert send(row, slip=slip(), by=world.village_mate)
    assert send(row, slip=slip(), by=world.town)
    for who in (world.village_next, world.town_next, world.county_other, world.governance):
        with pytest.raises(Http404):
            send(row, slip=slip(), by=who)
    own = matter(world, world.town)
    with pytest.raises(Forbidden):
        send(own, slip=slip(), by=world.village)
    with pytest.raises(Stale):
        send(row, slip=slip(), by=world.village, version=99)


VERBS: dict[str, Callable[[Referral, World], Any]] = {
    "revoke": lambda r, w: revoke(r, reason=REASON, by=w.village),
    "reissue": lambda r, w: reissue(r, answer_by=ahead(3), by=w.village),
    "paper": lambda r, w: enter_paper(r, reply=REPLY, received_on=ago(0), by=w.village),
}


def in_state(world: World, status: str) -> tuple[Referral, str]:
    """A referral in one status, with the token it was given."""
    row, token = referred(world)
    if status in ("received", "answered"):
        got = receive(token, reply=REPLY)
        assert got is not None
        if status == "answered":
            assert answer(token, key=got[1], reply=REPLY)
    if status == "revoked":
        VERBS["revoke"](row, world)
    return again(row), token


@pytest.mark.parametrize("name", VERBS)
def test_only_at_its_moment(world: World, name: str) -> None:
    for status in Referral.Status.values:
        row, _token = in_state(world, status)
        if status in ("sent", "received"):
            assert VERBS[name](row, world)
            continue
        before = Trail.objects.count()
        with pytest.raises(NotTheMoment):
            VERBS[name](row, world)
        assert again(row).status == status
        assert Trail.objects.count() == before


def test_a_revoked_link_and_a_reissued_one_are_dead(world: World) -> None:
    row, token = referred(world)
    _same, fresh = reissue(row, answer_by=ahead(3), by=world.village)
    assert found_by(token, "") is None
    assert found_by(fresh, "") == row
    assert again(row).issues == 2
    revoke(row, reason=REASON, by=world.village)
    assert found_by(fresh, "") is None


def test_reissuing_unbinds_the_browser(world: World) -> None:
    row, token = referred(world)
    got = receive(token, reply=REPLY)
    assert got is not None
    assert found_by(token, "") is None
    assert found_by(token, got[1]) == row
    _same, fresh = reissue(again(row), answer_by=ahead(3), by=world.village)
    assert found_by(fresh, got[1]) == row
    assert receive(fresh, reply=Reply("李书记员")) is not None
    assert again(row).receiver == "李书记员"


def test_expired_is_what_the_calendar_says(world: World) -> None:
    row, token = referred(world, link_days=2)
    assert not row.is_lapsed
    with time_machine.travel(timezone.now() + timedelta(days=2, seconds=1), tick=False):
        assert again(row).is_lapsed
        assert found_by(token, "") is None
        assert receive(token, reply=REPLY) is None
        assert list(Referral.objects.lapsed()) == [row]
        _same, fresh = reissue(row, answer_by=ahead(3), by=world.village)
        assert found_by(fresh, "") == row


def test_results_fit_the_kind_of_body(world: World) -> None:
    assert all(set(RESULTS[k]) >= {"done", "refused"} for k in RESULTS)
    row, token = referred(world, kind="school")
    got = receive(token, reply=REPLY)
    assert got is not None
    with pytest.raises(Invalid) as refusal:
        answer(token, key=got[1], reply=REPLY)  # 已立案: not a school's
    assert "result" in refusal.value.errors
    assert again(row).status == "received"


def test_the_answer_goes_to_the_owner_in_person(world: World) -> None:
    row, _token = in_state(world, "answered")
    today = timezone.localdate()
    told = [i for i in items(world.village, today) if "转介有回复" in i.title]
    assert len(told) == 1
    assert "法院" not in str(told)
    assert CANARY not in str(told)
    for who in (world.village_mate, world.town, world.county):
        assert not [i for i in items(who, today) if "转介" in i.title]
    with pytest.raises(Forbidden):
        put_away(row, by=world.village_mate)
    put_away(row, by=world.village)
    assert not [i for i in items(world.village, today) if "转介" in i.title]


def test_the_owner_is_reminded(world: World) -> None:
    referred(world)
    today = timezone.localdate()
    assert not [i for i in items(world.village, today) if "转介" in i.title]
    with time_machine.travel(timezone.now() + timedelta(days=5), tick=False):
        mine = items(world.village, timezone.localdate())
        assert [i for i in mine if "请催问" in i.title]


def test_a_sealed_matters_referral_is_its_peoples_alone(world: World) -> None:
    row = matter(world)
    MatterHandler.objects.create(
        matter=row, place_id=row.place_id, person=world.village, role="handler",
        since=timezone.localdate(), named_by=world.village,
    )  # fmt: skip
    row.sealed = True
    row.save(update_fields=["sealed"])
    made, token = referred(world, row)
    for name in ("village_mate", "town", "county"):
        with scope.opened(User.objects.get(username=name)) as who:
            assert not Referral.objects.visible_to(who).exists()
            assert Referral.objects.count() == 0
    got = receive(token, reply=REPLY)
    assert got is not None
    assert answer(token, key=got[1], reply=REPLY)
    assert [i for i in items(world.village, timezone.localdate()) if "有回复" in i.title]
    assert again(made).matter_id == row.pk


def picture() -> bytes:
    """A photo with a camera's words in it."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "cnrycamera"
    Image.new("RGB", (40, 30), "white").save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_paper_comes_back_with_a_photo(world: World) -> None:
    row, token = referred(world)
    done = enter_paper(row, reply=REPLY, received_on=ago(0), photo=picture(), by=world.village)
    assert (done.status, done.paper, done.result) == ("answered", True, "filed")
    assert found_by(token, "") is None
    kept = ReferralPhoto.objects.get()
    assert b"cnrycamera" not in bytes(kept.image)
    with pytest.raises(Invalid) as refusal:
        enter_paper(
            referred(world)[0], reply=REPLY, received_on=ago(0), photo=b"%PDF", by=world.village
        )
    assert "photo" in refusal.value.errors


def test_the_database_holds_the_rules(world: World) -> None:
    row, _token = referred(world)
    for broken in (
        {"named": True},
        {"status": "answered"},
        {"status": "received"},
        {"status": "revoked"},
        {"paper": True},
        {"basis": "duty"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Referral.objects.filter(pk=row.pk).update(**broken)


def test_pages(world: World, sign_in: SignIn) -> None:
    row = matter(world)
    village = sign_in("village")
    there = f"/matters/{row.uid}/refer"
    assert village.get(there).status_code == 200
    sent = {
        "kind": "court", "agency": "甲县人民法院", "asked": "请接待来人并告知材料",
        "answer_by": str(ahead(4)), "link_days": "14", "version": row.version,
    }  # fmt: skip
    loud = village.post(there, sent | {"asked": "家暴案件请优先"})
    assert loud.status_code == 422
    assert "家暴案件请优先" in loud.text
    preview = village.post(there, sent)
    assert preview.status_code == 200
    assert "甲县人民法院" in preview.text
    assert CANARY not in preview.text
    assert not Referral.objects.exists()
    made = village.post(there, sent | {"sure": "on"})
    assert made.status_code == 200
    assert CANARY not in made.text
    token = made.text.split("/r/")[1][:22]
    referral = Referral.objects.get()
    assert bytes(referral.token_hash or b"") == link_hash(token)
    here = f"/referrals/{referral.uid}"
    assert token not in village.get(here).text
    assert village.post(f"{here}/slip.pdf", {"token": "x" * 22}).status_code == 409
    drawn = village.post(f"{here}/slip.pdf", {"token": token})
    assert drawn.content.startswith(b"%PDF")
    again_ = village.post(
        f"{here}/reissue", {"answer_by": str(ahead(3)), "link_days": 7, "version": 1}
    )
    assert again_.status_code == 200
    assert token not in again_.text
    back = village.post(
        f"{here}/paper-return",
        {
            "version": 2, "receiver": "王法官", "received_on": str(ago(0)), "result": "filed",
            "words": "已立案", "photo": SimpleUploadedFile("回执.jpg", picture(), "image/jpeg"),
        },
    )  # fmt: skip
    assert back.status_code == 302, back.text
    photo = ReferralPhoto.objects.get()
    assert village.get(f"/referral-photos/{photo.uid}").headers["Content-Type"] == "image/jpeg"
    assert sign_in("village_next").get(f"/referral-photos/{photo.uid}").status_code == 404


def test_the_list_asks_the_same_few_queries(world: World, sign_in: SignIn) -> None:
    client = sign_in("village")
    referred(world)
    client.get("/referrals/")
    with CaptureQueriesContext(connection) as one:
        client.get("/referrals/")
    for _index in range(4):
        referred(world)
    with CaptureQueriesContext(connection) as five:
        assert client.get("/referrals/").status_code == 200
    assert len(one) == len(five) <= 25
