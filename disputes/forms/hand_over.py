"""Shapes of input of a hand-over; the verbs decide what holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.forms import day_field
from campaigns.models import Division
from disputes.forms.base import OneChoice, PlainForm, VersionForm, text_area
from disputes.forms.matter import label_of

ANYBODY = "any"


class OfferForm(VersionForm):
    """移交: offices with their people as one choice, so that no wrong pair can be picked."""

    to = forms.ChoiceField(
        label=_("移交给谁"), help_text=_("选“谁接都行”的，这个单位的人都能接收。")
    )
    asked = text_area(_("请对方办理什么"), _("至少写清办什么；不要写来件以外的事。"))
    basis = OneChoice(
        label=_("本人同意吗"),
        required=False,
        choices=[
            ("consent", _("本人同意\n问过当事人，同意转给这个单位")),
            ("safety", _("为保护人身安全\n来不及或不便征得同意")),
            ("duty", _("法定职责\n法律规定应当由对方办理")),
        ],
        help_text=_("移交给本单位的人不用选。"),
    )
    consent_on = day_field(_("同意的日期"), required=False)
    ground = text_area(
        _("依据说明"),
        _("没有征得同意的，写明理由，例如“依反家庭暴力法第十四条报告”。"),
        required=False,
    )
    urgent = forms.BooleanField(
        label=_("情况紧急，2 小时内答复"),
        required=False,
        help_text=_("红色等级、有人身危险的；平常 2 个工作日内答复。"),
    )

    def __init__(self, *args: Any, units: Sequence[tuple[Division, Sequence[Any]]], **kw: Any):
        super().__init__(*args, **kw)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        groups: list[Any] = [("", _now("请选择"))]
        for unit, people in units:
            anybody = [(f"{unit.pk}:{ANYBODY}", _now("谁接都行"))]
            named = [(f"{unit.pk}:{p.pk}", p.name) for p in people]
            groups.append((label_of(unit), [*anybody, *named]))
        field.choices = groups


class ReasonForm(PlainForm):
    """A reason and nothing else."""

    reason = text_area(_("理由"), _("至少一句话。"))


class DoneForm(PlainForm):
    """回告."""

    words = text_area(_("办了什么"), _("至少一句话，例如“已调解成功，双方签了协议”。"))


class NothingForm(PlainForm):
    """Nothing is asked."""
