"""Shapes of input of referrals, inside the house and on the slip's public page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.photos import BYTES_MOST
from campaigns.forms import day_field
from disputes.forms.base import OneChoice, PlainForm, VersionForm, text_area
from disputes.models import Agency, Referral
from disputes.referral_rules import LINK_DAYS, LINK_DAYS_MOST, results_for


def _line(label: Any, most: int, hint: Any = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        help_text=hint,
        required=required,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def _days() -> forms.IntegerField:
    return forms.IntegerField(
        label=_("链接有效几天"),
        min_value=1,
        max_value=LINK_DAYS_MOST,
        initial=LINK_DAYS,
        help_text=_("过期可以重开。"),
    )


class ReferForm(VersionForm):
    """开转介单: everything that will stand on it; sure comes with the preview."""

    kind = forms.ChoiceField(label=_("转给哪类单位"), choices=Agency.choices)
    agency = _line(_("接收单位全称"), 40)
    asked = text_area(
        _("请对方办什么"),
        _("只写要办的事，不写经过；转介单可能被旁人看到，不要写是什么纠纷、受了什么伤害。"),
    )
    named = forms.BooleanField(
        label=_("写明有关人员姓名"),
        required=False,
        help_text=_("不写也能办的就不写；写姓名要有本人同意或法定依据。"),
    )
    person_name = _line(_("有关人员姓名"), 40, required=False)
    basis = OneChoice(
        label=_("写姓名的依据"), required=False, choices=[c for c in Referral.Basis.choices if c[0]]
    )
    consent_on = day_field(_("本人同意的日期"), required=False)
    ground = text_area(_("依据说明"), _("没有征得同意的，写明依据。"), required=False)
    contact = _line(
        _("怎样联系是安全的"),
        120,
        _("例如“请先联系我单位，不要直接打给本人”。"),
        required=False,
    )
    phone = _line(_("我单位联系电话"), 30, required=False)
    answer_by = day_field(_("请于哪天前回复"))
    link_days = _days()
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)


class ReissueForm(VersionForm):
    """重开转介单."""

    answer_by = day_field(_("请于哪天前回复"))
    link_days = _days()


class RevokeForm(VersionForm):
    """撤回转介单."""

    reason = text_area(_("撤回理由"), _("至少一句话；链接马上失效。"))


class _Result(PlainForm):
    result = OneChoice(label=_("办理结果"))
    words = forms.CharField(
        label=_("说明"),
        max_length=500,
        required=False,
        help_text=_("500 字以内。"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["result"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = results_for(kind)


class PaperForm(_Result):
    """录入纸质回执."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    receiver = _line(_("签收人"), 40)
    office = _line(_("科室、部门"), 40, required=False)
    phone = _line(_("联系电话"), 30, required=False)
    received_on = day_field(_("收到回执的日期"))
    photo = forms.FileField(
        label=_("回执照片"),
        required=False,
        help_text=_("可以不传；只收照片，位置和相机信息不保存。"),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    field_order = ("version", "receiver", "office", "phone", "received_on", "result", "words")

    def clean_photo(self) -> bytes | None:
        """The bytes; one more than is allowed tells too big without reading to the end."""
        sent = self.cleaned_data["photo"]
        return sent.read(BYTES_MOST + 1) if sent else None


class SlipReceiptForm(PlainForm):
    """签收, on the public page."""

    receiver = _line(_("签收人姓名"), 40)
    office = _line(_("科室、部门"), 40, required=False)
    phone = _line(_("联系电话"), 30, required=False)


class SlipResultForm(_Result):
    """办理结果, on the public page."""
