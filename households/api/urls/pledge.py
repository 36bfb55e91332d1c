"""API addresses of household pledges: prefix, view set, basename."""

from accounts.api.base import Scoped
from households.api.pledge import HouseholdPledgeViewSet, PledgeCountViewSet

routes: list[tuple[str, type[Scoped], str]] = [
    ("household-pledges", HouseholdPledgeViewSet, "api_household_pledge"),
    ("pledge-counts", PledgeCountViewSet, "api_pledge_count"),
]
