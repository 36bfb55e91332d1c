"""What hazards put on the work lists of the whole chain: village, township, county."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from accounts.templatetags.words import mask_name
from accounts.work import WorkItem
from households.models import Hazard
from households.queries.hazard import hazard_rows


def items(user: User, today: date) -> list[WorkItem]:
    """Every hazard that runs, with the limit that comes next; the same clocks for everybody
    above, so that nobody learns late what somebody below knew."""
    if not user.case_spans:
        return []
    offices = {Role.TOWNSHIP_FEDERATION, Role.COUNTY_FEDERATION} & user.roles_today()
    return [_item(row, bool(offices)) for row in hazard_rows(user).running()]


def _item(row: Hazard, office: bool) -> WorkItem:
    at = row.next_due  # type: ignore[attr-defined]
    act = _("查看")
    if row.status == Hazard.Status.ASKED and office:
        words, act = _("待确认解除"), _("确认")
    elif row.status == Hazard.Status.OPEN:
        words, act = _("待电话和专报"), act if office and row.handler_id else _("办理")
    elif at is not None and row.called_at is None:  # type: ignore[attr-defined]
        words = _("待登记电话")
    elif at is not None:
        words = _("待书面续报")
    else:
        words = _("处置中")
    if office and row.handler_id is None:
        words, act = f"{words}，{_('待接报')}", _("接报")
    home = row.household
    name = _("%(name)s 家") % {"name": mask_name(home.head_name)} if home else row.village.name
    return WorkItem(
        due=timezone.localdate(at) if at else None,
        at=at,
        title=_("重大隐患 %(name)s：%(words)s") % {"name": name, "words": words},
        unit=row.village.name,
        url=reverse("households:hazard_detail", args=[row.uid]),
        act=act,
        tier="red",
        person=row.handler.name if row.handler else "",
    )
