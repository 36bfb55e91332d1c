"""Both sides sign, either first, on paper too; leaders change; papers, batches, the public page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pikepdf
import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts import jobs
from accounts.models import ExportFile, Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from campaigns import printing, work
from campaigns.models import KeptFile, Pledge, PledgeHandOver, PledgePrint
from campaigns.queries.pledge import row_of
from campaigns.queries.pledge_map import tiles
from campaigns.transitions.pledge import issue, issue_all, sign
from campaigns.transitions.pledge_end import withdraw
from campaigns.transitions.pledge_hand_over import hand_over, in_charge, record_city
from campaigns.transitions.pledge_print import ask_print, stop_print
from tests import cast
from tests.cast import World
from tests.pictures import jpeg

SignIn = Callable[[str], Client]
ISSUED, SIGNED = date(2026, 3, 1), date(2026, 3, 20)


def city_text(world: World) -> None:
    """The text the city signed with the county."""
    text = world.pledge_text(6)
    cast.next_edition(text, text.clauses.all(), rung=3)


@pytest.fixture
def unsigned(world: World) -> Pledge:
    """Issued without the issuer's signature."""
    return issue(campaign=world.campaign, holder=world.village_one, by=world.town, issued_on=ISSUED)


@pytest.fixture
def signed(world: World, unsigned: Pledge) -> Pledge:
    """Both names from the paper."""
    return sign(
        unsigned,
        by=world.village,
        way="paper",
        holder_signatory="孙桂兰",
        issuer_signatory="李秀云",
        signed_on=SIGNED,
    )


class TestBothSides:
    def test_the_holder_first_then_the_issuer(self, world: World, unsigned: Pledge) -> None:
        half = sign(unsigned, by=world.village, holder_signatory="孙桂兰", signed_on=SIGNED)
        assert (half.status, half.stands) == ("issued", "乙方已签，待甲方签")
        assert row_of(world.town, world.campaign, world.village_one).own.signed == 0
        with pytest.raises(NotTheMoment, match="等另一方签"):
            sign(half, by=world.village, holder_signatory="孙桂兰")
        with pytest.raises(NotTheMoment, match="已经签字"):
            withdraw(half, by=world.town, reason="责任期限写错")
        assert any("等您签字" in item.title for item in work.items(world.town, SIGNED))
        late = world.campaign.sign_by + timedelta(days=9)
        done = sign(half, by=world.town, issuer_signatory="李秀云", signed_on=late)
        assert done.status == "signed"
        # The unit above was late, the holder was not.
        assert row_of(world.town, world.campaign, world.village_one).late_days == 0

    def test_the_issuer_first(self, world: World, unsigned: Pledge) -> None:
        half = sign(unsigned, by=world.town, issuer_signatory="李秀云", signed_on=ISSUED)
        assert half.stands == "甲方已签，待乙方签"
        assert sign(half, by=world.village, holder_signatory="孙桂兰").status == "signed"

    def test_in_the_app_nobody_signs_for_the_other(self, world: World, unsigned: Pledge) -> None:
        half = sign(
            unsigned, by=world.village, holder_signatory="孙桂兰", issuer_signatory="李秀云"
        )
        assert half.status == "issued"
        assert half.issuer_signed_on is None

    def test_from_paper_with_its_page(self, world: World, unsigned: Pledge) -> None:
        done = sign(
            unsigned,
            by=world.village,
            way="paper",
            holder_signatory="孙桂兰",
            issuer_signatory="李秀云",
            page=jpeg(),
        )
        assert (done.status, done.way, done.issuer_way) == ("signed", "paper", "paper")
        assert KeptFile.objects.get(pledge=done).place_id == world.village_one.code
        with pytest.raises(Invalid):
            sign(
                issue(campaign=world.campaign, holder=world.village_two, by=world.town),
                by=world.village_next,
                way="paper",
                holder_signatory="赵敏",
                page=b"MZ no picture",
            )

    def test_the_database_wants_both(self, world: World, unsigned: Pledge) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            Pledge.objects.filter(pk=unsigned.pk).update(status="signed")

    def test_by_hand(self, sign_in: SignIn, world: World, unsigned: Pledge) -> None:
        address = f"/pledges/{unsigned.uid}/sign"
        town = sign_in("town")
        assert "您代表甲方" in town.get(address).text
        typed = {"way": "app", "issuer_signatory": "李秀云", "signed_on": "2026-03-02"}
        done = town.post(address, typed | {"version": 1}, follow=True)
        assert "等另一方签" in done.text


class TestHandOver:
    def test_the_new_leader_takes_over_and_both_names_stay(
        self, world: World, signed: Pledge, sign_in: SignIn
    ) -> None:
        hand_over(signed, by=world.village, to_name="赵敏", handed_on=date(2026, 5, 1), note="换届")
        signed.refresh_from_db()
        assert (signed.holder_signatory, in_charge(signed, "holder")) == ("孙桂兰", "赵敏")
        assert in_charge(signed, "issuer") == "李秀云"
        assert row_of(world.town, world.campaign, world.village_one).person == "赵敏"
        page = sign_in("county").get(f"/pledges/{signed.uid}").text
        assert "2026年5月1日起由赵敏接任（原责任人孙桂兰）" in page
        assert Trail.objects.filter(act="pledge.hand_over").count() == 1

    def test_each_side_its_own(self, world: World, signed: Pledge) -> None:
        hand_over(signed, by=world.town, to_name="王芳", handed_on=date(2026, 5, 1))
        assert PledgeHandOver.objects.get().side == "issuer"
        with pytest.raises(Forbidden):
            hand_over(signed, by=world.county, to_name="王芳", handed_on=date(2026, 5, 1))
        with pytest.raises(Forbidden):
            hand_over(
                signed, by=world.village, to_name="钱进", handed_on=date(2026, 5, 1), side="issuer"
            )

    @pytest.mark.parametrize(
        ("name", "day", "field"),
        [
            ("", date(2026, 5, 1), "to_name"),
            ("孙桂兰", date(2026, 5, 1), "to_name"),
            ("赵敏", date(2026, 3, 1), "handed_on"),
            ("赵敏", timezone.localdate() + timedelta(days=1), "handed_on"),
        ],
    )
    def test_what_does_not_hold(
        self, world: World, signed: Pledge, name: str, day: date, field: str
    ) -> None:
        with pytest.raises(Invalid) as refusal:
            hand_over(signed, by=world.village, to_name=name, handed_on=day)
        assert field in refusal.value.errors

    def test_only_what_is_signed(self, world: World, unsigned: Pledge) -> None:
        with pytest.raises(NotTheMoment):
            hand_over(unsigned, by=world.village, to_name="赵敏", handed_on=date(2026, 5, 1))

    def test_by_hand(self, sign_in: SignIn, signed: Pledge) -> None:
        address = f"/pledges/{signed.uid}/hand-over"
        village = sign_in("village")
        assert "孙桂兰" in village.get(address).text
        done = village.post(address, {"to_name": "赵敏", "handed_on": "2026-05-01"}, follow=True)
        assert "责任人变更为赵敏" in done.text
        assert sign_in("county").get(address).status_code == 403


class TestCity:
    def given(self, world: World, **more: Any) -> Pledge:
        typed: dict[str, Any] = {
            "by": world.county,
            "issuer_signatory": "市长",
            "holder_signatory": "县长",
            "signed_on": date(2026, 2, 20),
        } | more
        return record_city(
            campaign=world.campaign,
            **typed,
        )

    def test_from_paper_once_its_text_is_there(self, world: World) -> None:
        with pytest.raises(NotTheMoment, match="请先照纸质"):
            self.given(world)
        city_text(world)
        row = self.given(world, page=jpeg())
        assert (row.issuer.name, row.holder.name, row.status) == ("测试市", "甲县", "signed")
        assert KeptFile.objects.filter(pledge=row).count() == 1
        with pytest.raises(Invalid, match="已经登记"):
            self.given(world)
        hand_over(row, by=world.county, to_name="新县长", handed_on=date(2026, 5, 1))
        hand_over(row, by=world.county, to_name="新市长", handed_on=date(2026, 5, 1), side="issuer")
        assert in_charge(row, "issuer") == "新市长"

    def test_by_the_county_alone(self, world: World) -> None:
        city_text(world)
        with pytest.raises(Forbidden):
            self.given(world, by=world.town)
        with pytest.raises(Invalid):
            self.given(world, issuer_signatory="")
        with pytest.raises(Invalid):
            self.given(world, signed_on=date(2025, 2, 1))

    def test_its_clauses_bind_the_county(self, world: World, sign_in: SignIn) -> None:
        city_text(world)
        county = sign_in("county")
        assert "登记签订" in county.get("/pledges/").text
        typed = {"issuer_signatory": "市长", "holder_signatory": "县长", "signed_on": "2026-02-20"}
        assert "已登记与上级签订" in county.post("/pledges/city", typed, follow=True).text
        assert "县长" in county.get("/pledges/").text
        assert sign_in("governance").get("/pledges/").status_code == 200


class TestPaper:
    def test_one_pledge_as_pdf(self, sign_in: SignIn, signed: Pledge, world: World) -> None:
        hand_over(signed, by=world.village, to_name="赵敏", handed_on=date(2026, 5, 1))
        answer = sign_in("village").get(f"/pledges/{signed.uid}/pdf")
        assert answer.headers["Content-Type"] == "application/pdf"
        with pikepdf.Pdf.open(BytesIO(answer.content)) as opened:
            assert 1 <= len(opened.pages) <= 3
            assert len(list(opened.pages[-1].get_images())) == 1
        assert sign_in("village_next").get(f"/pledges/{signed.uid}/pdf").status_code == 404

    def test_a_batch_as_a_job(self, sign_in: SignIn, world: World, signed: Pledge) -> None:
        issue_all(campaign=world.campaign, issuer=world.township, by=world.town)
        issue(campaign=world.campaign, holder=world.township, by=world.county)
        town = sign_in("town")
        with jobs.unrung():
            at = town.post("/pledges/prints/?at=990101100000").headers["Location"]
        assert "排队中" in town.get(at).text
        job = PledgePrint.objects.get()
        assert printing.draw(job.pk)
        assert not printing.draw(job.pk)
        job.refresh_from_db()
        assert (job.state, job.papers) == ("done", 3)
        with pikepdf.Pdf.open(BytesIO(town.get(f"{at}/file").content)) as opened:
            assert len(opened.pages) == job.pages
            marks = [mark.title for mark in opened.open_outline().root]
        assert marks == ["甲一镇", "甲一村", "甲二村"]
        assert sign_in("county").get(at).status_code == 404
        PledgePrint.objects.update(expires_at=timezone.now())
        assert printing.clear_old() == 1
        assert town.get(f"{at}/file").status_code == 404

    def test_stopped(self, world: World, signed: Pledge, sign_in: SignIn) -> None:
        given: dict[str, Any] = {
            "campaign": world.campaign,
            "place": world.township,
            "origin": "http://x",
        }
        with jobs.unrung():
            job = ask_print(by=world.town, **given)
            with pytest.raises(NotTheMoment):
                ask_print(by=world.town, **given)
        # It runs when somebody stops it: the worker sees it before the next pages.
        PledgePrint.objects.update(state="queued", stopped=True)
        assert not printing.draw(job.pk)
        job.refresh_from_db()
        assert (job.state, job.error) == ("failed", "已停止，没有生成文件。")
        with pytest.raises(NotTheMoment):
            stop_print(job, by=world.town)
        with jobs.unrung():
            job = ask_print(by=world.town, **given)
        sign_in("town").post(f"/pledges/prints/{job.uid}")
        job.refresh_from_db()
        assert job.state == "failed"

    def test_nothing_to_print(self, world: World) -> None:
        with pytest.raises(Invalid):
            ask_print(campaign=world.campaign, place=world.township, origin="x", by=world.town)

    def test_the_table_as_excel(self, sign_in: SignIn, signed: Pledge) -> None:
        town = sign_in("town")
        assert "责任状签订情况表" in town.get("/pledges/export?at=990101100000").text
        town.post("/pledges/export?at=990101100000")
        sheet = openpyxl.load_workbook(BytesIO(ExportFile.objects.get().content)).active
        assert sheet is not None
        cells = [[c.value for c in row] for row in sheet.iter_rows(min_row=3, max_row=5)]
        assert cells[0] == ["单位", "应签", "已签", "签订日期", "责任人", "备注"]
        assert cells[1][:3] == ["甲一村", 1, 1]
        assert cells[1][4] == "孙桂兰"
        assert cells[2][:3] == ["甲二村", 1, 0]
        assert cells[2][5] == "未下发"


class TestPublicPage:
    def test_number_units_year_state_and_nobody(self, client: Client, signed: Pledge) -> None:
        page = client.get(f"/v/{signed.uid}")
        assert page.status_code == 200
        for word in ("平安责〔2026〕990101100201号", "甲一镇", "甲一村", "2026年", "已签订"):
            assert word in page.text
        assert "孙桂兰" not in page.text
        assert "李秀云" not in page.text
        assert "sessionid" not in page.cookies

    def test_a_letter_leads_to_its_text(self, client: Client, world: World) -> None:
        text = world.pledge_text(6)
        assert "平安家庭承诺书" in client.get(f"/v/{text.uid}").text
        # The texts of the offices have no public page.
        other = client.get(f"/v/{world.pledge_text(4).uid}")
        assert other.status_code == 404


class TestPicture:
    def test_every_state_has_its_sign(self, world: World, signed: Pledge) -> None:
        issue(campaign=world.campaign, holder=world.village_two, by=world.town)
        before = world.campaign.sign_by
        (one, two) = tiles(world.county, world.campaign, world.county_division, before)
        assert [tile.state for tile in one.tiles] == ["done", "wait"]
        assert (one.state, two.state) == ("none", "none")
        assert (one.figures.due, one.figures.signed, one.figures.issued) == (2, 1, 1)
        after = before + timedelta(days=1)
        villages = tiles(world.town, world.campaign, world.township, after)
        assert [tile.sign for tile in villages] == ["签", "欠"]
