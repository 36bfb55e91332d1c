"""API addresses of screening: prefix, view set, basename."""

from accounts.api.base import Scoped
from households.api.screening import ScreeningViewSet

routes: list[tuple[str, type[Scoped], str]] = [
    ("screenings", ScreeningViewSet, "api_screening"),
]
