"""What a file still lacks before it may be bound (domain D2)."""

from __future__ import annotations

from disputes.dossier_rules import Case, Line, Outcome, Paper, check
from disputes.filing.case_file import CaseFile
from disputes.filing.sheets import sheets_of
from disputes.models import Dispute, PartyAgent

# Made by the binding itself.
BOUND = frozenset({Paper.COVER, Paper.CONTENTS, Paper.BACK})


def lines(file: CaseFile) -> list[Line]:
    """One line for each paper of the set: there, lacking, or not needed, and why."""
    return check(case_of(file))


def case_of(file: CaseFile) -> Case:
    """The file as the rules see it."""
    entrusted = [a for a in file.agents if a.kind == PartyAgent.Kind.AUTHORISED]
    identified = sum(1 for row in file.parties if row.id_hash is not None)
    drawn = {paper for paper in Paper if sheets_of(file, paper)}
    if identified:
        drawn.add(Paper.IDENTITY)
    if not all(agent.on_file for agent in entrusted):
        drawn.discard(Paper.AUTHORITY)
    return Case(
        outcome=outcome(file),
        papers=frozenset(drawn | BOUND),
        parties=len(file.parties),
        identified=identified,
        entrusted_agents=len(entrusted),
        authorities=sum(1 for agent in entrusted if agent.on_file),
        refused=file.dispute.ending == Dispute.Ending.REFUSED,
        investigated=bool(file.investigations),
        evidence=bool(file.evidence),
        sessions=len(file.sessions),
        performed=any(p.performed_on for p in file.promises),
        confirmation_asked=file.confirmation is not None,
    )


def outcome(file: CaseFile) -> Outcome:
    """How it ended."""
    dispute = file.dispute
    if file.agreement is not None:
        return Outcome.WRITTEN if file.agreement.form == "written" else Outcome.ORAL
    if dispute.accepted_on is None:
        return Outcome.NOT_ACCEPTED
    return Outcome.WITHDRAWN if dispute.ending == Dispute.Ending.WITHDRAWN else Outcome.ENDED
