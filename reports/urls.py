"""Page addresses of reports."""

from django.urls import URLPattern, URLResolver, path

from reports.views import (
    dashboard,
    document,
    pledge,
    review,
    rubric,
    rubric_draft,
    rubric_start,
    rubric_verb,
    run,
    sheet,
    statistics,
    veto,
)

app_name = "reports"

RUN = "scores/<uuid:uid>"
DRAFT = "scores/rubric-drafts/<uuid:uid>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(
        "pledges/<uuid:uid>/position",
        pledge.PledgePosition.as_view(),
        name="pledge_position",
    ),
    path("statistics/", statistics.StatisticsIndex.as_view(), name="statistics_list"),
    path("statistics/table", statistics.StatisticsTable.as_view(), name="statistics_table"),
    path("statistics/rows", statistics.StatisticsRows.as_view(), name="statistics_rows"),
    path("statistics/export", statistics.StatisticsExport.as_view(), name="statistics_export"),
    path("statistics/board", dashboard.Overview.as_view(), name="board"),
    path("statistics/wall", dashboard.Wall.as_view(), name="wall"),
    path("scores/", run.RunList.as_view(), name="run_list"),
    path("scores/ask", run.RunAsk.as_view(), name="run_ask"),
    path("scores/rubrics/", rubric.RubricList.as_view(), name="rubric_list"),
    path("scores/rubrics/start", rubric_start.RubricStart.as_view(), name="rubric_start"),
    path("scores/rubrics/adopt", rubric.RubricAdopt.as_view(), name="rubric_adopt"),
    path("scores/rubrics/<uuid:uid>", rubric.RubricText.as_view(), name="rubric_text"),
    path("scores/rubrics/<uuid:uid>/file", rubric.RubricFile.as_view(), name="rubric_file"),
    path(DRAFT, rubric_draft.DraftEdit.as_view(), name="rubric_draft"),
    path(f"{DRAFT}/text", rubric_draft.DraftText.as_view(), name="rubric_draft_text"),
    path(f"{DRAFT}/effect", rubric_verb.DraftEffect.as_view(), name="rubric_effect"),
    path(f"{DRAFT}/verb", rubric_verb.DraftVerb.as_view(), name="rubric_verb"),
    path("scores/documents/", document.DocumentList.as_view(), name="document_list"),
    path("scores/documents/<uuid:uid>", document.DocumentDetail.as_view(), name="document_detail"),
    path(
        "scores/documents/<uuid:uid>/progress",
        document.DocumentProgress.as_view(),
        name="document_progress",
    ),
    path("scores/documents/<uuid:uid>/file", document.DocumentFile.as_view(), name="document_file"),
    path("scores/vetoes/<uuid:uid>", veto.VetoDetail.as_view(), name="veto_detail"),
    path("scores/vetoes/<uuid:uid>/withdraw", veto.VetoWithdraw.as_view(), name="veto_withdraw"),
    path(RUN, run.RunDetail.as_view(), name="run_detail"),
    path(f"{RUN}/progress", run.RunProgress.as_view(), name="run_progress"),
    path(f"{RUN}/review", review.ReviewHome.as_view(), name="review"),
    path(f"{RUN}/review/<int:level>/<str:line>", review.ReviewLine.as_view(), name="review_line"),
    path(f"{RUN}/vetoes", veto.VetoList.as_view(), name="veto_list"),
    path(f"{RUN}/vetoes/new", veto.VetoRecord.as_view(), name="veto_record"),
    path(f"{RUN}/sign", review.Sign.as_view(), name="sign"),
    path(f"{RUN}/unsign", review.Unsign.as_view(), name="unsign"),
    path(f"{RUN}/publish", review.Publish.as_view(), name="publish"),
    path(f"{RUN}/report", document.DocumentAsk.as_view(), name="document_ask"),
    path(f"{RUN}/<int:code>", sheet.SheetDetail.as_view(), name="sheet"),
    path(f"{RUN}/<int:code>/villages", run.RunVillages.as_view(), name="villages"),
    path(f"{RUN}/<int:code>/<str:line>/<str:part>", sheet.Rows.as_view(), name="rows"),
]
