"""Every act of the system and who may do it, on one screen. The default is no.

An act holds only under a posting of one of its roles whose division contains the place
acted upon; seeing is wider than doing (design 4).
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from accounts.refusals import Forbidden
from accounts.roles import Role

if TYPE_CHECKING:
    from accounts.models import User

COUNTY, TOWN, VILLAGE = (
    Role.COUNTY_FEDERATION,
    Role.TOWNSHIP_FEDERATION,
    Role.VILLAGE_MEDIATOR,
)
REVIEWER = Role.GOVERNANCE_REVIEWER
UPPER = frozenset({Role.UPPER_FEDERATION, Role.UPPER_GOVERNANCE})


class Act(StrEnum):
    """Names of acts, noun first; the trail and the API use the same words."""

    CAMPAIGN_OPEN = "campaign.open"
    CAMPAIGN_CLOSE = "campaign.close"
    PLAN_WRITE = "plan.write"
    YEAR_DUTY_SET = "year_duty.set"
    YEAR_DUTY_DONE = "year_duty.done"
    MEMBER_UNIT_WRITE = "member_unit.write"
    LEADING_GROUP_WRITE = "leading_group.write"
    SEAT_WRITE = "seat.write"
    MEETING_WRITE = "meeting.write"
    FUND_WRITE = "fund.write"
    SHOW_POINT_WRITE = "show_point.write"
    PLEDGE_ISSUE = "pledge.issue"
    PLEDGE_SIGN = "pledge.sign"
    PLEDGE_WITHDRAW = "pledge.withdraw"
    PLEDGE_ABANDON = "pledge.abandon"
    PLEDGE_COUNT = "pledge.count"
    PLEDGE_TEMPLATE = "pledge.template"
    PLEDGE_HAND_OVER = "pledge.hand_over"
    PLEDGE_PRINT = "pledge.print"
    LETTER_PRINT = "letter.print"
    TASK_WRITE = "task.write"
    TASK_REPORT = "task.report"
    TASK_LINK = "task.link"
    TASK_ANSWER = "task.answer"
    TASK_CARD = "task.card"
    TASK_CARD_ANSWER = "task.card_answer"
    TASK_END = "task.end"
    INSPECTION_MAKE = "inspection.make"
    INSPECTION_DRAW = "inspection.draw"
    INSPECTION_ANSWER = "inspection.answer"
    FINDING_RECORD = "finding.record"
    FINDING_ORDER = "finding.order"
    FINDING_RECTIFY = "finding.rectify"
    FINDING_RECHECK = "finding.recheck"
    DEDUCTION_SET = "deduction.set"
    CIRCULAR_DRAFT = "circular.draft"
    CIRCULAR_APPROVE = "circular.approve"
    CIRCULAR_ISSUE = "circular.issue"
    CIRCULAR_READ = "circular.read"
    LADDER_STEP = "ladder.step"
    SHEET_SEND = "sheet.send"
    SHEET_CONFIRM = "sheet.confirm"
    SHEET_WRITE = "sheet.write"
    SHEET_DROP = "sheet.drop"
    SHEET_RETURN = "sheet.return"
    SHEET_RETRY = "sheet.retry"
    SHEET_EXPIRE = "sheet.expire"
    HOUSEHOLD_PLEDGE = "household.pledge"
    HOUSEHOLD_REGISTER = "household.register"
    HOUSEHOLD_CHANGE = "household.change"
    HOUSEHOLD_MOVE = "household.move"
    MEMBER_CHANGE = "member.change"
    PERSON_REVEAL = "person.reveal"
    PERSON_MATCH = "person.match"
    FAMILY_LIST = "family.list"
    FAMILY_RAISE = "family.raise"
    FAMILY_LOWER = "family.lower"
    FAMILY_REVIEW = "family.review"
    FAMILY_KEEPER = "family.keeper"
    FAMILY_HAND_OVER = "family.hand_over"
    FAMILY_TAKE_OVER = "family.take_over"
    FAMILY_HOLD = "family.hold"
    FAMILY_URGE = "family.urge"
    FAMILY_VISIT = "family.visit"
    FAMILY_PLAN = "family.plan"
    FAMILY_CLOSE = "family.close"
    HAZARD_OPEN = "hazard.open"
    HAZARD_REPORT = "hazard.report"
    HAZARD_RECEIVE = "hazard.receive"
    HAZARD_LIFT = "hazard.lift"
    HELP_PAIR = "help.pair"
    HELP_CARE = "help.care"
    HELP_SERVE = "help.serve"
    FAMILY_SEAL = "family.seal"
    FAMILY_HANDLER = "family.handler"
    FAMILY_OPEN = "family.open"
    FAMILY_HOLD_FILE = "family.hold_file"
    REQUEST_TAKE = "request.take"
    REQUEST_ANSWER = "request.answer"
    REQUEST_APPEAL = "request.appeal"
    REQUEST_DECIDE = "request.decide"
    HOLDINGS_READ = "holdings.read"
    RETENTION_SET = "retention.set"
    ERASURE_DRAW = "erasure.draw"
    ERASURE_CONFIRM = "erasure.confirm"
    ASSESSMENT_WRITE = "assessment.write"
    ASSESSMENT_APPROVE = "assessment.approve"
    KINSHIP_DECLARE = "kinship.declare"
    KINSHIP_END = "kinship.end"
    EMERGENCY_OPEN = "emergency.open"
    EMERGENCY_REVIEW = "emergency.review"
    FAMILY_FLAG = "family.flag"
    PROPOSAL_MAKE = "proposal.make"
    PROPOSAL_CONFIRM = "proposal.confirm"
    PROPOSAL_RETURN = "proposal.return"
    PROPOSAL_DISMISS = "proposal.dismiss"
    FACTOR_FILL = "factor.fill"
    SCALE_WRITE = "scale.write"
    SCALE_PUBLISH = "scale.publish"
    SCREENING_OPEN = "screening.open"
    SCREENING_FILE = "screening.file"
    PERIOD_OPEN = "period.open"
    RULE_SET = "reporting_rule.set"
    SENSITIVE_OPEN = "sensitive.open"
    SENSITIVE_END = "sensitive.end"
    EXPECTED_CHANGE = "expected.change"
    EXPECTED_MISSING = "expected.missing"
    EXEMPTION_GRANT = "exemption.grant"
    EXEMPTION_END = "exemption.end"
    EXCEPTION_GRANT = "filing_exception.grant"
    REPORT_FILE = "report.file"
    REPORT_AMEND = "report.amend"
    REPORT_RETURN = "report.return"
    REPORT_CHASE = "report.chase"
    REPORT_QUESTION = "report.question"
    REPORT_REPLY = "report.reply"
    REPORT_UNTRUE = "report.untrue"
    REPORT_CLEAR = "report.clear"
    INCIDENT_SETTLE = "incident.settle"
    SYNC_KEEP = "sync.keep"
    SYNC_SETTLE = "sync.settle"
    SYNC_OVERSEE = "sync.oversee"
    RETURN_FILE = "return.file"
    RETURN_BACK = "return.back"
    RETURN_ACCEPT = "return.accept"
    RETURN_MISSING = "return.missing"
    COUNTY_RETURN_FILE = "county_return.file"
    COUNTY_RETURN_BACK = "county_return.back"
    COUNTY_RETURN_ACCEPT = "county_return.accept"
    NOTICE_DISMISS = "notice.dismiss"
    SPOT_CHECK_RAISE = "spot_check.raise"
    SPOT_CHECK_DONE = "spot_check.done"
    MATTER_RECEIVE = "matter.receive"
    MATTER_SORT = "matter.sort"
    MATTER_PASS_UP = "matter.pass_up"  # noqa: S105 - an act
    MATTER_TAKE = "matter.take"
    MATTER_SEAL = "matter.seal"
    MATTER_HANDLER = "matter.handler"
    MATTER_GRANT = "matter.grant"
    MATTER_OPEN = "matter.open"
    MATTER_REVIEW = "matter.review"
    MATTER_HAND_OVER = "matter.hand_over"
    MATTER_HOLD = "matter.hold"
    MATTER_CARD = "matter.card"
    MATTER_CARD_ANSWER = "matter.card_answer"
    REFERRAL_SEND = "referral.send"
    REFERRAL_RECEIVE = "referral.receive"
    REFERRAL_ANSWER = "referral.answer"
    REFERRAL_PAPER = "referral.paper"
    REFERRAL_REVOKE = "referral.revoke"
    MATTER_TWIN = "matter.twin"
    RIGHTS_ACCEPT = "rights.accept"
    RIGHTS_TRANSFER = "rights.transfer"
    RIGHTS_EXTEND = "rights.extend"
    RIGHTS_ANSWER = "rights.answer"
    RIGHTS_SATISFACTION = "rights.satisfaction"
    RIGHTS_ASK_REVIEW = "rights.ask_review"
    RIGHTS_REVIEW = "rights.review"
    RIGHTS_LEAD = "rights.lead"
    RIGHTS_VISIT = "rights.visit"
    RECEPTION_PLAN = "reception.plan"
    INTAKE_RULE = "intake.rule"
    PROTECTION_TAKE = "protection.take"
    PROTECTION_CONTACT = "protection.contact"
    PROTECTION_ASSESS = "protection.assess"
    PROTECTION_REPORT = "protection.report"
    PROTECTION_PLAN = "protection.plan"
    PROTECTION_PAPER = "protection.paper"
    PROTECTION_HELP = "protection.help"
    PROTECTION_VISIT = "protection.visit"
    PROTECTION_REFUSE = "protection.refuse"
    PROTECTION_CLOSE = "protection.close"
    PROTECTION_HOLD = "protection.hold"
    DISPUTE_TAKE_IN = "dispute.take_in"
    DISPUTE_CONSENT = "dispute.consent"
    DISPUTE_ACCEPT = "dispute.accept"
    DISPUTE_DECLINE = "dispute.decline"
    DISPUTE_MEDIATE = "dispute.mediate"
    DISPUTE_MEDIATOR = "dispute.mediator"
    DISPUTE_SETTLE = "dispute.settle"
    DISPUTE_SIGN = "dispute.sign"
    DISPUTE_PERFORM = "dispute.perform"
    DISPUTE_BREACH = "dispute.breach"
    DISPUTE_FOLLOW = "dispute.follow"
    DISPUTE_CONFIRM = "dispute.confirm"
    DISPUTE_COURT = "dispute.court"
    DISPUTE_FIGURES = "dispute.figures"
    DISPUTE_CHECK_FIGURES = "dispute.check_figures"
    DOSSIER_DRAW = "dossier.draw"
    DOSSIER_REVIEW = "dossier.review"
    DOSSIER_CORRECT = "dossier.correct"
    DISPUTE_END = "dispute.end"
    DISPUTE_PASS_UP = "dispute.pass_up"  # noqa: S105 - an act
    DISPUTE_REVISIT = "dispute.revisit"
    DISPUTE_PARTY = "dispute.party"
    DISPUTE_CHECK = "dispute.check"
    DISPUTE_RECUSE = "dispute.recuse"
    DISPUTE_RECUSAL = "dispute.recusal"
    DISPUTE_RIGHTS = "dispute.rights"
    DISPUTE_PLAN = "dispute.plan"
    DISPUTE_CLOCK = "dispute.clock"
    DISPUTE_RISK = "dispute.risk"
    DISPUTE_NOTE = "dispute.note"
    DISPUTE_EVIDENCE = "dispute.evidence"
    DOSSIER_BIND = "dossier.bind"
    NETWORK_OPEN = "network.open"
    NETWORK_CHANGE = "network.change"
    NETWORK_CLOSE = "network.close"
    NETWORK_ADDRESS = "network.address"
    NETWORK_DUTY = "network.duty"
    NETWORK_WORK = "network.work"
    NETWORK_VOLUNTEER = "network.volunteer"
    NETWORK_CONTACT = "network.contact"
    NETWORK_TEAM = "network.team"
    NETWORK_SERVICE = "network.service"
    NETWORK_LIMIT = "network.limit"
    COMMITTEE_FORM = "committee.form"
    COMMITTEE_CHANGE = "committee.change"
    COMMITTEE_SEAT = "committee.seat"
    COMMITTEE_INSTALL = "committee.install"
    COMMITTEE_RENEW = "committee.renew"
    COMMITTEE_END = "committee.end"
    COMMITTEE_APPOINT = "committee.appoint"
    COMMITTEE_DISMISS = "committee.dismiss"
    ACTIVITY_RECORD = "activity.record"
    ACTIVITY_WINDOW = "activity.window"
    TRAINING_HOLD = "training.hold"
    BULLETIN_WRITE = "bulletin.write"
    BULLETIN_ISSUE = "bulletin.issue"
    ACHIEVEMENT_RECORD = "achievement.record"
    ADOPTION_RECORD = "adoption.record"
    SURVEY_RUN = "survey.run"
    SURVEY_DRAW = "survey.draw"
    SURVEY_ASK = "survey.ask"
    SURVEY_CALL = "survey.call"
    SURVEY_PRINT = "survey.print"
    SURVEY_UPLOAD = "survey.upload"
    SURVEY_TELL = "survey.tell"
    SURVEY_HANDLE = "survey.handle"
    AWARD_NOMINATE = "award.nominate"
    AWARD_VOTE = "award.vote"
    AWARD_NOTICE = "award.notice"
    AWARD_OBJECT = "award.object"
    AWARD_ANSWER = "award.answer"
    AWARD_REVIEW = "award.review"
    AWARD_APPROVE = "award.approve"
    AWARD_PLATE = "award.plate"
    AWARD_RULES = "award.rules"
    AWARD_QUOTA = "award.quota"
    AWARD_BASIC = "award.basic"
    AWARD_ASSESS = "award.assess"
    AWARD_RESIDENCE = "award.residence"
    AWARD_PHOTO = "award.photo"
    AWARD_SLIP = "award.slip"
    AWARD_SLIP_ANSWER = "award.slip_answer"
    AWARD_TOWN_NOTICE = "award.town_notice"
    AWARD_COUNTY_NOTICE = "award.county_notice"
    AWARD_ABOVE = "award.above"
    AWARD_CERTIFICATE = "award.certificate"
    AWARD_CHECK = "award.check"
    AWARD_REVOKE = "award.revoke"
    AWARD_OPINION = "award.opinion"
    AWARD_PROPOSE = "award.propose"
    AWARD_HEAR = "award.hear"
    AWARD_DECIDE = "award.decide"
    AWARD_PLATE_BACK = "award.plate_back"
    AWARD_CORRECT = "award.correct"
    AWARD_END = "award.end"
    AWARD_REWARD = "award.reward"
    HONOUR_PROPOSE = "honour.propose"
    HONOUR_NOTICE = "honour.notice"
    HONOUR_GRANT = "honour.grant"
    HONOUR_REVOKE = "honour.revoke"
    RUBRIC_WRITE = "rubric.write"
    RUBRIC_PUBLISH = "rubric.publish"
    RUBRIC_HAND = "rubric.hand"
    SCORE_RUN = "score.run"
    BATCH_RUN = "batch.run"
    SCORE_ENTER = "score.enter"
    SCORE_VETO = "score.veto"
    SCORE_SIGN = "score.sign"
    SCORE_PUBLISH = "score.publish"
    MARK_SELF = "mark.self"
    MARK_DEPARTMENT = "mark.department"
    MARK_LINK = "mark.link"
    MARK_ANSWER = "mark.answer"
    MARK_DOUBLE = "mark.double"
    MARK_BLIND = "mark.blind"
    MARK_BACK = "mark.back"
    BONUS_CLAIM = "bonus.claim"
    BONUS_DECIDE = "bonus.decide"
    SCORE_CONSULT = "score.consult"
    SCORE_REVISE = "score.revise"
    SCORE_RECOMPUTE = "score.recompute"
    VETO_STATE = "veto.state"
    SCORE_CLOCKS = "score.clocks"
    APPEAL_FILE = "appeal.file"
    APPEAL_WITHDRAW = "appeal.withdraw"
    APPEAL_RECEIVE = "appeal.receive"
    APPEAL_REVIEW = "appeal.review"
    APPEAL_DECIDE = "appeal.decide"
    APPEAL_TELL = "appeal.tell"
    DOCUMENT_MAKE = "document.make"
    DOCUMENT_APPROVE = "document.approve"
    DOCUMENT_ISSUE = "document.issue"
    USER_CREATE = "user.create"
    USER_CHANGE = "user.change"
    POSTING_GRANT = "posting.grant"
    POSTING_END = "posting.end"
    LOG_READ = "log.read"
    EXPORT_MAKE = "export.make"
    EXPORT_STATISTICS = "export.statistics"
    EXPORT_UNMASKED = "export.unmasked"


ALLOWED: dict[Act, frozenset[Role]] = {
    Act.CAMPAIGN_OPEN: frozenset({COUNTY}),
    Act.CAMPAIGN_CLOSE: frozenset({COUNTY}),
    Act.PLAN_WRITE: frozenset({COUNTY}),
    Act.YEAR_DUTY_SET: frozenset({COUNTY}),
    # Each unit answers for its own duties, group, meetings and money (campaigns.transitions.unit).
    Act.YEAR_DUTY_DONE: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.MEMBER_UNIT_WRITE: frozenset({COUNTY}),
    Act.LEADING_GROUP_WRITE: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.SEAT_WRITE: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.MEETING_WRITE: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.FUND_WRITE: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.SHOW_POINT_WRITE: frozenset({VILLAGE, TOWN, COUNTY}),
    # A city signs with its counties; each side only in its own unit's name (transitions.unit).
    Act.PLEDGE_ISSUE: frozenset({COUNTY, TOWN}) | UPPER,
    Act.PLEDGE_SIGN: frozenset({COUNTY, TOWN, VILLAGE}) | UPPER,
    Act.PLEDGE_WITHDRAW: frozenset({COUNTY, TOWN}) | UPPER,
    Act.PLEDGE_ABANDON: frozenset({COUNTY}) | UPPER,
    Act.PLEDGE_COUNT: frozenset({VILLAGE}),
    Act.PLEDGE_TEMPLATE: frozenset({COUNTY, TOWN}) | UPPER,
    Act.PLEDGE_HAND_OVER: frozenset({COUNTY, TOWN, VILLAGE}),
    Act.PLEDGE_PRINT: frozenset({COUNTY, TOWN, VILLAGE}),
    Act.LETTER_PRINT: frozenset({COUNTY, TOWN, VILLAGE}),
    Act.TASK_WRITE: frozenset({COUNTY}),
    # The county types in what member units hand back on paper.
    Act.TASK_REPORT: frozenset({TOWN, COUNTY}),
    Act.TASK_LINK: frozenset({COUNTY}),
    Act.TASK_ANSWER: frozenset(),  # by a unit's link; the system writes it down
    Act.TASK_CARD: frozenset({COUNTY}),
    Act.TASK_CARD_ANSWER: frozenset({TOWN, COUNTY}),
    Act.TASK_END: frozenset({COUNTY}),
    Act.INSPECTION_MAKE: frozenset({COUNTY}),
    Act.INSPECTION_DRAW: frozenset({COUNTY}),
    # Beyond the role the verb asks for one who was drawn.
    Act.INSPECTION_ANSWER: frozenset({TOWN, COUNTY, REVIEWER, Role.AUDITOR}),
    Act.FINDING_RECORD: frozenset({COUNTY}),
    Act.FINDING_ORDER: frozenset({COUNTY}),
    Act.FINDING_RECTIFY: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.FINDING_RECHECK: frozenset({TOWN, COUNTY, REVIEWER, Role.AUDITOR}),
    Act.DEDUCTION_SET: frozenset({COUNTY}),
    Act.CIRCULAR_DRAFT: frozenset({COUNTY}),
    Act.CIRCULAR_APPROVE: frozenset({COUNTY, REVIEWER}),
    Act.CIRCULAR_ISSUE: frozenset({COUNTY}),
    Act.CIRCULAR_READ: frozenset({TOWN, VILLAGE}),
    Act.LADDER_STEP: frozenset({COUNTY}),
    # Who may send a sheet decides about it too; writing and expiry are told under their own names.
    Act.SHEET_SEND: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.SHEET_CONFIRM: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.SHEET_WRITE: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.SHEET_DROP: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.SHEET_RETURN: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.SHEET_RETRY: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.SHEET_EXPIRE: frozenset(),
    Act.HOUSEHOLD_PLEDGE: frozenset({VILLAGE}),
    Act.HOUSEHOLD_REGISTER: frozenset({VILLAGE}),
    Act.HOUSEHOLD_CHANGE: frozenset({VILLAGE}),
    Act.HOUSEHOLD_MOVE: frozenset({VILLAGE}),
    Act.MEMBER_CHANGE: frozenset({VILLAGE}),
    Act.PERSON_REVEAL: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.PERSON_MATCH: frozenset({COUNTY}),
    Act.FAMILY_LIST: frozenset({TOWN}),
    Act.FAMILY_RAISE: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.FAMILY_LOWER: frozenset({TOWN}),
    Act.FAMILY_REVIEW: frozenset({VILLAGE, TOWN}),
    Act.FAMILY_KEEPER: frozenset({VILLAGE, TOWN}),
    Act.FAMILY_HAND_OVER: frozenset({VILLAGE, TOWN}),
    Act.FAMILY_TAKE_OVER: frozenset({VILLAGE, TOWN}),
    Act.FAMILY_HOLD: frozenset({TOWN, COUNTY}),
    Act.FAMILY_URGE: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.FAMILY_VISIT: frozenset({VILLAGE, TOWN}),
    Act.FAMILY_PLAN: frozenset({VILLAGE, TOWN}),
    Act.FAMILY_CLOSE: frozenset({TOWN}),
    Act.HAZARD_OPEN: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.HAZARD_REPORT: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.HAZARD_RECEIVE: frozenset({TOWN, COUNTY}),
    Act.HAZARD_LIFT: frozenset({TOWN, COUNTY}),
    Act.HELP_PAIR: frozenset({VILLAGE, TOWN}),
    Act.HELP_CARE: frozenset({VILLAGE, TOWN}),
    Act.HELP_SERVE: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.FAMILY_SEAL: frozenset({VILLAGE, TOWN}),
    Act.FAMILY_HANDLER: frozenset({TOWN, COUNTY}),
    Act.FAMILY_OPEN: frozenset({COUNTY}),
    Act.FAMILY_HOLD_FILE: frozenset({TOWN, COUNTY}),
    Act.REQUEST_TAKE: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.REQUEST_ANSWER: frozenset({TOWN}),
    Act.REQUEST_APPEAL: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.REQUEST_DECIDE: frozenset({COUNTY}),
    Act.HOLDINGS_READ: frozenset({COUNTY}),
    Act.RETENTION_SET: frozenset({COUNTY}),
    Act.ERASURE_DRAW: frozenset(),  # the system's nightly job
    Act.ERASURE_CONFIRM: frozenset({COUNTY}),
    Act.ASSESSMENT_WRITE: frozenset({COUNTY}),
    Act.ASSESSMENT_APPROVE: frozenset({Role.SECURITY_ADMIN}),
    Act.KINSHIP_DECLARE: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.KINSHIP_END: frozenset({TOWN, COUNTY}),
    Act.EMERGENCY_OPEN: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.EMERGENCY_REVIEW: frozenset({TOWN, COUNTY}),
    Act.FAMILY_FLAG: frozenset({VILLAGE, TOWN}),
    Act.PROPOSAL_MAKE: frozenset({VILLAGE}),
    Act.PROPOSAL_CONFIRM: frozenset({TOWN}),
    Act.PROPOSAL_RETURN: frozenset({TOWN}),
    Act.PROPOSAL_DISMISS: frozenset({VILLAGE, TOWN}),
    Act.FACTOR_FILL: frozenset({VILLAGE, TOWN}),
    Act.SCALE_WRITE: frozenset({COUNTY}),
    Act.SCALE_PUBLISH: frozenset({COUNTY}),
    Act.SCREENING_OPEN: frozenset({COUNTY}),
    Act.SCREENING_FILE: frozenset({VILLAGE}),
    Act.PERIOD_OPEN: frozenset({COUNTY}),
    Act.RULE_SET: frozenset({COUNTY}),
    Act.SENSITIVE_OPEN: frozenset({COUNTY}),
    Act.SENSITIVE_END: frozenset({COUNTY}),
    Act.EXPECTED_CHANGE: frozenset({COUNTY}),
    Act.EXPECTED_MISSING: frozenset({TOWN}),
    Act.EXEMPTION_GRANT: frozenset({COUNTY}),
    Act.EXEMPTION_END: frozenset({COUNTY}),
    Act.EXCEPTION_GRANT: frozenset({COUNTY}),
    Act.REPORT_FILE: frozenset({VILLAGE}),
    Act.REPORT_AMEND: frozenset({VILLAGE}),
    Act.REPORT_RETURN: frozenset({TOWN}),
    Act.REPORT_CHASE: frozenset({TOWN, COUNTY}),
    Act.REPORT_QUESTION: frozenset({TOWN, COUNTY}),
    Act.REPORT_REPLY: frozenset({VILLAGE}),
    Act.REPORT_UNTRUE: frozenset({TOWN, COUNTY}),
    Act.REPORT_CLEAR: frozenset({TOWN, COUNTY}),
    Act.INCIDENT_SETTLE: frozenset({TOWN, COUNTY}),
    Act.SYNC_KEEP: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.SYNC_SETTLE: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.SYNC_OVERSEE: frozenset({TOWN, COUNTY}),
    Act.RETURN_FILE: frozenset({TOWN}),
    Act.RETURN_BACK: frozenset({COUNTY}),
    Act.RETURN_ACCEPT: frozenset({COUNTY}),
    Act.RETURN_MISSING: frozenset({COUNTY}),
    Act.COUNTY_RETURN_FILE: frozenset({COUNTY}),
    Act.COUNTY_RETURN_BACK: frozenset({REVIEWER}),
    Act.COUNTY_RETURN_ACCEPT: frozenset({REVIEWER}),
    Act.NOTICE_DISMISS: frozenset({COUNTY, TOWN, VILLAGE, REVIEWER, Role.AUDITOR}),
    Act.SPOT_CHECK_RAISE: frozenset({COUNTY}),
    Act.SPOT_CHECK_DONE: frozenset({TOWN}),
    Act.MATTER_RECEIVE: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.MATTER_SORT: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.MATTER_PASS_UP: frozenset({VILLAGE}),
    Act.MATTER_TAKE: frozenset({VILLAGE, TOWN, COUNTY}),
    # Who may know of a sealed matter: beyond the role the verbs ask for its supervisor.
    Act.MATTER_SEAL: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.MATTER_HANDLER: frozenset({TOWN, COUNTY}),
    Act.MATTER_GRANT: frozenset({TOWN, COUNTY}),
    Act.MATTER_OPEN: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.MATTER_REVIEW: frozenset({TOWN, COUNTY}),
    Act.MATTER_HAND_OVER: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.MATTER_HOLD: frozenset(),  # the system's nightly job
    Act.MATTER_CARD: frozenset({TOWN, COUNTY}),
    Act.MATTER_CARD_ANSWER: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.REFERRAL_SEND: frozenset({VILLAGE, TOWN, COUNTY}),
    # Bodies without an account answer from the slip's link; the system writes it down for them.
    Act.REFERRAL_RECEIVE: frozenset(),
    Act.REFERRAL_ANSWER: frozenset(),
    Act.REFERRAL_PAPER: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.REFERRAL_REVOKE: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.MATTER_TWIN: frozenset({COUNTY}),
    Act.RIGHTS_ACCEPT: frozenset({TOWN, COUNTY}),
    Act.RIGHTS_TRANSFER: frozenset({TOWN, COUNTY}),
    Act.RIGHTS_EXTEND: frozenset({TOWN, COUNTY}),
    Act.RIGHTS_ANSWER: frozenset({TOWN, COUNTY}),
    Act.RIGHTS_SATISFACTION: frozenset({TOWN, COUNTY}),
    Act.RIGHTS_ASK_REVIEW: frozenset({TOWN, COUNTY}),
    Act.RIGHTS_REVIEW: frozenset({COUNTY}),
    Act.RIGHTS_LEAD: frozenset({TOWN, COUNTY}),
    Act.RIGHTS_VISIT: frozenset({TOWN, COUNTY}),
    Act.RECEPTION_PLAN: frozenset({TOWN, COUNTY}),
    Act.INTAKE_RULE: frozenset({COUNTY}),
    # Beyond the role the verbs ask for a handler of the one file.
    Act.PROTECTION_TAKE: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.PROTECTION_CONTACT: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.PROTECTION_ASSESS: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.PROTECTION_REPORT: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.PROTECTION_PLAN: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.PROTECTION_PAPER: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.PROTECTION_HELP: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.PROTECTION_VISIT: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.PROTECTION_REFUSE: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.PROTECTION_CLOSE: frozenset({TOWN, COUNTY}),
    Act.PROTECTION_HOLD: frozenset({TOWN, COUNTY}),
    Act.DISPUTE_TAKE_IN: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.DISPUTE_CONSENT: frozenset({VILLAGE, TOWN}),
    Act.DISPUTE_ACCEPT: frozenset({VILLAGE, TOWN}),
    Act.DISPUTE_DECLINE: frozenset({VILLAGE, TOWN}),
    Act.DISPUTE_MEDIATE: frozenset({VILLAGE, TOWN}),
    Act.DISPUTE_MEDIATOR: frozenset({VILLAGE, TOWN}),
    Act.DISPUTE_SETTLE: frozenset({VILLAGE, TOWN}),
    Act.DISPUTE_SIGN: frozenset({VILLAGE, TOWN}),
    Act.DISPUTE_PERFORM: frozenset({VILLAGE, TOWN}),
    Act.DISPUTE_BREACH: frozenset({VILLAGE, TOWN}),
    Act.DISPUTE_FOLLOW: frozenset({VILLAGE, TOWN}),
    Act.DISPUTE_CONFIRM: frozenset({VILLAGE, TOWN}),
    Act.DISPUTE_COURT: frozenset({VILLAGE, TOWN}),
    Act.DISPUTE_FIGURES: frozenset({VILLAGE, TOWN}),
    Act.DISPUTE_CHECK_FIGURES: frozenset({TOWN, COUNTY}),
    Act.DOSSIER_DRAW: frozenset({COUNTY}),
    Act.DOSSIER_REVIEW: frozenset({COUNTY, TOWN}),
    Act.DOSSIER_CORRECT: frozenset({VILLAGE, TOWN}),
    Act.DISPUTE_END: frozenset({VILLAGE, TOWN}),
    Act.DISPUTE_PASS_UP: frozenset({VILLAGE}),
    Act.DISPUTE_REVISIT: frozenset({VILLAGE, TOWN}),
    Act.DISPUTE_PARTY: frozenset({VILLAGE, TOWN}),
    Act.DISPUTE_CHECK: frozenset({VILLAGE, TOWN}),
    Act.DISPUTE_RECUSE: frozenset({VILLAGE, TOWN}),
    # The county decides where the township's own mediator is to stand aside.
    Act.DISPUTE_RECUSAL: frozenset({TOWN, COUNTY}),
    Act.DISPUTE_RIGHTS: frozenset({VILLAGE, TOWN}),
    Act.DISPUTE_PLAN: frozenset({VILLAGE, TOWN}),
    Act.DISPUTE_CLOCK: frozenset({VILLAGE, TOWN}),
    Act.DISPUTE_RISK: frozenset({VILLAGE, TOWN}),
    Act.DISPUTE_NOTE: frozenset({VILLAGE, TOWN}),
    Act.DISPUTE_EVIDENCE: frozenset({VILLAGE, TOWN}),
    # Each unit runs its own points and people (campaigns.transitions.unit); where a shelter is
    # only the county knows (反家庭暴力法第十八条, domain E).
    Act.NETWORK_OPEN: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.NETWORK_CHANGE: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.NETWORK_CLOSE: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.NETWORK_ADDRESS: frozenset({COUNTY}),
    Act.NETWORK_DUTY: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.NETWORK_WORK: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.NETWORK_VOLUNTEER: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.NETWORK_CONTACT: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.NETWORK_TEAM: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.NETWORK_SERVICE: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.NETWORK_LIMIT: frozenset({COUNTY}),
    Act.COMMITTEE_FORM: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.COMMITTEE_CHANGE: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.COMMITTEE_SEAT: frozenset({VILLAGE, TOWN, COUNTY}),
    # In office, into a new term and given up: checked by the level above the village.
    Act.COMMITTEE_INSTALL: frozenset({TOWN, COUNTY}),
    Act.COMMITTEE_RENEW: frozenset({TOWN, COUNTY}),
    Act.COMMITTEE_END: frozenset({TOWN, COUNTY}),
    Act.COMMITTEE_APPOINT: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.COMMITTEE_DISMISS: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.DOSSIER_BIND: frozenset({VILLAGE, TOWN}),
    Act.ACTIVITY_RECORD: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.ACTIVITY_WINDOW: frozenset({COUNTY}),
    Act.TRAINING_HOLD: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.BULLETIN_WRITE: frozenset({TOWN, COUNTY}),
    Act.BULLETIN_ISSUE: frozenset({TOWN, COUNTY}),
    Act.ACHIEVEMENT_RECORD: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.ADOPTION_RECORD: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.SURVEY_RUN: frozenset({COUNTY}),
    Act.SURVEY_DRAW: frozenset({COUNTY}),
    Act.SURVEY_ASK: frozenset({VILLAGE, TOWN, COUNTY}),
    # Whoever calls is not from the village itself, so that nobody answers to her own neighbour.
    Act.SURVEY_CALL: frozenset({TOWN, COUNTY}),
    Act.SURVEY_PRINT: frozenset({TOWN, COUNTY}),
    Act.SURVEY_UPLOAD: frozenset({COUNTY}),
    Act.SURVEY_TELL: frozenset({VILLAGE, TOWN, COUNTY, REVIEWER, Role.AUDITOR}),
    # Never by a unit below the county, which the report may be about.
    Act.SURVEY_HANDLE: frozenset({COUNTY, REVIEWER}),
    Act.AWARD_NOMINATE: frozenset({VILLAGE}),
    Act.AWARD_VOTE: frozenset({VILLAGE}),
    Act.AWARD_NOTICE: frozenset({VILLAGE}),
    Act.AWARD_OBJECT: frozenset({VILLAGE, TOWN, COUNTY}),
    # Who answers depends on the level of the notice (households.transitions.objection).
    Act.AWARD_ANSWER: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.AWARD_REVIEW: frozenset({TOWN}),
    Act.AWARD_APPROVE: frozenset({COUNTY}),
    Act.AWARD_PLATE: frozenset({COUNTY}),
    Act.AWARD_RULES: frozenset({COUNTY}),
    Act.AWARD_QUOTA: frozenset({TOWN, COUNTY}),
    Act.AWARD_BASIC: frozenset({VILLAGE}),
    Act.AWARD_ASSESS: frozenset({VILLAGE}),
    Act.AWARD_RESIDENCE: frozenset({VILLAGE}),
    Act.AWARD_PHOTO: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.AWARD_SLIP: frozenset({TOWN, COUNTY}),
    Act.AWARD_SLIP_ANSWER: frozenset(),  # by the link, written down by the system
    Act.AWARD_TOWN_NOTICE: frozenset({TOWN}),
    Act.AWARD_COUNTY_NOTICE: frozenset({COUNTY}),
    Act.AWARD_ABOVE: frozenset({COUNTY}),
    Act.AWARD_CERTIFICATE: frozenset({TOWN, COUNTY}),
    Act.AWARD_CHECK: frozenset({VILLAGE}),
    Act.AWARD_REVOKE: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.AWARD_OPINION: frozenset({VILLAGE}),
    Act.AWARD_PROPOSE: frozenset({TOWN}),
    Act.AWARD_HEAR: frozenset({TOWN, COUNTY}),
    Act.AWARD_DECIDE: frozenset({COUNTY}),
    Act.AWARD_PLATE_BACK: frozenset({VILLAGE, TOWN}),
    Act.AWARD_CORRECT: frozenset({COUNTY}),
    Act.AWARD_END: frozenset({VILLAGE}),
    Act.AWARD_REWARD: frozenset({VILLAGE, TOWN, COUNTY}),
    Act.HONOUR_PROPOSE: frozenset({TOWN, COUNTY}),
    Act.HONOUR_NOTICE: frozenset({COUNTY}),
    Act.HONOUR_GRANT: frozenset({COUNTY}),
    Act.HONOUR_REVOKE: frozenset({COUNTY}),
    # Who writes the yardstick does not put it in force: the federation drafts, the office that
    # scores by it publishes, never the same person (reports.transitions.rubric_draft).
    Act.RUBRIC_WRITE: frozenset({COUNTY}),
    Act.RUBRIC_PUBLISH: frozenset({REVIEWER}),
    Act.SCORE_RUN: frozenset({COUNTY, REVIEWER}),
    # A city or a province has its counties computed, calls that off and tries again; what a county
    # enters, reviews, signs and publishes stays the county's.
    Act.BATCH_RUN: UPPER,
    # A text for all counties; each decides itself whether it takes it over.
    Act.RUBRIC_HAND: UPPER,
    Act.SCORE_ENTER: frozenset({REVIEWER}),
    Act.SCORE_VETO: frozenset({REVIEWER}),
    Act.SCORE_SIGN: frozenset({REVIEWER}),
    Act.SCORE_PUBLISH: frozenset({REVIEWER}),
    Act.MARK_SELF: frozenset({VILLAGE, TOWN}),
    # A township's office scores its villages; for departments of the county its two offices type
    # in what came signed on paper.
    Act.MARK_DEPARTMENT: frozenset({TOWN, COUNTY, REVIEWER}),
    Act.MARK_LINK: frozenset({COUNTY, REVIEWER}),
    # Departments have no account: their link is the key, the system writes.
    Act.MARK_ANSWER: frozenset(),
    Act.MARK_DOUBLE: frozenset({REVIEWER}),
    Act.MARK_BLIND: frozenset({REVIEWER}),
    Act.MARK_BACK: frozenset({VILLAGE, TOWN, COUNTY, REVIEWER}),
    Act.BONUS_CLAIM: frozenset({VILLAGE, TOWN}),
    Act.BONUS_DECIDE: frozenset({REVIEWER}),
    Act.SCORE_CONSULT: frozenset({REVIEWER}),
    Act.SCORE_REVISE: frozenset({REVIEWER}),
    Act.SCORE_CLOCKS: frozenset({REVIEWER}),
    Act.SCORE_RECOMPUTE: frozenset({COUNTY, REVIEWER, Role.AUDITOR}),
    # The unit itself, or the office from its paper.
    Act.VETO_STATE: frozenset({TOWN, VILLAGE, REVIEWER}),
    # A township for itself and for its villages.
    Act.APPEAL_FILE: frozenset({TOWN}),
    Act.APPEAL_WITHDRAW: frozenset({TOWN}),
    Act.APPEAL_RECEIVE: frozenset({REVIEWER}),
    Act.APPEAL_REVIEW: frozenset({REVIEWER}),
    # Beyond the role the verb asks for one who neither entered nor signed.
    Act.APPEAL_DECIDE: frozenset({REVIEWER}),
    Act.APPEAL_TELL: frozenset({REVIEWER}),
    Act.DOCUMENT_MAKE: frozenset({COUNTY, REVIEWER}),
    Act.DOCUMENT_APPROVE: frozenset({COUNTY, REVIEWER}),
    Act.DOCUMENT_ISSUE: frozenset({COUNTY, REVIEWER}),
    Act.USER_CREATE: frozenset({Role.SYSTEM_ADMIN}),
    Act.USER_CHANGE: frozenset({Role.SYSTEM_ADMIN}),
    Act.POSTING_GRANT: frozenset({Role.SECURITY_ADMIN}),
    Act.POSTING_END: frozenset({Role.SECURITY_ADMIN}),
    Act.LOG_READ: frozenset({Role.AUDIT_ADMIN}),
    Act.EXPORT_MAKE: frozenset({VILLAGE, TOWN, COUNTY}),
    # Tables of figures as their page shows them to the taker, small numbers hidden (C8); cities and
    # provinces: the figures of their counties (reports.views.batch).
    Act.EXPORT_STATISTICS: frozenset({VILLAGE, TOWN, COUNTY, REVIEWER}) | UPPER,
    # Full numbers and names leave only with those who work with the families themselves (H ③).
    Act.EXPORT_UNMASKED: frozenset({VILLAGE, TOWN}),
}


def may(user: User, act: Act, place: int) -> bool:
    """Whether `user` may do `act` at the division code `place` today."""
    if not user.is_active:
        return False
    if user.is_system:
        return True
    return any(p.role in ALLOWED[act] and p.covers(place) for p in user.postings_today)


def may_somewhere(user: User, act: Act) -> bool:
    """Whether any posting of today lets `user` do `act` at all (for menus and buttons)."""
    return user.is_system or any(p.role in ALLOWED[act] for p in user.postings_today)


def require(user: User, act: Act, place: int) -> None:
    """Refuse with 403 and a sentence naming who does this, unless `user` may."""
    if not may(user, act, place):
        raise Forbidden(
            _("这一步由%(roles)s办理，您可以提醒她们。") % {"roles": names(ALLOWED[act])}
        )


def names(roles: Iterable[Role]) -> str:
    """Roles as a Chinese list, in the order of Role."""
    wanted = set(roles)
    return "、".join(str(r.label) for r in Role if r in wanted)
