"""What hangs on a dispute in mediation in every village of the cast: agents, mediators, standing
aside, asking, sittings agreed, clock, risk, notes, evidence."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from disputes.models import (
    ClockEvent,
    Dispute,
    DisputeMediator,
    Escalation,
    EscalationMeasure,
    EvidenceFile,
    GateAnswer,
    InvestigationNote,
    Party,
    PartyAgent,
    Recusal,
    SafetyCheck,
    SessionHelper,
    SessionPlan,
)

if TYPE_CHECKING:
    from tests.security.rows import Rows


def mediation_rows(rows: Rows, dispute: Dispute, party: Party) -> None:
    """One of each, of one dispute."""
    code, today, now = dispute.village_id, timezone.localdate(), timezone.now()
    assert dispute.mediator is not None
    shared: dict[str, Any] = {
        "matter": dispute.matter,
        "dispute": dispute,
        "village": dispute.village,
        "recorded_by": dispute.mediator,
    }
    plain = {k: v for k, v in shared.items() if k != "dispute"}
    rows.by_noun["parties"][code] = party
    rows.by_noun["agents"][code] = rows.make(
        PartyAgent, code, party=party, kind="authorised", relation="kin", authorised_on=today,
        since=today, **shared,
    )  # fmt: skip
    rows.make(DisputeMediator, code, person=dispute.mediator, role="lead", since=today, **shared)
    rows.by_noun["recusals"][code] = rows.make(
        Recusal, code, person=dispute.mediator, ground="asked", asked_by=party, proposed_on=today,
        due_on=today, **shared,
    )  # fmt: skip
    rows.make(
        SafetyCheck, code, asked_on=today, subjects=["other"], violence_now=False,
        violence_known=False, injury_appraisal=False, crime_suspected=False, **shared,
    )  # fmt: skip
    rows.make(GateAnswer, code, answered_on=today, **shared)
    rows.by_noun["sittings"][code] = rows.make(SessionPlan, code, at=now, **shared)
    rows.make(
        SessionHelper, code, session=dispute.sessions.get(), kind="kin", consented=True, **plain
    )
    rows.make(
        ClockEvent, code, kind="suspended", on=today, look_on=today + timedelta(days=9), **shared
    )
    risk = rows.make(Escalation, code, kind="harm", noted_on=today, police_told_at=now, **shared)
    rows.by_noun["risks"][code] = risk
    rows.make(EscalationMeasure, code, escalation=risk, taken_on=today, **plain)
    rows.make(InvestigationNote, code, at=now, asked="kin", **shared)
    seen = rows.canary(EvidenceFile.wall.kind, code, "disputes.evidencefile.data")
    rows.by_noun["evidence"][code] = rows.make(
        EvidenceFile, code, source="applicant", received_on=today, medium="photo", size=9, pages=1,
        data=seen.encode(), added_at=now, **shared,
    )  # fmt: skip
