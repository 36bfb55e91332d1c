"""API addresses of disputes."""

from rest_framework.routers import SimpleRouter

from disputes.api import matter, promise, views

router = SimpleRouter(trailing_slash=False, use_regex_path=False)
router.register("disputes", views.DisputeViewSet, basename="api_dispute")
router.register("matters", matter.MatterViewSet, basename="api_matter")
router.register("promises", promise.PromiseViewSet, basename="api_promise")

urlpatterns = router.urls
