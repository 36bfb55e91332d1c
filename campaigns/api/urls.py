"""API addresses of campaigns."""

from rest_framework.routers import SimpleRouter

from campaigns.api import division, pledge, sheet, views

router = SimpleRouter(trailing_slash=False, use_regex_path=False)
router.register("campaigns", views.CampaignViewSet, basename="api_campaign")
router.register("divisions", division.DivisionViewSet, basename="api_division")
router.register("pledges", pledge.PledgeViewSet, basename="api_pledge")
router.register("pledge-figures", pledge.PledgeFiguresViewSet, basename="api_pledge_figures")
router.register("imports", sheet.SheetViewSet, basename="api_import")

urlpatterns = router.urls
