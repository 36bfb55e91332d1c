"""API addresses of demonstration households."""

from typing import Any

from households.api.award import AwardViewSet, ObjectionViewSet

routes: list[tuple[str, Any, str]] = [
    ("awards", AwardViewSet, "api_award"),
    ("objections", ObjectionViewSet, "api_objection"),
]
