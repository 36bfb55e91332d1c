"""Shapes of input around zero reports: answers, reasons, periods, returns; verbs decide."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from households.forms.report import end_of_day, limit_field
from households.forms.spans import SpanField, span_words
from households.models import Cadence, Check, IncidentKind, ReportingRule, Shift
from households.models.rule import DUE, STEPS


def text_field(label: Any, example: Any = "", *, required: bool = True, most: int = 1000) -> Any:
    """A text field with an example."""
    return forms.CharField(
        label=label,
        help_text=example,
        required=required,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("请写明，至少一句话。")},
    )


class ReplyForm(forms.Form):
    """The village's answer."""

    words = text_field(_("村里的说明"), _("例如：当天已到户核实，是口角，没有危险；已记走访。"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class FindingForm(forms.Form):
    """Why it is untrue, or why it is not."""

    finding = text_field(
        _("核定的事实和理由"), _("例如：经核实为口角，不属重大隐患。不写谁反映的。")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """A reason."""

    reason = text_field(_("原因"), _("例如：村里换届交接，电话已问过，没有情况"), most=500)


class ExceptionForm(ReasonForm):
    """Until when one unit may file or correct, and why."""

    until = limit_field(_("许可到哪天 17:00"))

    def clean_until(self) -> datetime:
        """The instant."""
        return end_of_day(self.cleaned_data["until"])


class ExemptionForm(forms.Form):
    """Which village need not report, from when to when, and why."""

    village = forms.TypedChoiceField(
        label=_("村（社区）"), coerce=int, error_messages={"required": _("请选村（社区）。")}
    )
    first = limit_field(_("自"))
    last = limit_field(_("至"))
    reason = text_field(_("原因"), _("例如：整村搬迁，无人居住"), most=500)

    def __init__(self, *args: Any, villages: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["village"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("请选")), *villages]


class AddVillageForm(ReasonForm):
    """Which village is added to a frozen list."""

    village = forms.TypedChoiceField(
        label=_("村（社区）"), coerce=int, error_messages={"required": _("请选村（社区）。")}
    )
    field_order = ("village", "reason")

    def __init__(self, *args: Any, villages: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["village"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("请选")), *villages]


class ReturnForm(forms.Form):
    """What a unit adds to its figures."""

    words = text_field(_("综合情况"), _("例如：本期两件，都已上门处置"), required=False, most=2000)
    reason = text_field(_("更正的原因"), _("例如：某村补报一件"), required=False, most=500)
    signer = forms.CharField(
        label=_("签发人"), max_length=40, error_messages={"required": _("请写签发人姓名。")}
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, correcting: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not correcting:
            del self.fields["reason"]


class SureForm(forms.Form):
    """Nothing to fill in."""


class ResultForm(forms.Form):
    """What a helping visit found and did."""

    result = text_field(
        _("走访情况和提供的帮助"), _("例如：和村干部一起入户三家，教了登记办法，没有情况")
    )


class SensitiveForm(forms.Form):
    """A sensitive period."""

    name = forms.CharField(
        label=_("名称"),
        max_length=40,
        help_text=_("例如：国庆假期"),
        error_messages={"required": _("请写名称。")},
    )
    starts = limit_field(_("第一天"))
    ends = limit_field(_("最后一天"))
    cadence = forms.ChoiceField(
        label=_("报告周期"),
        choices=[(c.value, c.label) for c in (Cadence.DAY, Cadence.WEEK, Cadence.HALF)],
        widget=forms.RadioSelect,
        initial=Cadence.DAY,
    )
    reason = text_field(_("依据"), _("例如：省妇联 9月20日通知"), most=500)


class EndSensitiveForm(ReasonForm):
    """The last day and the reason."""

    last = limit_field(_("最后一天"))
    field_order = ("last", "reason")


class OpenPeriodForm(forms.Form):
    """A day whose period is opened by hand."""

    day = limit_field(_("哪一天所在的一期"))


CADENCES = [(c.value, str(c.label)) for c in Cadence]
LEVEL_WORDS = {"village": _("村"), "township": _("镇"), "county": _("县")}
STEP_WORDS = {
    "remind": _("到期前提醒村里"),
    "village": _("逾期提醒村里"),
    "township": _("报告乡镇"),
    "county": _("报告县里（黄牌）"),
    "supervise": _("督办（红牌）"),
}


class RuleForm(forms.Form):
    """A county's whole reporting rule, a field per cadence and level and per step."""

    effective_from = limit_field(_("哪天起用"))
    cadence = forms.ChoiceField(
        label=_("平时多久报一次"), choices=CADENCES, widget=forms.RadioSelect
    )
    shift = forms.ChoiceField(
        label=_("截止遇节假日"), choices=Shift.choices, widget=forms.RadioSelect
    )
    checks = forms.MultipleChoiceField(
        label=_("零报告表上可选的核对内容"),
        choices=Check.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选一项。")},
    )
    contradicting = forms.MultipleChoiceField(
        label=_("哪些情况要请报零的村说明"),
        help_text=_("零报告问的是重大隐患；村里自己登记的一般情况默认不算不符，以免不敢登记。"),
        choices=IncidentKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reply_days = forms.IntegerField(label=_("村里几个工作日内说明"))
    radar_run = forms.IntegerField(label=_("静默雷达：连续报零几期以上"))
    radar_odds = forms.IntegerField(
        label=_("静默雷达：可能性不超过千分之几"),
        help_text=_("与户数相近的村相比，连续报零碰巧发生的可能性；只用来安排走访帮助。"),
    )
    reason = text_field(_("修改的原因"), _("例如：按市妇联通知调整截止时间"), most=500)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for cadence, levels in DUE.items():
            for level in levels:
                name = f"due_{cadence}_{level}"
                self.fields[name] = DueField(label=LEVEL_WORDS[level])
        for cadence, steps in STEPS.items():
            for step in steps:
                self.fields[f"step_{cadence}_{step}"] = SpanField(label=STEP_WORDS[step])
            self.fields[f"steps_{cadence}"] = forms.CharField(
                required=False, widget=forms.HiddenInput
            )

    def tables(self) -> list[dict[str, Any]]:
        """Due times and steps by cadence, for the page."""
        return [
            {
                "label": Cadence(cadence).label,
                "hint": DUE_HINTS[cadence],
                "due": [self[f"due_{cadence}_{level}"] for level in DUE[cadence]],
                "steps": [self[f"step_{cadence}_{step}"] for step in STEPS[cadence]],
                "errors": self.errors.get(f"steps_{cadence}"),
            }
            for cadence in DUE
        ]

    def settings(self) -> dict[str, Any]:
        """What the verb takes."""
        data = self.cleaned_data
        names = ("cadence", "shift", "checks", "contradicting")
        numbers = ("reply_days", "radar_run", "radar_odds")
        return {
            **{name: data[name] for name in (*names, *numbers)},
            "due": {
                cadence: {level: data[f"due_{cadence}_{level}"] for level in levels}
                for cadence, levels in DUE.items()
            },
            "steps": {
                # The reminder alone comes before the due instant.
                cadence: {
                    step: data[f"step_{cadence}_{step}"] * (-1 if step == "remind" else 1)
                    for step in steps
                }
                for cadence, steps in STEPS.items()
            },
        }

    @staticmethod
    def initial_of(rule: ReportingRule, day: date) -> dict[str, Any]:
        """The form's first values from a rule."""
        names = ("cadence", "shift", "checks", "contradicting")
        out: dict[str, Any] = {n: getattr(rule, n) for n in names}
        out |= {n: getattr(rule, n) for n in ("reply_days", "radar_run", "radar_odds")}
        out |= {"effective_from": day, "version": rule.version if rule.pk else 0}
        for cadence, levels in rule.due.items():
            for level, (number, moment) in levels.items():
                out[f"due_{cadence}_{level}"] = f"{number} {moment}"
        for cadence, steps in rule.steps.items():
            for step, minutes in steps.items():
                out[f"step_{cadence}_{step}"] = span_words(minutes)
        return out


DUE_HINTS = {
    "month": _("写“25 17:00”：25日 17:00；写“0 17:00”：当月最后一天"),
    "half": _("写“1 17:00”：半月结束后第 1 天；0 是最后一天当天"),
    "week": _("写“5 12:00”：星期五 12:00"),
    "day": _("写“0 16:00”：当天 16:00；1 是次日"),
}


class DueField(forms.CharField):
    """A day number and a time of day, as ``25 17:00``."""

    def clean(self, value: Any) -> list[Any]:
        """[day, time]; what cannot be read is refused here, what does not fit by the verb."""
        text = super().clean(value)
        day, _blank, moment = str(text).strip().partition(" ")
        try:
            return [int(day), f"{datetime.strptime(moment.strip(), '%H:%M'):%H:%M}"]  # noqa: DTZ007
        except ValueError:
            raise forms.ValidationError(_("请写成“25 17:00”这样。")) from None


def today() -> date:
    """The day in the county's time zone."""
    return timezone.localdate()
