"""Shapes of input of parties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.forms import day_field
from disputes.forms.base import OneChoice, VersionForm, say_what_is_missing, shown_when, text_area
from disputes.models import Party, PartyAgent, Topic
from households.models import Household


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


class PartyForm(VersionForm):
    """Who a party is. homes: households of the village's register she may belong to."""

    name = forms.CharField(label=_("姓名"), max_length=40)
    sex = OneChoice(label=_("性别"), choices=Party.Sex.choices, required=False)
    id_number = forms.CharField(
        label=_("身份证号"),
        max_length=30,
        required=False,
        help_text=_("填了就按它核对性别、出生年份和回避关系；列表上只显示首尾。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    birth_year = forms.IntegerField(
        label=_("出生年份"), required=False, help_text=_("没有身份证号的，按本人所说填。")
    )
    capacity = OneChoice(
        label=_("民事行为能力"),
        choices=[
            ("full", _("完全民事行为能力\n成年人；满十六周岁以自己劳动收入为主要生活来源的")),
            ("limited", _("限制民事行为能力\n八周岁以上的未成年人；不能完全辨认自己行为的成年人")),
            ("none", _("无民事行为能力\n不满八周岁；不能辨认自己行为的人")),
        ],
    )
    phone = forms.CharField(
        label=_("联系电话"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    address = forms.CharField(label=_("单位或住址"), max_length=120, required=False)
    occupation = forms.CharField(label=_("职业或职务"), max_length=40, required=False)

    def __init__(self, *args: Any, homes: Sequence[Household] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if homes:
            self.fields["home"] = forms.TypedChoiceField(
                label=_("是不是这一户的人"),
                choices=[
                    ("", _now("不关联")),
                    *((h.pk, f"{h.number} {h.head_name}{_now('家')}") for h in homes),
                ],
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
                help_text=_("本村登记里同名或同号的家庭；不能确定的不关联。"),
            )


class PartyChangeForm(PartyForm):
    """What is kept out of sight is typed anew, or left as it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("id_number", "phone", "address"):
            self.fields[name].help_text = _("已登记的不显示；不改的不用填。")


class NewPartyForm(PartyForm):
    """增加当事人. reasoned: accepted already, so a reason is wanted."""

    side = OneChoice(
        label=_("哪一方"), choices=[c for c in Party.Side.choices if c[0] != "concerned"]
    )

    def __init__(self, *args: Any, reasoned: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if reasoned:
            self.fields["reason"] = text_area(
                _("为什么增加"), _("受理以后增加的要写明理由，并重新征询意愿。")
            )
        self.order_fields(["side", "name"])


class AgentForm(VersionForm):
    """登记代理人."""

    kind = OneChoice(label=_("代理种类"), choices=PartyAgent.Kind.choices)
    name = forms.CharField(label=_("代理人姓名"), max_length=40)
    relation = OneChoice(label=_("与当事人关系"), choices=PartyAgent.Relation.choices)
    phone = forms.CharField(label=_("联系电话"), max_length=30, required=False)
    scope = forms.CharField(
        label=_("授权范围"),
        max_length=200,
        required=False,
        help_text=_("委托代理人填，例如“代为参加调解、承认或变更请求”。"),
    )
    authorised_on = day_field(_("授权日期"), required=False, help_text=_("委托代理人填。"))
    on_file = forms.BooleanField(
        label=_("证明材料已在卷"),
        required=False,
        help_text=_("授权委托书，或监护关系证明；也可以以后补。"),
    )


YES_NO = [("no", _("没有")), ("yes", _("有"))]


def yes_no(label: Any, help_text: Any = "") -> forms.TypedChoiceField:
    """A question answered with 有 or 没有; nothing is chosen beforehand."""
    return forms.TypedChoiceField(
        label=label,
        help_text=help_text,
        choices=YES_NO,
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )


class CheckForm(VersionForm):
    """安全询问: what the gate must know (domain E)."""

    DANGERS = ("violence_now", "violence_known", "injury_appraisal", "crime_suspected")

    asked_on = day_field(_("询问日期"))
    violence_now = yes_no(
        _("有没有人身侵害正在发生，或者有现实的危险"), _("有的先报警，再接着填。")
    )
    violence_known = yes_no(_("以前有没有动过手、恐吓过"))
    injury_appraisal = yes_no(_("有没有伤情需要鉴定"))
    crime_suspected = yes_no(_("有没有涉嫌违法犯罪的事"))
    harmed = forms.TypedMultipleChoiceField(
        label=_("谁受到侵害，或者像是受到侵害"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    subjects = forms.MultipleChoiceField(
        label=_("要解决什么事"), choices=Topic.choices, widget=forms.CheckboxSelectMultiple
    )
    police_told_on = day_field(_("报告公安机关的日期"), required=False)
    reported_on = day_field(
        _("强制报告的日期"),
        required=False,
        help_text=_("受侵害的是未成年人或者不能辨认自己行为的人，必须立即报告公安机关。"),
    )
    report_proof = forms.CharField(
        label=_("报告凭据"), max_length=120, required=False, help_text=_("例如接警单号。")
    )
    order_until = day_field(_("人身安全保护令有效期至"), required=False, help_text=_("有的填。"))
    safe_contact = forms.CharField(
        label=_("安全联系约定"),
        max_length=200,
        required=False,
        help_text=_("有过侵害的必填：什么号码、什么时间可以联系，怎样称呼，能不能留言。"),
    )

    def __init__(self, *args: Any, parties: Iterable[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["harmed"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(p.pk, f"{p.get_side_display()} {p.name}") for p in parties]
        told = ",".join(f"{name}=yes" for name in self.DANGERS)
        shown_when(
            self, "violence_now=yes,violence_known=yes", "harmed", "safe_contact", needed=True
        )
        shown_when(self, told, "police_told_on", "reported_on", "report_proof", "order_until")
