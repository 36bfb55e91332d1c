"""Table of contents of disputes."""

from disputes import privacy as _privacy  # noqa: F401 - declares what each field is for
from disputes.models.agreement import (  # what the parties agreed; a party's signature
    Agreement,
    Signature,
)
from disputes.models.committee import CommitteeSeat, MediationCommittee  # 调委会 and its members
from disputes.models.dispute import Dispute, DisputeType  # a dispute's life
from disputes.models.follow_up import FollowUp  # the return visit after an agreement
from disputes.models.handler import MatterHandler, MatterOpening  # who may know of a sealed one
from disputes.models.intake_rule import IntakeRule  # a county's own figures for the door
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
from disputes.models.party import Party  # a person in the matter and her consent
from disputes.models.promise import (  # a dated item of an agreement, its proof, its breach
    BreachFollowUp,
    Promise,
    PromiseProof,
)
from disputes.models.reception import ReceptionDay, ReceptionSeat  # the chair's reception day
from disputes.models.referral import (  # what a body without an account is asked, and its answer
    Agency,
    Referral,
    ReferralPhoto,
)
from disputes.models.rights import RightsMatter, RightsReview, RightsVisit  # 信访事项
from disputes.models.session import MediationSession  # one sitting
from disputes.models.sorting import Sorting  # where a matter was sent, each time
from disputes.models.supervision_card import SupervisionCard  # the office above asks for an answer
from disputes.models.twin import MatterTwin  # two matters that may be one

__all__ = [
    "Agency",
    "Agreement",
    "BreachFollowUp",
    "Category",
    "CommitteeSeat",
    "Dispute",
    "DisputeNumber",
    "DisputeType",
    "FollowUp",
    "Form",
    "IntakeRule",
    "Matter",
    "MatterHandOver",
    "MatterHandler",
    "MatterOpening",
    "MatterTwin",
    "MediationCommittee",
    "MediationSession",
    "MediatorContact",
    "MediatorEntry",
    "Party",
    "PersonNotice",
    "Promise",
    "PromiseProof",
    "ReceptionDay",
    "ReceptionSeat",
    "Referral",
    "ReferralPhoto",
    "RightsMatter",
    "RightsReview",
    "RightsVisit",
    "Route",
    "Signature",
    "Sorting",
    "Source",
    "SupervisionCard",
]
