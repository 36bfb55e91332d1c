"""Shapes of input of what happens to a household as a whole: contact, split, merge, move, a look
at whole numbers, the county's matches."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.proof import ProvenForm
from campaigns.forms import day_field
from campaigns.models import Division
from households.forms.member import others
from households.models import Member, PersonMatch


class RevealForm(ProvenForm):
    """Why somebody needs the whole number (C5); the password where it is not fresh."""

    reason = forms.CharField(
        label=_("做什么用"),
        max_length=200,
        help_text=_("比如：上门前电话联系。会记入查看记录，上级可以查到。"),
    )


class ContactForm(forms.Form):
    """The safe contact rule; it replaces the former one as a whole."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    safe_phone = forms.CharField(
        label=_("打哪个电话"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    safe_hours = forms.CharField(
        label=_("什么时候方便"),
        max_length=60,
        required=False,
        help_text=_("比如：周一至周五 9–11 时。"),
    )
    safe_person = forms.CharField(
        label=_("找谁"), max_length=40, required=False, help_text=_("比如：只找本人。")
    )
    safe_words = forms.CharField(
        label=_("怎么说"), max_length=120, required=False, help_text=_("比如：说是人口登记。")
    )
    may_message = forms.TypedChoiceField(
        label=_("可以留言、发短信吗"),
        choices=[("0", _("不可以")), ("1", _("可以"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )


class SplitForm(forms.Form):
    """分户: who goes, who heads them, their number."""

    members = forms.TypedMultipleChoiceField(
        label=_("分出哪些人"), coerce=str, widget=forms.CheckboxSelectMultiple
    )
    head = forms.ChoiceField(label=_("新户的户主"))
    number = forms.CharField(label=_("新户的户号"), max_length=20)
    split_on = day_field(_("分户日期"))

    def __init__(self, *args: Any, rows: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(m.uid), str(m)) for m in rows]
        for name, extra in (("members", []), ("head", [("", _("请选择"))])):
            chosen = self.fields[name]
            assert isinstance(chosen, forms.ChoiceField)
            chosen.choices = [*extra, *choices]


class MergeForm(forms.Form):
    """并户: into which household of the village, and what each member becomes there."""

    into = forms.CharField(
        label=_("并入哪一户（户号）"), max_length=20, help_text=_("填本村另一户的户号。")
    )
    merged_on = day_field(_("并户日期"))
    reason = forms.CharField(label=_("原因"), max_length=200, help_text=_("比如：与长子同住。"))

    def __init__(self, *args: Any, rows: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in rows:
            self.fields[f"relation_{row.uid}"] = forms.ChoiceField(
                label=_("%(name)s与新户主的关系") % {"name": row.name}, choices=others
            )


class MoveForm(forms.Form):
    """迁移: to which village of the county."""

    village = forms.TypedChoiceField(label=_("迁往哪个村（社区）"), coerce=int, choices=())
    address = forms.CharField(
        label=_("迁入后的住址"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reason = forms.CharField(label=_("迁移原因"), max_length=200)

    def __init__(self, *args: Any, villages: list[tuple[str, list[Division]]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        choice = self.fields["village"]
        assert isinstance(choice, forms.TypedChoiceField)
        choice.choices = [
            ("", _("请选择")),
            *((town, [(v.code, v.name) for v in rows]) for town, rows in villages),
        ]


class AcceptForm(forms.Form):
    """The number the household gets in its new village."""

    number = forms.CharField(label=_("在本村的户号"), max_length=20)


class DeclineForm(forms.Form):
    """Why an offer is sent back."""

    answer = forms.CharField(label=_("退回的原因"), max_length=200)


class ConfirmForm(forms.Form):
    """Nothing to type."""


class MatchForm(forms.Form):
    """The county's decision on two members."""

    verdict = forms.ChoiceField(
        label=_("是不是同一人"),
        choices=[
            (PersonMatch.Verdict.SAME.value, _("同一人\n以后算作一个人，两户都保留")),
            (PersonMatch.Verdict.DIFFERENT.value, _("不是同一人\n以后不再提示")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("依据"), max_length=200, help_text=_("比如：电话核实，离婚后两处居住。")
    )


class UndoForm(forms.Form):
    """Why a decision is taken back."""

    reason = forms.CharField(label=_("撤销的原因"), max_length=200)
