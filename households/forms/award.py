"""Shapes of input of demonstration households; the verbs decide what holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.forms import day_field
from households.award_rules import LONGEST_TEXT
from households.models import Award

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def _count(label: StrOrPromise) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=9999,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("请填人数，没有的填0。"),
            "invalid": _("人数请填数字。"),
        },
    )


def _words(
    label: StrOrPromise, help_text: StrOrPromise, rows: int, missing: StrOrPromise
) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing},
    )


def _version() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, required=False)


def _tick(label: StrOrPromise, help_text: StrOrPromise = "") -> forms.BooleanField:
    return forms.BooleanField(label=label, help_text=help_text, required=False)


class NominateForm(forms.Form):
    """Why this household, who asks, what it says of itself; standards: (code, words)."""

    source = forms.ChoiceField(
        label=_("谁提出"),
        choices=[(Award.Source.SELF, _("本户自己申请")), (Award.Source.VILLAGE, _("村里推荐"))],
        widget=forms.RadioSelect,
    )
    kind = forms.ChoiceField(
        label=_("类别"),
        choices=Award.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一个类别。")},
    )
    story = _words(
        _("事迹"),
        _("写一两件具体的事，比如：十年照顾瘫痪的婆婆，邻里有事都找她说和"),
        5,
        _("请写事迹，至少10个字，写一两件具体的事。"),
    )
    ticked = forms.MultipleChoiceField(
        label=_("自评"),
        help_text=_("本户逐条核对后勾选；自己申请的要全部符合"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    consent = _tick(
        _("本户同意公示（姓名隐去一个字），同意公安等部门核查，只答通过或不通过"),
        _("要当面说清楚；没有同意的不公示、不送部门"),
    )
    proved = _tick(_("已看过户口簿或居住证明"))
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, standards: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["ticked"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = standards


class AssessForm(forms.Form):
    """小组初评."""

    assessed_on = day_field(_("初评日期"))
    opinion = _words(
        _("小组意见"),
        _("比如：逐条核对，符合标准，同意推荐"),
        3,
        _("请写小组意见，比如：逐条核对，符合标准。"),
    )
    consent = _tick(_("本户同意公示和部门核查"), _("申请时已经同意的不用再勾"))
    proved = _tick(_("已看过户口簿或居住证明"), _("已经看过的不用再勾"))
    version = _version()


class VoteForm(forms.Form):
    """A meeting's count."""

    vote_on = day_field(_("评议日期"))
    due = _count(_("应到"))
    present = _count(_("实到"))
    in_favour = _count(_("同意"))
    against = _count(_("反对"))
    abstain = _count(_("弃权"))
    version = _version()


class NoticeForm(forms.Form):
    """One notice for the households voted on; choices: (uid, name) of those that wait."""

    awards = forms.TypedMultipleChoiceField(
        label=_("这次公示哪几户"),
        help_text=_("已经评议通过、还没有公示的家庭"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选一户。")},
    )
    notice_from = day_field(_("公示开始"), help_text=_("当天上班就算第1天，节假日和调休按国家安排"))
    place = forms.CharField(label=_("公示地点"), help_text=_("比如：村委会公示栏"), max_length=80)
    phone = forms.CharField(
        label=_("异议电话"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["awards"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices


def _board() -> forms.CharField:
    return forms.CharField(
        label=_("公示地点"), help_text=_("比如：镇政府公示栏、县妇联网站"), max_length=80
    )


def _phone() -> forms.CharField:
    return forms.CharField(
        label=_("异议电话"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )


class UpperNoticeForm(forms.Form):
    """The township's or the county's notice."""

    notice_from = day_field(_("公示开始"), help_text=_("当天上班就算第1天，节假日和调休按国家安排"))
    place = _board()
    phone = _phone()
    version = _version()


class PublicObjectForm(forms.Form):
    """What somebody on the public page has against one on the list; lines: (uid, masked name)."""

    award = forms.ChoiceField(
        label=_("对哪一个有异议"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("请选名单里的一个。"),
            "invalid_choice": _("请选名单里的一个。"),
        },
    )
    words = forms.CharField(
        label=_("异议内容"),
        help_text=_("写您知道的事情，比如什么时候、什么事"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("请写异议的内容，至少一句话。"),
            "max_length": _("最多写1000个字。"),
        },
    )
    objector = forms.CharField(
        label=_("您的姓名或联系方式"),
        help_text=_("可以不填；填了便于答复，只有办理的人看得到"),
        max_length=40,
        required=False,
    )

    def __init__(self, *args: Any, lines: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["award"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = lines


class ObjectForm(forms.Form):
    """An objection that came in."""

    received_on = day_field(_("收到日期"))
    words = _words(_("异议内容"), _("照原话记，不加评论"), 4, _("请写异议的内容，至少一句话。"))
    objector = forms.CharField(
        label=_("提出人"), help_text=_("可以不留姓名"), max_length=40, required=False
    )
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)


class AnswerForm(forms.Form):
    """What came of an objection."""

    upheld = forms.TypedChoiceField(
        label=_("核实下来，异议成立吗？"),
        choices=[("no", _("不成立\n继续办理")), ("yes", _("成立\n不再推荐"))],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("请选“不成立”或“成立”。")},
    )
    answer = _words(
        _("答复"),
        _("写查了什么、结论是什么，提出人会看到"),
        4,
        _("请写答复，至少一句话：查了什么，结论是什么。"),
    )


class OpinionForm(forms.Form):
    """An opinion on one award or on many."""

    opinion = _words(_("意见"), _("比如：情况属实，同意"), 3, _("请写意见，比如：情况属实，同意。"))
    version = _version()


class PlateForm(forms.Form):
    """When the plate is handed over."""

    plated_on = day_field(_("授牌日期"))
    version = _version()


class SendBackForm(forms.Form):
    """Why not."""

    reason = _words(
        _("退回的原因"),
        _("比如：评议应到人数与花名册不符，请核实后明年再推荐"),
        3,
        _("请写退回的原因，至少一句话。"),
    )
    version = _version()
