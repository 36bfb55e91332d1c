"""Shapes of input of the service network; the verbs decide what holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaigns.forms import day_field
from campaigns.models import (
    Division,
    ServicePoint,
    Volunteer,
    VolunteerTeam,
    VolunteerWork,
    WorkRecord,
)
from campaigns.models.point import kinds_of
from campaigns.transitions.point import DAYS

if TYPE_CHECKING:
    UserChoice = forms.ModelChoiceField[User]
    PointChoice = forms.ModelChoiceField[ServicePoint]
    TeamChoice = forms.ModelChoiceField[VolunteerTeam]
    VolunteerChoice = forms.ModelChoiceField[Volunteer]
else:
    UserChoice = PointChoice = TeamChoice = VolunteerChoice = forms.ModelChoiceField

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
USUAL = "08:30-12:00 14:00-17:30"


def phone_field(**kwargs: Any) -> forms.CharField:
    """A telephone."""
    attrs = {"inputmode": "tel", "autocomplete": "off"}
    return forms.CharField(
        label=_("电话"), max_length=20, widget=forms.TextInput(attrs=attrs), **kwargs
    )


def reason_field(label: Any, hint: Any) -> forms.CharField:
    """Why something ends or is looked at."""
    return forms.CharField(
        label=label, max_length=120, help_text=hint, widget=forms.Textarea(attrs={"rows": 2})
    )


class NamedTeam(TeamChoice):
    """A team by its name."""


class NamedVolunteer(VolunteerChoice):
    """A volunteer by name and kind."""

    def label_from_instance(self, obj: Volunteer) -> str:
        return f"{obj.name}（{obj.get_kind_display()}）"


class NamedUser(UserChoice):
    """A user by name."""

    def label_from_instance(self, obj: User) -> str:
        return obj.name


class PointForm(forms.Form):
    """What is said about a point; seven lines of hours."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=_("类型"), widget=forms.RadioSelect)
    name = forms.CharField(label=_("名称"), max_length=40)
    address = forms.CharField(label=_("地址"), max_length=80)
    phone = phone_field()
    run_by = forms.CharField(
        label=_("主办单位"), max_length=40, help_text=_("例如：县妇联、县公安局、县司法局。")
    )
    opened_on = day_field(_("开办日期"))

    field_order = (
        "client_uuid", "version", "kind", "name", "phone", "address", "run_by", "opened_on", *DAYS,
    )  # fmt: skip

    def __init__(self, *args: Any, unit: Division, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in zip(DAYS, WEEKDAYS, strict=True):
            self.fields[name] = forms.CharField(label=label, max_length=40, required=False)
        self.fields["mon"].help_text = _("上下午各写一段，不开的日子空着，日夜都开写“全天”。")
        kinds = kinds_of(unit)
        if "kind" in self.fields:
            field = self.fields["kind"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = kinds
            if any(value == ServicePoint.Kind.COMPLAINT for value, _label in kinds):
                field.help_text = _("权益保护投诉站就是文件里的家暴投诉站，对外一律用这个名称。")
        if any(value == ServicePoint.Kind.SHELTER for value, _label in kinds):
            self.fields["address"].help_text = _(
                "庇护中心的地址加密保存，只有县妇联能看；名称里不要写地点。"
            )


class PointEditForm(PointForm):
    """Correct what is said; kind and first day stay."""

    client_uuid = kind = opened_on = None  # type: ignore[assignment]
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, hidden: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"].required = not hidden
        if hidden:
            self.fields["address"].label = _("新的保密地址")
            self.fields["address"].help_text = _("现在的地址不显示；没有搬迁就空着。")
        else:
            self.fields["address"].help_text = ""


class PointCloseForm(forms.Form):
    """Close a point."""

    closed_on = day_field(_("停办日期"))
    reason = reason_field(_("停办原因"), _("例如：并入县维权站。"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class WhyForm(forms.Form):
    """Why something kept apart is looked at."""

    reason = reason_field(_("为什么要看"), _("例如：护送当事人入住。原因记入日志。"))


class BackForm(forms.Form):
    """Why a record is taken back."""

    reason = reason_field(_("为什么撤回"), _("例如：人数写错，另行登记。"))


def time_field(label: Any) -> forms.TimeField:
    """An hour of the day, with the browser's own clock."""
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}))


class DutyForm(forms.Form):
    """Somebody on duty."""

    day = day_field(_("日期"))
    starts = time_field(_("上班"))
    ends = time_field(_("下班"))
    person = NamedUser(queryset=User.objects.none(), label=_("值班人"), required=False)
    name = forms.CharField(
        label=_("没有账号的值班人"), max_length=20, required=False, help_text=_("例如轮值的律师。")
    )

    def __init__(self, *args: Any, staff: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = staff


class WeekForm(forms.Form):
    """Which week is copied to the next."""

    week = day_field(_("照抄哪一周"), help_text=_("填那一周的任何一天，抄到下一周；已排的不动。"))


class WorkForm(forms.Form):
    """What a point did, in three touches."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("做了什么"), choices=WorkRecord.Kind.choices, widget=forms.RadioSelect
    )
    people = forms.IntegerField(
        label=_("几个人"),
        min_value=1,
        max_value=5000,
        initial=1,
        help_text=_("只记人数，不写姓名。"),
    )
    day = day_field(_("哪天"))


class VolunteerForm(forms.Form):
    """A volunteer enrolled."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("姓名"), max_length=20)
    kind = forms.ChoiceField(
        label=_("类别"), choices=Volunteer.Kind.choices, widget=forms.RadioSelect
    )
    phone = phone_field(help_text=_("加密保存，写明原因才显示。"))
    employer = forms.CharField(label=_("工作单位"), max_length=40, required=False)
    skills = forms.CharField(
        label=_("擅长"), max_length=60, required=False, help_text=_("例如：婚姻、赡养、土地。")
    )
    team = NamedTeam(queryset=VolunteerTeam.objects.none(), label=_("志愿队"), required=False)
    since = day_field(_("从哪天起"))
    until = day_field(_("到哪天"), required=False, help_text=_("有任期的填最后一天。"))

    def __init__(self, *args: Any, teams: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["team"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = teams


class VolunteerEditForm(VolunteerForm):
    """Correct what is written about a volunteer."""

    client_uuid = None  # type: ignore[assignment]
    phone = phone_field(required=False, help_text=_("没有变就空着。"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class VolunteerEndForm(forms.Form):
    """A volunteer leaves."""

    until = day_field(_("最后一天"))
    reason = reason_field(_("退出原因"), _("例如：工作调动。"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class TeamForm(forms.Form):
    """A team formed."""

    name = forms.CharField(label=_("队名"), max_length=30, help_text=_("例如：巾帼调解队。"))
    since = day_field(_("组建日期"))


class TeamEditForm(forms.Form):
    """Another name, another leader."""

    name = forms.CharField(label=_("队名"), max_length=30)
    leader = NamedVolunteer(queryset=Volunteer.objects.none(), label=_("队长"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["leader"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = members


class TeamEndForm(forms.Form):
    """A team is dissolved."""

    until = day_field(_("撤销日期"))
    reason = reason_field(_("撤销原因"), _("队员仍是志愿者，不再属于这个队。"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class ServiceForm(forms.Form):
    """What a volunteer did."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("做了什么"), choices=VolunteerWork.Kind.choices, widget=forms.RadioSelect
    )
    hours = forms.DecimalField(
        label=_("几小时"), min_value=0, max_value=24, decimal_places=1, help_text=_("按半小时写。")
    )
    cases = forms.IntegerField(
        label=_("案件数"),
        min_value=0,
        max_value=20,
        required=False,
        help_text=_("陪审和特邀调解填件数，其他空着。"),
    )
    day = day_field(_("哪天"))
    point = PointChoice(queryset=ServicePoint.objects.none(), label=_("在哪个网点"), required=False)

    def __init__(self, *args: Any, points: Any, kinds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, kind = self.fields["point"], self.fields["kind"]
        assert isinstance(field, forms.ModelChoiceField)
        assert isinstance(kind, forms.ChoiceField)
        field.queryset, kind.choices = points, kinds


class LimitForm(forms.Form):
    """From how many hours a month a volunteer is overloaded."""

    hours = forms.IntegerField(label=_("每月上限（小时）"), min_value=1, max_value=300)
