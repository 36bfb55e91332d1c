"""Shapes of input of rights matters."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.forms import day_field
from disputes.forms.base import OneChoice, VersionForm, text_area
from disputes.models import RightsMatter, RightsReview, RightsVisit

SATISFIED = [(v, label) for v, label in RightsMatter.Satisfaction.choices if v]
MAYBE = [("", _("还没问")), *SATISFIED]


class AcceptRightsForm(VersionForm):
    """受理告知."""

    on = day_field(_("告知来人已受理的日期"), help_text=_("60 日从这一天算。"))


class TransferForm(VersionForm):
    """转送."""

    whom = forms.CharField(
        label=_("转送给"), max_length=80, help_text=_("有权处理的单位，例如“县人社局”。")
    )
    on = day_field(_("转送并告知来人的日期"))


class ExtendForm(VersionForm):
    """延长."""

    days = forms.IntegerField(label=_("延长几天"), min_value=1, max_value=30)
    reason = text_area(_("延长的理由"), _("至少一句话，要能告诉来人。"))
    approver = forms.CharField(label=_("批准的本单位负责人"), max_length=40)
    told_on = day_field(_("告知来人延长的日期"))


class AnswerForm(VersionForm):
    """答复."""

    words = text_area(_("答复内容"), _("查明的事实、依据和处理意见。"))
    answered_on = day_field(_("作出答复的日期"))
    told_on = day_field(_("送达来人的日期"), help_text=_("来人的 30 日复查期限从送达之日算。"))
    satisfied = OneChoice(label=_("来人满意吗"), choices=MAYBE, required=False)


class SatisfactionForm(VersionForm):
    """满意程度."""

    satisfied = OneChoice(label=_("来人满意吗"), choices=SATISFIED)


class AskReviewForm(VersionForm):
    """登记复查、复核申请."""

    request = text_area(_("申请的理由"), _("来人不服的是什么，要求怎样。"))
    asked_on = day_field(_("申请日期"))


class ReviewForm(VersionForm):
    """答复复查、复核."""

    result = OneChoice(label=_("结论"), choices=RightsReview.Result.choices)
    words = text_area(_("复查、复核意见"))
    answered_on = day_field(_("作出意见的日期"))
    told_on = day_field(_("送达来人的日期"))


class LeadForm(VersionForm):
    """领导包案."""

    name = forms.CharField(label=_("包案领导姓名"), max_length=40)
    post = forms.CharField(label=_("职务"), max_length=40, required=False)
    until = day_field(_("包到哪一天"))


class PlanVisitsForm(VersionForm):
    """安排定期回访."""

    days = forms.IntegerField(
        label=_("每隔几天回访一次"),
        required=False,
        min_value=7,
        max_value=730,
        help_text=_("不再回访的留空。"),
    )


class VisitForm(VersionForm):
    """登记回访."""

    visited_on = day_field(_("回访日期"))
    way = OneChoice(label=_("怎么回访的"), choices=RightsVisit.Way.choices)
    state = text_area(_("近况"), _("生活怎么样，原来的事解决得怎么样。"))
    needs = text_area(_("还有什么困难"), required=False)
    satisfied = OneChoice(label=_("对办理满意吗"), choices=MAYBE, required=False)


class TwinForm(forms.Form):
    """核对是不是同一件."""

    verdict = OneChoice(
        label=_("是不是同一件"),
        choices=[
            ("same", _("同一件\n两件都保留，互相指向")),
            ("different", _("不是同一件\n以后不再提示")),
        ],
        error_messages={"required": _("请选是不是同一件。")},
    )
    reason = forms.CharField(
        label=_("依据"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("至少一句话，例如“同一人就同一块地来信又来电”。"),
        error_messages={"required": _("请写明依据。")},
    )
