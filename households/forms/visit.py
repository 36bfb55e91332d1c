"""Shape of input of a visit (domain J2, 走访记录)."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.forms import day_field
from households.models import Visit


class VisitForm(forms.Form):
    """A visit as it is told on the doorstep; client_uuid makes a double submit one record."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    visited_on = day_field(_("哪天走访"))
    way = forms.ChoiceField(
        label=_("怎么走访"), choices=Visit.Way.choices, widget=forms.RadioSelect
    )
    met = forms.CharField(
        label=_("见到谁"),
        max_length=80,
        help_text=_("比如：夫妻二人。没见到人也请写明。"),
    )
    state = forms.CharField(
        label=_("现状"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("比如：丈夫已停酒两周，夫妻没有再吵。"),
    )
    change = forms.ChoiceField(
        label=_("比上次"),
        choices=[
            (Visit.Change.BETTER, _("好转")),
            (Visit.Change.SAME, _("平稳")),
            (Visit.Change.WORSE, _("加重\n保存后接着研判升级")),
        ],
        widget=forms.RadioSelect,
    )
    needs = forms.CharField(
        label=_("诉求"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    measures = forms.CharField(
        label=_("做了什么、下一步"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    next_on = day_field(_("约好下次哪天"), required=False, help_text=_("不填就按等级的计划提醒。"))
