"""Shapes of input of sorting a matter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.forms import day_field
from campaigns.models import Division
from disputes.forms.base import NamesField, OneChoice, VersionForm, text_area
from disputes.forms.matter import PlaceField, label_of
from disputes.models import Category, DisputeType, Party
from disputes.transitions.matter import Person


class SortForm(VersionForm):
    """again: the matter was sorted before, so that a reason is wanted."""

    reason = text_area(_("为什么改办"), _("至少一句话，例如“双方都愿意调解了”。"), required=False)

    def __init__(self, *args: Any, again: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not again:
            del self.fields["reason"]
        else:
            self.order_fields([n for n in self.fields if n != "reason"])


class MediationForm(SortForm):
    """分到调解."""

    village = PlaceField(
        label=_("在哪个村（社区）"),
        widget=forms.TextInput(attrs={"list": "places", "autocomplete": "off"}),
    )
    kind = OneChoice(label=_("什么纠纷"), choices=DisputeType.choices)
    applicants = NamesField(
        label=_("再加申请人"),
        required=False,
        max_length=420,
        help_text=_("已登记的不用再写；几个人用顿号隔开。"),
    )
    respondents = NamesField(
        label=_("再加另一方"), required=False, max_length=420, help_text=_("几个人用顿号隔开。")
    )

    def __init__(self, *args: Any, places: Sequence[Division], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["village"]
        assert isinstance(field, PlaceField)
        field.places, field.required = places, True
        if len(places) == 1:
            field.widget, field.initial = forms.HiddenInput(), label_of(places[0])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["people"] = [
            Person(side, name)
            for field, side in (
                ("applicants", Party.Side.APPLICANT),
                ("respondents", Party.Side.RESPONDENT),
            )
            for name in data.pop(field, None) or []
        ]
        return data


class RightsForm(SortForm):
    """分到信访事项."""

    category = OneChoice(label=_("哪一类"), choices=Category.choices)
    visitors = forms.IntegerField(
        label=_("联名人数"), required=False, min_value=1, max_value=10000,
        help_text=_("多人联名反映的才填。"),
    )  # fmt: skip
    representatives = forms.IntegerField(
        label=_("代表人数"), required=False, min_value=1,
        help_text=_("多人走访应当推选代表，不超过 5 人（信访工作条例第二十条）。"),
    )  # fmt: skip


class ProtectionForm(SortForm):
    """分到权益保护."""


class AdviceForm(SortForm):
    """咨询答复."""

    words = text_area(_("怎么答复的"), _("告诉了来人哪些规定、可以找谁、怎么办。"))


class NotOursForm(SortForm):
    """不属本单位."""

    whom = forms.CharField(
        label=_("告知向谁反映"), max_length=80, help_text=_("例如“县人社局劳动监察大队”。")
    )
    told_on = day_field(_("告知日期"))
    handed_on = day_field(_("转来日期"), required=False, help_text=_("别的单位转来的才填。"))
