"""API addresses of proposals: prefix, view set, basename."""

from accounts.api.base import Scoped
from households.api.proposal import ProposalViewSet

routes: list[tuple[str, type[Scoped], str]] = [
    ("proposals", ProposalViewSet, "api_proposal"),
]
