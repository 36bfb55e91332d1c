"""Shapes of input of a survey: at the door, by telephone, on a phone without a network."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.survey_forms import AnswerForm
from campaigns.transitions.survey import WORDINGS
from households.forms.sync import PlaceField


class AskForm(AnswerForm):
    """The four questions, asked by somebody."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)


class SurveyOffline(AnswerForm):
    """入户调查, without a network; the household by its number, the questions as they are usually
    worded."""

    village = PlaceField()
    number = forms.CharField(
        label=_("户号"),
        max_length=20,
        help_text=_("手机上不存姓名，请填样本名单上的户号。"),
    )
    field_order = ("village", "number")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, wording={k.value: v for k, v in WORDINGS.items()}, **kwargs)
