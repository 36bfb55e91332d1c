"""Shapes of input of an agreement, its promises and its signatures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.money import MoneyField
from campaigns.forms import day_field
from disputes.forms.base import OneChoice, VersionForm, add_answers, shown_when, text_area
from disputes.gate import Finding
from disputes.models import Agreement, Party, Promise, Signature
from disputes.transitions.content import Item

ROWS = 6  # promises a fresh form has room for; a draft opened again has room for more


class AgreementForm(VersionForm):
    """起草、登记协议: written (drafted, or signed at once) or oral. parties: the two sides;
    promises: those of the draft so far."""

    form = OneChoice(
        label=_("协议形式"),
        choices=[
            ("written", _("书面协议\n签名盖章后生效")),
            ("oral", _("口头协议\n达成之日起生效，由调解员记录")),
        ],
    )
    facts = text_area(_("纠纷主要事实"), _("什么时候、在哪里、发生了什么。"), required=False)
    issue = text_area(_("争议事项"), _("双方争的是什么。"), required=False)
    responsibility = text_area(
        _("各方责任"),
        _("谁对这件事有什么责任；双方都没有的也写明。"),
        required=False,
    )
    terms = text_area(
        _("其他约定"), _("没有期限的约定写在这里，例如“今后互相尊重”。"), required=False
    )
    performance = forms.CharField(
        label=_("履行地点和说明"),
        max_length=200,
        required=False,
        help_text=_("例如“在村调解室当面交付”。"),
    )
    copies = forms.IntegerField(
        label=_("协议份数"),
        required=False,
        min_value=2,
        max_value=99,
        help_text=_("不填即为每位当事人一份，加调委会留存一份。"),
    )
    agreed_on = day_field(_("达成日期"))
    sealed = forms.BooleanField(
        label=_("当天都已签名盖章"),
        required=False,
        help_text=_(
            "当事人签名、盖章或按指印，调解员签名，并加盖调委会印章。还没有齐的不勾，先存草稿，以后再登记签名。"
        ),
    )
    registered = forms.BooleanField(
        label=_("已填口头协议登记表"), required=False, help_text=_("也可以以后补登。")
    )

    def __init__(
        self,
        *args: Any,
        parties: Sequence[Party],
        promises: Iterable[Promise] = (),
        warnings: Sequence[Finding] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        add_answers(self, warnings)
        shown_when(self, "form=written", "facts", "issue", "responsibility", needed=True)
        shown_when(self, "form=written", "copies", "sealed")
        shown_when(self, "form=oral", "registered")
        kept = list(promises)
        self.count = min(max(ROWS, len(kept) + 3), 20)
        people = [(str(p.pk), f"{p.get_side_display()} {p.name}") for p in parties]
        for at in range(self.count):
            self._add_row(at, people, kept[at] if at < len(kept) else None)

    def _add_row(self, at: int, people: list[tuple[str, str]], kept: Promise | None) -> None:
        row: dict[str, forms.Field] = {
            "by": forms.ChoiceField(
                label=_("由谁履行"),
                choices=[("", _now("请选择")), *people],
                initial=kept and str(kept.by_party_id),
            ),
            "to": forms.ChoiceField(
                label=_("向谁履行"),
                choices=[("", _now("其他各方")), *people],
                initial=kept and str(kept.to_party_id or ""),
            ),
            "what": forms.CharField(label=_("做什么"), max_length=300, initial=kept and kept.what),
            "way": forms.ChoiceField(
                label=_("怎么履行"),
                choices=[("", _now("请选择")), *Promise.Way.choices],
                initial=kept and kept.way,
            ),
            "amount": MoneyField(label=_("金额（元）"), initial=kept and kept.amount),
            "due": day_field(_("到哪一天"), initial=kept and kept.due_on),
        }
        for name, field in row.items():
            field.required = False
            field.needed = name != "amount"  # type: ignore[attr-defined]  # of a row that is used
            self.fields[f"item_{at}_{name}"] = field

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Bound fields of each promise; filled: whether the row is shown open."""
        names = ("by", "to", "what", "way", "amount", "due")
        out = []
        for at in range(self.count):
            fields = {name: self[f"item_{at}_{name}"] for name in names}
            filled = any(f.value() for f in fields.values())
            out.append({"number": at + 1, "fields": fields, "open": filled or at == 0})
        return out

    def clean(self) -> dict[str, Any]:
        """items: the promises that were filled in; a half-filled one says what it lacks."""
        data: dict[str, Any] = super().clean() or {}
        items = []
        for at in range(self.count):
            keys = ("by", "to", "what", "way", "amount", "due")
            row = {k: data.pop(f"item_{at}_{k}", None) for k in keys}
            if not any(row.values()):
                continue
            for key, words in (("by", _("请选由谁履行。")), ("due", _("请填到哪一天。"))):
                name = f"item_{at}_{key}"
                if not row[key] and name not in self.errors:
                    self.add_error(name, words)
            if row["by"] and row["due"]:
                items.append(_item(row))
        data["items"] = tuple(items)
        return data


def _item(row: dict[str, Any]) -> Item:
    return Item(
        by_party=int(row["by"]),
        to_party=int(row["to"]) if row["to"] else None,
        what=row["what"] or "",
        way=row["way"] or "",
        amount=row["amount"],
        due_on=row["due"],
    )


class SignForm(VersionForm):
    """登记签名: who signed on one day; one tick for each who has not."""

    on = day_field(_("签名日期"))

    def __init__(
        self,
        *args: Any,
        agreement: Agreement,
        parties: Sequence[Party],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        done = {s.party_id for s in agreement.signatures.all()}
        for party in parties:
            if party.pk not in done:
                self.fields[f"party_{party.pk}"] = forms.ChoiceField(
                    label=f"{party.get_side_display()} {party.name}",
                    required=False,
                    choices=[("", _now("还没有签")), *Signature.Manner.choices],
                    widget=forms.RadioSelect,
                )
        if agreement.mediator_signed_on is None:
            self.fields["mediator"] = forms.BooleanField(label=_("调解员已签名"), required=False)
        if agreement.sealed_on is None:
            self.fields["seal"] = forms.BooleanField(label=_("调委会已盖章"), required=False)

    def clean(self) -> dict[str, Any]:
        """signed: key of party → manner."""
        data: dict[str, Any] = super().clean() or {}
        signed = {
            int(name.removeprefix("party_")): data.pop(name)
            for name in list(data)
            if name.startswith("party_")
        }
        data["signed"] = {party: manner for party, manner in signed.items() if manner}
        return data


class RegisterForm(VersionForm):
    """补登口头协议."""


class PerformForm(VersionForm):
    """登记履行."""

    on = day_field(_("履行日期"))
    words = text_area(
        _("凭什么知道"),
        _("例如“收条一张，写明收到800元”“转账记录尾号4410”“调解员在场”。"),
        required=False,
    )
    photo = forms.FileField(
        label=_("凭证照片"),
        required=False,
        help_text=_("收条、转账记录的照片，不超过 10 MB。位置和机型等信息会自动去掉。"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )


class BreachForm(VersionForm):
    """登记未履行."""

    on = day_field(_("认定日期"))
    words = text_area(_("未履行的情况"), _("至少一句话，例如“只付了一半，其余说要等年底”。"))


class FollowForm(VersionForm):
    """登记跟进."""

    step = OneChoice(
        label=_("做了什么"),
        choices=[
            ("urged", _("督促履行")),
            ("mediated", _("就履行再次调解")),
            ("told", _("告知司法途径\n可以起诉；已确认的可以申请强制执行")),
        ],
    )
    on = day_field(_("日期"))
    words = text_area(_("情况"), _("对方怎么说、约到哪一天。"))
    next_on = day_field(
        _("下次跟进"),
        required=False,
        help_text=_("不填即为一周以后；告知司法途径的不用填。"),
    )
