"""Shapes of input of fairness: the steps of a veto, of an appeal, of 征求意见."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.forms import day_field
from campaigns.task_forms import FilesField, text
from reports.models import Appeal, Veto
from reports.transitions.publication import CONSULT_MOST

QUIET = _("不写家庭和个人姓名。")


def _words(label: Any, most: int = 60, hint: Any = "", **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, help_text=hint, **kwargs)


def _proof() -> FilesField:
    return FilesField(label=_("佐证"), required=False, help_text=_("照片或 PDF，一次最多 6 个。"))


class SuspectForm(forms.Form):
    """A hint: which unit, on which ground, from whom, what."""

    unit = forms.TypedChoiceField(label=_("单位"), coerce=int)
    ground = forms.ChoiceField(
        label=_("否决情形"), choices=Veto.Ground.choices, widget=forms.RadioSelect
    )
    source = _words(_("线索来源"), hint=_("例如 县公安局通报、群众来信、数据核查。"))
    clue = text(_("线索内容"), 4000, help_text=QUIET)

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _now("请选择")), *units]


class VerifyForm(forms.Form):
    """查实 or 不属实."""

    founded = forms.TypedChoiceField(
        label=_("核实结果"), coerce=lambda value: value == "yes", widget=forms.RadioSelect,
        choices=[
            ("yes", _("查实\n告知单位，听取陈述")),
            ("no", _("不属实\n到此为止，不影响评先评优")),
        ],
    )  # fmt: skip
    finding = text(_("核实情况"), 4000, help_text=QUIET)
    told_on = day_field(
        _("告知单位的日期"), required=False, help_text=_("查实的要填；陈述期从次日起算。")
    )


class StateForm(forms.Form):
    """The unit's own words."""

    statement = text(_("陈述意见"), 8000, rows=6, help_text=QUIET)
    proof = _proof()


class DecideVetoForm(forms.Form):
    """否决 or 不予否决."""

    vetoed = forms.TypedChoiceField(
        label=_("决定"), coerce=lambda value: value == "yes", widget=forms.RadioSelect,
        choices=[
            ("yes", _("一票否决\n得分照常公布，列最后，不定名次和等次")),
            ("no", _("不予否决\n名次和等次不变")),
        ],
    )  # fmt: skip
    document_number = _words(
        _("决定文号"), required=False, hint=_("否决的要填，例如 沛平安办〔2026〕5号")
    )
    reason = text(_("责任认定"), 4000, help_text=_("写明事实、责任和对陈述意见的回应。"))
    decided_body = _words(_("决定机关"))
    decided_on = day_field(_("决定日期"))


class LiftForm(forms.Form):
    """解除."""

    lift_ground = forms.ChoiceField(
        label=_("情形"), widget=forms.RadioSelect,
        choices=[
            ("wrong", _("决定有误，撤销\n重新参加排名；已公布的出更正稿")),
            ("put_right", _("整改到位，解除\n恢复评先评优，本年度名次不变")),
        ],
    )  # fmt: skip
    lifted_number = _words(_("解除文号"), hint=_("例如 沛平安办〔2027〕9号"))
    lifted_reason = text(_("解除理由"), 4000)
    lifted_on = day_field(_("解除日期"))


class AppealForm(forms.Form):
    """What the unit asks for and why."""

    text = text(_("请求和理由"), 8000, rows=6, help_text=QUIET)
    wanted = forms.DecimalField(
        label=_("请求得分"), required=False, min_value=0, decimal_places=2, max_digits=6
    )
    proof = _proof()


class VetoAppealForm(forms.Form):
    """The same against a veto: nothing to count."""

    text = text(_("请求和理由"), 8000, rows=6, help_text=QUIET)
    proof = _proof()


class ProofForm(forms.Form):
    """More proof."""

    proof = FilesField(label=_("佐证"), help_text=_("照片或 PDF，一次可选几个。"))


class RefuseForm(forms.Form):
    """不予受理."""

    refusal = text(_("不予受理的理由"), 2000)


class WithdrawForm(forms.Form):
    """撤回."""

    withdrawn_reason = text(_("撤回的理由"), 300, help_text=QUIET)


class ReviewForm(forms.Form):
    """复核意见."""

    opinion = text(_("复核意见"), 4000, rows=5, help_text=_("写明查了哪些材料、查出什么。"))


class DecideForm(forms.Form):
    """The decision on an appeal."""

    outcome = forms.ChoiceField(
        label=_("决定"), choices=Appeal.Outcome.choices, widget=forms.RadioSelect
    )
    points = forms.DecimalField(
        label=_("决定得分"), required=False, min_value=0, decimal_places=2, max_digits=6,
        help_text=_("支持或部分支持的要填；总分、名次随之更正。"),
    )  # fmt: skip
    decision = text(_("决定和理由"), 4000, rows=5)


class DecideVetoAppealForm(forms.Form):
    """The decision on an appeal against a veto."""

    outcome = forms.ChoiceField(
        label=_("决定"), widget=forms.RadioSelect,
        choices=[
            ("upheld", _("支持\n否决撤销，重新参加排名")), ("rejected", _("不支持\n否决维持")),
        ],
    )  # fmt: skip
    decision = text(_("决定和理由"), 4000, rows=5)


class TellForm(forms.Form):
    """告知."""

    told_how = _words(_("告知方式"), hint=_("例如 送达决定书，镇平安办签收。"))
    told_on = day_field(_("告知日期"))


class ConsultForm(forms.Form):
    """征求意见."""

    workdays = forms.IntegerField(
        label=_("工作日"), min_value=1, max_value=CONSULT_MOST,
        help_text=_("次日起算；期内各单位可以对每一项提出申诉，期满、答复完才能签字。"),
    )  # fmt: skip
