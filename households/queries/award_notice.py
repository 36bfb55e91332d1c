"""Reads of notices: who is on one, how far it has run, what of it is public."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from accounts.models import User
from campaigns.workdays import workdays_between
from households.models import Award, AwardNotice, Honour
from households.prints.notice import same_vote, title_of
from households.queries.award import Notice, open_objection

# A public page stays up so long after the last day; then the names are gone from the network.
DAYS_AFTER = 30


def on_notice(user: User, notice: AwardNotice) -> Sequence[Award | Honour]:
    """The awards or honours of a notice inside the reach, whatever became of them since."""
    if notice.kind == AwardNotice.Kind.HONOURS:
        found = Honour.objects.visible_to(user).filter(pk__in=notice.honours)
        return list(found.annotate(objected=open_objection("honour")).order_by("kind", "pk"))
    rows = Award.objects.visible_to(user).filter(pk__in=notice.awards)
    rows = rows.select_related("household", "village").annotate(objected=open_objection())
    return list(rows.order_by("village_id", "household__grid", "household__number", "pk"))


def shown(notice: AwardNotice, rows: Sequence[Award | Honour], today: date) -> dict[str, Any]:
    """The notice with its bar of days. later: the last day of those whose clock had stopped; open:
    whether an objection may still come in, which a clock that stands still keeps open."""
    days = workdays_between(notice.starts - timedelta(days=1), notice.until)
    up = [row for row in rows if row.status in row.UP and row.notice_id == notice.pk]
    ends = [row.notice_until for row in up if row.notice_until]
    last = max([notice.until, *ends])
    stopped = any(getattr(row, "objected", False) for row in up)
    return {
        "notice": notice,
        "bar": Notice(
            starts=notice.starts,
            until=notice.until,
            total=len(days),
            day=sum(day <= today for day in days),
            ended=today > notice.until,
        ),
        "later": last if last > notice.until else None,
        "open": bool(up) and notice.starts <= today and (today <= last or stopped),
        "correction": notice.kind == AwardNotice.Kind.CORRECTION,
        "honours": notice.kind == AwardNotice.Kind.HONOURS,
    }


def public_page(system: User, code: str, today: date) -> dict[str, Any] | None:
    """What the public page shows; None before the notice begins, a month after it ended, and for
    any other address."""
    notice = (
        AwardNotice.objects.select_related("place__parent", "campaign")
        .defer("printed")
        .filter(code=code)
        .first()
    )
    if notice is None or today < notice.starts:
        return None
    found = shown(notice, on_notice(system, notice), today)
    last = found["later"] or notice.until
    if today > last + timedelta(days=DAYS_AFTER) and not found["open"]:
        return None
    return found | {"title": title_of(notice), "vote": same_vote(notice), "today": today}
