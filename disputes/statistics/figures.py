"""Every figure of the statistics as a condition on rows (domain D3).

All but 排查 count disputes accepted in the period, as they stood on its last day (today while it
runs): success, agreements, performance, confirmation and return visits are parts of what was
accepted, so that no rate is above 100 %."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from campaigns.models import Division
from disputes.models import (
    Averted,
    Confirmation,
    Dispute,
    FollowUp,
    MediationSession,
    Promise,
    Source,
)
from households.papers.base import Scope

ACTIVE = (Source.VILLAGE, Source.SCREENING)
APPLIED = (Source.VISIT, Source.LETTER, Source.HOTLINE, Source.RECEPTION)
REFERRED = (Source.COURT, Source.POLICE, Source.HOSPITAL, Source.SCHOOL, Source.DEPARTMENT)


@dataclass(frozen=True)
class Ground:
    """What rows a figure counts: all that may be seen, and which of them belong to the days; and
    where a row keeps its category."""

    key: str
    seen: Callable[[Scope], QuerySet[Any]]
    during: Callable[[Scope], Q]
    kind: str

    def rows(self, scope: Scope) -> QuerySet[Any]:
        """Those of the days."""
        return self.seen(scope).filter(self.during(scope))


@dataclass(frozen=True)
class Figure:
    """One number. weight: the column that is added up instead of counting rows."""

    key: str
    words: str | Lazy
    ground: Ground
    condition: Callable[[Scope], Q] = lambda scope: Q()
    weight: str = ""

    def listed(self, scope: Scope, unit: Division, kind: str = "") -> QuerySet[Any]:
        """Exactly the rows the number counts, of one unit and perhaps one category."""
        inside = scope.mergers.inside(unit.code, unit.end, "village_id")
        rows = self.ground.rows(scope).filter(inside, self.condition(scope))
        return rows.filter(**{self.ground.kind: kind}) if kind else rows

    def total(self, rows: QuerySet[Any]) -> int:
        """What listed rows come to."""
        if not self.weight:
            return rows.count()
        return int(rows.aggregate(n=Sum(self.weight))["n"] or 0)

    @property
    def aggregate(self) -> Callable[[Scope], Any]:
        """The number as an expression."""
        if self.weight:
            return lambda scope: Coalesce(Sum(self.weight, filter=self.condition(scope) or None), 0)
        return lambda scope: Count("pk", filter=self.condition(scope) or None)


def _days(column: str, scope: Scope) -> Q:
    return Q(**{f"{column}__range": (scope.days.first, scope.days.last)})


def _disputes(scope: Scope) -> QuerySet[Any]:
    return Dispute.objects.visible_to(scope.user).filter(matter__sealed=False)


def _averted(scope: Scope) -> QuerySet[Any]:
    return Averted.objects.visible_to(scope.user).counted().filter(matter__sealed=False)


def _averted_during(scope: Scope) -> Q:
    return _days("dispute__accepted_on", scope) & Q(checked_on__lte=scope.days.as_of)


def _has(model: Any, **lookup: Any) -> Q:
    """One set for the whole table, not a look for each of sixty thousand disputes."""
    return Q(pk__in=model.objects.filter(**lookup).order_by().values("dispute"))


def in_force(scope: Scope, **more: Any) -> Q:
    """An agreement that had taken effect by the last day; a dispute has one, so that it is joined
    once however many figures ask for it."""
    asked = {"effective_on__lte": scope.days.as_of} | more
    return Q(**{f"agreement__{name}": value for name, value in asked.items()})


def mediated(scope: Scope) -> Q:
    """At least one sitting, or an agreement."""
    return _has(MediationSession, held_on__lte=scope.days.as_of) | in_force(scope)


def performed(scope: Scope) -> Q:
    """Every promise of an agreement in force was kept by the last day."""
    kept = _has(Promise, performed_on__lte=scope.days.as_of)
    open_ = Promise.objects.exclude(performed_on__isnull=False, performed_on__lte=scope.days.as_of)
    return in_force(scope) & kept & ~Q(pk__in=open_.order_by().values("dispute"))


def _by_source(sources: Sequence[Source]) -> Callable[[Scope], Q]:
    return lambda scope: Q(matter__channel__in=sources)


def _of(kind: str) -> Callable[[Scope], Q]:
    return lambda scope: Q(kind=kind)


ACCEPTED = Ground("accepted", _disputes, lambda s: _days("accepted_on", s), "kind")
FOUND = Ground("found", _disputes, lambda s: _days("taken_in_on", s), "kind")
AVERTED = Ground("averted", _averted, _averted_during, "dispute__kind")

FIGURES: tuple[Figure, ...] = (
    Figure("accepted", _("受理"), ACCEPTED),
    Figure("success", _("调解成功"), ACCEPTED, in_force),
    Figure("active", _("主动调解"), ACCEPTED, _by_source(ACTIVE)),
    Figure("applied", _("依申请调解"), ACCEPTED, _by_source(APPLIED)),
    Figure("referred", _("接受委托移送调解"), ACCEPTED, _by_source(REFERRED)),
    Figure("money", _("涉及金额（元）"), ACCEPTED, lambda s: Q(money__isnull=False), "money"),
    Figure("crime", _("防止民转刑（件）"), AVERTED, _of("crime")),
    Figure("crime_persons", _("防止民转刑（人）"), AVERTED, _of("crime"), "persons"),
    Figure("petition", _("防止群体性上访（件）"), AVERTED, _of("group_petition")),
    Figure(
        "petition_persons", _("防止群体性上访（人）"), AVERTED, _of("group_petition"), "persons"
    ),
    Figure("suicide", _("防止自杀（件）"), AVERTED, _of("suicide")),
    Figure("fight", _("制止群体性械斗（件）"), AVERTED, _of("fight")),
    Figure("written", _("书面协议"), ACCEPTED, lambda s: in_force(s, form="written")),
    Figure("oral", _("口头协议"), ACCEPTED, lambda s: in_force(s, form="oral")),
    Figure("performed", _("全部履行"), ACCEPTED, performed),
    Figure(
        "confirmed",
        _("司法确认"),
        ACCEPTED,
        lambda s: _has(Confirmation, status="confirmed", decided_on__lte=s.days.as_of),
    ),
    Figure(
        "revisited",
        _("已回访"),
        ACCEPTED,
        lambda s: in_force(s) & _has(FollowUp, visited_on__lte=s.days.as_of),
    ),
    Figure("found", _("排查"), FOUND),
    Figure("handled", _("调处"), FOUND, mediated),
    Figure("solved", _("调处成功"), FOUND, in_force),
)
BY_KEY = {figure.key: figure for figure in FIGURES}


def counted(scope: Scope, *, by_kind: bool) -> dict[Any, dict[str, int]]:
    """Unit code, or category → figure → number; one query for each ground."""
    out: dict[Any, dict[str, int]] = {}
    inside = scope.mergers.inside(scope.root.code, scope.root.end, "village_id")
    unit = scope.mergers.unit("village_id", scope.width)
    for ground in (ACCEPTED, FOUND, AVERTED):
        own = [f for f in FIGURES if f.ground is ground]
        rows = ground.rows(scope).filter(inside).order_by()
        grouped = rows.annotate(bucket=F(ground.kind) if by_kind else unit).values("bucket")
        for values in grouped.annotate(**{f"n_{f.key}": f.aggregate(scope) for f in own}):
            kept = out.setdefault(values["bucket"], {})
            kept.update({f.key: values[f"n_{f.key}"] for f in own})
    return out
