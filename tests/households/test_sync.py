"""Verbs of what phones send later (reliability F1, F3–F6, H4)."""

from __future__ import annotations

import dataclasses
import uuid
from typing import Any

import pytest
from django.http import Http404
from django.utils import timezone

from accounts import sealing
from accounts.models import Posting, Trail, User
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from households.models import (
    Household,
    ReportingPeriod,
    ScreenedHome,
    SyncItem,
    Visit,
    ZeroReport,
)
from households.queries.sync import content_of, kept_for
from households.transitions import sync_kinds
from households.transitions.screening import open_round
from households.transitions.sync import OtherAccount, enter_again, receive_item, settle_item
from tests.cast import World
from tests.households import families
from tests.households.families import days
from tests.households.reporting import FOUND, at, file_as, local, november
from tests.households.syncing import VISIT, nil_of, parcel

pytestmark = pytest.mark.django_db
NOW = "2026-11-24 10:00:00"
State = SyncItem.State


@pytest.fixture
def period(world: World) -> Any:
    with at(NOW):
        yield november(world)


def test_a_report_is_entered_in_the_writers_name(world: World, period: ReportingPeriod) -> None:
    one = parcel(
        world.village, "report", nil_of(world, period), written_at=local("2016-01-01 00:00:00")
    )
    item = receive_item(one, by=world.village)
    report = ZeroReport.objects.get()
    assert (item.state, item.code, item.sealed) == (State.ACCEPTED, 201, "")
    assert item.url == f"/reports/{report.uid}"
    assert report.filed_by == world.village
    assert report.signer == world.village.name
    # The phone's own clock is only a claim (H4).
    assert report.received_at == local(NOW)
    assert not report.is_late


def test_the_same_item_again_gives_the_same_answer(world: World, period: ReportingPeriod) -> None:
    one = parcel(world.village, "report", nil_of(world, period))
    first = receive_item(one, by=world.village)
    trail = Trail.objects.count()
    again = receive_item(one, by=world.village)
    assert again.pk == first.pk
    assert (again.code, again.sentence, again.url) == (first.code, first.sentence, first.url)
    assert ZeroReport.objects.count() == 1
    assert Trail.objects.count() == trail


def test_the_same_id_with_other_content_is_set_aside(world: World, period: ReportingPeriod) -> None:
    one = parcel(world.village, "report", nil_of(world, period))
    receive_item(one, by=world.village)
    other = parcel(
        world.village,
        "report",
        nil_of(world, period, checks=["grid"]),
        client_uuid=one.client_uuid,
    )
    item = receive_item(other, by=world.village)
    assert (item.state, item.code) == (State.QUARANTINED, 409)
    assert item.contradicts is not None
    assert content_of(item)["checks"] == ["grid"]
    assert receive_item(other, by=world.village).pk == item.pk
    assert receive_item(one, by=world.village).state == State.ACCEPTED
    assert ZeroReport.objects.count() == 1
    assert [i.pk for i in kept_for(world.town).waiting()] == [item.pk]


def test_a_visit_finds_its_family_by_the_number(world: World) -> None:
    with at(NOW):
        home = families.home(world, number="A-12", registered_on=timezone.localdate())
        family = families.family(world, home)
        content = VISIT | {"village": world.village_one.code, "number": "a-12 "}
        item = receive_item(parcel(world.village, "visit", content), by=world.village)
        assert (item.state, Visit.objects.get().family) == (State.ACCEPTED, family)
        missing = VISIT | {"village": world.village_one.code, "number": "99"}
        lost = receive_item(parcel(world.village, "visit", missing), by=world.village)
    assert (lost.state, lost.code) == (State.REFUSED, 422)
    assert "户号" in lost.sentence


def test_one_answer_for_a_family_next_door_and_for_none(world: World) -> None:
    """Typing numbers tells nobody which households a neighbour has listed (T3)."""
    with at(NOW):
        home = families.home(
            world, world.village_two, number="7", registered_on=timezone.localdate()
        )
        families.family(world, home, keepers=[world.village_next, world.town], by=world.town)
        told = set()
        for village, number in ((world.village_two, "7"), (world.village_two, "8")):
            content = VISIT | {"village": village.code, "number": number}
            item = receive_item(parcel(world.village, "visit", content), by=world.village)
            told.add((item.state, item.code, item.sentence))
    assert len(told) == 1
    assert not Visit.objects.exists()


def test_a_registration(world: World) -> None:
    content = {
        "number": "N1",
        "head_name": "孟兰",
        "people": "3",
        "grid": "",
        "is_resident": "1",
        "village": world.village_one.code,
    }
    one = parcel(world.village, "household", content)
    assert receive_item(one, by=world.village).state == State.ACCEPTED
    assert receive_item(one, by=world.village).state == State.ACCEPTED
    assert Household.objects.get().head_name == "孟兰"
    double = receive_item(parcel(world.village, "household", content), by=world.village)
    assert (double.state, double.code) == (State.REFUSED, 422)
    assert content_of(double)["head_name"] == "孟兰"


def test_homes_looked_at(world: World) -> None:
    """Marked in the round of that day; a number that is not there keeps all of them waiting."""
    with at(NOW):
        for number in ("1", "2", "3"):
            families.home(world, number=number, registered_on=days(-60))
        opened = open_round(
            campaign=world.campaign,
            kind="extra",
            starts=days(-3),
            ends=days(2),
            reason="返乡的家庭",
            by=world.county,
        )
        content = {"village": world.village_one.code, "looked_on": str(days(-1))}
        good = parcel(world.village, "screening", content | {"numbers": "1，3 1"})
        assert receive_item(good, by=world.village).state == State.ACCEPTED
        wrong = parcel(world.village, "screening", content | {"numbers": "2 9"})
        item = receive_item(wrong, by=world.village)
        assert (item.state, item.code) == (State.REFUSED, 422)
        assert "：9。" in item.sentence
        early = content | {"looked_on": str(days(-30)), "numbers": "2"}
        item = receive_item(parcel(world.village, "screening", early), by=world.village)
        assert (item.state, item.code) == (State.REFUSED, 409)
    marked = ScreenedHome.objects.filter(screening__round=opened)
    assert {one.household.number for one in marked.select_related("household")} == {"1", "3"}


def test_rights_lost_meanwhile(world: World, period: ReportingPeriod) -> None:
    """Nothing is entered, nothing is dropped: the county finds it (F4)."""
    one = parcel(world.village, "report", nil_of(world, period))
    Posting.objects.filter(user=world.village).update(days=("2020-01-01", "2026-11-01"))
    former = User.objects.get(pk=world.village.pk)
    item = receive_item(one, by=former)
    assert (item.state, item.code) == (State.REFUSED, 404)
    assert "不在您的工作范围" in item.sentence
    assert not ZeroReport.objects.exists()
    assert list(kept_for(world.county)) == [item]
    assert content_of(item)["checks"] == ["police"]
    assert not kept_for(world.county_other).exists()
    settle_item(uid=item.uid, settlement="entered", reason="由接任的人另报", by=world.county)
    item.refresh_from_db()
    assert (item.state, item.sealed, item.settled_by) == (State.SETTLED, "", world.county)


def test_somebody_who_never_worked_here_sends_nothing(world: World) -> None:
    with pytest.raises(Forbidden):
        receive_item(parcel(world.nobody, "report", {}), by=world.nobody)
    assert not SyncItem.objects.exists()


@pytest.mark.parametrize("form", [0, 2])
def test_a_form_of_another_version(world: World, period: ReportingPeriod, form: int) -> None:
    one = parcel(world.village, "report", nil_of(world, period), form=form)
    item = receive_item(one, by=world.village)
    assert (item.state, item.code) == (State.REFUSED, 409)
    assert "表格已经更新" in item.sentence
    done = enter_again(
        uid=item.uid,
        data=nil_of(world, period, found=0, signer=""),
        by=world.village,
    )
    assert done.state == State.SETTLED
    assert ZeroReport.objects.count() == 1


def test_an_unknown_kind_is_kept(world: World) -> None:
    item = receive_item(parcel(world.village, "letter", {"a": "b"}), by=world.village)
    assert (item.state, item.code) == (State.REFUSED, 409)
    with pytest.raises(NotTheMoment):
        enter_again(uid=item.uid, data={}, by=world.village)


def test_after_the_data_close(world: World, period: ReportingPeriod) -> None:
    one = parcel(world.village, "report", nil_of(world, period))
    with at("2027-01-02 09:00:00"):
        item = receive_item(one, by=world.village)
    assert (item.state, item.code) == (State.REFUSED, 409)
    assert "截止" in item.sentence


def test_a_mate_has_filed(world: World, period: ReportingPeriod) -> None:
    """Both versions side by side, a choice per field, saved as the next version (F3, F5)."""
    file_as(world.village_mate, period, world.village_one, FOUND)
    item = receive_item(parcel(world.village, "report", nil_of(world, period)), by=world.village)
    assert (item.state, item.code) == (State.REFUSED, 409)
    data = nil_of(world, period, found=None, signer="")
    conflict = sync_kinds.KINDS["report"].conflict
    assert conflict is not None
    both = conflict(world.village, data)
    assert both is not None
    assert (both.who, both.version) == (world.village_mate.name, 1)
    sides = {side.name: (side.theirs, side.mine) for side in both.fields}
    assert sides["found"] == ("2", "")
    assert sides["measures"] == ("已劝离", "")
    enter_again(
        uid=item.uid,
        data=data | {"reason": "同事误报，已核实"},
        by=world.village,
        base=both.version,
    )
    live = ZeroReport.objects.live().get()
    assert (live.kind, live.revision) == ("nil", 2)


def test_a_stale_base(world: World, period: ReportingPeriod) -> None:
    file_as(world.village_mate, period, world.village_one)
    amend = nil_of(world, period, checks=["grid"], reason="补上网格员的情况")
    first = receive_item(parcel(world.village, "report", amend, base=1), by=world.village)
    assert first.state == State.ACCEPTED
    later = receive_item(parcel(world.village_mate, "report", amend, base=1), by=world.village_mate)
    assert (later.state, later.code) == (State.REFUSED, 409)
    assert world.village.name in later.sentence
    assert ZeroReport.objects.live().get().revision == 2
    with pytest.raises(Stale):
        enter_again(
            uid=later.uid,
            data=amend | {"found": None, "checks": ["police", "grid"]},
            by=world.village_mate,
            base=1,
        )


def test_another_account_sends_nothing(world: World, period: ReportingPeriod) -> None:
    one = parcel(world.village, "report", nil_of(world, period))
    with pytest.raises(OtherAccount):
        receive_item(one, by=world.village_mate)
    assert not SyncItem.objects.exists()
    mine = sealing.owner_tag(world.village_mate, one.key)
    forged = receive_item(dataclasses.replace(one, owner=mine), by=world.village_mate)
    assert (forged.state, forged.code) == (State.REFUSED, 422)
    assert not ZeroReport.objects.exists()


@pytest.mark.parametrize("field", ["kind", "form", "base", "client_uuid"])
def test_what_travels_in_the_clear_is_bound(
    world: World, period: ReportingPeriod, field: str
) -> None:
    other: Any = {"kind": "visit", "form": 2, "base": 3, "client_uuid": uuid.uuid4()}[field]
    one = dataclasses.replace(
        parcel(world.village, "report", nil_of(world, period)), **{field: other}
    )
    item = receive_item(one, by=world.village)
    assert item.state == State.REFUSED
    assert content_of(item) == {}
    assert not ZeroReport.objects.exists()


def test_damaged_on_the_way(world: World, period: ReportingPeriod) -> None:
    one = parcel(world.village, "report", nil_of(world, period))
    with pytest.raises(Invalid):
        receive_item(dataclasses.replace(one, sealed=one.sealed[:-4]), by=world.village)
    assert not SyncItem.objects.exists()


def test_keys_are_rotated(world: World, period: ReportingPeriod, settings: Any) -> None:
    one = parcel(world.village, "report", nil_of(world, period))
    old = settings.SYNC_PRIVATE_KEY
    settings.SYNC_PRIVATE_KEY = (("s2", "aes-256-gcm", bytes(range(100, 132))), *old)
    assert sealing.public_key()[0] == "s2"
    assert receive_item(one, by=world.village).state == State.ACCEPTED
    settings.SYNC_PRIVATE_KEY = settings.SYNC_PRIVATE_KEY[:1]
    late = parcel(world.village_next, "report", nil_of(world, period))
    settings.SYNC_PRIVATE_KEY = old
    with pytest.raises(Invalid, match="钥匙"):
        receive_item(late, by=world.village_next)


def test_settling(world: World) -> None:
    item = receive_item(parcel(world.village, "letter", {"a": "b"}), by=world.village)
    uid = item.uid
    for stranger in (world.village_mate, world.village_next, world.county_other, world.governance):
        with pytest.raises(Http404):
            settle_item(uid=uid, settlement="dropped", reason="写重了", by=stranger)
    with pytest.raises(Invalid):
        settle_item(uid=uid, settlement="again", reason="写重了，不要", by=world.village)
    with pytest.raises(Invalid):
        settle_item(uid=uid, settlement="dropped", reason=" ", by=world.village)
    settle_item(uid=uid, settlement="dropped", reason="写重了，不要", by=world.village)
    with pytest.raises(NotTheMoment):
        settle_item(uid=uid, settlement="dropped", reason="写重了，不要", by=world.town)
    assert Trail.objects.filter(act="sync.settle").count() == 1
    told = Trail.objects.get(act="sync.settle")
    assert "写重" not in f"{told.before}{told.after}{told.reason}"


def test_too_many(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("households.transitions.sync.PER_HOUR", 1)
    receive_item(parcel(world.village, "letter", {"a": "b"}), by=world.village)
    with pytest.raises(Exception, match="太多"):
        receive_item(parcel(world.village, "letter", {"a": "c"}), by=world.village)


def test_a_kind_is_added_once() -> None:
    with pytest.raises(LookupError):
        sync_kinds.add(sync_kinds.KINDS["report"])
