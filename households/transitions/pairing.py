"""Verbs of 结对帮扶 (domain C5): a helper found, help given and signed for, consent, the end."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_version
from accounts.refusals import Invalid, NotTheMoment
from households.models import HelpEvent, Household, Pairing

WORDS_LEAST = 2


@transaction.atomic
def pair(
    household: Household,
    *,
    helper_kind: str,
    helper_name: str,
    need: str,
    measures: str,
    since: date,
    by: User,
    contact: str = "",
) -> Pairing:
    """One helper to one household. Naming it in public needs the household's consent apart
    (record_consent); nothing is assumed."""
    home = Household.objects.locked(by, uid=household.uid)
    acts.require(by, Act.HELP_PAIR, home.village_id)
    if home.left_on is not None:
        raise NotTheMoment(_("这一户已登记迁出，不能再结对。"))
    errors = _missing({"helper_name": helper_name, "need": need, "measures": measures})
    if helper_kind not in Pairing.Helper.values:
        errors["helper_kind"] = _("请选帮扶人是谁。")
    if not home.registered_on <= since <= timezone.localdate():
        errors["since"] = _("结对日期要在家庭登记日期和今天之间。")
    if errors:
        raise Invalid(errors)
    try:
        with transaction.atomic():
            row = Pairing.objects.create(
                household=home,
                village_id=home.village_id,
                helper_kind=helper_kind,
                helper_name=helper_name.strip(),
                contact=contact.strip(),
                need=need.strip(),
                measures=measures.strip(),
                since=since,
                recorded_by=by,
                recorded_at=timezone.now(),
            )
    except IntegrityError:
        raise Invalid({"helper_name": _("这一户已和这位帮扶人结对，请打开原有的。")}) from None
    _told(row, by, {"helper_kind": helper_kind, "since": since.isoformat()})
    return row


@transaction.atomic
def record_help(
    pairing: Pairing,
    *,
    happened_on: date,
    kind: str,
    what: str,
    signed_by: str,
    by: User,
    amount: Decimal | None = None,
    client_uuid: uuid.UUID | None = None,
) -> HelpEvent:
    """Help given once, signed for by somebody of the household. Money wants its amount. The same
    client_uuid again answers with the first record."""
    row = _open(pairing, by, None)
    same = HelpEvent.objects.visible_to(by).filter(client_uuid=client_uuid, pairing=row)
    if client_uuid and (before := same.first()):
        return before
    errors = _missing({"what": what, "signed_by": signed_by})
    if kind not in HelpEvent.Kind.values:
        errors["kind"] = _("请选帮了什么。")
    if not row.since <= happened_on <= timezone.localdate():
        errors["happened_on"] = _("日期要在结对日期和今天之间。")
    if amount is not None and amount <= 0:
        errors["amount"] = _("金额要大于 0；没有金额就留空。")
    elif kind == HelpEvent.Kind.MONEY and amount is None:
        errors["amount"] = _("慰问金请写金额。")
    if errors:
        raise Invalid(errors)
    event = HelpEvent.objects.create(
        client_uuid=client_uuid,
        pairing=row,
        village_id=row.village_id,
        happened_on=happened_on,
        kind=kind,
        what=what.strip(),
        amount=amount,
        signed_by=signed_by.strip(),
        recorded_by=by,
        recorded_at=timezone.now(),
    )
    _told(row, by, {"help": str(event.uid), "kind": kind})
    return event


@transaction.atomic
def record_consent(
    pairing: Pairing,
    *,
    agreed: bool,
    by: User,
    consent_on: date | None = None,
    consent_by: str = "",
    version: int | None = None,
) -> Pairing:
    """The household agrees to be named in public, in writing, or takes that back (PIPL art. 15,
    25); from then on its name is gone from everything made for others."""
    row = _open(pairing, by, version)
    if agreed:
        errors = _missing({"consent_by": consent_by})
        if consent_on is None or not row.since <= consent_on <= timezone.localdate():
            errors["consent_on"] = _("同意日期要在结对日期和今天之间。")
        if errors:
            raise Invalid(errors)
    row.consent_on = consent_on if agreed else None
    row.consent_by = consent_by.strip() if agreed else ""
    _save(row, "consent_on", "consent_by")
    _told(row, by, {"consent": agreed})
    return row


@transaction.atomic
def end_pairing(
    pairing: Pairing, *, ended_on: date, effect: str, by: User, version: int | None = None
) -> Pairing:
    """The pairing ends, with what it achieved."""
    row = _open(pairing, by, version)
    errors = _missing({"effect": effect})
    if not row.since <= ended_on <= timezone.localdate():
        errors["ended_on"] = _("结束日期要在结对日期和今天之间。")
    if errors:
        raise Invalid(errors)
    row.ended_on, row.ended_at, row.effect = ended_on, timezone.now(), effect.strip()
    _save(row, "ended_on", "ended_at", "effect")
    _told(row, by, {"ended_on": ended_on.isoformat()})
    return row


def _open(pairing: Pairing, by: User, version: int | None) -> Pairing:
    row = Pairing.objects.locked(by, uid=pairing.uid)
    acts.require(by, Act.HELP_PAIR, row.village_id)
    if row.ended_on is not None:
        raise NotTheMoment(_("这次结对已经结束，记录只供查看。"))
    require_version(row, version, {}, ())
    return row


def _save(row: Pairing, *fields: str) -> None:
    row.version += 1
    row.save(update_fields=[*fields, "version"])


def _told(row: Pairing, by: User, after: dict[str, object]) -> None:
    trail.record(Act.HELP_PAIR, by=by, on=row, place=row.village_id, after=after)


def _missing(words: dict[str, str]) -> dict[str, str]:
    """A sentence for each text that is missing."""
    sentences = {
        "helper_name": _("请写帮扶人姓名或单位。"),
        "need": _("请写这一户有什么困难。"),
        "measures": _("请写打算怎么帮。"),
        "what": _("请写帮了什么，比如：送大米 2 袋、油 1 桶。"),
        "signed_by": _("请写谁签收的。"),
        "consent_by": _("请写谁签字同意的。"),
        "effect": _("请写成效，比如：孩子已复学，母亲在镇上厂里上班。"),
    }
    return {
        name: sentences[name] for name, value in words.items() if len(value.strip()) < WORDS_LEAST
    }
