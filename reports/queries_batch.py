"""What the pages and the API of a city's or province's scoring read.

A reader from above sees no run and no sheet of a county: which county is how far is read by the
system and leaves as words; points leave as the roll-up froze them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from accounts import scope
from accounts.models import User
from accounts.querysets import ScopedQuerySet
from accounts.reach import within
from accounts.roles import UPPER_ROLES
from accounts.templatetags.words import zh_day
from campaigns.models import Campaign, Division, Level
from reports.models import BatchCounty, ScoringBatch, ScoringRun
from reports.transitions.run import UNDER_WAY

State, Stage = ScoringRun.State, ScoringRun.Stage


def batches(user: User) -> ScopedQuerySet[ScoringBatch]:
    """Batches of the reader's city or province, newest first, without their roll-ups."""
    rows = ScoringBatch.objects.visible_to(user).defer("frozen")
    return rows.select_related("place", "asked_by").order_by("-asked_at", "-pk")


def progress(rows: Iterable[ScoringBatch]) -> dict[int, tuple[int, int]]:
    """Key of a batch → how many counties have ended, of how many; one query."""
    with scope.as_system():
        waiting = Count("pk", filter=Q(run__state__in=UNDER_WAY))
        found = BatchCounty.objects.filter(batch__in=[row.pk for row in rows]).order_by()
        counted = found.values("batch").annotate(whole=Count("pk"), waiting=waiting)
        return {row["batch"]: (row["whole"] - row["waiting"], row["whole"]) for row in counted}


def without_result(rows: Iterable[ScoringBatch]) -> dict[int, int]:
    """Key of a batch → how many counties have no result, where there are any; one query."""
    with scope.as_system():
        empty = Q(run__isnull=True) | Q(run__state=State.FAILED)
        found = BatchCounty.objects.filter(empty, batch__in=[row.pk for row in rows]).order_by()
        return dict(found.values_list("batch").annotate(Count("pk")))


def is_newest(batch: ScoringBatch, user: User) -> bool:
    """Whether no later one of the same place and year is there."""
    same = ScoringBatch.objects.visible_to(user).filter(place=batch.place_id, year=batch.year)
    return not same.filter(asked_at__gt=batch.asked_at).exists()


@dataclass(frozen=True, slots=True)
class CountyState:
    """How far a county of a batch is. kind: its tag (accounts.templatetags.parts); said: what it is
    at, or the sentence why it has no result; done, total: steps, while it is computed;
    failed: it has no result and may be tried again."""

    county: Division
    kind: str
    words: str
    said: str
    ended: bool
    failed: bool
    joined: bool
    done: int
    total: int
    city: str = ""
    digest: str = ""
    result_digest: str = ""


def counties(batch: ScoringBatch) -> list[CountyState]:
    """Every county of a batch by code, as it is now; one query."""
    with scope.as_system():
        parts = batch.counties.select_related("county__parent", "run__campaign")
        parts = parts.defer("run__frozen")
        return [_state(part) for part in parts.order_by("county_id")]


def _state(part: BatchCounty) -> CountyState:
    run = part.run
    if run is None:
        return CountyState(
            part.county, "refused", _("没有结果"), part.refusal, True, True, False, 0, 0, part.city
        )
    kind, words, said = _words(run, joined=part.joined)
    return CountyState(
        county=part.county,
        kind=kind,
        words=words,
        said=said,
        ended=run.state not in UNDER_WAY,
        failed=run.state == State.FAILED,
        joined=part.joined,
        done=run.done,
        total=run.total,
        city=part.city,
        digest=run.digest,
        result_digest=run.result_digest,
    )


@dataclass(frozen=True, slots=True)
class City:
    """The counties of one city on the page of a province."""

    name: str
    counties: Sequence[CountyState]

    @property
    def failed(self) -> int:
        """How many have no result."""
        return sum(one.failed for one in self.counties)

    @property
    def ended(self) -> int:
        """How many are through, with a result or without."""
        return sum(one.ended for one in self.counties)

    @property
    def quiet(self) -> bool:
        """Whether nothing is to be watched any more: the fold stays shut."""
        return self.ended == len(self.counties)


def by_city(counties: Iterable[CountyState]) -> list[City]:
    """In the order of their codes."""
    found: dict[str, list[CountyState]] = {}
    for one in counties:
        found.setdefault(one.city, []).append(one)
    return [City(name, rows) for name, rows in found.items()]


def _words(run: ScoringRun, *, joined: bool) -> tuple[str, str, str]:
    """Tag, its words and what is said beside it."""
    if run.state == State.FAILED:
        kind, words = ("plain", _("已取消")) if run.called_off else ("refused", _("没有算成"))
        return kind, words, run.error
    if run.state == State.QUEUED:
        return "wait", str(run.get_state_display()), run.message or _("等待后台")
    if run.state == State.RUNNING:
        said = _("已要求取消，到下一步停下") if run.stopped else run.message
        return "progress", str(run.get_state_display()), said
    said = _("数据截至%(day)s") % {"day": zh_day(run.data_until)}
    said += _("（阶段性）") if run.provisional else ""
    said += _("，用县里现有的结果") if joined else ""
    tags = {Stage.PUBLISHED: "done", Stage.REPLACED: "plain", Stage.CORRECTED: "plain"}
    return tags.get(Stage(run.stage), "progress"), str(run.get_stage_display()), said


def places_of(user: User) -> list[Division]:
    """Where somebody may have a batch run: her own city or province, and the cities inside a
    province. A city that is its own county has no counties to run."""
    own = [p.division_id for p in user.postings_today if p.role in UPPER_ROLES]
    inside = within(user.upper_spans, "code") & Q(level=Level.CITY, acts_as_county=False)
    rows = Division.objects.current().filter(Q(code__in=own) | inside)
    return list(rows.order_by("level", "code"))


def years_of(user: User) -> Sequence[int]:
    """Years some county below has a campaign of, the newest first."""
    rows = Campaign.objects.filter(within(user.upper_spans, "county_id")).order_by("-year")
    return list(rows.values_list("year", flat=True).distinct())


def ranked(frozen: dict[str, Any]) -> list[dict[str, Any]]:
    """Counties of a roll-up by their place, those without one after them by code."""
    return sorted(
        frozen.get("counties", []), key=lambda c: (c["rank"] is None, c["rank"] or 0, c["code"])
    )
