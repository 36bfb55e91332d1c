"""Shapes of input of a protection case."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.forms import day_field
from disputes.forms.base import OneChoice, PlainForm, VersionForm, shown_when, text_area
from disputes.forms.seal import reason_field
from disputes.models import (
    CaseVisit,
    ProtectionCase,
    SafetyAnswer,
    SafetyAssessment,
    SafetyStep,
)
from disputes.safety import FACTORS

CHILDREN = 3


def moment_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateTimeField:
    """A day with its hour."""
    return forms.DateTimeField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )


def line(label: Any, most: int, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    """One line of text that no browser keeps."""
    return forms.CharField(
        label=label,
        max_length=most,
        help_text=help_text,
        required=required,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def later_day(label: Any, *, required: bool = False) -> forms.DateField:
    """A day that may be left out."""
    field = day_field(label)
    field.required = required
    return field


def ticks(label: Any, choices: Any, *, required: bool = False) -> forms.MultipleChoiceField:
    """Several answers."""
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=required, widget=forms.CheckboxSelectMultiple
    )


class TakeForm(PlainForm):
    """登记求助情况 (J2). Children: name and, where known, ID number."""

    relation = OneChoice(label=_("对方是她的"), choices=ProtectionCase.Relation.choices)
    injury = OneChoice(label=_("伤情"), choices=ProtectionCase.Injury.choices)
    injury_words = text_area(_("伤情说明"), _("伤在哪里，有没有照片、病历。"), required=False)
    police_called = OneChoice(label=_("报警"), choices=ProtectionCase.Called.choices)
    police_number = line(_("报警回执号"), 40, required=False)
    needs = ticks(_("她需要什么"), ProtectionCase.Need.choices)
    has_child = forms.BooleanField(
        label=_("有未成年人，或有不能辨认自己行为的人"),
        required=False,
        help_text=_("勾选后须马上向公安机关报告，报告登记前不能办下一步。"),
    )
    child_found_at = moment_field(_("什么时候得知的"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for at in range(CHILDREN):
            words = {"n": at + 1}
            self.fields[f"child_{at}"] = line(
                _now("第 %(n)d 个孩子姓名") % words, 40, required=False
            )
            self.fields[f"child_id_{at}"] = line(
                _now("第 %(n)d 个孩子身份证号") % words, 30, required=False
            )
        asked = [n for n in self.fields if n.startswith("child_")]
        shown_when(self, "has_child=on", *asked)
        shown_when(self, "has_child=on", "child_found_at", "child_0", needed=True)
        shown_when(self, "injury=light|medical", "injury_words")
        shown_when(self, "police_called=yes", "police_number")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        named = any(data.get(f"child_{at}") for at in range(CHILDREN))
        if data.get("has_child") and not named:
            self.add_error("child_0", _now("请写孩子（或这个人）的称呼，不知道姓名写“孩子”。"))
        return data


class PersonForm(VersionForm):
    """Somebody else who is concerned."""

    name = line(_("姓名"), 40)
    id_number = line(_("身份证号"), 30, required=False)
    capacity = OneChoice(
        label=_("行为能力"),
        choices=[
            ("none", _("不满 8 周岁，或不能辨认自己行为")),
            ("limited", _("8 至 17 周岁，或不能完全辨认")),
            ("full", _("完全民事行为能力")),
        ],
    )
    found_at = moment_field(_("什么时候得知的"), required=False)


class ContactForm(VersionForm):
    """安全联系方式."""

    phone = line(_("安全电话"), 30, _("只打这个号码；没有的留空。"), required=False)
    hours = line(_("什么时候可以联系"), 80, _("例如“工作日上午，对方上班时”。"))
    ask = line(_("找谁接"), 40, required=False)
    words = line(_("怎么说"), 120, _("例如“说是合作医疗的事”。"), required=False)
    told = line(_("可以告诉谁"), 120, _("谁都不能告诉的写“无”。"))
    message = OneChoice(
        label=_("可以留言、发短信吗"), choices=[("no", _("不可以")), ("yes", _("可以"))]
    )


class AssessForm(VersionForm):
    """安全评估: every factor, then the person's own decision."""

    assessed_on = day_field(_("评估日期"))
    level = OneChoice(label=_("危险等级"), choices=SafetyAssessment.Level.choices)
    reasons = text_area(_("理由"), _("等级由您决定，写明为什么。"))
    review_on = later_day(_("下次评估"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for factor in FACTORS:
            self.fields[f"factor_{factor.code}"] = OneChoice(
                label=str(factor.words), choices=SafetyAnswer.Answer.choices
            )
            self.fields[f"on_{factor.code}"] = later_day(_now("最近一次（日期）"))
            shown_when(self, f"factor_{factor.code}=yes", f"on_{factor.code}")
        self.order_fields(
            [
                "version",
                "assessed_on",
                *(f"{part}_{f.code}" for f in FACTORS for part in ("factor", "on")),
                "level",
                "reasons",
                "review_on",
            ]
        )

    @property
    def answers(self) -> dict[str, Any]:
        """What was answered, by factor."""
        data = self.cleaned_data
        return {f.code: (data[f"factor_{f.code}"], data[f"on_{f.code}"]) for f in FACTORS}


class ReportForm(VersionForm):
    """登记向公安机关报告."""

    reported_at = moment_field(_("报告时间"))
    station = line(_("派出所"), 60)
    receiver = line(_("接报民警或警号"), 60)
    proof_words = text_area(_("凭证说明"), _("例如警情编号、电话记录。"), required=False)
    proof_photo = forms.FileField(
        label=_("回执照片"), required=False, help_text=_("不超过 10 MB，位置等信息会自动去掉。")
    )
    late_reason = text_area(_("迟报原因"), _("得知 2 小时以后才报的要写。"), required=False)


class PlanForm(VersionForm):
    """安排措施."""

    kind = OneChoice(label=_("哪方面"), choices=SafetyStep.Kind.choices)
    what = line(_("做什么"), 200)
    who = line(_("谁来做"), 60)
    due_on = day_field(_("什么时候前"))


class DoneForm(VersionForm):
    """登记完成."""

    done_on = day_field(_("完成日期"))
    result = text_area(_("结果"))


class VisitForm(VersionForm):
    """登记走访."""

    visited_on = day_field(_("日期"))
    way = OneChoice(label=_("方式"), choices=CaseVisit.Way.choices)
    safety = OneChoice(label=_("她的情况"), choices=CaseVisit.Safety.choices)
    words = text_area(_("记录"))
    next_on = later_day(_("下次"))


class AskerForm(PlainForm):
    """有人打听反映人."""

    asked_on = day_field(_("日期"))
    asker = line(_("谁来问"), 60)


class CloseForm(VersionForm):
    """结案."""

    closed_on = day_field(_("结案日期"))
    ground = OneChoice(label=_("原因"), choices=ProtectionCase.Ground.choices)
    words = text_area(_("说明"))


class ReopenForm(VersionForm):
    """重新办理."""

    reason = reason_field()


class HoldForm(PlainForm):
    """档案保全."""

    reason = reason_field()
    until = later_day(_("保全到"))


class NothingForm(PlainForm):
    """A button alone."""


def now() -> Any:
    """The moment a form is shown with."""
    return timezone.localtime().replace(second=0, microsecond=0)
