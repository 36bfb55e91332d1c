"""Which pages below a dispute are open to somebody now: by the name of the page, its address."""

from __future__ import annotations

from django.urls import reverse

from accounts.acts import Act, may
from accounts.models import User
from disputes.models import Dispute
from disputes.queries.filing import bound_of
from disputes.transitions.handling import may_handle

# Page → its act, and the act of Dispute.ALLOWED that says when. An empty address: pages of the
# rows below, whose own keys the template adds.
PAGES: dict[str, tuple[Act, str]] = {
    "party_add": (Act.DISPUTE_PARTY, "party"),
    "safety_check": (Act.DISPUTE_CHECK, "check"),
    "mediator_join": (Act.DISPUTE_MEDIATOR, "mediator"),
    "mediator_release": (Act.DISPUTE_MEDIATOR, "mediator"),
    "recusal_propose": (Act.DISPUTE_RECUSE, "recuse"),
    "session_plan": (Act.DISPUTE_PLAN, "plan"),
    "rights_told": (Act.DISPUTE_RIGHTS, "rights"),
    "clock_suspend": (Act.DISPUTE_CLOCK, "clock"),
    "clock_resume": (Act.DISPUTE_CLOCK, "clock"),
    "clock_extend": (Act.DISPUTE_CLOCK, "clock"),
    "risk_record": (Act.DISPUTE_RISK, "risk"),
    "investigation_note": (Act.DISPUTE_NOTE, "note"),
    "evidence_add": (Act.DISPUTE_EVIDENCE, "evidence"),
}


def doors(dispute: Dispute, user: User) -> dict[str, str]:
    """Addresses `user` may open now; those of the rows below are only said to be open."""
    out = {
        name: reverse(f"disputes:{name}", args=[dispute.uid])
        for name, (act, moment) in PAGES.items()
        if dispute.status in Dispute.ALLOWED[moment] and may_handle(user, act, dispute)
    }
    if bound_of(dispute) is not None:
        out.pop("evidence_add", None)
    elif dispute.status in Dispute.ALLOWED["complete"] and may_handle(
        user, Act.DISPUTE_PARTY, dispute
    ):
        out["party_complete"] = "yes"
    if dispute.suspended_on is None:
        out.pop("clock_resume", None)
    else:
        out.pop("clock_suspend", None)
    if dispute.rights_told_on is not None:
        out.pop("rights_told", None)
    if "party_add" in out and dispute.status in Dispute.ALLOWED["remove_party"]:
        out["remove_party"] = "yes"
    if may(user, Act.DISPUTE_RECUSAL, dispute.village_id):
        out["recusal_decide"] = "yes"
    if may(user, Act.PERSON_REVEAL, dispute.village_id):
        out["reveal"] = "yes"
    return out
