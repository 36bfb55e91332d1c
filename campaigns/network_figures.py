"""The figures campaigns counts itself: what points did, volunteers, their hours and cases."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models import ServicePoint, Volunteer, VolunteerWork, WorkRecord
from campaigns.network_counts import Number, Numbers, Scope, Where, counted_by

Kind, Given = WorkRecord.Kind, VolunteerWork.Kind
Counted = dict[str, dict[int, Number]]


def register() -> None:
    """Told by campaigns itself, before the apps above tell theirs."""
    for kind, label in (
        (Kind.RECEPTION, _("接待（人次）")),
        (Kind.CONSULT, _("咨询（人次）")),
        (Kind.REFERRAL, _("转介（人次）")),
        (Kind.APPRAISAL, _("鉴定（人次）")),
        (Kind.SHELTER, _("庇护咨询（人次）")),
    ):
        counted_by(
            kind,
            label,
            partial(_work, kind.value),
            listed=partial(_work_url, kind.value),
            at_points=partial(_work_at, kind.value),
            guarded=kind in WorkRecord.GUARDED,
        )
    counted_by("volunteers", _("志愿者（人）"), _volunteers, listed=_volunteers_url)
    counted_by(
        "hours",
        _("服务（小时）"),
        partial(_given, "hours"),
        listed=partial(_given_url, ""),
        at_points=partial(_given_at, "hours"),
        hours=True,
    )
    for given, words in ((Given.TRIAL, _("陪审（件）")), (Given.COURT, _("特邀调解（件）"))):
        counted_by(
            given,
            words,
            partial(_given, given.value),
            listed=partial(_given_url, given.value),
            at_points=partial(_given_at, given.value),
        )


def _work_counts(scope: Scope) -> tuple[Counted, Counted]:
    """People by kind: by place and by point; one query for all kinds."""

    def read() -> tuple[Counted, Counted]:
        places: Counted = defaultdict(lambda: defaultdict(int))
        at_points: Counted = defaultdict(lambda: defaultdict(int))
        rows = WorkRecord.objects.visible_to(scope.user).counted()
        rows = rows.filter(**scope.inside(), day__range=(scope.days.first, scope.days.last))
        for row in rows.order_by().values("place_id", "point_id", "kind").annotate(n=Sum("people")):
            places[row["kind"]][row["place_id"]] += row["n"]
            at_points[row["kind"]][row["point_id"]] += row["n"]
        return places, at_points

    return scope.once("work", read)


def _work(kind: str, scope: Scope) -> Numbers:
    return _work_counts(scope)[0][kind]


def _work_at(kind: str, scope: Scope) -> Numbers:
    return _work_counts(scope)[1][kind]


def _given_counts(scope: Scope) -> tuple[Counted, Counted]:
    """Hours, trials and court cases: by the volunteer's unit, and by point."""

    def read() -> tuple[Counted, Counted]:
        places: Counted = defaultdict(lambda: defaultdict(int))
        at_points: Counted = defaultdict(lambda: defaultdict(int))
        rows = VolunteerWork.objects.visible_to(scope.user).counted()
        rows = rows.filter(**scope.inside(), day__range=(scope.days.first, scope.days.last))
        sums = rows.order_by().values("place_id", "point_id", "kind")
        for row in sums.annotate(h=Sum("hours"), c=Sum("cases")):
            for into, key in ((places, row["place_id"]), (at_points, row["point_id"])):
                if key is not None:
                    into["hours"][key] += row["h"]
                    into[row["kind"]][key] += row["c"]
        return places, at_points

    return scope.once("given", read)


def _given(name: str, scope: Scope) -> Numbers:
    return _given_counts(scope)[0][name]


def _given_at(name: str, scope: Scope) -> Numbers:
    return _given_counts(scope)[1][name]


def _volunteers(scope: Scope) -> Numbers:
    """Volunteers in force on the last day (today, while the days run)."""
    day = min(scope.days.last, timezone.localdate())
    rows = Volunteer.objects.visible_to(scope.user).on(day).filter(**scope.inside())
    counts = rows.order_by().values("place_id").annotate(n=Count("pk"))
    return {row["place_id"]: row["n"] for row in counts}


def _asked(view: str, where: Where, **more: Any) -> str:
    query: dict[str, Any] = {"own": 1} if where.own else {}
    if where.point:
        query |= {"point": where.point}
    if where.outside:
        query |= {"outside": 1}
    query |= {"place": where.code} | {k: v for k, v in more.items() if v}
    return f"{reverse(view)}?{urlencode(query)}"


def _work_url(kind: str, scope: Scope, where: Where) -> str:
    days = {"since": scope.days.first, "until": scope.days.last}
    return _asked("campaigns:work_list", where, kind=kind, **days)


def _given_url(kind: str, scope: Scope, where: Where) -> str:
    days = {"since": scope.days.first, "until": scope.days.last}
    return _asked("campaigns:service_work_list", where, kind=kind, **days)


def _volunteers_url(scope: Scope, where: Where) -> str:
    day = min(scope.days.last, timezone.localdate())
    whole = Where(where.code, own=where.own)  # a volunteer belongs to a unit, not to a point
    return _asked("campaigns:volunteer_list", whole, day=day)


def points_of(scope: Scope) -> list[ServicePoint]:
    """The points of a township or village that were open on any of these days or did anything."""
    first, last = scope.days.first, scope.days.last
    busy = {pk for kind in _work_counts(scope)[1].values() for pk in kind}
    busy |= {pk for name in _given_counts(scope)[1].values() for pk in name}
    rows = ServicePoint.objects.visible_to(scope.user).filter(**scope.inside())
    return [
        point
        for point in rows.select_related("place").order_by("place_id", "kind", "name", "pk")
        if point.pk in busy
        or (point.opened_on <= last and (point.closed_on is None or point.closed_on > first))
    ]
