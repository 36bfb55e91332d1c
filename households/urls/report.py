"""Page addresses of reports."""

from django.urls import URLPattern, URLResolver, path

from households.views import export, grid_export, report, report_grid, report_read

urlpatterns: list[URLPattern | URLResolver] = [
    path("reports/", report_grid.ReportGrid.as_view(), name="report_grid"),
    path("reports/list", report_read.ReportList.as_view(), name="report_list"),
    path("reports/grid/export", grid_export.GridExport.as_view(), name="report_grid_export"),
    path("reports/export", export.ReportExport.as_view(), name="report_export"),
    path("reports/new", report.ReportFile.as_view(), name="report_form"),
    path("reports/<uuid:uid>", report_read.ReportDetail.as_view(), name="report_detail"),
    path("reports/<uuid:uid>/amend", report.ReportAmend.as_view(), name="report_amend"),
    path("reports/<uuid:uid>/untrue", report.ReportUntrue.as_view(), name="report_untrue"),
]
