"""Shapes of input around a mediation: mediators, recusal, clock, risk, notes, evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaigns.forms import day_field
from disputes.forms.base import FreeChoice, OneChoice, VersionForm, text_area
from disputes.models import Escalation, EvidenceFile, InvestigationNote, Party
from disputes.models.clock_event import EXTENDED_MOST
from households.forms.moment import moment_field


class JoinForm(VersionForm):
    """增加共同调解员."""

    mediator = FreeChoice(label=_("请谁一起调解"), help_text=_("与当事人有回避关系的不列出。"))

    def __init__(self, *args: Any, mediators: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["mediator"]
        assert isinstance(field, FreeChoice)
        field.offer(mediators)


class ReleaseForm(JoinForm):
    """减少共同调解员."""

    reason = text_area(_("理由"), _("至少一句话。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mediator"].label = _("哪一位不再一起调解")
        self.fields["mediator"].help_text = ""


class RecusalForm(VersionForm):
    """提出回避. own: the mediator herself is asking."""

    party = forms.TypedChoiceField(
        label=_("谁提出的"), coerce=int, empty_value=None, widget=forms.RadioSelect
    )
    reason = text_area(_("理由"), _("至少一句话，例如“调解员是对方的堂兄”。"))

    def __init__(self, *args: Any, parties: Iterable[Party], own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["party"]
        assert isinstance(field, forms.TypedChoiceField)
        mine = [(0, _("我自己（调解员自行回避）"))] if own else []
        field.choices = [
            *((p.pk, f"{p.get_side_display()} {p.name}") for p in parties),
            *mine,
        ]


class RecusalDecision(forms.Form):
    """决定回避."""

    grant = forms.TypedChoiceField(
        label=_("是否回避"),
        choices=[("yes", _("回避\n由另一位调解员接着办")), ("no", _("不需要回避"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
    replacement = FreeChoice(label=_("由谁接着调解"), required=False)
    words = text_area(_("决定的理由"), _("会告知提出的人，至少一句话。"))

    def __init__(self, *args: Any, mediators: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["replacement"]
        assert isinstance(field, FreeChoice)
        field.offer(mediators)


class SuspendForm(VersionForm):
    """中止期限."""

    on = day_field(_("从哪天起中止"))
    reason = text_area(_("为什么中止"), _("例如“申请人住院”“等待伤情鉴定”。"))
    look_on = day_field(
        _("哪天再看一次"), help_text=_("到那天提醒您核对能不能恢复，最晚 60 天后。")
    )


class ResumeForm(VersionForm):
    """恢复期限."""

    on = day_field(_("从哪天起恢复"))
    reason = text_area(_("恢复的情况"), _("至少一句话。"))


class ExtendForm(VersionForm):
    """延长期限."""

    days = forms.IntegerField(label=_("延长几天"), min_value=1, max_value=EXTENDED_MOST)
    consents = forms.TypedMultipleChoiceField(
        label=_("谁同意延长"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("须经每一位当事人同意。"),
    )
    on = day_field(_("同意日期"))
    reason = text_area(_("为什么延长"), _("至少一句话。"))

    def __init__(self, *args: Any, parties: Iterable[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["consents"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(p.pk, f"{p.get_side_display()} {p.name}") for p in parties]


class RiskForm(VersionForm):
    """登记激化风险."""

    kind = OneChoice(label=_("可能怎样激化"), choices=Escalation.Kind.choices)
    people = forms.IntegerField(label=_("涉及几人"), min_value=1, max_value=9_999, initial=1)
    on = day_field(_("发现日期"))
    words = text_area(_("什么情况"), _("谁说了什么、做了什么，有没有危险物品。"))


class MeasureForm(VersionForm):
    """登记防激化措施."""

    on = day_field(_("哪天"))
    who = forms.CharField(label=_("谁去做"), max_length=80)
    what = text_area(_("采取什么措施"), _("至少一句话，例如“收走刀具，两名网格员夜间值守”。"))


class PoliceForm(VersionForm):
    """登记报告公安机关."""

    at = moment_field(_("什么时间报告"))
    words = forms.CharField(
        label=_("报给谁、怎样答复"),
        max_length=200,
        help_text=_("例如“五段派出所值班民警，已派人”。"),
    )


class RiskEndForm(VersionForm):
    """解除激化风险."""

    outcome = OneChoice(label=_("结果"), choices=[c for c in Escalation.Outcome.choices if c[0]])
    on = day_field(_("日期"))
    words = text_area(_("依据"), _("至少一句话。"))


class NoteForm(VersionForm):
    """登记调查记录."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    at = moment_field(_("什么时间"))
    place = forms.CharField(label=_("在哪里"), max_length=80)
    askers = forms.CharField(label=_("谁去调查"), max_length=80, help_text=_("一般两人。"))
    name = forms.CharField(label=_("问的是谁"), max_length=40)
    asked = OneChoice(label=_("他（她）是"), choices=InvestigationNote.Asked.choices)
    others = forms.CharField(label=_("还有谁在场"), max_length=120, required=False)
    content = text_area(_("问了什么、怎么说的"), _("照原话记。"))
    signed = forms.BooleanField(label=_("本人已核对签名"), required=False)


class EvidenceForm(VersionForm):
    """登记证据材料; on a phone the camera opens."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("拍照或选文件"),
        required=False,
        help_text=_("照片或 PDF，不超过 10 MB；照片里的位置和机型会自动去掉。不拍孩子的脸。"),
        widget=forms.ClearableFileInput(
            attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"}
        ),
    )
    title = forms.CharField(label=_("证据名称"), max_length=60)
    source = OneChoice(label=_("谁提供的"), choices=EvidenceFile.Source.choices)
    received_on = day_field(_("收到日期"))
