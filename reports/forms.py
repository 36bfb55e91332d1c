"""Shapes of input of scores; the verbs decide what holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.forms import day_field
from campaigns.models import Campaign, Division
from reports.models import ScoreLine
from reports.rules import Facts, Indicator
from reports.rules.kinds import Input
from reports.transitions.review import Entry

REASON = forms.Textarea(attrs={"rows": 3})


class AskForm(forms.Form):
    """Which year to compute, up to which day."""

    campaign = forms.ModelChoiceField(
        Campaign.objects.none(), label=_("年度活动"), empty_label=None, error_messages={
            "required": _("请选择年度。"), "invalid_choice": _("请选择年度。"),
        },
    )  # fmt: skip
    data_until = day_field(
        _("数据截止日"),
        required=False,
        help_text=_("这一天以后的记录不计。不填为年度数据截止日，年度未结束的为今天。"),
    )

    def __init__(self, *args: Any, campaigns: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["campaign"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = campaigns


class BatchForm(forms.Form):
    """Which city or province, which year."""

    place = forms.TypedChoiceField(label=_("范围"))
    year = forms.TypedChoiceField(label=_("年度"), coerce=int, error_messages={
        "required": _("辖区内还没有县开展年度活动，没有可算的年度。"),
        "invalid_choice": _("请选择年度。"),
    })  # fmt: skip

    def __init__(
        self, *args: Any, places: Sequence[Division], years: Sequence[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        known = {str(place.code): place for place in places}
        place, year = self.fields["place"], self.fields["year"]
        assert isinstance(place, forms.TypedChoiceField)
        assert isinstance(year, forms.TypedChoiceField)
        place.choices = [(code, one.name) for code, one in known.items()]
        place.coerce = known.__getitem__
        year.choices = [(str(one), _now("%(year)d年度") % {"year": one}) for one in years]


class ReasonForm(forms.Form):
    """An act that needs its reason."""

    reason = forms.CharField(
        label=_("理由"), widget=REASON, help_text=_("至少一句话，会留在经过里。"),
        error_messages={"required": _("请写明理由。")},
    )  # fmt: skip


class ConfirmForm(forms.Form):
    """An act without anything to fill in."""


class LineGridForm(forms.Form):
    """One manual line over many units: the rule's counts, or points, for each; a first row
    fills all that are left empty. Cells are named <unit>-<input key>."""

    ALL, POINTS = "all", "points"
    reason = forms.CharField(
        label=_("评分依据"), widget=REASON, error_messages={"required": _("请写明评分依据。")},
        help_text=_("例如：查看会议纪要原件；第三方调查报告。改动时写明修改理由。"),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        indicator: Indicator,
        lines: Sequence[ScoreLine],
        said: Mapping[int, str],
        **kwargs: Any,
    ) -> None:
        """said: what the others gave, by unit; read only."""
        super().__init__(*args, **kwargs)
        self.indicator = indicator
        self.lines = list(lines)
        self.said = said
        self._row(self.ALL, _now("整批"), {})
        for line in self.lines:
            self._row(str(line.unit_id), line.unit.name, line.figures)

    def _row(self, unit: str, name: str, figures: Mapping[str, Any]) -> None:
        facts, score = figures.get("facts"), figures.get("score")
        known = facts and {
            "numerator": facts["numerator"],
            "denominator": facts["denominator"],
            **facts["counts"],
        }
        for wanted in self.indicator.inputs:
            field = _cell(wanted, name)
            field.initial = known.get(wanted.key) if known else None
            self.fields[f"{unit}-{wanted.key}"] = field
        points = forms.DecimalField(
            label=f"{name} {_now('得分')}", required=False, min_value=0, decimal_places=2,
            max_value=self.indicator.cap, widget=_number(f"{name} {_now('得分')}", "0.01"),
        )  # fmt: skip
        points.initial = Decimal(score["points"]) if score else None
        self.fields[f"{unit}-{self.POINTS}"] = points

    @property
    def keys(self) -> dict[str, str]:
        """The columns of a row with their heads."""
        heads = {
            one.key: f"{one.label}（{one.unit}）" if one.unit else one.label
            for one in self.indicator.inputs
        }
        return heads | {self.POINTS: _now("直接评分")}

    def rows(self) -> list[tuple[ScoreLine | None, list[tuple[str, forms.BoundField]], str]]:
        """Bound cells by unit with what others gave; the first row is for all."""
        units: list[tuple[str, ScoreLine | None]] = [(self.ALL, None)]
        units += [(str(line.unit_id), line) for line in self.lines]
        return [
            (
                line,
                [(words, self[f"{unit}-{key}"]) for key, words in self.keys.items()],
                self.said.get(line.unit_id, "") if line else "",
            )
            for unit, line in units
        ]

    def first_cell(self, unit: int) -> str:
        """The cell an error of a whole row is shown at."""
        return f"{unit}-{next(iter(self.keys))}"

    def clean(self) -> dict[str, Any]:
        """Adds `entries`: one for each row that was filled, here or by the first row."""
        data = super().clean() or {}
        common = self._entry(self.ALL, 0)
        data["entries"] = [
            entry
            for line in self.lines
            if (entry := self._entry(str(line.unit_id), line.unit_id) or _for(common, line))
        ]
        if not self.errors and not data["entries"]:
            raise forms.ValidationError(_now("一格也没有填。"))
        return data

    def _entry(self, unit: str, code: int) -> Entry | None:
        """What a row says; None when it is empty or cannot be read."""
        points = self.cleaned_data.get(f"{unit}-{self.POINTS}")
        counts = {
            one.key: self.cleaned_data.get(f"{unit}-{one.key}") for one in self.indicator.inputs
        }
        filled = [key for key, value in counts.items() if value not in (None, "")]
        if points is not None:
            if filled:
                self.add_error(f"{unit}-{self.POINTS}", _now("数量和得分只填一种。"))
                return None
            return Entry(code, self.indicator.code, points=points)
        if not filled:
            return None
        for one in self.indicator.inputs:
            if one.key not in filled and f"{unit}-{one.key}" not in self.errors:
                self.add_error(f"{unit}-{one.key}", _now("请填写%(what)s。") % {"what": one.label})
        if len(filled) < len(counts):
            return None
        return Entry(code, self.indicator.code, facts=_facts(counts))


def _number(label: str, step: str) -> forms.NumberInput:
    return forms.NumberInput(attrs={"aria-label": label, "step": step, "inputmode": "decimal"})


def _cell(wanted: Input, name: str) -> forms.Field:
    label = f"{name} {wanted.label}"
    if wanted.choices:
        return forms.TypedChoiceField(
            label=label, required=False, coerce=int, empty_value=None,
            choices=[("", "—"), *wanted.choices],
            widget=forms.Select(attrs={"aria-label": label}),
        )  # fmt: skip
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=99_999_999, widget=_number(label, "1")
    )


def _facts(counts: Mapping[str, int | None]) -> Facts:
    rest = {k: v for k, v in counts.items() if k not in ("numerator", "denominator")}
    return Facts(
        numerator=counts.get("numerator"),
        denominator=counts.get("denominator"),
        counts={key: value for key, value in rest.items() if value is not None},
    )


def _for(common: Entry | None, line: ScoreLine) -> Entry | None:
    """The first row's figures for a unit that has none yet."""
    if common is None or line.state != ScoreLine.State.PENDING:
        return None
    return Entry(line.unit_id, line.code, common.facts, common.points)
