"""Reads about demonstration households: lists, quotas, notices in figures. Nothing here looks
at listings; that is award_hold's alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from accounts.search_terms import plain
from campaigns.models import Campaign, Division
from campaigns.workdays import workdays_between
from households.models import Award, Household, Objection
from households.models.household import HouseholdQuerySet
from households.queries.household import matching

Status = Award.Status
# Demonstration households are at most this share of a village's households (domain B).
QUOTA_PERCENT = 15


def open_objection() -> Exists:
    """A condition: the award has an objection nobody has answered."""
    return Exists(Objection.objects.unanswered().filter(award=OuterRef("pk")))


def notice_over(today: date) -> Q:
    """A condition: the notice has run out and review may follow."""
    return Q(status=Status.NOTICED, notice_until__lt=today)


def award_rows(user: User) -> QuerySet[Award, Any]:
    """Awards inside the reach with household, village and whether an objection is open."""
    rows = Award.objects.visible_to(user).select_related("household", "village", "campaign")
    rows = rows.order_by("-campaign__year", "village", "household__number", "pk")
    return rows.annotate(objected=open_objection())


def counts_by_status(rows: QuerySet[Award, Any], today: date) -> dict[str, int]:
    """How many of `rows` there are by status; "" for all, "ended" for those ready for review."""
    ready = notice_over(today) & Q(objected=False)
    figures = rows.order_by().aggregate(
        total=Count("pk"),
        ended=Count("pk", filter=ready),
        **{f"n_{s.value}": Count("pk", filter=Q(status=s)) for s in Status},
    )
    return {"": figures["total"], "ended": figures["ended"]} | {
        s.value: figures[f"n_{s.value}"] for s in Status
    }


@dataclass(frozen=True)
class Quota:
    """A village's places of a year: households present, places allowed, places taken."""

    households: int
    allowed: int
    used: int

    @property
    def left(self) -> int:
        """Places still free, never below 0."""
        return max(0, self.allowed - self.used)


def quota_of(village: int, campaign: int) -> Quota:
    """At most 15 % of the households present, rounded down, one at least where anybody lives
    (domain B; the one is a house choice [C]). Rejected nominations free their place."""
    homes = Household.objects.filter(village=OuterRef("pk"), left_on__isnull=True)
    taken = Award.objects.filter(village=OuterRef("pk"), campaign=campaign)
    row = (
        Division.objects.filter(pk=village)
        .annotate(homes=_count(homes), taken=_count(taken.exclude(status=Status.REJECTED)))
        .values_list("homes", "taken")
        .get()
    )
    allowed = max(1, row[0] * QUOTA_PERCENT // 100) if row[0] else 0
    return Quota(households=row[0], allowed=allowed, used=row[1])


def _count(rows: QuerySet[Household] | QuerySet[Award]) -> Coalesce:
    counted = rows.order_by().values("village").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def campaign_now(village: int, today: date) -> Campaign | None:
    """The newest campaign year of the village's county that has begun."""
    return Campaign.objects.for_place(village).filter(year__lte=today.year).first()


def nominees(user: User, campaign: Campaign, typed: str = "") -> HouseholdQuerySet:
    """Present households inside the reach without a live nomination this year."""
    live = Award.objects.filter(household=OuterRef("pk"), campaign=campaign).exclude(
        status=Status.REJECTED
    )
    rows = Household.objects.visible_to(user).present().filter(~Exists(live))
    if plain(typed):
        rows = rows.filter(matching(typed))
    return rows.select_related("village").order_by("village", "number")


@dataclass(frozen=True)
class Notice:
    """A notice in figures: day of total working days; done per day for the bar; 0 before."""

    starts: date
    until: date
    total: int
    day: int
    ended: bool

    @property
    def days(self) -> list[bool]:
        """One mark a working day, true for days begun."""
        return [n < self.day for n in range(self.total)]


def notice_of(award: Award, today: date) -> Notice | None:
    """The notice of an award by the table of holidays; None before there is one."""
    if award.notice_from is None or award.notice_until is None:
        return None
    days = workdays_between(award.notice_from - timedelta(days=1), award.notice_until)
    return Notice(
        starts=award.notice_from,
        until=award.notice_until,
        total=len(days),
        day=sum(day <= today for day in days),
        ended=today > award.notice_until,
    )


def notice_batch(user: User, award: Award) -> list[Award]:
    """Everybody under the same notice: same village, year and first day; those who fell since
    are left out."""
    rows = Award.objects.visible_to(user).filter(
        village=award.village_id, campaign=award.campaign_id, notice_from=award.notice_from
    )
    return list(
        rows.exclude(status=Status.REJECTED)
        .select_related("household")
        .order_by("household__grid", "household__number", "pk")
    )


def waiting_for_notice(user: User, award: Award) -> list[Award]:
    """Voted awards of the same village and year, which one notice may cover."""
    rows = Award.objects.visible_to(user).filter(
        village=award.village_id, campaign=award.campaign_id, status=Status.VOTED
    )
    return list(rows.select_related("household").order_by("household__number", "pk"))


def last_vote(user: User, award: Award) -> Award | None:
    """The village's latest vote this year: one meeting usually votes on several households."""
    rows = Award.objects.visible_to(user).filter(
        village=award.village_id, campaign=award.campaign_id, vote_on__isnull=False
    )
    return rows.order_by(F("vote_on").desc(), "-pk").first()
