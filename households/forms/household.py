"""Shapes of input of households."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.identity import mask_address
from campaigns.forms import day_field
from campaigns.models import Division
from households.models import Household


class HouseholdForm(forms.Form):
    """What is registered about a household."""

    number = forms.CharField(
        label=_("户号"), max_length=20, help_text=_("村里自己的编号，本村内不重复。")
    )
    head_name = forms.CharField(label=_("户主"), max_length=40)
    people = forms.IntegerField(label=_("人口"), min_value=1, max_value=60)
    address = forms.CharField(
        label=_("住址"),
        max_length=120,
        required=False,
        help_text=_("村以下写到门牌，比如：东组 12 号。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    grid = forms.CharField(
        label=_("网格"), max_length=40, required=False, help_text=_("比如：第二网格、东组。")
    )
    is_resident = forms.TypedChoiceField(
        label=_("住在本村吗"),
        choices=[("1", _("常住")), ("0", _("不常住\n户口在，人常年在外"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )


class HouseholdEditForm(HouseholdForm):
    """A correction, made on a known version. The address is not shown; left empty it stays."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, known: Household, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known.address:
            self.fields["address"].help_text = _("已登记 %(shown)s，要改才填。") % {
                "shown": mask_address(known.address)
            }

    def clean_address(self) -> str | None:
        """None, which leaves it as it is, for an empty one."""
        return self.cleaned_data["address"] or None


class HouseholdNewForm(HouseholdForm):
    """A new household; somebody posted to several villages says which."""

    village = forms.TypedChoiceField(label=_("村（社区）"), coerce=int, choices=())
    field_order = ("village",)

    def __init__(self, *args: Any, villages: list[Division], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["village"]
        assert isinstance(choice, forms.TypedChoiceField)
        choice.choices = [(v.code, v.name) for v in villages]
        if len(villages) == 1:
            choice.initial, choice.widget = villages[0].code, forms.HiddenInput()


class LeaveForm(forms.Form):
    """A household leaves."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    left_on = day_field(_("迁出日期"))
    reason = forms.CharField(
        label=_("去向或原因"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("比如：全家迁往县城；与长子并户。"),
    )
