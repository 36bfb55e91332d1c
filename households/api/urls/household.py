"""API addresses of households: prefix, view set, basename."""

from accounts.api.base import Scoped

routes: list[tuple[str, type[Scoped], str]] = []
