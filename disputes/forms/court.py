"""Shapes of input of judicial confirmation, court-sent cases and the figures of a case."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.money import MoneyField
from campaigns.forms import day_field
from disputes.forms.base import OneChoice, VersionForm, text_area
from disputes.models import Averted, Confirmation, CourtReferral

GROUNDS = dict(Confirmation.Ground.choices)


def yes_no(label: object, yes: object, no: object) -> forms.TypedChoiceField:
    """One question with two answers, cleaned to a truth value."""
    return forms.TypedChoiceField(
        label=label,  # type: ignore[arg-type]
        choices=[("yes", yes), ("no", no)],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )


class WantForm(VersionForm):
    """双方要申请司法确认."""

    on = day_field(_("当事人提出日期"))


class FileForm(VersionForm):
    """登记共同申请."""

    on = day_field(_("共同申请日期"))
    court = forms.CharField(label=_("向哪个人民法院"), max_length=60)
    joint = forms.BooleanField(
        label=_("双方当事人共同申请"), help_text=_("一方单独申请的，法院不予受理。")
    )


class AnswerForm(VersionForm):
    """登记法院答复."""

    taken = yes_no(_("法院受理了吗"), _("受理"), _("不予受理"))
    on = day_field(_("答复日期"))
    ground = forms.ChoiceField(
        label=_("不予受理的理由"),
        required=False,
        choices=[("", _("请选择")), *((g, GROUNDS[g]) for g in Confirmation.NOT_TAKEN_FOR)],
    )


class DecideForm(VersionForm):
    """登记法院裁定."""

    confirmed = yes_no(_("法院确认了吗"), _("确认"), _("不予确认"))
    on = day_field(_("裁定日期"))
    number = forms.CharField(label=_("文书号"), max_length=60)
    ground = forms.ChoiceField(
        label=_("不予确认的理由"),
        required=False,
        choices=[("", _("请选择")), *((g, GROUNDS[g]) for g in Confirmation.REJECTED_FOR)],
    )
    more_days = forms.IntegerField(
        label=_("院长批准延长天数"), required=False, min_value=0, max_value=10
    )

    def clean_more_days(self) -> int:
        """None typed is none."""
        return self.cleaned_data["more_days"] or 0


class GoOnForm(VersionForm):
    """登记此后怎么办."""

    after = OneChoice(
        label=_("双方此后怎么办"),
        choices=[
            ("change", _("变更原协议或者达成新协议")),
            ("sue", _("向人民法院起诉")),
        ],
    )
    words = text_area(_("情况"), required=False)


class WithdrawForm(VersionForm):
    """撤回司法确认."""

    words = text_area(_("为什么不申请了"), _("至少一句话，例如“款项当场付清，双方认为不必确认”。"))


class ReceiveForm(VersionForm):
    """签收法院材料."""

    kind = OneChoice(label=_("方式"), choices=CourtReferral.Kind.choices)
    court = forms.CharField(label=_("人民法院"), max_length=60)
    number = forms.CharField(label=_("法院案号"), max_length=60)
    papers = text_area(_("收到的材料"), _("例如“委派函、起诉状副本、证据复印件各一份”。"))
    on = day_field(_("签收日期"), help_text=_("期限从这一天起算。"))


class ExtendForm(VersionForm):
    """延长期限."""

    days = forms.IntegerField(label=_("延长几天"), min_value=1, max_value=60)
    consented = forms.BooleanField(label=_("双方当事人都同意延长"))
    on = day_field(_("同意日期"))


class FinishForm(VersionForm):
    """登记委派、委托调解的结果."""

    result = OneChoice(
        label=_("结果"), choices=[c for c in CourtReferral.Status.choices if c[0] != "open"]
    )
    on = day_field(_("结束日期"))
    papers_back_on = day_field(
        _("材料退回法院日期"),
        required=False,
        help_text=_("没有达成协议的，材料要退回法院；还没退的先不填。"),
    )
    words = text_area(_("情况"), required=False)


class GiveBackForm(VersionForm):
    """退回材料."""

    on = day_field(_("退回日期"))


class MoneyForm(VersionForm):
    """登记涉案金额."""

    money = MoneyField(label=_("涉及金额（元）"), help_text=_("不涉及金额的不填。"))


class AvertedForm(VersionForm):
    """登记调解成效."""

    kind = OneChoice(label=_("防止了什么"), choices=Averted.Kind.choices)
    persons = forms.IntegerField(label=_("涉及几个人"), min_value=1, max_value=10000)
    reason = text_area(
        _("凭什么这样说"), _("至少一句话，例如“一方已约二十人到镇政府，经劝返回村里协商”。")
    )


class CheckAvertedForm(forms.Form):
    """核实调解成效."""

    true = yes_no(_("是否属实"), _("属实"), _("不属实"))
    words = text_area(_("怎么核实的"), _("至少一句话，例如“问过派出所民警，情况属实”。"))
