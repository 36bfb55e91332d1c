"""API addresses: prefix, view set, basename."""

from accounts.api.base import Scoped
from households.api.help import PairingViewSet

routes: list[tuple[str, type[Scoped], str]] = [
    ("pairings", PairingViewSet, "api_pairing"),
]
