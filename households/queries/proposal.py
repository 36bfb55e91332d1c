"""Reads about proposals: the list, the open one of a household, how many wait."""

from __future__ import annotations

from datetime import date, timedelta

from accounts.models import User
from accounts.roles import Role
from households.models import Household, ListedFamily, Proposal
from households.models.proposal import ProposalQuerySet

# A lead is verified, and a proposal answered, within these days (domain C2: 次日交办; a product
# default, like the three days a village has before it passes a matter up).
VERIFY_DAYS = 3


def proposal_rows(user: User) -> ProposalQuerySet:
    """Proposals inside the reach with what a list shows; those that wait first."""
    rows = Proposal.objects.visible_to(user)
    return rows.select_related("household", "village", "family", "proposed_by", "decided_by")


def open_proposal(user: User, household: Household) -> Proposal | None:
    """The household's open lead or proposal for a listing."""
    rows = Proposal.objects.visible_to(user).open()
    return rows.filter(household=household, kind=Proposal.Kind.LIST).first()


def proposals_of(user: User, family: ListedFamily) -> list[Proposal]:
    """Open proposals about a listed family."""
    return list(Proposal.objects.visible_to(user).open().filter(family=family))


def mine_to_do(user: User) -> ProposalQuerySet:
    """What waits for this person: leads and returned ones for a village, the rest for a
    township."""
    roles = user.roles_today()
    rows = proposal_rows(user)
    if Role.VILLAGE_MEDIATOR in roles:
        return rows.at_village()
    if Role.TOWNSHIP_FEDERATION in roles:
        return rows.waiting()
    return rows.none()


def waiting_count(user: User) -> int:
    """How many proposals are open inside the reach."""
    return Proposal.objects.visible_to(user).open().count()


def answer_by(proposal: Proposal) -> date:
    """The day by which the next step is due."""
    since = proposal.decided_on if proposal.status == Proposal.Status.RETURNED else None
    return (since or proposal.proposed_on) + timedelta(days=VERIFY_DAYS)
