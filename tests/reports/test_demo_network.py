"""The demo's service network: every state is there, nothing lies ahead but rosters, and what was
loaded in bulk equals what the verbs make of the same input."""

from __future__ import annotations

from datetime import timedelta

from django.db import models

from campaigns.models import (
    DutyShift,
    ServicePoint,
    ShelterAddress,
    Volunteer,
    VolunteerLimit,
    VolunteerTeam,
    VolunteerWork,
    WorkRecord,
)
from campaigns.transitions.duty import put_on_duty
from campaigns.transitions.point import open_point
from campaigns.transitions.volunteer import enrol
from campaigns.transitions.volunteer_work import record_service
from campaigns.transitions.work_record import record_work
from reports.demo.county import County
from reports.demo.network import network
from tests.reports.demo import TODAY, columns, county, on

__all__ = ["county"]  # the fixture


def same(made: models.Model, loaded: models.Model, *but: str) -> None:
    """Equal but for keys, moments and what is told apart."""
    one, two = columns(made), columns(loaded)
    for name in ("set_at", *but):
        one.pop(name, None)
        two.pop(name, None)
    assert one == two


def test_the_network_of_the_demo(county: County) -> None:
    network(county, TODAY)
    kinds = set(ServicePoint.objects.values_list("kind", flat=True))
    assert kinds == set(ServicePoint.Kind.values)
    assert set(ServicePoint.objects.values_list("status", flat=True)) == {"open", "closed"}
    assert ServicePoint.objects.filter(kind="home").count() == len(county.villages)
    assert ShelterAddress.objects.count() == VolunteerLimit.objects.count() == 1
    assert VolunteerTeam.objects.filter(until__isnull=True, leader__isnull=False).count() == 2
    assert VolunteerTeam.objects.filter(until__isnull=False).exists()
    assert Volunteer.objects.exclude(end_reason="").exists()
    for model in (WorkRecord, VolunteerWork):
        rows = model._default_manager
        assert rows.filter(taken_back_at__isnull=False).exists()
        assert not rows.filter(day__gt=TODAY).exists()
        years = {day.year for day in rows.values_list("day", flat=True)}
        assert years == {2025, 2026}
    given = set(VolunteerWork.objects.values_list("kind", flat=True))
    assert {"trial", "court"} <= given
    assert DutyShift.objects.filter(day__month=11, called_off_at__isnull=False).exists()
    for point in ServicePoint.objects.filter(kind__in=["station", "home"])[:3]:
        _same_point(point)
    for record in WorkRecord.objects.counted().filter(point__status="open")[:5]:
        with on(record.day, 18):
            made = record_work(
                record.point, day=record.day, kind=record.kind, people=record.people,
                by=record.recorded_by,
            )  # fmt: skip
        same(made, record)
    _same_people()
    shift = DutyShift.objects.standing().first()
    assert shift is not None
    shift.called_off_at, shift.called_off_by = shift.set_at, shift.set_by
    shift.save()
    with on(shift.day - timedelta(days=1)):
        again = put_on_duty(
            shift.point, day=shift.day, starts=shift.starts, ends=shift.ends,
            person=shift.person, name=shift.name, by=shift.set_by,
        )  # fmt: skip
    same(again, shift, "called_off_at", "called_off_by_id")


def _same_point(point: ServicePoint) -> None:
    with on(TODAY):
        made = open_point(
            point.place, kind=point.kind, name=f"{point.name}二", address=point.address,
            phone=point.phone, hours=point.hours, run_by=point.run_by, opened_on=point.opened_on,
            by=point.recorded_by,
        )  # fmt: skip
    same(made, point, "name")


def _same_people() -> None:
    for one in Volunteer.objects.filter(end_reason="").select_related("contact")[:3]:
        with on(TODAY):
            made = enrol(
                one.place, name=one.name, kind=one.kind, employer=one.employer, skills=one.skills,
                phone=one.contact.phone, team=one.team, since=one.since, by=one.recorded_by,
            )  # fmt: skip
        same(made, one)
    for work in VolunteerWork.objects.counted().select_related("volunteer", "point")[:5]:
        with on(work.day, 19):
            made_work = record_service(
                work.volunteer, day=work.day, kind=work.kind, hours=work.hours, cases=work.cases,
                point=work.point, by=work.recorded_by,
            )  # fmt: skip
        same(made_work, work)
