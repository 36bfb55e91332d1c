"""What a dispute's page shows around its record: the gate, the clocks with their sums, doors."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.models import User
from disputes import gating, timing
from disputes.clocks.days import ClockFault
from disputes.clocks.mediation import Clock
from disputes.doors import doors
from disputes.gate import Finding, stopping
from disputes.gate_facts import GateAct, Level, Rule
from disputes.models import Dispute, DisputeMediator
from disputes.offers import open_risks

# Told by sections of their own: who refuses, who was not asked, what may turn worse.
ELSEWHERE = {Rule.REFUSED, Rule.UNASKED, Rule.ESCALATION}


def around(dispute: Dispute, user: User) -> dict[str, Any]:
    """Context of the page of one opened dispute."""
    clock = _clock(dispute)
    beside = DisputeMediator.Role.BESIDE
    return {
        "clock": clock,
        "clock_lines": [_parted(line) for line in clock.lines] if clock else [],
        "norm": _norm(dispute) if clock else None,
        "doors": doors(dispute, user),
        "check": gating.check_of(dispute),
        "risks": open_risks(dispute),
        "beside": [m for m in dispute.mediators.all() if m.role == beside and not m.until],
        "now": timezone.now(),
        "today": timezone.localdate(),
    } | _gate(dispute)


def _gate(dispute: Dispute) -> dict[str, list[Finding]]:
    """What shuts the next step, and what is told and not yet answered."""
    if dispute.status not in Dispute.OPEN:
        return {"gate_shut": [], "gate_told": []}
    waiting = dispute.status == Dispute.Status.TAKEN_IN
    found = gating.findings_of(dispute)
    act = GateAct.ACCEPT if waiting else GateAct.JOINT
    told = {a.rule for a in dispute.gate_answers.all()}
    return {
        "gate_shut": [f for f in stopping(found, act) if f.rule not in ELSEWHERE],
        "gate_told": [f for f in found if f.level is Level.WARN and f.rule.value not in told],
    }


def _clock(dispute: Dispute) -> Clock | None:
    """The legal limit; None where what is stored cannot be read as a clock."""
    try:
        return timing.legal(dispute)
    except ClockFault:
        return None


def _norm(dispute: Dispute) -> dict[str, Any] | None:
    clock = timing.norm(dispute)
    if clock is None:
        return None
    return {"rule": clock.rule, "due_on": clock.due_on, "left": clock.left, "over": -clock.left}


def _parted(line: str) -> tuple[str, str]:
    """A step of the sum and the day it leads to."""
    step, _arrow, day = line.partition("→")
    return step.strip(), day.strip()
