"""API of marks and bonus claims; the same verbs and the same blindness as the pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import acts
from accounts.acts import Act
from accounts.api.base import Scoped
from accounts.refusals import Forbidden
from accounts.roles import AREA_ROLES
from campaigns.models import Division
from reports import queries
from reports.api import mark_shapes as shapes
from reports.filters import BonusFilter, MarkFilter
from reports.models import BonusClaim, LineMark, ScoringRun
from reports.transitions.bonus import decide_claim
from reports.transitions.mark import mark_self, take_back


class MarkViewSet(mixins.ListModelMixin, Scoped):
    """Marks that stand, newest first; a blind score is absent until both are in."""

    audience = AREA_ROLES
    serializer_class = shapes.MarkOut
    queryset = LineMark.objects.none()
    filterset_class = MarkFilter

    def get_queryset(self) -> models.QuerySet[LineMark]:
        return LineMark.objects.shown_to(self.user).standing().select_related("unit")

    def _run(self) -> ScoringRun:
        run = queries.runs(self.user).holding().first()
        if run is None:
            raise Http404
        return run

    @extend_schema(request=shapes.SelfMarksIn, responses=shapes.MarksOut)
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """自评 of one unit beside the newest run of the newest year."""
        if not acts.may_somewhere(self.user, Act.MARK_SELF):
            raise Forbidden(f"自评由{acts.names(acts.ALLOWED[Act.MARK_SELF])}填报。")
        data = shapes.SelfMarksIn(data=request.data)
        data.is_valid(raise_exception=True)
        told = data.validated_data
        unit = Division.objects.in_reach(self.user).fetch(self.user, code=told["unit"])
        sheet = mark_self(
            run=self._run(),
            unit=unit,
            given=[shapes.GivenIn.given(unit.code, one) for one in told["marks"]],
            signer=told["signer"],
            by=self.user,
        )
        return Response({"written": sheet.marks.count() if sheet else 0})

    @extend_schema(request=shapes.MarkBackIn, responses=shapes.MarkBackOut)
    @action(detail=False, methods=["post"])
    def back(self, request: Request) -> Response:
        """Take a mark back before the review."""
        data = shapes.MarkBackIn(data=request.data)
        data.is_valid(raise_exception=True)
        told = dict(data.validated_data)
        unit = Division.objects.in_reach(self.user).fetch(self.user, code=told.pop("unit"))
        count = take_back(run=self._run(), units=[unit.code], by=self.user, **told)
        return Response({"taken_back": count})


class BonusViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """Bonus claims; they come in with their proof on the page."""

    audience = AREA_ROLES
    serializer_class = shapes.BonusOut
    queryset = BonusClaim.objects.none()
    filterset_class = BonusFilter

    def get_queryset(self) -> models.QuerySet[BonusClaim]:
        return BonusClaim.objects.visible_to(self.user).select_related("unit", "campaign")

    @extend_schema(request=shapes.BonusDecideIn, responses=shapes.BonusOut)
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, uid: UUID) -> Response:
        """Accept or refuse; totals and ranks follow."""
        claim = self.get_object()
        acts.require(self.user, Act.BONUS_DECIDE, claim.campaign.county_id)
        data = shapes.BonusDecideIn(data=request.data)
        data.is_valid(raise_exception=True)
        run = queries.newest_run(self.user, claim.campaign_id)
        if run is None:
            raise Http404
        decide_claim(run=run, claim=claim, by=self.user, **data.validated_data)
        return Response(shapes.BonusOut(self.get_object()).data)
