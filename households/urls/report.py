"""Page addresses of reports and of what surrounds them."""

from django.urls import URLPattern, URLResolver, path

from households.views import (
    contradiction,
    expected,
    export,
    grid_export,
    incident,
    notice,
    report,
    report_grid,
    report_rates,
    report_read,
    reporting_rule,
    spot_check,
    unit_return,
)

REPORTS: list[URLPattern | URLResolver] = [
    path("reports/", report_grid.ReportGrid.as_view(), name="report_grid"),
    path("reports/list", report_read.ReportList.as_view(), name="report_list"),
    path("reports/grid/export", grid_export.GridExport.as_view(), name="report_grid_export"),
    path("reports/export", export.ReportExport.as_view(), name="report_export"),
    path("reports/rates", report_rates.ReportRates.as_view(), name="report_rates"),
    path("reports/chase", report_rates.ReportChase.as_view(), name="report_chase"),
    path("reports/new", report.ReportFile.as_view(), name="report_form"),
    path("reports/<uuid:uid>", report_read.ReportDetail.as_view(), name="report_detail"),
    path("reports/<uuid:uid>/amend", report.ReportAmend.as_view(), name="report_amend"),
    path("reports/<uuid:uid>/question", report.ReportQuestion.as_view(), name="report_question"),
    path("reports/<uuid:uid>/back", report.ReportBack.as_view(), name="report_back"),
]
CONTRADICTIONS: list[URLPattern | URLResolver] = [
    path("incidents/<uuid:uid>/settle", incident.IncidentSettle.as_view(), name="incident_settle"),
    path("contradictions/", contradiction.ContradictionList.as_view(), name="contradiction_list"),
    path(
        "contradictions/<uuid:uid>",
        contradiction.ContradictionDetail.as_view(),
        name="contradiction_detail",
    ),
    path(
        "contradictions/<uuid:uid>/reply",
        contradiction.ContradictionReply.as_view(),
        name="contradiction_reply",
    ),
    path(
        "contradictions/<uuid:uid>/confirm",
        contradiction.ContradictionConfirm.as_view(),
        name="contradiction_confirm",
    ),
    path(
        "contradictions/<uuid:uid>/clear",
        contradiction.ContradictionClear.as_view(),
        name="contradiction_clear",
    ),
]
PERIODS: list[URLPattern | URLResolver] = [
    path("periods/", reporting_rule.PeriodList.as_view(), name="period_list"),
    path("periods/open", reporting_rule.PeriodOpen.as_view(), name="period_open"),
    path("periods/rule", reporting_rule.RuleSet.as_view(), name="rule_set"),
    path("periods/<int:pk>/add", expected.ExpectedAdd.as_view(), name="expected_add"),
    path(
        "periods/<int:pk>/villages/<int:code>",
        expected.ExpectedDetail.as_view(),
        name="expected_detail",
    ),
    path(
        "periods/<int:pk>/villages/<int:code>/missing",
        expected.ExpectedMissing.as_view(),
        name="expected_missing",
    ),
    path(
        "periods/<int:pk>/villages/<int:code>/strike",
        expected.ExpectedStrike.as_view(),
        name="expected_strike",
    ),
    path(
        "periods/<int:pk>/villages/<int:code>/exception",
        expected.ExceptionGrant.as_view(),
        name="exception_grant",
    ),
    path(
        "periods/<int:pk>/townships/<int:code>/missing",
        unit_return.ReturnMissing.as_view(),
        name="return_missing",
    ),
    path("sensitive/new", reporting_rule.SensitiveOpen.as_view(), name="sensitive_open"),
    path("sensitive/<uuid:uid>/end", reporting_rule.SensitiveEnd.as_view(), name="sensitive_end"),
    path("exemptions/", expected.ExemptionList.as_view(), name="exemption_list"),
    path("exemptions/new", expected.ExemptionNew.as_view(), name="exemption_new"),
    path("exemptions/<uuid:uid>/end", expected.ExemptionEnd.as_view(), name="exemption_end"),
]
RETURNS: list[URLPattern | URLResolver] = [
    path("returns/", unit_return.ReturnList.as_view(), name="return_list"),
    path("returns/new", unit_return.ReturnNew.as_view(), name="return_new"),
    path("returns/<uuid:uid>", unit_return.ReturnDetail.as_view(), name="return_detail"),
    path("returns/<uuid:uid>/back", unit_return.ReturnBack.as_view(), name="return_back"),
    path("returns/<uuid:uid>/accept", unit_return.ReturnAccept.as_view(), name="return_accept"),
]
OTHERS: list[URLPattern | URLResolver] = [
    path("reminders/", notice.NoticeList.as_view(), name="notice_list"),
    path("reminders/<uuid:uid>/open", notice.NoticeOpen.as_view(), name="notice_open"),
    path("reminders/<uuid:uid>/dismiss", notice.NoticeDismiss.as_view(), name="notice_dismiss"),
    path("spot-checks/", spot_check.SpotCheckList.as_view(), name="spot_check_list"),
    path("spot-checks/<uuid:uid>", spot_check.SpotCheckDetail.as_view(), name="spot_check_detail"),
    path("spot-checks/<uuid:uid>/done", spot_check.SpotCheckDone.as_view(), name="spot_check_done"),
]
urlpatterns = [*REPORTS, *CONTRADICTIONS, *PERIODS, *RETURNS, *OTHERS]
