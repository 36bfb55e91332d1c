"""Windows and clocks are data of the year: set before they begin, inside bounds, with a reason;
what is open keeps its own days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import Client
from django.utils import timezone

from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from campaigns.workdays import add_workdays
from reports.models import Appeal, ScoreClocks
from reports.transitions.clocks import set_clocks
from reports.transitions.department import issue_link
from reports.transitions.publication import consult
from reports.transitions.veto import verify
from tests.cast import World
from tests.households.reporting import at
from tests.reports.fair import hint, published
from tests.reports.test_appeal import filed
from tests.reports.test_run import T1, T2, computed, fill_all

SignIn = Callable[[str], Client]
HOUSE = {name: getattr(ScoreClocks(), name) for name in ScoreClocks.BOUNDS}
LONGER = {
    "verify_days": 12, "statement_days": 8, "decide_days": 12, "appeal_days": 20,
    "reply_days": 30, "consult_days": 7, "link_days": 21,
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
        "reply_days": 15, "consult_days": 5, "link_days": 14,
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


def test_what_is_open_keeps_its_days(world: World) -> None:
    """A result published, a hint noted and a veto told before the day go by the old numbers; after
    it by the new ones."""
    draft = computed(world)
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


def test_consulting_and_links_go_by_the_day_they_begin(world: World) -> None:
    draft = computed(world)
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
