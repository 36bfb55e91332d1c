"""Shapes of what is written on a phone without a network; one per kind of item.

The empty page of a phone knows no period, village or family: `period` and `village` are filled by
its script from what the phone keeps, a family is named by its household number.
"""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.forms import day_field
from households.forms.household import HouseholdForm
from households.forms.report import FiguresForm
from households.forms.visit import VisitForm
from households.models import Check, SyncItem, ZeroReport

LABELS = {
    "kind": _("有无重大隐患"),
    "found": _("数量"),
    "checks": _("查过的内容"),
    "doors": _("入户户数"),
    "summary": _("摘要"),
    "measures": _("处置"),
    "difference": _("与系统记录不同的原因"),
    "signer": _("签发人"),
}


class PlaceField(forms.IntegerField):
    """The code of a division, set by the page."""

    widget = forms.HiddenInput


class ReportOffline(FiguresForm):
    """零报告; the account's own name signs where none is given. reason: only to amend."""

    client_uuid = None  # type: ignore[assignment]  # the parcel has it
    period = forms.IntegerField(widget=forms.HiddenInput)
    village = PlaceField()
    reason = forms.CharField(
        label=_("为什么更正"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signer"].required = False
        self.fields["signer"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """The verb checks the statement as a whole; here only its shape."""
        return forms.Form.clean(self) or self.cleaned_data

    @staticmethod
    def labels() -> dict[str, str]:
        """Fields of the statement with their labels, in the order of the form."""
        return {name: str(label) for name, label in LABELS.items()}

    @staticmethod
    def words(name: str, value: Any) -> str:
        """A value of the statement in words."""
        if name == "kind":
            return str(ZeroReport.Kind(value).label)
        if name == "checks":
            return "、".join(str(Check(one).label) for one in value)
        return "" if value in (None, 0) else str(value)


class VisitOffline(VisitForm):
    """走访记录; the family by its household number, or by the address of its open page."""

    client_uuid = None  # type: ignore[assignment]  # the parcel has it
    village = PlaceField()
    family = forms.UUIDField(required=False, widget=forms.HiddenInput)
    number = forms.CharField(
        label=_("户号"),
        max_length=20,
        error_messages={"required": _("请填户号。")},
        help_text=_("手机上不存姓名，请填村里的户号；上传时系统按户号找到这一家。"),
    )
    field_order = ("village", "family", "number")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A form that waited on its family's own page names the family itself.
        self.fields["number"].required = not (self.is_bound and self.data.get("family"))


class HouseholdOffline(HouseholdForm):
    """家庭登记."""

    village = PlaceField()


class ScreeningOffline(forms.Form):
    """排查: the homes somebody walked to on a day, by their numbers."""

    village = PlaceField()
    looked_on = day_field(_("哪天走的"))
    numbers = forms.CharField(
        label=_("走到的户号"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "inputmode": "text"}),
        help_text=_("几户之间用空格或逗号隔开，比如：101 102，105"),
        error_messages={"required": _("请填走到的户号。")},
    )

    def clean_numbers(self) -> list[str]:
        """The numbers, each once, in the order they were typed."""
        return list(dict.fromkeys(re.split(r"[\s,，、;；]+", self.cleaned_data["numbers"].strip())))


class PledgeOffline(forms.Form):
    """承诺书: the homes whose head signed at the door on a day, by their numbers."""

    village = PlaceField()
    signed_on = day_field(_("哪天签的"))
    numbers = forms.CharField(
        label=_("签了的户号"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "inputmode": "text"}),
        help_text=_("户主签的填户号，几户之间用空格或逗号隔开，比如：101 102，105"),
        error_messages={"required": _("请填签了承诺书的户号。")},
    )

    clean_numbers = ScreeningOffline.clean_numbers


class SettleForm(forms.Form):
    """How an item that was not entered is put aside."""

    settlement = forms.ChoiceField(
        label=_("怎么处理"),
        choices=[
            (SyncItem.Settlement.ENTERED, _("已在别处登记\n内容没有丢，另有一条记录")),
            (SyncItem.Settlement.DROPPED, _("不再需要\n比如写重了、写错了")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选怎么处理。")},
    )
    reason = forms.CharField(
        label=_("说明"),
        max_length=300,
        help_text=_("比如：同事已经上报，内容相同。"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("请写一句说明。")},
    )
