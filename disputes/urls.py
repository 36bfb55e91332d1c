"""Page addresses of disputes."""

from django.urls import URLPattern, URLResolver, path

from disputes import flow_urls
from disputes.committee_urls import urlpatterns as committees
from disputes.views import (
    agreement,
    dispute,
    follow_up,
    matter,
    party,
    promise,
    protection,
    receipt,
    seal,
    session,
)

app_name = "disputes"

urlpatterns: list[URLPattern | URLResolver] = [
    path("receipt", receipt.ReceiptAsk.as_view(), name="receipt"),
    path("matters/", matter.MatterList.as_view(), name="matter_list"),
    path("matters/new", matter.MatterReceive.as_view(), name="matter_receive"),
    path("matters/<uuid:uid>", matter.MatterDetail.as_view(), name="matter_detail"),
    path("matters/<uuid:uid>/receipt", matter.MatterReceipt.as_view(), name="matter_receipt"),
    path("matters/<uuid:uid>/reveal", matter.MatterReveal.as_view(), name="matter_reveal"),
    path("disputes/", dispute.DisputeList.as_view(), name="dispute_list"),
    path("disputes/new", dispute.DisputeTakeIn.as_view(), name="dispute_take_in"),
    path("disputes/<uuid:uid>", dispute.DisputeDetail.as_view(), name="dispute_detail"),
    path("disputes/<uuid:uid>/consent", party.PartyConsent.as_view(), name="party_consent"),
    path("disputes/<uuid:uid>/accept", dispute.DisputeAccept.as_view(), name="dispute_accept"),
    path(
        "disputes/<uuid:uid>/mediator", dispute.DisputeMediator.as_view(), name="dispute_mediator"
    ),
    path("disputes/<uuid:uid>/decline", dispute.DisputeDecline.as_view(), name="dispute_decline"),
    path("disputes/<uuid:uid>/pass-up", dispute.DisputePassUp.as_view(), name="dispute_pass_up"),
    path("disputes/<uuid:uid>/sessions/new", session.SessionHold.as_view(), name="session_hold"),
    path(
        "disputes/<uuid:uid>/settle", agreement.AgreementSettle.as_view(), name="agreement_settle"
    ),
    path("disputes/<uuid:uid>/sign", agreement.AgreementSign.as_view(), name="agreement_sign"),
    path("promises/", promise.PromiseList.as_view(), name="promise_list"),
    path("promises/<uuid:uid>/perform", promise.PromisePerform.as_view(), name="promise_perform"),
    path("promises/<uuid:uid>/breach", promise.PromiseBreach.as_view(), name="promise_breach"),
    path("promises/<uuid:uid>/follow", promise.PromiseFollow.as_view(), name="promise_follow"),
    path("promises/<uuid:uid>/proof", promise.ProofShown.as_view(), name="promise_proof"),
    path(
        "disputes/<uuid:uid>/register-oral",
        agreement.AgreementRegister.as_view(),
        name="agreement_register",
    ),
    path("disputes/<uuid:uid>/end", dispute.DisputeEnd.as_view(), name="dispute_end"),
    path("disputes/<uuid:uid>/revisit", follow_up.FollowUpVisit.as_view(), name="follow_up_visit"),
    path("protection/", protection.ProtectionList.as_view(), name="protection_list"),
    path("protection/emergency", seal.EmergencyOpen.as_view(), name="emergency_open"),
    path("protection/notices-read", seal.NoticesRead.as_view(), name="notices_read"),
    path("protection/<uuid:uid>", protection.ProtectionDetail.as_view(), name="protection_detail"),
    path("protection/<uuid:uid>/handlers", seal.MatterHandlers.as_view(), name="matter_handlers"),
    path("protection/<uuid:uid>/grant", seal.MatterGrant.as_view(), name="matter_grant"),
    path("protection/<uuid:uid>/unseal", seal.MatterUnseal.as_view(), name="matter_unseal"),
    path(
        "matter-openings/<uuid:uid>/review",
        seal.OpeningReview.as_view(),
        name="matter_opening_review",
    ),
    path("matters/<uuid:uid>/seal", seal.MatterSeal.as_view(), name="matter_seal"),
    *committees,
    *flow_urls.patterns,
]
