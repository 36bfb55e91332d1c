"""Shapes of input of honours."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.models import Level
from households.models import Honour
from households.models.rank import Rank


class ProposeForm(forms.Form):
    """What, for whom; places: (code, name, level)."""

    kind = forms.ChoiceField(label=_("荣誉"), choices=Honour.Kind.choices, widget=forms.RadioSelect)
    rank = forms.ChoiceField(label=_("级别"), choices=Rank.choices, initial=Rank.COUNTY)
    place = forms.ChoiceField(
        label=_("单位"), help_text=_("荣誉给单位的选这个单位，给人的选所在单位")
    )
    recipient = forms.CharField(
        label=_("集体或个人名称"), help_text=_("荣誉给单位的不填"), max_length=40, required=False
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


class DecideForm(forms.Form):
    """Grant, refuse or end."""

    what = forms.ChoiceField(choices=[("grant", ""), ("refuse", ""), ("end", "")])
    words = forms.CharField(
        label=_("意见"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
