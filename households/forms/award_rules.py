"""Shapes of input of 创评办法 and 名额."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from households.award_standards import STEPS, Ladder, Rules, Standard
from households.models.rank import OWN

NUMBERS = (
    ("residence_months", _("居住满几个月"), _("没有本地登记的，住满多久可以参评；12个月是一年")),
    ("reapply_years", _("摘牌几年后可再申报"), ""),
    ("improve_days", _("整改最长几天"), ""),
    ("village_share", _("示范村达标户占比"), _("达标户占总户数的百分比，到了才能推荐示范村")),
)


def initial_of(rules: Rules) -> dict[str, Any]:
    """The form as it stands for these rules."""
    out: dict[str, Any] = {"standards": "\n".join(s.words for s in rules.standards)}
    for rank in OWN:
        one = rules.ladder[rank]
        out |= {f"{rank}_percent": one.percent, f"{rank}_days": one.days}
        out[f"{rank}_skip"] = sorted(one.skip)
    return out | {name: getattr(rules, name) for name, *_rest in NUMBERS}


class RulesForm(forms.Form):
    """A new version, whole."""

    standards = forms.CharField(
        label=_("评选标准"),
        help_text=_("一行一条，比如：防诈骗。信仰、政治、信访、生育情况不能写"),
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=2000,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for rank in OWN:
            label = rank.label
            self.fields[f"{rank}_percent"] = forms.IntegerField(
                label=_("%(level)s名额占全村户数的百分比") % {"level": label},
                min_value=0,
                max_value=100,
            )
            self.fields[f"{rank}_days"] = forms.IntegerField(
                label=_("%(level)s公示几个工作日") % {"level": label}, min_value=1, max_value=30
            )
            self.fields[f"{rank}_skip"] = forms.MultipleChoiceField(
                label=_("%(level)s示范户省去的步骤") % {"level": label},
                choices=STEPS,
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
        for name, label, hint in NUMBERS:
            self.fields[name] = forms.IntegerField(label=label, help_text=hint, min_value=0)
        self.fields["note"] = forms.CharField(
            label=_("依据文件"),
            help_text=_("比如：沛妇〔2026〕5号"),
            max_length=120,
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.errors:
            return data
        lines = [line.strip() for line in data["standards"].splitlines() if line.strip()]
        data["rules"] = Rules(
            standards=tuple(Standard(f"s{n}", words) for n, words in enumerate(lines, 1)),
            ladder={
                rank: Ladder(
                    data[f"{rank}_percent"],
                    data[f"{rank}_days"],
                    frozenset(data[f"{rank}_skip"]),
                )
                for rank in OWN
            },
            **{name: data[name] for name, *_rest in NUMBERS},
        )
        return data


class QuotaForm(forms.Form):
    """Places of one village and level; villages: (code, name)."""

    village = forms.ChoiceField(label=_("村（社区）"))
    rank = forms.ChoiceField(
        label=_("级别"), choices=[(r.value, r.label) for r in OWN], widget=forms.RadioSelect
    )
    places = forms.IntegerField(
        label=_("名额"),
        help_text=_("不填就按比例"),
        required=False,
        min_value=0,
        max_value=999,
    )

    def __init__(self, *args: Any, villages: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["village"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = villages
