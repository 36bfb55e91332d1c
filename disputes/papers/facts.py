"""What the forms need to know, as plain frozen values; the caller fills them from its records.

All texts are "" where nothing is known: the form then leaves a place for the pen. There is no
field for 民族 (it is printed as a blank), fees, or anything about religion or politics. `contact`
holds only what may be printed: where a safe contact is set, the caller gives that one or "".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """A party. side: applicant, respondent or third. `organisation`: name, address, its
    representative with post instead of sex, age and occupation. `agent`: who acts for it."""

    side: str
    name: str
    sex: str = ""
    age: int | None = None
    occupation: str = ""
    contact: str = ""
    address: str = ""
    organisation: bool = False
    representative: str = ""
    agent: str = ""


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What every form of a file shares. number: （2026）沛X调字第12号; "" before acceptance.
    committee: the body whose seal it is. matter_kind: 纠纷类型 (domain D3)."""

    committee: str
    parties: tuple[PartyFacts, ...]
    number: str = ""
    matter_kind: str = ""
    mediators: tuple[str, ...] = ()

    def of(self, side: str) -> tuple[PartyFacts, ...]:
        """The parties of one side."""
        return tuple(party for party in self.parties if party.side == side)

    @property
    def title(self) -> str:
        """张某与李某婚姻家庭纠纷: the name of the file (卷名)."""
        first = "、".join(party.name for party in self.of("applicant"))
        other = "、".join(party.name for party in self.of("respondent"))
        kind = f"{self.matter_kind.removesuffix('纠纷')}纠纷"
        if not first and not other:
            return f"　　　　　　{kind}"
        return f"{first}与{other}{kind}" if first and other else f"{first or other}{kind}"


@dataclass(frozen=True, slots=True)
class ApplicationFacts:
    """No. 2: what the applicant tells and asks for; applied_on None: to be dated by hand."""

    facts: str = ""
    requests: tuple[str, ...] = ()
    applied_on: date | None = None


@dataclass(frozen=True, slots=True)
class AcceptanceFacts:
    """No. 3. source: applied (当事人申请), initiated (主动调解) or referred (接受委托移送),
    then with `referred_by`. consented_on: the day the parties agreed to mediation."""

    source: str = ""
    referred_by: str = ""
    brief: str = ""
    accepted_on: date | None = None
    consented_on: date | None = None
    registrar: str = ""


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """No. 4: to whom the rights were told and when; one notice for each party."""

    party: str = ""
    told_on: date | None = None


@dataclass(frozen=True, slots=True)
class AuthorisationFacts:
    """No. 5. powers: general or special (may settle, waive, sign); scope: in words."""

    principal: PartyFacts
    agent_name: str = ""
    agent_sex: str = ""
    agent_age: int | None = None
    agent_work: str = ""
    agent_contact: str = ""
    relation: str = ""
    powers: str = ""
    scope: str = ""
    until: str = ""
    signed_on: date | None = None


@dataclass(frozen=True, slots=True)
class InvestigationFacts:
    """No. 6: one talk. `time` in words (2026年3月8日9时至10时)."""

    time: str = ""
    place: str = ""
    present: str = ""
    person: PartyFacts | None = None
    relation: str = ""
    notes: str = ""
    investigators: str = ""
    recorder: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One line of no. 7. form: 原件, 复印件, 照片, 录音…; pages: how many."""

    name: str
    source: str = ""
    form: str = ""
    proves: str = ""
    pages: str = ""
    received_on: date | None = None


@dataclass(frozen=True, slots=True)
class EvidenceFacts:
    """No. 7."""

    items: tuple[EvidenceItem, ...] = ()
    received_by: str = ""


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """No. 8. result: written, oral, none, again or "". `open_doors`: None where not said.
    `told`: the rules were told to the parties before. `next_time`: for again."""

    ordinal: int = 1
    time: str = ""
    place: str = ""
    present: str = ""
    absent: str = ""
    open_doors: bool | None = None
    told: bool = False
    notes: str = ""
    result: str = ""
    result_text: str = ""
    next_time: str = ""
    recorder: str = ""
    held_on: date | None = None


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    """One promise of an agreement: who does what, how, where, until when."""

    who: str
    what: str
    way: str = ""
    place: str = ""
    limit: str = ""


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """Nos. 9 and 10: the contents of art. 29. `issue`: the matter in dispute and the parties'
    responsibility. copies: 0 means parties + 1 (art. 30)."""

    facts: str = ""
    issue: str = ""
    terms: tuple[str, ...] = ()
    promises: tuple[PromiseFacts, ...] = ()
    performance: str = ""
    copies: int = 0
    agreed_on: date | None = None


@dataclass(frozen=True, slots=True)
class PerformanceItem:
    """One line of no. 11: a promise and the proof that it was kept."""

    promise: str
    due: str = ""
    done_on: date | None = None
    proof: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PerformanceFacts:
    """No. 11."""

    items: tuple[PerformanceItem, ...] = ()


@dataclass(frozen=True, slots=True)
class RevisitFacts:
    """No. 12. performed: full, part, none or ""; satisfied: very, yes, fair, no or ""; sued and
    hidden_risk: None where not said."""

    party: str = ""
    reason: str = ""
    time: str = ""
    way: str = ""
    performed: str = ""
    findings: str = ""
    satisfied: str = ""
    sued: bool | None = None
    hidden_risk: bool | None = None
    measures: str = ""
    visitor: str = ""
    visited_on: date | None = None


@dataclass(frozen=True, slots=True)
class ConfirmationFacts:
    """No. 13: the joint application within 30 days of effect (art. 33)."""

    court: str = ""
    agreed_on: date | None = None
    effective_on: date | None = None
    terms: tuple[str, ...] = ()
    applied_on: date | None = None
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RemarkFacts:
    """No. 14: what is missing, what was added later, by whom."""

    missing: str = ""
    added: str = ""
    other: str = ""
    author: str = ""
    checker: str = ""
    written_on: date | None = None


@dataclass(frozen=True, slots=True)
class CoverFacts:
    """No. 0. retention: 短期, 长期 or 永久 with its years as the house has set them. `volume`:
    第1卷 共2卷, "" for a single one."""

    began_on: date | None = None
    ended_on: date | None = None
    filed_by: str = ""
    filed_on: date | None = None
    retention: str = ""
    volume: str = ""
    archive_number: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReferralFacts:
    """A referral slip to another body. subject: what it is about in quiet words; names only
    where `concerned` gives them. `code_png`: the QR of the one-time link, PNG bytes."""

    from_unit: str
    to_agency: str
    number: str = ""
    subject: str = ""
    asked: tuple[str, ...] = ()
    concerned: str = ""
    contact: str = ""
    contact_phone: str = ""
    issued_on: date | None = None
    answer_until: str = ""
    link_until: str = ""
    code_png: bytes = b""
    code_text: str = ""
