"""Page addresses of 回避, sealed files, requests, retention and privacy duties."""

from django.urls import URLPattern, URLResolver, path

from households.views import kinship, privacy, request, retention, seal

urlpatterns: list[URLPattern | URLResolver] = [
    path("kinships/", kinship.KinshipList.as_view(), name="kinship_list"),
    path("kinships/person", kinship.KinshipPerson.as_view(), name="kinship_person"),
    path("kinships/<uuid:uid>/end", kinship.KinshipEnd.as_view(), name="kinship_end"),
    path("households/<uuid:uid>/kinship", kinship.HouseholdTie.as_view(), name="kinship_form"),
    path("households/<uuid:uid>/emergency", kinship.EmergencyOpen.as_view(), name="emergency"),
    path("openings/<uuid:uid>/review", kinship.OpeningReview.as_view(), name="opening_review"),
    path("families/<uuid:uid>/handlers", seal.FileHandlers.as_view(), name="file_handlers"),
    path("families/<uuid:uid>/seal", seal.FileSeal.as_view(), name="file_seal"),
    path("families/<uuid:uid>/open", seal.FileOpen.as_view(), name="file_open"),
    path("families/<uuid:uid>/hold", seal.FileHold.as_view(), name="file_hold"),
    path("families/<uuid:uid>/readers", seal.FileReaders.as_view(), name="file_readers"),
    path("requests/", request.RequestList.as_view(), name="request_list"),
    path("requests/<uuid:uid>", request.RequestDetail.as_view(), name="request_detail"),
    path("requests/<uuid:uid>/receipt", request.RequestReceipt.as_view(), name="request_receipt"),
    path("requests/<uuid:uid>/answer", request.RequestAnswer.as_view(), name="request_answer"),
    path("requests/<uuid:uid>/appeal", request.RequestAppeal.as_view(), name="request_appeal"),
    path("requests/<uuid:uid>/decide", request.RequestDecide.as_view(), name="request_decide"),
    path("households/<uuid:uid>/request", request.RequestNew.as_view(), name="request_form"),
    path("retention/", retention.Retention.as_view(), name="retention"),
    path("retention/terms", retention.RetentionTerms.as_view(), name="retention_terms"),
    path("erasures/<uuid:uid>", retention.ErasureDetail.as_view(), name="erasure_detail"),
    path("erasures/<uuid:uid>/decide", retention.ErasureDecide.as_view(), name="erasure_decide"),
    path("erasures/<uuid:uid>/second", retention.ErasureSecond.as_view(), name="erasure_second"),
    path("privacy/person", privacy.Holdings.as_view(), name="holdings"),
    path("privacy/fields", privacy.FieldRegister.as_view(), name="field_register"),
    path("privacy/assessments/", privacy.AssessmentList.as_view(), name="assessment_list"),
    path("privacy/assessments/new", privacy.AssessmentNew.as_view(), name="assessment_form"),
    path(
        "privacy/assessments/<uuid:uid>/decide",
        privacy.AssessmentDecide.as_view(),
        name="assessment_decide",
    ),
]
