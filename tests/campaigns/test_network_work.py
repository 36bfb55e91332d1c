"""What points and volunteers did: recorded once, taken back, guarded."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.http import Http404

from accounts import scope, trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from campaigns.models import VolunteerContact, VolunteerWork, WorkRecord
from campaigns.transitions.point import close_point
from campaigns.transitions.team import change_team, end_team
from campaigns.transitions.volunteer import change_volunteer, end_volunteer, read_phone
from campaigns.transitions.volunteer_work import record_service, set_limit, take_back_service
from campaigns.transitions.work_record import record_work, take_back_work
from tests.campaigns.network import SINCE, days_ago, point_of, team_of, volunteer_of
from tests.cast import World

THREE = Decimal(3)


def test_work_is_recorded_once_and_taken_back_once(world: World) -> None:
    point, key = point_of(world.village_one, world.village), uuid4()
    given: dict[str, Any] = {"day": days_ago(1), "kind": "consult", "people": 2}
    row = record_work(point, by=world.village, client_uuid=key, **given)
    assert record_work(point, by=world.village, client_uuid=key, **given).pk == row.pk
    take_back_work(row, reason="人数写错", by=world.village)
    with pytest.raises(NotTheMoment):
        take_back_work(row, reason="人数写错", by=world.village)
    assert not WorkRecord.objects.counted().exists()
    assert trail.of(row).first().before == {"people": 2}  # type: ignore[union-attr]


def test_a_form_another_unit_has_sent_is_no_error(world: World) -> None:
    """A client_uuid that is taken by a row out of sight is a sentence, not a fault of the house."""
    key = uuid4()
    given: dict[str, Any] = {"day": days_ago(1), "kind": "consult", "people": 2}
    far = point_of(world.village_two, world.village_next)
    record_work(far, by=world.village_next, client_uuid=key, **given)
    near = point_of(world.village_one, world.village)
    with pytest.raises(Invalid):
        record_work(near, by=world.village, client_uuid=key, **given)
    first = volunteer_of(world.village_one, world.village, client_uuid=key)
    assert volunteer_of(world.village_one, world.village, client_uuid=key).pk == first.pk
    assert VolunteerContact.objects.count() == 1


def test_wrong_work_is_refused(world: World) -> None:
    point = point_of(world.village_one, world.village)
    right: dict[str, Any] = {"day": days_ago(0), "kind": "consult", "people": 2}
    for wrong in (
        {"day": days_ago(-1)}, {"day": days_ago(120)}, {"kind": "nothing"}, {"people": 0},
        {"people": 5001},
    ):  # fmt: skip
        with pytest.raises(Invalid) as refusal:
            record_work(point, by=world.village, **(right | wrong))
        assert set(refusal.value.errors) == set(wrong)
    with pytest.raises(Forbidden):
        record_work(point, by=world.county, **right)
    with pytest.raises(Http404):
        record_work(point, by=world.village_next, **right)
    row = record_work(point, by=world.village, **right)
    with pytest.raises(Forbidden):
        take_back_work(row, reason="人数写错", by=world.town)
    with pytest.raises(Http404):
        take_back_work(row, reason="人数写错", by=world.village_next)
    with pytest.raises(Invalid):
        take_back_work(row, reason="错", by=world.village)
    close_point(point, closed_on=days_ago(0), reason="村部搬迁", by=world.village)
    with pytest.raises(NotTheMoment):
        record_work(point, by=world.village, **right)


def test_the_governance_office_is_not_told_where_protection_was_sought(world: World) -> None:
    point = point_of(world.village_one, world.village)
    for kind in WorkRecord.Kind.values:
        record_work(point, day=days_ago(0), kind=kind, people=1, by=world.village)
    guarded = {"referral", "appraisal", "shelter"}
    everything = set(WorkRecord.Kind.values)
    for who, hidden in (
        (world.village, set()), (world.county, set()), (world.governance, guarded),
        (world.auditor, guarded), (world.village_next, everything),
    ):  # fmt: skip
        shown = WorkRecord.objects.shown_to(who).values_list("kind", flat=True)
        assert set(shown) == everything - hidden


def test_a_volunteers_telephone_is_for_whoever_works_with_families(world: World) -> None:
    row = volunteer_of(world.village_one, world.village)
    assert read_phone(row, reason="约法律咨询", by=world.county) == "13900001111"
    assert trail.of(row).first().act == "network.contact"  # type: ignore[union-attr]
    with pytest.raises(Invalid):
        read_phone(row, reason="看", by=world.county)
    for who in (world.governance, world.auditor):
        with pytest.raises(Forbidden):
            read_phone(row, reason="约法律咨询", by=who)
        scope.put(scope.mint(who))
        assert not VolunteerContact.objects.exists()
        scope.put(scope.mint(world.system))
    with pytest.raises(Http404):
        read_phone(row, reason="约法律咨询", by=world.village_next)


def test_a_volunteer_is_changed_and_ended_by_her_unit(world: World) -> None:
    row = volunteer_of(world.township, world.town)
    facts: dict[str, Any] = {"name": "田禾", "since": SINCE}
    changed = change_volunteer(
        row, by=world.town, version=1, kind="lawyer", phone="", skills="婚姻", **facts
    )
    assert (changed.kind, changed.version) == ("lawyer", 2)
    assert read_phone(row, reason="约法律咨询", by=world.town) == "13900001111"
    change_volunteer(
        row, by=world.town, kind="lawyer", phone="139 0000 2222", skills="婚姻", **facts
    )
    assert read_phone(row, reason="约法律咨询", by=world.town) == "13900002222"
    with pytest.raises(Invalid) as refusal:
        change_volunteer(row, by=world.town, kind="lawyer", phone="一二三", **facts)
    assert set(refusal.value.errors) == {"phone"}
    with pytest.raises(Stale):
        change_volunteer(row, by=world.town, version=1, kind="judge", **facts)
    with pytest.raises(Invalid):
        change_volunteer(row, by=world.town, kind="king", **facts)
    for who in (world.village, world.county):
        with pytest.raises(Forbidden):
            change_volunteer(row, by=who, kind="judge", **facts)
    end_volunteer(row, until=days_ago(0), reason="工作调动", by=world.town)
    with pytest.raises(NotTheMoment):
        end_volunteer(row, until=days_ago(0), reason="工作调动", by=world.town)
    with pytest.raises(NotTheMoment):
        change_volunteer(row, by=world.town, kind="judge", **facts)
    assert not VolunteerContact.objects.exists()
    assert read_phone(row, reason="约法律咨询", by=world.town) == ""


def test_a_team_is_led_by_a_member(world: World) -> None:
    team, other = team_of(world.township, world.town), team_of(world.township, world.town, "二队")
    row = volunteer_of(world.township, world.town, team=team)
    with pytest.raises(Invalid):
        team_of(world.township, world.town)
    with pytest.raises(Invalid):
        change_team(other, name="二队", leader=row, by=world.town)
    led = change_team(team, name="巾帼调解队", leader=row, by=world.town, version=1)
    assert led.leader_id == row.pk
    with pytest.raises(Invalid):
        end_volunteer(row, until=days_ago(0), reason="工作调动", by=world.town)
    with pytest.raises(Invalid):
        change_volunteer(row, by=world.town, name="田禾", kind="lawyer", since=SINCE, team=other)
    with pytest.raises(Forbidden):
        end_team(team, until=days_ago(0), reason="并入二队", by=world.county)
    end_team(team, until=days_ago(0), reason="并入二队", by=world.town)
    row.refresh_from_db()
    assert row.team_id is None
    with pytest.raises(NotTheMoment):
        change_team(team, name="巾帼调解队", leader=None, by=world.town)


def test_hours_and_cases_are_those_of_who_is_called_to_them(world: World) -> None:
    assessor = volunteer_of(world.township, world.town)
    invited = volunteer_of(world.township, world.town, kind="invited")
    key = uuid4()
    right: dict[str, Any] = {
        "day": days_ago(0), "kind": "trial", "hours": THREE, "cases": 2, "by": world.town,
    }  # fmt: skip
    row = record_service(assessor, client_uuid=key, **right)
    assert record_service(assessor, client_uuid=key, **right).pk == row.pk
    record_service(invited, **(right | {"kind": "court"}))
    for who, wrong, told in (
        (invited, {}, {"kind"}),
        (assessor, {"kind": "court"}, {"kind"}),
        (assessor, {"cases": 0}, {"cases"}),
        (assessor, {"kind": "visit"}, {"cases"}),
        (assessor, {"hours": Decimal("0.3")}, {"hours"}),
        (assessor, {"day": days_ago(100)}, {"day"}),
    ):
        with pytest.raises(Invalid) as refusal:
            record_service(who, **(right | wrong))
        assert set(refusal.value.errors) == told
    for by in (world.county, world.village):
        with pytest.raises(Forbidden):
            record_service(assessor, **(right | {"by": by}))
    take_back_service(row, reason="时数写错", by=world.town)
    with pytest.raises(NotTheMoment):
        take_back_service(row, reason="时数写错", by=world.town)
    assert VolunteerWork.objects.counted().count() == 1


def test_work_at_a_point_needs_one_that_was_open(world: World) -> None:
    row = volunteer_of(world.village_one, world.village, kind="mediator")
    given: dict[str, Any] = {"day": days_ago(0), "kind": "visit", "hours": THREE}
    far = point_of(world.village_two, world.village_next)
    with pytest.raises(Invalid):
        record_service(row, point=far, by=world.village, **given)
    town = point_of(world.township, world.town)
    assert record_service(row, point=town, by=world.village, **given).point_id == town.pk


def test_the_county_sets_the_limit(world: World) -> None:
    assert set_limit(world.county_division, hours=16, by=world.county).hours == 16
    with pytest.raises(Invalid):
        set_limit(world.county_division, hours=0, by=world.county)
    for who in (world.governance, world.auditor):
        with pytest.raises(Forbidden):
            set_limit(world.county_division, hours=16, by=who)
    with pytest.raises(Http404):
        set_limit(world.county_division, hours=16, by=world.county_other)
    with pytest.raises(Http404):
        set_limit(world.county_division, hours=16, by=world.village)
