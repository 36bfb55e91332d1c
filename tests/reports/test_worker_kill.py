"""A real worker killed with -9 at random points: nothing half done is seen, the next one finishes
with the same bytes, each effect once (reliability G1–G3, G6)."""

from __future__ import annotations

import pytest
from django.db import connection

from accounts import scope
from campaigns.models import Level
from reports.bench.soak import TARGETS, soaking
from reports.models import ScoreLine, ScoringRun
from reports.transitions.review import Entry, enter_lines
from tests import cast
from tests.reports import facts
from tests.reports.test_run import V1
from tests.workers import PAUSE

pytestmark = [
    pytest.mark.worker,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]
SEED = 20261126


def test_a_worker_killed_at_random_points_changes_nothing(broker: str) -> None:
    """Child, parent and both, one each; `soak_scoring --kills 20` does many. A line entered by hand
    is carried from run to run, so that whatever was done twice would show."""
    with scope.as_system():
        world = cast.build()
        facts.build(world)
    name = str(connection.settings_dict["NAME"])
    with soaking(
        world.campaign, database=name, broker=broker, seed=SEED, pause=PAUSE / 4
    ) as running:
        with scope.as_system():
            line = ScoreLine.objects.get(sheet__run=running.base, unit_id=V1, code="2.1")
            entries = [Entry(line.unit_id, line.code, points=line.cap)]
            enter_lines(
                run=running.base,
                level=Level.VILLAGE,
                entries=entries,
                reason="现场核查",
                by=world.governance,
            )
        running.undisturbed()
        for target in TARGETS:
            running.kill(target)
        assert running.looks > 20
        assert [one.target for one in running.rounds] == list(TARGETS)
        with scope.as_system():
            assert ScoringRun.objects.filter(state="done", stage="draft").count() == 1
            kept = ScoreLine.objects.get(sheet__run=running.base, unit_id=V1, code="2.1")
            assert (kept.points, kept.changes.count()) == (line.cap, 1)
