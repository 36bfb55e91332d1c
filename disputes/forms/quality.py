"""Shapes of input of the quality review."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.forms import day_field
from campaigns.models import Division
from disputes.forms.base import OneChoice, PlainForm, VersionForm, text_area
from disputes.forms.court import yes_no
from disputes.models import QualityReview


class DrawForm(PlainForm):
    """抽取卷宗."""

    township = forms.TypedChoiceField(label=_("乡镇"), coerce=int)
    first = day_field(_("办结起"))
    last = day_field(_("办结止"))
    count = forms.IntegerField(label=_("抽几卷"), min_value=1, max_value=50, initial=5)
    seed = forms.CharField(
        label=_("随机种子"),
        required=False,
        max_length=40,
        help_text=_("不填由系统随机产生并公开；同一种子抽出的卷相同，可以复核。"),
    )

    def __init__(self, *args: Any, townships: list[Division], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["township"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("请选择")), *((t.code, t.name) for t in townships)]


class ReviewForm(VersionForm):
    """评查: one mark an item."""

    remarks = text_area(_("评查意见"), _("有不合格项的，写明哪里不对、怎么改。"), required=False)
    correct_by = day_field(_("整改到"), required=False, help_text=_("有不合格项的必填。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in QualityReview.Item:
            self.fields[f"mark_{item.value}"] = OneChoice(
                label=item.label, choices=QualityReview.Mark.choices
            )
        self.order_fields([*(n for n in self.fields if n.startswith("mark_"))])

    def clean(self) -> dict[str, Any]:
        """marks: item → mark."""
        data: dict[str, Any] = super().clean() or {}
        names = [n for n in data if n.startswith("mark_")]
        data["marks"] = {n.removeprefix("mark_"): data.pop(n) for n in names}
        return data


class CorrectForm(VersionForm):
    """整改."""

    words = text_area(_("怎么改的"), _("至少一句话，例如“已补当事人签名和回访记录”。"))


class AgainForm(VersionForm):
    """复查."""

    passed = yes_no(_("改好了吗"), _("合格"), _("还不合格"))
    words = text_area(_("复查意见"), _("至少一句话。"))
    correct_by = day_field(_("再整改到"), required=False, help_text=_("还不合格的必填。"))
