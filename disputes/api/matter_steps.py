"""API of sorting a matter and of the steps of a rights matter; the same verbs as the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Scoped
from accounts.refusals import Invalid
from accounts.roles import CASE_ROLES
from disputes.api.matter import MatterDetailOut, MatterViewSet, PersonIn
from disputes.models import Category, DisputeType, Matter, RightsMatter, RightsReview, RightsVisit
from disputes.queries.dispute import villages_of
from disputes.queries.matter import opened
from disputes.transitions import passing, rights, rights_review, sorting
from disputes.transitions.matter import Person

OUT = {200: MatterDetailOut}


class SortIn(serializers.Serializer[Matter]):
    """version: of the record the caller read; reason: of a second sorting."""

    version = serializers.IntegerField(required=False)
    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True)


class SortMediationIn(SortIn):
    """分到调解."""

    village = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=DisputeType.choices)
    people = PersonIn(many=True, required=False)


class SortRightsIn(SortIn):
    """分到信访事项."""

    category = serializers.ChoiceField(choices=Category.choices)
    visitors = serializers.IntegerField(required=False, allow_null=True)
    representatives = serializers.IntegerField(required=False, allow_null=True)


class SortAdviceIn(SortIn):
    """咨询答复."""

    words = serializers.CharField(max_length=2000)


class SortElsewhereIn(SortIn):
    """不属本单位."""

    whom = serializers.CharField(max_length=80)
    told_on = serializers.DateField(required=False)
    handed_on = serializers.DateField(required=False, allow_null=True)


class StepIn(serializers.Serializer[RightsMatter]):
    """version: of the record the caller read; left out, it is not checked."""

    version = serializers.IntegerField(required=False)


class AcceptRightsIn(StepIn):
    """受理告知."""

    on = serializers.DateField(required=False)


class TransferIn(AcceptRightsIn):
    """转送."""

    whom = serializers.CharField(max_length=80)


class ExtendIn(StepIn):
    """延长."""

    days = serializers.IntegerField()
    reason = serializers.CharField(max_length=2000)
    approver = serializers.CharField(max_length=40)
    told_on = serializers.DateField()


class AnswerRightsIn(StepIn):
    """答复."""

    words = serializers.CharField(max_length=2000)
    answered_on = serializers.DateField(required=False)
    told_on = serializers.DateField(required=False)
    satisfied = serializers.ChoiceField(
        choices=RightsMatter.Satisfaction.choices, required=False, allow_blank=True
    )


class SatisfactionIn(StepIn):
    """满意程度."""

    satisfied = serializers.ChoiceField(choices=RightsMatter.Satisfaction.choices)


class AskReviewIn(StepIn):
    """登记复查、复核申请."""

    request = serializers.CharField(max_length=2000)
    asked_on = serializers.DateField(required=False)


class ReviewIn(StepIn):
    """答复复查、复核."""

    result = serializers.ChoiceField(choices=RightsReview.Result.choices)
    words = serializers.CharField(max_length=2000)
    answered_on = serializers.DateField(required=False)
    told_on = serializers.DateField(required=False)


class TakeCaseIn(StepIn):
    """领导包案."""

    name = serializers.CharField(max_length=40)
    post = serializers.CharField(max_length=40, allow_blank=True)
    until = serializers.DateField()


class PlanVisitsIn(StepIn):
    """安排定期回访; null takes the person off the list."""

    days = serializers.IntegerField(allow_null=True)


class VisitRightsIn(StepIn):
    """登记回访."""

    way = serializers.ChoiceField(choices=RightsVisit.Way.choices)
    state = serializers.CharField(max_length=2000)
    needs = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    satisfied = serializers.ChoiceField(
        choices=RightsMatter.Satisfaction.choices, required=False, allow_blank=True
    )
    visited_on = serializers.DateField(required=False)


class MatterStepsViewSet(MatterViewSet):
    """Matters with sorting, passing up and taking over."""

    @extend_schema(request=SortMediationIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def mediation(self, request: Request, uid: UUID) -> Response:
        """分到调解."""
        data = self.typed(SortMediationIn)
        village = villages_of(self.user).filter(code=data["village"]).first()
        if village is None:
            raise Invalid({"village": _("请选您工作范围内的村（社区）。")})
        people = [Person(**one) for one in data.pop("people", [])]
        return self._do(uid, sorting.to_mediation, data | {"village": village, "people": people})

    @extend_schema(request=SortRightsIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def rights(self, request: Request, uid: UUID) -> Response:
        """分到信访事项."""
        return self._do(uid, sorting.to_rights, self.typed(SortRightsIn))

    @extend_schema(request=SortIn, responses={204: None})
    @action(detail=True, methods=["post"])
    def protection(self, request: Request, uid: UUID) -> Response:
        """按权益保护办理; it may be closed to the caller from now on."""
        matter = Matter.objects.fetch(self.user, uid=uid)
        sorting.to_protection(matter=matter, by=self.user, **self.typed(SortIn))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=SortAdviceIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def advice(self, request: Request, uid: UUID) -> Response:
        """咨询答复."""
        return self._do(uid, sorting.answer_advice, self.typed(SortAdviceIn))

    @extend_schema(request=SortElsewhereIn, responses=OUT)
    @action(detail=True, methods=["post"], url_path="not-ours")
    def not_ours(self, request: Request, uid: UUID) -> Response:
        """不属本单位."""
        return self._do(uid, sorting.not_ours, self.typed(SortElsewhereIn))

    @extend_schema(request=SortIn, responses=OUT)
    @action(detail=True, methods=["post"], url_path="pass-up")
    def pass_up(self, request: Request, uid: UUID) -> Response:
        """上交乡镇."""
        data = self.typed(SortIn)
        return self._do(uid, passing.pass_up, data | {"reason": data.get("reason", "")})

    @extend_schema(request=StepIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def take(self, request: Request, uid: UUID) -> Response:
        """接手."""
        return self._do(uid, passing.take, self.typed(StepIn))

    def _do(self, uid: UUID, verb: Callable[..., object], data: dict[str, Any]) -> Response:
        verb(matter=Matter.objects.fetch(self.user, uid=uid), by=self.user, **data)
        return self.opened(uid)


class RightsViewSet(Scoped):
    """Steps of a rights matter; each answers with its matter as it is then."""

    audience = CASE_ROLES
    serializer_class = MatterDetailOut
    queryset = RightsMatter.objects.none()

    @extend_schema(request=AcceptRightsIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, uid: UUID) -> Response:
        """受理告知."""
        return self._do(uid, rights.accept, self.typed(AcceptRightsIn))

    @extend_schema(request=TransferIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def transfer(self, request: Request, uid: UUID) -> Response:
        """转送."""
        return self._do(uid, rights.transfer, self.typed(TransferIn))

    @extend_schema(request=ExtendIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def extend(self, request: Request, uid: UUID) -> Response:
        """延长."""
        return self._do(uid, rights.extend, self.typed(ExtendIn))

    @extend_schema(request=AnswerRightsIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, uid: UUID) -> Response:
        """答复."""
        return self._do(uid, rights.answer, self.typed(AnswerRightsIn))

    @extend_schema(request=SatisfactionIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def satisfaction(self, request: Request, uid: UUID) -> Response:
        """记录满意程度."""
        return self._do(uid, rights.satisfaction, self.typed(SatisfactionIn))

    @extend_schema(request=AskReviewIn, responses=OUT)
    @action(detail=True, methods=["post"], url_path="ask-review")
    def ask_review(self, request: Request, uid: UUID) -> Response:
        """登记复查、复核申请."""
        return self._do(uid, rights_review.ask_review, self.typed(AskReviewIn))

    @extend_schema(request=ReviewIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def review(self, request: Request, uid: UUID) -> Response:
        """答复复查、复核."""
        return self._do(uid, rights_review.answer_review, self.typed(ReviewIn))

    @extend_schema(request=TakeCaseIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def lead(self, request: Request, uid: UUID) -> Response:
        """领导包案."""
        return self._do(uid, rights.lead, self.typed(TakeCaseIn))

    @extend_schema(request=PlanVisitsIn, responses=OUT)
    @action(detail=True, methods=["post"], url_path="plan-visits")
    def plan_visits(self, request: Request, uid: UUID) -> Response:
        """安排定期回访."""
        return self._do(uid, rights_review.plan_visits, self.typed(PlanVisitsIn))

    @extend_schema(request=VisitRightsIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def visit(self, request: Request, uid: UUID) -> Response:
        """登记回访."""
        return self._do(uid, rights_review.visit, self.typed(VisitRightsIn))

    def _do(self, uid: UUID, verb: Callable[..., object], data: dict[str, Any]) -> Response:
        row = RightsMatter.objects.select_related("matter").fetch(self.user, uid=uid)
        verb(rights=row, by=self.user, **data)
        matter = opened(self.user, row.matter.uid)
        self.note_reading([matter])
        return Response(MatterDetailOut(matter).data)
