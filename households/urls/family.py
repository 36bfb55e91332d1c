"""Page addresses of listed families, their tiers, keepers and visits."""

from django.urls import URLPattern, URLResolver, path

from households.views import export, family, family_ask, keeper, photo, tier, visit

urlpatterns: list[URLPattern | URLResolver] = [
    path("families/", family.FamilyList.as_view(), name="family_list"),
    path("families/export", export.FamilyExport.as_view(), name="family_export"),
    path("families/<uuid:uid>", family.FamilyDetail.as_view(), name="family_detail"),
    path("families/<uuid:uid>/plan", family.FamilyPlan.as_view(), name="family_plan"),
    path("families/<uuid:uid>/close", family.FamilyClose.as_view(), name="family_close"),
    path("families/<uuid:uid>/ask", family_ask.FamilyAsk.as_view(), name="family_ask"),
    path("families/<uuid:uid>/grave", family_ask.FamilyGrave.as_view(), name="family_grave"),
    path(
        "families/<uuid:uid>/hardship",
        family_ask.FamilyHardship.as_view(),
        name="family_hardship",
    ),
    path("families/<uuid:uid>/raise", tier.TierRaise.as_view(), name="family_raise"),
    path("families/<uuid:uid>/lower", tier.TierLower.as_view(), name="family_lower"),
    path("families/<uuid:uid>/review", tier.TierReview.as_view(), name="family_review"),
    path("families/<uuid:uid>/keepers", keeper.KeeperHandOver.as_view(), name="keeper_form"),
    path("families/<uuid:uid>/visits", visit.VisitList.as_view(), name="visit_list"),
    path("families/<uuid:uid>/visits/export", export.VisitExport.as_view(), name="visit_export"),
    path("visits/<uuid:uid>/photos", photo.VisitPhotos.as_view(), name="visit_photos"),
    path("photos/<uuid:uid>", photo.PhotoShown.as_view(), name="photo"),
    path("families/<uuid:uid>/visits/new", visit.VisitNew.as_view(), name="visit_form"),
]
