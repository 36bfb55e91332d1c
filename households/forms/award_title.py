"""Shapes of input of what follows a title; the verbs decide what holds."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.forms import day_field
from households.award_rules import LONGEST_TEXT
from households.models import AwardCheck, AwardRevocation, Incentive


def _version() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, required=False)


def _text(label: object, help_text: object = "", *, needed: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,  # type: ignore[arg-type]
        help_text=help_text,  # type: ignore[arg-type]
        max_length=LONGEST_TEXT,
        required=needed,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("请填写，至少一句话。")},
    )


class VersionForm(forms.Form):
    """Nothing but the version that was seen."""

    version = _version()


class CheckForm(forms.Form):
    """年度复核."""

    checked_on = day_field(_("复核日期"))
    result = forms.ChoiceField(
        label=_("复核结果"), choices=AwardCheck.Result.choices, widget=forms.RadioSelect
    )
    words = _text(_("复核情况"), _("比如：逐条核对，仍符合标准，牌匾完好"))
    improve_by = day_field(_("整改到期"), required=False, help_text=_("限期整改的才填"))
    version = _version()


class ImprovedForm(forms.Form):
    """整改合格."""

    words = _text(_("整改情况"), _("写改了什么、谁看过"))
    version = _version()


class RewardForm(forms.Form):
    """奖励."""

    kind = forms.ChoiceField(
        label=_("种类"), choices=Incentive.Kind.choices, widget=forms.RadioSelect
    )
    what = forms.CharField(
        label=_("内容"), help_text=_("比如：夫妻二人免费体检一次"), max_length=80
    )
    amount = forms.DecimalField(
        label=_("折合金额（元）"), required=False, min_value=0, max_digits=9, decimal_places=2
    )
    points = forms.IntegerField(label=_("积分"), required=False, min_value=0, max_value=1000000)
    giver = forms.CharField(label=_("发放单位"), help_text=_("比如：县农商银行"), max_length=40)
    given_on = day_field(_("发放日期"))


class PlatePhotoForm(forms.Form):
    """The plate on its door."""

    photo = forms.FileField(
        label=_("牌匾照片"),
        help_text=_("拍到牌匾和门头，不拍人；位置等信息会自动去掉"),
        error_messages={"required": _("请选一张照片。")},
    )


class AboveForm(forms.Form):
    """A title the city or the province gave."""

    number = forms.CharField(
        label=_("证书编号"), help_text=_("照上级证书或牌匾上的写"), max_length=40
    )
    granted_on = day_field(_("命名日期"))
    document = forms.CharField(
        label=_("命名文件"), help_text=_("比如：徐妇〔2026〕12号"), max_length=200
    )


class FactsForm(forms.Form):
    """事实."""

    ground = forms.ChoiceField(
        label=_("情形"), choices=AwardRevocation.Ground.choices, widget=forms.RadioSelect
    )
    facts = _text(
        _("事实和依据"),
        _("写明依据的文书或记录；家庭内部的隐私不写，警方等掌握的情况只写已依法认定"),
    )
    version = _version()


class WordsForm(forms.Form):
    """An opinion."""

    words = _text(_("意见"))
    version = _version()


class HearForm(forms.Form):
    """听取本户意见."""

    hearing = forms.ChoiceField(
        label=_("怎样听取"), choices=AwardRevocation.Hearing.choices, widget=forms.RadioSelect
    )
    heard_on = day_field(_("听取日期"))
    words = _text(_("本户意见"), _("照原话记；本户不陈述的可以不填"), needed=False)
    version = _version()


class DecideForm(forms.Form):
    """决定."""

    revoke = forms.TypedChoiceField(
        label=_("决定"),
        choices=[("yes", _("摘牌\n撤销称号，收回牌匾")), ("no", _("保留\n称号继续有效"))],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("请选“摘牌”或“保留”。")},
    )
    words = _text(_("决定理由"))
    version = _version()


class BackForm(forms.Form):
    """收回牌匾."""

    returned_on = day_field(_("收回日期"))
    version = _version()


class CorrectForm(forms.Form):
    """摘牌公告."""

    notice_from = day_field(_("公告开始"))
    board = forms.CharField(label=_("公告地点"), max_length=80)
    phone = forms.CharField(
        label=_("电话"), max_length=20, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    version = _version()
