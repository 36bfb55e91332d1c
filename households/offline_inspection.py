"""A checklist of an inspection written down on a phone without a network.

The phone keeps no place and no household: the inspector types the number of the checklist, which is
looked up among those she was drawn for when it arrives, and the verb decides like on the page. The
questions stand on her printed sheet; here are their numbers.

Photos stay on her phone: a parcel of the queue holds 48 KB at most, so that it gets through where
the network is bad, and a photo has ten times that. She writes how many she took; until they are
added on the page of the checklist, it stands on her work list."""

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
from campaigns.inspection_forms import TICK, answers_of, owed_field
from campaigns.models import InspectionTarget
from campaigns.transitions.inspection import ITEMS_MOST, answer_target
from households.transitions.sync_kinds import Data, Done, SyncKind, add
from households.views.shell import SHELLS


class InspectionOffline(forms.Form):
    """检查表; what is not asked in this round stays empty."""

    code = forms.CharField(
        label=gettext_lazy("检查编号"),
        max_length=8,
        help_text=gettext_lazy("检查表上的六位编号。"),
        error_messages={"required": gettext_lazy("请填检查编号。")},
    )
    visited_on = day_field(gettext_lazy("检查日期"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, ITEMS_MOST + 1):
            name = f"answer_{number}"
            self.fields[name] = forms.ChoiceField(
                label=_("第 %(n)d 项") % {"n": number},
                choices=TICK,
                widget=forms.RadioSelect,
                required=False,
            )
            words = forms.CharField(label=_("情况"), max_length=200, required=False)
            words.when = f"{name}=no"  # type: ignore[attr-defined]
            words.needed = True  # type: ignore[attr-defined]
            self.fields[f"words_{number}"] = words
        self.fields["words"] = forms.CharField(
            label=_("总的情况"),
            max_length=1000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        self.fields["photos_owed"] = owed_field()


def _target(by: User, data: Data) -> InspectionTarget | None:
    code = data["code"].strip().upper()
    found = InspectionTarget.objects.visible_to(by).filter(code=code).first()
    return found if found is not None and found.is_inspector(by) else None


def _answer(by: User, data: Data, client_uuid: UUID, base: int | None) -> Done:
    target = _target(by, data)
    if target is None:
        raise Invalid({"code": _("没有找到这个编号的检查表，或不是抽到您检查的。")})
    answer_target(
        target,
        answers=answers_of(data),
        words=data["words"],
        visited_on=data["visited_on"],
        photos_owed=data["photos_owed"] or 0,
        client_uuid=client_uuid,
        by=by,
    )
    url = reverse("campaigns:target_detail", args=[target.uid])
    words = _("检查表 %(code)s 已交") % {"code": target.code}
    if data["photos_owed"]:
        words += _("，请补 %(n)d 张照片") % {"n": data["photos_owed"]}
    return Done(words, url)


def _readable(reader: User, data: Data) -> bool:
    return _target(reader, data) is not None


def register() -> None:
    """Tell the queue of phones; once, when the app starts."""
    kind = SyncKind(
        "inspection", gettext_lazy("督查检查表"), 1, InspectionOffline, _answer, _readable
    )
    add(kind)
    SHELLS["inspection"] = "households/offline/inspection.html"
