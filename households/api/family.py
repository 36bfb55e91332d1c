"""API of listed families, tiers, keepers and visits; the same verbs as the pages."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from accounts.api.base import Scoped
from accounts.models import User
from accounts.refusals import Invalid
from accounts.roles import CASE_ROLES
from households.api.serializers.family import (
    CloseIn,
    DecisionIn,
    FamilyOut,
    FlagIn,
    ListingIn,
    OpenIn,
    OpeningOut,
    PlanIn,
    RaiseIn,
    VisitIn,
    VisitOut,
)
from households.api.serializers.handover import HandOverIn, HandOverOut
from households.filters.family import FamilyFilter
from households.models import Household, ListedFamily, Visit
from households.models.family import ListedFamilyQuerySet
from households.queries.family import family_rows
from households.queries.seal import opened_among, require_opened
from households.transitions.family import close_family, list_family, revise_plan
from households.transitions.flag import set_flag
from households.transitions.handover import propose
from households.transitions.opening import open_file
from households.transitions.tier import lower_tier, raise_tier, review_tier
from households.transitions.visit import record_visit


class FamilyViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """Stays on the list inside the reach; those on it now unless `status` says otherwise."""

    audience = CASE_ROLES
    serializer_class = FamilyOut
    queryset = ListedFamily.objects.none()
    filterset_class = FamilyFilter
    logs_reading = True

    def get_queryset(self) -> ListedFamilyQuerySet:
        return family_rows(self.user)

    def paginate_queryset(self, queryset: Any) -> Any:
        """Rows of a page, each told whether its contents may be read (the county's own opening)."""
        rows = super().paginate_queryset(queryset)
        if rows and isinstance(rows[0], ListedFamily):
            readable = opened_among(self.user, rows)
            for row in rows:
                row.is_readable = row.pk in readable
        return rows

    @extend_schema(request=OpenIn, responses={201: OpeningOut})
    @action(detail=True, methods=["post"], url_path="open")
    def open_(self, request: Request, uid: str) -> Response:
        """Open one file from above with a reason, for two hours."""
        data = self.typed(OpenIn)
        family = ListedFamily.objects.fetch(self.user, uid=uid)
        made = open_file(family, by=self.user, **data)
        return Response(OpeningOut(made).data, status=status.HTTP_201_CREATED)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One family; the reading is logged. Closed ones too."""
        return Response(FamilyOut(self._shown(kwargs["uid"])).data)

    @extend_schema(request=ListingIn, responses={201: FamilyOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Put a household on the list."""
        values = self.typed(ListingIn)
        home = Household.objects.fetch(self.user, uid=values.pop("household"))
        values["keepers"] = people_named("keepers", values["keepers"])
        family = list_family(home, by=self.user, **values)
        return Response(FamilyOut(self._row(family)).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=RaiseIn, responses=FamilyOut)
    @action(detail=True, methods=["post"], url_path="raise")
    def raise_(self, request: Request, uid: str) -> Response:
        """Up-grade at once."""
        return self._done(raise_tier, RaiseIn, uid)

    @extend_schema(request=DecisionIn, responses=FamilyOut)
    @action(detail=True, methods=["post"])
    def lower(self, request: Request, uid: str) -> Response:
        """Down-grade by one step (township)."""
        return self._done(lower_tier, DecisionIn, uid)

    @extend_schema(request=DecisionIn, responses=FamilyOut)
    @action(detail=True, methods=["post"])
    def review(self, request: Request, uid: str) -> Response:
        """Confirm the tier for another term."""
        return self._done(review_tier, DecisionIn, uid)

    @extend_schema(request=FlagIn, responses=FamilyOut)
    @action(detail=True, methods=["post"])
    def flag(self, request: Request, uid: str) -> Response:
        """Set 重大隐患 or 特别困难, or take it away."""
        return self._done(set_flag, FlagIn, uid)

    @extend_schema(request=PlanIn, responses=FamilyOut)
    @action(detail=True, methods=["post"])
    def plan(self, request: Request, uid: str) -> Response:
        """Rewrite the situation and the plan."""
        return self._done(revise_plan, PlanIn, uid)

    @extend_schema(request=CloseIn, responses=FamilyOut)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, uid: str) -> Response:
        """Take the family off the list (township)."""
        return self._done(close_family, CloseIn, uid)

    @extend_schema(request=HandOverIn, responses={201: HandOverOut})
    @action(detail=True, methods=["post"], url_path="hand-overs")
    def hand_overs(self, request: Request, uid: str) -> Response:
        """Ask somebody to keep the family; nothing changes before it is accepted."""
        data = self.typed(HandOverIn)
        values: dict[str, Any] = {"leaving": None} | data
        for name in ("leaving", "taking"):
            if values[name]:
                [values[name]] = people_named(name, [values[name]])
        family = ListedFamily.objects.fetch(self.user, uid=uid)
        made = propose(family, by=self.user, **values | {"leaving": values["leaving"] or None})
        return Response(HandOverOut(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=VisitIn, responses={200: VisitOut(many=True), 201: VisitOut})
    @action(detail=True, methods=["get", "post"], filterset_class=None)
    def visits(self, request: Request, uid: str) -> Response:
        """Visits of a family, newest first; POST enters one."""
        if request.method == "GET":
            family = self._shown(uid)
            rows = Visit.objects.filter(family=family).select_related("visitor")
            return self.get_paginated_response(
                VisitOut(self.paginate_queryset(rows), many=True).data
            )
        data = self.typed(VisitIn)
        family = ListedFamily.objects.fetch(self.user, uid=uid)
        visit = record_visit(family, by=self.user, **data)
        return Response(VisitOut(visit).data, status=status.HTTP_201_CREATED)

    def _done(self, verb: Any, shape: type[BaseSerializer[Any]], uid: str) -> Response:
        data = self.typed(shape)
        family = ListedFamily.objects.fetch(self.user, uid=uid)
        row = self._row(verb(family, by=self.user, **data))
        self.note_reading([row])
        return Response(FamilyOut(row).data)

    def _row(self, family: ListedFamily) -> ListedFamily:
        return self.get_queryset().get(pk=family.pk)

    def _shown(self, uid: str) -> ListedFamily:
        row = self.get_queryset().fetch(self.user, uid=uid)
        require_opened(self.user, row)
        self.note_reading([row])
        return row


def people_named(field: str, usernames: list[str]) -> list[User]:
    """Users by sign-in name, in order; unknown ones are refused in one sentence."""
    found = {u.username: u for u in User.objects.filter(username__in=usernames)}
    if missing := [n for n in usernames if n not in found]:
        raise Invalid({field: f"没有登录名 {'、'.join(missing)}。"})
    return [found[n] for n in usernames]
