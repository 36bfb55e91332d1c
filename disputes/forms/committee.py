"""Shapes of input of mediation committees and their seats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaigns.forms import day_field
from campaigns.models import Division
from disputes.forms.base import (
    MediatorChoice,
    OneChoice,
    PlainForm,
    VersionForm,
    by_township,
    say_what_is_missing,
)
from disputes.models import CommitteeSeat, MediationCommittee


def reason_line(label: Any, help_text: Any) -> forms.CharField:
    """A reason of one line."""
    return forms.CharField(label=label, help_text=help_text, max_length=120)


class PlaceForm(PlainForm):
    """A form that asks for one of the units inside the reach; one alone needs no question."""

    place = forms.TypedChoiceField(label=_("哪个单位"), coerce=int)

    def __init__(self, *args: Any, places: Sequence[Division], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["place"]
        assert isinstance(field, forms.TypedChoiceField)
        if len(places) == 1:
            field.choices = [(places[0].code, places[0].name)]
            field.widget = forms.HiddenInput()
            field.initial = places[0].code
        else:
            field.choices = [("", _now("请选择")), *by_township(places)]


class PersonFields(PlainForm):
    """Who it is: somebody with an account, or a name."""

    user = MediatorChoice(
        label=_("有账号的人员"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("没有账号，在下面填姓名"),
        help_text=_("本单位和上下一级的在任人员。"),
    )
    name = forms.CharField(
        label=_("姓名"), max_length=40, required=False, help_text=_("没有账号的人员填。")
    )
    sex = forms.ChoiceField(
        label=_("性别"),
        choices=User.Sex.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("调委会应当有妇女成员。账号里已登记性别的不用选。"),
    )
    phone = forms.CharField(
        label=_("联系电话"),
        max_length=20,
        required=False,
        help_text=_("加密保存，名册上只显示后四位。"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["user"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = people


def adult_field() -> forms.BooleanField:
    """The one who enters her vouches that she is an adult; no birthday is asked."""
    return forms.BooleanField(
        label=_("已核对：年满十八周岁，公道正派，本人愿意"),
        required=False,
        help_text=_("人民调解法第十四条。系统不登记出生日期。"),
    )


class CommitteeForm(PlaceForm):
    """筹建调委会."""

    kind = OneChoice(label=_("类型"), choices=MediationCommittee.Kind.choices)
    name = forms.CharField(
        label=_("名称"), max_length=60, help_text=_("例如“前六段村人民调解委员会”。")
    )
    established_on = day_field(_("设立日期"))
    seal_kept_by = forms.CharField(
        label=_("印章保管人"), max_length=40, required=False, help_text=_("姓名或职务。")
    )


class CommitteeEditForm(VersionForm):
    """修改."""

    name = forms.CharField(label=_("名称"), max_length=60)
    seal_kept_by = forms.CharField(label=_("印章保管人"), max_length=40, required=False)


class TermForm(VersionForm):
    """履职、换届."""

    term_since = day_field(_("本届从哪天起"), help_text=_("任期三年，届满前 90 日提醒。"))


class CommitteeEndForm(VersionForm):
    """撤销."""

    ended_on = day_field(_("撤销日期"))
    reason = reason_line(_("撤销原因"), _("例如“村已合并，由新村调委会承接”。"))


class SeatForm(PersonFields, VersionForm):
    """增补委员."""

    role = OneChoice(label=_("职务"), choices=CommitteeSeat.Role.choices)
    since = day_field(_("从哪天起"))
    adult = adult_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_what_is_missing(self.fields["role"])


class SeatRoleForm(VersionForm):
    """调整职务."""

    role = OneChoice(label=_("职务"), choices=CommitteeSeat.Role.choices)


class SeatLeaveForm(VersionForm):
    """委员离任."""

    until = day_field(_("离任日期"))
    reason = reason_line(_("离任原因"), _("例如“外出务工，本人提出不再担任”。"))
