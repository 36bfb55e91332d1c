"""API addresses: prefix, view set, basename."""

from accounts.api.base import Scoped
from households.api.request import RequestViewSet

routes: list[tuple[str, type[Scoped], str]] = [
    ("requests", RequestViewSet, "api_request"),
]
