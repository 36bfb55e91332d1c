"""The bound file: what it holds and lacks, when it is bound, its volume, its PDF (domain D2)."""

from __future__ import annotations

import hashlib
import io
from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from pypdf import PdfReader

from accounts import trail
from accounts.models import Export, ExportFile
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from disputes import work_dossier
from disputes.dossier_rules import Paper, State
from disputes.filing.binding import draw
from disputes.filing.lacking import lines
from disputes.models import Dispute, Dossier, Matter
from disputes.queries.filing import file_of
from disputes.transitions import confirmation
from disputes.transitions.dossier import bind
from disputes.transitions.evidence import add_evidence
from disputes.transitions.number import take_next
from disputes.transitions.party import About, change
from disputes.transitions.volume import take_volume
from disputes.work import mine
from tests.cast import PASSWORD, World
from tests.disputes import cases
from tests.disputes.cases import ago
from tests.disputes.committees import in_office


def finished(world: World) -> Dispute:
    """An ended dispute whose file holds everything it must."""
    in_office(world)
    dispute = cases.every_state(world)["ended"]
    cases.identified(dispute, world.village)
    return cases.again(dispute)


def test_a_file_that_lacks_something_is_not_bound(world: World) -> None:
    in_office(world)
    dispute = cases.every_state(world)["ended"]
    lacking = [
        line.paper
        for line in lines(file_of(world.village, dispute.uid))
        if line.state is State.LACK
    ]
    assert Paper.IDENTITY in lacking
    with pytest.raises(NotTheMoment, match="身份证明"):
        bind(dispute=dispute, keep="long", by=world.village)
    assert not Dossier.objects.exists()


def test_bound_once_with_a_volume_and_a_digest(world: World) -> None:
    dispute = finished(world)
    made = bind(dispute=dispute, keep="long", by=world.village, remarks="第3页有补记。")
    assert made.serial == 1
    assert made.volume.endswith("第1号")
    assert made.pages > 5
    drawn = draw(file_of(world.village, dispute.uid, printed=True))
    assert drawn.pages == made.pages
    again = draw(file_of(world.village, dispute.uid, printed=True))
    assert again.data == drawn.data
    told = trail.of(cases.again(dispute)).first()
    assert told is not None
    assert told.after["volume"] == made.volume
    assert "补记" not in str(told.after)
    with pytest.raises(NotTheMoment, match="已归档"):
        bind(dispute=cases.again(dispute), keep="long", by=world.village)


def test_who_and_when(world: World) -> None:
    dispute = finished(world)
    with pytest.raises(Forbidden):
        bind(dispute=dispute, keep="long", by=world.county)
    with pytest.raises(Stale):
        bind(dispute=dispute, keep="long", by=world.village, version=1)
    for name, other in cases.every_state(world).items():
        if name in ("taken_in", "accepted", "mediating", "settled"):
            with pytest.raises(NotTheMoment):
                bind(dispute=other, keep="long", by=world.village)


def test_what_nobody_can_make_is_explained(world: World) -> None:
    in_office(world)
    dispute = cases.every_state(world)["ended"]
    with pytest.raises(NotTheMoment, match=r"身份证明.*写明原因"):
        bind(dispute=dispute, keep="long", by=world.village, remarks="不给看")
    why = "当事人外出务工，没有取得身份证复印件。"
    made = bind(dispute=dispute, keep="long", by=world.village, remarks=why)
    assert made.lacks == ["identity"]
    papers = [line.paper for line in lines(file_of(world.village, dispute.uid))]
    assert Paper.STATEMENT in papers


def test_until_it_is_bound_papers_may_be_laid_in(world: World) -> None:
    in_office(world)
    dispute = cases.every_state(world)["ended"]
    party = dispute.parties.all()[0]
    with pytest.raises(Invalid, match="不改姓名"):
        change(party=party, about=About("别的名字"), by=world.village)
    cases.identified(dispute, world.village)
    bind(dispute=cases.again(dispute), keep="long", by=world.village)
    with pytest.raises(NotTheMoment, match="已归档"):
        change(party=party, about=About(party.name, phone="13900000000"), by=world.village)
    with pytest.raises(NotTheMoment, match="已归档"):
        add_evidence(
            dispute=cases.again(dispute), file=b"", title="照片", source="mediator",
            by=world.village,
        )  # fmt: skip


def test_a_sealed_file_takes_numbers_of_its_own(world: World) -> None:
    """What others see of numbers is the same with and without it (C6)."""
    committee = in_office(world)
    assert take_next(world.village_one, 2026) == (1, "(2026)甲甲调字第1号")
    assert take_next(world.village_one, 2026, sealed=True) == (1, "(2026)甲甲调限字第1号")
    assert take_next(world.village_one, 2026) == (2, "(2026)甲甲调字第2号")
    assert take_volume(committee, 2026, sealed=True)[1] == "(2026)甲人调限字第1号"
    assert take_volume(committee, 2026)[1] == "(2026)甲人调字第1号"


def test_it_is_owed_and_listed_until_bound(world: World, client: Client) -> None:
    dispute = finished(world)
    client.force_login(world.village)
    titles = [item.title for item in work_dossier.items(world.village, mine(world.village))]
    count = Dispute.objects.visible_to(world.village).unbound().count()
    assert titles == [f"整理卷宗归档：{count} 件"]
    shown = client.get("/disputes/?status=unbound").content.decode()
    assert str(dispute.uid) in shown
    bind(dispute=dispute, keep="long", by=world.village)
    assert Dispute.objects.visible_to(world.village).unbound().count() == count - 1
    assert str(dispute.uid) not in client.get("/disputes/?status=unbound").content.decode()


def test_pages_and_the_pdf(world: World, client: Client) -> None:
    dispute = finished(world)
    client.force_login(world.village)
    base = f"/disputes/{dispute.uid}/dossier"
    assert "可以归档" in client.get(base).content.decode()
    assert client.get(f"{base}/paper?paper=record").status_code == 200
    assert client.get(f"{base}/paper?paper=nothing").status_code == 404
    sent = {"keep": "long", "bound_on": str(cases.ago(0)), "version": dispute.version}
    assert client.post(f"{base}/bind", sent).status_code == 302
    bound = client.get(base).content.decode()
    assert "已归档" in bound
    assert f"{base}/bind" not in bound
    assert client.get(f"{base}/bind").status_code == 409


def test_the_whole_file_leaves_with_a_reason_and_a_watermark(world: World, client: Client) -> None:
    dispute = finished(world)
    bind(dispute=dispute, keep="long", by=world.village)
    client.force_login(world.village)
    page = f"/disputes/{dispute.uid}/dossier/export"
    assert client.post(page, {}).status_code == 422
    asked = {"purpose": "check", "reason": "送司法所检查卷宗", "password": PASSWORD}
    assert client.post(page, asked).status_code == 302
    made, held = Export.objects.get(), bytes(ExportFile.objects.get().content)
    assert (made.kind, made.keys, made.rows) == ("dossier", [dispute.pk], 1)
    assert made.file_name.endswith(".pdf")
    text = "".join(p.extract_text() for p in PdfReader(io.BytesIO(held)).pages)
    for words in ("卷内目录", "演示数据", world.village.name, made.number):
        assert words in text
    taken = client.get(f"/accounts/exports/{made.uid}/file")
    assert (taken.status_code, taken["Content-Type"]) == (200, "application/pdf")


def test_the_page_asks_the_same_whatever_the_file_holds(
    world: World, client: Client, django_assert_max_num_queries: Any
) -> None:
    dispute = finished(world)
    client.force_login(world.village)
    client.get("/")
    with django_assert_max_num_queries(45):
        client.get(f"/disputes/{dispute.uid}/dossier")


def test_one_paper_alone(world: World, client: Client) -> None:
    dispute = finished(world)
    client.force_login(world.village)
    page = f"/disputes/{dispute.uid}/dossier/export?paper=record"
    assert "人民调解记录" in client.get(page).text
    asked = {"purpose": "check", "reason": "补签名用的一份", "password": PASSWORD}
    assert client.post(page, asked).status_code == 302
    held = bytes(ExportFile.objects.get().content)
    sheets = PdfReader(io.BytesIO(held)).pages
    text = "".join(p.extract_text() for p in sheets)
    assert "人民调解记录" in text
    assert "卷内目录" not in text
    assert len(sheets) == dispute.sessions.count()


def test_what_comes_later_stands_beside_the_bound_file(world: World, client: Client) -> None:
    in_office(world)
    row = cases.settled(world)
    cases.visited(cases.again(row.dispute), world.village, found={1: "not_due"})
    cases.identified(cases.again(row.dispute), world.village)
    bound = bind(dispute=cases.again(row.dispute), keep="long", by=world.village)
    before = draw(file_of(world.village, row.dispute.uid, printed=True))
    assert hashlib.sha256(before.data).hexdigest() == bound.digest
    cases.visited(cases.again(row.dispute), world.village, found={1: "performed"})
    file = file_of(world.village, row.dispute.uid, printed=True)
    assert [words for _day, words in file.later] == ["回访", "第 1 项约定已履行"]
    assert draw(file).data == before.data
    client.force_login(world.village)
    assert "不装进已归档的卷" in client.get(f"/disputes/{row.dispute.uid}/dossier").text


def test_a_confirmation_asked_before_and_filed_after_it_was_bound(world: World) -> None:
    in_office(world)
    row = cases.settled(world)
    asked = confirmation.want(dispute=row.dispute, on=ago(5), by=world.village)
    cases.visited(cases.again(row.dispute), world.village)
    cases.identified(cases.again(row.dispute), world.village)
    bind(dispute=cases.again(row.dispute), keep="long", by=world.village)
    before = draw(file_of(world.village, row.dispute.uid, printed=True))
    asked.refresh_from_db()
    confirmation.file(confirmation=asked, court="甲县法院", joint=True, on=ago(4), by=world.village)
    file = file_of(world.village, row.dispute.uid, printed=True)
    assert [words for _day, words in file.later] == ["司法确认申请交法院"]
    assert draw(file).data == before.data


def test_what_can_still_be_made_is_not_explained_away(world: World) -> None:
    in_office(world)
    row = cases.settled(world, registered=False)
    cases.visited(cases.again(row.dispute), world.village)
    with pytest.raises(NotTheMoment, match="口头协议登记表"):
        bind(
            dispute=cases.again(row.dispute), keep="long", by=world.village,
            remarks="登记表没有填，当事人也没有身份证复印件。",
        )  # fmt: skip


def test_elsewhere_sealed_and_rolled_back(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    dispute = finished(world)
    for who in ("village_next", "town_next"):
        with pytest.raises(Http404):
            bind(dispute=dispute, keep="long", by=world.users[who])
        client.force_login(world.users[who])
        for page in ("", "/paper", "/export", "/bind"):
            found = client.get(f"/disputes/{dispute.uid}/dossier{page}")
            assert found.status_code == 404, (who, page)

    def broken(*_args: Any, **_more: Any) -> Any:
        raise NotTheMoment("字体中没有")

    with monkeypatch.context() as patch:
        patch.setattr("disputes.transitions.dossier.draw", broken)
        with pytest.raises(NotTheMoment):
            bind(dispute=dispute, keep="long", by=world.village)
    assert not Dossier.objects.exists()
    assert bind(dispute=cases.again(dispute), keep="long", by=world.village).serial == 1
    Matter.objects.filter(pk=dispute.matter_id).update(sealed=True)
    client.force_login(world.village_mate)
    for page in ("", "/paper", "/export", "/bind"):
        assert client.get(f"/disputes/{dispute.uid}/dossier{page}").status_code == 404, page


def test_names_of_every_kind_are_printed_or_named(world: World) -> None:
    """A dot in a name is printed; a sign no face holds is named in a sentence, never a box
    (domain K 13)."""
    in_office(world)
    dispute = cases.taken(world, applicants=["阿依古丽·买买提"], respondents=["龑子昂"])
    file = file_of(world.village, dispute.uid, printed=True)
    text = "".join(p.extract_text() for p in PdfReader(io.BytesIO(draw(file).data)).pages)
    assert "阿依古丽·买买提" in text
    assert "龑子昂" in text
    strange = cases.taken(world, applicants=["𠮷田海"], respondents=["余大海"])
    with pytest.raises(NotTheMoment, match=r"生僻字.*𠮷"):
        draw(file_of(world.village, strange.uid, printed=True))
