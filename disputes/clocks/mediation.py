"""The clock of a mediation, read from what happened (features 26: suspending moves the day).

Legal limit and service norm are two rules over the same events. Limit: one month
(人民调解工作若干规定 art. 33), 30 calendar days by default. Norm: 15 days [C]. Both are numbers
of the house's settings and are passed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

from disputes.clocks.days import ClockFault, WrongDays, said

LIMIT_DAYS = 30
NORM_DAYS = 15


class Happened(StrEnum):
    """What a clock listens to."""

    ACCEPTED = "accepted"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    EXTENDED = "extended"
    ENDED = "ended"


@dataclass(frozen=True)
class Event:
    """One thing that happened on a day. days and consented: of an extension only."""

    kind: Happened
    on: date
    days: int = 0
    consented: bool = False


@dataclass(frozen=True)
class Rule:
    """One clock's settings. begun: the word for its first day (受理, 签收). extends: whether the
    parties' consent moves it; a service norm is the house's own promise and stays."""

    name: str
    days: int
    source: str
    begun: str = "受理"
    extends: bool = True


class State(StrEnum):
    """Where a clock stands today."""

    RUNNING = "running"
    SUSPENDED = "suspended"
    LATE = "late"
    DONE = "done"
    DONE_LATE = "done_late"


class NotBegun(ClockFault):
    """Nothing was accepted yet."""


class BegunTwice(ClockFault):
    """Accepted a second time."""


class BeforeAcceptance(ClockFault):
    """Something happened before the first day."""


class SuspendedTwice(ClockFault):
    """Suspended while suspended."""


class NotSuspended(ClockFault):
    """Resumed while running."""


class WithoutConsent(ClockFault):
    """Extended, but not both parties agreed."""


class ExtendedLate(ClockFault):
    """Extended after the limit had run out."""


class AfterEnd(ClockFault):
    """Something happened after the end."""


@dataclass(frozen=True)
class Clock:
    """A clock as of one day. due_on: the last day; while suspended, what it would be were the
    mediation resumed today. used: counted days so far. left: counted days that remain, negative
    when late. suspended_days: days that did not count. lines: the sum, one step a line."""

    rule: Rule
    begun_on: date
    due_on: date
    used: int
    left: int
    suspended_days: int
    extended_days: int
    state: State
    lines: tuple[str, ...]

    @property
    def arithmetic(self) -> str:
        """The whole sum in one line."""
        return "；".join(self.lines)


def legal_rule(days: int = LIMIT_DAYS) -> Rule:
    """The legal limit."""
    return Rule(_("法定期限"), days, _("人民调解工作若干规定第三十三条"), _("受理"))


def norm_rule(days: int = NORM_DAYS) -> Rule:
    """The service norm [C]: suspension stops it, an extension does not move it."""
    return Rule(_("服务承诺"), days, _("本县服务承诺"), _("受理"), extends=False)


def read(events: Iterable[Event], rule: Rule, today: date) -> Clock:
    """The clock as of `today`: events after it are not yet known.

    The first day is not counted; a suspended day (from the day of suspension up to the day
    before resumption) is not counted; the last day is the one on which the count reaches the
    limit. What is suspended after the limit ran out stops nothing."""
    if rule.days < 1:
        raise WrongDays(_("期限至少是 1 日。"))
    known = sorted((e for e in events if e.on <= today), key=lambda e: e.on)
    counting = _Counting(rule, _begun_on(known))
    for event in known:
        counting.tell(event)
    return counting.as_of(today)


def _begun_on(known: list[Event]) -> date:
    begun = next((e.on for e in known if e.kind is Happened.ACCEPTED), None)
    if begun is None:
        raise NotBegun(_("还没有受理，期限没有开始计算。"))
    if known[0].kind is not Happened.ACCEPTED:
        raise BeforeAcceptance(
            _("%(day)s 的记录早于受理日期 %(begun)s，请核对。")
            % {"day": said(known[0].on, begun), "begun": said(begun, begun)}
        )
    return begun


class _Counting:
    """Goes through the events once, in their order."""

    def __init__(self, rule: Rule, begun_on: date) -> None:
        self.rule, self.begun_on = rule, begun_on
        self.due_on = begun_on + timedelta(days=rule.days)
        self.extended = self.lost = 0
        self.open_since: date | None = None
        self.ended_on: date | None = None
        self.begun = False
        self.lines = [
            _("%(begun)s %(start)s；限 %(days)d 日 → %(due)s")
            % {
                "begun": rule.begun,
                "start": self._said(begun_on),
                "days": rule.days,
                "due": self._said(self.due_on),
            }
        ]

    def tell(self, event: Event) -> None:
        """One more event; a fault when it cannot follow what came before."""
        if self.ended_on is not None:
            raise AfterEnd(
                _("调解已于 %(end)s 结束，%(day)s 的记录不能再计入。")
                % {"end": self._said(self.ended_on), "day": self._said(event.on)}
            )
        match event.kind:
            case Happened.ACCEPTED:
                self._accept(event)
            case Happened.SUSPENDED:
                self._suspend(event)
            case Happened.RESUMED:
                self._resume(event)
            case Happened.EXTENDED:
                self._extend(event)
            case Happened.ENDED:
                self.ended_on = event.on

    def _accept(self, event: Event) -> None:
        if self.begun:
            raise BegunTwice(
                _("%(begun)s 已经受理，%(day)s 不能再受理一次。")
                % {"begun": self._said(self.begun_on), "day": self._said(event.on)}
            )
        self.begun = True

    def _suspend(self, event: Event) -> None:
        if self.open_since is not None:
            raise SuspendedTwice(
                _("%(since)s 起已经中止，恢复以前不能再次中止。")
                % {"since": self._said(self.open_since)}
            )
        self.open_since = event.on

    def _resume(self, event: Event) -> None:
        if self.open_since is None:
            raise NotSuspended(
                _("%(day)s 没有处在中止期间，不能登记恢复。") % {"day": self._said(event.on)}
            )
        since, self.open_since = self.open_since, None
        lost = self._lost(since, event.on)
        self.due_on += timedelta(days=lost)
        self.lost += lost
        self.lines.append(
            _("中止 %(since)s至%(until)s（%(days)d 日）→ %(due)s")
            % {
                "since": self._said(since),
                "until": self._said(event.on),
                "days": lost,
                "due": self._said(self.due_on),
            }
        )

    def _extend(self, event: Event) -> None:
        if event.days < 1:
            raise WrongDays(_("延长的天数至少是 1 日。"))
        if not event.consented:
            raise WithoutConsent(_("延长期限须经双方当事人同意。"))
        if not self.rule.extends:
            self.lines.append(
                _("延长 %(days)d 日（双方同意），不改变%(name)s期限")
                % {"days": event.days, "name": self.rule.name}
            )
            return
        if self._ran_out(self.open_since or event.on):
            raise ExtendedLate(
                _("期限已于 %(due)s 届满，%(day)s 不能再延长。")
                % {"due": self._said(self.due_on), "day": self._said(event.on)}
            )
        self.due_on += timedelta(days=event.days)
        self.extended += event.days
        self.lines.append(
            _("延长 %(days)d 日（双方同意）→ %(due)s")
            % {"days": event.days, "due": self._said(self.due_on)}
        )

    def as_of(self, today: date) -> Clock:
        """What the events told so far mean on `today`."""
        until = self.ended_on or today
        unseen = 0
        if self.open_since is not None and not self._ran_out(self.open_since):
            unseen = self._stand_until(self.open_since, until)
        total = self.rule.days + self.extended
        used = (until - self.begun_on).days - self.lost - unseen
        return Clock(
            rule=self.rule,
            begun_on=self.begun_on,
            due_on=self.due_on,
            used=used,
            left=total - used,
            suspended_days=self.lost + unseen,
            extended_days=self.extended,
            state=self._state(until),
            lines=tuple(self.lines),
        )

    def _stand_until(self, since: date, until: date) -> int:
        """The open suspension up to and including `until`; the last day as if resumed then."""
        lost = self._lost(since, until)
        self.due_on += timedelta(days=lost)
        self.lines.append(
            _("%(since)s起中止，尚未恢复（%(days)d 日）→ 暂计 %(due)s")
            % {"since": self._said(since), "days": lost, "due": self._said(self.due_on)}
        )
        return lost + (1 if until > self.begun_on else 0)

    def _state(self, until: date) -> State:
        if self.ended_on is not None:
            return State.DONE_LATE if self._ran_out(until) else State.DONE
        if self._ran_out(until):
            return State.LATE
        return State.RUNNING if self.open_since is None else State.SUSPENDED

    def _lost(self, since: date, until: date) -> int:
        """Days from `since` to the day before `until` that would have counted."""
        if self._ran_out(since):
            return 0
        return max((until - max(since, self.begun_on + timedelta(days=1))).days, 0)

    def _ran_out(self, day: date) -> bool:
        return day > self.due_on

    def _said(self, day: date) -> str:
        return said(day, self.begun_on)
