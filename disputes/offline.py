"""What a mediator can write on a phone without a network: the note of a sitting.

The phone keeps no names: she types the serial of the case in her village's numbers of the year; it
is looked up inside her reach when it arrives, and the verb decides like on the page."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.refusals import Invalid
from disputes.forms.base import answers_in
from disputes.forms.session import SessionForm
from disputes.models import Dispute
from disputes.transitions.session import hold
from households.forms.sync import PlaceField
from households.transitions.sync_kinds import Data, Done, SyncKind, add
from households.views.shell import SHELLS

SERIAL = re.compile(r"(?:\((?P<year>\d{4})\)\D+?)?限?(?P<serial>\d{1,6})号?")


class SessionOffline(SessionForm):
    """调解记录; the case by its number, or by the address of its open page."""

    client_uuid = None  # type: ignore[assignment]  # the parcel has it
    version = None  # type: ignore[assignment]  # an appended note contradicts nothing
    village = PlaceField()
    dispute = forms.UUIDField(required=False, widget=forms.HiddenInput)
    number = forms.CharField(
        label=gettext_lazy("案号里的第几号"),
        max_length=40,
        error_messages={"required": gettext_lazy("请填案号。")},
        help_text=gettext_lazy("手机上不存姓名。今年的案件只填“第几号”的数字。"),
    )
    field_order = ("village", "dispute", "number", "held_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].required = not (self.is_bound and self.data.get("dispute"))
        for name in [n for n in self.fields if n.startswith("helper")]:
            del self.fields[name]  # whoever was invited is named on the page, with consent


def find(by: User, data: Data) -> Dispute | None:
    """The case a note is about, inside the reach; one answer for whatever is not found."""
    rows = Dispute.objects.visible_to(by)
    if data.get("dispute"):
        return rows.filter(uid=data["dispute"]).first()
    typed = SERIAL.fullmatch(str(data.get("number", "")).strip())
    if typed is None:
        return None
    year = int(typed["year"] or data["held_on"].year)
    return rows.filter(
        village_id=data["village"],
        serial=int(typed["serial"]),
        sealed_series="限" in typed.string,
        accepted_on__year=year,
    ).first()


def _hold(by: User, data: Data, client_uuid: UUID, base: int | None) -> Done:
    dispute = find(by, data)
    if dispute is None:
        raise Invalid({"number": _("没有找到这个案号的纠纷，请核对后再交。")})
    typed = {k: v for k, v in data.items() if k not in {"village", "number", "dispute"}}
    answers = answers_in(typed)
    session = hold(dispute=dispute, by=by, client_uuid=client_uuid, answers=answers, **typed)
    url = reverse("disputes:dispute_detail", args=[dispute.uid])
    return Done(_("已登记第 %(n)d 次调解") % {"n": session.ordinal}, url)


def _readable(reader: User, data: Data) -> bool:
    return find(reader, data) is not None


def register() -> None:
    """Tell the queue of phones; once, when the app starts."""
    add(SyncKind("session", gettext_lazy("调解记录"), 1, SessionOffline, _hold, _readable))
    SHELLS["session"] = "disputes/offline/session.html"
