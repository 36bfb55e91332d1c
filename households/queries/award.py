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
from households.award_standards import DEFAULT, Rules
from households.models import (
    Award,
    AwardCheck,
    AwardNotice,
    AwardQuota,
    Household,
    Objection,
    SafeFamily,
)
from households.models.household import HouseholdQuerySet
from households.models.on_notice import OnNotice
from households.models.rank import Rank, below
from households.queries.household import matching

Status = Award.Status
# Statuses under a notice.
UP = Award.UP


def open_objection(of: str = "award") -> Exists:
    """A condition: the award, or the honour, has an objection nobody has answered."""
    return Exists(Objection.objects.unanswered().filter(**{of: OuterRef("pk")}))


def notice_over(today: date, status: str = Status.NOTICED) -> Q:
    """A condition: the notice of this status has run out and the next step may follow."""
    return Q(status=status, notice_until__lt=today)


def award_rows(user: User) -> QuerySet[Award, Any]:
    """Awards inside the reach with household, village and whether an objection is open."""
    rows = Award.objects.visible_to(user).select_related(
        "household", "village", "campaign__county", "rules"
    )
    rows = rows.order_by("-campaign__year", "village", "household__number", "pk")
    return rows.annotate(objected=open_objection())


def improve_by() -> Subquery:
    """A column: until when a title that was told to improve has time."""
    told = AwardCheck.objects.filter(award=OuterRef("pk"), improve_by__isnull=False)
    return Subquery(told.order_by("-year").values("improve_by")[:1])


@dataclass(frozen=True)
class Quota:
    """A village's places of a year and level: households present, the share in percent (None where
    the village was given places of its own), places allowed, places taken."""

    households: int
    percent: int | None
    allowed: int
    used: int

    @property
    def left(self) -> int:
        """Places still free, never below 0."""
        return max(0, self.allowed - self.used)


def quota_of(
    village: int, campaign: int, rank: str = Rank.VILLAGE, rules: Rules = DEFAULT
) -> Quota:
    """The share of the households present, rounded down, one at least where anybody lives and the
    share is not nought (domain B; the one is a house choice [C]); or the places the village was
    given. Rejected nominations and those that ended on the way free their place."""
    homes = Household.objects.filter(village=OuterRef("pk"), left_on__isnull=True)
    taken = Award.objects.filter(village=OuterRef("pk"), campaign=campaign, rank=rank)
    taken = taken.exclude(status__in=[Status.REJECTED, Status.ENDED])
    given = AwardQuota.objects.filter(village=OuterRef("pk"), campaign=campaign, rank=rank)
    row = (
        Division.objects.filter(pk=village)
        .annotate(homes=_count(homes), taken=_count(taken))
        .annotate(given=Subquery(given.values("places")[:1]))
        .values_list("homes", "taken", "given")
        .get()
    )
    if row[2] is not None:
        return Quota(households=row[0], percent=None, allowed=row[2], used=row[1])
    percent = rules.ladder[rank].percent
    allowed = max(1, row[0] * percent // 100) if row[0] and percent else 0
    return Quota(households=row[0], percent=percent, allowed=allowed, used=row[1])


def _count(rows: QuerySet[Household] | QuerySet[Award]) -> Coalesce:
    counted = rows.order_by().values("village").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def holders(rank: str, campaign: Campaign, key: str = "pk") -> Q:
    """A condition on households: who may be picked for this level. The village picks from the
    平安家庭 of this year or the last, every higher level from holders of the one below (domain B,
    大竹镇 2014)."""
    lower = below(rank)
    if lower is None:
        met = SafeFamily.objects.filter(
            household=OuterRef(key),
            met_on__isnull=False,
            campaign__county=campaign.county_id,
            campaign__year__gte=campaign.year - 1,
        )
        return Q(Exists(met))
    return Q(Exists(Award.objects.held().filter(household=OuterRef(key), rank=lower)))


def campaign_now(village: int, today: date) -> Campaign | None:
    """The newest campaign year of the village's county that has begun."""
    return Campaign.objects.for_place(village).filter(year__lte=today.year).first()


def live_ones(campaign: Campaign, rank: str) -> QuerySet[Award]:
    """Nominations and titles of a year and level that stand in the way of another one."""
    rows = Award.objects.filter(campaign=campaign, rank=rank)
    return rows.exclude(status__in=[Status.REJECTED, Status.ENDED, Status.REVOKED])


def nominees(
    user: User, campaign: Campaign, typed: str = "", rank: str = Rank.VILLAGE
) -> HouseholdQuerySet:
    """Present households inside the reach that hold the level below and have no live nomination
    of this one this year."""
    live = live_ones(campaign, rank).filter(household=OuterRef("pk"))
    rows = Household.objects.visible_to(user).present().filter(~Exists(live))
    rows = rows.filter(holders(rank, campaign))
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


def notice_of(award: OnNotice, today: date) -> Notice | None:
    """The notice of an award or an honour by the table of holidays; None before there is one."""
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


def notices_of(user: User, award: Award) -> list[AwardNotice]:
    """The notices an award was on, as far as the reader's reach goes: the village sees its own."""
    rows = AwardNotice.objects.visible_to(user).filter(awards__contains=[award.pk])
    return list(rows.defer("printed").order_by("starts", "pk"))


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
