"""Shapes of input of orders, warnings and help in a protection case."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.forms import day_field
from disputes.forms.base import OneChoice, VersionForm, text_area
from disputes.forms.protection import later_day, line, moment_field, ticks
from disputes.models import (
    DisputeType,
    ProtectionOrder,
)


class OrderForm(VersionForm):
    """准备申请."""

    applicant = OneChoice(label=_("由谁申请"), choices=ProtectionOrder.Applicant.choices)
    court = line(_("法院"), 60)
    urgent = forms.BooleanField(label=_("情况紧急（法院 24 小时内作出）"), required=False)
    evidence = ticks(_("已有的证据"), ProtectionOrder.Evidence.choices)


class ApplyForm(VersionForm):
    """登记已申请."""

    applied_at = moment_field(_("申请时间"))
    urgent = forms.BooleanField(label=_("情况紧急（法院 24 小时内作出）"), required=False)
    evidence = ticks(_("交了哪些证据"), ProtectionOrder.Evidence.choices)


class GrantOrderForm(VersionForm):
    """登记裁定."""

    decided_on = day_field(_("裁定日期"))
    number = line(_("裁定书文号"), 60)
    measures = ticks(_("措施"), ProtectionOrder.Measure.choices, required=True)
    months = forms.IntegerField(label=_("有效期（月）"), min_value=1, max_value=6, initial=6)


class RefuseOrderForm(VersionForm):
    """登记驳回."""

    decided_on = day_field(_("裁定日期"))
    words = text_area(_("理由"))


class WordsForm(VersionForm):
    """A reason in words."""

    words = text_area(_("理由"))


class DayWordsForm(VersionForm):
    """A day and words."""

    on = day_field(_("日期"))
    words = text_area(_("情况"))


class DayForm(VersionForm):
    """A day."""

    on = day_field(_("日期"))


class ServeForm(VersionForm):
    """登记送达."""

    served_applicant_on = later_day(_("送达申请人"))
    served_respondent_on = later_day(_("送达被申请人"))
    served_police_on = later_day(_("送达公安机关"))
    served_village_on = later_day(_("送达村（社区）"))


class ExtendForm(VersionForm):
    """申请延长."""

    applicant = OneChoice(label=_("由谁申请"), choices=ProtectionOrder.Applicant.choices)
    court = line(_("法院"), 60)


class BreachForm(VersionForm):
    """登记违反情况."""

    happened_on = day_field(_("发生日期"))
    words = text_area(_("情况"))
    police_told_at = moment_field(_("报告公安的时间"))
    station = line(_("派出所"), 60)
    result = text_area(_("处理结果"), required=False)


class WarningForm(VersionForm):
    """登记告诫书."""

    number = line(_("编号"), 40)
    station = line(_("出具的派出所"), 60)
    issued_on = day_field(_("出具日期"))
    facts = text_area(_("写明的事实"), required=False)
    served_respondent_on = later_day(_("送达加害人"))
    served_victim_on = later_day(_("送达受害人"))
    copied_village_on = later_day(_("通知村（社区）"))


class WarningVisitForm(VersionForm):
    """登记查访."""

    visited_on = day_field(_("查访日期"))
    visitors = line(_("谁去的"), 80)
    found = text_area(_("双方情况"))


class StayForm(VersionForm):
    """登记入住."""

    shelter = line(_("庇护场所"), 60, _("只写名称，不写地址。"))
    referrer = line(_("谁送来"), 60, required=False)
    since = day_field(_("入住"))
    until = later_day(_("预计到"))
    children = forms.IntegerField(label=_("同住孩子"), min_value=0, max_value=20, initial=0)
    health = text_area(_("身体情况"), required=False)
    belongings = text_area(_("随身物品"), required=False)
    risk = text_area(_("要防范的"), required=False)


class LeaveForm(VersionForm):
    """登记离开."""

    left_on = day_field(_("离开日期"))
    exit_plan = text_area(_("离开后的安排"))


class AskedForm(VersionForm):
    """An appraisal or legal aid asked for."""

    body = line(_("机构"), 60)
    asked_on = day_field(_("委托、申请日期"))


class ResultForm(VersionForm):
    """What came of it."""

    result_on = day_field(_("日期"))
    result = text_area(_("结果"))


class MediateForm(VersionForm):
    """Property, support, visiting … may be mediated."""

    kind = OneChoice(label=_("调解什么"), choices=DisputeType.choices)
