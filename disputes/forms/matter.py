"""Shapes of input of a matter at the door; the verbs decide what holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Invalid
from accounts.typed import typed_id, typed_phone
from campaigns.forms import day_field
from campaigns.models import Division, Level
from disputes.forms.base import OneChoice, PlainForm, VersionForm, text_area
from disputes.models import Category, Matter, Party, Source
from disputes.transitions.matter import Caller, Person

PEOPLE = 6  # rows of the form; two are open, the others under 再加几位
SIDES = [
    ("", _("哪一方")),
    (Party.Side.APPLICANT, _("来件一方")),
    (Party.Side.RESPONDENT, _("另一方")),
    (Party.Side.CONCERNED, _("相关人")),
]
YES_NO = [("yes", _("按权益保护办理\n档案只有经办人和专管人能看")), ("no", _("不按权益保护办理"))]


class PlaceField(forms.CharField):
    """Where: the name of a village, typed; the browser offers those of the reach. Cleans to the
    division, None for what is not known."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=80, required=False, **kwargs)
        self.places: Sequence[Division] = ()

    def clean(self, value: Any) -> Any:
        typed = str(super().clean(value) or "").strip()
        if not typed:
            return None
        exact = [d for d in self.places if typed in (label_of(d), d.name, str(d.code))]
        found = exact or [d for d in self.places if typed in label_of(d)]
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(_now("没有找到这个村（社区），请从列出的名称里选。"))
        some = "、".join(label_of(d) for d in found[:4])
        raise forms.ValidationError(
            _now("叫这个名字的有：%(some)s%(more)s，请写全。")
            % {"some": some, "more": _now("等") if len(found) > 4 else ""}
        )


def label_of(place: Division) -> str:
    """五段镇 前六段村 for a village, the bare name for a township."""
    if place.parent and place.level == Level.VILLAGE:
        return f"{place.parent.name} {place.name}"
    return place.name


class ReceiveForm(PlainForm):
    """来件登记. places: where the person may take in, her own unit first."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    protect = forms.ChoiceField(
        label=_("按权益保护办理？"), choices=YES_NO, widget=forms.RadioSelect, required=False
    )
    unprotected_reason = text_area(
        _("为什么不按权益保护办理"),
        _("至少一句话，例如“说的是邻居之间动手，没有家人受伤害”。"),
        required=False,
    )
    channel = OneChoice(label=_("怎么来的"), choices=Source.choices)
    brief = text_area(_("说的什么事"), _("什么时候、谁和谁、为了什么、现在怎样。"))
    child_harmed = forms.BooleanField(label=_("受伤害的是未满 18 周岁的孩子"), required=False)
    request = text_area(_("想怎么办"), _("来人希望得到什么。"), required=False)
    category = OneChoice(label=_("哪一类"), choices=Category.choices, required=False)
    place = PlaceField(
        label=_("在哪个村（社区）"),
        help_text=_("写村名，有重名的连乡镇一起写；不知道的留空。"),
        widget=forms.TextInput(attrs={"list": "places", "autocomplete": "off"}),
    )
    anonymous = forms.BooleanField(label=_("来人不愿留姓名"), required=False)
    caller = OneChoice(label=_("来人是"), choices=Matter.Caller.choices, required=False)
    caller_name = forms.CharField(label=_("来人姓名"), max_length=40, required=False)
    caller_phone = forms.CharField(
        label=_("来人电话"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    received_on = day_field(_("收到日期"))

    def __init__(self, *args: Any, places: Sequence[Division], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.fields["place"]
        assert isinstance(place, PlaceField)
        place.places = places
        if len(places) == 1:
            place.widget = forms.HiddenInput()
            place.initial = places[0].name
        for at in range(PEOPLE):
            self._add_person(at)

    def _add_person(self, at: int) -> None:
        words = {"n": at + 1}
        self.fields[f"side_{at}"] = forms.ChoiceField(
            label=_now("第 %(n)d 人是哪一方") % words, choices=SIDES, required=False
        )
        for name, short, label, most in (
            ("name", _now("姓名"), _now("第 %(n)d 人姓名"), 40),
            ("id", _now("身份证号"), _now("第 %(n)d 人身份证号"), 20),
            ("tel", _now("电话"), _now("第 %(n)d 人电话"), 30),
        ):
            self.fields[f"{name}_{at}"] = forms.CharField(
                label=label % words,
                max_length=most,
                required=False,
                widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": short}),
            )

    def rows(self) -> list[dict[str, forms.BoundField]]:
        """The people's rows, for the page."""
        return [
            {part: self[f"{part}_{at}"] for part in ("side", "name", "id", "tel")}
            for at in range(PEOPLE)
        ]

    @property
    def more_filled(self) -> bool:
        """Whether somebody stands in the folded rows, so that they are shown."""
        return any(self[f"name_{at}"].value() for at in range(2, PEOPLE))

    def clean(self) -> dict[str, Any]:
        """A row with anything in it needs a name; one without a side takes the side of its place:
        the first brings the matter, the second is the other side."""
        data = super().clean() or {}
        for at in range(PEOPLE):
            self._check_person(at, data)
        if not data.get("anonymous") and data.get("caller_name") and not data.get("caller"):
            self.add_error("caller", _now("请选来人是谁。"))
        data["people"], data["spoke"] = self._people(data), self._spoke(data)
        return data

    def _check_person(self, at: int, data: dict[str, Any]) -> None:
        number, tel = data.get(f"id_{at}", ""), data.get(f"tel_{at}", "")
        if (number or tel) and not data.get(f"name_{at}"):
            self.add_error(f"name_{at}", _now("请填写姓名，不知道全名的写称呼，例如“王某”。"))
        try:
            if number:
                typed_id(f"id_{at}", number)
            typed_phone(f"tel_{at}", tel)
        except Invalid as wrong:
            for name, sentence in wrong.errors.items():
                self.add_error(name, sentence)

    def _people(self, data: dict[str, Any]) -> list[Person]:
        return [
            Person(
                side=data.get(f"side_{at}") or _side_of(at),
                name=data[f"name_{at}"],
                id_number=data.get(f"id_{at}", ""),
                phone=data.get(f"tel_{at}", ""),
            )
            for at in range(PEOPLE)
            if data.get(f"name_{at}")
        ]

    def _spoke(self, data: dict[str, Any]) -> Caller:
        """Who spoke, from what holds so far."""
        name, phone = data.get("caller_name", ""), data.get("caller_phone", "")
        return Caller(data.get("caller", ""), name, phone, data.get("anonymous", False))


def _side_of(at: int) -> str:
    return (Party.Side.APPLICANT, Party.Side.RESPONDENT)[at] if at < 2 else Party.Side.CONCERNED


class RevealForm(PlainForm):
    """Why whole numbers are shown."""

    reason = forms.CharField(
        label=_("查看做什么用"), max_length=200, help_text=_("例如“回电话核实情况”。")
    )


class MatterReasonForm(VersionForm):
    """An act on a matter that needs a reason."""

    reason = text_area(_("理由"), _("至少一句话。"))


class ReceiptForm(forms.Form):
    """The code of a receipt; whatever is typed is looked for."""

    code = forms.CharField(
        label=_("回执码"),
        max_length=40,
        strip=True,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": _("请填写回执上的回执码。")},
    )
