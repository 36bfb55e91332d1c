"""Shapes of input of listed families, their tiers and keepers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms_scan import ScannedForm
from accounts.models import User
from households.models import Category, ListedFamily
from households.scales.body import Level, Scale

# What the office should know before it ticks a category (domain C1, notes).
CATEGORY_HINTS: dict[str, Any] = {
    Category.VIOLENCE: _("只记需要什么帮助和保护，不写经过细节"),
    Category.DRUG_HELP: _("只凭派出所、禁毒办的告知列入，依据写进简要情况"),
    Category.CARE_BURDEN: _("只记看护上的困难，不写病名"),
    Category.HARDSHIP: _("帮扶对象，不是风险对象"),
    Category.OTHER: _("要写明是什么情况"),
}


def tier_choices(levels: Iterable[Level]) -> list[tuple[str, str]]:
    """Levels with their standard as the second line of the choice."""
    return [
        (one.code, f"{one.label}\n{one.standard}。{one.review_days} 天内复核") for one in levels
    ]


def against_field() -> forms.CharField:
    """The sentence of a person who decides otherwise than the factor sheet suggests."""
    return forms.CharField(
        label=_("与因素表建议不同的理由"),
        max_length=1000,
        required=False,
        widget=_lines(2),
        help_text=_("定的等级和因素表建议不一样时要写。"),
    )


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ReasonForm(ScannedForm):
    """An act with a reason on a known version."""

    scanned = ("reason",)

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("理由"),
        max_length=1000,
        widget=_lines(3),
        help_text=_("写依据的事实，至少一句话。"),
    )


class DecisionForm(ReasonForm):
    """A decision on a tier; the sentence against a suggestion is asked for only where a factor
    sheet lies before the person."""

    against = against_field()

    def __init__(self, *args: Any, sheet: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if sheet is None:
            del self.fields["against"]


class ListingForm(ScannedForm):
    """Put a household on the list (domain J2, 家庭排查登记表); version: of the open proposal."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    scanned = ("situation", "reason", "other_words", "plan")

    categories = forms.MultipleChoiceField(
        label=_("属于哪些情况"),
        choices=[
            (c.value, f"{c.label}\n{CATEGORY_HINTS[c]}" if c in CATEGORY_HINTS else c.label)
            for c in Category
        ],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("只能从这份清单里选，可以多选。"),
    )
    other_words = forms.CharField(label=_("其他：是什么情况"), max_length=60, required=False)
    situation = forms.CharField(
        label=_("简要情况"),
        max_length=2000,
        widget=_lines(4),
        help_text=_("谁和谁、为什么、到什么程度。不写宗教、政治和信访。"),
    )
    grave = forms.BooleanField(
        label=_("重大隐患"),
        required=False,
        help_text=_("可能出人命、伤人、纵火、自伤。两小时内电话上报。"),
    )
    hardship = forms.BooleanField(
        label=_("特别困难"), required=False, help_text=_("需要结对帮扶。")
    )
    sealed = forms.BooleanField(
        label=_("受保护档案"),
        required=False,
        help_text=_("儿童保护等只能让经办人知道的，勾选；家庭暴力不用勾，一律受保护。"),
    )
    tier = forms.ChoiceField(label=_("等级"), choices=(), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("定级理由"),
        max_length=1000,
        widget=_lines(3),
        help_text=_("由您判断并负责。比如：酒后争吵，村里两次劝解，孩子在场。"),
    )
    keepers = forms.ModelMultipleChoiceField(
        queryset=User.objects.none(),
        label=_("包户人"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("选两名，不能是当事人的亲属或对立方；涉及妇女权益的至少一名女同志。"),
    )
    against = against_field()
    plan = forms.CharField(label=_("一户一策"), max_length=2000, required=False, widget=_lines(3))

    def __init__(
        self, *args: Any, people: Any, scale: Scale, sheet: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "tier", tier_choices(scale.levels))
        _people(self, "keepers", people)
        if sheet is None:
            del self.fields["against"]


class RaiseForm(DecisionForm):
    """Raise to one of the higher tiers."""

    tier = forms.ChoiceField(label=_("升到"), choices=(), widget=forms.RadioSelect)
    field_order = ("version", "tier", "reason")

    def __init__(self, *args: Any, tiers: Sequence[Level], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "tier", tier_choices(tiers))


class PlanForm(ScannedForm):
    """简要情况 and 一户一策."""

    scanned = ("situation", "plan")

    version = forms.IntegerField(widget=forms.HiddenInput)
    situation = forms.CharField(label=_("简要情况"), max_length=2000, widget=_lines(5))
    plan = forms.CharField(
        label=_("一户一策"),
        max_length=2000,
        required=False,
        widget=_lines(5),
        help_text=_("谁、做什么、什么时候做到。"),
    )


class CloseForm(ReasonForm):
    """销号; 稳定达标 only where nothing stands in its way."""

    ground = forms.ChoiceField(
        label=_("为什么销号"),
        choices=[
            (ListedFamily.CloseGround.QUIET, _("稳定达标")),
            (ListedFamily.CloseGround.MOVED, _("迁出移交\n已告知迁入地")),
            (ListedFamily.CloseGround.ENDED, _("死亡或并户")),
            (ListedFamily.CloseGround.MISTAKE, _("误报\n不再计入任何统计，经过保留")),
        ],
        widget=forms.RadioSelect,
    )
    field_order = ("version", "ground", "reason")

    def __init__(self, *args: Any, lowest: Level, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = _("稳定达标\n%(tier)s平稳满 %(days)d 天，走访都已做到") % {
            "tier": lowest.label,
            "days": lowest.quiet_days,
        }
        field = self.fields["ground"]
        assert isinstance(field, forms.ChoiceField)
        first, *others = list(field.choices)  # type: ignore[arg-type]
        field.choices = [(first[0], words), *others]


class FlagForm(ReasonForm):
    """Set or take away one of the two flags."""


def _choices(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def _people(form: forms.Form, name: str, people: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = people
