"""API of rubrics: published texts, what is in force when, drafts and whether one holds."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import acts
from accounts.acts import Act
from accounts.api.base import Scoped
from accounts.refusals import Forbidden, Invalid
from accounts.roles import AREA_ROLES
from reports import queries_rubric as queries
from reports.api.asked import campaign_asked
from reports.models import Rubric, RubricAdoption, RubricDraft
from reports.models.rubric import LEVEL_CHOICES
from reports.rubric_editing.checking import check
from reports.rubric_editing.shape import Misshapen, named, shaped
from reports.transitions import rubric_draft as verbs
from reports.views.rubric import READERS


class RubricOut(serializers.ModelSerializer[Rubric]):
    """A published text."""

    county = serializers.IntegerField(source="county_id", allow_null=True)
    level_label = serializers.CharField(source="get_level_display")

    class Meta:
        model = Rubric
        fields = (
            "uid", "county", "code", "version", "title", "level", "level_label", "digest",
            "origin", "loaded_at",
        )  # fmt: skip


class RubricWithContentOut(RubricOut):
    """A text with its content, as reports.rules reads it."""

    content = serializers.JSONField()

    class Meta(RubricOut.Meta):
        fields = (*RubricOut.Meta.fields, "content")  # type: ignore[assignment]


class RubricAdoptionOut(serializers.ModelSerializer[RubricAdoption]):
    """From when on a text was in force; the newest of a year and level is."""

    year = serializers.IntegerField(source="campaign.year")
    county = serializers.IntegerField(source="county_id")
    rubric = serializers.UUIDField(source="rubric.uid")
    version = serializers.CharField(source="rubric.version")
    by = serializers.CharField(source="by.name")
    groups = serializers.DictField(child=serializers.ListField(child=serializers.IntegerField()))

    class Meta:
        model = RubricAdoption
        fields = ("id", "year", "county", "level", "rubric", "version", "groups", "reason", "by",
                  "at")  # fmt: skip


class DraftOut(serializers.ModelSerializer[RubricDraft]):
    """A draft and how far it is."""

    campaign = serializers.IntegerField(source="campaign_id")
    county = serializers.IntegerField(source="county_id")
    level_label = serializers.CharField(source="get_level_display")
    status_label = serializers.CharField(source="get_status_display")
    based_on = serializers.UUIDField(source="based_on.uid", allow_null=True, default=None)
    handed = serializers.UUIDField(source="handed.uid", allow_null=True, default=None)
    rubric = serializers.UUIDField(source="rubric.uid", allow_null=True, default=None)

    class Meta:
        model = RubricDraft
        fields = (
            "uid", "campaign", "county", "level", "level_label", "status", "status_label",
            "based_on", "handed", "source", "reason", "returned", "drafted_at", "changed_at",
            "rubric", "version",
        )  # fmt: skip


class DraftWithContentOut(DraftOut):
    """A draft with what is written in it."""

    content = serializers.JSONField()

    class Meta(DraftOut.Meta):
        fields = (*DraftOut.Meta.fields, "content")  # type: ignore[assignment]


class DraftIn(serializers.Serializer[Any]):
    """What beginning a draft takes."""

    campaign = serializers.IntegerField()
    level = serializers.ChoiceField(choices=LEVEL_CHOICES)
    content = serializers.JSONField()
    reason = serializers.CharField(max_length=300, required=False, default="", allow_blank=True)


class ContentIn(serializers.Serializer[Any]):
    """The whole content of a draft, made on this version."""

    content = serializers.JSONField()
    version = serializers.IntegerField(required=False)


class RubricCheckIn(serializers.Serializer[Any]):
    """A content to check; without one the draft as it is."""

    content = serializers.JSONField(required=False)


class FaultOut(serializers.Serializer[Any]):
    """One fault: its part in the editor, the path to it and the sentence."""

    part = serializers.CharField(allow_blank=True)
    path = serializers.ListField(child=serializers.CharField())
    key = serializers.CharField(allow_blank=True)
    words = serializers.CharField()


class RubricCheckOut(serializers.Serializer[Any]):
    """Whether a content could be published."""

    holds = serializers.BooleanField()
    digest = serializers.CharField(allow_blank=True)
    faults = FaultOut(many=True)


def checked_object(content: Any) -> dict[str, Any]:
    """A content that was sent, refused unless it is an object."""
    if not isinstance(content, dict):
        raise Invalid({"content": _("细则应为一个对象。")})
    return content


class RubricViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """Published texts: the examples and those of the user's county."""

    audience = AREA_ROLES
    serializer_class = RubricOut
    queryset = Rubric.objects.none()

    def get_queryset(self) -> models.QuerySet[Rubric]:
        return queries.rubrics(self.user)

    @extend_schema(responses=RubricWithContentOut)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One text with its content."""
        return Response(RubricWithContentOut(self.get_object()).data)


class AdoptionViewSet(mixins.ListModelMixin, Scoped):
    """What was put in force when, newest first."""

    audience = AREA_ROLES
    serializer_class = RubricAdoptionOut
    queryset = RubricAdoption.objects.none()

    def get_queryset(self) -> models.QuerySet[RubricAdoption]:
        return queries.adoptions(self.user)


class DraftViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """Drafts of the user's county."""

    audience = READERS
    serializer_class = DraftOut
    queryset = RubricDraft.objects.none()

    def get_queryset(self) -> models.QuerySet[RubricDraft]:
        return queries.drafts(self.user)

    @extend_schema(responses=DraftWithContentOut)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One draft with its content."""
        return Response(DraftWithContentOut(self.get_object()).data)

    @extend_schema(request=DraftIn, responses={201: DraftWithContentOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Begin a draft from a content; faults are kept, what is no rubric is refused."""
        if not acts.may_somewhere(self.user, Act.RUBRIC_WRITE):
            raise Forbidden(_("细则由县妇联起草。"))
        data = self.typed(DraftIn)
        made = verbs.start(
            campaign=campaign_asked(self.user, data["campaign"]),
            level=data["level"],
            content=checked_object(data["content"]),
            source=_("接口"),
            reason=data["reason"],
            by=self.user,
        )
        return Response(DraftWithContentOut(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=ContentIn, responses=DraftWithContentOut)
    @action(detail=True, methods=["post"])
    def content(self, request: Request, uid: UUID) -> Response:
        """Put the whole content in place of what is there."""
        draft = self.get_object()
        acts.require(self.user, Act.RUBRIC_WRITE, draft.county_id)
        data = self.typed(ContentIn)
        content, version = checked_object(data["content"]), data.get("version")
        saved = verbs.save(draft, content=content, version=version, by=self.user)
        return Response(DraftWithContentOut(saved).data)

    @extend_schema(request=RubricCheckIn, responses=RubricCheckOut)
    @action(detail=True, methods=["post"])
    def check(self, request: Request, uid: UUID) -> Response:
        """Every fault of the draft, or of a content sent along; nothing is changed."""
        draft, data = self.get_object(), self.typed(RubricCheckIn)
        try:
            content = shaped(checked_object(data.get("content", draft.content)))
        except Misshapen as error:
            faults = [{"part": "", "path": [], "key": "", "words": w} for w in error.sentences]
            return Response({"holds": False, "digest": "", "faults": faults})
        checked = check(named(content))
        faults = [
            {"part": f.part, "path": [str(p) for p in f.path], "key": f.key, "words": f.words}
            for f in checked.faults
        ]
        digest = checked.rules.digest if checked.rules else ""
        return Response({"holds": checked.rules is not None, "digest": digest, "faults": faults})
