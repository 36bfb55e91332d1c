"""Hand-overs, supervision cards and referrals of the demo: every state is there, by the verbs."""

from __future__ import annotations

from django.utils import timezone

from accounts.models import User
from disputes.models import MatterHandOver, Referral, SupervisionCard
from reports.demo.flow import flow
from tests.reports import demo


def test_every_state_is_there(db: None) -> None:
    county = demo.made()
    for name, place in (("cuntiaojie", 990101100201), ("zhenfulian", 990101100000)):
        User.objects.filter(pk=county.workers[place][0].pk).update(username=name)
    flow(county)
    moves = MatterHandOver.objects
    assert set(moves.values_list("status", flat=True)) == set(MatterHandOver.Status.values)
    assert moves.overdue().exists()
    assert moves.waiting().filter(held=True).count() == 1
    assert moves.waiting().filter(taking__username="cuntiaojie").exists()
    cards = SupervisionCard.objects
    assert set(cards.values_list("status", flat=True)) == set(SupervisionCard.Status.values)
    assert cards.late().exists()
    assert cards.filter(colour="red").exists()
    slips = Referral.objects
    assert set(slips.values_list("status", flat=True)) == set(Referral.Status.values)
    assert slips.lapsed().exists()
    assert slips.filter(paper=True).exists()
    assert not slips.filter(sent_at__gt=timezone.now()).exists()
