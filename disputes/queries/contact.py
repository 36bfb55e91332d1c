"""Safe contact everywhere (features, wish 13): of whom no ordinary telephone is shown, and how she
is reached instead. Lists, pages, papers, slips and the API all ask here."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from accounts.identity import mask_phone
from disputes.models import Dispute, Matter, Party, SafetyCheck
from disputes.queries.protection import SafeContact, safe_contact_of


def guard(parties: Iterable[Party], matter: Matter, check: SafetyCheck | None = None) -> None:
    """Mark the parties nobody may ring at their ordinary number, with the words that hold instead.
    Of a sealed matter everybody: the person it protects by the rule she gave, the other side and
    children not at all. Of a mediation whoever was named as harmed when safety was asked about
    (domain E), by what was agreed with her. Ordinary parties stay as they are."""
    safe = safe_contact_of(matter)
    agreed = check.safe_contact if check else ""
    for party in parties:
        if safe is not None:
            party.guarded = True
            hers = party.side == Party.Side.APPLICANT
            party.contact_words = sentence(safe) if hers else _("不从这里联系")
        elif check and party.pk in check.harmed and agreed:
            party.guarded, party.contact_words = True, agreed


def guard_dispute(dispute: Dispute) -> None:
    """The same for a dispute opened with its parties and askings."""
    asked = list(dispute.checks.all())
    guard(dispute.parties.all(), dispute.matter, asked[-1] if asked else None)


def guard_matter(matter: Matter) -> None:
    """The same for a matter, whatever became of it."""
    prefetch_related_objects([matter], "parties")
    check = None
    if not matter.sealed and matter.mediation is not None:
        check = SafetyCheck.objects.filter(dispute=matter.mediation).last()
    guard(matter.parties.all(), matter, check)


def sentence(safe: SafeContact) -> str:
    """When, at which number, whom to ask for, what to say; never what it is about."""
    if not safe.allowed:
        return _("还没有问过安全联系方式，先不要联系")
    parts = [
        _("只打 %(number)s") % {"number": safe.masked} if safe.call else _("没有可以打的电话"),
        safe.hours,
        _("找 %(ask)s") % {"ask": safe.ask} if safe.ask else "",
        _("说：%(words)s") % {"words": safe.words} if safe.words else "",
        "" if safe.message else _("不留言、不发短信"),
    ]
    return "，".join(part for part in parts if part)


def caller_number(matter: Matter) -> str:
    """The caller's whole number, of a matter marked by guard_matter; "" where a rule holds: of a
    sealed matter, and where she spoke for herself or it is the number of somebody guarded."""
    guarded = [party for party in matter.parties.all() if party.guarded]
    hers = matter.caller == Matter.Caller.SELF or matter.caller_phone in {p.phone for p in guarded}
    return "" if matter.sealed or (guarded and hers) else matter.caller_phone or ""


def caller_phone(matter: Matter) -> str:
    """The ends of what caller_number gives."""
    number = caller_number(matter)
    return mask_phone(number) if number else ""
