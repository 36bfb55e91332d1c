"""The demo's marks: every column and state of a link, a disagreement, claims decided each way."""

from __future__ import annotations

import pytest

from accounts import scope
from accounts.models import User
from reports.demo import marks
from reports.models import (
    BonusClaim,
    DepartmentLink,
    DoubleScoring,
    LineMark,
    MarkSheet,
    Proof,
    ScoringRun,
)
from reports.scorers import disagreements
from reports.transitions.run import ask_for_run, compute
from tests.reports.demo import made, shown_to_visitors


@pytest.mark.django_db
def test_every_column_and_state_is_there() -> None:
    county = made()
    shown_to_visitors(county)
    asked = ask_for_run(campaign=county.campaign, by=county.officers["xianfulian"])
    assert compute(asked.pk)
    with scope.as_system():
        run = ScoringRun.objects.select_related("campaign", "county").get(pk=asked.pk)
        reviewer = User.objects.get(username="pinganban")
        marks.play(run, reviewer)
        count = LineMark.objects.count()
        marks.play(run, reviewer)  # what is there stays
    assert LineMark.objects.count() == count
    assert {"self", "department", "second"} <= set(
        LineMark.objects.values_list("column", flat=True)
    )
    assert set(MarkSheet.objects.values_list("source", flat=True)) == {"account", "link", "paper"}
    assert set(DepartmentLink.objects.values_list("status", flat=True)) == {
        "open", "answered", "revoked"
    }  # fmt: skip
    assert Proof.objects.filter(sheet__isnull=False).exists()
    rows = disagreements(reviewer, run, DoubleScoring.objects.get())
    assert all(row.apart is not None for row in rows)
    if len(county.townships) >= 4:
        shown = set(BonusClaim.objects.values_list("status", flat=True))
        assert shown == {"accepted", "refused", "withdrawn"}
