"""Zero reports: filed once, in time or late, amended with former figures kept, proved untrue."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import scope
from accounts.models import Reading, Trail, User
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from campaigns.models import Campaign
from households import report_work, work
from households.models import Contradiction, ReportingPeriod, ZeroReport
from households.report_figures import Figures
from households.transitions.contradiction import question
from households.transitions.period import open_period
from households.transitions.report import AlreadyFiled, amend_report, file_report
from tests import cast
from tests.cast import World
from tests.households.reporting import (
    FOUND,
    NIL,
    at,
    file_as,
    found_untrue,
    local,
    november,
)

SignIn = Callable[[str], Client]
JSON = "application/json"
OPEN_DAY = "2026-11-20 09:32:00"


@pytest.fixture
def period(world: World) -> ReportingPeriod:
    return november(world)


def _form(period: ReportingPeriod, **more: Any) -> dict[str, Any]:
    return {
        "period": period.pk,
        "village": 990101100201,
        "kind": "nil",
        "checks": ["police", "grid"],
        "signer": "村调解一",
        "client_uuid": str(uuid.uuid4()),
        "confirmed": "1",
    } | more


# --- file -------------------------------------------------------------------------------------


def test_village_files_nil(world: World, period: ReportingPeriod) -> None:
    with at(OPEN_DAY):
        report = file_as(world.village, period, world.village_one)
    assert report.number == "2026-11-100201"
    assert report.received_at == report.first_received_at == local(OPEN_DAY)
    assert (report.kind, report.found, report.checks) == ("nil", 0, ["police"])
    assert not report.is_late
    entry = Trail.objects.get(act="report.file", key=str(report.pk))
    assert (entry.by, entry.place) == (world.village, world.village_one.code)


@pytest.mark.parametrize("who", ["town", "county"])
def test_offices_may_not_file(world: World, period: ReportingPeriod, who: str) -> None:
    with at(OPEN_DAY), pytest.raises(Forbidden):
        file_as(world.users[who], period, world.village_one)


@pytest.mark.parametrize("who", ["village_next", "county_other", "town_next", "nobody"])
def test_outsiders_see_nothing_to_file(world: World, period: ReportingPeriod, who: str) -> None:
    with at(OPEN_DAY), pytest.raises(Http404):
        file_as(world.users[who], period, world.village_one)


@pytest.mark.parametrize(
    ("figures", "field"),
    [
        (replace(NIL, checks=()), "checks"),
        (replace(NIL, checks=("guess",)), "checks"),
        (replace(NIL, signer="  "), "signer"),
        (replace(NIL, summary="有人扬言"), "kind"),
        (replace(NIL, found=1), "kind"),
        (replace(NIL, kind="maybe"), "kind"),
        (replace(FOUND, found=0), "found"),
        (replace(FOUND, found=1000), "found"),
        (replace(FOUND, summary=" "), "summary"),
        (replace(FOUND, measures=""), "measures"),
        (replace(FOUND, summary="长" * 2001), "summary"),
        (replace(FOUND, signer="名" * 41), "signer"),
    ],
)
def test_what_does_not_hold_is_refused(
    world: World, period: ReportingPeriod, figures: Figures, field: str
) -> None:
    with at(OPEN_DAY), pytest.raises(Invalid) as refused:
        file_as(world.village, period, world.village_one, figures)
    assert field in refused.value.errors
    assert not ZeroReport.objects.exists()
    assert not Trail.objects.filter(act="report.file").exists()


@pytest.mark.parametrize(
    ("moment", "late"),
    [
        ("2026-11-01 00:00:00", False),
        ("2026-11-25 16:59:59.999", False),
        ("2026-11-25 17:00:00", False),
        ("2026-11-25 17:00:00.000001", True),
        ("2026-11-25 17:00:01", True),
        ("2026-12-31 23:59:59.999999", True),
    ],
)
def test_due_instant_is_inclusive(
    world: World, period: ReportingPeriod, moment: str, late: bool
) -> None:
    with at(moment):
        assert file_as(world.village, period, world.village_one).is_late is late


@pytest.mark.parametrize("moment", ["2026-10-31 23:59:59.999999", "2027-01-01 00:00:00"])
def test_window_ends_at_county_midnight(world: World, period: ReportingPeriod, moment: str) -> None:
    with at(moment), pytest.raises(NotTheMoment):
        file_as(world.village, period, world.village_one)


def test_not_after_the_year_was_closed(world: World, period: ReportingPeriod) -> None:
    Campaign.objects.filter(pk=world.campaign.pk).update(status="closed")
    with at(OPEN_DAY), pytest.raises(NotTheMoment, match="截止"):
        file_as(world.village, period, world.village_one)


def test_same_form_twice_is_one_report(world: World, period: ReportingPeriod) -> None:
    again = uuid.uuid4()
    with at(OPEN_DAY):
        first = file_as(world.village, period, world.village_one, client_uuid=again)
    with at("2027-02-01 08:00:00"):
        assert file_as(world.village, period, world.village_one, client_uuid=again) == first
    with at(OPEN_DAY), pytest.raises(AlreadyFiled):
        file_as(world.village, period, world.village_one, FOUND, client_uuid=again)
    assert ZeroReport.objects.count() == 1
    assert Trail.objects.filter(act="report.file").count() == 1


def test_second_report_names_the_first(world: World, period: ReportingPeriod) -> None:
    with at(OPEN_DAY):
        file_as(world.village, period, world.village_one)
        with pytest.raises(AlreadyFiled, match="村调解一于11月20日 09:32上报，编号 2026-11-100201"):
            file_as(world.village_mate, period, world.village_one, FOUND)
        file_as(world.village_next, period, world.village_two)


def test_database_keeps_one_live_report(world: World, period: ReportingPeriod) -> None:
    with at(OPEN_DAY):
        report = file_as(world.village, period, world.village_one)
    report.pk, report.uid, report.client_uuid = None, uuid.uuid4(), None
    with pytest.raises(IntegrityError, match="report_one_live"), transaction.atomic():
        report.save()


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"checks": []}, "report_nil_names_checks"),
        ({"found": 1}, "report_nil_names_checks"),
        ({"signer": ""}, "report_signed"),
        ({"checks": ["guess"]}, "report_checks_known"),
        ({"untrue_at": timezone.now()}, "report_untrue_with_reason"),
    ],
)
def test_database_refuses_too(
    world: World, period: ReportingPeriod, change: dict[str, Any], constraint: str
) -> None:
    with at(OPEN_DAY):
        report = file_as(world.village, period, world.village_one)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ZeroReport.objects.filter(pk=report.pk).update(**change)


# --- amend ------------------------------------------------------------------------------------


def test_amendment_keeps_the_former_and_its_timeliness(
    world: World, period: ReportingPeriod
) -> None:
    with at(OPEN_DAY):
        first = file_as(world.village, period, world.village_one)
    with at("2026-12-02 10:00:00"):
        now = amend_report(
            uid=first.uid, figures=FOUND, reason="走访时发现", version=1, by=world.village_mate
        )
    first.refresh_from_db()
    assert (first.is_live, first.kind, first.found) == (False, "nil", 0)
    assert (now.is_live, now.found, now.revision, now.amends) == (True, 2, 2, first)
    assert now.first_received_at == local(OPEN_DAY)
    assert now.received_at == local("2026-12-02 10:00:00")
    assert not now.is_late
    entry = Trail.objects.get(act="report.amend")
    assert entry.before == {"kind": "nil", "found": 0, "revision": 1}
    assert entry.after == {"kind": "found", "found": 2, "revision": 2}
    assert entry.reason == "走访时发现"


def test_amendment_refusals(world: World, period: ReportingPeriod) -> None:
    with at(OPEN_DAY):
        first = file_as(world.village, period, world.village_one)
        with pytest.raises(Forbidden):
            amend_report(uid=first.uid, figures=FOUND, reason="走访时发现", by=world.town)
        with pytest.raises(Http404):
            amend_report(uid=first.uid, figures=FOUND, reason="走访时发现", by=world.village_next)
        with pytest.raises(Invalid, match="原因"):
            amend_report(uid=first.uid, figures=FOUND, reason=" ", by=world.village)
        with pytest.raises(Invalid, match="相同"):
            amend_report(uid=first.uid, figures=NIL, reason="走访时发现", by=world.village)
    with at("2027-01-01 00:00:00"), pytest.raises(NotTheMoment):
        amend_report(uid=first.uid, figures=FOUND, reason="走访时发现", by=world.village)
    assert ZeroReport.objects.get() == first


def test_stale_amendment_shows_both_versions(world: World, period: ReportingPeriod) -> None:
    with at(OPEN_DAY):
        first = file_as(world.village, period, world.village_one)
        amend_report(uid=first.uid, figures=FOUND, reason="走访时发现", version=1, by=world.village)
        mine = replace(FOUND, found=3)
        with pytest.raises(Stale) as stale:
            amend_report(
                uid=first.uid, figures=mine, reason="又有一件", version=1, by=world.village_mate
            )
    assert stale.value.who == "村调解一"
    assert [(f.label, f.theirs, f.mine) for f in stale.value.fields] == [("数量", "2 件", "3 件")]
    assert ZeroReport.objects.count() == 2


def test_same_amendment_twice_is_one(world: World, period: ReportingPeriod) -> None:
    form = uuid.uuid4()
    with at(OPEN_DAY):
        first = file_as(world.village, period, world.village_one)
        made = [
            amend_report(
                uid=first.uid,
                figures=FOUND,
                reason="走访时发现",
                version=1,
                client_uuid=form,
                by=world.village,
            )
            for _ in range(2)
        ]
    assert made[0] == made[1]
    assert ZeroReport.objects.count() == 2


def test_failed_amendment_leaves_the_live_report(
    world: World, period: ReportingPeriod, monkeypatch: pytest.MonkeyPatch
) -> None:
    with at(OPEN_DAY):
        first = file_as(world.village, period, world.village_one)

        def fail(*args: Any, **kwargs: Any) -> None:
            raise RuntimeError

        monkeypatch.setattr("households.transitions.report.trail.record", fail)
        with pytest.raises(RuntimeError):
            amend_report(uid=first.uid, figures=FOUND, reason="走访时发现", by=world.village)
    assert ZeroReport.objects.live().get() == first


# --- untrue -----------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["town", "county"])
def test_office_marks_untrue(world: World, period: ReportingPeriod, who: str) -> None:
    with at(OPEN_DAY):
        first = file_as(world.village, period, world.village_one)
    with at("2027-01-20 10:00:00"):
        report = found_untrue(world, first, world.users[who], "派出所通报有持械")
    assert (report.untrue_by, report.is_live, report.is_late) == (world.users[who], True, False)
    entry = Trail.objects.get(act="report.untrue")
    assert (entry.reason, entry.before, entry.by) == ("", {"untrue": False}, world.users[who])
    assert report.untrue_reason == "派出所通报有持械"


def test_question_refusals(world: World, period: ReportingPeriod) -> None:
    with at(OPEN_DAY):
        first = file_as(world.village, period, world.village_one)
        other = file_as(world.village_next, period, world.village_two, FOUND)
        for who in ("village", "village_mate"):
            with pytest.raises(Forbidden):
                question(uid=first.uid, grounds="派出所通报", by=world.users[who])
        for who in ("town_next", "governance", "auditor", "county_other"):
            with pytest.raises(Http404):
                question(uid=first.uid, grounds="派出所通报", by=world.users[who])
        with pytest.raises(Invalid):
            question(uid=first.uid, grounds="", by=world.town)
        with pytest.raises(NotTheMoment, match="有情况"):
            question(uid=other.uid, grounds="派出所通报", by=world.town)
        found_untrue(world, first)
        with pytest.raises(NotTheMoment, match="已经认定"):
            question(uid=first.uid, grounds="派出所通报", by=world.county)


def test_a_village_that_corrects_itself_first_is_not_marked(
    world: World, period: ReportingPeriod
) -> None:
    with at(OPEN_DAY):
        first = file_as(world.village, period, world.village_one)
        now = amend_report(uid=first.uid, figures=FOUND, reason="走访时发现", by=world.village)
        for uid in (first.uid, now.uid):
            with pytest.raises(NotTheMoment):
                question(uid=uid, grounds="派出所通报", by=world.town)


def test_untrue_cannot_be_amended_away(world: World, period: ReportingPeriod) -> None:
    with at(OPEN_DAY):
        first = file_as(world.village, period, world.village_one)
        found_untrue(world, first)
        now = amend_report(uid=first.uid, figures=FOUND, reason="已核实属实", by=world.village)
    assert now.untrue_at == local(OPEN_DAY)
    assert (now.untrue_by, now.untrue_reason) == (world.town, "派出所通报")


# --- race -------------------------------------------------------------------------------------


def _in_parallel(jobs: list[Callable[[], Any]]) -> list[Any]:
    """Run jobs at the same moment, each on its own connection; results or exceptions."""
    gate = threading.Barrier(len(jobs))
    out: list[Any] = [None] * len(jobs)

    def run(at_: int) -> None:
        try:
            gate.wait()
            out[at_] = jobs[at_]()
        except Exception as error:
            out[at_] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(i,)) for i in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return out


def _committed_world() -> tuple[World, ReportingPeriod]:
    with transaction.atomic():
        scope.put(scope.mint(User.objects.system()))
        world = cast.build()
        today = timezone.localdate()
        Campaign.objects.filter(pk=world.campaign.pk).update(
            year=today.year, data_closes_on=date(today.year, 12, 31)
        )
        world.campaign.refresh_from_db()
        return world, open_period(campaign=world.campaign, month=today.month, by=world.system)


@pytest.mark.django_db(transaction=True)
def test_eight_phones_at_once_make_one_report() -> None:
    world, period = _committed_world()
    clients = [Client() for _ in range(8)]
    for client in clients:
        client.force_login(world.village)
    answers = _in_parallel(
        [lambda c=c: c.post("/reports/new", _form(period)).status_code for c in clients]  # type: ignore[misc]
    )
    assert sorted(answers) == [302] + [409] * 7
    with scope.as_system():
        assert ZeroReport.objects.live().count() == ZeroReport.objects.count() == 1
        assert Trail.objects.filter(act="report.file").count() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_retries_of_one_form_all_get_the_receipt() -> None:
    world, period = _committed_world()
    form = _form(period)
    clients = [Client() for _ in range(8)]
    for client in clients:
        client.force_login(world.village)
    answers = _in_parallel(
        [lambda c=c: c.post("/reports/new", form).headers.get("Location") for c in clients]  # type: ignore[misc]
    )
    assert len(set(answers)) == 1
    assert str(answers[0]).startswith("/reports/")
    with scope.as_system():
        assert ZeroReport.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_index_holds_without_the_lock() -> None:
    """Straight inserts from eight connections, past every check of the verb."""
    world, period = _committed_world()

    def insert() -> int:
        with scope.as_system():
            return ZeroReport.objects.create(
                period=period,
                village=world.village_one,
                kind="nil",
                checks=["grid"],
                signer="甲",
                filed_by=world.village,
                received_at=timezone.now(),
                first_received_at=timezone.now(),
            ).pk

    answers = _in_parallel([insert] * 8)
    assert sum(isinstance(a, int) for a in answers) == 1
    assert sum(isinstance(a, IntegrityError) for a in answers) == 7


@pytest.mark.django_db(transaction=True)
def test_two_amendments_at_once_one_wins() -> None:
    world, period = _committed_world()
    with scope.as_system():
        first = file_report(
            period=period,
            village=world.village_one.code,
            figures=NIL,
            client_uuid=uuid.uuid4(),
            by=world.village,
        )

    def amend(found: int) -> ZeroReport:
        user = User.objects.get(pk=world.village.pk)
        with scope.opened(user):
            return amend_report(
                uid=first.uid,
                figures=replace(FOUND, found=found),
                reason="走访时发现",
                version=1,
                by=user,
            )

    answers = _in_parallel([lambda n=n: amend(n) for n in range(1, 9)])  # type: ignore[misc]
    assert sum(isinstance(a, ZeroReport) for a in answers) == 1
    assert sum(isinstance(a, Stale) for a in answers) == 7
    with scope.as_system():
        assert ZeroReport.objects.count() == 2


# --- pages ------------------------------------------------------------------------------------


def test_form_confirm_receipt(sign_in: SignIn, period: ReportingPeriod) -> None:
    client = sign_in("village")
    with at(OPEN_DAY):
        client.force_login(User.objects.get(username="village"))
        page = client.get("/reports/new")
        assert page.status_code == 200
        for words in ("11月零报告", "11月25日 17:00 截止", "本期有没有重大隐患？", "签字上报：零"):
            assert words in page.text
        form = _form(period)
        del form["confirmed"]
        asked = client.post("/reports/new", form)
        assert asked.status_code == 200
        assert "确认上报：零" in asked.text
        assert not ZeroReport.objects.exists()
        back = client.post("/reports/new", form | {"back": "1"})
        assert back.status_code == 200
        assert 'value="police"' in back.text
        done = client.post("/reports/new", form | {"confirmed": "1"}, follow=True)
        assert "已上报。编号 2026-11-100201，11月20日 09:32" in done.text
        assert client.get("/reports/new", follow=True).redirect_chain == [("/reports/list", 302)]


def test_nil_without_a_tick_keeps_what_was_typed(sign_in: SignIn, period: ReportingPeriod) -> None:
    with at(OPEN_DAY):
        client = sign_in("village")
        page = client.post("/reports/new", _form(period, checks=[], signer="王五"))
        assert client.post("/reports/new", _form(period, client_uuid="x")).status_code == 422
        assert page.status_code == 422
        assert "没有查过，不能报零" in page.text
        assert "王五" in page.text
        found = {"kind": "found", "found": "x", "summary": "扬言砍人", "measures": ""}
        page = client.post("/reports/new", _form(period, **found))
        assert page.status_code == 422
        assert "件数请填数字" in page.text
        assert "扬言砍人" in page.text
        assert not ZeroReport.objects.exists()


def test_second_post_offers_an_amendment(sign_in: SignIn, period: ReportingPeriod) -> None:
    with at(OPEN_DAY):
        sign_in("village").post("/reports/new", _form(period))
        page = sign_in("village_mate").post("/reports/new", _form(period))
    report = ZeroReport.objects.get()
    assert page.status_code == 409
    assert "已由村调解一于11月20日 09:32上报" in page.text
    assert f"/reports/{report.uid}/amend" in page.text


@pytest.mark.parametrize(
    "change", [{"period": "x"}, {"period": "999999"}, {"village": "990101100202"}, {"village": ""}]
)
def test_foreign_or_broken_place_is_404(
    sign_in: SignIn, period: ReportingPeriod, change: dict[str, str]
) -> None:
    with at(OPEN_DAY):
        assert sign_in("village").post("/reports/new", _form(period) | change).status_code == 404
        assert sign_in("village").get("/reports/new?period=0").status_code == 404
        assert sign_in("town").get("/reports/new").status_code == 403


def test_pages_by_role(sign_in: SignIn, world: World, period: ReportingPeriod) -> None:
    with at(OPEN_DAY):
        report = file_as(world.village, period, world.village_one, FOUND)
        page = f"/reports/{report.uid}"
        for who in ("village", "village_mate", "town", "county"):
            shown = sign_in(who).get(page)
            assert shown.status_code == 200, who
            assert "扬言砍人" in shown.text
        for who in ("village_next", "town_next", "county_other"):
            assert sign_in(who).get(page).status_code == 404, who
        for who in ("governance", "auditor", "system_admin"):
            refused = sign_in(who).get(page)
            assert refused.status_code == 403, who
            assert "扬言砍人" not in refused.text
        assert sign_in("town").get(page + "/amend").status_code == 403
        assert sign_in("village").get(page + "/question").status_code == 403
    assert Reading.objects.filter(page="households:report_detail", noun="households.zeroreport")


def test_amend_and_untrue_by_page(sign_in: SignIn, world: World, period: ReportingPeriod) -> None:
    with at(OPEN_DAY):
        report = file_as(world.village, period, world.village_one)
        url = f"/reports/{report.uid}"
        assert "请村里说明" in sign_in("town").get(url).text
        assert sign_in("town").post(url + "/question", {"reason": ""}).status_code == 422
        client = sign_in("town")
        done = client.post(url + "/question", {"reason": "派出所通报该户"}, follow=True)
        assert "已请甲一村在11月25日前说明" in done.text
        row = Contradiction.objects.get()
        asked, village = f"/contradictions/{row.uid}", sign_in("village")
        finding = {"finding": "派出所通报该户", "version": 1}
        assert client.post(asked + "/confirm", finding).status_code == 409
        answer = {"words": "村里没有听说", "version": 1}
        assert village.post(asked + "/reply", answer, follow=True).status_code == 200
        done = client.post(asked + "/confirm", finding | {"version": 2}, follow=True)
        assert "已认定失实" in done.text
        form = _form(period, kind="found", found="1", summary="持刀", measures="收缴", version="1")
        assert village.get(url + "/amend").status_code == 200
        assert village.post(url + "/amend", form).status_code == 422
        form["reason"] = "已核实，确有此事"
        done = village.post(url + "/amend", form, follow=True)
        assert "第 2 版" in done.text
        for words in ("各版对照", "持刀", "派出所通报该户", "已核实，确有此事"):
            assert words in done.text
        stale = village.post(url + "/amend", form | {"client_uuid": str(uuid.uuid4()), "found": 3})
        assert stale.status_code == 409
        assert "您保存前，村调解一已改过" in stale.text
        assert "3 件" in stale.text


def test_own_list_and_home(sign_in: SignIn, world: World, period: ReportingPeriod) -> None:
    with at("2026-11-24 09:30:00"):
        home = sign_in("village").get("/")
        assert "11月 · 明天 17:00 截止" in home.text
        assert "待报" in home.text
        own = sign_in("village").get("/reports/", follow=True)
        assert own.redirect_chain == [("/reports/list", 302)]
        assert "本村零报告" in own.text
        file_as(world.village, period, world.village_one)
        home = sign_in("village").get("/")
        assert "11月24日上报" in home.text
        assert "更正" in sign_in("village").get("/reports/list").text


def test_list_queries_do_not_grow(sign_in: SignIn, world: World) -> None:
    counts = []
    with at("2026-12-28 09:00:00"):
        for months in (range(1, 2), range(2, 13)):
            for month in months:
                open_period(campaign=world.campaign, month=month, by=world.system)
            client = sign_in("county")
            client.get("/reports/list")
            with CaptureQueriesContext(connection) as seen:
                assert client.get("/reports/list").status_code == 200
            counts.append(len(seen))
    assert counts[0] == counts[1] <= 15


@pytest.mark.parametrize(
    "query",
    [
        "year=99999999999",
        "year=x",
        "month=13",
        "show=zzz",
        "closed=2",
        "place=-1",
        "place=1e3",
        "place=1",
        "place=99999999999999999999",
        "page=zzz",
    ],
)
def test_list_bears_any_query(sign_in: SignIn, period: ReportingPeriod, query: str) -> None:
    assert sign_in("town").get(f"/reports/list?{query}").status_code == 200
    assert sign_in("town").get(f"/api/v1/reports?{query}").status_code in {200, 404, 422}


# --- work -------------------------------------------------------------------------------------


def test_work_items(world: World, period: ReportingPeriod) -> None:
    with at("2026-11-25 17:00:00"):
        today = timezone.localdate()
        item = report_work.items(world.village, today)[0]
        assert (item.title, item.due, item.urgency(today)) == (
            "上报11月零报告",
            date(2026, 11, 25),
            "today",
        )
        assert report_work.items(world.town, today) == []
    with at("2026-11-26 08:00:00"):
        today = timezone.localdate()
        assert report_work.items(world.village, today)[0].urgency(today) == "overdue"
        due = work.report_due(world.village, today)
        assert due is not None
        assert due["state"] == "逾期"
        assert report_work.items(world.town, today)[0].title == "2 个村零报告未报"
        county = report_work.items(world.county, today)
        assert [i.title for i in county] == ["2 个镇（街道）有零报告未报，共 3 个村"]
        assert report_work.items(world.governance, today) == []
        assert report_work.items(world.nobody, today) == []
        file_as(world.village, period, world.village_one)
        assert report_work.items(world.village, today) == []
        assert report_work.items(world.town, today)[0].title == "1 个村零报告未报"
        filed = work.report_due(world.village, today)
        assert filed is not None
        assert filed["state"] == "已报"
    with at("2027-01-01 00:00:00"):
        today = timezone.localdate()
        assert report_work.items(world.village_next, today) == []
        assert report_work.items(world.county, today) == []
        assert work.report_due(world.village, today) is None


# --- API --------------------------------------------------------------------------------------


def test_api_files_amends_and_marks(sign_in: SignIn, world: World, period: ReportingPeriod) -> None:
    data = {
        "period": period.pk,
        "village": world.village_one.code,
        "kind": "nil",
        "checks": ["police"],
        "signer": "村调解一",
        "client_uuid": str(uuid.uuid4()),
    }
    with at(OPEN_DAY):
        village, town = sign_in("village"), sign_in("town")
        made = village.post("/api/v1/reports", data, content_type=JSON)
        assert made.status_code == 201, made.text
        assert made.json()["number"] == "2026-11-100201"
        same = village.post("/api/v1/reports", data, content_type=JSON)
        assert same.json()["uid"] == made.json()["uid"]
        other = data | {"client_uuid": str(uuid.uuid4())}
        taken = village.post("/api/v1/reports", other, content_type=JSON)
        assert (taken.status_code, taken.headers["Content-Type"]) == (
            409,
            "application/problem+json",
        )
        bare = village.post("/api/v1/reports", other | {"checks": []}, content_type=JSON)
        assert bare.status_code == 422
        assert town.post("/api/v1/reports", other, content_type=JSON).status_code == 403
        foreign = other | {"village": world.village_two.code}
        assert village.post("/api/v1/reports", foreign, content_type=JSON).status_code == 404
        url = f"/api/v1/reports/{made.json()['uid']}"
        asked = town.post(url + "/question", {"reason": "派出所通报"}, content_type=JSON)
        assert asked.status_code == 201, asked.text
        row = f"/api/v1/contradictions/{asked.json()['uid']}"
        said = {"words": "村里没有听说"}
        assert village.post(row + "/confirm", said, content_type=JSON).status_code == 403
        assert town.post(row + "/confirm", said, content_type=JSON).status_code == 409
        assert village.post(row + "/reply", said, content_type=JSON).json()["status"] == "replied"
        assert town.post(row + "/confirm", said, content_type=JSON).status_code == 200
        change = data | {"kind": "found", "found": 1, "summary": "持刀", "measures": "收缴"}
        change |= {"reason": "已核实属实", "version": 1, "client_uuid": str(uuid.uuid4())}
        amended = village.post(url + "/amend", change, content_type=JSON)
        assert amended.status_code == 200, amended.text
        assert amended.json()["revision"] == 2
        late = change | {"client_uuid": str(uuid.uuid4()), "found": 5}
        assert village.post(url + "/amend", late, content_type=JSON).status_code == 409
        listed = town.get("/api/v1/reports?live=true&year=2026&month=11").json()
        assert [r["uid"] for r in listed["results"]] == [amended.json()["uid"]]
        assert sign_in("village_next").get(url).status_code == 404
        assert sign_in("village_next").get("/api/v1/reports").json()["count"] == 0
        assert sign_in("governance").get("/api/v1/reports").status_code == 403
        assert Reading.objects.filter(page="api_report-list").exists()
