"""API of demonstration households and objections; the same verbs as the pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Scoped
from accounts.roles import CASE_ROLES
from households.api.serializers import award as shapes
from households.filters.award import AwardCount
from households.models import Award, Household, Objection
from households.queries.award import award_rows
from households.transitions import award as village
from households.transitions import award_grant as above
from households.transitions import award_notice as notices
from households.transitions import award_title as titles
from households.transitions import objection as objections

Shape = type[serializers.Serializer[Any]]


class AwardViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """Demonstration households of the user's villages."""

    audience = CASE_ROLES
    serializer_class = shapes.AwardOut
    queryset = Award.objects.none()
    filterset_class = AwardCount
    logs_reading = True

    def get_queryset(self) -> models.QuerySet[Any]:
        return award_rows(self.user)

    def _award(self, uid: UUID) -> Award:
        return Award.objects.fetch(self.user, uid=uid)

    def _answer(self, award: Award, code: int = status.HTTP_200_OK) -> Response:
        row = award_rows(self.user).get(pk=award.pk)
        self.note_reading([row])
        return Response(shapes.AwardOut(row).data, status=code)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One award."""
        return self._answer(self._award(kwargs["uid"]))

    @extend_schema(request=shapes.NominateIn, responses={201: shapes.AwardOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Nominate a household (推荐)."""
        data = self.typed(shapes.NominateIn)
        home = Household.objects.fetch(self.user, uid=data.pop("household"))
        if data.pop("own", False):
            data["source"] = Award.Source.SELF
        return self._answer(village.nominate(home, by=self.user, **data), status.HTTP_201_CREATED)

    @extend_schema(request=shapes.AwardAssessIn, responses=shapes.AwardOut)
    @action(detail=True, methods=["post"])
    def assess(self, request: Request, uid: UUID) -> Response:
        """Record the group's opinion (小组初评)."""
        data = self.typed(shapes.AwardAssessIn)
        return self._answer(village.assess(self._award(uid), by=self.user, **data))

    @extend_schema(request=shapes.VoteIn, responses=shapes.AwardOut)
    @action(detail=True, methods=["post"])
    def vote(self, request: Request, uid: UUID) -> Response:
        """Record the villagers' vote (评议)."""
        data = shapes.VoteIn(data=request.data)
        data.is_valid(raise_exception=True)
        row = village.vote(
            self._award(uid),
            count=data.count(),
            vote_on=data.validated_data["vote_on"],
            version=data.validated_data.get("version"),
            by=self.user,
        )
        return self._answer(row)

    @extend_schema(request=shapes.NoticeIn, responses=shapes.AwardOut(many=True))
    @action(detail=False, methods=["post"], pagination_class=None, filterset_class=None)
    def notice(self, request: Request) -> Response:
        """Put awards on notice (公示) of the village, or with `rank` of the township or county."""
        data = self.typed(shapes.NoticeIn)
        made = notices.give_notice(data.pop("awards"), by=self.user, **data)
        rows = list(award_rows(self.user).filter(pk__in=[row.pk for row in made]))
        self.note_reading(rows)
        return Response(shapes.AwardOut(rows, many=True).data)

    @extend_schema(request=shapes.ObjectIn, responses={201: shapes.ObjectionOut})
    @action(detail=True, methods=["post"], url_path="object")
    def object_to(self, request: Request, uid: UUID) -> Response:
        """Record an objection (异议); anonymous ones count."""
        data = self.typed(shapes.ObjectIn)
        row = objections.object_to(self._award(uid), by=self.user, **data)
        return Response(shapes.ObjectionOut(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=shapes.OpinionIn, responses=shapes.AwardOut)
    @action(detail=True, methods=["post"])
    def review(self, request: Request, uid: UUID) -> Response:
        """The township's review (乡镇审核)."""
        data = self.typed(shapes.OpinionIn)
        return self._answer(above.review(self._award(uid), by=self.user, **data))

    @extend_schema(request=shapes.OpinionIn, responses=shapes.AwardOut)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, uid: UUID) -> Response:
        """The county's approval (县批准)."""
        data = self.typed(shapes.OpinionIn)
        return self._answer(above.approve(self._award(uid), by=self.user, **data))

    @extend_schema(request=shapes.PlateIn, responses=shapes.AwardOut)
    @action(detail=True, methods=["post"])
    def plate(self, request: Request, uid: UUID) -> Response:
        """Give the plate (授牌)."""
        data = self.typed(shapes.PlateIn)
        return self._answer(above.plate(self._award(uid), by=self.user, **data))

    @extend_schema(request=shapes.AwardCheckIn, responses=shapes.AwardOut)
    @action(detail=True, methods=["post"])
    def check(self, request: Request, uid: UUID) -> Response:
        """The yearly re-check (年度复核)."""
        award = self._award(uid)
        titles.check(award, by=self.user, **self.typed(shapes.AwardCheckIn))
        return self._answer(award)

    @extend_schema(request=shapes.AwardRewardIn, responses={201: shapes.IncentiveOut})
    @action(detail=True, methods=["post"])
    def reward(self, request: Request, uid: UUID) -> Response:
        """Record what the title brought (奖励)."""
        data = self.typed(shapes.AwardRewardIn)
        made = titles.reward(self._award(uid), by=self.user, **data)
        return Response(shapes.IncentiveOut(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=shapes.SendBackIn, responses=shapes.AwardOut)
    @action(detail=True, methods=["post"], url_path="return")
    def send_back(self, request: Request, uid: UUID) -> Response:
        """Do not pass it (退回)."""
        data = self.typed(shapes.SendBackIn)
        return self._answer(above.send_back(self._award(uid), by=self.user, **data))

    @extend_schema(request=shapes.OpinionManyIn, responses=shapes.BatchOut)
    @action(detail=False, methods=["post"], url_path="batch/review")
    def review_many(self, request: Request) -> Response:
        """Review many under one opinion."""
        return self._many(above.REVIEW, self.typed(shapes.OpinionManyIn))

    @extend_schema(request=shapes.OpinionManyIn, responses=shapes.BatchOut)
    @action(detail=False, methods=["post"], url_path="batch/approve")
    def approve_many(self, request: Request) -> Response:
        """Approve many under one opinion."""
        return self._many(above.APPROVE, self.typed(shapes.OpinionManyIn))

    @extend_schema(request=shapes.PlateManyIn, responses=shapes.BatchOut)
    @action(detail=False, methods=["post"], url_path="batch/plate")
    def plate_many(self, request: Request) -> Response:
        """Give many plates, numbered without gaps."""
        return self._many(above.PLATE, self.typed(shapes.PlateManyIn))

    def _many(self, step: above.Step, data: dict[str, Any]) -> Response:
        batch = above.grant_many(data.pop("awards"), step=step, by=self.user, **data)
        return Response({"done": [row.uid for row in batch.done], "left": batch.left})


class ObjectionViewSet(mixins.ListModelMixin, Scoped):
    """Objections of the user's villages."""

    audience = CASE_ROLES
    serializer_class = shapes.ObjectionOut
    queryset = Objection.objects.none()
    logs_reading = True

    def get_queryset(self) -> models.QuerySet[Objection]:
        return Objection.objects.visible_to(self.user).select_related("award", "honour")

    @extend_schema(request=shapes.ObjectionAnswerIn, responses=shapes.ObjectionOut)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, uid: UUID) -> Response:
        """Answer an objection (答复)."""
        row = Objection.objects.fetch(self.user, uid=uid)
        data = self.typed(shapes.ObjectionAnswerIn)
        return Response(shapes.ObjectionOut(objections.answer(row, by=self.user, **data)).data)
