"""What the mediation gate is told: plain facts, no database (domain E)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class GateAct(StrEnum):
    """What the gate guards."""

    ACCEPT = "accept"
    JOINT = "joint"  # both sides in one room or call
    SEPARATE = "separate"  # each side heard apart
    SETTLE = "settle"


EVERY = frozenset(GateAct)
TOGETHER = frozenset({GateAct.JOINT})


class Level(StrEnum):
    """Stopped, or told."""

    BLOCK = "block"
    WARN = "warn"


class Capacity(StrEnum):
    """Civil capacity (民法典 art. 17–22)."""

    FULL = "full"
    LIMITED = "limited"
    NONE = "none"


class Subject(StrEnum):
    """What is to be settled."""

    PROPERTY = "property"
    SUPPORT = "support"
    VISITING = "visiting"
    LIVING = "living"
    DAMAGE = "damage"  # compensation for an injury
    OTHER = "other"
    VIOLENCE = "violence"  # whether it happened, how it is judged
    STATUS = "status"  # validity of a marriage, adoption, who is whose child


class Rule(StrEnum):
    """Which rule of domain E found it."""

    REFUSED = "refused"
    UNASKED = "unasked"
    NO_AGENT = "no_agent"
    HAPPENING = "happening"
    INJURY = "injury"
    CRIME = "crime"
    ESCALATION = "escalation"
    UNREPORTED = "unreported"
    HARMED_UNABLE = "harmed_unable"
    ORDER = "order"
    HARM_APART = "harm_apart"
    SAFE_CONTACT = "safe_contact"
    WORDS = "words"
    SUBJECT_VIOLENCE = "subject_violence"
    SUBJECT_STATUS = "subject_status"
    TERM = "term"


@dataclass(frozen=True)
class PartyFacts:
    """A side's wish and capacity. asked/given/refused as in Party.Consent. harmed: she or he
    suffers or seems to suffer violence. has_agent: a statutory or entrusted agent takes part."""

    consent: str
    capacity: Capacity = Capacity.FULL
    harmed: bool = False
    has_agent: bool = False


@dataclass(frozen=True)
class Facts:
    """What is known. police_told: the police have the matter. reported: the mandatory report is
    made. contact_forbidden: an order in force today forbids contact. words_of_violence: words
    met in brief or notes, not yet asked about."""

    parties: tuple[PartyFacts, ...]
    subjects: frozenset[Subject] = frozenset({Subject.OTHER})
    family: bool = False
    violence_now: bool = False
    violence_known: bool = False
    injury_appraisal: bool = False
    crime_suspected: bool = False
    police_told: bool = False
    may_escalate: bool = False
    measures_taken: bool = False
    reported: bool = False
    contact_forbidden: bool = False
    safe_contact: bool = False
    words_of_violence: tuple[str, ...] = ()
    terms: str = ""

    @property
    def harm(self) -> bool:
        """Violence plays a part, whatever the subject."""
        return (
            self.violence_now
            or self.violence_known
            or self.contact_forbidden
            or Subject.VIOLENCE in self.subjects
            or any(p.harmed for p in self.parties)
        )


def capacity(age: int | None, *, unable: bool = False, partly: bool = False) -> Capacity:
    """Under 8 none, 8–17 limited; an adult who cannot recognise what he does none, partly so
    limited (民法典 art. 17–22). An unknown age counts as adult. Who is 16 and lives on his own
    work counts as adult too (art. 18): the caller says FULL."""
    if unable or (age is not None and age < 8):
        return Capacity.NONE
    if partly or (age is not None and age < 18):
        return Capacity.LIMITED
    return Capacity.FULL
