"""The roster of mediators: appointed, corrected, ended; load; who is offered first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from disputes.committee_filters import MediatorEntryFilter
from disputes.models import MediatorContact, MediatorEntry
from disputes.queries.committee import contact_of, on_roster, roster, whole_days, with_load
from disputes.queries.dispute import mediators_for
from disputes.transitions.mediator_entry import appoint, change_entry, end_entry
from tests.cast import World
from tests.disputes import cases
from tests.disputes import committees as made
from tests.disputes.cases import ago

SignIn = Callable[[str], Client]


def invited(world: World, **more: Any) -> MediatorEntry:
    """A mediator of the court's list, kept by the county."""
    values: dict[str, Any] = {
        "kind": "invited",
        "name": "许正义",
        "sex": "m",
        "court": "甲县人民法院",
        "adult": True,
        "appointed_on": ago(50),
    }
    return appoint(world.county_division, by=world.county, **(values | more))


def phone_of(world: World, who: str, entry: MediatorEntry) -> str:
    contact = contact_of(world.users[who], entry)
    return contact.masked if contact else ""


def test_appointed_by_a_committee_in_office(world: World) -> None:
    draft = made.whole(world)
    with pytest.raises(Invalid, match="履职以后"):
        made.appointed(draft, world.village)
    row = made.in_office(world, place=world.village_two, by=world.town)
    entry = made.appointed(row, world.village_next, weekdays=[5, 1], from_time=time(8, 30),
                           to_time=time(11))  # fmt: skip
    assert (entry.place_id, entry.committee) == (row.place_id, row)
    assert entry.hours == "周一、五 08:30–11:00"
    assert entry.speciality_words == "婚姻家庭、邻里"
    assert phone_of(world, "village_next", entry) == "139****5678"
    # The village next door sees who she is not at all; nobody else has her number.
    assert phone_of(world, "village", entry) == phone_of(world, "governance", entry) == ""
    told = Trail.objects.get(act="committee.appoint")
    assert told.after == {"kind": "appointed", "committee": row.pk}
    with pytest.raises(Http404):
        made.appointed(row, world.village)
    with pytest.raises(Forbidden):
        made.appointed(row, world.governance)


def test_lists_are_kept_by_township_and_county(world: World) -> None:
    entry = invited(world)
    assert (entry.kind, entry.committee, entry.court) == ("invited", None, "甲县人民法院")
    assert invited(world, kind="assessor", name="蒋美丽").kind == "assessor"
    for wrong, field in (
        ({"court": " "}, "court"),
        ({"kind": "member"}, "kind"),
        ({"kind": "nonsense"}, "kind"),
        ({"kind": "appointed"}, "committee"),
    ):
        with pytest.raises(Invalid) as refused:
            invited(world, **wrong)
        assert set(refused.value.errors) == {field}
    listed = {"kind": "invited", "name": "许正义", "sex": "m", "court": "法院", "adult": True}
    with pytest.raises(Invalid, match="由乡镇或县登记"):
        appoint(world.village_one, by=world.village, appointed_on=ago(1), **listed)  # type: ignore[arg-type]
    with pytest.raises(Forbidden):
        appoint(world.county_division, by=world.town, appointed_on=ago(1), **listed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"adult": False}, "adult"),
        ({"name": ""}, "name"),
        ({"phone": "1391234"}, "phone"),
        ({"appointed_on": ago(-1)}, "appointed_on"),
        ({"appointed_until": ago(101)}, "appointed_until"),
        ({"specialities": ["magic"]}, "specialities"),
        ({"weekdays": [1]}, "from_time"),
        ({"weekdays": [1], "from_time": time(9), "to_time": time(9)}, "from_time"),
        ({"from_time": time(9), "to_time": time(10)}, "weekdays"),
        ({"weekdays": [8], "from_time": time(9), "to_time": time(10)}, "weekdays"),
    ],
)
def test_each_wrong_answer_by_its_field(world: World, wrong: dict[str, Any], field: str) -> None:
    row = made.in_office(world)
    with pytest.raises(Invalid) as refused:
        made.appointed(row, world.village, **wrong)
    assert set(refused.value.errors) == {field}
    assert not row.mediators.filter(kind="appointed").exists()


def test_once_however_often_it_is_sent(world: World) -> None:
    row, key = made.in_office(world), uuid4()
    first = made.appointed(row, world.village, client_uuid=key)
    assert made.appointed(row, world.village, client_uuid=key) == first
    made.appointed(row, world.village, user=world.village_mate, name="")
    with pytest.raises(Invalid, match="已在名册上"):
        made.appointed(row, world.village, user=world.village_mate, name="")


def test_corrected(world: World) -> None:
    entry = made.appointed(made.in_office(world), world.village)
    with pytest.raises(Http404):
        change_entry(entry, by=world.village_next, specialities=["land"])
    with pytest.raises(Stale):
        change_entry(entry, by=world.village, version=9, specialities=["land"])
    with pytest.raises(Invalid):
        change_entry(entry, by=world.village, phone="12")
    done = change_entry(entry, by=world.village, version=1, specialities=["land"])
    assert (done.specialities, done.sex) == (["land"], "f")
    assert done.contact.phone == "13912345678"
    assert Trail.objects.latest("pk").after == {"changed": ["specialities"]}
    change_entry(done, by=world.village, phone="13912340000")
    assert MediatorContact.objects.get(entry=done).phone == "13912340000"
    assert Trail.objects.latest("pk").after == {"changed": ["phone"]}
    done.refresh_from_db()
    before = Trail.objects.count()
    assert change_entry(done, by=world.village, specialities=["land"]).version == done.version
    assert Trail.objects.count() == before


def test_ended_with_a_reason(world: World) -> None:
    row = made.in_office(world)
    entry = made.appointed(row, world.village)
    for wrong, field in (
        ({"reason": " "}, "reason"),
        ({"ended_on": ago(-1)}, "ended_on"),
        ({"ended_on": ago(101)}, "ended_on"),
    ):
        with pytest.raises(Invalid) as refused:
            end_entry(entry, by=world.village, **({"ended_on": ago(1), "reason": "不续聘"} | wrong))  # type: ignore[arg-type]
        assert set(refused.value.errors) == {field}
    end_entry(entry, ended_on=ago(1), reason="不续聘", by=world.village)
    again = MediatorEntry.objects.get(pk=entry.pk)
    assert (again.ended_on, again.end_reason) == (ago(1), "不续聘")
    with pytest.raises(NotTheMoment):
        end_entry(entry, ended_on=ago(1), reason="不续聘", by=world.village)
    with pytest.raises(NotTheMoment):
        change_entry(entry, by=world.village, specialities=[])
    member = row.seats.all()[0].entry
    with pytest.raises(NotTheMoment, match="办理离任"):
        end_entry(member, ended_on=ago(1), reason="不续聘", by=world.village)


def test_who_holds_on_a_day(world: World) -> None:
    row = made.in_office(world)
    made.appointed(row, world.village, name="已满", appointed_until=ago(1))
    made.appointed(row, world.village, name="到今天", appointed_until=ago(0))
    gone = made.appointed(row, world.village, name="已解聘")
    end_entry(gone, ended_on=ago(0), reason="不续聘", by=world.village)
    entries = MediatorEntry.objects.filter(kind="appointed")
    holding = set(entries.on(timezone.localdate()).values_list("name", flat=True))
    assert holding == {"到今天"} == {e.name for e in entries if e.holds(timezone.localdate())}


def loads(world: World, who: str) -> dict[str, tuple[int, int, int, int | None]]:
    rows: Any = with_load(roster(world.users[who]), world.users[who], timezone.localdate())
    return {r.name: (r.open_cases, r.year_cases, r.settled_cases, whole_days(r.days)) for r in rows}


def test_load_is_what_the_reader_may_see(world: World) -> None:
    made.in_office(world)
    cases.mediated(world)
    cases.taken(world)
    done = cases.settled(world).dispute
    # Accepted eight days ago: one case or all of them may lie in the year before.
    this_year = sum(ago(8).year == timezone.localdate().year for _ in range(2))
    assert loads(world, "village")["村调解一"] == (1, this_year, this_year // 2, 2)
    assert loads(world, "village")["孙桂兰"] == (0, 0, 0, None)
    matter = cases.again(done).matter
    matter.sealed = True
    matter.save(update_fields=["sealed"])
    assert loads(world, "village")["村调解一"][2:] == (0, None)


def test_one_query_however_many(world: World, sign_in: SignIn) -> None:
    row = made.in_office(world)
    client = sign_in("town")
    pages = ("/mediators/", f"/committees/{row.uid}", "/committees/")

    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(path).status_code == 200
        return len(caught)

    made.appointed(row, world.village)
    queries(pages[0])
    few = [queries(page) for page in pages]
    for number in range(4):
        made.appointed(row, world.village, name=f"何{number}")
        made.seat(row, number, world.village, name=f"褚{number}")
        made.drafted(world, name=f"调委会{number}")
    cases.mediated(world)
    assert [queries(page) for page in pages] == few
    assert max(few) <= 16


@pytest.mark.parametrize("sort", ["open", "year", "settled", "days", "free"])
def test_sorted_by_load(world: World, sort: str) -> None:
    made.in_office(world)
    cases.mediated(world)
    rows = with_load(roster(world.village), world.village, timezone.localdate())
    names = [r.name for r in MediatorEntryFilter({"sort": sort}, queryset=rows).qs]
    assert len(names) == 3
    if sort == "open":
        assert names[0] == "村调解一"
    if sort == "free":
        assert names[-1] == "村调解一"


def test_the_roster_is_offered_first(world: World) -> None:
    village = world.village_one
    plain = [u.name for u in mediators_for(village.code)]
    assert plain == sorted(plain)
    assert plain[0] != "村调解一"
    made.in_office(world)
    assert [u.name for u in mediators_for(village.code)] == [
        "村调解一",
        *[n for n in plain if n != "村调解一"],
    ]
    assert on_roster(world.village_two.code, timezone.localdate()) == []
    # A member of the township's committee comes first in each of its villages, which see that
    # committee too, but not her telephone.
    office = made.drafted(world, world.township, world.town, kind="township")
    made.seat(office, 0, world.town, user=world.town, name="", phone="13912345678")
    entry = MediatorEntry.objects.get(user=world.town)
    assert phone_of(world, "town", entry) == "139****5678"
    assert phone_of(world, "village", entry) == ""
    assert on_roster(world.village_two.code, timezone.localdate()) == [world.town.pk]
    assert [e.user for e in roster(world.village_next)] == [world.town]
    assert not roster(world.town_next).exists()


def test_a_lapsed_appointment_is_no_roster(world: World) -> None:
    row = made.in_office(world)
    made.appointed(row, world.village, user=world.village_mate, name="", appointed_until=ago(1))
    today = timezone.localdate()
    assert on_roster(row.place_id, today) == [world.village.pk]
    assert len(on_roster(row.place_id, today - timedelta(days=2))) == 2
