"""API addresses: prefix, view set, basename."""

from accounts.api.base import Scoped
from households.api.handover import HandOverViewSet

routes: list[tuple[str, type[Scoped], str]] = [
    ("hand-overs", HandOverViewSet, "api_hand_over"),
]
