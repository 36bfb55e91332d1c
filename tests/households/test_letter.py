"""Household letters: signed from the roster and at the door, printed by the village."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any
from uuid import uuid4

import pikepdf
import pytest
from django.http import Http404
from django.test import Client
from django.utils import timezone

from accounts import jobs
from accounts.models import Export, ExportFile, Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from campaigns.models import PledgeTemplate
from households import letters
from households.models import Household, HouseholdPledge, LetterPart, LetterPrint
from households.transitions.letter import ask_letters, stop_letters
from households.transitions.pledge import sign_by_door, sign_household, sign_roster
from households.transitions.sync import receive_item
from tests.cast import PASSWORD, World
from tests.households.syncing import parcel

SignIn = Callable[[str], Client]
DAY = date(2026, 3, 20)


@pytest.fixture
def homes(world: World) -> list[Household]:
    return Household.objects.bulk_create(
        Household(
            village=world.village_one,
            number=f"{n}",
            head_name=name,
            grid="第一网格",
            registered_on=date(2025, 1, 1),
        )
        for n, name in enumerate(("孙桂兰", "赵敏", "王芳", "李强"), 101)
    )


def from_roster(world: World, picked: list[Household], *, but: bool) -> int:
    return sign_roster(
        campaign=world.campaign,
        village=world.village_one,
        uids=[home.uid for home in picked],
        except_these=but,
        signed_on=DAY,
        kept_at="村委会档案柜",
        by=world.village,
    )


class TestRoster:
    def test_all_but_these_then_the_rest(self, world: World, homes: list[Household]) -> None:
        sign_household(homes[0], campaign=world.campaign, by=world.village)
        assert from_roster(world, homes[3:], but=True) == 2
        rows = HouseholdPledge.objects.filter(way="roster").order_by("household")
        assert [row.signatory for row in rows] == ["赵敏", "王芳"]
        assert {row.kept_at for row in rows} == {"村委会档案柜"}
        assert {row.template for row in rows} == {world.pledge_text(6)}
        assert Trail.objects.filter(act="household.pledge").count() == 3
        # Picked again, those that have signed are passed over.
        assert from_roster(world, homes, but=False) == 1
        with pytest.raises(Invalid, match="没有选中"):
            from_roster(world, homes, but=False)

    def test_day_place_role(self, world: World, homes: list[Household]) -> None:
        given: dict[str, Any] = {
            "campaign": world.campaign,
            "village": world.village_one,
            "uids": [],
            "except_these": True,
        }
        with pytest.raises(Invalid) as refusal:
            sign_roster(signed_on=date(2025, 3, 1), kept_at=" ", by=world.village, **given)
        assert set(refusal.value.errors) == {"signed_on", "kept_at"}
        for who in ("town", "village_next", "governance"):
            with pytest.raises(Forbidden):
                sign_roster(signed_on=DAY, kept_at="柜", by=world.users[who], **given)
        assert not HouseholdPledge.objects.exists()

    def test_by_hand(self, sign_in: SignIn, world: World, homes: list[Household]) -> None:
        village = sign_in("village")
        page = village.get("/pledges/households/roster")
        assert "还有 4 户没有登记" in page.text
        assert "孙桂兰" not in page.text
        typed = {"except_these": "1", "homes": [str(homes[0].uid)], "signed_on": "2026-03-20"}
        bad = village.post("/pledges/households/roster", typed)
        assert bad.status_code == 422
        done = village.post(
            "/pledges/households/roster", typed | {"kept_at": "档案柜"}, follow=True
        )
        assert "已登记 3 户签订承诺书" in done.text
        assert sign_in("town").get("/pledges/households/roster").status_code == 403

    def test_by_the_api(self, sign_in: SignIn, homes: list[Household]) -> None:
        typed = {
            "households": [str(homes[0].uid)],
            "except_these": False,
            "signed_on": "2026-03-20",
            "kept_at": "档案柜",
        }
        address = "/api/v1/household-pledges/roster"
        done = sign_in("village").post(address, typed, "application/json")
        assert done.json() == {"signed": 1}


class TestDoor:
    def test_sent_twice_counts_once(self, world: World, homes: list[Household]) -> None:
        content = {
            "village": str(world.village_one.code),
            "signed_on": "2026-03-20",
            "numbers": "101 102，103",
        }
        sent = parcel(world.village, "pledge", content)
        assert receive_item(sent, by=world.village).sentence == "承诺书已登记 3 户"
        assert receive_item(sent, by=world.village).sentence == "承诺书已登记 3 户"
        again = receive_item(
            parcel(world.village, "pledge", content | {"numbers": "103 104"}), by=world.village
        )
        assert again.sentence == "承诺书已登记 1 户，1 户以前登记过"
        rows = HouseholdPledge.objects.all()
        assert {row.way for row in rows} == {"door"}
        assert rows.count() == 4

    def test_an_unknown_number_is_kept_for_a_person(
        self, world: World, homes: list[Household]
    ) -> None:
        content = {"village": str(world.village_one.code), "signed_on": "2026-03-20"}
        sent = parcel(world.village, "pledge", content | {"numbers": "101 999"})
        kept = receive_item(sent, by=world.village)
        assert (kept.state, kept.code) == ("refused", 422)
        assert "999" in kept.sentence
        assert not HouseholdPledge.objects.exists()

    def test_not_in_another_village(self, world: World, homes: list[Household]) -> None:
        with pytest.raises(Forbidden):
            sign_by_door(
                campaign=world.campaign,
                village=world.village_one,
                numbers=["101"],
                signed_on=DAY,
                client_uuid=uuid4(),
                by=world.village_next,
            )

    def test_one_home_sent_twice_by_the_same_phone(
        self, world: World, homes: list[Household]
    ) -> None:
        key = uuid4()
        given: dict[str, Any] = {
            "campaign": world.campaign,
            "by": world.village,
            "client_uuid": key,
        }
        first = sign_household(homes[0], **given)
        assert sign_household(homes[0], **given) == first
        with pytest.raises(NotTheMoment):
            sign_household(homes[0], campaign=world.campaign, by=world.village)

    def test_the_empty_page(self, db: None, client: Client) -> None:
        page = client.get("/offline/pledge").text
        assert "签了的户号" in page
        assert 'data-shell="pledge"' in page


def printed(world: World, place: int, who: str = "village") -> LetterPrint:
    with jobs.unrung():
        job = ask_letters(
            campaign=world.campaign,
            place=world.divisions[place],
            origin="http://x",
            by=world.users[who],
        )
    assert letters.draw(job.pk)
    job.refresh_from_db()
    return job


class TestPrint:
    def test_a_part_for_each_village_taken_by_its_own(
        self, world: World, homes: list[Household], sign_in: SignIn
    ) -> None:
        Household.objects.filter(number="104").update(head_name="王\U00030edd")
        job = printed(world, 990101000000, "county")
        part = LetterPart.objects.get()
        assert (job.state, job.letters, part.by_hand) == ("done", 4, 1)
        assert part.keys == [home.pk for home in homes]
        with pikepdf.Pdf.open(BytesIO(part.content)) as opened:
            assert len(opened.pages) == 4
        village = sign_in("village")
        assert "甲一村" in village.get("/pledges/letters/").text
        address = f"/pledges/letter-parts/{part.uid}/take"
        assert sign_in("village_next").get(address).status_code == 404
        typed = {"purpose": "visit", "reason": "上门签承诺书", "password": PASSWORD}
        assert village.post(address, typed | {"unmasked": "on"}).status_code == 302
        export = Export.objects.get()
        assert (export.rows, export.masked, export.keys) == (4, False, part.keys)
        with pikepdf.Pdf.open(BytesIO(ExportFile.objects.get().content)) as opened:
            assert len(opened.pages) == 4

    def test_without_the_right_to_names_they_are_left_to_the_pen(
        self, world: World, homes: list[Household], sign_in: SignIn
    ) -> None:
        printed(world, 990101100201)
        part = LetterPart.objects.get()
        blank = letters.without_names(part)
        named, unnamed = (drawn(data) for data in (part.content, blank))
        assert named[0] == unnamed[0] + 1

    def test_only_those_that_have_not_signed_and_none_that_left(
        self, world: World, homes: list[Household]
    ) -> None:
        sign_household(homes[0], campaign=world.campaign, by=world.village)
        Household.objects.filter(pk=homes[1].pk).update(left_on=date(2026, 5, 1))
        with jobs.unrung():
            job = ask_letters(
                campaign=world.campaign,
                place=world.village_one,
                origin="http://x",
                by=world.village,
                only_missing=True,
            )
        letters.draw(job.pk)
        assert LetterPart.objects.get().keys == [homes[2].pk, homes[3].pk]

    def test_a_worker_that_takes_over_goes_on(self, world: World, homes: list[Household]) -> None:
        job = printed(world, 990101100201)
        LetterPrint.objects.update(state="queued")
        assert letters.draw(job.pk)
        assert LetterPart.objects.count() == 1

    def test_stopped_and_refused(self, world: World, homes: list[Household]) -> None:
        given: dict[str, Any] = {
            "campaign": world.campaign,
            "place": world.village_one,
            "origin": "http://x",
        }
        with jobs.unrung():
            job = ask_letters(by=world.village, **given)
            with pytest.raises(NotTheMoment):
                ask_letters(by=world.village, **given)
        LetterPrint.objects.update(stopped=True)
        assert not letters.draw(job.pk)
        job.refresh_from_db()
        assert job.state == "failed"
        with pytest.raises(NotTheMoment):
            stop_letters(job, by=world.village)
        with pytest.raises(Http404):
            ask_letters(by=world.village_next, **given)
        with pytest.raises((Forbidden, Http404)):
            ask_letters(by=world.governance, **given)
        PledgeTemplate.objects.filter(rung=6).update(status="replaced")
        with pytest.raises(NotTheMoment, match="还没有发布"):
            ask_letters(by=world.village, **given)

    def test_pages(self, world: World, homes: list[Household], sign_in: SignIn) -> None:
        village = sign_in("village")
        with jobs.unrung():
            at = village.post("/pledges/letters/").headers["Location"]
        assert "排队中" in village.get(at).text
        village.post(at)
        assert "已停止" in village.get(at).text
        assert sign_in("town").get(at).status_code == 404

    def test_gone_after_its_days(self, world: World, homes: list[Household]) -> None:
        printed(world, 990101100201)
        LetterPart.objects.update(expires_at=timezone.now())
        assert letters.clear_old() == 1


def drawn(data: bytes) -> tuple[int, int]:
    """Texts stamped on the first page, and pages."""
    with pikepdf.Pdf.open(BytesIO(data)) as opened:
        content = opened.pages[0].Contents.read_bytes()
        return content.count(b"Tj"), len(opened.pages)
