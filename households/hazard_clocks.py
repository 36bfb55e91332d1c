"""The two clocks of a hazard and their arithmetic (domain C4: phone and form within 2 hours,
written follow-up within 24). Plain arithmetic on moments; nothing here touches the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from accounts.templatetags.words import zh_day, zh_time

REPORT_HOURS = 2
WRITTEN_HOURS = 24


@dataclass(frozen=True)
class Clock:
    """One limit: it runs from known_at; done is when everything it asks for was there, None while
    something is missing. The very instant of due is still in time."""

    name: str
    known_at: datetime
    hours: int
    done: datetime | None
    steps: tuple[tuple[str, datetime | None], ...]

    @property
    def due(self) -> datetime:
        """Until when."""
        return self.known_at + timedelta(hours=self.hours)

    def state(self, now: datetime) -> str:
        """met, late, over (missing and past due) or running."""
        if self.done is not None:
            return "met" if self.done <= self.due else "late"
        return "over" if now > self.due else "running"

    def sum(self) -> str:
        """11月24日 09:10 知悉 + 2 小时 = 11月24日 11:10."""
        return _("%(known)s 知悉 + %(hours)d 小时 = %(due)s 前") % {
            "known": _moment(self.known_at),
            "hours": self.hours,
            "due": _moment(self.due),
        }

    def words(self, now: datetime) -> str:
        """What became of it, or how much is left."""
        state = self.state(now)
        if state == "met":
            return _("按时")
        if self.done is not None:
            return _("迟 %(how)s") % {"how": span_words(self.done - self.due)}
        left = self.due - now
        if state == "over":
            return _("已超 %(how)s") % {"how": span_words(-left)}
        return _("还剩 %(how)s") % {"how": span_words(left)}


def clocks(
    known_at: datetime,
    called_at: datetime | None,
    filed_at: datetime | None,
    written_at: datetime | None,
) -> tuple[Clock, Clock]:
    """Both clocks of one hazard. The first asks for the telephone call and the form."""
    both = max(called_at, filed_at) if called_at and filed_at else None
    return (
        Clock(
            _("电话和专报"),
            known_at,
            REPORT_HOURS,
            both,
            ((_("电话"), called_at), (_("专报"), filed_at)),
        ),
        Clock(_("书面续报"), known_at, WRITTEN_HOURS, written_at, ((_("书面续报"), written_at),)),
    )


def span_words(length: timedelta) -> str:
    """1 天 2 小时, 1 小时 20 分, 5 分; never 0."""
    minutes = max(1, -int(-length.total_seconds() // 60))
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    if days:
        return _("%(d)d 天 %(h)d 小时") % {"d": days, "h": hours}
    if hours:
        return _("%(h)d 小时 %(m)d 分") % {"h": hours, "m": minutes}
    return _("%(m)d 分") % {"m": minutes}


def _moment(at: datetime) -> str:
    return f"{zh_day(at)} {zh_time(at)}"
