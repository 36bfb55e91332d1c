"""The verb of opening a file from above the unit that owns it (domain H ③)."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from households.models import FileOpening, ListedFamily
from households.queries.seal import opened

OPEN_HOURS = 2
REASON_LEAST = 5


@transaction.atomic
def open_file(family: ListedFamily, *, reason: str, by: User) -> FileOpening:
    """The county opens one family's file for two hours, with a reason; the owner unit reads on
    the family's page who opened it and why."""
    row = ListedFamily.objects.fetch(by, uid=family.uid)
    acts.require(by, Act.FAMILY_OPEN, row.village_id)
    if opened(by, row):
        raise NotTheMoment(_("这份档案您已经可以查看。"))
    if len(reason.strip()) < REASON_LEAST:
        raise Invalid({"reason": _("请写明查阅事由，至少一句话，比如：核实镇里上报的重大隐患。")})
    now = timezone.now()
    made = FileOpening.objects.create(
        family=row,
        village_id=row.village_id,
        person=by,
        reason=reason.strip(),
        opened_at=now,
        until=now + timedelta(hours=OPEN_HOURS),
    )
    trail.record(
        Act.FAMILY_OPEN,
        by=by,
        on=row,
        place=row.village_id,
        after={"opening": str(made.uid), "until": made.until.isoformat()},
    )
    return made
