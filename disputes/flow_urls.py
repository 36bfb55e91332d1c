"""Addresses of hand-overs, supervision cards, referrals and the public page of a slip."""

from django.urls import URLPattern, path

from disputes.views import card, hand_over, referral, slip

patterns: list[URLPattern] = [
    path("matters/<uuid:uid>/hand-over", hand_over.Offer.as_view(), name="hand_over_offer"),
    path("matter-hand-overs/", hand_over.HandOverList.as_view(), name="hand_over_list"),
    path(
        "matter-hand-overs/<uuid:uid>",
        hand_over.HandOverDetail.as_view(),
        name="hand_over_detail",
    ),
    path(
        "matter-hand-overs/<uuid:uid>/accept", hand_over.Accept.as_view(), name="hand_over_accept"
    ),
    path(
        "matter-hand-overs/<uuid:uid>/refuse", hand_over.Refuse.as_view(), name="hand_over_refuse"
    ),
    path(
        "matter-hand-overs/<uuid:uid>/recall", hand_over.Recall.as_view(), name="hand_over_recall"
    ),
    path(
        "matter-hand-overs/<uuid:uid>/finish", hand_over.Finish.as_view(), name="hand_over_finish"
    ),
    path("matter-hand-overs/<uuid:uid>/seen", hand_over.Seen.as_view(), name="hand_over_seen"),
    path("matters/<uuid:uid>/card", card.Issue.as_view(), name="card_issue"),
    path("cards/", card.CardList.as_view(), name="card_list"),
    path("cards/<uuid:uid>", card.CardDetail.as_view(), name="card_detail"),
    path("cards/<uuid:uid>/paper", card.CardPaper.as_view(), name="card_paper"),
    path("cards/<uuid:uid>/answer", card.Answer.as_view(), name="card_answer"),
    path("cards/<uuid:uid>/redden", card.Redden.as_view(), name="card_redden"),
    path("cards/<uuid:uid>/lift", card.Lift.as_view(), name="card_lift"),
    path("matters/<uuid:uid>/refer", referral.Refer.as_view(), name="referral_send"),
    path("referrals/", referral.ReferralList.as_view(), name="referral_list"),
    path("referrals/<uuid:uid>", referral.ReferralDetail.as_view(), name="referral_detail"),
    path("referrals/<uuid:uid>/revoke", referral.Revoke.as_view(), name="referral_revoke"),
    path("referrals/<uuid:uid>/reissue", referral.Reissue.as_view(), name="referral_reissue"),
    path(
        "referrals/<uuid:uid>/paper-return",
        referral.EnterPaper.as_view(),
        name="referral_paper_return",
    ),
    path("referrals/<uuid:uid>/slip.pdf", referral.SlipPdf.as_view(), name="referral_slip_pdf"),
    path("referrals/<uuid:uid>/seen", referral.Seen.as_view(), name="referral_seen"),
    path(
        "referral-photos/<uuid:uid>",
        referral.ReferralPhotoShown.as_view(),
        name="referral_photo",
    ),
    path("r/<str:token>", slip.SlipPage.as_view(), name="slip"),
]
