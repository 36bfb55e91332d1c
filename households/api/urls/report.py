"""API addresses of reports: prefix, view set, basename."""

from accounts.api.base import Scoped
from households.api.report import PeriodViewSet, ReportGridViewSet, ReportViewSet

routes: list[tuple[str, type[Scoped], str]] = [
    ("periods", PeriodViewSet, "api_period"),
    ("reports", ReportViewSet, "api_report"),
    ("report-grid", ReportGridViewSet, "api_report_grid"),
]
