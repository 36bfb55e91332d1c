"""A call or a visit written down on a phone without a network: the one door in, offline.

The question about protection is always asked here, since nobody looks over her shoulder; the answer
goes with the item. What was sent as protection is readable by its writer alone, and nothing of it
stays on the phone once it has arrived."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.refusals import Invalid
from campaigns.forms import day_field
from disputes.forms.base import OneChoice, shown_when, text_area
from disputes.forms.matter import YES_NO
from disputes.models import Matter, Party, Source
from disputes.queries.matter import places_of
from disputes.transitions.intake import register as register_matter
from disputes.transitions.matter import Caller, Person
from households.forms.sync import PlaceField
from households.transitions.sync_kinds import Data, Done, SyncKind, add
from households.views.shell import SHELLS

# How something reaches a mediator who is out in the village.
ON_THE_WAY = (Source.VISIT, Source.VILLAGE, Source.SCREENING, Source.HOTLINE)


class MatterOffline(forms.Form):
    """来件登记, the short form."""

    village = PlaceField()
    protect = OneChoice(label=gettext_lazy("按权益保护办理？"), choices=YES_NO)
    unprotected_reason = text_area(
        gettext_lazy("为什么不按权益保护办理"),
        gettext_lazy("说到打骂、威胁或伤了孩子的必填。"),
        required=False,
    )
    channel = OneChoice(
        label=gettext_lazy("怎么来的"), choices=[(s.value, s.label) for s in ON_THE_WAY]
    )
    brief = text_area(
        gettext_lazy("说的什么事"), gettext_lazy("什么时候、谁和谁、为了什么、现在怎样。")
    )
    request = text_area(
        gettext_lazy("想怎么办"), gettext_lazy("来人希望得到什么。"), required=False
    )
    caller = OneChoice(label=gettext_lazy("来人是"), choices=Matter.Caller.choices, required=False)
    caller_name = forms.CharField(
        label=gettext_lazy("来人姓名"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("不愿留姓名的不填。"),
    )
    caller_phone = forms.CharField(
        label=gettext_lazy("来人电话"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    other_name = forms.CharField(label=gettext_lazy("另一方姓名"), max_length=40, required=False)
    received_on = day_field(gettext_lazy("收到日期"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown_when(self, "protect=no", "unprotected_reason")


def _receive(by: User, data: Data, client_uuid: UUID, base: int | None) -> Done:
    place = next((d for d in places_of(by) if d.code == data["village"]), None)
    if place is None:
        raise Invalid({"village": _("请选您工作范围内的村（社区）。")})
    matter = register_matter(
        place=place,
        channel=data["channel"],
        brief=data["brief"],
        request=data["request"],
        caller=Caller(
            data["caller"] if data["caller_name"] else "",
            data["caller_name"],
            data["caller_phone"],
            not data["caller_name"],
        ),
        people=[Person(Party.Side.RESPONDENT, data["other_name"])] if data["other_name"] else [],
        protect=data["protect"] == "yes",
        unprotected_reason=data["unprotected_reason"],
        received_on=data["received_on"],
        client_uuid=client_uuid,
        by=by,
    )
    url = reverse("disputes:matter_detail", args=[matter.uid])
    return Done(_("已登记来件，回执码 %(code)s") % {"code": matter.receipt}, url)


def _readable(reader: User, data: Data) -> bool:
    if data.get("protect") == "yes":
        return False  # its writer puts it right herself
    return any(place.code == data["village"] for place in places_of(reader))


def register() -> None:
    """Tell the queue of phones; once, when the app starts."""
    add(SyncKind("matter", gettext_lazy("来件"), 1, MatterOffline, _receive, _readable))
    SHELLS["matter"] = "disputes/offline/matter.html"
