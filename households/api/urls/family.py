"""API addresses of families: prefix, view set, basename."""

from accounts.api.base import Scoped

routes: list[tuple[str, type[Scoped], str]] = []
