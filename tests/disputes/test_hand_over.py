"""Handing a matter over: offered, accepted, refused, recalled, done; nobody without an owner."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import scope
from accounts.models import Posting, Trail, User
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from accounts.transitions.user import disable_user
from disputes.flow_work import items
from disputes.hand_over_rules import answer_due
from disputes.models import (
    Dispute,
    Matter,
    MatterHandler,
    MatterHandOver,
    Party,
    PersonNotice,
)
from disputes.queries.hand_over import given_away, people_of, to_answer, units_for
from disputes.queries.owned import stuck
from disputes.transitions.dispute import accept as accept_dispute
from disputes.transitions.dispute import pass_up
from disputes.transitions.hand_over import (
    Ground,
    accept,
    finish,
    offer,
    put_away,
    recall,
    refuse,
)
from disputes.transitions.keep_owned import keep_owned
from disputes.transitions.passing import pass_up as pass_up_matter
from disputes.transitions.passing import take
from tests.cast import World
from tests.disputes import cases
from tests.disputes.cases import REASON, ago
from tests.disputes.matters_flow import CANARY, matter, sorted_to

SignIn = Callable[[str], Client]
CONSENT = Ground("consent", consent_on=timezone.localdate())
DUTY = Ground("duty", words="依法应当由乡镇办理")


def offered(world: World, row: Matter | None = None, **more: Any) -> MatterHandOver:
    """A village's matter offered to its township."""
    values: dict[str, Any] = {"unit": world.township, "asked": "请接着办", "ground": DUTY}
    return offer(row or matter(world), by=world.village, **(values | more))


def again(row: Any) -> Any:
    """The row as stored now."""
    return type(row).objects.get(pk=row.pk)


def test_the_giver_answers_until_it_is_accepted(world: World) -> None:
    row = offered(world)
    held = again(row.matter)
    assert (held.owner, held.unit) == (world.village, world.village_one)
    assert row.giver == world.village
    done = accept(row, by=world.town)
    held = again(row.matter)
    assert (held.owner, held.unit, held.place) == (world.town, world.township, world.village_one)
    assert (done.status, done.answered_by) == ("accepted", world.town)
    told = Trail.objects.filter(act="matter.take", matter=row.matter_id).get()
    assert told.after["taking"] == world.town.pk
    assert "请接着办" not in str(list(Trail.objects.values_list("after", flat=True)))


def test_refused_with_a_reason_stays_with_the_giver(world: World) -> None:
    row = offered(world)
    with pytest.raises(Invalid, match="至少一句话"):
        refuse(row, reason="不", by=world.town)
    done = refuse(row, reason=REASON, by=world.town)
    assert (done.status, done.answer) == ("refused", REASON)
    assert again(row.matter).owner == world.village
    assert any("没有接收" in i.title for i in items(world.village, timezone.localdate()))
    put_away(row, by=world.village)
    assert not any("没有接收" in i.title for i in items(world.village, timezone.localdate()))


def test_recalled_before_an_answer(world: World) -> None:
    row = offered(world)
    assert recall(row, reason=REASON, by=world.village_mate).status == "recalled"
    with pytest.raises(NotTheMoment):
        accept(row, by=world.town)
    assert offered(world, again(row.matter)).status == "waiting"


def test_done_says_what_was_done(world: World) -> None:
    row = accept(offered(world), by=world.town)
    with pytest.raises(Invalid, match="至少一句话"):
        finish(row, words="好", by=world.town)
    with pytest.raises(Forbidden, match="接收人"):
        finish(row, words=REASON, by=world.county)
    done = finish(row, words=REASON, by=world.town)
    assert (done.status, done.done_words) == ("done", REASON)
    mine = items(world.village, timezone.localdate())
    assert [i.title for i in mine if "已办完" in i.title]
    assert CANARY not in str(mine)


VERBS: dict[str, Callable[[MatterHandOver, World], Any]] = {
    "accept": lambda row, w: accept(row, by=w.town),
    "refuse": lambda row, w: refuse(row, reason=REASON, by=w.town),
    "recall": lambda row, w: recall(row, reason=REASON, by=w.village),
    "finish": lambda row, w: finish(row, words=REASON, by=w.town),
}
ALLOWED_IN = {"accept": "waiting", "refuse": "waiting", "recall": "waiting", "finish": "accepted"}


@pytest.mark.parametrize("name", VERBS)
def test_only_at_its_moment(world: World, name: str) -> None:
    """Each verb from every state that is not its own; and nothing is changed."""
    for status in MatterHandOver.Status.values:
        if status == ALLOWED_IN[name]:
            continue
        row = offered(world)
        if status != "waiting":
            VERBS[{"done": "accept", "accepted": "accept", "refused": "refuse"}.get(
                status, "recall"
            )](row, world)  # fmt: skip
        if status == "done":
            VERBS["finish"](row, world)
        before = Trail.objects.count()
        with pytest.raises(NotTheMoment):
            VERBS[name](row, world)
        assert again(row).status == status
        assert Trail.objects.count() == before


@pytest.mark.parametrize("who", ["village", "village_mate", "county"])
def test_nobody_else_answers(world: World, who: str) -> None:
    row = offered(world)
    with pytest.raises(Forbidden):
        accept(row, by=world.users[who])
    with pytest.raises(Forbidden):
        refuse(row, reason=REASON, by=world.users[who])
    assert again(row).status == "waiting"


@pytest.mark.parametrize("who", ["village_next", "town_next", "county_other", "nobody"])
def test_elsewhere_it_is_not_there(world: World, who: str) -> None:
    row = offered(world)
    with pytest.raises(Http404):
        accept(row, by=world.users[who])
    with pytest.raises(Http404):
        offer(row.matter, unit=world.township, asked="请办", by=world.users[who])


def test_who_was_asked_by_name_answers_herself(world: World) -> None:
    row = offered(world, unit=world.village_one, taking=world.village_mate, ground=None)
    assert row.basis == "same"
    assert accept(row, by=world.village_mate).answered_by == world.village_mate
    assert again(row.matter).owner == world.village_mate


def test_one_offer_at_a_time(world: World) -> None:
    row = offered(world)
    with pytest.raises(NotTheMoment, match="正在等别人接收"):
        offered(world, again(row.matter))


def test_stale(world: World) -> None:
    row = matter(world)
    with pytest.raises(Stale):
        offered(world, row, version=row.version + 1)


@pytest.mark.parametrize(
    ("ground", "field"),
    [
        (None, "basis"),
        (Ground("same"), "basis"),
        (Ground("consent"), "consent_on"),
        (Ground("consent", consent_on=ago(-1)), "consent_on"),
        (Ground("safety"), "ground"),
        (Ground("duty", words="啊"), "ground"),
    ],
)
def test_another_office_is_told_only_on_a_ground(
    world: World, ground: Ground | None, field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        offered(world, ground=ground)
    assert field in refusal.value.errors
    assert not MatterHandOver.objects.exists()


def test_consent_is_kept_with_its_day(world: World) -> None:
    row = offered(world, ground=CONSENT)
    assert (row.basis, row.consent_on, row.ground) == ("consent", timezone.localdate(), "")


def test_offices_that_may_take_it(world: World) -> None:
    row = matter(world)
    names = {u.name for u in units_for(world.village, row)}
    assert names == {"甲一村", "甲一镇", "甲县"}
    with pytest.raises(Invalid) as refusal:
        offered(world, row, unit=world.village_two)
    assert "unit" in refusal.value.errors


def test_a_countys_matter_comes_to_lie_where_it_is_taken(world: World) -> None:
    row = matter(world, world.county, world.county_division, channel="hotline")
    given = offer(
        row, unit=world.divisions[990101101000], asked="请核实", ground=DUTY, by=world.county
    )
    fresh = User.objects.get(username="town_next")
    with scope.opened(fresh):
        assert not Matter.objects.visible_to(fresh).exists()
        assert to_answer(fresh).get() == given
        accept(given, by=fresh)
        held = Matter.objects.visible_to(fresh).get()
        assert (held.place_id, held.owner) == (990101101000, fresh)
        assert held.parties.visible_to(fresh).count() == 2
    assert set(Party.objects.values_list("place", flat=True)) == {990101101000}


def test_a_place_in_mediation_stands(world: World) -> None:
    row = cases.taken(world, world.county).matter
    assert {u.code for u in units_for(world.county, row)} == {
        world.village_one.code, world.township.code, world.county_division.code,
    }  # fmt: skip


def test_two_hours_or_two_working_days(world: World) -> None:
    friday = datetime(2026, 6, 12, 16, 30, tzinfo=timezone.get_default_timezone())
    assert answer_due(friday, urgent=True) == friday + timedelta(hours=2)
    assert timezone.localtime(answer_due(friday, urgent=False)).date() == date(2026, 6, 16)
    row = offered(world, urgent=True)
    assert not row.is_late
    with time_machine.travel(timezone.now() + timedelta(hours=3), tick=False):
        assert again(row).is_late
        assert MatterHandOver.objects.overdue().get() == row
        mine = items(world.village, timezone.localdate())
        assert any("逾期没有接收" in i.title for i in mine)
        theirs = [i for i in items(world.town, timezone.localdate()) if "移交待接收" in i.title]
        assert theirs[0].urgency(timezone.localdate()) == "overdue"


def sealed(world: World) -> Matter:
    """A sealed matter of the village's, which its supervisor in the township knows of."""
    row = matter(world)
    for person, role in ((world.village, "handler"), (world.town, "supervisor")):
        MatterHandler.objects.create(
            matter=row,
            place_id=row.place_id,
            person=person,
            role=role,
            since=timezone.localdate(),
            named_by=person,
        )
    row.sealed = True
    row.save(update_fields=["sealed"])
    return row


def test_a_sealed_matter_goes_only_to_its_own_people(world: World) -> None:
    row = sealed(world)
    with pytest.raises(Invalid) as refusal:
        offered(world, row)
    assert "taking" in refusal.value.errors
    assert people_of(world.county_division, row) == []
    with pytest.raises(Invalid):
        offered(world, row, unit=world.county_division, taking=world.county)
    made = offered(world, row, taking=world.town)
    with scope.opened(User.objects.get(username="county")) as county:
        assert not MatterHandOver.objects.visible_to(county).exists()
    accept(made, by=world.town)
    assert again(row).owner == world.town


def test_her_own_people_cannot_be_asked(world: World) -> None:
    row = matter(world)
    world.town.id_hash = b"x" * 16
    world.town.save(update_fields=["id_hash"])
    Party.objects.filter(matter=row).update(id_hash=b"x" * 16)
    with pytest.raises(Invalid, match="没有能接收的人"):
        offered(world, row)


def test_passing_up_waits_for_the_township(world: World, sign_in: SignIn) -> None:
    """The village's day counts, the township's word decides (domain A7 4.4)."""
    dispute = cases.consent(cases.taken(world, taken_in_on=ago(3)), world.village, on=ago(3))
    done = pass_up(dispute=dispute, reason=REASON, by=world.village)
    assert not done.is_passed_up
    assert again(dispute.matter).owner == world.village
    page = sign_in("village").get(f"/disputes/{dispute.uid}").text
    assert "等甲一镇" in page
    row = MatterHandOver.objects.get()
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        accept(row, by=world.town)
    held = again(dispute)
    assert held.passed_up_on == ago(0)
    assert held.passed_up_in_time
    assert again(dispute.matter).owner == world.town
    with pytest.raises(Forbidden, match="已上交乡镇"):
        accept_dispute(dispute=held, by=world.village)


def test_a_refused_passing_up_leaves_it_in_the_village(world: World) -> None:
    dispute = cases.accepted(world)
    pass_up(dispute=dispute, reason=REASON, by=world.village)
    refuse(MatterHandOver.objects.get(), reason=REASON, by=world.town)
    held = again(dispute)
    assert (held.passed_up_on, held.mediator) == (None, world.village)
    assert pass_up(dispute=held, reason=REASON, by=world.village)


def test_handing_a_mediation_to_a_colleague_changes_the_mediator(world: World) -> None:
    dispute = cases.accepted(world)
    row = offered(
        world, dispute.matter, unit=world.village_one, taking=world.village_mate, ground=None
    )
    accept(row, by=world.village_mate)
    assert again(dispute).mediator == world.village_mate


def test_nobody_leaves_with_a_matter_of_hers(world: World) -> None:
    row = matter(world)
    with pytest.raises(NotTheMoment, match=r"1 件承办的来件.*移交"):
        disable_user(pk=world.village.pk, by=world.system_admin, reason=REASON)
    accept(offered(world, row), by=world.town)
    disable_user(pk=world.village.pk, by=world.system_admin, reason=REASON)


def end_post(person: User) -> None:
    """Her posting ended yesterday, behind the back of the verbs."""
    for posting in Posting.objects.filter(user=person):
        posting.days = (date(2020, 1, 1), timezone.localdate())
        posting.save(update_fields=["days"])


def test_each_night_what_nobody_answers_for_goes_to_the_office_above(world: World) -> None:
    row = matter(world)
    assert keep_owned(by=world.system) == []
    end_post(world.village)
    [made] = keep_owned(by=world.system)
    assert (made.unit, made.held, made.giver) == (world.township, True, world.village)
    assert keep_owned(by=world.system) == []
    assert again(row).owner == world.village  # nothing changes hands in silence: both are told
    assert PersonNotice.objects.get(person=world.village).title.endswith("已请甲一镇接手")
    fresh = User.objects.get(username="town")
    assert [i for i in items(fresh, timezone.localdate()) if "没有人负责" in i.title]
    with pytest.raises(NotTheMoment, match="不能退回"):
        refuse(made, reason=REASON, by=fresh)
    accept(made, by=fresh)
    assert again(row).owner == fresh
    assert Trail.objects.filter(act="matter.hold", matter=row.pk).count() == 1


def test_the_office_above_may_hand_on_what_it_holds(world: World) -> None:
    row = matter(world)
    end_post(world.village)
    [held] = keep_owned(by=world.system)
    fresh = User.objects.get(username="town")
    made = offer(
        again(row),
        unit=world.village_one,
        taking=world.village_mate,
        asked="请接手",
        by=fresh,
    )
    assert (again(held).status, made.status) == ("recalled", "waiting")
    accept(made, by=world.village_mate)
    assert again(row).owner == world.village_mate


def test_a_closed_account_counts_and_a_done_matter_does_not(world: World) -> None:
    row = matter(world)
    world.village.is_active = False
    world.village.save(update_fields=["is_active"])
    assert len(keep_owned(by=world.system)) == 1
    other = sorted_to(matter(world, world.town), "advice")
    other.status, other.closed_on = "done", timezone.localdate()
    other.save()
    end_post(world.town)
    assert {h.matter_id for h in MatterHandOver.objects.filter(held=True)} == {row.pk}
    assert keep_owned(by=world.system) == []


def test_an_ownerless_sealed_matter_is_put_to_its_supervisor_by_name(world: World) -> None:
    row = sealed(world)
    end_post(world.village)
    [made] = keep_owned(by=world.system)
    assert (made.taking, made.unit, made.matter) == (world.town, world.township, row)


def test_an_open_matter_with_nothing_to_do_is_said(world: World) -> None:
    today = timezone.localdate()
    row = sorted_to(matter(world, received_on=ago(9)), "advice", ago(8))
    fresh = sorted_to(matter(world), "advice")
    dispute = cases.accepted(world)
    assert list(stuck(world.village, today)) == [row]
    assert [i for i in items(world.village, today) if "没有下一步" in i.title]
    Matter.objects.filter(pk=dispute.matter_id).update(status="handling")
    Dispute.objects.filter(pk=dispute.pk).update(
        status="ended", ending="failed", ended_on=today, remedies_told_on=today
    )
    assert set(stuck(world.village, today)) == {row, dispute.matter}
    assert fresh not in set(stuck(world.village, today))


def test_what_i_gave_away_and_how_it_stands(world: World, sign_in: SignIn) -> None:
    waiting, taken = offered(world), accept(offered(world), by=world.town)
    assert set(given_away(world.village)) == {waiting, taken}
    page = sign_in("village").get("/matter-hand-overs/?show=given")
    assert "我移交的还有 1 份没答复" in page.text
    assert page.text.count('<td class="lim">') == 2
    assert CANARY not in page.text


def test_the_database_holds_the_rules(world: World) -> None:
    row = offered(world)
    for broken in (
        {"status": "accepted"},
        {"basis": "consent", "consent_on": None},
        {"taking": row.giver},
        {"status": "done"},
        {"status": "lost"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            MatterHandOver.objects.filter(pk=row.pk).update(**broken)
    with pytest.raises(IntegrityError), transaction.atomic():
        Matter.objects.filter(pk=row.matter_id).update(owner=None)


def test_pages(world: World, sign_in: SignIn) -> None:
    row = matter(world)
    village, town = sign_in("village"), sign_in("town")
    form = village.get(f"/matters/{row.uid}/hand-over")
    assert form.status_code == 200
    assert "甲一镇" in form.text
    to = f"{world.township.code}:any"
    sent = {"to": to, "asked": "请接着办这件", "version": row.version}
    short = village.post(f"/matters/{row.uid}/hand-over", sent)
    assert short.status_code == 422
    assert "请接着办这件" in short.text
    done = village.post(f"/matters/{row.uid}/hand-over", sent | {"basis": "duty", "ground": REASON})
    assert done.status_code == 302
    here = done.headers["Location"]
    assert "请接着办这件" in town.get(here).text
    assert town.get(f"{here}/accept").status_code == 200
    assert town.post(f"{here}/accept").status_code == 302
    assert town.get(f"{here}/accept").status_code == 409
    assert village.get(f"{here}/accept").status_code == 403  # not hers to take
    assert town.post(f"{here}/finish", {"words": REASON}).status_code == 302
    assert village.post(f"{here}/seen").status_code == 302
    assert again(row).owner == world.town


def test_the_list_asks_the_same_few_queries(world: World, sign_in: SignIn) -> None:
    client = sign_in("town")
    offered(world)
    client.get("/matter-hand-overs/")
    with CaptureQueriesContext(connection) as one:
        client.get("/matter-hand-overs/")
    for _index in range(4):
        offered(world)
    with CaptureQueriesContext(connection) as five:
        assert client.get("/matter-hand-overs/").status_code == 200
    assert len(one) == len(five) <= 25


def test_taking_over_a_colleagues_matter_is_told_and_waits_for_an_offer(world: World) -> None:
    """Nothing changes hands in silence, nor behind the back of whoever was asked."""
    row = matter(world)
    take(matter=row, by=world.village_mate)
    assert PersonNotice.objects.get(person=world.village).title.endswith("村执委一接手")
    offered(world, again(row))
    with pytest.raises(NotTheMoment, match="已提出移交"):
        take(matter=row, by=world.village)
    with pytest.raises(NotTheMoment, match="已提出移交"):
        pass_up_matter(matter=row, reason=REASON, by=world.village)
