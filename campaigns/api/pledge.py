"""API of pledges; the same verbs as the pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Scoped
from accounts.models import User
from accounts.reach import inside
from accounts.roles import AREA_ROLES, UPPER_ROLES
from campaigns.api.serializers import (
    PledgeDraftIn,
    PledgeFiguresOut,
    PledgeHandOverIn,
    PledgeIssueAllIn,
    PledgeIssuedOut,
    PledgeIssueIn,
    PledgeOut,
    PledgePublishIn,
    PledgeSignIn,
    PledgeTextIn,
    PledgeTextOut,
    PledgeWithdrawIn,
)
from campaigns.filters import PledgeFilter
from campaigns.models import Campaign, Division, Pledge, PledgeTemplate
from campaigns.printing import for_print
from campaigns.queries.campaign import campaign_at
from campaigns.queries.pledge import place_of, rows_below
from campaigns.queries.pledge_template import readable
from campaigns.transitions import pledge as verbs
from campaigns.transitions import pledge_template as texts
from campaigns.transitions.pledge_city import issue_to_counties
from campaigns.transitions.pledge_end import take_back
from campaigns.transitions.pledge_hand_over import hand_over
from campaigns.views.asked import asked_code, asked_year


def city_of(user: User, code: int) -> Division | None:
    """One's own city or province, where `code` names it."""
    own = (p.division for p in user.postings_today if p.role in UPPER_ROLES)
    return next((place for place in own if place.code == code), None)


class PledgeViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """Pledges inside the reach; a city's with its counties."""

    audience = AREA_ROLES | UPPER_ROLES
    serializer_class = PledgeOut
    queryset = Pledge.objects.none()
    filterset_class = PledgeFilter

    def get_queryset(self) -> models.QuerySet[Pledge]:
        rows = Pledge.objects.visible_to(self.user).select_related(
            "campaign", "issuer", "holder", "template"
        )
        return rows.order_by("-campaign__year", "holder_id", "pk")

    def _place(self, code: int) -> tuple[Campaign, Division]:
        """The campaign and the division of a code inside the reach, else 404."""
        campaign = campaign_at(code) if inside(self.user.area_spans, code) else None
        place = Division.objects.filter(code=code).select_related("parent").first()
        if campaign is None or place is None:
            raise Http404
        return campaign, place

    @extend_schema(request=PledgeIssueIn, responses={201: PledgeOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Issue to one unit below."""
        data = self.typed(PledgeIssueIn)
        typed = data
        campaign, holder = self._place(typed.pop("holder"))
        pledge = verbs.issue(campaign=campaign, holder=holder, by=self.user, **typed)
        return Response(PledgeOut(pledge).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=PledgeIssueAllIn, responses=PledgeIssuedOut)
    @action(detail=False, methods=["post"], url_path="issue-all")
    def issue_all(self, request: Request) -> Response:
        """Issue to every unit below that has none."""
        typed = self.typed(PledgeIssueAllIn)
        code, year = typed.pop("issuer"), typed.pop("year", timezone.localdate().year)
        above = city_of(self.user, code)
        if above is not None:
            issued = issue_to_counties(place=above, year=year, by=self.user, **typed)
            return Response({"issued": len(issued.pledges)})
        campaign, issuer = self._place(code)
        made = verbs.issue_all(campaign=campaign, issuer=issuer, by=self.user, **typed)
        return Response({"issued": made})

    @extend_schema(request=PledgeSignIn, responses=PledgeOut)
    @action(detail=True, methods=["post"])
    def sign(self, request: Request, uid: UUID) -> Response:
        """The holder signs."""
        data = self.typed(PledgeSignIn)
        pledge = Pledge.objects.fetch(self.user, uid=uid)
        return Response(PledgeOut(verbs.sign(pledge, by=self.user, **data)).data)

    @extend_schema(request=PledgeHandOverIn, responses=PledgeOut)
    @action(detail=True, methods=["post"], url_path="hand-over")
    def hand_over(self, request: Request, uid: UUID) -> Response:
        """The new leader of one's own side takes it over."""
        data = self.typed(PledgeHandOverIn)
        pledge = for_print(self.user).fetch(self.user, uid=uid)
        hand_over(pledge, by=self.user, **data)
        return Response(PledgeOut(pledge).data)

    @extend_schema(request=PledgeWithdrawIn, responses=PledgeOut)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, uid: UUID) -> Response:
        """The issuer takes it back; one left half signed is ended by the unit above."""
        data = self.typed(PledgeWithdrawIn)
        pledge = Pledge.objects.fetch(self.user, uid=uid)
        return Response(PledgeOut(take_back(pledge, by=self.user, **data)).data)


class PledgeTextViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """Texts of pledges: drafted, put right, published."""

    audience = AREA_ROLES | UPPER_ROLES
    serializer_class = PledgeTextOut
    queryset = PledgeTemplate.objects.none()
    filterset_fields = ("campaign__year", "rung", "status")

    def get_queryset(self) -> models.QuerySet[PledgeTemplate]:
        rows = readable(self.user).select_related("campaign")
        return rows.prefetch_related("clauses").order_by("-starts_on__year", "rung", "pk")

    @extend_schema(request=PledgeDraftIn, responses={201: PledgeTextOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Begin a text of one's own unit."""
        data = self.typed(PledgeDraftIn)
        posting = self.user.main_posting
        assert posting is not None  # the audience check saw a posting
        place, year = posting.division, data.pop("year", timezone.localdate().year)
        above = city_of(self.user, place.code)
        campaign = None if above else campaign_at(place.code)
        if campaign is None and above is None:
            raise Http404
        made = texts.draft(campaign=campaign, owner=place, year=year, by=self.user, **data)
        return Response(PledgeTextOut(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=PledgeTextIn, responses=PledgeTextOut)
    def update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Put a draft right: its parts, its days and all of its clauses, in their order."""
        text = readable(self.user).fetch(self.user, uid=kwargs["uid"])
        data = self.typed(PledgeTextIn)
        clauses = [texts.Typed(**clause) for clause in data.pop("clauses")]
        version = data.pop("version")
        row = texts.save(text, by=self.user, parts=data, clauses=clauses, version=version)
        return Response(PledgeTextOut(self.get_queryset().get(pk=row.pk)).data)

    @extend_schema(request=PledgePublishIn, responses=PledgeTextOut)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, uid: UUID) -> Response:
        """Put a draft in force."""
        data = self.typed(PledgePublishIn)
        text = readable(self.user).fetch(self.user, uid=uid)
        return Response(PledgeTextOut(texts.publish(text, by=self.user, **data)).data)


class PledgeFiguresViewSet(Scoped):
    """责任状签订情况: a row for each unit below ?at=CODE (default one's own)."""

    audience = AREA_ROLES
    serializer_class = PledgeFiguresOut
    queryset = Pledge.objects.none()
    pagination_class = None
    filter_backends = ()

    @extend_schema(
        parameters=[OpenApiParameter("at", int), OpenApiParameter("year", int)],
        responses=PledgeFiguresOut(many=True),
    )
    def list(self, request: Request) -> Response:
        """The rows of the map."""
        posting = self.user.main_posting
        assert posting is not None  # the audience check saw a posting
        campaign = campaign_at(posting.division.code, asked_year(request))
        if campaign is None:
            raise Http404
        place = place_of(self.user, campaign, asked_code(request))
        rows = rows_below(self.user, campaign, place)
        return Response([PledgeFiguresOut(row).data for row in rows])
