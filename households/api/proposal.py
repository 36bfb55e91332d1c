"""API of proposals; the same verbs as the pages."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Scoped
from accounts.roles import CASE_ROLES
from households.api.family import people_named
from households.api.serializers.proposal import (
    ChangeIn,
    ConfirmIn,
    LeadIn,
    ProposalIn,
    ProposalOut,
    WordsIn,
)
from households.filters.proposal import ProposalFilter
from households.models import Household, ListedFamily, Proposal
from households.models.proposal import ProposalQuerySet
from households.queries.proposal import proposal_rows
from households.transitions.proposal import (
    dismiss,
    note_lead,
    propose_change,
    propose_listing,
    withdraw,
)
from households.transitions.proposal_answer import confirm, send_back


class ProposalViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """Leads and proposals inside the reach; the open ones unless `status` says otherwise."""

    audience = CASE_ROLES
    serializer_class = ProposalOut
    queryset = Proposal.objects.none()
    filterset_class = ProposalFilter
    logs_reading = True

    def get_queryset(self) -> ProposalQuerySet:
        return proposal_rows(self.user)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One proposal; the reading is logged."""
        row = self.get_queryset().fetch(self.user, uid=kwargs["uid"])
        self.note_reading([row])
        return Response(ProposalOut(row).data)

    @extend_schema(request=ProposalIn, responses={201: ProposalOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Propose a household for the list."""
        values = self.typed(ProposalIn)
        home = Household.objects.fetch(self.user, uid=values.pop("household"))
        values["keepers"] = people_named("keepers", values["keepers"])
        return self._made(propose_listing(home, by=self.user, **values))

    @extend_schema(request=LeadIn, responses={201: ProposalOut})
    @action(detail=False, methods=["post"])
    def leads(self, request: Request) -> Response:
        """Note a lead about a household."""
        values = self.typed(LeadIn)
        home = Household.objects.fetch(self.user, uid=values.pop("household"))
        return self._made(note_lead(home, by=self.user, **values))

    @extend_schema(request=ChangeIn, responses={201: ProposalOut})
    @action(detail=False, methods=["post"])
    def changes(self, request: Request) -> Response:
        """Ask for a lower tier, or for the end of a listing."""
        values = self.typed(ChangeIn)
        family = ListedFamily.objects.fetch(self.user, uid=values.pop("family"))
        return self._made(propose_change(family, by=self.user, **values))

    @extend_schema(request=ConfirmIn, responses=ProposalOut)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, uid: str) -> Response:
        """审定 (township)."""
        values = self.typed(ConfirmIn)
        values["keepers"] = people_named("keepers", values.get("keepers", []))
        row = Proposal.objects.fetch(self.user, uid=uid)
        return self._shown(confirm(row, by=self.user, **values))

    @extend_schema(request=WordsIn, responses=ProposalOut)
    @action(detail=True, methods=["post"], url_path="return")
    def return_(self, request: Request, uid: str) -> Response:
        """Send back to the village (township)."""
        values = self.typed(WordsIn)
        row = Proposal.objects.fetch(self.user, uid=uid)
        return self._shown(send_back(row, by=self.user, **values))

    @extend_schema(request=WordsIn, responses=ProposalOut)
    @action(detail=True, methods=["post"])
    def dismiss(self, request: Request, uid: str) -> Response:
        """End as a wrong alarm."""
        return self._ended(dismiss, request, uid)

    @extend_schema(request=WordsIn, responses=ProposalOut)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, uid: str) -> Response:
        """Take back (village)."""
        return self._ended(withdraw, request, uid)

    def _ended(self, verb: Any, request: Request, uid: str) -> Response:
        values = self.typed(WordsIn)
        row = Proposal.objects.fetch(self.user, uid=uid)
        done = verb(row, by=self.user, reason=values["words"], version=values["version"])
        return self._shown(done)

    def _made(self, row: Proposal) -> Response:
        made = self.get_queryset().get(pk=row.pk)
        return Response(ProposalOut(made).data, status=status.HTTP_201_CREATED)

    def _shown(self, row: Proposal) -> Response:
        return Response(ProposalOut(self.get_queryset().get(pk=row.pk)).data)
