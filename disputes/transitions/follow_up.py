"""Verbs of a return visit."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Invalid
from disputes.models import Agreement, Dispute, FollowUp
from disputes.transitions import handling


@transaction.atomic
def revisit(
    *,
    dispute: Dispute,
    performance: str,
    satisfied: bool,
    by: User,
    notes: str = "",
    visited_on: date | None = None,
    version: int | None = None,
) -> FollowUp:
    """Record the return visit: is the agreement performed, are the parties content
    (人民调解法 art. 31; wanted within 30 days of the agreement, domain A7 4.3)."""
    dispute = handling.locked(dispute, by)
    handling.require_handler(by, Act.DISPUTE_REVISIT, dispute)
    require_moment(dispute, "revisit", _("登记回访"))
    require_version(dispute, version, {}, [])
    if performance not in FollowUp.Performance.values:
        raise Invalid({"performance": _("请选履行情况。")})
    visited_on = visited_on or timezone.localdate()
    agreed_on = Agreement.objects.get(dispute=dispute).agreed_on
    handling.require_day("visited_on", visited_on, [(agreed_on, _("达成日期"))])
    if performance != FollowUp.Performance.DONE:
        handling.require_text("notes", notes, _("没有全部履行的，请写明情况和下一步办法。"))
    visit = FollowUp.objects.create(
        dispute=dispute,
        matter_id=dispute.matter_id,
        village_id=dispute.village_id,
        visited_on=visited_on,
        performance=performance,
        satisfied=satisfied,
        notes=notes.strip(),
        recorded_by=by,
    )
    handling.change(dispute, status=Dispute.Status.REVISITED)
    trail.record(
        Act.DISPUTE_REVISIT,
        by=by,
        on=dispute,
        place=dispute.village_id,
        before={"status": Dispute.Status.SETTLED},
        after={
            "status": dispute.status,
            "performance": performance,
            "satisfied": satisfied,
            "on": str(visited_on),
        },
    )
    return visit
