"""Shapes of input of tasks; the verbs decide what holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.photos import BYTES_MOST
from campaigns.forms import day_field
from campaigns.models import Campaign, Division, Level, MemberUnit, TaskCard
from campaigns.transitions.task import Plan, Unit
from campaigns.transitions.task_report import LINK_DAYS_MOST

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def text(label: StrOrPromise, most: int, rows: int = 3, **kwargs: Any) -> forms.CharField:
    """Several lines of text."""
    return forms.CharField(
        label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **kwargs
    )


class ManyFiles(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Photos or PDF files; cleans to the bytes of each, cut just above what is taken."""

    widget = ManyFiles

    def __init__(self, *args: Any, only_photos: bool = False, **kwargs: Any) -> None:
        accept = "image/*" if only_photos else "image/*,application/pdf"
        kwargs.setdefault("widget", ManyFiles(attrs={"accept": accept}))
        super().__init__(*args, allow_empty_file=True, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if self.required and not given:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return [file.read(BYTES_MOST + 1) for file in given if isinstance(file, UploadedFile)]


def units_of(campaign: Campaign) -> list[tuple[str, Unit]]:
    """Member units of the county and its townships, with the value of each."""
    units = MemberUnit.objects.filter(county=campaign.county_id).live().order_by("id")
    towns = Division.objects.below(campaign.county, Level.TOWNSHIP).current()
    return [
        *((f"u{unit.pk}", unit) for unit in units),
        *((f"d{town.code}", town) for town in towns),
    ]


class UnitField(forms.ChoiceField):
    """One unit; cleans to the unit itself."""

    def offer(self, units: Iterable[tuple[str, Unit]], *, empty: str = "") -> None:
        """What may be chosen."""
        self.known = dict(units)
        first = [("", empty)] if empty or not self.required else []
        self.choices = [*first, *((value, unit.name) for value, unit in self.known.items())]

    def clean(self, value: Any) -> Any:
        return self.known.get(super().clean(value))


class UnitsField(forms.MultipleChoiceField):
    """Several units."""

    widget = forms.CheckboxSelectMultiple

    def offer(self, units: Iterable[tuple[str, Unit]]) -> None:
        """What may be chosen."""
        self.known = dict(units)
        self.choices = [(value, unit.name) for value, unit in self.known.items()]

    def clean(self, value: Any) -> Any:
        return [self.known[one] for one in super().clean(value)]


def value_of(unit: Unit) -> str:
    """The value of a unit in its field."""
    return f"u{unit.pk}" if isinstance(unit, MemberUnit) else f"d{unit.pk}"


class TaskForm(forms.Form):
    """One line of the table."""

    title = text(_("重点任务"), 120, 2)
    measures = text(_("具体措施"), 2000, 5)
    lead = UnitField(label=_("牵头单位"), help_text=_("成员单位，或一个镇（街道）。"))
    assists = UnitsField(label=_("配合单位"), required=False)
    due_on = day_field(_("完成时限"))
    responsible = forms.CharField(label=_("责任人"), max_length=40)

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = units_of(campaign)
        lead, assists = self.fields["lead"], self.fields["assists"]
        assert isinstance(lead, UnitField)
        assert isinstance(assists, UnitsField)
        lead.offer(units, empty=str(_("请选")))
        assists.offer(units)

    def plan(self) -> Plan:
        """What was typed."""
        data = {k: v for k, v in self.cleaned_data.items() if k not in {"version", "reason"}}
        return Plan(**data)


class TaskChangeForm(TaskForm):
    """The line anew; of a published one with the reason."""

    reason = text(
        _("调整原因"), 300, 2, required=False, help_text=_("已下达的任务必填，原来的内容会保留。")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class TaskReportForm(forms.Form):
    """Progress, for one's own unit or from the paper of a member unit."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    unit = forms.ChoiceField(label=_("填报单位"))
    percent = forms.IntegerField(
        label=_("完成（%）"), min_value=0, max_value=100, help_text=_("全部做完填 100。")
    )
    words = text(_("进展情况"), 1000, 5)
    reporter = forms.CharField(label=_("填报人"), max_length=40)
    reported_on = day_field(_("填报日期"))
    proof = FilesField(
        label=_("佐证"), required=False, help_text=_("照片或 PDF，一次最多 6 个，每个 10 MB 以内。")
    )

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = units
        if len(units) == 1:
            field.initial, field.widget = units[0][0], forms.HiddenInput()


class TaskAnswerForm(forms.Form):
    """What a unit tells by its link."""

    percent = forms.IntegerField(
        label=_("完成（%）"), min_value=0, max_value=100, help_text=_("全部做完填 100。")
    )
    words = text(_("进展情况"), 1000, 5)
    reporter = forms.CharField(label=_("填报人"), max_length=40)
    proof = FilesField(
        label=_("佐证"), required=False, help_text=_("照片或 PDF，最多 6 个，每个 10 MB 以内。")
    )


class TaskLinkForm(forms.Form):
    """A one-time link for one unit."""

    unit = forms.ChoiceField(label=_("给哪个单位"), widget=forms.RadioSelect)
    days = forms.IntegerField(
        label=_("有效天数"), min_value=1, max_value=LINK_DAYS_MOST, help_text=_("1 至 60 天。")
    )

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = units


class WhyForm(forms.Form):
    """A reason and the version it was written on."""

    reason = text(_("理由"), 300, 2)
    version = forms.IntegerField(widget=forms.HiddenInput)


class TaskEndForm(forms.Form):
    """Done, or cancelled."""

    done = forms.ChoiceField(
        label=_("怎么结束"),
        widget=forms.RadioSelect,
        choices=[("yes", _("办结\n任务已完成，经核实")), ("no", _("取消\n不再做了，写明原因"))],
    )
    words = text(_("说明"), 300, 2)
    version = forms.IntegerField(widget=forms.HiddenInput)


class CardIssueForm(forms.Form):
    """督办."""

    colour = forms.ChoiceField(
        label=_("督办单"), widget=forms.RadioSelect, choices=TaskCard.Colour.choices
    )
    asked = text(_("督办要求"), 500)
    answer_by = day_field(_("答复期限"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class CardReddenForm(forms.Form):
    """改为红牌."""

    asked = text(_("督办要求"), 500)
    answer_by = day_field(_("新的答复期限"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class CardAnswerForm(forms.Form):
    """答复督办单."""

    words = text(_("答复"), 1000, 4)
    version = forms.IntegerField(widget=forms.HiddenInput)
