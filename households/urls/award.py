"""Page addresses of demonstration households."""

from django.urls import URLPattern, URLResolver, path

from households.views import award, award_batch, objection

urlpatterns: list[URLPattern | URLResolver] = [
    path("awards/", award.AwardList.as_view(), name="award_list"),
    path("awards/nominate", award.NomineeList.as_view(), name="award_nominees"),
    path("awards/nominate/<uuid:uid>", award.AwardNominate.as_view(), name="award_nominate"),
    path("awards/batch/review", award_batch.ReviewMany.as_view(), name="award_batch_review"),
    path("awards/batch/approve", award_batch.ApproveMany.as_view(), name="award_batch_approve"),
    path("awards/batch/plate", award_batch.PlateMany.as_view(), name="award_batch_plate"),
    path("awards/<uuid:uid>", award.AwardDetail.as_view(), name="award_detail"),
    path("awards/<uuid:uid>/vote", award.AwardVote.as_view(), name="award_vote"),
    path("awards/<uuid:uid>/notice", award.AwardNotice.as_view(), name="award_notice"),
    path("awards/<uuid:uid>/object", objection.AwardObject.as_view(), name="award_object"),
    path("awards/<uuid:uid>/review", award_batch.AwardReview.as_view(), name="award_review"),
    path("awards/<uuid:uid>/approve", award_batch.AwardApprove.as_view(), name="award_approve"),
    path("awards/<uuid:uid>/plate", award_batch.AwardPlate.as_view(), name="award_plate"),
    path("awards/<uuid:uid>/return", award_batch.AwardReturn.as_view(), name="award_return"),
    path(
        "objections/<uuid:uid>/answer",
        objection.ObjectionAnswer.as_view(),
        name="objection_answer",
    ),
    path("notices/<uuid:uid>", objection.NoticeSheet.as_view(), name="award_notice_sheet"),
]
