"""The form in front of an export: what for, why, and the password where it is not fresh."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Export
from accounts.proof import ProvenForm


class ExportForm(ProvenForm):
    """Rows of families leave only with a reason; unmasked ones only by a right of their own."""

    purpose = forms.ChoiceField(label=_("用途"), choices=Export.Purpose.choices)
    reason = forms.CharField(
        label=_("为什么导出"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("例如：报镇妇联11月排查月报。不要写家庭成员的姓名。"),
    )
    unmasked = forms.BooleanField(
        label=_("不隐去姓名、电话和住址"),
        required=False,
        help_text=_("只在必须时勾选；会单独记入日志，用后销毁。"),
    )

    def __init__(self, *args: Any, may_unmask: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_unmask:
            del self.fields["unmasked"]


class FiguresForm(forms.Form):
    """A paper of figures needs no reason; that it was taken out is logged all the same."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.pop("request", None)
        kwargs.pop("may_unmask", None)
        super().__init__(*args, **kwargs)
