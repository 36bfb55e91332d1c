"""API addresses: prefix, view set, basename."""

from accounts.api.base import Scoped
from households.api.service import ServiceViewSet

routes: list[tuple[str, type[Scoped], str]] = [
    ("services", ServiceViewSet, "api_service"),
]
