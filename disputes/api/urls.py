"""API addresses of disputes."""

from rest_framework.routers import SimpleRouter

from disputes.api import (
    committees,
    court,
    flow,
    matter_steps,
    orders,
    promise,
    protection,
    views,
)

router = SimpleRouter(trailing_slash=False, use_regex_path=False)
router.register("disputes", views.DisputeViewSet, basename="api_dispute")
router.register("matters", matter_steps.MatterStepsViewSet, basename="api_matter")
router.register("rights-matters", matter_steps.RightsViewSet, basename="api_rights")
router.register("promises", promise.PromiseViewSet, basename="api_promise")
router.register("committees", committees.CommitteeViewSet, basename="api_committee")
router.register("seats", committees.SeatViewSet, basename="api_seat")
router.register("mediators", committees.MediatorViewSet, basename="api_mediator")
router.register("matter-hand-overs", flow.MatterHandOverViewSet, basename="api_matter_hand_over")
router.register("cards", flow.CardViewSet, basename="api_card")
router.register("referrals", flow.ReferralViewSet, basename="api_referral")
router.register("confirmations", court.ConfirmationViewSet, basename="api_confirmation")
router.register("court-cases", court.CourtReferralViewSet, basename="api_court_case")
router.register("averted", court.AvertedViewSet, basename="api_averted")
router.register("protection", protection.ProtectionViewSet, basename="api_protection")
for address, views_of, basename in orders.SETS:
    router.register(address, views_of, basename=basename)

urlpatterns = router.urls
