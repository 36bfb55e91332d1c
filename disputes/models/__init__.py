"""Table of contents of disputes."""

from disputes import privacy as _privacy  # noqa: F401 - declares what each field is for
from disputes.models.agent import PartyAgent  # who acts for a party
from disputes.models.agreement import (  # what the parties agreed; a party's signature
    Agreement,
    Signature,
)
from disputes.models.averted import Averted  # what a mediation kept from happening, checked
from disputes.models.case_visit import (  # visits of a protection case; who asked who reported
    CaseVisit,
    ReporterQuestion,
)
from disputes.models.clock_event import ClockEvent  # suspended, resumed, extended
from disputes.models.committee import CommitteeSeat, MediationCommittee  # 调委会 and its members
from disputes.models.confirmation import Confirmation  # a court confirms an agreement
from disputes.models.court import CourtReferral  # a case a court sends to be mediated
from disputes.models.dispute import Dispute, DisputeType  # a dispute's life
from disputes.models.dispute_mediator import DisputeMediator  # who mediates, and since when
from disputes.models.dossier import Dossier  # the bound file of a mediation
from disputes.models.escalation import Escalation, EscalationMeasure  # it may turn worse (art. 25)
from disputes.models.evidence import EvidenceFile  # photos and PDFs of the file
from disputes.models.follow_up import FollowUp  # the return visit after an agreement
from disputes.models.handler import MatterHandler, MatterOpening  # who may know of a sealed one
from disputes.models.hold import MatterHold  # a matter that may not be erased
from disputes.models.intake_rule import IntakeRule  # a county's own figures for the door
from disputes.models.investigation import InvestigationNote  # what people said when asked
from disputes.models.matter import (  # the one door everything comes in by
    Category,
    Form,
    Matter,
    Route,
    Source,
)
from disputes.models.matter_hand_over import MatterHandOver  # a matter offered to somebody else
from disputes.models.mediator_entry import MediatorContact, MediatorEntry  # the roster
from disputes.models.notice import PersonNotice  # told to one person alone
from disputes.models.number import DisputeNumber  # the last number of a county and year
from disputes.models.order import (  # warnings and orders, their visits and breaches
    OrderBreach,
    PoliceWarning,
    ProtectionOrder,
    WarningVisit,
)
from disputes.models.party import Party  # a person in the matter and her consent
from disputes.models.promise import (  # a dated item of an agreement, its proof, its breach
    BreachFollowUp,
    Promise,
    PromiseProof,
)
from disputes.models.protection import ProtectionCase  # a protection case
from disputes.models.protection_report import MandatoryReport  # the report to the police
from disputes.models.quality import QualityDraw, QualityReview  # dossiers drawn and judged
from disputes.models.reception import ReceptionDay, ReceptionSeat  # the chair's reception day
from disputes.models.recusal import Recusal  # a mediator is to stand aside
from disputes.models.referral import (  # what a body without an account is asked, and its answer
    Agency,
    Referral,
    ReferralPhoto,
)
from disputes.models.rights import RightsMatter, RightsReview, RightsVisit  # 信访事项
from disputes.models.safety import (  # its assessments, their factors, its plan
    SafetyAnswer,
    SafetyAssessment,
    SafetyStep,
)
from disputes.models.safety_check import GateAnswer, SafetyCheck, Topic  # what the gate must know
from disputes.models.session import MediationSession, SessionHelper, Way  # one sitting
from disputes.models.session_plan import SessionPlan  # a sitting agreed for a day and an hour
from disputes.models.shelter import InjuryAppraisal, LegalAid, ShelterStay  # where she is helped
from disputes.models.sorting import Sorting  # where a matter was sent, each time
from disputes.models.supervision_card import SupervisionCard  # the office above asks for an answer
from disputes.models.twin import MatterTwin  # two matters that may be one
from disputes.models.volume import DossierVolume  # the last volume of a committee and year

__all__ = [
    "Agency",
    "Agreement",
    "Averted",
    "BreachFollowUp",
    "CaseVisit",
    "Category",
    "ClockEvent",
    "CommitteeSeat",
    "Confirmation",
    "CourtReferral",
    "Dispute",
    "DisputeMediator",
    "DisputeNumber",
    "DisputeType",
    "Dossier",
    "DossierVolume",
    "Escalation",
    "EscalationMeasure",
    "EvidenceFile",
    "FollowUp",
    "Form",
    "GateAnswer",
    "InjuryAppraisal",
    "IntakeRule",
    "InvestigationNote",
    "LegalAid",
    "MandatoryReport",
    "Matter",
    "MatterHandOver",
    "MatterHandler",
    "MatterHold",
    "MatterOpening",
    "MatterTwin",
    "MediationCommittee",
    "MediationSession",
    "MediatorContact",
    "MediatorEntry",
    "OrderBreach",
    "Party",
    "PartyAgent",
    "PersonNotice",
    "PoliceWarning",
    "Promise",
    "PromiseProof",
    "ProtectionCase",
    "ProtectionOrder",
    "QualityDraw",
    "QualityReview",
    "ReceptionDay",
    "ReceptionSeat",
    "Recusal",
    "Referral",
    "ReferralPhoto",
    "ReporterQuestion",
    "RightsMatter",
    "RightsReview",
    "RightsVisit",
    "Route",
    "SafetyAnswer",
    "SafetyAssessment",
    "SafetyCheck",
    "SafetyStep",
    "SessionHelper",
    "SessionPlan",
    "ShelterStay",
    "Signature",
    "Sorting",
    "Source",
    "SupervisionCard",
    "Topic",
    "WarningVisit",
    "Way",
]
