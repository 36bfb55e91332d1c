"""Shapes of input of pledges; the verbs decide what holds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.photos import BYTES_MOST
from campaigns import pledge_metrics
from campaigns.forms import day_field
from campaigns.models import Pledge, Rung
from campaigns.transitions.pledge_template import PARTS, Typed


def _area(label: Any, rows: int, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=4000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=hint,
    )


class PageField(forms.FileField):
    """A photo or scan of the signed page, as bytes."""

    widget = forms.ClearableFileInput(attrs={"accept": "image/*,application/pdf"})

    def clean(self, data: Any, initial: Any = None) -> bytes:
        """What was sent, one byte more than may be kept at most."""
        sent = super().clean(data, initial)
        return sent.read(BYTES_MOST + 1) if sent else b""


class PledgeIssueForm(forms.Form):
    """Issue one pledge, or those of all units below."""

    issuer_signatory = forms.CharField(
        label=_("甲方代表"),
        max_length=40,
        required=False,
        help_text=_("填了姓名，就是甲方在下发时签字；空着，以后再签"),
    )
    issued_on = day_field(_("下发日期"))


class PledgeSignForm(forms.Form):
    """One side signs; on paper both may have."""

    way = forms.ChoiceField(
        label=_("怎么签的"),
        choices=Pledge.Way.choices,
        widget=forms.RadioSelect,
    )
    holder_signatory = forms.CharField(label=_("乙方代表"), max_length=40, required=False)
    issuer_signatory = forms.CharField(label=_("甲方代表"), max_length=40, required=False)
    signed_on = day_field(_("签订日期"))
    page = PageField(
        label=_("签字页照片或扫描件"),
        required=False,
        allow_empty_file=True,
        help_text=_("在纸上签的，拍下签字盖章的那一页"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        holds: bool = True,
        other_waits: bool = True,
        keeps: bool = True,
        **kwargs: Any,
    ):
        """keeps: whether the page that was signed is kept by this side; a city's is the
        county's."""
        super().__init__(*args, **kwargs)
        if not keeps:
            del self.fields["page"]
        own, other = ("holder_signatory", "issuer_signatory")[:: 1 if holds else -1]
        self.fields[own].help_text = _("本单位签字的人")
        if other_waits:
            self.fields[other].help_text = _("在纸上签、对方也签了的，照纸上填；没签的空着")
        else:
            del self.fields[other]
        self.order_fields(["way", own, other, "signed_on", "page", "version"])


class PledgeWithdrawForm(forms.Form):
    """The issuer takes a pledge back."""

    reason = forms.CharField(
        label=_("撤回的原因"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("例如：责任期限写错，重新下发"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class PledgeHandOverForm(forms.Form):
    """A new leader takes over."""

    to_name = forms.CharField(label=_("接任责任人"), max_length=40)
    handed_on = day_field(_("交接日期"))
    note = forms.CharField(
        label=_("说明"), max_length=120, required=False, help_text=_("例如：换届、岗位调整")
    )


class PledgeCityForm(forms.Form):
    """The pledge signed with the city, from paper."""

    issuer_signatory = forms.CharField(label=_("甲方代表（上级）"), max_length=40)
    holder_signatory = forms.CharField(label=_("乙方代表（本县）"), max_length=40)
    signed_on = day_field(_("签订日期"))
    page = PageField(label=_("签字页扫描件"), required=False, allow_empty_file=True)


class DraftForm(forms.Form):
    """Which text to begin."""

    rung = forms.TypedChoiceField(
        label=_("写给谁签的"), choices=Rung.choices, coerce=int, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, rungs: list[int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["rung"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(r, Rung(r).label) for r in rungs]


class TemplateForm(forms.Form):
    """The parts of a text."""

    starts_on = day_field(_("责任期限自"))
    ends_on = day_field(_("责任期限至"))
    opening = _area(_("开头"), 3)
    measures = _area(_("工作措施"), 6, _("一行一条，打印时自动编号"))
    appraisal = _area(_("考核办法"), 4)
    rewards = _area(_("奖惩"), 4, _("不能设定罚款；不能因家庭求助、反映情况而处理家庭"))
    veto = _area(_("一票否决情形"), 5)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, rung: int, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if rung == Rung.HOUSEHOLD:
            for name in ("appraisal", "rewards", "veto"):
                del self.fields[name]
            self.fields["measures"].label = _("承诺内容")

    @property
    def parts(self) -> dict[str, Any]:
        """What was typed, all parts."""
        return dict.fromkeys(PARTS, "") | self.cleaned_data


class ClauseForm(forms.Form):
    """One clause; a line without words is left out."""

    code = forms.CharField(label=_("代码"), max_length=24, required=False)
    text = forms.CharField(label=_("指标"), max_length=80, required=False)
    at_least = forms.TypedChoiceField(
        label=_("方向"),
        choices=[("1", _("不低于")), ("0", _("不高于"))],
        coerce=lambda value: value == "1",
    )
    target = forms.DecimalField(
        label=_("目标值"),
        min_value=0,
        max_digits=8,
        decimal_places=2,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "decimal"}),
    )
    unit = forms.CharField(label=_("单位"), max_length=8, required=False)
    reaches = forms.TypedChoiceField(label=_("落实到"), choices=Rung.choices, coerce=int)
    metric = forms.ChoiceField(label=_("统计指标"), required=False)
    rubric_line = forms.RegexField(
        r"^\d+(\.\d+)*$",
        label=_("细则条目"),
        required=False,
        max_length=8,
        error_messages={"invalid": _("细则条目像 3.1 这样填。")},
    )
    weaker_reason = forms.CharField(label=_("低于上级的理由"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["metric"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = pledge_metrics.choices()

    def clean(self) -> dict[str, Any]:
        """A clause with words has a code, a target and a unit."""
        data = super().clean() or {}
        if data.get("text"):
            for name, label in (("code", _("代码")), ("unit", _("单位"))):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("请填%(what)s。") % {"what": label})
            if data.get("target") is None and "target" not in self.errors:
                self.add_error("target", _("请填目标值。"))
        elif data.get("code") or data.get("target") is not None:
            self.add_error("text", _("请填指标；整行不要的，把这一行清空。"))
        return data

    @property
    def typed(self) -> Typed | None:
        """The clause, or None for an empty line."""
        if not self.cleaned_data.get("text"):
            return None
        return Typed(**self.cleaned_data)


ClauseFormSet = forms.formset_factory(ClauseForm, extra=3, max_num=60, absolute_max=60)
