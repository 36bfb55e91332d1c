"""API addresses of campaigns."""

from rest_framework.routers import SimpleRouter

from campaigns.api import views

router = SimpleRouter(trailing_slash=False, use_regex_path=False)
router.register("campaigns", views.CampaignViewSet, basename="api_campaign")

urlpatterns = router.urls
