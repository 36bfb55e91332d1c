"""API addresses of papers: prefix, view set, basename."""

from accounts.api.base import Scoped
from households.api.paper import PaperViewSet

routes: list[tuple[str, type[Scoped], str]] = [("papers", PaperViewSet, "api_paper")]
