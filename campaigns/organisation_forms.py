"""Shapes of input of the organisation; the verbs decide what holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.forms import day_field
from campaigns.models import MemberUnit
from campaigns.network_forms import phone_field, reason_field

if TYPE_CHECKING:
    UnitChoice = forms.ModelChoiceField[MemberUnit]
else:
    UnitChoice = forms.ModelChoiceField

OFFICE = _("只填办公电话，不填私人号码。")


class MemberUnitForm(forms.Form):
    """A department taken into the group."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("全称"), max_length=40, help_text=_("例如：沛县公安局。"))
    short_name = forms.CharField(label=_("简称"), max_length=16, help_text=_("例如：公安局。"))
    kind = forms.ChoiceField(
        label=_("类别"), choices=MemberUnit.Kind.choices, widget=forms.RadioSelect
    )
    since = day_field(_("加入日期"))


class MemberUnitEditForm(MemberUnitForm):
    """Correct name or kind."""

    client_uuid = since = None  # type: ignore[assignment]
    version = forms.IntegerField(widget=forms.HiddenInput)


class LeaveForm(forms.Form):
    """A unit leaves the group."""

    ended_on = day_field(_("退出日期"))
    reason = reason_field(_("退出原因"), _("例如：机构改革，职责划入社会工作部。"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class SeatForm(forms.Form):
    """Somebody takes a post."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    post = forms.ChoiceField(label=_("职责"), widget=forms.RadioSelect)
    name = forms.CharField(label=_("姓名"), max_length=20)
    title = forms.CharField(
        label=_("职务"), max_length=40, required=False, help_text=_("例如：县委副书记。")
    )
    represents = UnitChoice(
        queryset=MemberUnit.objects.none(), label=_("代表哪个成员单位"), required=False
    )
    office_phone = phone_field(required=False, help_text=OFFICE)
    since = day_field(_("到任日期"))

    def __init__(self, *args: Any, posts: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice, unit = self.fields["post"], self.fields["represents"]
        assert isinstance(choice, forms.ChoiceField)
        assert isinstance(unit, forms.ModelChoiceField)
        choice.choices = [(p.value, p.label) for p in posts]
        if units is None:
            del self.fields["represents"]
        else:
            unit.queryset = units


class SeatEndForm(forms.Form):
    """Somebody leaves a post; the next one may begin the day after."""

    until = day_field(_("最后一天"))
    reason = reason_field(_("离任原因"), _("例如：工作调动。"))
    next_name = forms.CharField(
        label=_("接任人"),
        max_length=20,
        required=False,
        help_text=_("已经明确的填上，从第二天起接任；没有的空着，以后再登记。"),
    )
    next_title = forms.CharField(label=_("接任人职务"), max_length=40, required=False)
    next_phone = phone_field(required=False, help_text=OFFICE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["next_phone"].label = _("接任人办公电话")
