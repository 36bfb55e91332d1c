"""API addresses of listed families: prefix, view set, basename."""

from accounts.api.base import Scoped
from households.api.family import FamilyViewSet

routes: list[tuple[str, type[Scoped], str]] = [
    ("families", FamilyViewSet, "api_family"),
]
