"""The demo year's vetoes and appeals go through the verbs: every state is there."""

from __future__ import annotations

import pytest

from campaigns.models import Division
from reports.demo import fairness
from reports.models import Appeal, ScoringRun, Veto
from reports.transitions.publication import publish, sign
from tests.cast import World
from tests.reports.test_run import T1, computed, fill_all


def test_scenes(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fairness, "SHOWN_TOWNSHIP", "甲一镇")
    monkeypatch.setattr(fairness, "INVENTED_TOWNSHIP", "甲二镇")
    more = [
        Division(code=T1 + n * 1000, end=T1 + (n + 1) * 1000, name=f"演{n}镇", level=4,
                 parent_id=990101000000)
        for n in (10, 11, 12)
    ]  # fmt: skip
    Division.objects.bulk_create(more)
    run = computed(world)
    fill_all(world, run)
    reviewer, lead = world.governance, world.governance_lead
    fairness.vetoes(run, reviewer, lead)
    assert sorted(Veto.objects.values_list("status", flat=True)) == [
        "decided", "lifted", "spared", "unfounded",
    ]  # fmt: skip
    signed = sign(run=run, by=reviewer)
    publish(run=signed, by=lead)
    fairness.appeals(run, reviewer, lead)
    found = list(Appeal.objects.order_by("number").values_list("status", "outcome"))
    assert found == [("told", "partly"), ("told", "rejected"), ("refused", ""), ("filed", "")]
    assert ScoringRun.objects.get(revises=run).stage == "published"
