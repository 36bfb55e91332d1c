"""API addresses: prefix, view set, basename."""

from accounts.api.base import Scoped
from households.api.hazard import HazardViewSet

routes: list[tuple[str, type[Scoped], str]] = [
    ("hazards", HazardViewSet, "api_hazard"),
]
