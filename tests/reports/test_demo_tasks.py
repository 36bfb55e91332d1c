"""The demo's tasks, inspections, problems, circulars and ladder: every state can be seen."""

from __future__ import annotations

import pytest

from campaigns.models import (
    Circular,
    Draw,
    Finding,
    Inspection,
    InspectionTarget,
    LadderStep,
    Task,
    TaskCard,
    TaskLink,
)
from reports.demo import tasks
from tests.reports.demo import made, shown_to_visitors


@pytest.mark.django_db
def test_every_state_is_there() -> None:
    county = made()
    shown_to_visitors(county)
    tasks.play(county)
    for model in (Task, TaskCard, TaskLink, Inspection, Draw, InspectionTarget, Finding, Circular):
        status = model._meta.get_field("status")
        known = {value for value, _label in status.choices or ()}
        shown = set(model._default_manager.values_list("status", flat=True))
        assert shown == known, model
    assert LadderStep.objects.filter(ended_on=None).exists()
    assert set(LadderStep.objects.values_list("kind", flat=True)) == {"circular", "talk", "listed"}
