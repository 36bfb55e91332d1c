"""What the forms of disputes share: text, names, one choice, version, missing answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaigns.models import Division
from disputes.gate import Finding

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    ModelChoice = forms.ModelChoiceField[User]
else:
    ModelChoice = forms.ModelChoiceField

ANSWER = "answer_"
BETWEEN_NAMES = re.compile(r"[、，,；;\n]+")


def text_area(
    label: StrOrPromise, help_text: StrOrPromise = "", *, required: bool = True
) -> forms.CharField:
    """Several lines of text, at most 2,000 signs."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def shown_when(form: forms.Form, when: str, *names: str, needed: bool = False) -> None:
    """Hide fields until "name=value" holds (values parted by |, one of several by ","); needed:
    wanted wherever they are shown."""
    for name in names:
        form.fields[name].when = when  # type: ignore[attr-defined]
        form.fields[name].needed = needed  # type: ignore[attr-defined]


class NamesField(forms.CharField):
    """Names of one side, parted by 、 or a comma; cleans to a list."""

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value))
        return [name.strip() for name in BETWEEN_NAMES.split(text) if name.strip()]


class OneChoice(forms.ChoiceField):
    """A single answer as tiles or radios."""

    widget = forms.RadioSelect


class PlainForm(forms.Form):
    """Says which answer is missing, instead of the same sentence under every field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            say_what_is_missing(field)


class VersionForm(PlainForm):
    """A form on a record that others may change meanwhile."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class MediatorChoice(ModelChoice):
    """People by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class FreeChoice(OneChoice):
    """One of the mediators who are free, with the cases each has on hand; cleans to the person."""

    def offer(self, people: Sequence[User]) -> None:
        """Set who may be chosen (queries.bound.free_mediators)."""
        self.people = {str(p.pk): p for p in people}
        self.choices = [
            (key, _now("%(name)s\n在办 %(n)d 件") % {"name": p.name, "n": getattr(p, "load", 0)})
            for key, p in self.people.items()
        ]

    def clean(self, value: Any) -> Any:
        return self.people.get(str(super().clean(value)))


def say_what_is_missing(field: forms.Field) -> None:
    """The sentence for a required field left empty names the field."""
    chosen = isinstance(field.widget, forms.RadioSelect | forms.Select)
    words = _now("请选择“%(label)s”。") if chosen else _now("请填写“%(label)s”。")
    field.error_messages["required"] = words % {"label": field.label}


def by_township(villages: Sequence[Division]) -> list[tuple[str, list[tuple[int, str]]]]:
    """Villages under the name of their township, for a grouped choice."""
    return [
        (parent, [(v.code, v.name) for v in group])
        for parent, group in groupby(villages, key=lambda v: v.parent.name if v.parent else "")
    ]


class ReasonForm(VersionForm):
    """A reason and nothing else."""

    reason = text_area(_("理由"), _("至少一句话。"))


def add_answers(form: forms.Form, warnings: Sequence[Finding]) -> None:
    """A question for each warning of the gate: what was done about it."""
    for finding in warnings:
        name = f"{ANSWER}{finding.rule.value}"
        form.fields[name] = text_area(
            _now("提醒：%(why)s") % {"why": finding.why},
            _now("%(instead)s请写明怎样处理的。") % {"instead": finding.instead},
        )


def answers_in(data: dict[str, Any]) -> dict[str, str]:
    """Answers to warnings, by rule, taken out of cleaned data."""
    names = [name for name in data if name.startswith(ANSWER)]
    return {name.removeprefix(ANSWER): data.pop(name) for name in names}
