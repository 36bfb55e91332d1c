"""Shapes of input of the seal of a matter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaigns.models import Division
from disputes.forms.base import OneChoice, PlainForm, VersionForm, by_township, text_area
from disputes.models import MatterOpening

HOURS = [
    ("2", _("2 小时")),
    ("8", _("8 小时")),
    ("24", _("1 天")),
    ("72", _("3 天")),
    ("168", _("7 天")),
]


def reason_field() -> forms.CharField:
    """A reason, at least a sentence."""
    return text_area(_("理由"), _("写清楚为什么，至少一句话。"))


class SealForm(VersionForm):
    """列为受保护档案, or the seal taken off."""

    reason = reason_field()


class _OneOf(VersionForm):
    """A person out of those who may."""

    person = forms.ModelChoiceField(queryset=User.objects.none(), label=_("谁"))
    reason = reason_field()

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = people


class HandlersForm(_OneOf):
    """The supervisor changes who may know of a sealed matter."""

    what = OneChoice(
        label=_("怎么调整"),
        choices=[
            ("name", _("增加一名经办人")),
            ("release", _("移出一名经办人")),
            ("owner", _("定承办人\n从经办人里选一位负责到底")),
            ("pass", _("交给另一位专管\n只能是本镇或县妇联的工作人员")),
        ],
    )
    field_order = ("version", "what", "person", "reason")


class GrantForm(_OneOf):
    """限时授权."""

    hours = OneChoice(label=_("看多久"), choices=HOURS)
    field_order = ("version", "person", "hours", "reason")


class EmergencyForm(PlainForm):
    """紧急打开."""

    code = forms.CharField(
        label=_("回执码"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        help_text=_("求助人手里的 10 位回执码。有回执码的，下面三项不用填。"),
    )
    village = forms.ChoiceField(label=_("村（社区）"), required=False)
    name = forms.CharField(
        label=_("姓名"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("全名。"),
    )
    id_number = forms.CharField(
        label=_("身份证号"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reason = text_area(_("理由"), _("出了什么紧急情况，为什么等不到经办人。"))

    def __init__(self, *args: Any, villages: list[Division], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["village"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "—"), *by_township(villages)]


class ReviewForm(PlainForm):
    """The supervisor looks at an opening."""

    verdict = OneChoice(label=_("结论"), choices=MatterOpening.Verdict.choices)
    words = text_area(_("复核意见"))
