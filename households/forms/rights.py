"""Shapes of input of 回避, sealed files, requests, retention, holdings and assessments."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms_scan import ScannedForm
from accounts.models import User
from households.models import EmergencyOpening, Kinship, RightsRequest


def _lines(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ReasonOnlyForm(ScannedForm):
    """A reason."""

    scanned = ("reason",)
    reason = forms.CharField(label=_("理由"), max_length=200, widget=_lines())


class VersionReasonForm(ReasonOnlyForm):
    """A reason on a known version."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class TieForm(forms.Form):
    """回避 towards one household."""

    kind = forms.ChoiceField(
        label=_("是什么关系"), choices=Kinship.Kind.choices, widget=forms.RadioSelect
    )


class PersonTieForm(forms.Form):
    """回避 towards a person known by ID number."""

    id_number = forms.CharField(
        label=_("对方身份证号"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
        help_text=_("只保存不能还原的校验值，不保存号码本身。"),
    )
    kind = forms.ChoiceField(
        label=_("是什么关系"),
        choices=[c for c in Kinship.Kind.choices if c[0] != Kinship.Kind.NEIGHBOUR],
        widget=forms.RadioSelect,
    )


class ConfirmEndForm(ReasonOnlyForm):
    """End a worker's tie, or not."""

    agreed = forms.ChoiceField(
        label=_("结论"),
        choices=[("1", _("解除回避")), ("0", _("不解除"))],
        widget=forms.RadioSelect,
    )
    field_order = ("agreed", "reason")


class ReviewOpeningForm(ScannedForm):
    """The level above looks at an opening in an emergency."""

    scanned = ("words",)
    verdict = forms.ChoiceField(
        label=_("结论"), choices=EmergencyOpening.Verdict.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(label=_("复核意见"), max_length=400, widget=_lines())


class HandlersForm(ReasonOnlyForm):
    """The supervisor changes who may know of a sealed file."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    what = forms.ChoiceField(
        label=_("怎么调整"),
        choices=[
            ("name", _("增加一名经办人")),
            ("release", _("移出一名经办人")),
            ("pass", _("交给另一位专管\n只能是本镇或县妇联的工作人员")),
        ],
        widget=forms.RadioSelect,
    )
    person = forms.ModelChoiceField(queryset=User.objects.none(), label=_("谁"))
    field_order = ("version", "what", "person", "reason")

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = people


class RequestForm(ScannedForm):
    """A family's request, taken down by a worker."""

    scanned = ("words",)
    kind = forms.ChoiceField(
        label=_("申请什么"),
        choices=[
            (RightsRequest.Kind.CORRECT, _("更正\n登记的内容不对")),
            (RightsRequest.Kind.DELIST, _("移出\n不应该列入，或已不属实")),
        ],
        widget=forms.RadioSelect,
    )
    applicant = forms.CharField(label=_("申请人"), max_length=40)
    contact = forms.CharField(
        label=_("联系方式"), max_length=40, required=False, help_text=_("怎么联系、什么时候方便。")
    )
    words = forms.CharField(label=_("申请内容"), max_length=2000, widget=_lines(4))
    received_on = forms.DateField(label=_("收到日期"), widget=_day(), initial=timezone.localdate)


class AnswerRequestForm(ScannedForm):
    """The township's answer."""

    scanned = ("answer",)
    version = forms.IntegerField(widget=forms.HiddenInput)
    granted = forms.ChoiceField(
        label=_("答复"),
        choices=[("1", _("同意")), ("0", _("不同意\n写明理由，告知可以在 30 天内申诉"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label=_("理由"), max_length=2000, widget=_lines(4))


class AppealForm(ScannedForm):
    """The family's appeal, taken down."""

    scanned = ("words",)
    version = forms.IntegerField(widget=forms.HiddenInput)
    words = forms.CharField(label=_("申诉理由"), max_length=2000, widget=_lines(4))


class DecideForm(ScannedForm):
    """The county's decision on an appeal."""

    scanned = ("decision",)
    version = forms.IntegerField(widget=forms.HiddenInput)
    upheld = forms.ChoiceField(
        label=_("结论"),
        choices=[("1", _("申诉成立\n按申请办理")), ("0", _("维持原答复"))],
        widget=forms.RadioSelect,
    )
    decision = forms.CharField(label=_("理由"), max_length=2000, widget=_lines(4))


class HoldForm(ReasonOnlyForm):
    """档案保全."""

    until = forms.DateField(
        label=_("保全到"), widget=_day(), required=False, help_text=_("不填则到解除为止。")
    )


class NothingForm(forms.Form):
    """A button alone."""


class TermsForm(forms.Form):
    """保存期限."""

    plain_years = forms.IntegerField(label=_("普通档案，销号后年数"), min_value=1, max_value=30)
    long_years = forms.IntegerField(label=_("红·高和受保护档案，年数"), min_value=1, max_value=30)
    basis = forms.CharField(label=_("依据"), max_length=200)


class DecideListForm(forms.Form):
    """Confirm or drop a list of what is due."""

    confirmed = forms.ChoiceField(
        label=_("结论"),
        choices=[
            ("1", _("确认清除\n今夜执行，不能恢复，留下证明")),
            ("0", _("作废这份清单\n写明理由，需要保留的先办档案保全")),
        ],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(label=_("说明"), max_length=200, required=False)


class HoldingsForm(forms.Form):
    """Whose data is asked for, and why."""

    id_number = forms.CharField(
        label=_("身份证号"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(label=_("姓名"), max_length=40, required=False)
    reason = forms.CharField(
        label=_("依据"),
        max_length=200,
        help_text=_("比如：本人于11月20日书面申请查阅，已核对身份证件。"),
    )


class AssessmentForm(forms.Form):
    """个人信息保护影响评估 (个人信息保护法 art. 56)."""

    purpose = forms.CharField(
        label=_("处理目的、处理方式等是否合法、正当、必要"), max_length=4000, widget=_lines(6)
    )
    impact = forms.CharField(
        label=_("对个人权益的影响及安全风险"), max_length=4000, widget=_lines(6)
    )
    measures = forms.CharField(
        label=_("所采取的保护措施是否合法、有效并与风险程度相适应"),
        max_length=4000,
        widget=_lines(6),
    )


class ApproveForm(forms.Form):
    """Approve an assessment or send it back."""

    approved = forms.ChoiceField(
        label=_("结论"),
        choices=[("1", _("批准")), ("0", _("退回修改"))],
        widget=forms.RadioSelect,
    )
    opinion = forms.CharField(label=_("意见"), max_length=400, widget=_lines())
