"""API of hand-overs, supervision cards and referrals; the same verbs, reach and refusals as the
pages. What starts one names its matter."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Scoped
from accounts.models import User
from accounts.refusals import Invalid
from accounts.roles import CASE_ROLES
from campaigns.models import Division
from disputes.api import flow_shapes as shapes
from disputes.flow_filters import CardFilter, HandOverFilter, ReferralFilter
from disputes.models import Matter, MatterHandOver, Referral, SupervisionCard
from disputes.models.matter_hand_over import MatterHandOverQuerySet
from disputes.models.referral import ReferralQuerySet
from disputes.models.supervision_card import SupervisionCardQuerySet
from disputes.queries import card as card_queries
from disputes.queries import hand_over as hand_over_queries
from disputes.queries import referral as referral_queries
from disputes.transitions import card, hand_over, referral
from disputes.transitions.hand_over import Ground
from disputes.transitions.referral import Reply, Slip


class _Flow(mixins.ListModelMixin, Scoped):
    """A list and its verbs; each answers with the row as it stands."""

    audience = CASE_ROLES
    logs_reading = True
    shape: type[serializers.BaseSerializer[Any]]

    def shown(self, uid: UUID, code: int = status.HTTP_200_OK, **more: Any) -> Response:
        """The row, with the reading logged."""
        row = self.get_queryset().fetch(self.user, uid=uid)  # type: ignore[attr-defined]
        self.note_reading([row])
        return Response(dict(self.get_serializer(row).data) | more, status=code)

    def matter(self, uid: UUID) -> Matter:
        """The matter a verb begins on, or 404."""
        return Matter.objects.fetch(self.user, uid=uid)


class MatterHandOverViewSet(_Flow):
    """移交: offered, accepted, refused, recalled, done."""

    serializer_class = shapes.MatterHandOverOut
    queryset = MatterHandOver.objects.none()
    filterset_class = HandOverFilter

    def get_queryset(self) -> MatterHandOverQuerySet:
        return hand_over_queries.rows(self.user)

    @extend_schema(responses=shapes.MatterHandOverOut)
    def retrieve(self, request: Request, uid: UUID) -> Response:
        """One hand-over."""
        return self.shown(uid)

    @extend_schema(request=shapes.OfferIn, responses={201: shapes.MatterHandOverOut})
    def create(self, request: Request) -> Response:
        """提出移交."""
        data = self.typed(shapes.OfferIn)
        unit = Division.objects.filter(code=data["unit"]).first()
        if unit is None:
            raise Invalid({"unit": _("没有这个单位。")})
        name = data.get("taking", "")
        taking = User.objects.filter(username=name, is_system=False).first() if name else None
        if name and taking is None:
            raise Invalid({"taking": _("请选这个单位里能接收的人。")})
        made = hand_over.offer(
            self.matter(data["matter"]),
            unit=unit,
            taking=taking,
            asked=data["asked"],
            ground=Ground(data.get("basis", ""), data.get("consent_on"), data.get("ground", "")),
            urgent=data.get("urgent", False),
            version=data.get("version"),
            by=self.user,
        )
        return self.shown(made.uid, status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=shapes.MatterHandOverOut)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, uid: UUID) -> Response:
        """接收."""
        hand_over.accept(self._row(uid), by=self.user)
        return self.shown(uid)

    @extend_schema(request=shapes.ReasonIn, responses=shapes.MatterHandOverOut)
    @action(detail=True, methods=["post"])
    def refuse(self, request: Request, uid: UUID) -> Response:
        """不接收."""
        hand_over.refuse(self._row(uid), by=self.user, **self.typed(shapes.ReasonIn))
        return self.shown(uid)

    @extend_schema(request=shapes.ReasonIn, responses=shapes.MatterHandOverOut)
    @action(detail=True, methods=["post"])
    def recall(self, request: Request, uid: UUID) -> Response:
        """撤回."""
        hand_over.recall(self._row(uid), by=self.user, **self.typed(shapes.ReasonIn))
        return self.shown(uid)

    @extend_schema(request=shapes.ToldIn, responses=shapes.MatterHandOverOut)
    @action(detail=True, methods=["post"])
    def finish(self, request: Request, uid: UUID) -> Response:
        """回告办理情况."""
        hand_over.finish(self._row(uid), by=self.user, **self.typed(shapes.ToldIn))
        return self.shown(uid)

    def _row(self, uid: UUID) -> MatterHandOver:
        return MatterHandOver.objects.fetch(self.user, uid=uid)


class CardViewSet(_Flow):
    """督办: issued, answered, turned red, lifted."""

    serializer_class = shapes.CardOut
    queryset = SupervisionCard.objects.none()
    filterset_class = CardFilter

    def get_queryset(self) -> SupervisionCardQuerySet:
        return card_queries.listed(self.user)

    @extend_schema(responses=shapes.CardOut)
    def retrieve(self, request: Request, uid: UUID) -> Response:
        """One card."""
        return self.shown(uid)

    @extend_schema(request=shapes.CardIn, responses={201: shapes.CardOut})
    def create(self, request: Request) -> Response:
        """发督办单."""
        data = self.typed(shapes.CardIn)
        made = card.issue(self.matter(data.pop("matter")), by=self.user, **data)
        return self.shown(made.uid, status.HTTP_201_CREATED)

    @extend_schema(request=shapes.ToldIn, responses=shapes.CardOut)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, uid: UUID) -> Response:
        """答复督办."""
        card.answer(self._row(uid), by=self.user, **self.typed(shapes.ToldIn))
        return self.shown(uid)

    @extend_schema(request=shapes.ReddenIn, responses=shapes.CardOut)
    @action(detail=True, methods=["post"])
    def redden(self, request: Request, uid: UUID) -> Response:
        """改为红牌."""
        card.redden(self._row(uid), by=self.user, **self.typed(shapes.ReddenIn))
        return self.shown(uid)

    @extend_schema(request=shapes.ReasonIn, responses=shapes.CardOut)
    @action(detail=True, methods=["post"])
    def lift(self, request: Request, uid: UUID) -> Response:
        """解除督办."""
        card.lift(self._row(uid), by=self.user, **self.typed(shapes.ReasonIn))
        return self.shown(uid)

    def _row(self, uid: UUID) -> SupervisionCard:
        return SupervisionCard.objects.fetch(self.user, uid=uid)


class ReferralViewSet(_Flow):
    """转介: sent, taken back, issued anew, its paper return. `link` is told once, by the answer to
    sending and issuing anew, and kept nowhere."""

    serializer_class = shapes.ReferralOut
    queryset = Referral.objects.none()
    filterset_class = ReferralFilter

    def get_queryset(self) -> ReferralQuerySet:
        return referral_queries.listed(self.user)

    @extend_schema(responses=shapes.ReferralOut)
    def retrieve(self, request: Request, uid: UUID) -> Response:
        """One referral."""
        return self.shown(uid)

    @extend_schema(request=shapes.ReferIn, responses={201: shapes.LinkOut})
    def create(self, request: Request) -> Response:
        """开转介单."""
        data = self.typed(shapes.ReferIn)
        matter, version = self.matter(data.pop("matter")), data.pop("version", None)
        made, token = referral.send(matter, slip=Slip(**data), version=version, by=self.user)
        return self.shown(made.uid, status.HTTP_201_CREATED, link=self._link(token))

    @extend_schema(request=shapes.ReissueIn, responses=shapes.LinkOut)
    @action(detail=True, methods=["post"])
    def reissue(self, request: Request, uid: UUID) -> Response:
        """重开转介单."""
        data = self.typed(shapes.ReissueIn)
        _row, token = referral.reissue(self._row(uid), by=self.user, **data)
        return self.shown(uid, link=self._link(token))

    @extend_schema(request=shapes.ReasonIn, responses=shapes.ReferralOut)
    @action(detail=True, methods=["post"])
    def revoke(self, request: Request, uid: UUID) -> Response:
        """撤回转介单."""
        referral.revoke(self._row(uid), by=self.user, **self.typed(shapes.ReasonIn))
        return self.shown(uid)

    @extend_schema(request=shapes.PaperIn, responses=shapes.ReferralOut)
    @action(detail=True, methods=["post"], url_path="paper-return")
    def paper_return(self, request: Request, uid: UUID) -> Response:
        """录入纸质回执."""
        data = self.typed(shapes.PaperIn)
        received_on = data.pop("received_on")
        reply = Reply(**data)
        referral.enter_paper(self._row(uid), reply=reply, received_on=received_on, by=self.user)
        return self.shown(uid)

    def _row(self, uid: UUID) -> Referral:
        return Referral.objects.fetch(self.user, uid=uid)

    def _link(self, token: str) -> str:
        return self.request.build_absolute_uri(reverse("disputes:slip", args=[token]))
