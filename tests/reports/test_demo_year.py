"""The demo's organisation and year: every state is there, and marks loaded in bulk equal the
verb's."""

from __future__ import annotations

from accounts.models import Trail
from campaigns.models import (
    Attendance,
    DutyMark,
    Fund,
    FundItem,
    KeptFile,
    LeadingGroup,
    Meeting,
    MemberUnit,
    Plan,
    Seat,
    ShowPoint,
)
from campaigns.queries.organisation import gaps
from campaigns.queries.year_duty import state_of
from campaigns.transitions.year_duty import mark_done
from reports.demo import year
from reports.demo.county import County
from tests.reports.demo import TODAY, at_moment, columns, county, shown_to_visitors

__all__ = ["county"]  # the fixture


def test_every_state_is_there(county: County) -> None:
    shown_to_visitors(county)
    year.organisation(county)
    year.year(county)
    assert LeadingGroup.objects.standing().count() == 1 + len(county.townships) + 3
    assert LeadingGroup.objects.exclude(ended_on=None).exists()
    assert set(Seat.objects.values_list("post", flat=True)) >= {"head", "liaison", "lead"}
    assert Seat.objects.filter(end_reason="工作调动").exists()
    assert set(MemberUnit.objects.values_list("is_live", flat=True)) == {True, False}
    assert gaps(county.system, county.division, TODAY)
    assert set(Meeting.objects.values_list("kind", flat=True)) == set(Meeting.Kind.values)
    assert Meeting.objects.exclude(taken_back_at=None).exists()
    assert set(Attendance.objects.values_list("how", flat=True)) == set(Attendance.How.values)
    assert Fund.objects.exists()
    assert FundItem.objects.exclude(taken_back_at=None).exists()
    assert FundItem.objects.exclude(over_words="").exists()
    assert ShowPoint.objects.standing().exists()
    assert ShowPoint.objects.exclude(until=None).exists()
    assert Plan.objects.get().is_issued
    duties = county.campaign.duties
    assert duties.exclude(lifted_at=None).exists()
    assert duties.exclude(first_due_on=None).exists()
    assert DutyMark.objects.exclude(taken_back_at=None).exists()
    marks = DutyMark.objects.standing().select_related("duty")
    assert {state_of(m.duty, m, TODAY).kind for m in marks} == {"done", "late", "lifted"}
    assert not marks.filter(kind="done", day__gt=TODAY).exists()
    kept = KeptFile.objects.all()
    assert kept.filter(meeting__isnull=False).exists()
    assert kept.filter(fund_item__isnull=False).exists()


def test_a_mark_loaded_in_bulk_is_the_verbs(county: County) -> None:
    year.marks(county)
    loaded = DutyMark.objects.standing().select_related("duty", "place", "by").first()
    assert loaded is not None
    duty, unit, by = loaded.duty, loaded.place, loaded.by
    told = year.trail_of(loaded)
    DutyMark.objects.filter(pk=loaded.pk).delete()
    with at_moment(loaded.at):
        made = mark_done(duty, unit, note=loaded.note, by=by)
    assert columns(made) == columns(loaded)
    row = Trail.objects.get(act="year_duty.done", key=str(made.pk))
    for name in ("place", "after", "before", "by_id", "noun"):
        assert getattr(row, name) == getattr(told, name), name
