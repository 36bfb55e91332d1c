"""Where an honour stands, as pages show it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from households.models import Honour

Status = Honour.Status
PLAIN = {
    Status.PROPOSED: "progress",
    Status.GRANTED: "done",
    Status.REFUSED: "plain",
    Status.REVOKED: "returned",
}


def face(row: Any, today: date) -> tuple[str, str]:
    """Kind and label of the state tag of an honour that knows whether it is `objected` to."""
    if row.status != Status.NOTICED:
        return PLAIN[Status(row.status)], str(row.get_status_display())
    if row.objected:
        return "returned", _("有异议待答复")
    if today > row.notice_until:
        return "progress", _("公示已满")
    if today < row.notice_from:
        return "plain", _("待公示")
    return "late", str(row.get_status_display())
