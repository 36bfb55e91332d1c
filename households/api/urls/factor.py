"""API addresses of factor sheets: prefix, view set, basename."""

from accounts.api.base import Scoped
from households.api.factor import FactorViewSet

routes: list[tuple[str, type[Scoped], str]] = [
    ("factor-sheets", FactorViewSet, "api_factor"),
]
