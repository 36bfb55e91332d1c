"""What of disputes hangs on a person who is about to leave a post; told to accounts.leaving."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from accounts.leaving import Obstacle
from accounts.models import User
from accounts.reach import Span, within
from disputes.models import Dispute


def obstacles(user: User, lost: tuple[Span, ...], held: tuple[Span, ...]) -> Iterator[Obstacle]:
    """Disputes in mediation whose mediator this is."""
    place = within(lost, "village_id") & ~within(held, "village_id")
    open_ = Dispute.objects.filter(place, mediator=user, status__in=Dispute.ALLOWED["mediator"])
    yield Obstacle(open_.count(), _("件在办纠纷"), _("在办纠纷请在案件页“换调解员”，或上交乡镇。"))
