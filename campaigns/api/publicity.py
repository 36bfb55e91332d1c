"""API of publicity: activities, trainings, bulletins, papers; the same verbs as the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from accounts.acts import Act
from accounts.api.base import Scoped
from accounts.photos import BYTES_MOST
from accounts.roles import AREA_ROLES
from campaigns.api import publicity_shapes as shapes
from campaigns.models import Achievement, Activity, Adoption, Bulletin, Division, Training
from campaigns.publicity_filters import (
    AchievementFilter,
    ActivityFilter,
    BulletinFilter,
    TrainingFilter,
)
from campaigns.queries import publicity as queries
from campaigns.queries.network import own_unit
from campaigns.transitions import achievement, activity, bulletin, training
from campaigns.transitions.unit import require_unit

FILES = [JSONParser, MultiPartParser]


class PublicityViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """What they share: the row as it is shown after a verb."""

    audience = AREA_ROLES
    parser_classes = FILES

    def told(self, row: models.Model, made: bool = False) -> Response:
        """The row anew, with its counts."""
        shape: type[BaseSerializer[Any]] = self.get_serializer_class()
        fresh = self.get_queryset().filter(pk=row.pk).first()
        if fresh is None:
            raise Http404
        return Response(shape(fresh).data, status=201 if made else 200)

    def hers(self, act: Act) -> Division:
        """Her own unit, if somebody of her role does this there; 403 before anything is looked
        at."""
        unit = own_unit(self.user)
        require_unit(self.user, act, unit)
        return unit

    def sent(self, data: dict[str, Any], name: str) -> dict[str, Any]:
        """The bytes of a file in place of the file; one more than is allowed tells too big."""
        if data.get(name) is not None:
            data[name] = data[name].read(BYTES_MOST + 1)
        return data


class TakenBack(Scoped):
    """Rows entered by mistake; taken back they count no longer."""

    taken_back: ClassVar[tuple[Any, Callable[..., object]]]

    @extend_schema(request=shapes.PublicityBackIn, responses={204: None})
    @action(detail=True, methods=["post"])
    def back(self, request: Request, uid: UUID) -> Response:
        """Entered by mistake: it counts no longer."""
        data = self.typed(shapes.PublicityBackIn)
        model, take_back = self.taken_back
        take_back(model.objects.fetch(self.user, uid=uid), by=self.user, **data)
        return Response(status=status.HTTP_204_NO_CONTENT)


class ActivityViewSet(TakenBack, PublicityViewSet):
    """宣传活动 of the reach."""

    serializer_class = shapes.ActivityOut
    queryset = Activity.objects.none()
    taken_back = (Activity, activity.take_back_activity)
    filterset_class = ActivityFilter

    def get_queryset(self) -> models.QuerySet[Activity]:
        return queries.activities(self.user)

    @extend_schema(request=shapes.ActivityIn, responses={201: shapes.ActivityOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Record one of one's own unit; a photo that cannot be read leaves nothing recorded."""
        unit = self.hers(Act.ACTIVITY_RECORD)
        data = self.sent(self.typed(shapes.ActivityIn), "photo")
        row = activity.record_activity(unit, by=self.user, **data)
        return self.told(row, made=True)

    @extend_schema(
        request={"multipart/form-data": shapes.PublicityFileIn}, responses=shapes.ActivityOut
    )
    @action(detail=True, methods=["post"])
    def photo(self, request: Request, uid: UUID) -> Response:
        """A photo more."""
        self.hers(Act.ACTIVITY_RECORD)
        data = self.sent(self.typed(shapes.PublicityFileIn), "file")
        row = Activity.objects.fetch(self.user, uid=uid)
        activity.add_photo(row, data=data["file"], by=self.user)
        return self.told(row)


class TrainingViewSet(TakenBack, PublicityViewSet):
    """培训 of the reach and of the units above it."""

    serializer_class = shapes.TrainingOut
    queryset = Training.objects.none()
    taken_back = (Training, training.take_back_training)
    filterset_class = TrainingFilter

    def get_queryset(self) -> models.QuerySet[Training]:
        return queries.trainings(self.user)

    @extend_schema(responses=shapes.TrainingWhole)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One with its list, as far as the reader sees it."""
        return self.whole(kwargs["uid"])

    def whole(self, uid: UUID) -> Response:
        """The row with its list, which the foreign key's own manager would not filter."""
        row = self.get_queryset().filter(uid=uid).first()
        if row is None:
            raise Http404
        data = dict(shapes.TrainingOut(row).data)
        data["trainees"] = shapes.TraineeOut(queries.trainees(self.user, row), many=True).data
        return Response(data)

    @extend_schema(request=shapes.TrainingIn, responses={201: shapes.TrainingOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Record one of one's own unit."""
        unit = self.hers(Act.TRAINING_HOLD)
        data = self.typed(shapes.TrainingIn)
        row = training.hold_training(unit, by=self.user, **data)
        return self.told(row, made=True)

    @extend_schema(request=shapes.AttendanceIn, responses=shapes.TrainingWhole)
    @action(detail=True, methods=["post"])
    def attendance(self, request: Request, uid: UUID) -> Response:
        """Mark who came; marked again it is corrected."""
        data = self.typed(shapes.AttendanceIn)
        row = Training.objects.fetch(self.user, uid=uid)
        training.mark_attendance(row, by=self.user, **data)
        return self.whole(uid)


class BulletinViewSet(PublicityViewSet):
    """简报 of the reach and of the units above it; a draft is its own unit's."""

    serializer_class = shapes.BulletinOut
    queryset = Bulletin.objects.none()
    filterset_class = BulletinFilter

    def get_queryset(self) -> models.QuerySet[Bulletin]:
        return queries.bulletins(self.user)

    def row(self, uid: UUID) -> Bulletin:
        """The bulletin the reader may know of, or 404."""
        found = self.get_queryset().filter(uid=uid).first()
        if found is None:
            raise Http404
        return found

    @extend_schema(request=shapes.BulletinIn, responses={201: shapes.BulletinOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Write a draft of one's own unit."""
        unit = self.hers(Act.BULLETIN_WRITE)
        data = self.typed(shapes.BulletinIn)
        return self.told(bulletin.draft_bulletin(unit, by=self.user, **data), made=True)

    @extend_schema(request=shapes.BulletinChangeIn, responses=shapes.BulletinOut)
    def update(self, request: Request, uid: UUID) -> Response:
        """Correct a draft."""
        self.hers(Act.BULLETIN_WRITE)
        data = self.typed(shapes.BulletinChangeIn)
        return self.told(bulletin.rewrite_bulletin(self.row(uid), by=self.user, **data))

    @extend_schema(request=shapes.BulletinIssueIn, responses=shapes.BulletinOut)
    @action(detail=True, methods=["post"])
    def issue(self, request: Request, uid: UUID) -> Response:
        """Number and freeze it."""
        data = self.typed(shapes.BulletinIssueIn)
        return self.told(bulletin.issue_bulletin(self.row(uid), by=self.user, **data))

    @extend_schema(request=shapes.BulletinWithdrawIn, responses=shapes.BulletinOut)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, uid: UUID) -> Response:
        """Take an issued one back; number and text stay."""
        data = self.typed(shapes.BulletinWithdrawIn)
        return self.told(bulletin.withdraw_bulletin(self.row(uid), by=self.user, **data))

    @extend_schema(
        request={"multipart/form-data": shapes.AdoptionIn}, responses={201: shapes.AdoptionOut}
    )
    @action(detail=True, methods=["post"])
    def adopt(self, request: Request, uid: UUID) -> Response:
        """A body above adopted it."""
        self.hers(Act.ADOPTION_RECORD)
        data = self.sent(self.typed(shapes.AdoptionIn), "proof")
        made = achievement.adopt(self.row(uid), by=self.user, **data)
        return Response(shapes.AdoptionOut(made).data, status=status.HTTP_201_CREATED)


class AchievementViewSet(TakenBack, PublicityViewSet):
    """调研与竞赛 of the reach."""

    serializer_class = shapes.AchievementOut
    queryset = Achievement.objects.none()
    taken_back = (Achievement, achievement.take_back_achievement)
    filterset_class = AchievementFilter

    def get_queryset(self) -> models.QuerySet[Achievement]:
        return queries.achievements(self.user)

    @extend_schema(request=shapes.AchievementIn, responses={201: shapes.AchievementOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Record one of one's own unit."""
        unit = self.hers(Act.ACHIEVEMENT_RECORD)
        data = self.typed(shapes.AchievementIn)
        row = achievement.record_achievement(unit, by=self.user, **data)
        return self.told(row, made=True)

    @extend_schema(
        request={"multipart/form-data": shapes.AdoptionIn}, responses={201: shapes.AdoptionOut}
    )
    @action(detail=True, methods=["post"])
    def adopt(self, request: Request, uid: UUID) -> Response:
        """A body above adopted the paper."""
        self.hers(Act.ADOPTION_RECORD)
        data = self.sent(self.typed(shapes.AdoptionIn), "proof")
        row = Achievement.objects.fetch(self.user, uid=uid)
        made = achievement.adopt(row, by=self.user, **data)
        return Response(shapes.AdoptionOut(made).data, status=status.HTTP_201_CREATED)


class AdoptionViewSet(TakenBack):
    """One adoption of a bulletin or a paper."""

    audience = AREA_ROLES
    serializer_class = shapes.AdoptionOut
    queryset = Adoption.objects.none()
    taken_back = (Adoption, achievement.take_back_adoption)
