"""Shapes of input of a dossier."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.export_forms import ExportForm
from campaigns.forms import day_field
from disputes.forms.base import OneChoice, VersionForm, text_area
from disputes.models import Dossier


class WholeFileForm(ExportForm):
    """整卷 PDF: names stand in every form; telephone numbers only by a right of their own."""

    unmasked = forms.BooleanField(
        label=_("写全电话号码"),
        required=False,
        help_text=_("平时只印一部分；会单独记入日志，用后销毁。"),
    )


class BindForm(VersionForm):
    """归档."""

    keep = OneChoice(label=_("保管期限"), choices=Dossier.Keep.choices)
    bound_on = day_field(_("立卷日期"))
    remarks = text_area(
        _("卷宗情况说明"),
        _("缺材料、缺页、后补材料的，写明是什么、为什么；没有就不填。"),
        required=False,
    )
