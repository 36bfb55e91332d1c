"""The scenes of mediation: each is played by the verbs, and each noun is there."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from accounts import demo as sign_ins
from accounts.roles import Role
from disputes.models import (
    ClockEvent,
    Dispute,
    DisputeMediator,
    Escalation,
    EvidenceFile,
    InvestigationNote,
    PartyAgent,
    Recusal,
    SessionPlan,
)
from reports.demo import mediation
from tests.cast import World
from tests.disputes import cases


def test_every_scene_plays(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    names = sign_ins.USERNAMES | {Role.TOWNSHIP_FEDERATION: "town"}
    monkeypatch.setattr(sign_ins, "USERNAMES", names)
    for _scene in mediation.SCENES:
        cases.accepted(world, respondents=["余大海"])
    county: Any = SimpleNamespace(until=timezone.localdate())
    mediation.play(county)
    assert set(PartyAgent.objects.values_list("kind", flat=True)) == {"statutory", "authorised"}
    assert SessionPlan.objects.get().status == "no_show"
    assert set(ClockEvent.objects.values_list("kind", flat=True)) == set(ClockEvent.Kind.values)
    assert Dispute.objects.exclude(suspended_on=None).count() == 1
    assert {bool(r.measures.all()) for r in Escalation.objects.all()} == {True, False}
    assert set(Recusal.objects.values_list("status", flat=True)) == {"proposed", "granted"}
    assert DisputeMediator.objects.filter(role="beside").count() == 1
    assert InvestigationNote.objects.count() == 1
    assert EvidenceFile.objects.count() == 2
