"""Shapes of input of help: pairings and what was given, care records and visits, services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.forms import day_field
from campaigns.models import Activity
from households.models import CareRecord, CareVisit, HelpEvent, Member, Pairing, ServiceActivity

if TYPE_CHECKING:
    MemberChoiceField = forms.ModelChoiceField[Member]
else:
    MemberChoiceField = forms.ModelChoiceField


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _phone() -> forms.CharField:
    return forms.CharField(
        label=_("联系电话"),
        max_length=20,
        required=False,
        help_text=_("加密保存。"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )


class PairingForm(forms.Form):
    """A helper for one household."""

    helper_kind = forms.ChoiceField(
        label=_("谁来帮"), choices=Pairing.Helper.choices, widget=forms.RadioSelect
    )
    helper_name = forms.CharField(label=_("姓名或单位"), max_length=60)
    contact = _phone()
    need = forms.CharField(label=_("困难"), max_length=1000, widget=_lines(3))
    measures = forms.CharField(
        label=_("措施"), max_length=1000, widget=_lines(3), help_text=_("打算帮什么、怎么帮。")
    )
    since = day_field(_("结对日期"))


class HelpEventForm(forms.Form):
    """Help given once."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    happened_on = day_field(_("哪天"))
    kind = forms.ChoiceField(
        label=_("帮了什么"), choices=HelpEvent.Kind.choices, widget=forms.RadioSelect
    )
    what = forms.CharField(
        label=_("内容"),
        max_length=1000,
        widget=_lines(2),
        help_text=_("比如：送大米 2 袋、油 1 桶；联系镇上服装厂上班。"),
    )
    amount = forms.DecimalField(
        label=_("金额或折合金额（元）"),
        max_digits=10,
        decimal_places=2,
        required=False,
        help_text=_("慰问金必填，物资写折合，其他留空。"),
    )
    signed_by = forms.CharField(label=_("签收人"), max_length=40)


class ConsentForm(forms.Form):
    """May the household be named in public?"""

    version = forms.IntegerField(widget=forms.HiddenInput)
    agreed = forms.TypedChoiceField(
        label=_("能不能公开户名"),
        choices=[
            ("yes", _("同意公开\n有本人书面同意")),
            ("no", _("不同意或撤回\n对外一律不出现户名")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    consent_on = day_field(_("同意日期"), required=False)
    consent_by = forms.CharField(label=_("谁签的字"), max_length=40, required=False)


class EndPairingForm(forms.Form):
    """The pairing ends."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    ended_on = day_field(_("结束日期"))
    effect = forms.CharField(label=_("成效"), max_length=1000, widget=_lines(3))


class MemberChoice(MemberChoiceField):
    """A member of the household, with age where it is known."""

    def label_from_instance(self, obj: Member) -> str:
        born = f"\n{obj.birth_date.year}年出生" if obj.birth_date else ""
        return f"{obj.name}（{obj.get_relation_display()}）{born}"


class CareForm(forms.Form):
    """Somebody of a household enters a ledger."""

    member = MemberChoice(
        queryset=Member.objects.none(),
        label=_("谁"),
        widget=forms.RadioSelect,
        empty_label=None,
        help_text=_("从家庭成员里选；没有的先在家庭信息里登记成员。"),
    )
    kind = forms.ChoiceField(
        label=_("哪本台账"), choices=CareRecord.Kind.choices, widget=forms.RadioSelect
    )
    carer = forms.CharField(
        label=_("谁在照看"), max_length=40, required=False, help_text=_("没有人照看请写明“无人”。")
    )
    carer_relation = forms.CharField(label=_("和本人的关系"), max_length=20, required=False)
    contact = _phone()
    need = forms.CharField(label=_("困难和诉求"), max_length=1000, widget=_lines(3))

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["member"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = members


class CareEditForm(forms.Form):
    """Correct what is written about somebody."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    carer = forms.CharField(label=_("谁在照看"), max_length=40, required=False)
    carer_relation = forms.CharField(label=_("和本人的关系"), max_length=20, required=False)
    contact = _phone()
    need = forms.CharField(label=_("困难和诉求"), max_length=1000, widget=_lines(3))


class CareVisitForm(forms.Form):
    """A care visit."""

    visited_on = day_field(_("哪天"))
    way = forms.ChoiceField(
        label=_("怎么看的"), choices=CareVisit.Way.choices, widget=forms.RadioSelect
    )
    found = forms.CharField(label=_("情况"), max_length=1000, widget=_lines(3))


class CareEndForm(forms.Form):
    """Out of the ledger."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("退出原因"), max_length=120, help_text=_("比如：父母已回乡，由父母照看。")
    )


class ActivityForm(forms.Form):
    """A service activity after it took place."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("类型"), choices=ServiceActivity.Kind.choices, widget=forms.RadioSelect
    )
    title = forms.CharField(label=_("主题"), max_length=60)
    happened_on = day_field(_("日期"))
    venue = forms.CharField(label=_("地点"), max_length=60)
    people = forms.IntegerField(label=_("参加人数"), min_value=1, max_value=100000)
    notes = forms.CharField(label=_("内容"), max_length=1000, required=False, widget=_lines(3))
    publicity = forms.ChoiceField(
        label=_("也是宣传活动"),
        choices=[("", _("不是")), *Activity.Kind.choices],
        required=False,
        help_text=_("选了形式就同时记入宣传活动，不用再登记一遍；照片到那里加。"),
    )
    materials = forms.IntegerField(
        label=_("发放资料（份）"), min_value=0, max_value=1_000_000, required=False
    )

    def clean_materials(self) -> int:
        """Nothing handed out unless said."""
        return int(self.cleaned_data["materials"] or 0)


class ServiceUseForm(forms.Form):
    """One household that took part, by its house number."""

    number = forms.CharField(label=_("户号"), max_length=20, help_text=_("本村的户号。"))
    village = forms.TypedChoiceField(label=_("村（社区）"), coerce=int, choices=())
    people = forms.IntegerField(label=_("来了几人"), min_value=1, max_value=60, initial=1)

    def __init__(self, *args: Any, villages: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["village"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(v.code, v.name) for v in villages]
        if len(villages) == 1:
            field.widget = forms.HiddenInput()
            field.initial = villages[0].code
