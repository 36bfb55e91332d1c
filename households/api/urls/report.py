"""API addresses of reports: prefix, view set, basename."""

from accounts.api.base import Scoped
from households.api.report import PeriodViewSet, ReportGridViewSet, ReportViewSet
from households.api.reporting import (
    ContradictionViewSet,
    ExemptionViewSet,
    NoticeViewSet,
    ReturnViewSet,
    SensitiveViewSet,
    SpotCheckViewSet,
)

routes: list[tuple[str, type[Scoped], str]] = [
    ("periods", PeriodViewSet, "api_period"),
    ("reports", ReportViewSet, "api_report"),
    ("report-grid", ReportGridViewSet, "api_report_grid"),
    ("contradictions", ContradictionViewSet, "api_contradiction"),
    ("sensitive-periods", SensitiveViewSet, "api_sensitive"),
    ("exemptions", ExemptionViewSet, "api_exemption"),
    ("returns", ReturnViewSet, "api_return"),
    ("reminders", NoticeViewSet, "api_notice"),
    ("spot-checks", SpotCheckViewSet, "api_spot_check"),
]
