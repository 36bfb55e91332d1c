"""Shapes of input of household pledges."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.forms import day_field


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
