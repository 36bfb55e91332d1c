"""Shapes of input of a scale of tiers: its colours, one level, points and the rest, publishing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.forms import day_field
from households.forms.family import ReasonForm
from households.models import Tier
from households.scales.body import CODES, Cadence, Level, Phase, Scale, build
from households.scales.factors import ANSWERS, FACTORS, words_of

ROWS = (1, 2, 3)
UNIT_WORDS = [("day", _("天")), ("week", _("周")), ("month", _("个月"))]


class DraftForm(forms.Form):
    """Begin a draft; there is nothing to fill in."""


class ColoursForm(forms.Form):
    """Which colours of the whitelist the scale has; red always."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    codes = forms.MultipleChoiceField(
        label=_("除红色外用哪几级"),
        choices=[(tier.value, tier.label) for tier in Tier if tier != Tier.RED],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("红色总是最高一级。由高到低的次序固定：红、橙、黄、蓝、绿。"),
    )

    def changed(self, scale: Scale) -> Scale:
        """The scale with the colours ticked; a new one begins as the level it stands beside."""
        wanted = ["red", *(c for c in CODES if c in self.cleaned_data["codes"])]
        levels = tuple(
            scale.level(code) if scale.has(code) else _new(scale, code) for code in wanted
        )
        return rebuilt(scale, levels=levels)


class LevelForm(forms.Form):
    """One level: its name, what it means and what it asks of people."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    label = forms.CharField(label=_("名称"), max_length=8, help_text=_("比如：黄·中"))
    standard = forms.CharField(
        label=_("标准"), max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )
    points_from = forms.IntegerField(label=_("因素分满多少建议此级"), min_value=1, max_value=99)
    first_hours = forms.IntegerField(label=_("多少小时内第一次到场"), min_value=1, max_value=720)
    meeting_hours = forms.IntegerField(
        label=_("多少小时内会商"), min_value=0, max_value=720, help_text=_("0 为不要求")
    )
    review_days = forms.IntegerField(label=_("多少天内复核"), min_value=1, max_value=366)
    quiet_days = forms.IntegerField(
        label=_("平稳多少天可降级（最低级为可销号）"), min_value=1, max_value=366
    )
    keepers = forms.CharField(label=_("谁来包户"), max_length=40, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in ROWS:
            self.fields[f"times_{row}"] = _number(_("次数"), 31, row)
            self.fields[f"every_{row}"] = _number(_("每几个"), 12, row)
            self.fields[f"unit_{row}"] = forms.ChoiceField(
                label=_("单位"), choices=UNIT_WORDS, required=False, initial="week"
            )
            self.fields[f"rounds_{row}"] = _number(_("持续几个周期"), 52, row, least=0)

    @property
    def phase_rows(self) -> list[list[Any]]:
        """The fields of each stretch of the rhythm, for the page's table."""
        names = ("every", "unit", "times", "rounds")
        return [[self[f"{name}_{row}"] for name in names] for row in ROWS]

    @staticmethod
    def values_of(level: Level) -> dict[str, Any]:
        """A level as the form's first values."""
        names = (
            "label standard points_from first_hours meeting_hours review_days quiet_days keepers"
        )
        values = {name: getattr(level, name) for name in names.split()}
        for row, phase in zip(ROWS, level.phases, strict=False):
            values |= {
                f"times_{row}": phase.times,
                f"every_{row}": phase.every,
                f"unit_{row}": phase.unit,
                f"rounds_{row}": phase.rounds,
            }
        return values

    def changed(self, scale: Scale, code: str) -> Scale:
        """The scale with this level as typed."""
        data = self.cleaned_data
        phases = tuple(
            Phase(
                data[f"times_{row}"],
                data[f"every_{row}"] or 1,
                data[f"unit_{row}"] or "week",
                data[f"rounds_{row}"] or 0,
            )
            for row in ROWS
            if data.get(f"times_{row}")
        )
        plain = {k: v for k, v in data.items() if "_" not in k or not k[-1].isdigit()}
        plain.pop("version")
        level = replace(scale.level(code), phases=phases, **plain)
        return rebuilt(
            scale, levels=tuple(level if one.code == code else one for one in scale.levels)
        )


class PointsForm(forms.Form):
    """Points of the factors, what is red whatever the sum, and the rest of the scale."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    direct = forms.MultipleChoiceField(
        label=_("不看总分直接定为最高级"),
        choices=[(key, words_of(key)) for key in sorted(ANSWERS)],
        widget=forms.CheckboxSelectMultiple,
    )
    top_per_keeper = forms.IntegerField(label=_("每人最多包最高级几户"), min_value=1, max_value=20)
    cadence = forms.ChoiceField(
        label=_("定期排查"),
        choices=[("half_month", _("每半月")), ("month", _("每月")), ("week", _("每周"))],
        widget=forms.RadioSelect,
    )
    grace_days = forms.IntegerField(label=_("排查到期宽限天数"), min_value=0, max_value=10)
    full_month = forms.IntegerField(label=_("哪个月全面排查"), min_value=1, max_value=12)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key in sorted(ANSWERS):
            self.fields[_name(key)] = forms.IntegerField(
                label=words_of(key), min_value=-20, max_value=20
            )

    @property
    def point_fields(self) -> list[Any]:
        """The fields of points in the order of the factor sheet."""
        keys = [f"{f.key}.{option}" for f in FACTORS for option, _words in f.options]
        return [self[_name(key)] for key in keys]

    @staticmethod
    def values_of(scale: Scale) -> dict[str, Any]:
        """A scale as the form's first values."""
        return {_name(key): scale.weights.get(key, 0) for key in ANSWERS} | {
            "direct": sorted(scale.direct),
            "top_per_keeper": scale.top_per_keeper,
            "cadence": scale.cadence.kind,
            "grace_days": scale.cadence.grace_days,
            "full_month": scale.cadence.full_month,
        }

    def changed(self, scale: Scale) -> Scale:
        """The scale with these points."""
        data = self.cleaned_data
        return build(
            scale.levels,
            {key: data[_name(key)] for key in sorted(ANSWERS)},
            frozenset(data["direct"]),
            data["top_per_keeper"],
            Cadence(data["cadence"], data["grace_days"], data["full_month"]),
        )


class PublishForm(ReasonForm):
    """From which day a draft holds, and why."""

    effective_from = day_field(_("从哪天起施行"), help_text=_("最早是明天。"))
    field_order = ("version", "effective_from", "reason")


def rebuilt(scale: Scale, *, levels: tuple[Level, ...]) -> Scale:
    """The scale with other levels."""
    return build(levels, scale.weights, scale.direct, scale.top_per_keeper, scale.cadence)


def _new(scale: Scale, code: str) -> Level:
    """A level of a new colour, like the nearest more urgent one but for its name and points."""
    above = [one for one in scale.levels if CODES.index(one.code) < CODES.index(code)][-1]
    return replace(
        above,
        code=code,
        label=str(Tier(code).label),
        points_from=max(1, above.points_from - 1),
        meeting_hours=0,
    )


def _name(key: str) -> str:
    return "w_" + key.replace(".", "__")


def _number(label: Any, most: int, row: int, least: int = 1) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, required=row == 1 and least == 1
    )
