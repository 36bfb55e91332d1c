"""API addresses of reports."""

from rest_framework.routers import SimpleRouter

from reports.api import batch, clocks, fair, handed, mark_views, rubrics, views

router = SimpleRouter(trailing_slash=False, use_regex_path=False)
router.register("scoring-runs", views.RunViewSet, basename="api_run")
router.register("scoring-batches", batch.BatchViewSet, basename="api_batch")
router.register("score-sheets", views.SheetViewSet, basename="api_sheet")
router.register("score-clocks", clocks.ClocksViewSet, basename="api_score_clocks")
router.register("vetoes", fair.VetoViewSet, basename="api_veto")
router.register("appeals", fair.AppealViewSet, basename="api_appeal")
router.register("assessment-reports", views.DocumentViewSet, basename="api_document")
router.register("rubrics", rubrics.RubricViewSet, basename="api_rubric")
router.register("rubric-adoptions", rubrics.AdoptionViewSet, basename="api_rubric_adoption")
router.register("rubric-drafts", rubrics.DraftViewSet, basename="api_rubric_draft")
router.register("handed-rubrics", handed.HandedViewSet, basename="api_handed")
router.register("line-marks", mark_views.MarkViewSet, basename="api_mark")
router.register("bonus-claims", mark_views.BonusViewSet, basename="api_bonus")

urlpatterns = router.urls
