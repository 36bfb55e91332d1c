"""What an agreement says, as it is handed to its verbs, and whether it says all it must."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from accounts.refusals import Invalid, NotTheMoment
from accounts.templatetags.words import zh_day
from disputes.models import Agreement, Dispute, Party, Promise

MOST_PROMISES = 20
MONEY = (Promise.Way.CASH, Promise.Way.TRANSFER)


@dataclass(frozen=True)
class Item:
    """One promise: keys of the parties (to_party None: to all the others), what, by when, how;
    amount in fen."""

    by_party: int
    what: str
    due_on: date
    way: str
    to_party: int | None = None
    amount: int | None = None


@dataclass(frozen=True)
class Content:
    """The parts of art. 29. copies None: as many as parties, and one for the committee."""

    items: tuple[Item, ...]
    terms: str = ""
    facts: str = ""
    issue: str = ""
    responsibility: str = ""
    performance: str = ""
    copies: int | None = None

    @property
    def words(self) -> str:
        """Everything agreed, one sentence a line: what the gate reads (domain E, gate 5, 6)."""
        return "\n".join([self.terms, self.performance, *(item.what for item in self.items)])


def checked(content: Content, dispute: Dispute, form: str, agreed_on: date) -> dict[str, object]:
    """The fields of an agreement with this content; 422 with a sentence per field for what
    art. 29 asks and is not there. An oral one is registered in short (domain D2 no. 10)."""
    written = form == Agreement.Form.WRITTEN
    parties = {p.pk: p for p in dispute.parties.all() if p.side != Party.Side.CONCERNED}
    faults: dict[str, str] = {}
    fields: dict[str, object] = {}
    for name, words, asked in (
        ("facts", _("请写明纠纷的主要事实。"), written),
        ("issue", _("请写明争议事项。"), written),
        ("responsibility", _("请写明各方当事人的责任。"), written),
        ("terms", "", False),
        ("performance", "", False),
    ):
        fields[name] = text = getattr(content, name).strip()
        if asked and not text:
            faults[name] = words
    if written:
        fields["copies"], fault = _copies(content.copies, len(parties))
        faults |= fault
    faults |= _item_faults(content.items, parties, agreed_on)
    if faults:
        raise Invalid(faults)
    return fields


def write_items(agreement: Agreement, items: Iterable[Item]) -> None:
    """The promises of an agreement in their order."""
    Promise.objects.bulk_create(
        Promise(
            matter_id=agreement.matter_id,
            dispute_id=agreement.dispute_id,
            agreement=agreement,
            village_id=agreement.village_id,
            ordinal=ordinal,
            by_party_id=item.by_party,
            to_party_id=item.to_party,
            what=item.what.strip(),
            way=item.way,
            amount=item.amount,
            due_on=item.due_on,
        )
        for ordinal, item in enumerate(items, 1)
    )


def _copies(asked: int | None, parties: int) -> tuple[int, dict[str, str]]:
    least = parties + 1
    if asked is not None and asked < least:
        words = _("各方当事人各执一份，调委会留存一份，至少 %(n)d 份（人民调解法第二十九条）。")
        return asked, {"copies": words % {"n": least}}
    return asked or least, {}


def _item_faults(
    items: tuple[Item, ...], parties: Mapping[int, Party], agreed_on: date
) -> dict[str, str]:
    if not items:
        return {"items": _("请至少写一项约定：谁、为谁、做什么、到哪一天。")}
    if len(items) > MOST_PROMISES:
        return {"items": _("一份协议最多 %(n)d 项约定。") % {"n": MOST_PROMISES}}
    for ordinal, item in enumerate(items, 1):
        if fault := _item_fault(item, parties, agreed_on):
            return {"items": _("第 %(n)d 项：%(fault)s") % {"n": ordinal, "fault": fault}}
    return {}


def _item_fault(item: Item, parties: Mapping[int, Party], agreed_on: date) -> str:
    if item.by_party not in parties:
        return _("请选由谁履行。")
    if item.to_party is not None and item.to_party not in parties:
        return _("请从本件当事人中选向谁履行。")
    if item.by_party == item.to_party:
        return _("自己不能向自己履行。")
    if not item.what.strip():
        return _("请写明约定做什么。")
    if item.way not in Promise.Way.values:
        return _("请选履行方式。")
    if item.way in MONEY and item.amount is None:
        return _("付钱的约定请写明金额。")
    if item.amount is not None and not 0 < item.amount <= 10**13:
        return _("金额请写大于 0 的数。")
    if item.due_on < agreed_on:
        return _("履行期限不能早于达成日期（%(day)s）。") % {"day": zh_day(agreed_on)}
    return ""


def require_agreed(dispute: Dispute) -> date:
    """The day of the sitting that reached the agreement; 409 without one."""
    last = dispute.sessions.last()
    if last is None or last.result != "agreed":
        raise NotTheMoment(_("最近一次调解的结果不是“达成协议”，请先登记达成协议的那次调解。"))
    return last.held_on
