"""Page addresses of disputes."""

from django.urls import URLPattern, URLResolver, path

from disputes import agreed_urls, flow_urls
from disputes.committee_urls import urlpatterns as committees
from disputes.mediation_urls import urlpatterns as mediation_pages
from disputes.protection_urls import urlpatterns as protection_urls
from disputes.views import (
    agreement,
    dispute,
    dossier,
    follow_up,
    matter,
    matter_figures,
    party,
    receipt,
    reception,
    rights,
    session,
    sorting,
    twin,
)

app_name = "disputes"

urlpatterns: list[URLPattern | URLResolver] = [
    *agreed_urls.urlpatterns,
    path("receipt", receipt.ReceiptAsk.as_view(), name="receipt"),
    path("matters/", matter.MatterList.as_view(), name="matter_list"),
    path("matters/new", matter.MatterReceive.as_view(), name="matter_receive"),
    path("matters/<uuid:uid>", matter.MatterDetail.as_view(), name="matter_detail"),
    path("matters/<uuid:uid>/receipt", matter.MatterReceipt.as_view(), name="matter_receipt"),
    path("matters/<uuid:uid>/reveal", matter.MatterReveal.as_view(), name="matter_reveal"),
    path("matters/<uuid:uid>/sort", sorting.SortChoose.as_view(), name="matter_sort"),
    path("matters/<uuid:uid>/mediation", sorting.SortMediation.as_view(), name="sort_mediation"),
    path("matters/<uuid:uid>/rights", sorting.SortRights.as_view(), name="sort_rights"),
    path("matters/<uuid:uid>/protection", sorting.SortProtection.as_view(), name="sort_protection"),
    path("matters/<uuid:uid>/advice", sorting.SortAdvice.as_view(), name="sort_advice"),
    path("matters/<uuid:uid>/not-ours", sorting.SortNotOurs.as_view(), name="sort_not_ours"),
    path("matters/<uuid:uid>/pass-up", sorting.MatterPassUp.as_view(), name="matter_pass_up"),
    path("matters/<uuid:uid>/take", sorting.MatterTake.as_view(), name="matter_take"),
    path("matters/<uuid:uid>/twins/<uuid:other>", twin.TwinDecide.as_view(), name="matter_twin"),
    path("matters/quarter", matter_figures.MatterQuarter.as_view(), name="matter_quarter"),
    path(
        "matters/quarter/export",
        matter_figures.MatterQuarterExport.as_view(),
        name="matter_quarter_export",
    ),
    path("matters/rate", matter_figures.MatterRate.as_view(), name="matter_rate"),
    path(
        "matters/rate/export",
        matter_figures.MatterRateExport.as_view(),
        name="matter_rate_export",
    ),
    path("matters/rules", reception.IntakeRules.as_view(), name="intake_rules"),
    path("reception-days/", reception.ReceptionList.as_view(), name="reception_list"),
    path("reception-days/plan", reception.ReceptionPlan.as_view(), name="reception_plan"),
    path("reception-days/<uuid:uid>", reception.ReceptionDetail.as_view(), name="reception_detail"),
    path(
        "reception-days/<uuid:uid>/change",
        reception.ReceptionChange.as_view(),
        name="reception_change",
    ),
    path("rights-matters/visits", rights.RightsVisitList.as_view(), name="rights_visit_list"),
    path("rights-matters/<uuid:uid>/accept", rights.RightsAccept.as_view(), name="rights_accept"),
    path(
        "rights-matters/<uuid:uid>/transfer",
        rights.RightsTransfer.as_view(),
        name="rights_transfer",
    ),
    path("rights-matters/<uuid:uid>/extend", rights.RightsExtend.as_view(), name="rights_extend"),
    path("rights-matters/<uuid:uid>/answer", rights.RightsAnswer.as_view(), name="rights_answer"),
    path(
        "rights-matters/<uuid:uid>/satisfaction",
        rights.RightsSatisfaction.as_view(),
        name="rights_satisfaction",
    ),
    path(
        "rights-matters/<uuid:uid>/ask-review",
        rights.RightsAskReview.as_view(),
        name="rights_ask_review",
    ),
    path(
        "rights-matters/<uuid:uid>/review",
        rights.RightsReviewAnswer.as_view(),
        name="rights_review",
    ),
    path("rights-matters/<uuid:uid>/lead", rights.RightsLead.as_view(), name="rights_lead"),
    path(
        "rights-matters/<uuid:uid>/plan-visits",
        rights.RightsPlanVisits.as_view(),
        name="rights_plan_visits",
    ),
    path(
        "rights-matters/<uuid:uid>/visit", rights.RightsVisitRecord.as_view(), name="rights_visit"
    ),
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
    path(
        "disputes/<uuid:uid>/register-oral",
        agreement.AgreementRegister.as_view(),
        name="agreement_register",
    ),
    path("disputes/<uuid:uid>/dossier", dossier.DossierDetail.as_view(), name="dossier_detail"),
    path("disputes/<uuid:uid>/dossier/bind", dossier.DossierBind.as_view(), name="dossier_bind"),
    path(
        "disputes/<uuid:uid>/dossier/export",
        dossier.DossierExport.as_view(),
        name="dossier_export",
    ),
    path(
        "disputes/<uuid:uid>/dossier/paper",
        dossier.DossierPaper.as_view(),
        name="dossier_paper",
    ),
    path("disputes/<uuid:uid>/end", dispute.DisputeEnd.as_view(), name="dispute_end"),
    path("disputes/<uuid:uid>/revisit", follow_up.FollowUpVisit.as_view(), name="follow_up_visit"),
    *committees,
    *flow_urls.patterns,
    *mediation_pages,
    *protection_urls,
]
