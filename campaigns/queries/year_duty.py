"""Reads of the year's calendar: what is owed by whom, the table of duties and units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.reach import within
from accounts.templatetags.words import zh_day
from campaigns.models import Campaign, Division, Duty, DutyMark, Level
from campaigns.models.year_duty import DutyQuerySet

LEVELS = (Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE)


def level_of_unit(unit: Division) -> int:
    """The level whose duties a unit has; a city that is its own county has a county's."""
    return Level.COUNTY if unit.is_county else unit.level


def units_of(county: Division, level: int, at: Division) -> QuerySet[Division]:
    """The units of a level inside `at` that owe its duties."""
    if level == Level.COUNTY:
        return Division.objects.filter(pk=county.pk)
    return Division.objects.below(at, Level(level)).current()


def owed_by(user: User, unit: Division, campaigns: Iterable[Campaign], today: date) -> list[Duty]:
    """What stands in the unit's work list: from so many days before until it is marked or lifted;
    overdue first."""
    marks = DutyMark.objects.visible_to(user).standing().filter(duty=OuterRef("pk"), place=unit)
    rows = (
        Duty.objects.standing()
        .filter(campaign__in=list(campaigns), level=level_of_unit(unit))
        .exclude(Exists(marks))
    )
    return [duty for duty in rows.order_by("due_on", "pk") if duty.shown_from <= today]


@dataclass(frozen=True)
class State:
    """How a duty stands in one unit. kind: done, late (done after its day), over (its day has
    passed), open, lifted; mark: what the unit did."""

    kind: str
    words: str
    mark: DutyMark | None = None

    @property
    def tag(self) -> str:
        """The kind of tag (parts.state)."""
        return {"done": "have", "late": "late", "over": "lack", "open": "wait"}.get(
            self.kind, "plain"
        )


def state_of(duty: Duty, mark: DutyMark | None, today: date) -> State:
    """Late is by the server's clock; what the calendar alone decides is nowhere stored."""
    if duty.is_lifted:
        return State("lifted", _("已取消"), mark)
    if mark is not None and mark.kind == DutyMark.Kind.LIFTED:
        return State("lifted", _("免办"), mark)
    if mark is not None:
        at = timezone.localdate(mark.at)
        if at <= duty.due_on:
            return State("done", _("%(day)s办") % {"day": zh_day(at)}, mark)
        words = _("迟 %(n)d 天") % {"n": (at - duty.due_on).days}
        return State("late", words, mark)
    if duty.due_on < today:
        return State("over", _("逾期 %(n)d 天") % {"n": (today - duty.due_on).days})
    return State("open", _("未到期") if duty.shown_from > today else _("待办"))


def marks_of(
    user: User, duties: Iterable[Duty], units: Iterable[Division]
) -> dict[tuple[int, int], DutyMark]:
    """(duty, unit) → its mark; one query."""
    rows = DutyMark.objects.visible_to(user).standing().select_related("by", "duty")
    found = rows.filter(duty__in=list(duties), place__in=list(units))
    return {(mark.duty_id, mark.place_id): mark for mark in found}


@dataclass
class Tally:
    """How many units did a duty on time, late, not at all; `due` of them owe it."""

    due: int = 0
    done: int = 0
    late: int = 0
    lifted: int = 0
    is_over: bool = False

    @property
    def open(self) -> int:
        """Not marked and not lifted."""
        return self.due - self.done - self.late - self.lifted


def tallies(
    user: User, duties: Sequence[Duty], county: Division, at: Division, today: date
) -> dict[int, dict[int, Tally]]:
    """Duty → unit one below `at` (0 for all) → its tally; four queries whatever the size."""
    out: dict[int, dict[int, Tally]] = {d.pk: defaultdict(Tally) for d in duties}
    width = 1000 if at.is_county else 1
    for level in {d.level for d in duties}:
        codes = list(units_of(county, level, at).values_list("code", flat=True))
        groups = [(0, len(codes))]
        per: dict[int, int] = defaultdict(int)
        for code in codes:
            per[code // width * width] += 1
        groups += list(per.items())
        for duty in (d for d in duties if d.level == level):
            for key, due in groups:
                out[duty.pk][key] = Tally(due=due, is_over=duty.due_on < today)
    marks = DutyMark.objects.visible_to(user).standing().filter(duty__in=duties)
    counts = (
        marks.filter(place__gte=at.code, place__lt=at.end)
        .order_by()
        .values("duty_id", "place_id", "kind")
        .annotate(late=Count("pk", filter=Q(at__date__gt=F("duty__due_on"))))
    )
    for row in counts:
        _counted(out[row["duty_id"]], row["place_id"] // width * width, row)
    return out


def _counted(rows: dict[int, Tally], key: int, row: dict[str, object]) -> None:
    for tally in (rows[0], rows[key]):
        if row["kind"] == DutyMark.Kind.LIFTED:
            tally.lifted += 1
        elif row["late"]:
            tally.late += 1
        else:
            tally.done += 1


def counted(user: User, rows: DutyQuerySet) -> DutyQuerySet:
    """Duties with on_time, late and lifted of the reader's reach, for lists and exports."""
    mine = Q(marks__taken_back_at__isnull=True) & within(user.area_spans, "marks__place_id")
    done = mine & Q(marks__kind=DutyMark.Kind.DONE)
    late = Q(marks__at__date__gt=F("due_on"))
    return rows.annotate(
        on_time=Count("marks", filter=done & ~late),
        late=Count("marks", filter=done & late),
        freed=Count("marks", filter=mine & Q(marks__kind=DutyMark.Kind.LIFTED)),
    )


def units_by_state(
    user: User, duty: Duty, at: Division, state: str, today: date
) -> QuerySet[Division]:
    """The units that owe a duty, those with nothing done first; narrowed to one state."""
    marks = DutyMark.objects.visible_to(user).standing().filter(duty=duty, place=OuterRef("pk"))
    done = marks.filter(kind=DutyMark.Kind.DONE)
    rows = units_of(duty.campaign.county, duty.level, at).annotate(has_mark=Exists(marks))
    if state in ("open", "over"):
        rows = rows.filter(has_mark=False)
    elif state == "done":
        rows = rows.filter(Exists(done.filter(at__date__lte=duty.due_on)))
    elif state == "late":
        rows = rows.filter(Exists(done.filter(at__date__gt=duty.due_on)))
    elif state == "lifted":
        rows = rows.filter(Exists(marks.filter(kind=DutyMark.Kind.LIFTED)))
    return rows.order_by("has_mark", "code")


def next_due(user: User, unit: Division, campaign: Campaign, today: date) -> list[Duty]:
    """The next five duties of a unit that are not done."""
    marks = DutyMark.objects.visible_to(user).standing().filter(duty=OuterRef("pk"), place=unit)
    rows = Duty.objects.standing().filter(campaign=campaign, level=level_of_unit(unit))
    near = rows.exclude(Exists(marks)).filter(due_on__lte=today + timedelta(days=120))
    return list(near.order_by("due_on", "pk")[:5])
