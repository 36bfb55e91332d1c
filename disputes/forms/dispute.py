"""Shapes of input of a dispute; the verbs decide what holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaigns.forms import day_field
from campaigns.models import Division
from disputes.forms.base import (
    FreeChoice,
    NamesField,
    OneChoice,
    PlainForm,
    VersionForm,
    add_answers,
    by_township,
    text_area,
)
from disputes.gate import Finding
from disputes.models import Dispute, DisputeType, Source


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
            field.choices = [("", _now("请选择")), *by_township(villages)]


class AcceptForm(VersionForm):
    """受理; with a question for each warning of the gate."""

    mediator = FreeChoice(label=_("调解员"), help_text=_("与当事人有回避关系的不列出。"))
    accepted_on = day_field(_("受理日期"), help_text=_("从这一天起 30 日内调解完毕。"))
    rights_told_on = day_field(
        _("告知权利义务日期"),
        required=False,
        help_text=_("已当面告知的填上；最迟在第一次调解以前告知。"),
    )

    def __init__(
        self, *args: Any, mediators: Sequence[User], warnings: Sequence[Finding], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["mediator"]
        assert isinstance(field, FreeChoice)
        field.offer(mediators)
        add_answers(self, warnings)


class MediatorForm(VersionForm):
    """换调解员."""

    mediator = FreeChoice(label=_("换成谁"), help_text=_("与当事人有回避关系的不列出。"))
    reason = text_area(_("为什么换"), _("至少一句话，例如“原调解员调离本村”。"))

    def __init__(self, *args: Any, mediators: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["mediator"]
        assert isinstance(field, FreeChoice)
        field.offer(mediators)


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
