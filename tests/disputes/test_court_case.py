"""Cases a court sends to be mediated: the clock from signed receipt, papers back on failure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from django.utils import timezone

from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from disputes.models import CourtReferral, Dispute
from disputes.transitions import court as verbs
from disputes.transitions.agreement import settle_written
from disputes.transitions.dispute import end
from disputes.work import items
from tests.cast import World
from tests.disputes import cases
from tests.disputes.cases import REASON, ago

SignIn = Callable[[str], Client]
PAPERS: dict[str, Any] = {"court": "甲县法院", "number": "诉前调1号", "papers": "委派函一份"}


def sent(world: World, kind: str = "summary", result: str = "again") -> CourtReferral:
    """Papers signed for eight days ago; one sitting seven days ago."""
    dispute = cases.accepted(world, source="court")
    row = verbs.receive_papers(dispute=dispute, kind=kind, on=ago(8), by=world.village, **PAPERS)
    cases.sit(cases.again(dispute), world.village, result)
    return CourtReferral.objects.get(pk=row.pk)


def failed(world: World) -> CourtReferral:
    row = sent(world)
    return verbs.finish(referral=row, result="failed", on=ago(1), by=world.village)


@pytest.mark.parametrize(
    ("kind", "days"), [("before_filing", 30), ("ordinary", 15), ("summary", 7)]
)
def test_the_clock_starts_with_the_receipt(world: World, kind: str, days: int) -> None:
    row = sent(world, kind)
    clock = row.clock(timezone.localdate())
    assert clock.due_on == ago(8) + timedelta(days=days)
    assert clock.arithmetic.startswith("签收")


def test_extended_once_by_both_and_in_time(world: World) -> None:
    late, row = sent(world), sent(world, "ordinary")
    with pytest.raises(NotTheMoment, match="届满"):
        verbs.extend(referral=late, days=5, consented=True, by=world.village)
    for more in ({"consented": False}, {"days": 0}, {"days": 61}, {"on": ago(9)}):
        values: dict[str, Any] = {"days": 5, "consented": True, "by": world.village}
        with pytest.raises(Invalid):
            verbs.extend(referral=row, **(values | more))
    row = verbs.extend(referral=row, days=5, consented=True, by=world.village)
    assert row.clock(timezone.localdate()).due_on == ago(8) + timedelta(days=20)
    with pytest.raises(NotTheMoment, match="一次"):
        verbs.extend(referral=row, days=5, consented=True, by=world.village)


def test_only_what_a_court_sent_once_and_while_open(world: World) -> None:
    with pytest.raises(NotTheMoment, match="不是法院"):
        verbs.receive_papers(
            dispute=cases.accepted(world), kind="summary", by=world.village, **PAPERS
        )
    with pytest.raises(NotTheMoment, match="已经登记"):
        verbs.receive_papers(
            dispute=sent(world).dispute, kind="summary", by=world.village, **PAPERS
        )
    fresh = cases.accepted(world, source="court")
    for more in ({"kind": "x"}, {"court": " "}, {"number": ""}, {"papers": ""}, {"on": ago(-1)}):
        with pytest.raises(Invalid):
            verbs.receive_papers(
                dispute=fresh, by=world.village, **(PAPERS | {"kind": "summary"} | more)
            )


def test_failed_the_papers_go_back(world: World) -> None:
    row = failed(world)
    titles = [i.title for i in items(world.village, timezone.localdate())]
    assert any(t.startswith("材料退回法院") for t in titles)
    with pytest.raises(Invalid):
        verbs.give_back(referral=row, on=ago(2), by=world.village)
    assert verbs.give_back(referral=row, by=world.village).papers_back_on == ago(0)
    with pytest.raises(NotTheMoment, match="已经退回"):
        verbs.give_back(referral=row, by=world.village)
    titles = [i.title for i in items(world.village, timezone.localdate())]
    assert not any(t.startswith("材料退回法院") for t in titles)
    at_once = verbs.finish(
        referral=sent(world), result="withdrawn", papers_back_on=ago(0), by=world.village
    )
    assert at_once.papers_back_on == ago(0)


def test_agreed_only_with_an_agreement_in_force(world: World) -> None:
    row = sent(world, result="agreed")
    with pytest.raises(NotTheMoment, match="没有生效"):
        verbs.finish(referral=row, result="agreed", by=world.village)
    dispute = Dispute.objects.get(pk=row.dispute_id)
    content = cases.content(dispute)
    settle_written(dispute=dispute, content=content, agreed_on=ago(6), by=world.village)
    with pytest.raises(NotTheMoment, match="已有生效"):
        verbs.finish(referral=row, result="failed", by=world.village)
    done = verbs.finish(referral=row, result="agreed", on=ago(5), by=world.village)
    with pytest.raises(NotTheMoment, match="达成协议"):
        verbs.give_back(referral=done, by=world.village)
    for verb, more in (
        (verbs.finish, {"result": "agreed"}),
        (verbs.extend, {"days": 3, "consented": True}),
    ):
        with pytest.raises(NotTheMoment):
            verb(referral=done, by=world.village, **more)


def test_reach_role_and_version(world: World) -> None:
    row, back = sent(world, "ordinary"), failed(world)
    for verb, one, more in (
        (verbs.extend, row, {"days": 3, "consented": True}),
        (verbs.finish, row, {"result": "failed"}),
        (verbs.give_back, back, {}),
    ):
        for by, refusal in ((world.village_next, Http404), (world.county, Forbidden)):
            with pytest.raises(refusal):
                verb(referral=one, by=by, **more)
        with pytest.raises(Stale):
            verb(referral=one, by=world.village, version=9, **more)


def test_by_hand_and_api(world: World, sign_in: SignIn) -> None:
    client, dispute = sign_in("village"), cases.accepted(world, source="court")
    here = f"/disputes/{dispute.uid}"
    assert "期限没有起算" in client.get(here).text
    assert client.get(here + "/court").status_code == 200
    data = PAPERS | {"version": dispute.version, "kind": "ordinary", "on": str(ago(3))}
    assert client.post(here + "/court", data).status_code == 302
    row = CourtReferral.objects.get()
    page = client.get(here).text
    for words in ("诉前调1号", "限 15 日", "不公开", "不得在本案中担任人民陪审员、代理人、证人"):
        assert words in page
    path = f"/court-cases/{row.uid}"
    assert client.get(path + "/extend").status_code == 200
    more = {"days": 5, "consented": "on", "on": str(ago(1))}
    assert client.post(path + "/extend", more | {"version": 1}).status_code == 302
    assert client.post(path + "/extend", more | {"version": 1}).status_code == 409
    end(
        dispute=cases.again(dispute),
        ending="failed",
        reason=REASON,
        remedies_told_on=ago(0),
        by=world.village,
    )
    api = f"/api/v1/court-cases/{row.uid}"
    done = client.post(api + "/finish", {"result": "failed"}, content_type="application/json")
    assert done.json()["status"] == "failed"
    assert client.get(path + "/give-back").status_code == 200
    assert client.post(path + "/give-back", {"version": 3, "on": ago(0)}).status_code == 302
