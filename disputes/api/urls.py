"""API addresses of disputes."""

from rest_framework.routers import SimpleRouter

from disputes.api import matter, views

router = SimpleRouter(trailing_slash=False, use_regex_path=False)
router.register("disputes", views.DisputeViewSet, basename="api_dispute")
router.register("matters", matter.MatterViewSet, basename="api_matter")

urlpatterns = router.urls
