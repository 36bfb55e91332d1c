"""What disputes tells the page of the year, and what of theirs goes on into the next (features 24).
Counted with the reader's own reach: a sealed file is in no number of somebody it is closed to."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from campaigns import carrying, year_parts
from campaigns.carrying import Carried
from campaigns.models import Campaign, Division
from campaigns.year_parts import Part
from disputes.filters import OPEN
from disputes.models import Dispute, Matter, ProtectionOrder


def register() -> None:
    """Once, when the app starts."""
    year_parts.offer(65, _parts)
    carrying.register(20, _carried)
    carrying.restarts(_("调解案号、卷宗编号"))


def _parts(user: User, campaign: Campaign, unit: Division) -> Iterator[Part]:
    """Disputes accepted in the year; a sealed one is in no figure that is compared or shown
    around, not even for those who handle it (reliability C6)."""
    if not user.case_spans:
        return
    rows = Dispute.objects.visible_to(user).filter(
        village_id__gte=unit.code, village_id__lt=unit.end, matter__sealed=False
    )
    year = campaign.year
    late = rows.with_limit().overdue(timezone.localdate()).count()
    yield Part(
        _("纠纷调解"),
        f"{reverse('disputes:dispute_list')}?place={unit.code}&year={year}",
        rows.filter(taken_in_on__year=year).count(),
        _("件"),
        rows.filter(taken_in_on__year=year - 1).count(),
        _("%(n)d 件超过期限") % {"n": late} if late else "",
        bool(late),
    )


def _carried(user: User, county: Division) -> Iterator[Carried]:
    """Matters and disputes that run, agreements being fulfilled, orders in force."""
    today = timezone.localdate()
    matters = Matter.objects.visible_to(user).filter(closed_on__isnull=True, sealed=False)
    yield Carried(_("没有办完的来件"), matters.count(), _("件"), reverse("disputes:matter_list"))
    page = reverse("disputes:dispute_list")
    rows = Dispute.objects.visible_to(user).open().filter(matter__sealed=False)
    yield Carried(_("没有办结的纠纷"), rows.count(), _("件"), f"{page}?status={OPEN}")
    settled = Dispute.objects.visible_to(user).filter(
        status=Dispute.Status.SETTLED, matter__sealed=False
    )
    url = f"{page}?status={Dispute.Status.SETTLED.value}"
    yield Carried(_("达成协议、等回访的"), settled.count(), _("件"), url)
    orders = ProtectionOrder.objects.visible_to(user).in_force(today)
    url = reverse("disputes:protection_list")
    yield Carried(_("没有到期的保护令"), orders.count(), _("份"), url)
