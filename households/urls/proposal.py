"""Page addresses of proposals."""

from django.urls import URLPattern, URLResolver, path

from households.views import proposal

urlpatterns: list[URLPattern | URLResolver] = [
    path("proposals/", proposal.ProposalList.as_view(), name="proposal_list"),
    path("proposals/<uuid:uid>", proposal.ProposalDetail.as_view(), name="proposal_detail"),
    path(
        "proposals/<uuid:uid>/confirm",
        proposal.ProposalConfirm.as_view(),
        name="proposal_confirm",
    ),
    path("proposals/<uuid:uid>/return", proposal.ProposalReturn.as_view(), name="proposal_return"),
    path(
        "proposals/<uuid:uid>/dismiss",
        proposal.ProposalDismiss.as_view(),
        name="proposal_dismiss",
    ),
    path(
        "proposals/<uuid:uid>/withdraw",
        proposal.ProposalWithdraw.as_view(),
        name="proposal_withdraw",
    ),
    path("households/<uuid:uid>/lead", proposal.LeadNew.as_view(), name="lead_form"),
]
