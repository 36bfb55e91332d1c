"""Shapes of input of documents; the verbs decide what holds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.forms import day_field
from campaigns.models import Division
from reports.documents import KINDS
from reports.models import Document

BULLETIN = "bulletin"
REASON = forms.Textarea(attrs={"rows": 3})


class HeadingForm(forms.Form):
    """What a person decides about the paper."""

    kind = forms.ChoiceField(label=_("文书"), choices=())
    place = forms.ModelChoiceField(
        label=_("发给"), queryset=Division.objects.none(), required=False,
        empty_label=_("全部镇（街道）"),
        help_text=_("只用于致镇（街道）函和考核评分表；函选“全部”时每个镇（街道）各起草一份。"),
    )  # fmt: skip
    word = forms.CharField(
        label=_("机关代字"), max_length=20, help_text=_("例如 沛平家；编号在印发时取，不留空号。"),
        error_messages={"required": _("请写机关代字。")},
    )  # fmt: skip
    signer = forms.CharField(
        label=_("签发人"), max_length=20, error_messages={"required": _("请写签发人。")}
    )
    addressee = forms.CharField(
        label=_("主送"), max_length=60, required=False,
        help_text=_("留空时报告写县委、县政府，通报写各镇（街道）、农场和成员单位；函写收函单位。"),
    )  # fmt: skip
    signed_on = day_field(_("成文日期"), error_messages={"required": _("请填写成文日期。")})

    def __init__(
        self, *args: Any, units: Any = None, old: Document | None = None, corrects: bool = False,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        words = dict(Document.Kind.choices)
        kinds = [old.kind] if old else list(KINDS)
        if not corrects:  # 更正通报 belongs to a result that corrects another
            kinds = [key for key in kinds if key != Document.Kind.ADDENDUM]
        choices = [(key, words[key]) for key in kinds]
        if old is None:
            choices.append((BULLETIN, _("简报（在“简报”里编期印发）")))
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]
        self.fields["place"].queryset = units  # type: ignore[attr-defined]


class StepForm(forms.Form):
    """A step of a paper: a reason or a medium where it needs one."""

    reason = forms.CharField(
        label=_("理由"), widget=REASON, error_messages={"required": _("请写明理由。")}
    )
    medium = forms.ChoiceField(label=_("格式"), choices=())
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, reasoned: bool = False, media: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not reasoned:
            del self.fields["reason"]
        if media:
            self.fields["medium"].choices = media  # type: ignore[attr-defined]
        else:
            del self.fields["medium"]


class DocumentTextForm(forms.Form):
    """The words of a draft: title and text, a line each paragraph."""

    title = forms.CharField(
        label=_("标题"), max_length=80, error_messages={"required": _("请写标题。")}
    )
    text = forms.CharField(
        label=_("正文"), max_length=12000, widget=forms.Textarea(attrs={"rows": 22}),
        error_messages={"required": _("请写正文。")},
        help_text=_("一行一段；“一、”开头的行是一级标题，“（一）”开头、没有句号的行是二级标题。"),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)
