"""What of disputes hangs on a person who is about to leave a post; told to accounts.leaving."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.leaving import Obstacle
from accounts.models import User
from accounts.reach import Span, within
from disputes.models import Dispute, Matter


def obstacles(user: User, lost: tuple[Span, ...], held: tuple[Span, ...]) -> Iterator[Obstacle]:
    """Disputes in mediation whose mediator this is, and every other open matter she answers for:
    nobody leaves with one (features 8)."""
    place = within(lost, "village_id") & ~within(held, "village_id")
    mediated = Q(mediator=user, status__in=Dispute.ALLOWED["mediator"])
    open_ = Dispute.objects.filter(place, mediated)
    yield Obstacle(open_.count(), _("件在办纠纷"), _("在办纠纷请在案件页“换调解员”，或上交乡镇。"))
    lies = within(lost, "place_id") & ~within(held, "place_id")
    owned = Matter.objects.open().filter(lies, owner=user)
    others = owned.exclude(pk__in=Dispute.objects.filter(mediated).values("matter"))
    yield Obstacle(
        others.count(), _("件承办的来件"), _("承办的来件请先“移交”，对方接收以后再离任。")
    )
