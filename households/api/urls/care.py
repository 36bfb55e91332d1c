"""API addresses: prefix, view set, basename."""

from accounts.api.base import Scoped
from households.api.care import CareViewSet

routes: list[tuple[str, type[Scoped], str]] = [
    ("care", CareViewSet, "api_care"),
]
