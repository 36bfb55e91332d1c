"""API of scores; the same verbs as the pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Scoped
from accounts.roles import AREA_ROLES, Role
from campaigns.models import Division, Level
from reports import queries
from reports.api import fair_shapes
from reports.api import serializers as shapes
from reports.api.asked import campaign_asked
from reports.assembling import Heading
from reports.documents import KINDS
from reports.downloads import download
from reports.filters import DocumentFilter, RunFilter, SheetFilter
from reports.models import Document, ScoreSheet, ScoringRun
from reports.recomputing import recompute
from reports.sheet_rows import rules_of
from reports.small_counts import told_of
from reports.transitions import document as verbs
from reports.transitions import document_request as asking
from reports.transitions.publication import consult, publish, sign, withdraw_signature
from reports.transitions.review import enter_lines
from reports.transitions.run import ask_for_run, call_off_run, retry_run

OFFICE = frozenset({Role.COUNTY_FEDERATION, Role.GOVERNANCE_REVIEWER, Role.AUDITOR})
RECEIVERS = OFFICE | {Role.TOWNSHIP_FEDERATION}


class RunViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """Scoring runs of the user's county."""

    audience = AREA_ROLES
    serializer_class = shapes.RunOut
    queryset = ScoringRun.objects.none()
    filterset_class = RunFilter

    def get_queryset(self) -> models.QuerySet[ScoringRun]:
        return queries.runs(self.user)

    def _answer(self, run: ScoringRun, code: int = status.HTTP_200_OK) -> Response:
        return Response(shapes.RunOut(queries.runs(self.user).get(pk=run.pk)).data, status=code)

    @extend_schema(request=shapes.RunIn, responses={201: shapes.RunOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Ask for a run of a campaign; it is computed in the background."""
        data = self.typed(shapes.RunIn)
        campaign = campaign_asked(self.user, data["campaign"])
        run = ask_for_run(campaign=campaign, by=self.user, data_until=data.get("data_until"))
        return self._answer(run, status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=shapes.RunOut)
    @action(detail=True, methods=["post"], url_path="call-off")
    def call_off(self, request: Request, uid: UUID) -> Response:
        """Call off a run that waits or is being computed; it ends at its next step."""
        return self._answer(call_off_run(run=self.get_object(), by=self.user))

    @extend_schema(request=None, responses=shapes.RunOut)
    @action(detail=True, methods=["post"])
    def retry(self, request: Request, uid: UUID) -> Response:
        """Compute a run that failed or was called off once more."""
        return self._answer(retry_run(run=self.get_object(), by=self.user))

    @extend_schema(request=shapes.LinesIn, responses=shapes.LinesOut)
    @action(detail=True, methods=["post"])
    def lines(self, request: Request, uid: UUID) -> Response:
        """Enter or change manual lines; all or none are saved."""
        run = self.get_object()
        data = shapes.LinesIn(data=request.data)
        data.is_valid(raise_exception=True)
        changed = enter_lines(
            run=run,
            level=Level(data.validated_data["level"]),
            entries=[shapes.EntryIn.entry(one) for one in data.validated_data["entries"]],
            reason=data.validated_data["reason"],
            by=self.user,
        )
        return Response({"changed": changed, "waiting": queries.waiting(self.user, run)})

    @extend_schema(request=fair_shapes.ConsultIn, responses=shapes.RunOut)
    @action(detail=True, methods=["post"])
    def consult(self, request: Request, uid: UUID) -> Response:
        """Ask the units for opinions on the draft."""
        run = self.get_object()
        data = fair_shapes.ConsultIn(data=request.data)
        data.is_valid(raise_exception=True)
        return self._answer(consult(run=run, by=self.user, **data.validated_data))

    @extend_schema(request=None, responses=fair_shapes.RecomputedOut)
    @action(detail=True, methods=["post"])
    def recompute(self, request: Request, uid: UUID) -> Response:
        """Compute the result again from its snapshot and compare; nothing is changed."""
        found = recompute(run=self.get_object(), by=self.user)
        return Response(fair_shapes.RecomputedOut(found).data)

    @extend_schema(request=None, responses=shapes.RunOut)
    @action(detail=True, methods=["post"])
    def sign(self, request: Request, uid: UUID) -> Response:
        """Sign; refused while lines wait."""
        return self._answer(sign(run=self.get_object(), by=self.user))

    @extend_schema(request=shapes.UnsignIn, responses=shapes.RunOut)
    @action(detail=True, methods=["post"])
    def unsign(self, request: Request, uid: UUID) -> Response:
        """Take the signature back before publication."""
        run = self.get_object()
        data = shapes.UnsignIn(data=request.data)
        data.is_valid(raise_exception=True)
        return self._answer(withdraw_signature(run=run, by=self.user, **data.validated_data))

    @extend_schema(request=None, responses=shapes.RunOut)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, uid: UUID) -> Response:
        """Publish; from then on nothing changes."""
        return self._answer(publish(run=self.get_object(), by=self.user))

    @extend_schema(request=shapes.HeadingIn, responses={201: shapes.DocumentOut})
    @action(detail=True, methods=["post"])
    def documents(self, request: Request, uid: UUID) -> Response:
        """Ask for a paper on the result; it is drawn in the background."""
        run = self.get_object()
        data = shapes.HeadingIn(data=request.data)
        data.is_valid(raise_exception=True)
        values = dict(data.validated_data)
        kind, code = values.pop("kind"), values.pop("place", None)
        # A paper of the whole county has no place to look for.
        one = bool(code) and KINDS[kind].one
        place = Division.objects.fetch(self.user, code=code) if one else None
        document = asking.ask_for_document(
            run=run, heading=Heading(**values), by=self.user, kind=kind, place=place,
            origin=request.build_absolute_uri("/").rstrip("/"),
        )  # fmt: skip
        return Response(shapes.DocumentOut(document).data, status=status.HTTP_201_CREATED)


class SheetViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """Sheets inside the reach: `run`, `level` and `township` narrow the list; one sheet comes
    with its lines."""

    audience = AREA_ROLES
    serializer_class = shapes.SheetOut
    queryset = ScoreSheet.objects.none()
    filterset_class = SheetFilter
    lookup_field = "pk"
    lookup_value_converter = "int"

    def get_queryset(self) -> models.QuerySet[ScoreSheet]:
        rows = ScoreSheet.objects.visible_to(self.user).select_related("run", "unit")
        if self.action == "retrieve":
            rows = rows.select_related(
                "run__township_rubric", "run__village_rubric", "unit"
            ).prefetch_related("lines")
        return rows.defer("run__frozen").order_by("-run", "level", "peer_group", "print_order")

    @extend_schema(responses=shapes.SheetWithLinesOut)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One sheet with its lines."""
        sheet = self.get_object()
        words = told_of(sheet, rules_of(sheet.run, sheet.level), self.user)
        return Response(shapes.SheetWithLinesOut(sheet, context={"told": words}).data)


class DocumentViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """Papers on the year's result: those of the county for its offices, for a township what was
    issued to it."""

    audience = RECEIVERS
    serializer_class = shapes.DocumentOut
    queryset = Document.objects.none()
    filterset_class = DocumentFilter

    def get_queryset(self) -> models.QuerySet[Document]:
        return queries.documents(self.user)

    def _answer(self, document: Document, code: int = status.HTTP_200_OK) -> Response:
        row = queries.documents(self.user).get(pk=document.pk)
        return Response(shapes.DocumentOut(row).data, status=code)

    def _read(self, shape: type[serializers.Serializer[Any]]) -> dict[str, Any]:
        data = shape(data=self.request.data)
        data.is_valid(raise_exception=True)
        return dict(data.validated_data)

    @extend_schema(request=shapes.DocumentStepIn, responses=shapes.DocumentOut)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, uid: UUID) -> Response:
        """Approve; by another person than the one who made it."""
        row = self.get_object()
        return self._answer(verbs.approve(row, by=self.user, **self._read(shapes.DocumentStepIn)))

    @extend_schema(request=shapes.DocumentReasonIn, responses=shapes.DocumentOut)
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request: Request, uid: UUID) -> Response:
        """What was approved is a draft again."""
        row = self.get_object()
        return self._answer(
            verbs.send_back(row, by=self.user, **self._read(shapes.DocumentReasonIn))
        )

    @extend_schema(request=shapes.DocumentStepIn, responses=shapes.DocumentOut)
    @action(detail=True, methods=["post"])
    def issue(self, request: Request, uid: UUID) -> Response:
        """Issue: a number from the register, frozen from then on."""
        row = self.get_object()
        return self._answer(verbs.issue(row, by=self.user, **self._read(shapes.DocumentStepIn)))

    @extend_schema(request=shapes.DocumentReasonIn, responses=shapes.DocumentOut)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, uid: UUID) -> Response:
        """Take an issued paper back, with a reason."""
        row = self.get_object()
        return self._answer(
            verbs.withdraw(row, by=self.user, **self._read(shapes.DocumentReasonIn))
        )

    @extend_schema(request=shapes.DocumentCopyIn, responses={201: shapes.DocumentOut})
    @action(detail=True, methods=["post"])
    def copies(self, request: Request, uid: UUID) -> Response:
        """Ask for the paper as Word or Excel."""
        row = self.get_object()
        made = asking.ask_for_copy(row, by=self.user, **self._read(shapes.DocumentCopyIn))
        return self._answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=shapes.DocumentTextIn, responses=shapes.DocumentOut)
    @action(detail=True, methods=["post"])
    def text(self, request: Request, uid: UUID) -> Response:
        """Rewrite the words of a draft."""
        row = self.get_object()
        return self._answer(
            verbs.change_text(row, by=self.user, **self._read(shapes.DocumentTextIn))
        )

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"])
    def file(self, request: Request, uid: UUID) -> HttpResponse:
        """The file; every download is logged."""
        document = self.get_object()
        answer = download([document])
        self.note_reading([document])
        return answer
