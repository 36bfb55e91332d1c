"""Shapes of input of a mediation session."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.forms import day_field
from disputes.forms.base import OneChoice, VersionForm, text_area
from disputes.models import MediationSession


class SessionForm(VersionForm):
    """登记调解."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    held_on = day_field(_("调解日期"))
    place = forms.CharField(
        label=_("地点"), max_length=80, help_text=_("例如“村调解室”“余德民家”。")
    )
    attendants = forms.CharField(
        label=_("到场的人"), max_length=200, help_text=_("当事人、调解员和邀请的人。")
    )
    notes = text_area(_("调解记录"), _("各方怎么说、争在哪里、做了什么工作。"))
    result = OneChoice(label=_("结果"), choices=MediationSession.Result.choices)
