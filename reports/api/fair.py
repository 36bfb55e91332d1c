"""API of vetoes and appeals; the same verbs as the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import models
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer, ValidationError

from accounts.api.base import Scoped
from accounts.roles import AREA_ROLES
from campaigns.models import Division
from reports import queries
from reports.api import fair_shapes as shapes
from reports.api.asked import campaign_asked
from reports.filters import AppealFilter, VetoFilter
from reports.models import Appeal, Veto
from reports.transitions import appeal as appeal_verbs
from reports.transitions import veto as veto_verbs


def _given(data: dict[str, Any], needed: tuple[str, ...], more: tuple[str, ...]) -> dict[str, Any]:
    """The fields of a step; 422 for one that is missing."""
    missing = [name for name in needed if name not in data]
    if missing:
        raise ValidationError({name: ["这一步要填。"] for name in missing})
    return {name: data[name] for name in (*needed, *more) if name in data}


Fields = tuple[str, ...]
Steps = dict[str, tuple[Callable[..., Any], Fields, Fields]]
"""Verbs by name, with the fields each needs and may have."""


def _step(view: Scoped, shape: type[Serializer[Any]], steps: Steps, **case: Any) -> None:
    """Take the step the document names on a case."""
    data = view.typed(shape)
    verb, needed, more = steps[data["do"]]
    verb(by=view.user, **case, **_given(data, needed, more))


VETO_STEPS: Steps = {
    "verify": (veto_verbs.verify, ("founded", "finding"), ("told_on",)),
    "state": (veto_verbs.state, ("statement",), ()),
    "decide": (
        veto_verbs.decide, ("vetoed", "reason", "decided_body", "decided_on"),
        ("document_number",),
    ),
    "lift": (
        veto_verbs.lift, ("lift_ground", "lifted_number", "lifted_reason", "lifted_on"), (),
    ),
}  # fmt: skip
APPEAL_STEPS: Steps = {
    "accept": (appeal_verbs.accept, (), ()),
    "refuse": (appeal_verbs.refuse, ("refusal",), ()),
    "withdraw": (appeal_verbs.withdraw, ("withdrawn_reason",), ()),
    "review": (appeal_verbs.review, ("opinion",), ()),
    "decide": (appeal_verbs.decide, ("outcome", "decision"), ("points",)),
    "tell": (appeal_verbs.tell, ("told_how", "told_on"), ()),
}


@extend_schema_view(
    list=extend_schema(
        summary="一票否决：案件列表",
        description="本人范围内的否决审查案件，没有结论的在前。线索还在核查的，只给县级办公室看。",
    ),
    retrieve=extend_schema(
        summary="一票否决：看一个案件", description="一个否决审查案件，从线索到决定和解除。"
    ),
)
class VetoViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """Cases of 否决审查: note a hint, take the next step."""

    audience = AREA_ROLES
    serializer_class = shapes.VetoOut
    queryset = Veto.objects.none()
    filterset_class = VetoFilter

    def get_queryset(self) -> models.QuerySet[Veto]:
        return queries.vetoes(self.user)

    @extend_schema(
        summary="一票否决：登记线索",
        description="平安办登记一条否决线索，案件从这里开始；单位在查实以后才被告知。",
        request=shapes.VetoIn,
        responses={201: shapes.VetoOut},
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Note a hint."""
        values = self.typed(shapes.VetoIn)
        campaign = campaign_asked(self.user, values.pop("campaign"))
        unit = Division.objects.fetch(self.user, code=values.pop("unit"))
        veto = veto_verbs.suspect(campaign=campaign, unit=unit, by=self.user, **values)
        return Response(shapes.VetoOut(veto).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        summary="一票否决：办下一步",
        description="核实线索、提交陈述、登记决定、解除否决，一次一步；只填这一步的字段。"
        "还没轮到的、别人才能办的，说明原因。",
        request=shapes.VetoStepIn,
        responses=shapes.VetoOut,
    )
    @action(detail=True, methods=["post"])
    def step(self, request: Request, uid: UUID) -> Response:
        """Verify, state, decide or lift."""
        _step(self, shapes.VetoStepIn, VETO_STEPS, veto=self.get_object())
        return Response(shapes.VetoOut(self.get_object()).data)


@extend_schema_view(
    list=extend_schema(
        summary="申诉：申诉列表",
        description="本人范围内对得分或对否决决定的申诉，没有办完的在前，按答复期限排。",
    ),
    retrieve=extend_schema(
        summary="申诉：看一件申诉", description="一件申诉的请求、期限、复核意见和决定。"
    ),
)
class AppealViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """Appeals: file, take the next step."""

    audience = AREA_ROLES
    serializer_class = shapes.AppealOut
    queryset = Appeal.objects.none()
    filterset_class = AppealFilter

    def get_queryset(self) -> models.QuerySet[Appeal]:
        return queries.appeals(self.user)

    @extend_schema(
        summary="申诉：提出申诉",
        description="乡镇对本单位或本村的一项得分，或者对本单位的否决决定提出申诉。佐证在网页上补交。",
        request=shapes.AppealIn,
        responses={201: shapes.AppealOut},
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """File an appeal; proof is added on the page."""
        values = self.typed(shapes.AppealIn)
        if "veto" in values:
            veto = queries.vetoes(self.user).fetch(self.user, uid=values["veto"])
            made = appeal_verbs.file_against_veto(veto=veto, text=values["text"], by=self.user)
        else:
            made = appeal_verbs.file(
                run=queries.runs(self.user).fetch(self.user, uid=values["run"]),
                unit=Division.objects.fetch(self.user, code=values["unit"]),
                code=values["code"],
                text=values["text"],
                wanted=values.get("wanted"),
                by=self.user,
            )
        found = self.get_queryset().get(pk=made.pk)
        return Response(shapes.AppealOut(found).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        summary="申诉：办下一步",
        description="撤回申诉、受理、不予受理、复核、作出决定、告知单位，一次一步；只填这一步的字段。",
        request=shapes.AppealStepIn,
        responses=shapes.AppealOut,
    )
    @action(detail=True, methods=["post"])
    def step(self, request: Request, uid: UUID) -> Response:
        """Withdraw, accept, refuse, review, decide or tell."""
        _step(self, shapes.AppealStepIn, APPEAL_STEPS, appeal=self.get_object())
        return Response(shapes.AppealOut(self.get_object()).data)
