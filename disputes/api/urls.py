"""API addresses of disputes."""

from rest_framework.routers import SimpleRouter

from disputes.api import committees, matter, promise, views

router = SimpleRouter(trailing_slash=False, use_regex_path=False)
router.register("disputes", views.DisputeViewSet, basename="api_dispute")
router.register("matters", matter.MatterViewSet, basename="api_matter")
router.register("promises", promise.PromiseViewSet, basename="api_promise")
router.register("committees", committees.CommitteeViewSet, basename="api_committee")
router.register("seats", committees.SeatViewSet, basename="api_seat")
router.register("mediators", committees.MediatorViewSet, basename="api_mediator")

urlpatterns = router.urls
