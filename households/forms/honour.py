"""Shapes of input of honours."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.models import Level
from households.forms.award import NoticeForm
from households.models import Honour
from households.models.rank import Rank


class ProposeForm(forms.Form):
    """What, for whom; places: (code, name, level)."""

    kind = forms.ChoiceField(label=_("荣誉"), choices=[("", _("请选")), *Honour.Kind.choices])
    rank = forms.ChoiceField(label=_("级别"), choices=Rank.choices, initial=Rank.COUNTY)
    place = forms.ChoiceField(
        label=_("单位"), help_text=_("荣誉给单位的选这个单位，给人的选所在单位")
    )
    recipient = forms.CharField(
        label=_("集体或个人名称"), help_text=_("荣誉给单位的不填"), max_length=40, required=False
    )
    plate = forms.CharField(
        label=_("示范户牌号"), help_text=_("只有十佳平安家庭填，户主和村由牌号带出"), required=False
    )
    consent = forms.BooleanField(
        label=_("本人同意公示（姓名隐去一个字）"),
        help_text=_("个人荣誉和十佳平安家庭要先当面征得同意"),
        required=False,
    )
    reason = forms.CharField(
        label=_("推荐理由"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, places: list[tuple[int, str, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["place"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (str(code), f"　{name}" if level == Level.VILLAGE else name)
            for code, name, level in places
        ]


class HonourNoticeForm(NoticeForm):
    """One notice for the honours proposed."""

    awards = forms.TypedMultipleChoiceField(
        label=_("这次公示哪几项"),
        help_text=_("已经推荐、还没有公示的荣誉"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选一项。")},
    )
    place = forms.CharField(
        label=_("公示地点"), help_text=_("比如：县妇联网站、县政府公示栏"), max_length=80
    )


class DecideForm(forms.Form):
    """Grant, refuse or revoke."""

    what = forms.ChoiceField(choices=[("grant", ""), ("refuse", ""), ("revoke", "")])
    words = forms.CharField(
        label=_("意见"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
