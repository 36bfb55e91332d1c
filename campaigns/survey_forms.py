"""Shapes of input of surveys; the verbs decide what holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.forms import day_field
from campaigns.models import Division, Rate, Survey
from campaigns.transitions.survey_answer import Said

KNOWN = [("1", _("知道")), ("0", _("不知道"))]
JOINED = [("1", _("参加过")), ("0", _("没有参加过"))]
CONTENT = [
    ("1", _("非常满意")),
    ("2", _("满意")),
    ("3", _("一般")),
    ("4", _("不满意")),
    ("5", _("很不满意")),
]
SECURE = [
    ("1", _("很安全")),
    ("2", _("比较安全")),
    ("3", _("一般")),
    ("4", _("不太安全")),
    ("5", _("很不安全")),
]


def _choice(choices: list[tuple[str, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(choices=choices, required=False, widget=forms.RadioSelect)


class AnswerForm(forms.Form):
    """The four questions; any of them may be passed over."""

    aware = _choice(KNOWN)
    took_part = _choice(JOINED)
    satisfied = _choice(CONTENT)
    safe = _choice(SECURE)

    def __init__(self, *args: Any, wording: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for rate in Rate:
            self.fields[rate.value].label = wording[rate.value]

    @property
    def questions(self) -> list[Any]:
        """The four fields."""
        return [self[rate.value] for rate in Rate]


def said_in(data: Mapping[str, Any]) -> Said:
    """The answers of a form."""

    def truth(name: str) -> bool | None:
        return data[name] == "1" if data.get(name) else None

    def step(name: str) -> int | None:
        return int(data[name]) if data.get(name) else None

    return Said(truth("aware"), truth("took_part"), step("satisfied"), step("safe"))


class SurveyForm(forms.Form):
    """A survey planned."""

    kind = forms.ChoiceField(
        label=_("方式"), choices=Survey.Kind.choices, widget=forms.RadioSelect, initial="own"
    )
    title = forms.CharField(
        label=_("名称"), max_length=40, help_text=_("例如：2026年平安家庭群众满意度调查。")
    )
    starts_on = day_field(_("开始"))
    ends_on = day_field(_("结束"))
    margin = forms.DecimalField(
        label=_("全县误差不超过（百分点）"),
        min_value=0,
        max_value=20,
        decimal_places=1,
        initial=3,
        help_text=_("95% 的把握。3 个百分点约要一千户，5 个约要四百户。"),
    )
    least = forms.IntegerField(
        label=_("一个村够几份才单列"),
        min_value=3,
        max_value=100,
        initial=10,
        help_text=_("不够的并入所在镇，注明样本过少。"),
    )
    phone_share = forms.IntegerField(
        label=_("打电话的（%）"), min_value=0, max_value=80, initial=40
    )
    code_share = forms.IntegerField(
        label=_("发二维码的（%）"),
        min_value=0,
        max_value=80,
        initial=30,
        help_text=_("其余上门，上门的不少于 20%。"),
    )


class WordingForm(forms.Form):
    """The words of the four questions."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for rate in Rate:
            self.fields[rate.value] = forms.CharField(label=rate.label, max_length=80)


class SlipsForm(forms.Form):
    """How many slips of which village, or all that are left of a township."""

    village = forms.TypedChoiceField(label=_("给哪里"), coerce=int)
    count = forms.IntegerField(
        label=_("几张"), min_value=1, max_value=120, required=False, help_text=_("不填就全部打印。")
    )

    def __init__(self, *args: Any, places: list[tuple[int, str, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["village"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(code, f"{name}（还要 {n} 张）") for code, name, n in places]


class VoidForm(forms.Form):
    """Which printings were lost."""

    batch = forms.MultipleChoiceField(label=_("哪几批"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, rows: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["batch"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = rows


class CancelForm(forms.Form):
    """Why it is given up."""

    reason = forms.CharField(label=_("原因"), max_length=200)


class TellForm(forms.Form):
    """What somebody saw."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    words = forms.CharField(
        label=_("什么情况"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("什么时候、谁、怎么做的，例如：教人怎么答、替人答、站在旁边看。"),
    )


class InterferenceForm(TellForm):
    """With an account: which survey, which unit."""

    survey = forms.ChoiceField(label=_("哪次调查"), widget=forms.RadioSelect)
    about = forms.TypedChoiceField(
        label=_("哪个单位"), coerce=int, required=False, empty_value=None
    )
    field_order = ("survey", "about", "words")

    def __init__(
        self, *args: Any, surveys: list[Survey], places: list[Division], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        survey, about = self.fields["survey"], self.fields["about"]
        assert isinstance(survey, forms.ChoiceField)
        assert isinstance(about, forms.TypedChoiceField)
        survey.choices = [(str(s.uid), s.title) for s in surveys]
        about.choices = [("", _("不清楚")), *((d.code, d.name) for d in places)]


class HandleForm(forms.Form):
    """What was found."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    row = forms.UUIDField(widget=forms.HiddenInput)
    found = forms.ChoiceField(
        label=_("是否属实"),
        choices=[("yes", _("属实")), ("no", _("不属实"))],
        widget=forms.RadioSelect,
    )
    handling = forms.CharField(
        label=_("核查情况"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
