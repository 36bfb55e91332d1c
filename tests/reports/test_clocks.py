"""Windows and clocks are data of the year: set before they begin, inside bounds, with a reason;
what is open keeps its own days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import Client
from django.utils import timezone

from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from accounts.work import WorkItem
from campaigns.models import Level
from campaigns.workdays import add_workdays
from reports import work
from reports.models import Appeal, ScoreClocks, ScoringRun
from reports.transitions.clocks import set_clocks
from reports.transitions.department import issue_link
from reports.transitions.mark import Given, mark_self
from reports.transitions.publication import consult
from reports.transitions.veto import verify
from tests.cast import World
from tests.households.reporting import at
from tests.reports.fair import hint, published
from tests.reports.test_appeal import filed
from tests.reports.test_run import T1, T2, V1, fill_all

SignIn = Callable[[str], Client]
HOUSE = {name: getattr(ScoreClocks(), name) for name in ScoreClocks.BOUNDS}
LONGER = {
    "verify_days": 12, "statement_days": 8, "decide_days": 12, "appeal_days": 20,
    "reply_days": 30, "consult_days": 7, "link_days": 21, "self_before_days": 70,
    "self_township_days": 25, "self_village_days": 40, "department_days": 15,
}  # fmt: skip


def put(world: World, starts: date, days: dict[str, int] = LONGER, **other: Any) -> ScoreClocks:
    values: dict[str, Any] = {
        "campaign": world.campaign,
        "reason": "按县委平安办要求延长。",
        "by": world.governance,
    }
    return set_clocks(**(values | {"starts": starts, "days": days} | other))


def test_the_present_numbers_hold_until_others_do(world: World) -> None:
    today = timezone.localdate()
    now = ScoreClocks.objects.on(world.campaign.pk, today)
    assert now._state.adding
    assert {name: getattr(now, name) for name in HOUSE} == HOUSE
    assert HOUSE == {
        "verify_days": 10, "statement_days": 5, "decide_days": 10, "appeal_days": 10,
        "reply_days": 15, "consult_days": 5, "link_days": 14, "self_before_days": 60,
        "self_township_days": 20, "self_village_days": 30, "department_days": 10,
    }  # fmt: skip
    row = put(world, today + timedelta(days=1))
    assert ScoreClocks.objects.on(world.campaign.pk, today)._state.adding
    assert ScoreClocks.objects.on(world.campaign.pk, row.starts) == row
    assert Trail.objects.get(act="score.clocks").after["appeal_days"] == 20


def test_who_when_and_how_much(world: World) -> None:
    ahead = timezone.localdate() + timedelta(days=1)
    for who in ("county", "town", "village", "auditor"):
        with pytest.raises(Forbidden):
            put(world, ahead, by=world.users[who])
    with pytest.raises((Forbidden, Http404)):
        put(world, ahead, by=world.users["county_other"])
    with pytest.raises(Invalid) as wrong:
        put(world, timezone.localdate(), LONGER | {"statement_days": 4, "link_days": 61})
    assert set(wrong.value.errors) == {"starts", "statement_days", "link_days"}
    with pytest.raises(Invalid):
        put(world, ahead, reason=" ")
    row = put(world, ahead)
    with pytest.raises(NotTheMoment, match="已经定过"):
        put(world, ahead)
    assert ScoreClocks.objects.count() == 1
    for name, (least, most) in ScoreClocks.BOUNDS.items():
        for days in (least - 1, most + 1):
            with pytest.raises(IntegrityError, match="score_clocks_bounds"), transaction.atomic():
                ScoreClocks.objects.create(
                    campaign=world.campaign, county=row.county, reason="x", by=world.governance,
                    starts=ahead + timedelta(days=5), **{name: days},
                )  # fmt: skip
    with pytest.raises(Exception, match=r"frozen|不能再改"), transaction.atomic():
        ScoreClocks.objects.filter(pk=row.pk).update(appeal_days=30)


def test_what_is_open_keeps_its_days(world: World, computed_run: ScoringRun) -> None:
    """A result published, a hint noted and a veto told before the day go by the old numbers; after
    it by the new ones."""
    draft = computed_run
    fill_all(world, draft)
    with at("2027-01-18 10:00:00"):
        run = published(world, draft)
        first = hint(world, T1)
        put(world, date(2027, 1, 20))
        assert first.verify_by == add_workdays(date(2027, 1, 18), 10)
    with at("2027-01-21 10:00:00"):
        appeal = filed(world, run)
        assert appeal.window_until == add_workdays(date(2027, 1, 18), 10)  # opened before
        assert appeal.reply_by == add_workdays(date(2027, 1, 21), 30)  # began now
        veto = verify(
            veto=first, founded=True, finding="查实", told_on=date(2027, 1, 19),
            by=world.governance,
        )  # fmt: skip
        assert veto.statement_until == add_workdays(date(2027, 1, 19), 5)  # told before the day
        assert hint(world, T2).verify_by == add_workdays(date(2027, 1, 21), 12)
    assert Appeal.objects.count() == 1


def test_consulting_and_links_go_by_the_day_they_begin(
    world: World, computed_run: ScoringRun
) -> None:
    draft = computed_run
    fill_all(world, draft)
    with at("2027-01-18 10:00:00"):
        put(world, date(2027, 1, 20))
        link, _token = issue_link(run=draft, department="县妇联", by=world.county)
        assert (link.expires_at - timezone.now()).days == 14
    with at("2027-01-20 10:00:00"):
        link, _token = issue_link(run=draft, department="县妇联", by=world.county)
        assert (link.expires_at - timezone.now()).days == 21
        run = consult(run=draft, by=world.governance)
        assert run.consult_until == add_workdays(date(2027, 1, 20), 7)


TOWN, VILLAGE = int(Level.TOWNSHIP), int(Level.VILLAGE)
USUAL = (date(2026, 11, 1), date(2026, 11, 20), date(2026, 11, 30), date(2027, 1, 10))


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ([], USUAL),
        # Begun before it opened: opens 22 October, 25 and 40 days, departments 15 days.
        ([("2026-10-01", {})], (date(2026, 10, 22), date(2026, 11, 15), date(2026, 11, 30),
                                date(2027, 1, 15))),
        # In force only after the day it names: opens the day the numbers hold.
        ([("2026-10-26", {})], (date(2026, 10, 26), date(2026, 11, 19), date(2026, 12, 4),
                                date(2027, 1, 15))),
        # Open since 1 November: keeps its days; the departments' window had not begun.
        ([("2026-11-02", {})], (*USUAL[:3], date(2027, 1, 15))),
        ([("2027-01-02", {})], USUAL),
        # The newest before the opening counts, not the first.
        ([("2026-09-01", {}), ("2026-09-09", {"self_before_days": 31, "self_village_days": 5})],
         (date(2026, 11, 30), date(2026, 12, 24), date(2026, 12, 4), date(2027, 1, 15))),
    ],
)  # fmt: skip
def test_when_units_and_departments_score(
    world: World, rows: list[tuple[str, dict[str, int]]], wanted: tuple[date, ...]
) -> None:
    for starts, other in rows:
        ScoreClocks.objects.create(
            campaign=world.campaign, county=world.campaign.county, by=world.governance,
            reason="x", starts=date.fromisoformat(starts), **(LONGER | other),
        )  # fmt: skip
    days = ScoreClocks.objects.mark_days(world.campaign.pk, 2026)
    until = (days.until("self", TOWN), days.until("self", VILLAGE))
    assert (days.opens, *until, days.until("department", TOWN)) == wanted


def test_a_county_that_opens_earlier_asks_earlier(
    world: World, computed_run: ScoringRun, sign_in: SignIn
) -> None:
    """The numbers reach the verb, the work list and the pages."""
    run = computed_run
    sheet = f"/scores/{run.uid}/{V1}/self"

    def mark() -> None:
        mark_self(
            run=run, unit=world.divisions[V1], given=[Given(V1, "1.2", Decimal("4.00"))],
            signer="李秀云", by=world.village,
        )  # fmt: skip

    with at("2026-10-20 10:00:00"):
        put(world, date(2026, 10, 21))
    with at("2026-10-21 10:00:00"):
        assert not asked(world)
        with pytest.raises(NotTheMoment, match="10月22日起自评"):
            mark()
    with at("2026-10-22 10:00:00"):
        assert [item.due for item in asked(world)] == [date(2026, 11, 30)]
        assert "11月30日前" in sign_in("village").get(sheet).text
        assert "1月15日" in sign_in("county").get(f"/scores/{run.uid}/departments").text
        mark()
        assert not asked(world)


def asked(world: World) -> list[WorkItem]:
    found = work.items(world.village, timezone.localdate())
    return [item for item in found if "自评" in item.title]


def test_the_page(sign_in: SignIn, world: World) -> None:
    client = sign_in("governance")
    page = client.get("/scores/clocks").text
    assert "随系统" in page
    assert "现行" in page
    form = {name: str(days) for name, days in LONGER.items()}
    ahead = (timezone.localdate() + timedelta(days=3)).isoformat()
    wrong = client.post(
        "/scores/clocks", form | {"starts": ahead, "reason": "", "reply_days": "99"}
    )
    assert wrong.status_code == 422
    assert 'value="20"' in wrong.text  # what was typed stays
    done = client.post(
        "/scores/clocks", form | {"starts": ahead, "reason": "按县委平安办要求延长。"}
    )
    assert done.status_code == 302
    assert "待生效" in client.get("/scores/clocks").text
    for who in ("county", "auditor"):
        page = sign_in(who).get("/scores/clocks").text
        assert "待生效" in page
        assert "定下来" not in page
    refused = sign_in("county").post(
        "/scores/clocks", form | {"starts": ahead, "reason": "按要求延长。"}
    )
    assert refused.status_code == 403
    assert sign_in("village").get("/scores/clocks").status_code == 403


def test_by_api(sign_in: SignIn, world: World) -> None:
    """The same verb: read by whoever sees the result, set by the office alone, refused in words."""
    url, json = "/api/v1/score-clocks", "application/json"
    body: dict[str, Any] = {
        "campaign": world.campaign.pk, "reason": "按县委平安办要求延长。", **LONGER,
        "starts": (timezone.localdate() + timedelta(days=3)).isoformat(),
    }  # fmt: skip
    office = sign_in("governance")
    for change, status, words in (
        ({"reply_days": 61}, 422, "5 至 60 天"),
        ({"starts": timezone.localdate().isoformat()}, 422, "从明天或以后的一天起"),
        ({"reason": "　"}, 422, "请写明原因"),
        ({"appeal_days": "十"}, 422, ""),
        ({"campaign": 0}, 404, ""),
    ):
        answer = office.post(url, body | change, content_type=json)
        assert answer.status_code == status, answer.text
        assert words in answer.text
    for who in ("county", "auditor", "town", "village"):
        assert sign_in(who).post(url, body, content_type=json).status_code == 403
    assert not ScoreClocks.objects.exists()
    made = office.post(url, body, content_type=json)
    assert made.status_code == 201, made.text
    assert made.json()["appeal_days"] == 20
    again = office.post(url, body, content_type=json)
    assert (again.status_code, "已经定过" in again.text) == (409, True)
    for who in ("governance", "county", "town", "village"):
        client = sign_in(who)
        [row] = client.get(url, {"year": 2026}).json()["results"]
        assert (row["reply_days"], row["reason"]) == (30, "按县委平安办要求延长。")
        now = client.get(f"{url}/current", {"year": 2026}).json()
        assert (now["starts"], now["reply_days"], now["self_opens"]) == (None, 15, "2026-11-01")
        assert client.get(url, {"year": 2025}).json()["count"] == 0
    assert sign_in("county_other").get(url).json()["count"] == 0
    assert sign_in("county").get(f"{url}/current", {"year": 1999}).status_code == 404
    with at("2030-01-05 10:00:00"):
        now = sign_in("town").get(f"{url}/current", {"year": 2026}).json()
        assert (now["reply_days"], now["starts"]) == (30, body["starts"])
