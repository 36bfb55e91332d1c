"""What zero reports put on people's work lists."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Posting, User
from accounts.roles import Role
from accounts.templatetags.words import zh_day, zh_time
from accounts.work import WorkItem
from households.models import CellState, ExpectedReport
from households.queries.report import missing_by_township, own_reports

OWED = {CellState.OPEN, CellState.MISSING}


def items(user: User, today: date) -> list[WorkItem]:
    """Reports owed by `user` on `today`, or missing in the user's township or county; at most
    two queries."""
    now = timezone.now()
    own = [_own(row) for row in own_reports(user, now) if row.state in OWED]  # type: ignore[attr-defined]
    offices = [
        p
        for p in user.postings_today
        if p.role in {Role.TOWNSHIP_FEDERATION, Role.COUNTY_FEDERATION}
    ]
    if not offices:
        return own
    missing = missing_by_township(user, now)
    return own + [item for p in offices if (item := _office(p, missing))]


def _own(row: ExpectedReport) -> WorkItem:
    return WorkItem(
        due=timezone.localdate(row.period.village_due),
        title=_("上报%(month)s零报告") % {"month": row.period.label},
        unit=row.village.name,
        url=form_url(row),
        act=_("上报"),
    )


def _office(posting: Posting, missing: list[tuple[int, int, datetime]]) -> WorkItem | None:
    mine = [(code, n, due) for code, n, due in missing if posting.covers(code)]
    if not mine:
        return None
    villages = sum(n for _code, n, _due in mine)
    county = posting.role == Role.COUNTY_FEDERATION
    words = (
        _("%(towns)d 个镇（街道）有零报告未报，共 %(n)d 个村")
        if county
        else _("%(n)d 个村零报告未报")
    )
    query = urlencode({"root": posting.division_id, "show": "missing"})
    return WorkItem(
        due=timezone.localdate(min(due for _code, _n, due in mine)),
        title=words % {"towns": len(mine), "n": villages},
        unit=posting.division.name,
        url=f"{reverse('households:report_grid')}?{query}",
        act=_("看未报的"),
    )


def form_url(row: ExpectedReport) -> str:
    """Where this expected report is filed."""
    query = urlencode({"period": row.period_id, "village": row.village_id})
    return f"{reverse('households:report_form')}?{query}"


def report_due(user: User, today: date) -> dict[str, object] | None:
    """The report a village user should look at: the oldest that is overdue, else the open one,
    else the last one filed. label 11月, state 待报/已报/逾期, due (aware), words for the limit,
    url; None when the user files for no village or nothing was opened yet."""
    rows = own_reports(user, timezone.now())
    for state, word in ((CellState.MISSING, _("逾期")), (CellState.OPEN, _("待报"))):
        for row in rows:
            if row.state == state:  # type: ignore[attr-defined]
                return _due(row, word, form_url(row), limit_words(row.period.village_due, today))
    if not rows:
        return None
    last = rows[-1]
    url = reverse("households:report_detail", args=[last.report_uid])  # type: ignore[attr-defined]
    filed = _("%(day)s上报") % {"day": zh_day(last.filed_at)}  # type: ignore[attr-defined]
    return _due(last, _("已报"), url, filed)


def _due(row: ExpectedReport, state: str, url: str, words: str) -> dict[str, object]:
    return {
        "label": row.period.label,
        "state": state,
        "due": row.period.village_due,
        "words": words,
        "url": url,
    }


def limit_words(due: datetime, today: date) -> str:
    """明天 17:00 截止."""
    near = {today: _("今天"), today + timedelta(days=1): _("明天")}
    day = near.get(timezone.localdate(due), zh_day(due))
    return _("%(day)s %(time)s 截止") % {"day": day, "time": zh_time(due)}
