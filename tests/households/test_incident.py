"""Incidents, and nil reports they stand against: told to the village first, answered, decided."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.http import Http404

from accounts import scope
from accounts.models import Trail, User
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from disputes.models import Dispute
from disputes.transitions.dispute import take_in
from households import question_work
from households.models import (
    Contradiction,
    Incident,
    IncidentKind,
    ZeroReport,
)
from households.transitions import contradiction, incidents
from households.transitions.report import amend_report
from tests.cast import World
from tests.households.families import days, family
from tests.households.reporting import FOUND, NIL, at, file_as, november

FILED, AFTER = "2026-11-20 09:32:00", "2026-11-23 10:00:00"  # a Friday; the Monday after
LAPSED = "2026-11-27 08:00:00"  # three working days (24, 25, 26) have passed
WORDS = "当日已到户核实，系口角，没有危险"


@pytest.fixture
def report(world: World) -> ZeroReport:
    """甲一村 said nil on 20 November."""
    with at(FILED):
        return file_as(world.village, november(world), world.village_one, NIL)


def happen(
    world: World, kind: str = IncidentKind.POLICE, on: date = date(2026, 11, 18), **more: Any
) -> Incident:
    """Something the county learnt of in 甲一村; any record may be its source."""
    source = more.pop("source", world.campaign)
    return incidents.record(
        village=world.village_one.code,
        kind=kind,
        source=source,
        by=world.county,
        happened_on=on,
        **more,
    )


def asked(world: World) -> Contradiction:
    with at(AFTER):
        happen(world)
    return Contradiction.objects.get()


@pytest.mark.parametrize(
    ("kind", "marks"),
    [
        ("hazard", True),
        ("grave", True),
        ("hotline", True),
        ("police", True),
        ("court", True),
        ("department", True),
        ("listed", False),
        ("dispute", False),
    ],
)
def test_only_what_concerns_a_major_hazard_or_came_from_outside_marks(
    world: World, report: ZeroReport, kind: str, marks: bool
) -> None:
    with at(AFTER):
        happen(world, kind)
    assert Contradiction.objects.filter(report=report).exists() is marks
    assert Incident.objects.count() == 1


def test_what_came_from_outside_never_names_its_channel() -> None:
    told = {k.told for k in IncidentKind if k.value in ("hotline", "police", "court", "department")}
    assert told == {"外部转来的情况"}


@pytest.mark.parametrize(
    ("on", "marks"),
    [
        (date(2026, 11, 1), True),
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),  # after the signature: beside the report, no mark
        (date(2026, 10, 31), False),  # another period
    ],
)
def test_window_ends_with_the_signature(
    world: World, report: ZeroReport, on: date, marks: bool
) -> None:
    with at(AFTER):
        happen(world, on=on)
    assert Contradiction.objects.exists() is marks


def test_a_found_report_and_another_village_are_left_alone(world: World) -> None:
    period = november(world)
    with at(FILED):
        file_as(world.village, period, world.village_one, FOUND)
        file_as(world.village_next, period, world.village_two, NIL)
    with at(AFTER):
        happen(world)
    assert not Contradiction.objects.exists()


def test_the_same_record_told_twice_is_one_incident(world: World, report: ZeroReport) -> None:
    with at(AFTER):
        assert happen(world) == happen(world)
    assert (Incident.objects.count(), Contradiction.objects.count()) == (1, 1)
    assert Trail.objects.filter(act="report.question").count() == 1


def test_a_sealed_file_marks_and_counts_nothing(world: World, report: ZeroReport) -> None:
    with at(AFTER):
        happen(world, "hazard", sealed=True)
    assert not Contradiction.objects.exists()
    assert not Trail.objects.filter(act="report.question").exists()


def test_village_and_township_know_first_the_county_after_the_answer(
    world: World, report: ZeroReport
) -> None:
    row = asked(world)
    assert row.reply_by == date(2026, 11, 26)

    def seen(who: str) -> bool:
        return Contradiction.objects.visible_to(world.users[who]).exists()

    with at(AFTER):
        assert (seen("village"), seen("town"), seen("county")) == (True, True, False)
        assert not any(map(seen, ("village_next", "town_next", "county_other", "governance")))
        contradiction.reply(uid=row.uid, words=WORDS, by=world.village)
        assert seen("county")
    Contradiction.objects.update(status="asked", reply="", replied_at=None, replied_by=None)
    with at("2026-11-26 23:59:59"):
        assert not seen("county")
    with at(LAPSED):
        assert seen("county")


def test_reply_then_confirm_marks_the_report_untrue_and_keeps_it(
    world: World, report: ZeroReport
) -> None:
    row = asked(world)
    with at(AFTER):
        with pytest.raises(NotTheMoment, match="11月26日"):
            contradiction.confirm(uid=row.uid, finding="派出所通报持械", by=world.town)
        contradiction.reply(uid=row.uid, words=WORDS, by=world.village_mate)
        contradiction.confirm(uid=row.uid, finding="派出所通报持械", by=world.town)
    now = ZeroReport.objects.get()
    row.refresh_from_db()
    assert (row.status, row.reply, row.finding) == ("confirmed", WORDS, "派出所通报持械")
    assert (now.kind, now.found, now.revision, now.untrue_by) == ("nil", 0, 1, world.town)
    acts = Trail.objects.filter(act__startswith="report.").order_by("id")
    assert [t.act for t in acts] == [
        "report.file",
        "report.question",
        "report.reply",
        "report.untrue",
    ]
    assert WORDS not in str([(t.before, t.after, t.reason) for t in acts])


def test_silence_lapses_and_a_late_answer_is_still_heard(world: World, report: ZeroReport) -> None:
    row = asked(world)
    with at(LAPSED):
        assert row.lapsed()
        assert row.may_be_decided()
        contradiction.reply(uid=row.uid, words=WORDS, by=world.village)
        contradiction.clear(uid=row.uid, finding="核实为口角，不属重大隐患", by=world.town)
    row.refresh_from_db()
    assert row.status == "cleared"
    assert ZeroReport.objects.get().untrue_at is None
    told = Trail.objects.get(act="report.reply")
    assert told.after["in_time"] is False


def test_a_village_that_corrects_itself_is_not_marked(world: World, report: ZeroReport) -> None:
    row = asked(world)
    with at(AFTER):
        amend_report(uid=report.uid, figures=FOUND, reason="核实后更正", by=world.village)
        contradiction.reply(uid=row.uid, words="已自行更正为有情况", by=world.village)
        with pytest.raises(NotTheMoment, match="自行更正"):
            contradiction.confirm(uid=row.uid, finding="派出所通报", by=world.town)
        contradiction.clear(uid=row.uid, finding="村里已自行更正", by=world.town)
    assert not ZeroReport.objects.filter(untrue_at__isnull=False).exists()


@pytest.mark.parametrize("verb", ["reply", "confirm", "clear"])
def test_refusals(world: World, report: ZeroReport, verb: str) -> None:
    row = asked(world)
    act = getattr(contradiction, verb)
    name = "words" if verb == "reply" else "finding"
    right, wrong = ("village", "town") if verb == "reply" else ("town", "village")
    with at(LAPSED):
        for who in ("village_next", "town_next", "county_other", "nobody"):
            with pytest.raises(Http404):
                act(uid=row.uid, by=world.users[who], **{name: WORDS})
        with pytest.raises(Forbidden):
            act(uid=row.uid, by=world.users[wrong], **{name: WORDS})
        with pytest.raises(Invalid):
            act(uid=row.uid, by=world.users[right], **{name: " 无 "})
        with pytest.raises(Stale):
            act(uid=row.uid, by=world.users[right], version=7, **{name: WORDS})
        contradiction.reply(uid=row.uid, words=WORDS, by=world.village)
        if verb != "reply":
            act(uid=row.uid, by=world.users[right], **{name: WORDS})
        with pytest.raises(NotTheMoment):
            act(uid=row.uid, by=world.users[right], **{name: WORDS})


def test_by_hand_the_township_asks_and_cannot_skip_the_answer(
    world: World, report: ZeroReport
) -> None:
    with at(AFTER):
        row = contradiction.question(uid=report.uid, grounds="派出所通报持械", by=world.town)
        with pytest.raises(NotTheMoment, match="等村里"):
            contradiction.question(uid=report.uid, grounds="派出所通报持械", by=world.town)
        with pytest.raises(NotTheMoment):
            contradiction.confirm(uid=row.uid, finding="派出所通报持械", by=world.town)
        with pytest.raises(Http404):
            contradiction.confirm(uid=row.uid, finding="派出所通报持械", by=world.county)


def test_a_dispute_handed_over_by_the_police_marks_the_village_s_nil(
    world: World, report: ZeroReport
) -> None:
    with at(AFTER):
        dispute = take_in(
            village=world.village_one,
            source="police",
            kind="neighbours",
            applicants=["王某"],
            respondents=["李某"],
            brief="两家争路",
            taken_in_on=date(2026, 11, 19),
            by=world.county,
        )
    row = Contradiction.objects.get()
    assert row.incident is not None
    assert (row.incident.source_noun, row.incident.source_key) == (
        Dispute._meta.label_lower,
        str(dispute.pk),
    )
    assert row.told == "外部转来的情况"


def test_a_sealed_one_is_settled_by_its_supervisor_alone(
    world: World, report: ZeroReport, sign_in: Any
) -> None:
    """Nobody else is asked or told: no question, no mark, no work of the village (C6)."""
    with at(AFTER), scope.opened(world.town):
        row = family(world, categories=["01"], grave=True)
    made = Incident.objects.get(family=row, kind="grave")
    assert made.sealed
    assert not Contradiction.objects.exists()
    where = f"/incidents/{made.uid}/settle"
    with at(AFTER):
        mine = {i.url for i in question_work.items(User.objects.get(pk=world.town.pk), days(0))}
        assert where in mine
        assert where not in {i.url for i in question_work.items(world.county, days(0))}
        assert sign_in("county").get(where).status_code == 404
        assert sign_in("village").get(where).status_code == 403
        with pytest.raises(Forbidden):
            incidents.settle(uid=made.uid, by=world.village)
        assert sign_in("town").post(where).status_code == 302
        with pytest.raises(NotTheMoment):
            incidents.settle(uid=made.uid, by=world.town)
    made.refresh_from_db()
    assert made.handled_by == world.town
    report.refresh_from_db()
    assert report.untrue_at is None
