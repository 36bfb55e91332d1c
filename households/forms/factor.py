"""Shape of input of the factor sheet (风险因素表): one row of four fields a factor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.forms import day_field
from households.models import FactorAnswer
from households.scales.factors import FACTORS, Factor
from households.suggesting import NO, UNKNOWN
from households.transitions.factor import Given


@dataclass(frozen=True)
class Row:
    """A factor with its fields on the page."""

    factor: Factor
    answer: forms.BoundField
    on_day: forms.BoundField
    evidence: forms.BoundField


class FactorForm(forms.Form):
    """Everything starts as 还不清楚: unknown is not no. A yes tells its day and how one knows."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    reported_on = day_field(
        _("哪天向公安机关报的案"),
        required=False,
        help_text=_("受害人是未成年人或不能辨认自己行为的人时，要立即报案并在这里写明。"),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for factor in FACTORS:
            self.fields[factor.key] = forms.ChoiceField(
                label=str(factor.ask),
                help_text=str(factor.hint),
                choices=[(UNKNOWN, _("还不清楚")), (NO, _("没有")), *factor.options],
                initial=UNKNOWN,
                widget=forms.RadioSelect,
            )
            self.fields[f"{factor.key}_on"] = day_field(
                _("哪天的事"), required=False, initial=today
            )
            self.fields[f"{factor.key}_by"] = forms.ChoiceField(
                label=_("怎么知道的"),
                choices=[("", _("请选")), *FactorAnswer.Evidence.choices],
                required=False,
            )

    @property
    def rows(self) -> list[Row]:
        """The factors in order with their fields."""
        return [Row(f, self[f.key], self[f"{f.key}_on"], self[f"{f.key}_by"]) for f in FACTORS]

    @property
    def given(self) -> list[Given]:
        """What was answered, as the verb takes it."""
        data = self.cleaned_data
        return [
            Given(f.key, data[f.key], data.get(f"{f.key}_on"), data.get(f"{f.key}_by", ""))
            for f in FACTORS
        ]
