"""Verbs of a mediation's clock: suspended, resumed, extended. Dispute.due_on follows the events."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from disputes import timing
from disputes.clocks.days import ClockFault
from disputes.models import ClockEvent, Dispute
from disputes.models.clock_event import EXTENDED_MOST, SUSPENDED_MOST
from disputes.transitions import handling

Kind = ClockEvent.Kind


@transaction.atomic
def suspend(
    *,
    dispute: Dispute,
    reason: str,
    look_on: date | None,
    by: User,
    on: date | None = None,
    version: int | None = None,
) -> Dispute:
    """Stop the clock with a reason (a party is ill, an appraisal is awaited); look_on: the day the
    case is looked at again, so that nothing sleeps (features 26, 41)."""
    dispute = _begun(dispute, _("中止期限"), by, version)
    on = on or timezone.localdate()
    reason = handling.require_reason("reason", reason)
    if look_on is None or not on < look_on <= on + timedelta(days=SUSPENDED_MOST):
        raise Invalid(
            {"look_on": _("请填写复查日期，最晚是中止后 %(n)d 天。") % {"n": SUSPENDED_MOST}}
        )
    event = ClockEvent(kind=Kind.SUSPENDED, on=on, look_on=look_on, reason=reason)
    return _happened(dispute, event, by, suspended_on=on, look_on=look_on)


@transaction.atomic
def resume(
    *,
    dispute: Dispute,
    reason: str,
    by: User,
    on: date | None = None,
    version: int | None = None,
) -> Dispute:
    """Start the clock again; the days in between did not count."""
    dispute = _begun(dispute, _("恢复期限"), by, version)
    reason = handling.require_reason("reason", reason)
    event = ClockEvent(kind=Kind.RESUMED, on=on or timezone.localdate(), reason=reason)
    return _happened(dispute, event, by, suspended_on=None, look_on=None)


@transaction.atomic
def extend(
    *,
    dispute: Dispute,
    days: int,
    consents: Iterable[int],
    reason: str,
    by: User,
    on: date | None = None,
    version: int | None = None,
) -> Dispute:
    """More days, before the limit runs out and with the consent of every party (domain D1,
    深圳条例 2022 art. 25)."""
    dispute = _begun(dispute, _("延长期限"), by, version)
    reason = handling.require_reason("reason", reason)
    if not 1 <= days <= EXTENDED_MOST:
        raise Invalid({"days": _("一次延长 1 至 %(n)d 天。") % {"n": EXTENDED_MOST}})
    agreed, sides = sorted(set(consents)), {p.pk for p in dispute.parties.all()}
    if set(agreed) != sides:
        raise Invalid({"consents": _("延长期限须经每一位当事人同意。")})
    on = on or timezone.localdate()
    event = ClockEvent(kind=Kind.EXTENDED, on=on, days=days, consents=agreed, reason=reason)
    return _happened(dispute, event, by)


def _begun(dispute: Dispute, words: str, by: User, version: int | None) -> Dispute:
    return handling.begin(dispute, Act.DISPUTE_CLOCK, "clock", words, by=by, version=version)


def _happened(dispute: Dispute, event: ClockEvent, by: User, **cached: date | None) -> Dispute:
    """Keep the event if the clock takes it, and what the clock then says."""
    handling.require_day("on", event.on, [(dispute.accepted_on, _("受理日期"))])
    before = dispute.due_on
    for name, value in handling.below(dispute, by).items():
        setattr(event, name, value)
    try:
        with transaction.atomic():
            event.save()
            clock = timing.legal(Dispute.objects.get(pk=dispute.pk))
    except ClockFault as fault:
        raise NotTheMoment(fault.sentence) from None
    assert clock is not None  # accepted
    handling.change(dispute, due_on=clock.due_on, **cached)
    handling.tell(
        Act.DISPUTE_CLOCK,
        dispute,
        by=by,
        before={"due_on": str(before)},
        after={
            "kind": event.kind,
            "on": str(event.on),
            "days": event.days,
            "due_on": str(clock.due_on),
        },
    )
    return dispute
