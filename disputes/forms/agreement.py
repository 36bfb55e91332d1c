"""Shapes of input of an agreement."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.forms import day_field
from disputes.forms.base import OneChoice, VersionForm, text_area


class AgreementForm(VersionForm):
    """登记协议: written or oral."""

    form = OneChoice(
        label=_("协议形式"),
        choices=[
            ("written", _("书面协议\n签名盖章后生效")),
            ("oral", _("口头协议\n达成之日起生效，由调解员记录")),
        ],
    )
    terms = text_area(_("协议内容"), _("写明争议事项、各方责任和约定。"))
    performance = forms.CharField(
        label=_("履行方式和期限"),
        max_length=200,
        help_text=_("例如“每月5日前转账 800 元，自12月起”。"),
    )
    agreed_on = day_field(_("达成日期"))
    effective_on = day_field(_("生效日期"), required=False, help_text=_("不填即为达成日期。"))
    sealed = forms.BooleanField(
        label=_("已签名盖章"),
        required=False,
        help_text=_("当事人签名、盖章或按指印，调解员签名，并加盖调委会印章。"),
    )
    registered = forms.BooleanField(
        label=_("已填口头协议登记表"), required=False, help_text=_("也可以以后补登。")
    )


class RegisterForm(VersionForm):
    """补登口头协议."""
