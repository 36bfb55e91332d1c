"""Shapes of input of a return visit."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.forms import day_field
from disputes.forms.base import OneChoice, VersionForm, text_area
from disputes.models import FollowUp


class FollowUpForm(VersionForm):
    """登记回访."""

    visited_on = day_field(_("回访日期"))
    performance = OneChoice(label=_("协议履行了吗"), choices=FollowUp.Performance.choices)
    satisfied = forms.TypedChoiceField(
        label=_("当事人满意吗"),
        choices=[("yes", _("满意")), ("no", _("不满意"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
    notes = text_area(_("回访情况"), _("没有全部履行的，写明原因和下一步办法。"), required=False)
