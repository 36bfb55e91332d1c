"""Shapes of input of reception days and of the county's figures for the door."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.forms import day_field
from disputes.forms.base import VersionForm
from disputes.models.intake_rule import WEEKDAYS


def in_lines(text: str) -> list[tuple[str, str]]:
    """「姓名 单位职务」 one a line."""
    out = []
    for line in text.splitlines():
        name, _blank, duty = line.strip().partition(" ")
        if name:
            out.append((name, duty.strip()))
    return out


class SeatsField(forms.CharField):
    """Who sits with the chair: a name and a duty a line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("陪同接待的人"),
            help_text=_("一行一人，姓名空一格写单位职务，例如“王海峰 县司法局律师”。"),
            required=False,
            max_length=800,
            widget=forms.Textarea(attrs={"rows": 4}),
            **kwargs,
        )

    def clean(self, value: Any) -> Any:
        return in_lines(str(super().clean(value) or ""))


class ReceptionYearForm(forms.Form):
    """排一年的接待日."""

    year = forms.IntegerField(label=_("年度"), min_value=2020, max_value=2100)
    weekday = forms.TypedChoiceField(label=_("每周哪一天"), coerce=int, widget=forms.RadioSelect)
    hours = forms.CharField(label=_("时间"), max_length=40)
    room = forms.CharField(label=_("地点"), max_length=80)
    chair = forms.CharField(label=_("接待人"), max_length=40, help_text=_("例如“李秀云 主席”。"))
    seats = SeatsField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["weekday"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = WEEKDAYS


class ReceptionDayForm(VersionForm):
    """改一天."""

    held_on = day_field(_("日期"))
    hours = forms.CharField(label=_("时间"), max_length=40)
    room = forms.CharField(label=_("地点"), max_length=80)
    chair = forms.CharField(label=_("接待人"), max_length=40)
    seats = SeatsField()
    called_off = forms.CharField(
        label=_("这一天不接待的原因"),
        max_length=120,
        required=False,
        help_text=_("照常接待的留空。"),
    )


class IntakeRuleForm(forms.Form):
    """来件规则."""

    revisit_days = forms.IntegerField(label=_("定期回访间隔（天）"), min_value=7, max_value=730)
    twin_days = forms.IntegerField(label=_("查重看前后多少天"), min_value=7, max_value=730)
    weekday = forms.TypedChoiceField(label=_("接待日"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["weekday"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = WEEKDAYS
