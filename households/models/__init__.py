"""Table of contents of households."""

from households import privacy as _privacy  # noqa: F401 - declares what each field is for
from households.models.assessment import ImpactAssessment  # what the processing does to people
from households.models.award import Award  # a demonstration household's way to its plate
from households.models.award_notice import AwardNotice, AwardPhoto  # 公示; a photo of its board
from households.models.award_rules import AwardQuota, AwardRules  # 创评办法; 名额 of a village
from households.models.award_slip import AwardSlip, AwardSlipLine  # 联审单; a candidate on it
from households.models.award_title import (  # what follows a title
    AwardCheck,
    AwardRevocation,
    Incentive,
)
from households.models.cadence import Cadence  # month, half-month, week, day
from households.models.care import CareRecord, CareVisit  # the left-behind, and who looks in
from households.models.expected import (  # who owes a report, and each change of that list
    CellState,
    Exemption,
    ExpectedChange,
    ExpectedReport,
    FilingException,
    Show,
    Standing,
    Timing,
)
from households.models.factor import FactorAnswer, FactorSheet  # 风险因素表, factor by factor
from households.models.family import (  # a listed family and who decided what about it
    Category,
    FamilyText,
    ListedFamily,
    Tier,
    TierDecision,
)
from households.models.handover import HandOver  # a family on its way from keeper to keeper
from households.models.hazard import Hazard, HazardCall, HazardNote  # 重大隐患, its calls and notes
from households.models.help import HelpEvent, Pairing  # 结对帮扶 and what was given
from households.models.honour import Honour  # 示范村, 先进集体, 十佳…
from households.models.household import Household, HouseholdPledge  # a home; its signed pledge
from households.models.incident import (  # what happened in a village; a nil it contradicts
    Contradiction,
    Incident,
    IncidentKind,
)
from households.models.keeper import Keeper  # 包户到人: who keeps an eye on a family
from households.models.kinship import EmergencyOpening, Kinship  # 回避; opened all the same
from households.models.letter import LetterPart, LetterPrint  # 承诺书 printed in bulk
from households.models.member import (  # a person in a household; what was changed
    ConsentBasis,
    DocumentKind,
    HouseholdChange,
    Member,
    Relation,
    Sex,
)
from households.models.move import HouseholdMove  # a household handed over to another village
from households.models.notice import (  # told to a unit; read; how a missing report climbed
    Escalation,
    Notice,
    NoticeRead,
)
from households.models.objection import Objection  # to what is on a public notice
from households.models.opening import FileOpening  # the county opened a file with a reason
from households.models.period import ReportingPeriod  # the days a report covers, and when due
from households.models.person_match import PersonMatch  # the county: one person or two
from households.models.proposal import Proposal  # what a village puts before its township
from households.models.rank import Rank  # the ladder of honours
from households.models.report import ZeroReport  # a village's signed report of a period
from households.models.request import RightsRequest  # a family asks to be corrected or delisted
from households.models.retention import (  # how long files are kept; what was erased
    Erasure,
    FamilyFigure,
    LegalHold,
    RetentionRule,
)
from households.models.rule import (  # a county's cadence, due times and checks; 敏感时期
    Check,
    ReportingRule,
    SensitivePeriod,
    Shift,
)
from households.models.safe_family import SafeFamily  # 平安家庭: takes part, meets the standard
from households.models.scale import TierScale  # a county's versions of the scale of tiers
from households.models.screening import (  # 排查: a round, a village in it, homes looked at
    ScreenedHome,
    ScreeningRound,
    VillageScreening,
)
from households.models.seal import FileHandler  # who may know of a sealed file
from households.models.service import (  # activities, and the households that took part
    ServiceActivity,
    ServiceUse,
)
from households.models.spot_check import SpotCheck  # a helping visit where reports are silent
from households.models.survey import SampledHousehold  # drawn into a survey; asked or not
from households.models.sync import SyncItem  # what a phone wrote offline and sent later
from households.models.unit_return import UnitReturn  # a township's or county's 汇总
from households.models.urge import Urge  # who urged whom about what was owed
from households.models.visit import (  # a visit owed by a day; a visit made; its photos
    Visit,
    VisitDuty,
    VisitPhoto,
)

__all__ = [
    "Award",
    "AwardCheck",
    "AwardNotice",
    "AwardPhoto",
    "AwardQuota",
    "AwardRevocation",
    "AwardRules",
    "AwardSlip",
    "AwardSlipLine",
    "Cadence",
    "CareRecord",
    "CareVisit",
    "Category",
    "CellState",
    "Check",
    "ConsentBasis",
    "Contradiction",
    "DocumentKind",
    "EmergencyOpening",
    "Erasure",
    "Escalation",
    "Exemption",
    "ExpectedChange",
    "ExpectedReport",
    "FactorAnswer",
    "FactorSheet",
    "FamilyFigure",
    "FamilyText",
    "FileHandler",
    "FileOpening",
    "FilingException",
    "HandOver",
    "Hazard",
    "HazardCall",
    "HazardNote",
    "HelpEvent",
    "Honour",
    "Household",
    "HouseholdChange",
    "HouseholdMove",
    "HouseholdPledge",
    "ImpactAssessment",
    "Incentive",
    "Incident",
    "IncidentKind",
    "Keeper",
    "Kinship",
    "LegalHold",
    "LetterPart",
    "LetterPrint",
    "ListedFamily",
    "Member",
    "Notice",
    "NoticeRead",
    "Objection",
    "Pairing",
    "PersonMatch",
    "Proposal",
    "Rank",
    "Relation",
    "ReportingPeriod",
    "ReportingRule",
    "RetentionRule",
    "RightsRequest",
    "SafeFamily",
    "SampledHousehold",
    "ScreenedHome",
    "ScreeningRound",
    "SensitivePeriod",
    "ServiceActivity",
    "ServiceUse",
    "Sex",
    "Shift",
    "Show",
    "SpotCheck",
    "Standing",
    "SyncItem",
    "Tier",
    "TierDecision",
    "TierScale",
    "Timing",
    "UnitReturn",
    "Urge",
    "VillageScreening",
    "Visit",
    "VisitDuty",
    "VisitPhoto",
    "ZeroReport",
]
