"""API of inspections, problems, circulars and the ladder; the same verbs as the pages. A draw is
sealed and opened before people, on its page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.acts import Act
from accounts.api.base import Scoped
from accounts.roles import AREA_ROLES, Role
from campaigns.api import task_shapes as shapes
from campaigns.api.task import bytes_of, campaign_of, county_only, unit_named
from campaigns.models import (
    Circular,
    CircularEntry,
    Division,
    Finding,
    Inspection,
    InspectionTarget,
    LadderStep,
    MemberUnit,
)
from campaigns.task_filters import CircularFilter, FindingFilter
from campaigns.transitions import circular as circulars
from campaigns.transitions import finding as findings
from campaigns.transitions import ladder
from campaigns.transitions import rectification as rounds
from campaigns.transitions.inspection import answer_target
from campaigns.transitions.rectification import Done
from campaigns.transitions.task import Unit

COUNTY = frozenset({Role.COUNTY_FEDERATION, Role.GOVERNANCE_REVIEWER, Role.AUDITOR})


def held_by(view: Scoped, unit: Unit) -> dict[str, Any]:
    """place and unit of what a document says of a unit."""
    if isinstance(unit, MemberUnit):
        return {"place": campaign_of(view).county, "unit": unit}
    return {"place": unit, "unit": None}


class InspectionViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """督查 of ?year=, for the county's offices."""

    audience = COUNTY
    serializer_class = shapes.InspectionOut
    queryset = Inspection.objects.none()

    def get_queryset(self) -> models.QuerySet[Inspection]:
        rows = Inspection.objects.visible_to(self.user).filter(campaign=campaign_of(self))
        return rows.order_by("-starts", "-pk")


class TargetViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """检查表: those the reader may see; of a household never which listing it has."""

    audience = AREA_ROLES
    serializer_class = shapes.TargetOut
    queryset = InspectionTarget.objects.none()
    filterset_fields = ("status",)

    def get_queryset(self) -> models.QuerySet[InspectionTarget]:
        rows = InspectionTarget.objects.visible_to(self.user)
        rows = rows.select_related("village", "inspector", "partner")
        return rows.order_by("-ends", "village_id", "label", "pk")

    @extend_schema(request=shapes.TargetAnswerIn, responses=shapes.TargetOut)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, uid: UUID) -> Response:
        """Answer the checklist, by one of those who were drawn."""
        data = self.typed(shapes.TargetAnswerIn)
        answers = {one["code"]: dict(one) for one in data.pop("answers")}
        row = InspectionTarget.objects.fetch(self.user, uid=uid)
        answer_target(row, answers=answers, by=self.user, **data)
        return Response(shapes.TargetOut(self.get_queryset().get(pk=row.pk)).data)


class FindingViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """督查问题; what the county has not decided on yet is the county's."""

    audience = AREA_ROLES
    serializer_class = shapes.FindingOut
    queryset = Finding.objects.none()
    filterset_class = FindingFilter
    parser_classes = (JSONParser, MultiPartParser)

    def get_queryset(self) -> models.QuerySet[Finding]:
        rows = Finding.objects.shown_to(self.user).select_related("place", "unit", "order")
        return rows.prefetch_related("rounds").order_by("-found_on", "-pk")

    def told(self, row: Finding, code: int = status.HTTP_200_OK) -> Response:
        """The problem anew."""
        return Response(shapes.FindingOut(self.get_queryset().get(pk=row.pk)).data, status=code)

    def row(self, uid: UUID) -> Finding:
        """The problem the reader may know of, or 404."""
        return Finding.objects.shown_to(self.user).fetch(self.user, uid=uid)

    @extend_schema(request=shapes.FindingIn, responses={201: shapes.FindingOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Record one; the unit sees it when it is ordered."""
        county_only(self, Act.FINDING_RECORD)
        data = self.typed(shapes.FindingIn)
        said = {"unit": data.pop("unit", None), "place": data.pop("place", None)}
        holder = held_by(self, unit_named(self, said, "place"))
        row = findings.record_finding(campaign_of(self), by=self.user, **holder, **data)
        return self.told(row, status.HTTP_201_CREATED)

    @extend_schema(request=shapes.FindingsOrderIn, responses={201: shapes.FindingsOrderedOut})
    @action(detail=False, methods=["post"])
    def order(self, request: Request) -> Response:
        """下达整改 for problems of one unit."""
        county_only(self, Act.FINDING_ORDER)
        data = self.typed(shapes.FindingsOrderIn)
        rows = [self.row(uid) for uid in data.pop("findings")]
        made = findings.order(campaign_of(self), findings=rows, by=self.user, **data)
        return Response({"uid": made.uid, "title": made.title}, status=status.HTTP_201_CREATED)

    @extend_schema(request={"multipart/form-data": shapes.RectifyIn}, responses=shapes.FindingOut)
    @action(detail=True, methods=["post"])
    def rectify(self, request: Request, uid: UUID) -> Response:
        """What was done, with photos before and after."""
        data = self.typed(shapes.RectifyIn)
        before, after = bytes_of(data, "before"), bytes_of(data, "after")
        done = Done(data["words"], data["done_on"], before, after)
        row = self.row(uid)
        rounds.rectify(row, done=done, version=data["version"], by=self.user)
        return self.told(row)

    @extend_schema(request=shapes.RecheckIn, responses=shapes.FindingOut)
    @action(detail=True, methods=["post"])
    def recheck(self, request: Request, uid: UUID) -> Response:
        """Look again, as somebody else than who put it right."""
        data = self.typed(shapes.RecheckIn)
        row = self.row(uid)
        rounds.recheck(row, by=self.user, **data)
        return self.told(row)

    @extend_schema(request=shapes.FindingDropIn, responses=shapes.FindingOut)
    @action(detail=True, methods=["post"])
    def drop(self, request: Request, uid: UUID) -> Response:
        """It does not stand; what it cost is taken back."""
        data = self.typed(shapes.FindingDropIn)
        return self.told(findings.drop_finding(self.row(uid), by=self.user, **data))


class CircularViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """通报 of ?year=; drafts only for the county's offices, which write them on the page."""

    audience = AREA_ROLES
    serializer_class = shapes.CircularOut
    queryset = Circular.objects.none()
    filterset_class = CircularFilter

    def get_queryset(self) -> models.QuerySet[Circular]:
        rows = Circular.objects.shown_to(self.user).filter(campaign=campaign_of(self))
        entries = CircularEntry.objects.select_related("division", "unit")
        rows = rows.prefetch_related(models.Prefetch("entries", entries))
        return rows.order_by(models.F("issued_on").desc(nulls_first=True), "-number", "-pk")

    def row(self, uid: UUID) -> Circular:
        """The circular the reader may know of, or 404."""
        return Circular.objects.shown_to(self.user).fetch(self.user, uid=uid)

    def told(self, row: Circular) -> Response:
        """The circular anew."""
        return Response(shapes.CircularOut(self.get_queryset().get(pk=row.pk)).data)

    @extend_schema(request=shapes.CircularStepIn, responses=shapes.CircularOut)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, uid: UUID) -> Response:
        """审定, by another person than who wrote it."""
        data = self.typed(shapes.CircularStepIn)
        return self.told(circulars.approve(self.row(uid), by=self.user, **data))

    @extend_schema(request=shapes.CircularIssueIn, responses=shapes.CircularOut)
    @action(detail=True, methods=["post"])
    def issue(self, request: Request, uid: UUID) -> Response:
        """印发: numbered, frozen, kept as PDF."""
        data = self.typed(shapes.CircularIssueIn)
        return self.told(circulars.issue(self.row(uid), by=self.user, **data))

    @extend_schema(request=shapes.CircularWithdrawIn, responses=shapes.CircularOut)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, uid: UUID) -> Response:
        """撤销; number and text stay."""
        data = self.typed(shapes.CircularWithdrawIn)
        return self.told(circulars.withdraw(self.row(uid), by=self.user, **data))

    @extend_schema(request=None, responses=shapes.CircularOut)
    @action(detail=True, methods=["post"])
    def acknowledge(self, request: Request, uid: UUID) -> Response:
        """签收 for one's own unit; twice is once."""
        row = self.row(uid)
        posting = self.user.main_posting
        assert posting is not None  # the audience check saw a posting
        unit: Division = circulars.reads_for(self.user, row) or posting.division
        circulars.acknowledge(row, unit=unit, by=self.user)
        return self.told(row)


class LadderViewSet(mixins.ListModelMixin, Scoped):
    """通报、约谈、挂牌督办 of ?year=: each unit its own, the county all."""

    audience = AREA_ROLES
    serializer_class = shapes.LadderStepOut
    queryset = LadderStep.objects.none()

    def get_queryset(self) -> models.QuerySet[LadderStep]:
        rows = LadderStep.objects.visible_to(self.user).filter(campaign=campaign_of(self))
        return rows.select_related("place", "unit").order_by("-from_on", "-pk")

    @extend_schema(request=shapes.LadderStepIn, responses={201: shapes.LadderStepOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """约谈 or 挂牌督办."""
        county_only(self, Act.LADDER_STEP)
        data = self.typed(shapes.LadderStepIn)
        said = {"unit": data.pop("unit", None), "place": data.pop("place", None)}
        holder = held_by(self, unit_named(self, said, "place"))
        row = ladder.take_step(campaign_of(self), by=self.user, **holder, **data)
        return Response(shapes.LadderStepOut(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=shapes.LadderStepEndIn, responses=shapes.LadderStepOut)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, uid: UUID) -> Response:
        """Lifted."""
        data = self.typed(shapes.LadderStepEndIn)
        row = LadderStep.objects.fetch(self.user, uid=uid)
        return Response(shapes.LadderStepOut(ladder.end_step(row, by=self.user, **data)).data)
