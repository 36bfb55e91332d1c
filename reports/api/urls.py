"""API addresses of reports."""

from rest_framework.routers import SimpleRouter

from reports.api import views

router = SimpleRouter(trailing_slash=False, use_regex_path=False)
router.register("scoring-runs", views.RunViewSet, basename="api_run")
router.register("score-sheets", views.SheetViewSet, basename="api_sheet")
router.register("vetoes", views.VetoViewSet, basename="api_veto")
router.register("assessment-reports", views.DocumentViewSet, basename="api_document")

urlpatterns = router.urls
