"""Shapes of input of proposals: a lead, an answer of the township."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from households.forms.family import CATEGORY_HINTS, against_field, tier_choices
from households.models import Category
from households.scales.body import Level


class LeadForm(forms.Form):
    """What was heard or seen; client_uuid makes a double submit one record."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    categories = forms.MultipleChoiceField(
        label=_("像是哪些情况"),
        choices=[
            (c.value, f"{c.label}\n{CATEGORY_HINTS[c]}" if c in CATEGORY_HINTS else c.label)
            for c in Category
            if c != Category.VIOLENCE
        ],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("家里有人打人、威胁人的，不能只记线索：有危险先报警，再直接提出列入。"),
    )
    other_words = forms.CharField(label=_("其他：是什么情况"), max_length=60, required=False)
    situation = forms.CharField(
        label=_("听到、看到了什么"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("谁说的不用写。有人正处在危险里，请先报警。"),
    )


class WordsForm(forms.Form):
    """An answer in words on a known version."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("原因"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("写清楚，对方要照着办，至少一句话。"),
    )


class ConfirmForm(forms.Form):
    """审定: the tier proposed or another one, and who keeps."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    tier = forms.ChoiceField(label=_("审定为"), choices=(), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("审定意见"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("定为别的等级时要写理由，至少一句话。"),
    )
    against = against_field()
    keepers = forms.ModelMultipleChoiceField(
        queryset=User.objects.none(),
        label=_("包户人"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("村里提了人选，可以改。两名，不能是当事人的亲属或对立方。"),
    )

    def __init__(
        self,
        *args: Any,
        levels: tuple[Level, ...],
        people: Any = None,
        sheet: Any = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        tier = self.fields["tier"]
        assert isinstance(tier, forms.ChoiceField)
        tier.choices = tier_choices(levels)
        if not levels:
            del self.fields["tier"]
        if sheet is None:
            del self.fields["against"]
        keepers = self.fields["keepers"]
        assert isinstance(keepers, forms.ModelChoiceField)
        if people is None:
            del self.fields["keepers"]
        else:
            keepers.queryset = people
