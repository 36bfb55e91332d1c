"""What a city reads of the pledges it signs with its counties: state, days and names, nothing of
what lies below a county."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import User
from campaigns.models import Campaign, Division, Pledge, PledgeTemplate
from campaigns.queries.pledge import Figures, Row


@dataclass(frozen=True, slots=True)
class CountyRow:
    """A county: its pledge, if it has one; opened: whether it has an open year to sign for; paper:
    the county has recorded it with a text it typed in, which is the county's to read."""

    row: Row
    opened: bool
    paper: bool = False

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
            return "未下发" if self.opened else "没有开展活动"
        if self.row.is_signed:
            return "迟签" if self.row.late_days else "已签"
        return self.row.pledge.stands


def county_rows(user: User, place: Division, year: int) -> list[CountyRow]:
    """Every county of a city by code; five queries. What a county has recorded from paper is
    among them: its issuer is the city too."""
    counties = list(Division.objects.counties(place))
    opened = set(
        Campaign.objects.filter(
            county__in=counties, year=year, status=Campaign.Status.OPEN
        ).values_list("county_id", flat=True)
    )
    live = Pledge.objects.visible_to(user).live().filter(campaign__year=year, holder__in=counties)
    # Not joined with the text: of one typed in by a county nothing would be left.
    joined = live.filter(issuer=place).select_related("campaign", "issuer", "holder")
    at = {p.holder_id: p for p in joined.prefetch_related("hand_overs")}
    mine = set(PledgeTemplate.objects.visible_to(user).filter(owner=place).values_list("pk"))
    return [
        CountyRow(
            Row(county, found := at.get(county.code)),
            county.code in opened,
            found is not None and (found.template_id,) not in mine,
        )
        for county in counties
    ]


def figures(rows: list[CountyRow]) -> Figures:
    """The sums of the counties."""
    return sum((one.row.own for one in rows), Figures())


def years_below(place: Division) -> list[int]:
    """Years some county of the city has, the newest first."""
    rows = Campaign.objects.filter(county__gte=place.code, county__lt=place.end)
    return list(rows.order_by("-year").values_list("year", flat=True).distinct())
