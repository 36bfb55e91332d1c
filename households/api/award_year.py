"""API of a year's awarding: rules, places, slips to other bodies, revocations; the same verbs as
the pages. Whether a household has to wait, and what a body answered, is told nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.http import Http404
from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Scoped
from accounts.roles import CASE_ROLES, Role
from campaigns.models import Division, Level
from households.api.honour import year_of
from households.api.serializers import award_year as shapes
from households.models import Award, AwardRevocation, AwardRules, AwardSlip
from households.models.rank import OWN
from households.queries.award_quota import table_of
from households.queries.award_rules import rules_now
from households.queries.award_slip import slips
from households.transitions import award_revoke as revoking
from households.transitions import award_slip as slip_verbs
from households.transitions.award_rules import set_quota, set_rules

OFFICES = frozenset({Role.TOWNSHIP_FEDERATION, Role.COUNTY_FEDERATION})
CREATED = status.HTTP_201_CREATED


class AwardRulesViewSet(mixins.ListModelMixin, Scoped):
    """Versions of the 创评办法, the newest first."""

    audience = CASE_ROLES
    serializer_class = shapes.RulesOut
    queryset = AwardRules.objects.none()
    filterset_fields = ("campaign__year",)

    def get_queryset(self) -> models.QuerySet[AwardRules]:
        rows = AwardRules.objects.visible_to(self.user).select_related("campaign")
        return rows.order_by("-campaign__year", "-number")

    @extend_schema(request=shapes.RulesIn, responses={201: shapes.RulesOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Publish the next version."""
        data = shapes.RulesIn(data=request.data)
        data.is_valid(raise_exception=True)
        note = data.validated_data.get("note", "")
        made = set_rules(year_of(self.user), rules=data.rules(), note=note, by=self.user)
        return Response(shapes.RulesOut(made).data, status=CREATED)


class AwardQuotaViewSet(Scoped):
    """名额 of the villages of a township (?town=CODE, else one's own or the first)."""

    audience: ClassVar[frozenset[Role]] = OFFICES
    serializer_class = shapes.QuotaLineOut
    queryset = AwardRules.objects.none()
    pagination_class = None
    filter_backends = ()

    @extend_schema(
        parameters=[OpenApiParameter("town", int)], responses=shapes.QuotaLineOut(many=True)
    )
    def list(self, request: Request) -> Response:
        """Places of every village and level."""
        towns = Division.objects.in_reach(self.user).filter(level=Level.TOWNSHIP).current()
        asked = request.query_params.get("town", "")
        if asked:
            towns = towns.filter(code=int(asked) if asked.isdecimal() and len(asked) == 12 else 0)
        town = towns.order_by("code").first()
        if town is None:
            raise Http404
        return Response(self._lines(list(Division.objects.current().below(town, Level.VILLAGE))))

    @extend_schema(request=shapes.QuotaIn, responses=shapes.QuotaLineOut)
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Give a village places of its own, or its share again."""
        data = self.typed(shapes.QuotaIn)
        rows = Division.objects.in_reach(self.user)
        village = rows.filter(code=data.pop("village")).first()
        if village is None:
            raise Http404
        set_quota(year_of(self.user), village=village, by=self.user, **data)
        return Response(self._lines([village])[0])

    def _lines(self, villages: Sequence[Division]) -> Sequence[dict[str, Any]]:
        campaign = year_of(self.user)
        lines = table_of(villages, campaign.pk, rules_now(campaign.pk))
        shown = [
            {
                "village": line.village.code,
                "village_label": line.village.name,
                "households": line.homes,
                "quotas": [
                    {"rank": rank, "percent": q.percent, "allowed": q.allowed}
                    | {"used": q.used, "left": q.left}
                    for rank, q in zip(OWN, line.quotas, strict=True)
                ],
            }
            for line in lines
        ]
        return [dict(shapes.QuotaLineOut(line).data) for line in shown]


class AwardSlipViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """联审单: sent, listed, taken back. It tells that an answer came, never which."""

    audience = OFFICES
    serializer_class = shapes.SlipOut
    queryset = AwardSlip.objects.none()
    filterset_fields = ("campaign__year", "body", "status")

    def get_queryset(self) -> models.QuerySet[AwardSlip]:
        return slips(self.user).prefetch_related("lines__award")

    def _made(self, slip: AwardSlip, token: str, code: int) -> Response:
        row = self.get_queryset().get(pk=slip.pk)
        path = reverse("households:award_slip_public", args=[token])
        row.link = self.request.build_absolute_uri(path)  # type: ignore[attr-defined]
        return Response(shapes.SlipMadeOut(row).data, status=code)

    @extend_schema(request=shapes.SlipIn, responses={201: shapes.SlipMadeOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Send candidates to another body; its link is told this once."""
        data = self.typed(shapes.SlipIn)
        place = self.user.postings_today[0].division
        slip, token = slip_verbs.send(data.pop("awards"), place=place, by=self.user, **data)
        return self._made(slip, token, CREATED)

    @extend_schema(request=shapes.SlipRevokeIn, responses=shapes.SlipOut)
    @action(detail=True, methods=["post"])
    def revoke(self, request: Request, uid: UUID) -> Response:
        """Take one back that is out; its link is dead."""
        data = self.typed(shapes.SlipRevokeIn)
        slip = AwardSlip.objects.fetch(self.user, uid=uid)
        row = slip_verbs.revoke(slip, by=self.user, **data)
        return Response(shapes.SlipOut(self.get_queryset().get(pk=row.pk)).data)


class AwardRevocationViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """摘牌, step by step; nobody loses a title unheard."""

    audience = CASE_ROLES
    serializer_class = shapes.RevocationOut
    queryset = AwardRevocation.objects.none()
    filterset_fields = ("status",)
    logs_reading = True

    def get_queryset(self) -> models.QuerySet[AwardRevocation]:
        return AwardRevocation.objects.visible_to(self.user).select_related("award")

    def _step(self, uid: UUID, verb: Any, data: dict[str, Any]) -> Response:
        verb(AwardRevocation.objects.fetch(self.user, uid=uid), by=self.user, **data)
        return self._answer(self.get_queryset().get(uid=uid))

    def _answer(self, row: AwardRevocation, code: int = status.HTTP_200_OK) -> Response:
        self.note_reading([row])
        return Response(shapes.RevocationOut(row).data, status=code)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One revocation."""
        return self._answer(self.get_object())

    @extend_schema(request=shapes.RevocationIn, responses={201: shapes.RevocationOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Put the facts down (提出摘牌)."""
        data = self.typed(shapes.RevocationIn)
        award = Award.objects.fetch(self.user, uid=data.pop("award"))
        return self._answer(revoking.open_revocation(award, by=self.user, **data), CREATED)

    @extend_schema(request=shapes.RevocationWordsIn, responses=shapes.RevocationOut)
    @action(detail=True, methods=["post"])
    def opinion(self, request: Request, uid: UUID) -> Response:
        """What the village says."""
        return self._step(uid, revoking.village_opinion, self.typed(shapes.RevocationWordsIn))

    @extend_schema(request=shapes.RevocationWordsIn, responses=shapes.RevocationOut)
    @action(detail=True, methods=["post"])
    def propose(self, request: Request, uid: UUID) -> Response:
        """What the township proposes."""
        return self._step(uid, revoking.propose, self.typed(shapes.RevocationWordsIn))

    @extend_schema(request=shapes.RevocationHearIn, responses=shapes.RevocationOut)
    @action(detail=True, methods=["post"])
    def hear(self, request: Request, uid: UUID) -> Response:
        """The household was heard."""
        return self._step(uid, revoking.hear, self.typed(shapes.RevocationHearIn))

    @extend_schema(request=shapes.RevocationDecideIn, responses=shapes.RevocationOut)
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, uid: UUID) -> Response:
        """The county decides."""
        return self._step(uid, revoking.decide, self.typed(shapes.RevocationDecideIn))

    @extend_schema(request=shapes.RevocationBackIn, responses=shapes.RevocationOut)
    @action(detail=True, methods=["post"], url_path="plate-back")
    def plate_back(self, request: Request, uid: UUID) -> Response:
        """The plate came back."""
        return self._step(uid, revoking.plate_back, self.typed(shapes.RevocationBackIn))

    @extend_schema(request=shapes.RevocationCorrectIn, responses=shapes.RevocationOut)
    @action(detail=True, methods=["post"])
    def correct(self, request: Request, uid: UUID) -> Response:
        """The public correction."""
        return self._step(uid, revoking.correct, self.typed(shapes.RevocationCorrectIn))
