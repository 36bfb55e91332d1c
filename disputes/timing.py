"""The clocks of one dispute, read from what happened to it (disputes.clocks.mediation)."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from disputes.clocks.mediation import Clock, Event, Happened, legal_rule, norm_rule, read
from disputes.models import Dispute
from disputes.models.dispute import MEDIATION_DAYS


def events_of(dispute: Dispute) -> list[Event]:
    """Accepted, suspended, resumed, extended, ended; empty before acceptance."""
    if dispute.accepted_on is None:
        return []
    out = [Event(Happened.ACCEPTED, dispute.accepted_on)]
    for row in dispute.clock_events.all():
        kind = Happened(row.kind)
        out.append(Event(kind, row.on, row.days, consented=kind is Happened.EXTENDED))
    settled = dispute.status in (Dispute.Status.SETTLED, Dispute.Status.REVISITED)
    agreement = getattr(dispute, "agreement", None) if settled else None
    ended = dispute.ended_on or (agreement.agreed_on if agreement else None)
    return [*out, Event(Happened.ENDED, ended)] if ended else out


def legal(dispute: Dispute, today: date | None = None) -> Clock | None:
    """The legal limit (人民调解工作若干规定 art. 33); None before acceptance."""
    events = events_of(dispute)
    return (
        read(events, legal_rule(MEDIATION_DAYS), today or timezone.localdate()) if events else None
    )


def norm(dispute: Dispute, today: date | None = None) -> Clock | None:
    """The service norm [C]; None before acceptance."""
    events = events_of(dispute)
    return read(events, norm_rule(), today or timezone.localdate()) if events else None
