"""Everything a dispute's file is made of, read once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from disputes.models import (
    Agreement,
    Confirmation,
    Dispute,
    Dossier,
    EvidenceFile,
    FollowUp,
    InvestigationNote,
    MediationCommittee,
    MediationSession,
    Party,
    PartyAgent,
    Promise,
    Source,
)

# Who brought it: the parties themselves, the committee of its own accord, or another office.
BROUGHT = {Source.VISIT, Source.LETTER, Source.HOTLINE, Source.RECEPTION}
FOUND = {Source.VILLAGE, Source.SCREENING}


@dataclass(frozen=True)
class CaseFile:
    """Records of one dispute as queries.filing reads them. open_numbers: telephone numbers in
    full, by a right of their own; printed: with addresses, for a print somebody gave a reason for
    (reliability C5). later: what has come since the file was bound."""

    dispute: Dispute
    committee: MediationCommittee | None
    mediators: list[str]
    parties: list[Party]
    sessions: list[MediationSession]
    agents: list[PartyAgent] = field(default_factory=list)
    investigations: list[InvestigationNote] = field(default_factory=list)
    evidence: list[EvidenceFile] = field(default_factory=list)
    agreement: Agreement | None = None
    promises: list[Promise] = field(default_factory=list)
    follow_ups: list[FollowUp] = field(default_factory=list)
    confirmation: Confirmation | None = None
    dossier: Dossier | None = None
    open_numbers: bool = False
    printed: bool = False
    later: list[tuple[date, str]] = field(default_factory=list)

    @property
    def last_day(self) -> date:
        """The day of the last thing in the file, for a file that is not bound yet."""
        days = [self.dispute.taken_in_on, self.dispute.accepted_on, self.dispute.ended_on]
        days += [row.held_on for row in self.sessions]
        days += [self.agreement.agreed_on] if self.agreement else []
        days += [row.visited_on for row in self.follow_ups]
        return max(day for day in days if day)

    @property
    def came(self) -> tuple[str, str]:
        """How it came in for form no. 3 (applied, initiated, referred) and who referred it."""
        source = self.dispute.source
        if source in BROUGHT:
            return "applied", ""
        if source in FOUND:
            return "initiated", ""
        return "referred", str(source.label)
