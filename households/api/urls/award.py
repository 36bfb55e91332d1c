"""API addresses of demonstration households."""

from typing import Any

from households.api.award import AwardViewSet, ObjectionViewSet
from households.api.award_year import (
    AwardQuotaViewSet,
    AwardRevocationViewSet,
    AwardRulesViewSet,
    AwardSlipViewSet,
)
from households.api.honour import HonourViewSet

routes: list[tuple[str, Any, str]] = [
    ("awards", AwardViewSet, "api_award"),
    ("objections", ObjectionViewSet, "api_objection"),
    ("honours", HonourViewSet, "api_honour"),
    ("award-rules", AwardRulesViewSet, "api_award_rules"),
    ("award-quotas", AwardQuotaViewSet, "api_award_quota"),
    ("award-slips", AwardSlipViewSet, "api_award_slip"),
    ("award-revocations", AwardRevocationViewSet, "api_award_revocation"),
]
