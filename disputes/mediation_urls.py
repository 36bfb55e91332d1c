"""Page addresses around a mediation."""

from django.urls import URLPattern, path

from disputes.views import evidence, mediation, party, session

urlpatterns: list[URLPattern] = [
    # Parties and who acts for them
    path("disputes/<uuid:uid>/parties/new", party.PartyAdd.as_view(), name="party_add"),
    path("parties/<uuid:uid>/change", party.PartyChange.as_view(), name="party_change"),
    path("parties/<uuid:uid>/remove", party.PartyRemove.as_view(), name="party_remove"),
    path("parties/<uuid:uid>/reveal", party.PartyReveal.as_view(), name="party_reveal"),
    path("parties/<uuid:uid>/agents/new", party.AgentAppoint.as_view(), name="agent_appoint"),
    path("agents/<uuid:uid>/paper", party.AgentPaper.as_view(), name="agent_paper"),
    path("agents/<uuid:uid>/end", party.AgentEnd.as_view(), name="agent_end"),
    # Safety, mediators, standing aside
    path("disputes/<uuid:uid>/check", mediation.SafetyAsked.as_view(), name="safety_check"),
    path(
        "disputes/<uuid:uid>/mediators/new", mediation.MediatorJoin.as_view(), name="mediator_join"
    ),
    path(
        "disputes/<uuid:uid>/mediators/release",
        mediation.MediatorRelease.as_view(),
        name="mediator_release",
    ),
    path(
        "disputes/<uuid:uid>/recusals/new",
        mediation.RecusalPropose.as_view(),
        name="recusal_propose",
    ),
    path("recusals/<uuid:uid>/decide", mediation.RecusalDecide.as_view(), name="recusal_decide"),
    # Sittings
    path("disputes/<uuid:uid>/rights", session.RightsTold.as_view(), name="rights_told"),
    path("disputes/<uuid:uid>/sittings/new", session.SessionPlanned.as_view(), name="session_plan"),
    path("sittings/<uuid:uid>/adjourn", session.PlanAdjourn.as_view(), name="plan_adjourn"),
    path("sittings/<uuid:uid>/no-show", session.PlanNoShow.as_view(), name="plan_no_show"),
    # Clock and risk
    path("disputes/<uuid:uid>/suspend", mediation.ClockSuspend.as_view(), name="clock_suspend"),
    path("disputes/<uuid:uid>/resume", mediation.ClockResume.as_view(), name="clock_resume"),
    path("disputes/<uuid:uid>/extend", mediation.ClockExtend.as_view(), name="clock_extend"),
    path("disputes/<uuid:uid>/risks/new", mediation.RiskRecord.as_view(), name="risk_record"),
    path("risks/<uuid:uid>/measure", mediation.RiskMeasure.as_view(), name="risk_measure"),
    path("risks/<uuid:uid>/police", mediation.RiskPolice.as_view(), name="risk_police"),
    path("risks/<uuid:uid>/end", mediation.RiskEnd.as_view(), name="risk_end"),
    # What was found out and handed in
    path(
        "disputes/<uuid:uid>/investigations/new",
        evidence.NoteRecord.as_view(),
        name="investigation_note",
    ),
    path("disputes/<uuid:uid>/evidence/new", evidence.EvidenceAdd.as_view(), name="evidence_add"),
    path("evidence/<uuid:uid>", evidence.EvidenceShown.as_view(), name="evidence_file"),
    path(
        "evidence/<uuid:uid>/withdraw",
        evidence.EvidenceWithdraw.as_view(),
        name="evidence_withdraw",
    ),
]
