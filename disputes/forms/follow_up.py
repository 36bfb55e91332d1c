"""Shapes of input of a return visit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.forms import day_field
from disputes.forms.base import OneChoice, VersionForm, text_area
from disputes.models import FollowUp, Party
from disputes.queries.promise import Shown


class FollowUpForm(VersionForm):
    """登记回访: one party, each promise not yet known to be kept, and what she says."""

    party = OneChoice(label=_("回访的是"), choices=())
    visited_on = day_field(_("回访日期"))
    way = OneChoice(label=_("方式"), choices=FollowUp.Way.choices)
    performance = OneChoice(
        label=_("协议履行了吗"), choices=FollowUp.Performance.choices, required=False
    )
    satisfaction = OneChoice(label=_("满意吗"), choices=FollowUp.Satisfaction.choices)
    later_suit = forms.BooleanField(label=_("此后有人起诉"), required=False)
    hidden_risk = forms.BooleanField(
        label=_("有隐患"), required=False, help_text=_("矛盾还在、可能再起的。")
    )
    notes = text_area(_("回访情况"), _("没有全部履行的，写明原因和下一步办法。"), required=False)
    measures = text_area(_("采取的措施"), _("有隐患的必填。"), required=False)

    def __init__(
        self, *args: Any, parties: Sequence[Party], promises: Iterable[Shown], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        party = self.fields["party"]
        assert isinstance(party, forms.ChoiceField)
        party.choices = [(str(p.pk), f"{p.get_side_display()} {p.name}") for p in parties]
        every = list(promises)
        if every:
            del self.fields["performance"]
        for line in every:
            if line.state != "performed":
                self.fields[f"promise_{line.promise.ordinal}"] = OneChoice(
                    label=_("第 %(n)d 项：%(by)s %(what)s")
                    % {"n": line.promise.ordinal, "by": line.by, "what": line.promise.what},
                    choices=FollowUp.Found.choices,
                )
        asked = [n for n in self.fields if n.startswith("promise_")]
        self.order_fields(["party", "visited_on", "way", *asked])

    def clean(self) -> dict[str, Any]:
        """found: ordinal of a promise → what was said of it."""
        data: dict[str, Any] = super().clean() or {}
        said = {n: data.pop(n) for n in list(data) if n.startswith("promise_")}
        data["found"] = {int(n.removeprefix("promise_")): state for n, state in said.items()}
        if "party" in data:
            data["party"] = int(data["party"])
        return data
