"""重大隐患: two clocks, the form with its police step, the way to the confirmed end."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django.db import connection
from django.http import Http404
from django.utils import timezone

from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from households.hazard_clocks import clocks, span_words
from households.models import Hazard, ListedFamily
from households.queries.hazard import clocks_of, handles, hazard_rows
from households.transitions.hazard import file_form, open_hazard, receive, record_call, release
from households.transitions.hazard_end import ask_lift, confirm_lift, decline_lift, follow_up
from tests.cast import World
from tests.households.families import family, home

NOON = datetime(2026, 11, 24, 12, tzinfo=timezone.get_default_timezone())
FORM: dict[str, Any] = {
    "dangers": ["injury"],
    "place": "三组张家门口",
    "persons": "户主和邻居",
    "course": "因院墙争吵，一方扬言动手。",
    "measures": "已劝开，两名包户人在场。",
    "next_steps": "明早司法所约谈双方。",
    "signed_by": "王书记",
}


def hours(n: float) -> timedelta:
    """`n` hours."""
    return timedelta(hours=n)


def row_of(hazard: Hazard, world: World) -> Hazard:
    """The hazard as the list shows it."""
    return hazard_rows(world.county).get(pk=hazard.pk)


def test_the_sum_of_both_clocks() -> None:
    first, second = clocks(NOON, NOON + hours(1), NOON + hours(2), None)
    assert first.state(NOON + hours(9)) == "met"  # the very instant is in time
    assert first.sum() == "11月24日 12:00 知悉 + 2 小时 = 11月24日 14:00 前"
    assert second.sum() == "11月24日 12:00 知悉 + 24 小时 = 11月25日 12:00 前"
    assert (second.state(NOON + hours(24)), second.words(NOON + hours(23))) == (
        "running",
        "还剩 1 小时 0 分",
    )
    assert second.state(NOON + hours(24.01)) == "over"
    lone, _written = clocks(NOON, NOON + hours(1), None, None)
    assert (lone.done, lone.state(NOON + hours(3))) == (None, "over")
    late, _written = clocks(NOON, NOON + hours(3), NOON + hours(1), None)
    assert (late.state(NOON + hours(4)), late.words(NOON)) == ("late", "迟 1 小时 0 分")
    assert [span_words(hours(n)) for n in (0, 0.5, 25)] == ["1 分", "30 分", "1 天 1 小时"]


def test_from_first_word_to_the_confirmed_end(world: World) -> None:
    row = family(world)
    with time_machine.travel(NOON, tick=False) as clock:
        hazard = open_hazard(family=row, by=world.village, reporter="隔壁李婶")
        assert (hazard.status, hazard.source, hazard.known_at) == ("open", "family", NOON)
        row.refresh_from_db()
        assert row.grave
        assert row_of(hazard, world).next_due == NOON + hours(2)  # type: ignore[attr-defined]
        clock.shift(hours(1))
        record_call(
            hazard, called_at=NOON + hours(0.5), person="赵主席", unit="镇妇联", by=world.village
        )
        receive(hazard, by=world.town)
        with pytest.raises(NotTheMoment, match="已接报"):
            receive(hazard, by=world.county)
        file_form(hazard, by=world.village, **FORM)
        seen = row_of(hazard, world)
        assert seen.next_due == NOON + hours(24)  # type: ignore[attr-defined]
        assert [c.state(timezone.now()) for c in clocks_of(seen)] == ["met", "running"]
        with pytest.raises(NotTheMoment):
            file_form(hazard, by=world.village, **FORM)
        clock.shift(hours(30))
        note = follow_up(hazard, text="司法所已约谈，双方书面保证。", by=world.village)
        assert note.kind == "written"
        assert follow_up(hazard, text="次日回访，平静。", by=world.town).kind == "progress"
        assert [c.state(timezone.now()) for c in clocks_of(row_of(hazard, world))] == [
            "met",
            "late",
        ]
        with pytest.raises(NotTheMoment):
            confirm_lift(hazard, ending="lifted", reason="已平静", by=world.town)
        ask_lift(hazard, reason="双方和好，三日平静", by=world.village)
        with pytest.raises(Forbidden):
            confirm_lift(hazard, ending="lifted", reason="已平静", by=world.village)
        decline_lift(hazard, reason="再看三天再说", by=world.town)
        ask_lift(hazard, reason="又看三天，平静", by=world.town)
        with pytest.raises(Forbidden, match="另一位"):
            confirm_lift(hazard, ending="lifted", reason="已核实平静", by=world.town)
        with pytest.raises(Invalid):
            confirm_lift(hazard, ending="gone", reason="已核实平静", by=world.county)
        done = confirm_lift(hazard, ending="lifted", reason="已核实平静", by=world.county)
    assert (done.status, done.ended_by) == ("ended", world.county)
    assert not ListedFamily.objects.get(pk=row.pk).grave
    assert row_of(hazard, world).next_due is None  # type: ignore[attr-defined]
    with pytest.raises(NotTheMoment):
        follow_up(hazard, text="还要再看", by=world.town)
    with pytest.raises(NotTheMoment):
        ask_lift(hazard, reason="还要再看", by=world.town)
    assert open_hazard(family=row, by=world.town).pk != hazard.pk


def test_opening(world: World) -> None:
    row = family(world)
    one = open_hazard(family=row, by=world.town)
    assert open_hazard(family=row, by=world.village).pk == one.pk  # one at a time a family
    direct = open_hazard(village=world.village_one, by=world.county)
    assert (direct.family, direct.household, direct.source) == (None, None, "direct")
    assert open_hazard(household=home(world), by=world.village).household is not None
    with pytest.raises(Http404):
        open_hazard(family=row, by=world.village_next)
    with pytest.raises(Forbidden):
        open_hazard(village=world.village_one, by=world.village_next)
    with pytest.raises(Forbidden):
        open_hazard(village=world.village_one, by=world.governance)
    for wrong in (
        {"known_at": timezone.now() + hours(1)},
        {"known_at": timezone.now() - timedelta(days=31)},
        {"dangers": ["bad"]},
    ):
        with pytest.raises(Invalid):
            open_hazard(village=world.village_one, by=world.village, **wrong)


def test_the_police_come_first_for_a_child(world: World) -> None:
    hazard = open_hazard(village=world.village_one, by=world.village)
    with pytest.raises(Invalid, match="第十四条") as refused:
        file_form(hazard, by=world.village, protected=True, **FORM)
    assert set(refused.value.errors) == {"police_at"}
    with pytest.raises(Invalid):
        file_form(hazard, by=world.village, protected=True, police_at=timezone.now(), **FORM)
    told = timezone.now()
    done = file_form(
        hazard, by=world.village, protected=True, police_at=told, police_unit="110", **FORM
    )
    assert (done.protected, done.police_at) == (True, told)


def test_the_form_is_whole(world: World) -> None:
    hazard = open_hazard(village=world.village_one, by=world.village)
    for name in ("dangers", "place", "persons", "course", "measures", "next_steps", "signed_by"):
        with pytest.raises(Invalid) as refused:
            file_form(hazard, by=world.village, **FORM | {name: [] if name == "dangers" else ""})
        assert set(refused.value.errors) == {name}
    with pytest.raises(Stale):
        file_form(hazard, by=world.village, version=9, **FORM)
    with pytest.raises(Http404):
        file_form(hazard, by=world.town_next, **FORM)
    broken = patch("households.transitions.hazard.trail.record", side_effect=RuntimeError)
    with broken, pytest.raises(RuntimeError):
        file_form(hazard, by=world.village, **FORM)
    hazard.refresh_from_db()
    assert (hazard.status, hazard.course) == ("open", "")


def test_a_call_cannot_lie_ahead(world: World) -> None:
    hazard = open_hazard(village=world.village_one, by=world.village)
    good: dict[str, Any] = {"called_at": timezone.now(), "person": "赵主席", "unit": "镇妇联"}
    for wrong in (
        {"called_at": timezone.now() + hours(1)},
        {"called_at": hazard.known_at - hours(1)},
        {"person": ""},
        {"unit": " "},
    ):
        with pytest.raises(Invalid):
            record_call(hazard, by=world.village, **good | wrong)
    record_call(hazard, by=world.village, **good)


def test_a_mistake_ends_without_a_form_and_counts_nowhere(world: World) -> None:
    hazard = open_hazard(village=world.village_one, by=world.village)
    ask_lift(hazard, reason="听错了，没有这回事", by=world.village)
    with pytest.raises(NotTheMoment, match="误报"):
        confirm_lift(hazard, ending="lifted", reason="没有这回事", by=world.town)
    decline_lift(hazard, reason="请再核实一次", by=world.town)
    hazard.refresh_from_db()
    assert hazard.status == "open"
    ask_lift(hazard, reason="再次核实，没有", by=world.village)
    confirm_lift(hazard, ending="mistake", reason="没有这回事", by=world.town)
    assert not Hazard.objects.counted().exists()


def test_the_reporter_is_known_to_handlers_only(world: World) -> None:
    hazard = open_hazard(village=world.village_one, by=world.village, reporter="隔壁李婶")
    assert handles(world.village, hazard)
    assert not handles(world.village_mate, hazard)
    assert not handles(world.county, hazard)
    assert handles(world.town, receive(hazard, by=world.town))
    release(hazard, reason="调离岗位", by=world.town)
    hazard.refresh_from_db()
    assert not handles(world.town, hazard)
    with pytest.raises(NotTheMoment):
        release(hazard, reason="调离岗位", by=world.town)
    row = family(world)
    kept = open_hazard(family=row, by=world.county)
    assert handles(world.town, kept)


def test_what_happened_is_nowhere_in_plain_text(world: World) -> None:
    hazard = open_hazard(village=world.village_one, by=world.village, reporter="隔壁李婶")
    file_form(hazard, by=world.village, **FORM)
    follow_up(hazard, text="司法所已约谈，双方书面保证。", by=world.village)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT h::text || n::text FROM households_hazard h, households_hazardnote n"
        )
        stored = str(cursor.fetchall())
    trail = str(list(Trail.objects.values()))
    for word in ("李婶", "扬言", "约谈", "三组"):
        assert word not in stored
        assert word not in trail
