"""Addresses of what follows an agreement: promises, confirmation, court-sent cases, figures."""

from django.urls import URLPattern, path

from disputes.views import averted, confirmation, court, promise, quality, statistics

urlpatterns: list[URLPattern] = [
    path("promises/", promise.PromiseList.as_view(), name="promise_list"),
    path("promises/<uuid:uid>/perform", promise.PromisePerform.as_view(), name="promise_perform"),
    path("promises/<uuid:uid>/breach", promise.PromiseBreach.as_view(), name="promise_breach"),
    path("promises/<uuid:uid>/follow", promise.PromiseFollow.as_view(), name="promise_follow"),
    path("promises/<uuid:uid>/proof", promise.ProofShown.as_view(), name="promise_proof"),
    path(
        "disputes/<uuid:uid>/confirmation",
        confirmation.ConfirmationWant.as_view(),
        name="confirmation_want",
    ),
    path(
        "confirmations/<uuid:uid>/file",
        confirmation.ConfirmationFile.as_view(),
        name="confirmation_file",
    ),
    path(
        "confirmations/<uuid:uid>/answer",
        confirmation.ConfirmationAnswer.as_view(),
        name="confirmation_answer",
    ),
    path(
        "confirmations/<uuid:uid>/decide",
        confirmation.ConfirmationDecide.as_view(),
        name="confirmation_decide",
    ),
    path(
        "confirmations/<uuid:uid>/go-on",
        confirmation.ConfirmationGoOn.as_view(),
        name="confirmation_go_on",
    ),
    path(
        "confirmations/<uuid:uid>/withdraw",
        confirmation.ConfirmationWithdraw.as_view(),
        name="confirmation_withdraw",
    ),
    path("disputes/<uuid:uid>/court", court.CourtReceive.as_view(), name="court_receive"),
    path("court-cases/<uuid:uid>/extend", court.CourtExtend.as_view(), name="court_extend"),
    path("court-cases/<uuid:uid>/finish", court.CourtFinish.as_view(), name="court_finish"),
    path("court-cases/<uuid:uid>/give-back", court.CourtGiveBack.as_view(), name="court_give_back"),
    path("disputes/<uuid:uid>/money", averted.DisputeMoney.as_view(), name="dispute_money"),
    path("disputes/<uuid:uid>/averted", averted.AvertedTell.as_view(), name="averted_tell"),
    path("averted/<uuid:uid>/check", averted.AvertedCheck.as_view(), name="averted_check"),
    path("statistics/mediation", statistics.Statistics.as_view(), name="statistics"),
    path("statistics/mediation/rows", statistics.StatisticsRows.as_view(), name="statistics_rows"),
    path(
        "statistics/mediation/export",
        statistics.StatisticsExport.as_view(),
        name="statistics_export",
    ),
    path("statistics/family", statistics.FamilyDisputes.as_view(), name="family_disputes"),
    path(
        "statistics/family/export",
        statistics.FamilyDisputesExport.as_view(),
        name="family_disputes_export",
    ),
    path("dossier-reviews/", quality.QualityList.as_view(), name="quality_list"),
    path("dossier-reviews/draw", quality.QualityDrawNew.as_view(), name="quality_draw"),
    path("quality-draws/<uuid:uid>", quality.QualityDetail.as_view(), name="quality_detail"),
    path(
        "quality-reviews/<uuid:uid>/review",
        quality.QualityReviewPage.as_view(),
        name="quality_review",
    ),
    path(
        "quality-reviews/<uuid:uid>/correct",
        quality.QualityCorrect.as_view(),
        name="quality_correct",
    ),
    path("quality-reviews/<uuid:uid>/again", quality.QualityAgain.as_view(), name="quality_again"),
]
