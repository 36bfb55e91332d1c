"""The mediation clock against an independent calculation that walks day by day."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest

from disputes.clocks import mediation
from disputes.clocks.court import Invitation, invited_rule
from disputes.clocks.days import ClockFault, WrongDays
from disputes.clocks.mediation import (
    Clock,
    Event,
    Happened,
    Rule,
    State,
    legal_rule,
    norm_rule,
    read,
)

ONE = timedelta(days=1)
A, S, R, X, E = (
    Happened.ACCEPTED,
    Happened.SUSPENDED,
    Happened.RESUMED,
    Happened.EXTENDED,
    Happened.ENDED,
)


def day(words: str) -> date:
    month, number = words.split(".")
    return date(2026, int(month), int(number))


def test_the_sum_the_page_shows() -> None:
    events = [
        Event(A, day("3.2")),
        Event(S, day("3.10")),
        Event(R, day("3.15")),
        Event(X, day("3.20"), days=10, consented=True),
    ]
    clock = read(events, legal_rule(), day("3.25"))
    assert clock.arithmetic == (
        "受理 3月2日；限 30 日 → 4月1日；中止 3月10日至3月15日（5 日）→ 4月6日；"
        "延长 10 日（双方同意）→ 4月16日"
    )
    assert (clock.due_on, clock.used, clock.left) == (day("4.16"), 18, 22)
    assert (clock.suspended_days, clock.extended_days) == (5, 10)
    assert clock.state is State.RUNNING


def test_the_norm_stands_while_suspended_but_no_extension_moves_it() -> None:
    events = [
        Event(A, day("3.2")),
        Event(S, day("3.10")),
        Event(R, day("3.15")),
        Event(X, day("3.20"), days=10, consented=True),
    ]
    clock = read(events, norm_rule(), day("3.25"))
    assert clock.due_on == day("3.22")
    assert (clock.state, clock.left) == (State.LATE, -3)
    assert clock.lines[-1] == "延长 10 日（双方同意），不改变服务承诺期限"
    assert read(events, norm_rule(40), day("3.25")).due_on == day("4.16")


def test_the_last_day_is_in_time_and_the_next_is_late() -> None:
    begun = [Event(A, day("3.2"))]
    assert read(begun, legal_rule(), day("4.1")).state is State.RUNNING
    assert read(begun, legal_rule(), day("4.2")).state is State.LATE
    assert read([*begun, Event(E, day("4.1"))], legal_rule(), day("5.1")).state is State.DONE
    late = read([*begun, Event(E, day("4.2"))], legal_rule(), day("5.1"))
    assert (late.state, late.left) == (State.DONE_LATE, -1)


def test_an_open_suspension_stands_still() -> None:
    events = [Event(A, day("3.2")), Event(S, day("3.10"))]
    first, later = (read(events, legal_rule(), day(d)) for d in ("3.12", "6.1"))
    assert first.used == later.used == 7
    assert first.left == later.left == 23
    assert first.due_on == day("4.3")
    assert later.state is State.SUSPENDED
    assert first.lines[-1] == "3月10日起中止，尚未恢复（2 日）→ 暂计 4月3日"


def test_what_is_suspended_after_the_limit_saves_nothing() -> None:
    events = [Event(A, day("3.2")), Event(S, day("4.2")), Event(R, day("5.2"))]
    clock = read(events, legal_rule(), day("5.3"))
    assert (clock.due_on, clock.state, clock.left) == (day("4.1"), State.LATE, -32)


def test_what_is_told_later_is_not_known_yet() -> None:
    events = [Event(A, day("3.2")), Event(S, day("3.10")), Event(R, day("3.15"))]
    assert read(events, legal_rule(), day("3.9")).due_on == day("4.1")


def test_a_day_of_next_year_says_its_year() -> None:
    assert read([Event(A, day("12.20"))], legal_rule(), day("12.21")).arithmetic == (
        "受理 12月20日；限 30 日 → 2027年1月19日"
    )


@pytest.mark.parametrize(
    ("invitation", "days"),
    [(Invitation.BEFORE_FILING, 30), (Invitation.ORDINARY, 15), (Invitation.SUMMARY, 7)],
)
def test_invited_mediation_runs_from_the_signed_receipt(invitation: Invitation, days: int) -> None:
    signed = day("3.2")
    clock = read([Event(A, signed)], invited_rule(invitation), signed)
    assert clock.due_on == signed + timedelta(days=days)
    assert clock.lines[0].startswith("签收 3月2日；限")
    longer = [Event(A, signed), Event(X, signed + ONE, days=5, consented=True)]
    assert read(longer, invited_rule(invitation), clock.due_on).due_on == clock.due_on + 5 * ONE


FAULTS = [
    (mediation.NotBegun, [], "还没有受理"),
    (mediation.BeforeAcceptance, [(S, "3.1"), (A, "3.2")], "3月1日 的记录早于受理日期 3月2日"),
    (mediation.BegunTwice, [(A, "3.2"), (A, "3.5")], "不能再受理一次"),
    (mediation.NotSuspended, [(A, "3.2"), (R, "3.5")], "没有处在中止期间"),
    (mediation.NotSuspended, [(A, "3.2"), (S, "3.3"), (R, "3.5"), (R, "3.6")], "没有处在"),
    (mediation.SuspendedTwice, [(A, "3.2"), (S, "3.5"), (S, "3.6")], "3月5日 起已经中止"),
    (mediation.WithoutConsent, [(A, "3.2"), (X, "3.5", 10, False)], "须经双方当事人同意"),
    (WrongDays, [(A, "3.2"), (X, "3.5", 0, True)], "至少是 1 日"),
    (mediation.ExtendedLate, [(A, "3.2"), (X, "4.2", 10, True)], "4月1日 届满"),
    (mediation.ExtendedLate, [(A, "3.2"), (S, "4.2"), (X, "4.3", 9, True)], "届满"),
    (mediation.AfterEnd, [(A, "3.2"), (E, "3.9"), (S, "3.10")], "已于 3月9日 结束"),
]


@pytest.mark.parametrize(("fault", "told", "words"), FAULTS)
def test_what_cannot_follow_is_refused_by_name(
    fault: type[ClockFault], told: list[tuple[Any, ...]], words: str
) -> None:
    events = [Event(kind, day(on), *more) for kind, on, *more in told]
    with pytest.raises(fault) as refused:
        read(events, legal_rule(), day("6.1"))
    assert words in refused.value.sentence


def test_a_norm_refuses_an_extension_without_consent_too() -> None:
    with pytest.raises(mediation.WithoutConsent):
        read([Event(A, day("3.2")), Event(X, day("3.5"), days=3)], norm_rule(), day("6.1"))


def test_a_limit_of_no_days_is_refused() -> None:
    with pytest.raises(WrongDays):
        read([Event(A, day("3.2"))], legal_rule(0), day("3.3"))


# The independent calculation. It knows no sums: it lives through the days one by one.


def lived_through(events: list[Event], rule: Rule, today: date) -> tuple[date, int, State] | None:
    """(last day, counted days, state), or None where some event cannot follow."""
    count, allowed, suspended, begun, ended = 0, rule.days, False, False, None
    stopped, reached = False, None
    now = events[0].on if events else today
    while now <= today:
        todays = [e for e in events if e.on == now]
        for event in todays:
            alive = reached is None
            if ended is not None:
                return None
            if event.kind is A:
                if begun:
                    return None
                begun = True
            elif not begun:
                return None
            elif event.kind is S:
                if suspended:
                    return None
                suspended, stopped = True, alive
            elif event.kind is R:
                if not suspended:
                    return None
                suspended = stopped = False
            elif event.kind is X:
                if event.days < 1 or not event.consented:
                    return None
                if rule.extends:
                    if not alive:
                        return None
                    allowed += event.days
            else:
                ended = now
        if ended in (None, now) and now > events[0].on and not stopped:
            count += 1
        # The limit has run out for whatever comes on a later day.
        if count >= allowed and not stopped and reached is None:
            reached = now
        now += ONE
    if not begun:
        return None
    until = ended or today
    counted, last = count, until
    if reached is not None:
        last = reached
    else:
        # As if nothing more stopped it: the last lived day counts where it was suspended.
        going = count + (1 if stopped and until > events[0].on else 0)
        while going < allowed:
            last += ONE
            going += 1
    late = until > last
    if ended is not None:
        state = State.DONE_LATE if late else State.DONE
    elif late:
        state = State.LATE
    else:
        state = State.SUSPENDED if suspended else State.RUNNING
    return last, counted, state


def random_events(dice: random.Random) -> list[Event]:
    """Mostly sequences that can be, sometimes with something that cannot."""
    now = date(2024, 1, 1) + timedelta(days=dice.randrange(1800))
    events, suspended = [Event(A, now)], False
    for _n in range(dice.randrange(9)):
        now += timedelta(days=dice.choice([0, 0, 1, 2, 3, 5, 8, 13]))
        roll = dice.random()
        if roll < 0.06:
            kind = dice.choice([A, R, S, E])
            events.append(Event(kind, now))
        elif roll < 0.3:
            events.append(Event(X, now, dice.randrange(1, 20), dice.random() > 0.05))
        else:
            events.append(Event(R if suspended else S, now))
            suspended = not suspended
    if dice.random() < 0.5:
        events.append(Event(E, now + timedelta(days=dice.randrange(25))))
    return events


def as_told(clock: Clock) -> tuple[date, int, State]:
    return clock.due_on, clock.used, clock.state


def test_a_thousand_random_sequences_equal_the_walk() -> None:
    dice = random.Random(20260315)
    seen: dict[object, int] = {}
    for number in range(1000):
        events = random_events(dice)
        rule = dice.choice([legal_rule(), norm_rule(), invited_rule(Invitation.SUMMARY)])
        today = events[-1].on + timedelta(days=dice.randrange(40))
        expected = lived_through(events, rule, today)
        try:
            clock = read(events, rule, today)
        except ClockFault:
            assert expected is None, (number, events, rule, today)
            seen["fault"] = seen.get("fault", 0) + 1
            continue
        assert as_told(clock) == expected, (number, events, rule, today, clock)
        assert clock.left == rule.days + clock.extended_days - clock.used
        seen[clock.state] = seen.get(clock.state, 0) + 1
    # Every state and enough faults were met, so the equality says something.
    assert all(seen.get(state, 0) >= 20 for state in State), seen
    assert 100 <= seen["fault"] <= 600, seen
