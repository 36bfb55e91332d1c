"""Shapes of input of supervision cards."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from campaigns.forms import day_field
from disputes.forms.base import OneChoice, VersionForm, text_area
from disputes.models import SupervisionCard

ASKED_HINT = _("要求办什么、答复什么，至少一句话。不要写当事人姓名和案情。")


class IssueForm(VersionForm):
    """发督办单."""

    colour = OneChoice(label=_("黄牌还是红牌"), choices=SupervisionCard.Colour.choices)
    asked = text_area(_("督办要求"), ASKED_HINT)
    answer_by = day_field(_("答复期限"))


class AnswerForm(VersionForm):
    """答复督办."""

    words = text_area(_("答复"), _("办到哪一步、什么时候办完，至少一句话。"))


class ReddenForm(VersionForm):
    """改为红牌."""

    asked = text_area(_("督办要求"), ASKED_HINT)
    answer_by = day_field(_("新的答复期限"))


class LiftForm(VersionForm):
    """解除督办."""

    reason = text_area(_("解除理由"), _("至少一句话，例如“已按要求回访，双方履行了协议”。"))
