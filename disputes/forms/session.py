"""Shapes of input of a mediation session, and of one agreed beforehand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.forms import day_field
from disputes.forms.base import OneChoice, VersionForm, add_answers, text_area
from disputes.gate import Finding
from disputes.models import MediationSession, Party, SessionHelper, Way
from disputes.models.session_plan import NO_SHOW_DAYS
from households.forms.moment import moment_field

HELPERS = 3


class SessionForm(VersionForm):
    """登记调解; three lines for people invited, a question for each warning of the gate."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    held_on = day_field(_("调解日期"))
    place = forms.CharField(
        label=_("地点"), max_length=80, help_text=_("例如“村调解室”“余德民家”。")
    )
    way = OneChoice(label=_("怎样调解"), choices=Way.choices, initial=Way.JOINT)
    is_open = forms.TypedChoiceField(
        label=_("是否公开"),
        choices=[("no", _("不公开\n一般如此")), ("yes", _("公开\n当事人要求或同意"))],
        coerce=lambda answer: answer == "yes",
        initial="no",
        widget=forms.RadioSelect,
    )
    attendants = forms.CharField(
        label=_("到场的人"), max_length=200, help_text=_("当事人、代理人和调解员。")
    )
    notes = text_area(_("调解记录"), _("各方怎么说、争在哪里、做了什么工作。"))
    result = OneChoice(label=_("结果"), choices=MediationSession.Result.choices)

    def __init__(self, *args: Any, warnings: Sequence[Finding] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, HELPERS + 1):
            self.fields[f"helper_{n}"] = forms.CharField(
                label=_("邀请的人 %(n)d") % {"n": n}, max_length=40, required=False
            )
            self.fields[f"helper_kind_{n}"] = forms.ChoiceField(
                label=_("身份"),
                choices=[("", _("请选择")), *SessionHelper.Kind.choices],
                required=False,
            )
        self.fields["helpers_agreed"] = forms.BooleanField(
            label=_("当事人同意邀请上面的人"),
            required=False,
            help_text=_("亲属、邻里、专家等参加调解要经当事人同意（人民调解法第二十条）。"),
        )
        add_answers(self, warnings)


class RightsForm(VersionForm):
    """告知权利义务."""

    on = day_field(_("告知日期"))


class PlanForm(VersionForm):
    """约定调解."""

    at = moment_field(_("什么时间"))
    room = forms.CharField(label=_("在哪里"), max_length=80)
    way = OneChoice(label=_("怎样调解"), choices=Way.choices, initial=Way.JOINT)
    is_open = forms.TypedChoiceField(
        label=_("是否公开"),
        choices=[("no", _("不公开")), ("yes", _("公开\n当事人要求或同意"))],
        coerce=lambda answer: answer == "yes",
        initial="no",
        widget=forms.RadioSelect,
    )


class AdjournForm(VersionForm):
    """改期."""

    at = moment_field(_("改到什么时间"))
    room = forms.CharField(label=_("在哪里"), max_length=80)
    reason = text_area(_("为什么改期"), _("至少一句话。"))


class NoShowForm(VersionForm):
    """登记没到."""

    absent = forms.TypedMultipleChoiceField(
        label=_("谁没有到"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    reason = text_area(_("知道的情况"), _("打过电话没有，怎么说的。"), required=False)
    wait_days = forms.IntegerField(
        label=_("等几天"),
        initial=NO_SHOW_DAYS,
        min_value=1,
        max_value=15,
        help_text=_("等到那天还没有说明的，可以改期，也可以终止调解。"),
    )

    def __init__(self, *args: Any, parties: Iterable[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["absent"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(p.pk, f"{p.get_side_display()} {p.name}") for p in parties]
