"""Verbs of an agreement: drafting, signing, an oral one, its register."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Invalid, NotTheMoment
from accounts.templatetags.words import zh_day
from disputes import gating
from disputes.gate_facts import GateAct
from disputes.models import Agreement, Dispute, Party, Signature
from disputes.transitions import handling, session_plan
from disputes.transitions.content import Content, checked, require_agreed, write_items
from disputes.transitions.escalation import require_measures
from disputes.transitions.mediator import require_no_recusal


@transaction.atomic
def draft(
    *,
    dispute: Dispute,
    content: Content,
    by: User,
    agreed_on: date | None = None,
    answers: Mapping[str, str] | None = None,
    version: int | None = None,
) -> Agreement:
    """Write a written agreement with the contents of 人民调解法 art. 29. It binds nobody before it
    is signed and sealed; written anew, the former draft goes with whatever was signed on it."""
    dispute = _opened(dispute, by, version)
    held_on = require_agreed(dispute)
    agreed_on = agreed_on or timezone.localdate()
    handling.require_day("agreed_on", agreed_on, [(held_on, _("最近一次调解"))])
    fields = checked(content, dispute, Agreement.Form.WRITTEN, agreed_on)
    gating.pass_through(dispute, GateAct.SETTLE, by=by, answers=answers, terms=content.words)
    agreement = _former(dispute) or Agreement(dispute=dispute)
    for name, value in fields.items():
        setattr(agreement, name, value)
    agreement.form, agreement.agreed_on = Agreement.Form.WRITTEN, agreed_on
    _keep(agreement, dispute, content, by)
    handling.change(dispute)
    _tell(Act.DISPUTE_SETTLE, agreement, by, agreed_on, dispute.status, {"draft": True})
    return agreement


@transaction.atomic
def sign(
    *,
    dispute: Dispute,
    by: User,
    signed: Mapping[int, str] | None = None,
    mediator: bool = False,
    seal: bool = False,
    on: date | None = None,
    version: int | None = None,
) -> Agreement:
    """Who signed a written agreement on one day: parties (key → manner), the mediator, the
    committee with its seal. With the last of them it takes effect on that day (人民调解法 art. 29),
    and the dispute is settled."""
    dispute = _opened(dispute, by, version, Act.DISPUTE_SIGN)
    agreement = _former(dispute)
    if agreement is None:
        raise NotTheMoment(_("这件纠纷还没有起草调解协议书，请先起草。"))
    on = on or timezone.localdate()
    handling.require_day("on", on, [(agreement.agreed_on, _("达成日期"))])
    _take_signatures(agreement, dispute, signed or {}, on, by)
    if not (signed or mediator or seal):
        raise Invalid(_("请勾选这一天谁签了名、盖了章。"))
    for field, here in (("mediator_signed_on", mediator), ("sealed_on", seal)):
        if here:
            _take_day(agreement, field, on)
    was = dispute.status
    agreement.effective_on = _effective_on(agreement)
    agreement.effective_at = timezone.now() if agreement.in_force else None
    agreement.save()
    status = {"status": Dispute.Status.SETTLED} if agreement.in_force else {}
    if agreement.in_force:
        session_plan.drop(dispute)
    handling.change(dispute, **status)
    more = {"parties": sorted(signed or {}), "mediator": mediator, "seal": seal}
    _tell(Act.DISPUTE_SIGN, agreement, by, on, was, more)
    return agreement


@transaction.atomic
def settle_written(
    *,
    dispute: Dispute,
    content: Content,
    by: User,
    agreed_on: date | None = None,
    signed_on: date | None = None,
    answers: Mapping[str, str] | None = None,
    version: int | None = None,
) -> Agreement:
    """Draft and sign at one table: everybody signed and the seal is on, all on one day."""
    agreement = draft(
        dispute=dispute,
        content=content,
        by=by,
        agreed_on=agreed_on,
        answers=answers,
        version=version,
    )
    sides = Party.objects.filter(dispute=dispute).sides()
    return sign(
        dispute=dispute,
        by=by,
        signed=dict.fromkeys(sides.values_list("pk", flat=True), Signature.Manner.NAME),
        mediator=True,
        seal=True,
        on=signed_on or agreement.agreed_on,
    )


@transaction.atomic
def settle_orally(
    *,
    dispute: Dispute,
    content: Content,
    registered: bool,
    by: User,
    agreed_on: date | None = None,
    answers: Mapping[str, str] | None = None,
    version: int | None = None,
) -> Agreement:
    """An oral agreement takes effect on its day; the mediator registers its content
    (人民调解法 art. 28, 30). Not yet registered is told as a lack, not refused."""
    dispute = _opened(dispute, by, version)
    held_on = require_agreed(dispute)
    agreed_on = agreed_on or timezone.localdate()
    handling.require_day("agreed_on", agreed_on, [(held_on, _("最近一次调解"))])
    fields = checked(content, dispute, Agreement.Form.ORAL, agreed_on)
    gating.pass_through(dispute, GateAct.SETTLE, by=by, answers=answers, terms=content.words)
    agreement = _former(dispute) or Agreement(dispute=dispute)
    for name, value in fields.items():
        setattr(agreement, name, value)
    agreement.form, agreement.copies = Agreement.Form.ORAL, None
    agreement.agreed_on = agreement.effective_on = agreed_on
    agreement.effective_at = timezone.now()
    _register(agreement, registered)
    was = dispute.status
    _keep(agreement, dispute, content, by)
    session_plan.drop(dispute)
    handling.change(dispute, status=Dispute.Status.SETTLED)
    _tell(Act.DISPUTE_SETTLE, agreement, by, agreed_on, was, {"registered": registered})
    return agreement


@transaction.atomic
def register_oral(*, dispute: Dispute, by: User, version: int | None = None) -> Agreement:
    """The register sheet of an oral agreement has been filled in (口头协议登记表, domain D2
    no. 10)."""
    dispute = handling.locked(dispute, by)
    handling.require_handler(by, Act.DISPUTE_SETTLE, dispute)
    agreement = Agreement.objects.filter(dispute=dispute).first()
    if agreement is None or agreement.form != Agreement.Form.ORAL:
        raise NotTheMoment(_("这件纠纷没有口头协议，不能登记。"))
    if agreement.registered:
        raise NotTheMoment(_("口头协议已经登记。"))
    require_version(dispute, version, {}, [])
    _register(agreement, True)
    agreement.save(update_fields=["registered", "registered_at"])
    handling.change(dispute)
    trail.record(
        Act.DISPUTE_SETTLE,
        by=by,
        on=dispute,
        place=dispute.village_id,
        before={"registered": False},
        after={"registered": True, "on": str(timezone.localdate())},
    )
    return agreement


def _opened(
    dispute: Dispute, by: User, version: int | None, act: Act = Act.DISPUTE_SETTLE
) -> Dispute:
    dispute = handling.locked(dispute, by)
    handling.require_handler(by, act, dispute)
    words = _("签署协议") if act == Act.DISPUTE_SIGN else _("登记协议")
    require_moment(dispute, "settle", words)
    require_version(dispute, version, {}, [])
    handling.require_willing(dispute)
    require_no_recusal(dispute)
    require_measures(dispute)
    return dispute


def _register(agreement: Agreement, registered: bool) -> None:
    agreement.registered = registered
    agreement.registered_at = timezone.now() if registered else None


def _former(dispute: Dispute) -> Agreement | None:
    """The draft so far; a dispute in mediation has none in force."""
    return Agreement.objects.filter(dispute=dispute).first()


def _keep(agreement: Agreement, dispute: Dispute, content: Content, by: User) -> None:
    """Save the agreement with its promises; what was signed on a former draft no longer holds."""
    if agreement.pk:
        agreement.signatures.all().delete()
        agreement.promises.all().delete()
    agreement.parties_signed_on = agreement.mediator_signed_on = agreement.sealed_on = None
    agreement.village_id, agreement.matter_id = dispute.village_id, dispute.matter_id
    agreement.recorded_by = by
    agreement.save()
    write_items(agreement, content.items)


def _take_signatures(
    agreement: Agreement, dispute: Dispute, signed: Mapping[int, str], on: date, by: User
) -> None:
    """Add parties' signatures; parties_signed_on is the day the last of them signed."""
    sides = {p.pk for p in dispute.parties.all() if p.side != Party.Side.CONCERNED}
    days = dict(agreement.signatures.values_list("party_id", "signed_on"))
    for party, manner in signed.items():
        if party not in sides or manner not in Signature.Manner.values:
            raise Invalid({"signed": _("请从本件当事人中选，并选签名、盖章或按指印。")})
        if party in days:
            raise NotTheMoment(_("这位当事人已于%(day)s签名。") % {"day": zh_day(days[party])})
        Signature.objects.create(
            matter_id=agreement.matter_id,
            agreement=agreement,
            party_id=party,
            village_id=agreement.village_id,
            signed_on=on,
            manner=manner,
            recorded_by=by,
        )
        days[party] = on
    if sides <= days.keys():
        agreement.parties_signed_on = max(days.values())


def _take_day(agreement: Agreement, field: str, on: date) -> None:
    if (before := getattr(agreement, field)) is not None:
        words = (
            _("调解员已于%(day)s签名。")
            if field == "mediator_signed_on"
            else _("已于%(day)s盖章。")
        )
        raise NotTheMoment(words % {"day": zh_day(before)})
    setattr(agreement, field, on)


def _effective_on(agreement: Agreement) -> date | None:
    """The day the last of the three things was there; None while one lacks (art. 29)."""
    days = (agreement.parties_signed_on, agreement.mediator_signed_on, agreement.sealed_on)
    there = [day for day in days if day is not None]
    return max(there) if len(there) == len(days) else None


def _tell(
    act: Act, agreement: Agreement, by: User, on: date, was: str, more: Mapping[str, object]
) -> None:
    dispute = agreement.dispute
    trail.record(
        act,
        by=by,
        on=dispute,
        place=dispute.village_id,
        before={"status": was},
        after={"status": dispute.status, "form": agreement.form, "on": str(on), **more},
    )
