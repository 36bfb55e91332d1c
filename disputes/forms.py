"""Shapes of input of disputes; the verbs decide what holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaigns.forms import day_field
from campaigns.models import Division
from disputes.models import Dispute, DisputeType, FollowUp, MediationSession, Party, Source

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    ModelChoice = forms.ModelChoiceField[User]
else:
    ModelChoice = forms.ModelChoiceField

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


class TakeInForm(PlainForm):
    """报纠纷. villages: where the person may take in; one of them needs no question."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    village = forms.TypedChoiceField(label=_("发生在哪个村（社区）"), coerce=int)
    applicants = NamesField(
        label=_("申请人姓名"),
        help_text=_("主动来说的一方；几个人用顿号隔开。"),
        max_length=420,
    )
    respondents = NamesField(
        label=_("另一方姓名"),
        help_text=_("几个人用顿号隔开，例如“余大海、余小江”。"),
        max_length=420,
    )
    source = OneChoice(label=_("怎么知道的"), choices=Source.choices)
    kind = OneChoice(label=_("什么纠纷"), choices=DisputeType.choices)
    brief = text_area(_("简要情况"), _("什么时候、为了什么事、现在怎样。"))
    request = text_area(_("诉求"), _("希望怎么解决。"), required=False)
    taken_in_on = day_field(_("登记日期"))

    def __init__(self, *args: Any, villages: Sequence[Division], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["village"]
        assert isinstance(field, forms.TypedChoiceField)
        if len(villages) == 1:
            field.choices = [(villages[0].code, villages[0].name)]
            field.widget = forms.HiddenInput()
            field.initial = villages[0].code
        else:
            field.choices = [("", _now("请选择")), *_by_township(villages)]


class VersionForm(PlainForm):
    """A form on a record that others may change meanwhile."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ConsentForm(VersionForm):
    """征询意愿: one question a party; those who refused are not asked again."""

    consent_on = day_field(_("征询日期"))

    def __init__(self, *args: Any, parties: Iterable[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answers = [("given", _("同意调解")), ("refused", _("拒绝调解")), ("asked", _("还没问到"))]
        for party in parties:
            self.fields[f"party_{party.pk}"] = OneChoice(
                label=f"{party.get_side_display()} {party.name}",
                choices=answers if party.consent == Party.Consent.ASKED else answers[:2],
                initial=party.consent,
            )
            say_what_is_missing(self.fields[f"party_{party.pk}"])
        self.order_fields([*(n for n in self.fields if n.startswith("party_")), "consent_on"])


class MediatorChoice(ModelChoice):
    """People by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class AcceptForm(VersionForm):
    """受理."""

    mediator = MediatorChoice(
        label=_("调解员"),
        queryset=User.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
    )
    accepted_on = day_field(_("受理日期"), help_text=_("从这一天起 30 日内调解完毕。"))

    def __init__(self, *args: Any, mediators: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["mediator"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = mediators


class MediatorForm(VersionForm):
    """换调解员."""

    mediator = MediatorChoice(
        label=_("换成谁"),
        queryset=User.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
    )
    reason = text_area(_("为什么换"), _("至少一句话，例如“原调解员调离本村”。"))

    def __init__(self, *args: Any, mediators: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["mediator"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = mediators


class DeclineForm(VersionForm):
    """不予受理."""

    reason = text_area(
        _("不予受理的理由"), _("至少一句话，例如“已由法院受理，正在审理，请当事人向法院反映”。")
    )


class PassUpForm(VersionForm):
    """上交乡镇."""

    reason = text_area(
        _("上交的理由"), _("至少一句话，例如“牵涉两个村的地界，村里不便调解，请镇里牵头”。")
    )
    passed_up_on = day_field(_("上交日期"))


class EndForm(VersionForm):
    """终止调解."""

    ending = OneChoice(label=_("为什么终止"), choices=Dispute.Ending.choices)
    reason = text_area(
        _("终止的情况"), _("至少一句话，例如“赡养费数额分歧大，三次调解未能达成一致”。")
    )
    ended_on = day_field(_("终止日期"))
    remedies_told_on = day_field(
        _("告知救济途径的日期"),
        help_text=_(
            "已告知当事人可以依法通过仲裁、行政、司法等途径维护权利（人民调解法第二十六条）。"
        ),
    )

    def __init__(self, *args: Any, endings: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["ending"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(v, label) for v, label in Dispute.Ending.choices if v in endings]


class SessionForm(VersionForm):
    """登记调解."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    held_on = day_field(_("调解日期"))
    place = forms.CharField(
        label=_("地点"), max_length=80, help_text=_("例如“村调解室”“余德民家”。")
    )
    attendants = forms.CharField(
        label=_("到场的人"), max_length=200, help_text=_("当事人、调解员和邀请的人。")
    )
    notes = text_area(_("调解记录"), _("各方怎么说、争在哪里、做了什么工作。"))
    result = OneChoice(label=_("结果"), choices=MediationSession.Result.choices)


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


class FollowUpForm(VersionForm):
    """登记回访."""

    visited_on = day_field(_("回访日期"))
    performance = OneChoice(label=_("协议履行了吗"), choices=FollowUp.Performance.choices)
    satisfied = forms.TypedChoiceField(
        label=_("当事人满意吗"),
        choices=[("yes", _("满意")), ("no", _("不满意"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
    notes = text_area(_("回访情况"), _("没有全部履行的，写明原因和下一步办法。"), required=False)


def say_what_is_missing(field: forms.Field) -> None:
    """The sentence for a required field left empty names the field."""
    chosen = isinstance(field.widget, forms.RadioSelect | forms.Select)
    words = _now("请选择“%(label)s”。") if chosen else _now("请填写“%(label)s”。")
    field.error_messages["required"] = words % {"label": field.label}


def _by_township(villages: Sequence[Division]) -> list[tuple[str, list[tuple[int, str]]]]:
    """Villages under the name of their township, for a grouped choice."""
    return [
        (parent, [(v.code, v.name) for v in group])
        for parent, group in groupby(villages, key=lambda v: v.parent.name if v.parent else "")
    ]
