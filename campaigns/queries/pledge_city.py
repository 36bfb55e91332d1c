"""What a city reads of the pledges it signs with its counties: state, days and names, nothing of
what lies below a county."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import User
from campaigns.models import Campaign, Division, Pledge, PledgeTemplate
from campaigns.queries.pledge import Figures, Row

NO_YEAR = "未建年度"


@dataclass(frozen=True, slots=True)
class CountyRow:
    """A county: its pledge, if it has one; year: how its year stands, "" where it has not opened
    one, so that nothing can be issued or signed and nothing is owed yet; paper: the county has
    recorded it with a text it typed in, which is the county's to read."""

    row: Row
    year: str
    paper: bool = False

    @property
    def opened(self) -> bool:
        """Whether it has an open year to sign for."""
        return self.year == Campaign.Status.OPEN

    @property
    def kind(self) -> str:
        """Its tag (accounts.templatetags.parts)."""
        if self.row.pledge is None:
            return "plain"
        if not self.row.is_signed:
            return "wait"
        return "late" if self.row.late_days else "done"

    @property
    def words(self) -> str:
        """Its state in words."""
        if self.row.pledge is None:
            if not self.year:
                return NO_YEAR
            return "未下发" if self.opened else "年度已截止，未下发"
        if self.row.is_signed:
            return "迟签" if self.row.late_days else "已签"
        return self.row.pledge.stands


def county_rows(user: User, place: Division, year: int) -> list[CountyRow]:
    """Every county of a city by code; five queries. What a county has recorded from paper is
    among them: its issuer is the city too."""
    counties = list(Division.objects.counties(place))
    years = dict(
        Campaign.objects.filter(county__in=counties, year=year).values_list("county_id", "status")
    )
    live = Pledge.objects.visible_to(user).live().filter(campaign__year=year, holder__in=counties)
    # Not joined with the text: of one typed in by a county nothing would be left.
    joined = live.filter(issuer=place).select_related("campaign", "issuer", "holder")
    at = {p.holder_id: p for p in joined.prefetch_related("hand_overs")}
    mine = set(PledgeTemplate.objects.visible_to(user).filter(owner=place).values_list("pk"))
    return [
        CountyRow(
            Row(county, found := at.get(county.code)),
            years.get(county.code, ""),
            found is not None and (found.template_id,) not in mine,
        )
        for county in counties
    ]


def figures(rows: list[CountyRow]) -> Figures:
    """The sums of the counties that owe a pledge: all that have the year, open or closed. Those
    without one are counted apart (without_year)."""
    return sum((one.row.own for one in rows if one.year), Figures())


def without_year(rows: list[CountyRow]) -> list[Division]:
    """The counties that have not opened the year."""
    return [one.row.unit for one in rows if not one.year]


def years_below(place: Division) -> list[int]:
    """Years some county of the city has, the newest first."""
    rows = Campaign.objects.filter(county__gte=place.code, county__lt=place.end)
    return list(rows.order_by("-year").values_list("year", flat=True).distinct())
