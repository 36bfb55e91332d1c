"""Shapes of input of campaigns; the verbs decide what holds."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


def day_field(label: str, **kwargs: object) -> forms.DateField:
    """A day, with the browser's own calendar."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        **kwargs,  # type: ignore[arg-type]
    )


class CampaignForm(forms.Form):
    """Open a year."""

    year = forms.IntegerField(label=_("年度"), min_value=2020, max_value=2100)
    slogan = forms.CharField(label=_("口号"), max_length=60, required=False)
    sign_by = day_field(_("责任状签订截止"))
    midyear_on = day_field(_("年中督查"))
    data_closes_on = day_field(_("数据截止"))
