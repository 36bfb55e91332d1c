"""Shapes of input of zero reports; the verbs decide what holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Invalid
from households.models import Cadence, Check, Show, ZeroReport
from households.report_figures import (
    LONGEST_TEXT,
    MOST_DOORS,
    MOST_FOUND,
    Figures,
    checked,
    require_difference,
)

KIND_CHOICES = [
    (ZeroReport.Kind.NIL.value, _("没有\n零报告，由我签字负责")),
    (ZeroReport.Kind.FOUND.value, _("有\n逐件填写；紧急的先打电话")),
]


def check_choices(
    visited: int = 0, listed: int = 0, offered: Iterable[Check] = Check
) -> list[tuple[str, str]]:
    """What can be ticked; a record behind a tick is told on its second line."""
    note = now_("本期已走访 %(n)d/%(all)d 户，系统有记录") % {"n": visited, "all": listed}
    return [
        (c.value, f"{c.label}\n{note}" if c == Check.KEEPERS and visited else str(c.label))
        for c in offered
    ]


class FiguresForm(forms.Form):
    """What a village states. visits: (visited, listed) families of the period."""

    kind = forms.ChoiceField(
        label=_("本期有没有重大隐患？"),
        help_text=_("可能致人死亡、受伤、纵火或自杀的情形"),
        choices=KIND_CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选“没有”或“有”。")},
    )
    found = forms.IntegerField(
        label=_("有几件"),
        min_value=1,
        max_value=MOST_FOUND,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("请填重大隐患的件数。"),
            "invalid": _("件数请填数字。"),
            "min_value": _("件数至少是1。"),
        },
    )
    summary = forms.CharField(
        label=_("什么情况"),
        help_text=_("逐件写：什么人、什么事、有什么危险"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("请写明情况：什么人、什么事、有什么危险。")},
    )
    measures = forms.CharField(
        label=_("已经怎么处置"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("请写明已经采取的措施。")},
    )
    checks = forms.MultipleChoiceField(
        label=_("我查过这些"),
        help_text=_("至少一项；系统有记录的已替您勾上，请核对。"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请勾选查过的内容，至少一项；没有查过，不能报零。")},
    )
    signer = forms.CharField(
        label=_("签发人"),
        max_length=40,
        error_messages={"required": _("请写签发人姓名。")},
    )
    doors = forms.IntegerField(
        label=_("入户排查了几户"),
        required=False,
        min_value=0,
        max_value=MOST_DOORS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": _("户数请填数字。")},
    )
    difference = forms.CharField(
        label=_("为什么与系统记录不同"),
        help_text=_("例如：登记的一件经核实是口角，没有危险"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        visits: tuple[int, int] = (0, 0),
        known: int = 0,
        offered: Iterable[Check] = Check,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        checks = self.fields["checks"]
        assert isinstance(checks, forms.MultipleChoiceField)
        checks.choices = check_choices(*visits, offered=offered)
        said = self.data.get("kind") if self.is_bound else None
        for name in ("found", "summary", "measures"):
            self.fields[name].required = said in (None, ZeroReport.Kind.FOUND)
        checks.required = said in (None, ZeroReport.Kind.NIL)

    def clean(self) -> dict[str, Any]:
        """What the verb would refuse is told on the first screen already."""
        data = super().clean() or {}
        if not self.errors:
            try:
                require_difference(checked(figures_of(data)), self.known)
            except Invalid as refusal:
                for name, sentence in refusal.errors.items():
                    self.add_error(name or None, sentence)
        return data


def figures_of(data: dict[str, Any]) -> Figures:
    """The statement of a valid form."""
    return Figures(
        kind=data["kind"],
        found=data["found"] or 0,
        checks=tuple(data["checks"]),
        summary=data["summary"],
        measures=data["measures"],
        signer=data["signer"],
        doors=data.get("doors") or 0,
        difference=data.get("difference") or "",
    )


class FileForm(FiguresForm):
    """A new report; period and village say which one, whatever day the form is sent."""

    period = forms.IntegerField(widget=forms.HiddenInput)
    village = forms.IntegerField(widget=forms.HiddenInput)


class AmendForm(FiguresForm):
    """A correction; version is the revision the form was made on."""

    reason = forms.CharField(
        label=_("为什么更正"),
        help_text=_("例如：报后走访时发现一户有持刀威胁"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("请写明更正的原因，至少一句话。")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class QuestionForm(forms.Form):
    """What does not fit a nil report."""

    reason = forms.CharField(
        label=_("查到的情况"),
        help_text=_("例如：10月18日该村有一起持械伤人，村里当期报零。不写谁反映的。"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("请写明查到的情况，至少一句话。")},
    )


def limit_field(label: Any) -> forms.DateField:
    """A day to come; the limit is its end of office hours."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": _("请选日期。"), "invalid": _("日期请按 2026-11-25 填。")},
    )


def end_of_day(day: date) -> datetime:
    """17:00 of the day in the county's time zone."""
    return timezone.make_aware(datetime.combine(day, time(17)))


class BackForm(forms.Form):
    """Why a report or return is sent back, and until when it is to be corrected."""

    reason = forms.CharField(
        label=_("退回的原因"),
        help_text=_("例如：数量与摘要对不上，请核对后更正"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("请写明退回的原因，至少一句话。")},
    )
    correct_by = limit_field(_("哪天 17:00 前重报"))

    def clean_correct_by(self) -> datetime:
        """The instant."""
        return end_of_day(self.cleaned_data["correct_by"])


class GridForm(forms.Form):
    """The query bar of the grid."""

    year = forms.TypedChoiceField(label=_("年度"), coerce=int, required=False)
    cadence = forms.ChoiceField(label=_("周期"), choices=Cadence.choices, required=False)
    month = forms.TypedChoiceField(
        label=_("月份"),
        coerce=int,
        required=False,
        choices=[("", _("全年")), *((m, f"{m}月") for m in range(1, 13))],
    )
    show = forms.ChoiceField(
        label=_("显示"), choices=[("", _("全部状态")), *Show.choices], required=False
    )
    root = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = self.fields["year"]
        assert isinstance(year, forms.ChoiceField)
        year.choices = [(y, f"{y}年") for y in years]
