"""Shapes of input of household pledges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.templatetags.words import mask_name
from campaigns.forms import day_field
from households.models import Household


class HouseholdSignForm(forms.Form):
    """One household signs."""

    signatory = forms.CharField(
        label=_("签字人"), max_length=40, help_text=_("一般是户主，家里别的成年人签也可以")
    )
    signed_on = day_field(_("签订日期"))


class PledgeCountForm(forms.Form):
    """A village's counted list."""

    households = forms.IntegerField(
        label=_("清单上签了多少户"),
        min_value=0,
        help_text=_("只数清单上的，已逐户登记的不要再数"),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    counted_on = day_field(_("清点日期"))
    note = forms.CharField(
        label=_("清单存放在哪里"), max_length=120, help_text=_("例如：村委会档案柜2层")
    )


class RosterSignForm(forms.Form):
    """A paper list entered at once: the homes picked, or all but these."""

    except_these = forms.TypedChoiceField(
        label=_("下面勾选的是"),
        choices=[("1", _("没有签的（其余都签了）")), ("0", _("签了的"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    homes = forms.TypedMultipleChoiceField(
        label=_("家庭"), coerce=UUID, required=False, widget=forms.CheckboxSelectMultiple
    )
    signed_on = day_field(_("签订日期"))
    kept_at = forms.CharField(
        label=_("清单存放在哪里"), max_length=120, help_text=_("例如：村委会档案柜2层")
    )

    def __init__(self, *args: Any, homes: Sequence[Household], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["homes"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (str(home.uid), f"{home.number}号 {mask_name(home.head_name)}") for home in homes
        ]


class LetterForm(forms.Form):
    """Which homes get a letter."""

    only_missing = forms.BooleanField(
        label=_("只印还没有签的家庭"), required=False, help_text=_("不勾选，就每户印一张")
    )
