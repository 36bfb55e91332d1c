"""What the pages and the API of texts handed down read: by the city that writes them, by the
counties that may take them over.

A city reads of each county which text it scores by, as words; the system looks it up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts import scope
from accounts.models import User
from accounts.querysets import ScopedQuerySet
from campaigns.models import Campaign, Division, Level
from campaigns.queries.pledge_city import NO_YEAR
from reports.models import HandedRubric, Rubric, RubricAdoption, RubricDraft
from reports.transitions.rubric import SHIPPED
from reports.transitions.rubric_hand import own_places

Status = HandedRubric.Status
OFFERED = [Status.PUBLISHED, Status.REPLACED]


def handed(user: User) -> ScopedQuerySet[HandedRubric]:
    """Texts one may read, newest first: what was handed down, drafts of one's own place."""
    rows = HandedRubric.objects.visible_to(user)
    if not user.is_system:
        rows = rows.filter(Q(status__in=OFFERED) | Q(place__in=own_places(user)))
    joined = rows.select_related("place", "drafted_by", "changed_by", "published_by")
    return joined.order_by("-year", "level", "-drafted_at")


@dataclass(frozen=True, slots=True)
class Offer:
    """A text handed down, before a county: taken: it is in force; draft: the county is at it."""

    text: HandedRubric
    taken: bool
    draft: RubricDraft | None


def offers(user: User, campaign: Campaign, force: dict[int, Rubric]) -> list[Offer]:
    """What is handed down to a county for a year, by level; force: the county's texts in force."""
    found = list(handed(user).filter(year=campaign.year, status=Status.PUBLISHED).defer("content"))
    if not found:
        return []
    drafts = RubricDraft.objects.visible_to(user).filter(
        campaign=campaign, handed__in=[row.pk for row in found], status__in=["draft", "submitted"]
    )
    at = {row.handed_id: row for row in drafts.defer("content")}
    return [Offer(row, force[row.level].digest == row.digest, at.get(row.pk)) for row in found]


@dataclass(frozen=True, slots=True)
class CountyText:
    """Which text a county scores by. kind: its tag (accounts.templatetags.parts); said: the text
    where it is another one."""

    county: Division
    kind: str
    words: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Spread:
    """A text handed down with what its counties make of it, and how many do what."""

    text: HandedRubric
    counties: Sequence[CountyText]

    @property
    def noted(self) -> bool:
        """Whether there is anything to say of any county."""
        return any(one.said for one in self.counties)

    @property
    def told(self) -> str:
        """已采用 2 个，用另一份 1 个."""
        counted = Counter(one.words for one in self.counties)
        return "，".join(f"{words} {number} 个" for words, number in counted.items())


def spread(text: HandedRubric) -> Spread:
    """Every county below the text's place by code; five queries."""
    counties = list(Division.objects.counties(text.place))
    with scope.as_system():
        open_years = Campaign.objects.filter(county__in=counties, year=text.year)
        years = set(open_years.values_list("county_id", flat=True))
        force = texts_in_force([county.code for county in counties], text.year, text.level)
        drafts = RubricDraft.objects.filter(handed=text, status__in=["draft", "submitted"])
        at = {row.county_id: row.get_status_display() for row in drafts.defer("content")}
        default = Rubric.objects.shipped().defer("content").get(code=SHIPPED[Level(text.level)])

    def state(county: Division) -> CountyText:
        if county.code not in years:
            return CountyText(county, "plain", NO_YEAR)
        rubric = force.get(county.code, default)
        if rubric.digest == text.digest:
            return CountyText(county, "done", _("已采用"))
        if county.code in at:
            return CountyText(county, "progress", _("采用中"), at[county.code])
        return CountyText(county, "wait", _("用另一份"), f"{rubric.title} {rubric.version}")

    return Spread(text, [state(county) for county in counties])


def texts_in_force(counties: Sequence[int], year: int, level: int) -> dict[int, Rubric]:
    """County → the text it has adopted for a level up to this year; those that have decided
    nothing are missing (the shipped text holds). One query, read by the system."""
    rows = RubricAdoption.objects.filter(
        county__in=counties, level=level, campaign__year__lte=year
    ).order_by("county_id", "-campaign__year", "-at", "-id")
    newest = rows.distinct("county_id").select_related("rubric").defer("rubric__content")
    return {row.county_id: row.rubric for row in newest}
