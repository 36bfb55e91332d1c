"""What the pages and the API of rubrics read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, When

from accounts.models import User
from accounts.querysets import ScopedQuerySet
from campaigns.models import Campaign, Division, Level
from reports.models import Rubric, RubricAdoption, RubricDraft, ScoringRun
from reports.models.rubric import RubricQuerySet
from reports.queries_handed import Offer, offers
from reports.rules import EXAMPLES
from reports.transitions.rubric import InForce, default_group, groups_for, rubrics_for

LEVELS = (Level.TOWNSHIP, Level.VILLAGE)


def rubrics(user: User) -> RubricQuerySet:
    """Published texts the user may read: those one may be scored by, then the excerpts; newest
    first."""
    rows: RubricQuerySet = Rubric.objects.visible_to(user)
    excerpt = Case(When(county__isnull=True, code__in=EXAMPLES, then=1), default=0)
    return rows.select_related("county").order_by(excerpt, "level", "-loaded_at", "-id")


def drafts(user: User) -> ScopedQuerySet[RubricDraft]:
    """Drafts of the user's county, newest first."""
    rows = RubricDraft.objects.visible_to(user)
    return rows.select_related(
        "campaign__county", "county", "based_on", "handed", "rubric", "drafted_by", "submitted_by"
    ).order_by("-campaign__year", "level", "-drafted_at")


def adoptions(user: User) -> ScopedQuerySet[RubricAdoption]:
    """What was put in force when, newest first."""
    rows = RubricAdoption.objects.visible_to(user)
    return rows.select_related("campaign", "county", "rubric", "by").order_by("-at", "-id")


@dataclass(frozen=True, slots=True)
class LevelState:
    """A level of a year: what is in force, what came before, what is being written."""

    level: Level
    words: str
    force: InForce
    adoptions: Sequence[RubricAdoption]
    drafts: Sequence[RubricDraft]
    locked: bool
    offers: Sequence[Offer] = ()

    @property
    def carried(self) -> bool:
        """Whether what an earlier year adopted still holds."""
        return bool(self.force.adoption) and self.force.adoption not in self.adoptions

    @property
    def open_draft(self) -> RubricDraft | None:
        """The draft somebody is at."""
        return next((d for d in self.drafts if d.status in ("draft", "submitted")), None)


def levels(user: User, campaign: Campaign) -> list[LevelState]:
    """Both levels of a year; seven queries at most whatever the history."""
    force = rubrics_for(campaign, by=user)
    kept = list(adoptions(user).filter(campaign=campaign))
    written = list(drafts(user).filter(campaign=campaign).defer("content"))
    locked = (
        ScoringRun.objects.visible_to(user)
        .filter(campaign=campaign, stage__in=["signed", "published"])
        .exists()
    )
    handed = offers(user, campaign, {level.value: one.rubric for level, one in force.items()})
    words = dict(RubricDraft._meta.get_field("level").flatchoices)
    return [
        LevelState(
            level,
            str(words[level.value]),
            force[level],
            [row for row in kept if row.level == level],
            [row for row in written if row.level == level],
            locked,
            [offer for offer in handed if offer.text.level == level],
        )
        for level in LEVELS
    ]


def grouped_townships(user: User, campaign: Campaign) -> list[tuple[Division, str]]:
    """Townships of today with the group each is ranked in."""
    named = groups_for(campaign, by=user)
    places = Division.objects.below(campaign.county, Level.TOWNSHIP).current()
    return [(place, named.get(place.code) or default_group(place.code)) for place in places]


def base_runs(user: User, campaign: Campaign) -> list[ScoringRun]:
    """Finished runs a draft may be tried on: the newest of each year up to the campaign's,
    newest year first; one that was replaced only where its year has no other."""
    rows: Any = (
        ScoringRun.objects.visible_to(user)
        .filter(county=campaign.county, campaign__year__lte=campaign.year, state="done")
        .select_related("campaign__county", "county", "township_rubric", "village_rubric")
        .defer("frozen")
        .order_by("-campaign__year", "-finished_at")
    )
    found: dict[int, ScoringRun] = {}
    for row in sorted(rows, key=lambda run: run.stage == ScoringRun.Stage.REPLACED):
        found.setdefault(row.campaign.year, row)
    return [found[year] for year in sorted(found, reverse=True)]
