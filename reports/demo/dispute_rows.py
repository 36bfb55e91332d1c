"""What a demo year's disputes are made of, by noun, before loading."""

from __future__ import annotations

from dataclasses import dataclass, field

from disputes.models import (
    Agreement,
    BreachFollowUp,
    Dispute,
    DisputeMediator,
    FollowUp,
    Matter,
    MatterHandOver,
    MediationSession,
    Party,
    Promise,
    SafetyCheck,
    Signature,
)


@dataclass
class Rows:
    """What is loaded, by noun."""

    matters: list[Matter] = field(default_factory=list)
    hand_overs: list[MatterHandOver] = field(default_factory=list)
    disputes: list[Dispute] = field(default_factory=list)
    parties: list[Party] = field(default_factory=list)
    checks: list[SafetyCheck] = field(default_factory=list)
    mediators: list[DisputeMediator] = field(default_factory=list)
    sessions: list[MediationSession] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    breaches: list[BreachFollowUp] = field(default_factory=list)
    follow_ups: list[FollowUp] = field(default_factory=list)
