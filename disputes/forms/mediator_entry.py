"""Shapes of input of the roster of mediators."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaigns.forms import day_field
from disputes.forms.base import OneChoice, PlainForm, VersionForm
from disputes.forms.committee import PersonFields, PlaceForm, adult_field, reason_line
from disputes.models import DisputeType, MediatorEntry

WEEKDAYS = [(n, f"周{sign}") for n, sign in enumerate("一二三四五六日", 1)]


def _time(label: object) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=False, widget=widget)  # type: ignore[arg-type]


class AboutFields(PlainForm):
    """What she is good at, when she is there, how long she is appointed."""

    specialities = forms.MultipleChoiceField(
        label=_("擅长"),
        choices=DisputeType.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("值班日"),
        choices=WEEKDAYS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    from_time = _time(_("几点起"))
    to_time = _time(_("几点止"))
    appointed_until = day_field(_("聘任到哪天"), required=False, help_text=_("不填即没有期限。"))


PERSON = ("user", "name", "sex", "phone")


class AppointForm(PersonFields, AboutFields):
    """聘任调解员, by a committee."""

    field_order = (*PERSON, "appointed_on")

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    appointed_on = day_field(_("聘任日期"))
    adult = adult_field()


class ListedForm(PersonFields, AboutFields, PlaceForm):
    """登记特邀调解员、陪审员."""

    field_order = ("place", "kind", "court", *PERSON, "appointed_on")

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = OneChoice(
        label=_("类别"),
        choices=[
            (MediatorEntry.Kind.INVITED, _("特邀调解员\n在法院名册上")),
            (MediatorEntry.Kind.ASSESSOR, _("妇联陪审员\n妇联推荐的人民陪审员")),
        ],
    )
    court = forms.CharField(label=_("哪个法院"), max_length=40, help_text=_("例如“沛县人民法院”。"))
    appointed_on = day_field(_("聘任日期"))
    adult = adult_field()


class EntryEditForm(AboutFields, VersionForm):
    """修改名册."""

    sex = forms.ChoiceField(
        label=_("性别"), choices=User.Sex.choices, required=False, widget=forms.RadioSelect
    )
    phone = forms.CharField(
        label=_("联系电话"),
        max_length=20,
        required=False,
        help_text=_("不填就不变。"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )


class EntryEndForm(VersionForm):
    """解聘."""

    ended_on = day_field(_("解聘日期"))
    reason = reason_line(_("解聘原因"), _("例如“聘期届满，本人不再续聘”。"))
