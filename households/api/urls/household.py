"""API addresses of households: prefix, view set, basename."""

from accounts.api.base import Scoped
from households.api.household import HouseholdViewSet

routes: list[tuple[str, type[Scoped], str]] = [
    ("households", HouseholdViewSet, "api_household"),
]
