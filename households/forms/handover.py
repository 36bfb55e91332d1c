"""Shapes of input of hand-overs: one family, all of a person's, answers, holding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User

if TYPE_CHECKING:
    ModelChoice = forms.ModelChoiceField[User]
else:
    ModelChoice = forms.ModelChoiceField


def reason_field(label: Any, example: Any) -> forms.CharField:
    """A reason of at least a few words, with an example."""
    return forms.CharField(
        label=label, max_length=500, widget=forms.Textarea(attrs={"rows": 2}), help_text=example
    )


class PersonChoice(ModelChoice):
    """A person of the village or its township; the label may carry a second line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=User.objects.none(), widget=forms.RadioSelect, empty_label=None, **kwargs
        )


class HandOverForm(forms.Form):
    """Ask somebody to keep one family; leaving is open where a keeper is missing."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    leaving = PersonChoice(label=_("谁移交"))
    taking = PersonChoice(
        label=_("请谁接收"), help_text=_("对方接收后才换人，在这之前仍由原包户人负责。")
    )
    reason = reason_field(_("原因"), _("比如：原包户人调离本村。"))

    def __init__(self, *args: Any, keepers: Any, people: Any, missing: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _people(self, "leaving", keepers)
        _people(self, "taking", people)
        if missing:
            self.fields["leaving"].required = False
            self.fields["leaving"].help_text = _("这一户不足两名包户人；只补一名的，这里不选。")


class HandOverManyForm(forms.Form):
    """All or some of a person's families, to one colleague."""

    families = forms.MultipleChoiceField(label=_("移交哪些户"), widget=forms.CheckboxSelectMultiple)
    taking = PersonChoice(
        label=_("请谁接收"), help_text=_("对方可以一次全部接收，也可以逐户答复。")
    )
    reason = reason_field(_("原因"), _("比如：本人调离本村，10月起不再包户。"))

    def __init__(self, *args: Any, families: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["families"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = families
        _people(self, "taking", people)


class AnswerForm(forms.Form):
    """Why: a family is not taken, a proposal is taken back, a whole number is looked at."""

    reason = reason_field(_("原因"), _("至少几个字，写明事由。"))


class NothingForm(forms.Form):
    """A plain yes."""


class SuccessorForm(forms.Form):
    """Whom to ask for a family the township holds."""

    taking = PersonChoice(label=_("请谁接收"))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _people(self, "taking", people)


class HoldForm(forms.Form):
    """The township takes a person's families into its hands."""

    holder = PersonChoice(
        label=_("由谁托管"), help_text=_("乡镇妇联的人，第二天起列为逾期，直到定人并接收。")
    )
    reason = reason_field(_("原因"), _("比如：原包户人突发重病住院，暂不能履职。"))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _people(self, "holder", people)


def _people(form: forms.Form, name: str, people: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = people
