"""Verbs of the figures of a case: money involved, and what it kept from happening."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_version
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from disputes.models import Averted, Dispute
from disputes.transitions import handling, hanging

MOST_PERSONS = 10_000


@transaction.atomic
def set_money(
    *, dispute: Dispute, money: int | None, by: User, version: int | None = None
) -> Dispute:
    """How much money the dispute is about, in fen; None takes it away (domain D3)."""
    dispute = handling.locked(dispute, by)
    handling.require_handler(by, Act.DISPUTE_FIGURES, dispute)
    require_version(dispute, version, {}, [])
    if money is not None and money < 1:
        raise Invalid({"money": _("金额请写大于 0 的数。")})
    was = dispute.money
    handling.change(dispute, money=money)
    trail.record(
        Act.DISPUTE_FIGURES,
        by=by,
        on=dispute,
        place=dispute.village_id,
        before={"money": was},
        after={"money": money, "on": str(timezone.localdate())},
    )
    return dispute


@transaction.atomic
def tell(
    *, dispute: Dispute, kind: str, persons: int, reason: str, by: User, version: int | None = None
) -> Averted:
    """What the mediation kept from happening, with how one knows (domain D3); counted only once
    somebody else found it true."""
    dispute = handling.locked(dispute, by)
    handling.require_handler(by, Act.DISPUTE_FIGURES, dispute)
    if not dispute.number:
        raise NotTheMoment(_("受理以后才登记调解成效。"))
    require_version(dispute, version, {}, [])
    if kind not in Averted.Kind.values:
        raise Invalid({"kind": _("请选防止了什么。")})
    if not 1 <= persons <= MOST_PERSONS:
        raise Invalid({"persons": _("涉及人数请写 1 到 %(n)d。") % {"n": MOST_PERSONS}})
    reason = handling.require_reason("reason", reason)
    if Averted.objects.filter(dispute=dispute, kind=kind).exclude(verdict="untrue").exists():
        raise NotTheMoment(_("这一项已经登记过。"))
    row = Averted.objects.create(
        **hanging.own(dispute),
        kind=kind,
        persons=persons,
        reason=reason,
        told_on=timezone.localdate(),
        told_by=by,
    )
    _tell(Act.DISPUTE_FIGURES, row, by)
    return row


@transaction.atomic
def check(*, averted: Averted, true: bool, words: str, by: User) -> Averted:
    """Somebody above the village, and not the teller, says whether it is so."""
    row = Averted.objects.select_related("dispute").locked(by, pk=averted.pk)
    acts.require(by, Act.DISPUTE_CHECK_FIGURES, row.village_id)
    if row.verdict:
        raise NotTheMoment(_("这一项已经核实过。"))
    if row.told_by_id == by.pk:
        raise Forbidden(_("登记的人不能自己核实，请换一位核实。"))
    row.checked_words = handling.require_reason("words", words)
    row.verdict = Averted.Verdict.TRUE if true else Averted.Verdict.UNTRUE
    row.checked_on, row.checked_by = max(timezone.localdate(), row.told_on), by
    row.save()
    _tell(Act.DISPUTE_CHECK_FIGURES, row, by)
    return row


def _tell(act: Act, row: Averted, by: User) -> None:
    on: date = row.checked_on or row.told_on
    trail.record(
        act,
        by=by,
        on=row.dispute,
        place=row.village_id,
        after={
            "averted": row.kind,
            "persons": row.persons,
            "verdict": row.verdict,
            "on": str(on),
        },
    )
