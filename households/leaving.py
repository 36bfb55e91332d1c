"""What hangs on a person who is about to leave a post: families, hand-overs, hazards. Told to
accounts.leaving when the app starts; it answers with counts only."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.leaving import Obstacle
from accounts.models import User
from accounts.reach import Span, within
from households.models import HandOver, Hazard, Keeper, ListedFamily


def obstacles(user: User, lost: tuple[Span, ...], held: tuple[Span, ...]) -> Iterator[Obstacle]:
    """Families kept, hand-overs to answer, families held, hazards handled."""
    place = within(lost, "village_id") & ~within(held, "village_id")
    kept = Keeper.objects.filter(
        place, person=user, until__isnull=True, family__status=ListedFamily.Status.LISTED
    )
    yield Obstacle(
        kept.count(),
        _("户在册家庭"),
        _("请本人在“包户”里移交，对方接收后再办；本人已不能办的，请乡镇妇联托管。"),
    )
    waiting = HandOver.objects.waiting().filter(place)
    yield Obstacle(
        waiting.filter(taking=user).count(),
        _("户待答复的移交"),
        _("等本人接收或退回的移交，请先答复，或请移交人撤回。"),
    )
    yield Obstacle(
        waiting.filter(Q(taking__isnull=True) | ~Q(taking=user), holder=user).count(),
        _("户托管的家庭"),
        _("托管的家庭请先定人接收。"),
    )
    running = Hazard.objects.running().filter(place)
    mine = Q(handler=user) | Q(status=Hazard.Status.OPEN, opened_by=user)
    yield Obstacle(
        running.filter(mine).count(),
        _("件没办完的重大隐患"),
        _("重大隐患请先报专报，承办人交回本镇另行接报。"),
    )
