"""Shapes of input of 联审单."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.forms import day_field
from households.models import AwardSlip, AwardSlipLine

CHOICES = [("pass", _("通过")), ("fail", _("不通过"))]


class SendSlipForm(forms.Form):
    """Where a batch goes."""

    body = forms.ChoiceField(
        label=_("送哪个部门"), choices=AwardSlip.Body.choices, widget=forms.RadioSelect
    )
    agency = forms.CharField(
        label=_("单位名称"), help_text=_("比如：大沙河镇派出所"), max_length=40
    )
    answer_by = day_field(_("请于此前答复"))
    link_days = forms.IntegerField(label=_("链接有效天数"), min_value=1, max_value=60)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class _Lines(forms.Form):
    """One choice a candidate, named line-<key>."""

    def __init__(
        self, *args: Any, lines: Sequence[AwardSlipLine], needed: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [line.pk for line in lines]
        for line in lines:
            home = line.award.household
            self.fields[f"line-{line.pk}"] = forms.ChoiceField(
                label=f"{home.head_name}　{line.award.village.name}",
                choices=CHOICES,
                widget=forms.RadioSelect,
                required=needed,
                error_messages={"required": _("请选“通过”或“不通过”。")},
            )

    @property
    def line_fields(self) -> list[forms.BoundField]:
        """The candidates' fields."""
        return [self[f"line-{key}"] for key in self.keys]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        data["results"] = {key: data[f"line-{key}"] for key in self.keys if data.get(f"line-{key}")}
        return data


class AnswerSlipForm(_Lines):
    """What another body answers; nobody is asked why."""

    answerer = forms.CharField(
        label=_("答复人"),
        max_length=40,
        error_messages={"required": _("请写答复人姓名。")},
    )


class ManageSlipForm(_Lines):
    """A new link, taking back, or the answer from paper."""

    what = forms.ChoiceField(choices=[("reissue", ""), ("revoke", ""), ("paper", "")])
    reason = forms.CharField(
        label=_("撤回的原因"),
        max_length=200,
        error_messages={"required": _("请写撤回的原因，比如：名单有误，另发。")},
    )
    answerer = forms.CharField(
        label=_("答复人"), max_length=40, error_messages={"required": _("请写答复人姓名。")}
    )
    photo = forms.FileField(label=_("纸质答复照片"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, needed=True, **kwargs)
        # Each of the three wants fields of its own; an empty form wants them all.
        what = self.data.get("what") if self.is_bound else None
        for name in (*(f"line-{key}" for key in self.keys), "answerer"):
            self.fields[name].required = what in (None, "paper")
        self.fields["reason"].required = what in (None, "revoke")
