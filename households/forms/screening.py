"""Shapes of input of screening: a round opened by hand, a village's filing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.forms import day_field
from households.models import ScreeningRound


class RoundForm(forms.Form):
    """Open a round by hand."""

    kind = forms.ChoiceField(
        label=_("种类"),
        choices=[
            (ScreeningRound.Kind.FULL, _("全面排查\n每一户都走到，计入排查覆盖率")),
            (ScreeningRound.Kind.EXTRA, _("专项排查\n只排查一部分，不计入覆盖率")),
        ],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label=_("名称"), max_length=40, required=False, help_text=_("不填就按日期取名。")
    )
    starts = day_field(_("开始"))
    ends = day_field(_("结束"))
    grace_days = forms.IntegerField(label=_("宽限天数"), min_value=0, max_value=10, initial=0)
    reason = forms.CharField(
        label=_("为什么开这一轮"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("比如：春节返乡，排查外出回来的家庭。"),
    )


class FilingForm(forms.Form):
    """Close a village's round: by the homes marked, or by a list on paper."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
    way = forms.ChoiceField(
        label=_("怎么计"),
        choices=[("marked", ""), ("counted", _("按纸质清单\n填走过的户数"))],
        widget=forms.RadioSelect,
    )
    counted = forms.IntegerField(label=_("走过多少户"), min_value=0, required=False)
    signer = forms.CharField(label=_("排查人"), max_length=40)
    note = forms.CharField(label=_("备注"), max_length=200, required=False)

    def __init__(self, *args: Any, marked: int, expected: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        way = self.fields["way"]
        assert isinstance(way, forms.ChoiceField)
        way.choices = [
            (
                "marked",
                _("按勾选\n已勾选 %(n)d 户，全村 %(all)d 户") % {"n": marked, "all": expected},
            ),
            ("counted", _("按纸质清单\n填走过的户数，不超过全村 %(all)d 户") % {"all": expected}),
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("way") == "counted" and data.get("counted") is None:
            self.add_error("counted", _("请填走过多少户。"))
        if data.get("way") == "marked":
            data["counted"] = None
        return data
