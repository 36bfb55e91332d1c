"""The to-do list of one unit: families at risk first, then what can still be gained, ranked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from django.db import connection
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.reach import Span, merged, within
from households.models import Tier, VisitDuty
from reports.metrics.counting import Period
from reports.models import ScoreSheet, ScoringRun
from reports.records import spans_of
from reports.rules import Facts
from reports.rules import Rubric as Rules
from reports.scoring import counted_claims
from reports.sheet_rows import bonuses_of, result_of
from reports.whatif.remedies import REMEDIES, Remedy
from reports.whatif.worth import Position, Step, Worth, at_stake, room, worth

AHEAD = 7  # days within which visits that fall due are told
WEAK, ENOUGH = 3, Fraction(4, 5)  # lines named for support, below this share of their points


@dataclass(frozen=True, slots=True)
class Offer:
    """One step: its remedy, words, the line it mends, what it is worth, where its rows are."""

    key: str
    words: str
    code: str
    name: str
    worth: Worth
    url: str


@dataclass(frozen=True, slots=True)
class Risk:
    """Families somebody should see first, whatever the points."""

    words: str
    tier: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Weak:
    """A line of which the unit has little: where help may be needed."""

    code: str
    name: str
    points: Decimal
    cap: Decimal


@dataclass(frozen=True, slots=True)
class Todo:
    """Everything the page shows. ahead: visits that fall due within a week and the points they
    keep."""

    risks: tuple[Risk, ...]
    offers: tuple[Offer, ...]
    ahead: int
    ahead_points: Decimal
    weak: tuple[Weak, ...]


def todo_of(run: ScoringRun, sheet: ScoreSheet, rules: Rules, *, user: User, today: date) -> Todo:
    """What can still be done for one unit, at the figures of the run and by the rows of today as
    far as `user` may see them."""
    spans = seen_of(sheet, user)
    position = position_of(run, sheet, rules, user=user)
    risks, ahead = visits_of(spans, today, run.campaign.data_closes_on, user)
    return Todo(
        risks,
        tuple(_offers(run, sheet, position, still_open(run, spans, today))),
        ahead,
        at_stake(position, "visits", ahead),
        _weak(sheet, rules),
    )


def seen_of(sheet: ScoreSheet, user: User) -> list[Span]:
    """The spans of the unit whose families `user` may see."""
    return [
        (max(low, a), min(high, b))
        for low, high in spans_of(sheet.unit)
        for a, b in user.case_spans
        if max(low, a) < min(high, b)
    ]


def offers_of(
    run: ScoringRun,
    sheet: ScoreSheet,
    rules: Rules,
    spans: list[Span],
    *,
    user: User,
    today: date,
) -> list[Offer]:
    """What can still be gained, best first, and nothing else of the list."""
    position = position_of(run, sheet, rules, user=user)
    return _offers(run, sheet, position, still_open(run, spans, today))


def position_of(run: ScoringRun, sheet: ScoreSheet, rules: Rules, *, user: User) -> Position:
    """The unit as the run has it."""
    lines = {line.code: line for line in sheet.lines.all()}
    return Position(
        rubric=rules,
        results={line.code: result_of(lines[line.code], line) for line in rules.indicators},
        facts={
            code: Facts.from_dict(line.figures["facts"])
            for code, line in lines.items()
            if line.figures.get("facts")
        },
        claims=[
            *counted_claims(sheet.outside),
            *bonuses_of(run, sheet.level, rules, by=user).get(sheet.unit_id, ()),
        ],
        deductions=sheet.outside.get("deduction"),
        pools={
            code: Facts.from_dict(line.figures["pooled"])
            for code, line in lines.items()
            if line.figures.get("pooled")
        },
    )


def still_open(run: ScoringRun, spans: list[Span], today: date) -> dict[str, int]:
    """How many of each step are still possible: what the run's days lacked and lacks still today,
    so that nothing done since is asked for again; one query for each span and day. Once the data
    are closed nothing: what comes in then counts nothing, whatever day it tells."""
    if today > run.campaign.data_closes_on:
        return dict.fromkeys(REMEDIES, 0)
    days = sorted({run.data_until, max(run.data_until, today)})
    found = [_open_on(run, spans, until, today) for until in days]
    return {key: min(counts[key] for counts in found) for key in REMEDIES}


def _open_on(run: ScoringRun, spans: list[Span], until: date, today: date) -> dict[str, int]:
    sql = " UNION ALL ".join(f"({one.count_sql})" for one in REMEDIES.values())
    found = dict.fromkeys(REMEDIES, 0)
    period = Period.of(run.campaign, until)
    for low, high in merged(spans):
        with connection.cursor() as cursor:
            cursor.execute(sql, period.params(low, high) | {"today": today})
            for key, count in cursor.fetchall():
                found[key] += int(count)
    return found


def _offers(
    run: ScoringRun, sheet: ScoreSheet, position: Position, counts: dict[str, int]
) -> list[Offer]:
    made = []
    for key, count in counts.items():
        remedy = REMEDIES[key]
        step = Step(remedy.metric, remedy.part, remedy.into)
        # The run's figures are what the points are reckoned from: no more than it knows of.
        gain = worth(position, step, min(count, room(position, step)))
        if gain.all > 0:
            made.append(_offer(run, sheet, position, remedy, gain))
    return sorted(made, key=lambda offer: (-offer.worth.all, offer.code))


def _offer(
    run: ScoringRun, sheet: ScoreSheet, position: Position, remedy: Remedy, gain: Worth
) -> Offer:
    line = position.lines(remedy.metric)[0]
    return Offer(
        remedy.key,
        remedy.words.format(n=f" {gain.count} "),
        line.code,
        line.name,
        gain,
        reverse("reports:rows", args=[run.uid, sheet.unit_id, line.code, remedy.part]),
    )


def visits_of(
    spans: list[Span], today: date, closes: date, user: User
) -> tuple[tuple[Risk, ...], int]:
    """Overdue visits by tier, red first; and how many fall due within a week and the year whose
    data close on that day. One query."""
    late = Q(due_on__lt=today)
    soon = Q(due_on__gt=today, due_on__lte=min(today + timedelta(days=AHEAD), closes))
    rows = (
        VisitDuty.objects.visible_to(user)
        .open()
        .filter(within(spans, "village_id"), late | soon, family__closed_on__isnull=True)
        .order_by()
        .values(tier=F("family__tier"))
        .annotate(late=Count("pk", filter=late), soon=Count("pk", filter=soon))
    )
    found = {row["tier"]: row for row in rows}
    risks = [
        Risk(
            _("%(n)d 户次走访已过日子，先去看望") % {"n": found[tier]["late"]},
            tier,
            found[tier]["late"],
            f"{reverse('households:family_list')}?show=overdue&tier={tier}",
        )
        for tier in Tier.values
        if tier in found and found[tier]["late"]
    ]
    return tuple(risks), sum(row["soon"] for row in found.values())


def _weak(sheet: ScoreSheet, rules: Rules) -> tuple[Weak, ...]:
    """The lines with the lowest share of their points: where the unit may need a hand."""
    lines = {line.code: line for line in sheet.lines.all()}
    below: list[tuple[Fraction, Weak]] = []
    for indicator in rules.indicators:
        points = lines[indicator.code].points
        share = None if points is None else Fraction(points) / Fraction(indicator.cap)
        if points is not None and share is not None and share < ENOUGH:
            weak = Weak(indicator.code, indicator.name, points, indicator.cap)
            below.append((share, weak))
    below.sort(key=lambda pair: (pair[0], pair[1].code))
    return tuple(weak for _share, weak in below[:WEAK])
