"""API addresses of reports: prefix, view set, basename."""

from accounts.api.base import Scoped

routes: list[tuple[str, type[Scoped], str]] = []
