"""Table of contents of campaigns."""

from campaigns import privacy as _privacy  # noqa: F401 - what each field is for
from campaigns.models.achievement import Achievement, Adoption  # 调研与竞赛; 采用
from campaigns.models.activity import Activity, Occasion, OccasionWindow  # 宣传活动; fixed dates
from campaigns.models.bulletin import Bulletin  # 简报
from campaigns.models.campaign import Campaign  # a county's year
from campaigns.models.circular import (  # 通报, whom it names, who has read it; the ladder
    Circular,
    CircularEntry,
    CircularPaper,
    CircularReceipt,
    LadderStep,
)
from campaigns.models.day import WorkdayException  # a holiday or a make-up working day
from campaigns.models.division import Division, Level  # a place: province … village
from campaigns.models.duty import DutyShift  # who is on duty at a point, a day and hours
from campaigns.models.finding import (  # 问题, its order, rounds of rectification, what it costs
    Deduction,
    DeductionScale,
    Finding,
    Rectification,
    RectificationOrder,
)
from campaigns.models.fund import Fund, FundItem  # 专项经费 of a unit and year; what was spent
from campaigns.models.inspection import Draw, Inspection, InspectionTarget  # 督查, 抽取, 对象
from campaigns.models.kept_file import KeptFile  # a signed page, minutes, photos, proof
from campaigns.models.leading_group import LeadingGroup  # 领导小组 of a unit
from campaigns.models.meeting import Attendance, Meeting  # 领导小组会议; who came
from campaigns.models.member_unit import MemberUnit  # 成员单位 of a county, without an account
from campaigns.models.number import IssuedNumber  # the register of numbers (发文字号)
from campaigns.models.plan import Phase, Plan  # 方案 of a year; its phases
from campaigns.models.pledge import (  # a 责任状; a village's counted list; a new leader
    Pledge,
    PledgeCount,
    PledgeHandOver,
)
from campaigns.models.pledge_print import PledgePrint  # many pledges drawn as one PDF
from campaigns.models.pledge_template import (  # the text of pledges; its lines; its rungs
    PledgeClause,
    PledgeTemplate,
    Rung,
)
from campaigns.models.point import ServicePoint, ShelterAddress  # 服务网点; where a shelter is
from campaigns.models.seat import Seat  # who holds a post in a group or leads a unit, and when
from campaigns.models.sheet import Sheet, SheetFile, SheetRow  # a sheet sent; its file, its rows
from campaigns.models.show_point import ShowPoint  # 示范点
from campaigns.models.survey import (  # 群众调查, its draw and wording; one answer
    Rate,
    Survey,
    SurveyAnswer,
    SurveyDraw,
    SurveyQuestion,
    SurveyStratum,
)
from campaigns.models.survey_way import (  # 干扰反映; 第三方结果; a printed slip; a printing
    Interference,
    OutsideResult,
    SurveyToken,
    TokenBatch,
)
from campaigns.models.task import Task, TaskAssist, TaskChange, TaskReport  # 任务分解表
from campaigns.models.task_link import TaskCard, TaskLink  # 督办 of a task; a unit's link
from campaigns.models.training import Trainee, Training  # who should come; 培训
from campaigns.models.volunteer import Volunteer, VolunteerContact, VolunteerTeam  # 志愿者, 志愿队
from campaigns.models.volunteer_work import VolunteerLimit, VolunteerWork  # hours; how many a month
from campaigns.models.work_record import WorkRecord  # what a point did, without names
from campaigns.models.year_duty import Duty, DutyMark  # the year's dated duties; done by a unit

__all__ = [
    "Achievement",
    "Activity",
    "Adoption",
    "Attendance",
    "Bulletin",
    "Campaign",
    "Circular",
    "CircularEntry",
    "CircularPaper",
    "CircularReceipt",
    "Deduction",
    "DeductionScale",
    "Division",
    "Draw",
    "Duty",
    "DutyMark",
    "DutyShift",
    "Finding",
    "Fund",
    "FundItem",
    "Inspection",
    "InspectionTarget",
    "Interference",
    "IssuedNumber",
    "KeptFile",
    "LadderStep",
    "LeadingGroup",
    "Level",
    "Meeting",
    "MemberUnit",
    "Occasion",
    "OccasionWindow",
    "OutsideResult",
    "Phase",
    "Plan",
    "Pledge",
    "PledgeClause",
    "PledgeCount",
    "PledgeHandOver",
    "PledgePrint",
    "PledgeTemplate",
    "Rate",
    "Rectification",
    "RectificationOrder",
    "Rung",
    "Seat",
    "ServicePoint",
    "Sheet",
    "SheetFile",
    "SheetRow",
    "ShelterAddress",
    "ShowPoint",
    "Survey",
    "SurveyAnswer",
    "SurveyDraw",
    "SurveyQuestion",
    "SurveyStratum",
    "SurveyToken",
    "Task",
    "TaskAssist",
    "TaskCard",
    "TaskChange",
    "TaskLink",
    "TaskReport",
    "TokenBatch",
    "Trainee",
    "Training",
    "Volunteer",
    "VolunteerContact",
    "VolunteerLimit",
    "VolunteerTeam",
    "VolunteerWork",
    "WorkRecord",
    "WorkdayException",
]
