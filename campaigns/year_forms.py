"""Shapes of input of the year: plan, duties, closing; the verbs decide what holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.forms import day_field, file_field
from campaigns.models import Division, Duty, Level
from campaigns.models.year_duty import AHEAD
from campaigns.network_forms import reason_field
from campaigns.transitions.plan import PHASES_MOST, PhaseFacts

if TYPE_CHECKING:
    DivisionChoice = forms.ModelChoiceField[Division]
else:
    DivisionChoice = forms.ModelChoiceField

LEVELS = [
    (Level.COUNTY.value, _("县级")),
    (Level.TOWNSHIP.value, _("各镇（街道）")),
    (Level.VILLAGE.value, _("各村（社区）")),
]
PARTS = ("name", "since", "until", "what")


class PlanForm(forms.Form):
    """The plan with up to six phases; an empty line is no phase."""

    slogan = forms.CharField(label=_("口号"), max_length=60, required=False)
    city_paper = forms.CharField(
        label=_("上级文件"),
        max_length=60,
        required=False,
        help_text=_("落实哪个文件，例如：徐妇〔2026〕3号。"),
    )
    aims = forms.CharField(
        label=_("工作目标"), max_length=1000, widget=forms.Textarea(attrs={"rows": 5})
    )
    number = forms.CharField(
        label=_("文号"),
        max_length=40,
        required=False,
        help_text=_("印发了才填，例如：沛妇〔2026〕5号；草稿只有县里看得到。"),
    )
    issued_on = day_field(_("印发日期"), required=False)
    file = file_field(_("方案正文"))
    reason = reason_field(_("修改原因"), _("例如：按市里要求补充一项目标。"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, issued: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not issued:
            del self.fields["reason"]
        for n in range(1, PHASES_MOST + 1):
            self.fields[f"p{n}_name"] = forms.CharField(
                label=_("阶段"), max_length=20, required=False
            )
            self.fields[f"p{n}_since"] = day_field(_("起"), required=False)
            self.fields[f"p{n}_until"] = day_field(_("止"), required=False)
            self.fields[f"p{n}_what"] = forms.CharField(
                label=_("主要工作"), max_length=200, required=False
            )

    def lines(self) -> Iterator[dict[str, Any]]:
        """The fields of each phase, for the template."""
        for n in range(1, PHASES_MOST + 1):
            yield {"n": n, "fields": [self[f"p{n}_{part}"] for part in PARTS]}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        phases = []
        for n in range(1, PHASES_MOST + 1):
            facts = {part: data.pop(f"p{n}_{part}", None) for part in PARTS}
            if not any(facts.values()):
                continue
            for part, value in facts.items():
                if not value and f"p{n}_{part}" not in self.errors:
                    self.add_error(f"p{n}_{part}", _("这个阶段的名称、起止和主要工作都要写。"))
            if all(facts.values()):
                phases.append(PhaseFacts(**facts))
        return data | {"phases": phases}


class DutyForm(forms.Form):
    """A duty for every unit of a level."""

    level = forms.TypedChoiceField(
        label=_("谁办"), choices=LEVELS, coerce=int, widget=forms.RadioSelect
    )
    title = forms.CharField(label=_("事项"), max_length=80, help_text=_("例如：报送第三季度小结。"))
    due_on = day_field(_("截止日期"))
    ahead = forms.IntegerField(
        label=_("提前几天列入待办"), min_value=0, max_value=90, initial=AHEAD
    )
    kind = forms.ChoiceField(
        label=_("考核类别"),
        choices=Duty.Kind.choices,
        initial=Duty.Kind.OTHER,
        widget=forms.RadioSelect,
        help_text=_("方案、小结、总结、台账按细则 1.3 计分。"),
    )
    is_fixed = forms.BooleanField(
        label=_("每年固定在这一天"), required=False, help_text=_("例如纪念日，转入下一年时不顺延。")
    )
    reason = reason_field(_("为什么增加"), _("例如：市妇联新布置。"))


class DutyMoveForm(forms.Form):
    """Another day."""

    due_on = day_field(_("新的截止日期"))
    ahead = forms.IntegerField(label=_("提前几天列入待办"), min_value=0, max_value=90)
    reason = reason_field(_("为什么调整"), _("例如：县里统一推迟一周。"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class DutyLiftForm(forms.Form):
    """Lifted for all units of the level, or for one."""

    unit = DivisionChoice(
        queryset=Division.objects.none(),
        label=_("哪个单位免办"),
        required=False,
        empty_label=_("全部取消"),
    )
    reason = reason_field(_("为什么取消"), _("例如：该村已合并，不再单独报送。"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = units


class DutyDoneForm(forms.Form):
    """A unit has done it."""

    note = forms.CharField(
        label=_("办得怎么样"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("例如：方案已印发到各村。"),
    )
    day = day_field(_("哪天办的"), help_text=_("按时还是迟办以登记时间为准。"))
    file = file_field(_("附件"))


class WhyBackForm(forms.Form):
    """Why a record is taken back."""

    reason = reason_field(_("为什么撤回"), _("例如：登记错了，另行登记。"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class CloseForm(forms.Form):
    """Close the year."""

    version = forms.IntegerField(widget=forms.HiddenInput)
