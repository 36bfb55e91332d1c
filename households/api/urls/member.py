"""API addresses of members, hand-overs and matches: prefix, view set, basename."""

from accounts.api.base import Scoped
from households.api.member import MatchViewSet, MemberViewSet, MoveViewSet

routes: list[tuple[str, type[Scoped], str]] = [
    ("members", MemberViewSet, "api_member"),
    ("moves", MoveViewSet, "api_move"),
    ("matches", MatchViewSet, "api_match"),
]
