"""What a paper is made from: who asks, for which unit and days, and the parts that are counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy

from accounts.exports.listing import Field
from accounts.exports.sheet import Form, Table
from accounts.models import User
from campaigns.models import Division, Level
from campaigns.queries.mergers import Mergers, mergers_by
from households.papers.periods import MONTH, Days
from households.queries.seal import OWNERS

CLOSED = gettext_lazy("（开档后可看）")  # in place of what is in a file
FORMS_MOST = 60  # one paper prints so many forms at most
Counts = Mapping[int, Mapping[str, int]]


@dataclass(frozen=True)
class Scope:
    """Who asks, for which unit, over which days. Rows of the table are the units one level
    below: villages of a township (or a village alone), townships of a county, as the tree stood on
    the last of the days, or on tree_on; a place merged by then is counted with its heir (K6)."""

    user: User
    root: Division
    days: Days
    tree_on: date | None = None

    @cached_property
    def mergers(self) -> Mergers:
        """The mergers its numbers follow."""
        return mergers_by(self.tree_on or self.days.as_of, self.root)

    @property
    def level(self) -> Level:
        """The level of the units in the rows."""
        return Level.VILLAGE if self.root.level >= Level.TOWNSHIP else Level.TOWNSHIP

    @property
    def width(self) -> int:
        """How many codes one unit of a row spans."""
        return 1 if self.level == Level.VILLAGE else 1000

    @property
    def owns(self) -> bool:
        """Whether the files inside are the reader's to work with; a county reads what is in one
        only after it was opened with a reason (domain H ③), so its papers leave the words out."""
        return any(p.role in OWNERS and p.covers(self.root.code) for p in self.user.postings_today)

    def inside(self, column: str = "village_id") -> Q:
        """A condition: the village lies in the paper's unit."""
        return Q(**{f"{column}__gte": self.root.code, f"{column}__lt": self.root.end})


Rows = Callable[[Scope], QuerySet[Any]]
Condition = Callable[[Scope], Q]


@dataclass(frozen=True)
class Base:
    """Rows that parts count. rows(scope) begins with what the user may see; bases with the same
    function are read in one query. during: which of them belong to the days, where the rows
    themselves, which are then those of all days, do not say. fields and url say how the list
    behind a number shows a row; weight: the column that is added up instead of counting rows;
    narrow: the lookup by which a number of one line of the paper is narrowed to that line's own
    rows."""

    noun: str
    rows: Rows
    fields: Sequence[Field]
    url: Callable[[Any], str]
    weight: str = ""
    narrow: str = ""
    during: Condition | None = None

    def of_days(self, scope: Scope) -> Q:
        """Which rows belong to the days."""
        return self.during(scope) if self.during else Q()


@dataclass(frozen=True)
class Part:
    """One number of a paper: rows of a base that meet a condition. words: what it counts, as a
    sentence for the page behind it; named: the same in the county's own words, where it has any."""

    key: str
    base: Base
    words: str | Promise
    condition: Condition = field(default=lambda scope: Q())
    named: Callable[[Scope], str] | None = None

    def for_scope(self, scope: Scope) -> Part:
        """The part in the words that hold in the scope."""
        return replace(self, words=self.named(scope)) if self.named else self

    def listed(self, scope: Scope, unit: Division, *, own: bool = False) -> QuerySet[Any]:
        """Exactly the rows the number of a unit counts; with `own`, of its own level alone."""
        end = unit.code + 1 if own else unit.end
        inside = scope.mergers.inside(unit.code, end, "village_id")
        rows = self.base.rows(scope).filter(inside, self.base.of_days(scope))
        return rows.filter(self.condition(scope))


def counted(scope: Scope, parts: Sequence[Part]) -> dict[int, dict[str, int]]:
    """Unit code → part → number; one query for each kind of rows, whatever the number of units."""
    return counted_over([scope], parts)[0]


def counted_over(scopes: Sequence[Scope], parts: Sequence[Part]) -> list[dict[int, dict[str, int]]]:
    """The same for several periods of one reader, unit and tree; rows whose parts say by `during`
    which days they belong to are read once for all of them."""
    out: list[dict[int, dict[str, int]]] = [{} for _scope in scopes]
    for rows in {p.base.rows: None for p in parts}:
        own = [p for p in parts if p.base.rows is rows]
        every = list(enumerate(scopes))
        for run in [every] if own[0].base.during else [[one] for one in every]:
            for unit, at, values in _counted_run(run, own):
                out[at].setdefault(unit, {}).update(values)
    return out


def _counted_run(
    run: Sequence[tuple[int, Scope]], own: Sequence[Part]
) -> Iterator[tuple[int, int, dict[str, int]]]:
    """(unit code, which period, part → number) of parts of the same rows; one query. Where it reads
    several days, those of a unit that have nothing are left out."""
    first = run[0][1]
    days = {(at, p.base.during): p.base.of_days(scope) for at, scope in run for p in own}
    rows = own[0].base.rows(first).filter(_inside(first), _either(days.values())).order_by()
    alone = len(days) == 1  # then the rows are those of the days already
    numbers = {}
    for at, scope in run:
        for p in own:
            of_days = Q() if alone else days[at, p.base.during]
            numbers[f"n{at}_{p.key}"] = _count(p, of_days & p.condition(scope))
    unit = first.mergers.unit("village_id", first.width)
    for found in rows.annotate(unit_code=unit).values("unit_code").annotate(**numbers):
        for at, _scope in run:
            values = {p.key: found[f"n{at}_{p.key}"] or 0 for p in own}
            if alone or any(values.values()):
                yield found["unit_code"], at, values


def _inside(scope: Scope) -> Q:
    return scope.mergers.inside(scope.root.code, scope.root.end, "village_id")


def _either(days: Iterable[Q]) -> Q:
    """Rows of any of the days; an empty condition takes all."""
    known = list(days)
    return reduce(or_, known) if all(known) else Q()


def _count(part: Part, condition: Q) -> Any:
    if part.base.weight:
        return Sum(part.base.weight, filter=condition or None)
    return Count("pk", filter=condition or None)


def units_of(scope: Scope, counts: Counts) -> list[Division]:
    """The units of the tree on the paper's last day, and those that ended before but have rows."""
    day = scope.days.last
    there = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    there &= Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    busy = [code for code, values in counts.items() if any(values.values())]
    rows = Division.objects.below(scope.root, scope.level)
    return list(rows.filter(there | Q(code__in=busy)))


@dataclass
class Made:
    """A paper drawn for one scope: a table or forms, and the records in it for the logs."""

    tables: list[Table] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    noun: str = ""
    keys: list[int] = field(default_factory=list)
    rows: int = 0


class Paper:
    """One of the papers of domain J2. personal: its lines tell of families, so that taking it out
    asks for a reason; names and numbers on it are masked unless somebody may have them whole."""

    key: ClassVar[str]
    title: ClassVar[str | Promise]
    about: ClassVar[str | Promise]
    period: ClassVar[str] = MONTH
    personal: ClassVar[bool] = True
    lowest: ClassVar[Level] = Level.COUNTY  # the widest unit it is drawn for
    parts: ClassVar[Sequence[Part]] = ()

    def make(self, scope: Scope, *, masked: bool) -> Made:
        """The paper for one scope."""
        raise NotImplementedError

    def part(self, key: str) -> Part | None:
        """The part of this key."""
        return next((p for p in self.parts if p.key == key), None)

    def rows_url(self, scope: Scope, unit: int, part: str, of: str = "") -> str:
        """The page with exactly the rows of a number; of: the uid of one line of the paper."""
        query = {"root": scope.root.code, "period": scope.days.code, "unit": unit, "part": part}
        query |= {"of": of} if of else {}
        return f"{reverse(f'households:paper_{self.key}_rows')}?{urlencode(query)}"
