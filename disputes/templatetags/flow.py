"""{% matter_flow matter %}: the part of a matter's page that says who was asked to take it, which
cards stand on it and whom it was referred to."""

from __future__ import annotations

from typing import Any

from django import template

from accounts import acts
from accounts.acts import Act
from accounts.models import User
from disputes.models import Matter, MatterHandOver, Referral, SupervisionCard
from disputes.queries.hand_over import to_answer
from disputes.transitions.referral import may_send

register = template.Library()


@register.inclusion_tag("disputes/matter/_flow.html", takes_context=True)
def matter_flow(context: dict[str, Any], matter: Matter) -> dict[str, Any]:
    """Hand-overs, cards and referrals of a matter the reader may see, and what she may start."""
    user = context["request"].user
    assert isinstance(user, User)
    open_ = matter.status in Matter.ALLOWED["hand_over"]
    hand_overs = list(
        MatterHandOver.objects.visible_to(user)
        .filter(matter=matter)
        .select_related("unit", "giver", "taking", "answered_by")[:10]
    )
    waiting = next((h for h in hand_overs if h.status == MatterHandOver.Status.WAITING), None)
    hands = matter.owner_id == user.pk or acts.may(user, Act.MATTER_HAND_OVER, matter.unit_id)
    carded = acts.may(user, Act.MATTER_CARD, matter.unit_id) and matter.owner_id != user.pk
    return {
        "request": context["request"],
        "matter": matter,
        "hand_overs": hand_overs,
        "waiting": waiting,
        "may_answer": waiting is not None and to_answer(user).filter(pk=waiting.pk).exists(),
        "cards": list(SupervisionCard.objects.visible_to(user).filter(matter=matter)[:10]),
        "referrals": list(Referral.objects.visible_to(user).filter(matter=matter)[:20]),
        "may_hand_over": open_ and hands and (waiting is None or waiting.held),
        "may_card": open_ and carded,
        "may_refer": open_ and may_send(user, matter),
    }
