"""API of matters: the list, one opened, taking in; the same verbs, reach and refusals as pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Scoped
from accounts.identity import mask_id
from accounts.refusals import Invalid
from accounts.roles import CASE_ROLES
from disputes.filters import MatterFilter
from disputes.models import Category, Matter, Party, Source
from disputes.models.matter import MatterQuerySet
from disputes.queries.contact import caller_phone
from disputes.queries.matter import listed, opened, places_of
from disputes.transitions.intake import register
from disputes.transitions.matter import Caller, Person


class MatterOut(serializers.ModelSerializer[Matter]):
    """A line of the list: names masked, nothing of what it is about."""

    title = serializers.CharField(source="masked_title")
    place = serializers.IntegerField(source="place_id")
    place_label = serializers.CharField(source="place.name")
    unit = serializers.IntegerField(source="unit_id")
    unit_label = serializers.CharField(source="unit.name")
    owner = serializers.CharField(source="owner.name")
    status_label = serializers.CharField(source="get_status_display")
    route_label = serializers.CharField(source="get_route_display")
    channel_label = serializers.CharField(source="get_channel_display")

    class Meta:
        model = Matter
        fields = (
            "uid",
            "title",
            "place",
            "place_label",
            "unit",
            "unit_label",
            "owner",
            "status",
            "status_label",
            "route",
            "route_label",
            "channel",
            "channel_label",
            "category",
            "received_on",
            "sorted_on",
            "closed_on",
        )


class PersonOut(serializers.ModelSerializer[Party]):
    """A party; numbers masked (C5)."""

    name = serializers.CharField()
    phone = serializers.SerializerMethodField()
    id_number = serializers.SerializerMethodField()

    class Meta:
        model = Party
        fields = ("side", "name", "phone", "id_number")

    def get_phone(self, party: Party) -> str:
        """138****8000."""
        return party.contact_words or party.masked_phone

    def get_id_number(self, party: Party) -> str:
        """990101********0014."""
        return mask_id(party.id_number) if party.id_number else ""


class MatterDetailOut(MatterOut):
    """An opened record."""

    title = serializers.CharField()
    brief = serializers.CharField()
    request = serializers.CharField()
    outcome = serializers.CharField()
    receipt = serializers.CharField()
    caller_name = serializers.CharField()
    caller_phone = serializers.SerializerMethodField()
    parties = PersonOut(many=True)

    class Meta(MatterOut.Meta):
        fields = (  # type: ignore[assignment]
            *MatterOut.Meta.fields,
            "anonymous",
            "caller",
            "caller_name",
            "caller_phone",
            "brief",
            "request",
            "outcome",
            "receipt",
            "version",
            "parties",
        )

    def get_caller_phone(self, matter: Matter) -> str:
        """138****8000."""
        return caller_phone(matter)


class PersonIn(serializers.Serializer[Party]):
    """A party; only side and name are wanted."""

    side = serializers.ChoiceField(choices=Party.Side.choices)
    name = serializers.CharField(max_length=40)
    phone = serializers.CharField(max_length=30, required=False, allow_blank=True)
    id_number = serializers.CharField(max_length=20, required=False, allow_blank=True)


class CallerIn(serializers.Serializer[Matter]):
    """Who spoke."""

    kind = serializers.ChoiceField(choices=Matter.Caller.choices, required=False, allow_blank=True)
    name = serializers.CharField(max_length=40, required=False, allow_blank=True)
    phone = serializers.CharField(max_length=30, required=False, allow_blank=True)
    anonymous = serializers.BooleanField(required=False)


class ReceiveIn(serializers.Serializer[Matter]):
    """来件登记. place: the village, or the township or county where it is not known. protect: the
    answer to the question about protection, which is asked with 422 where the words call for it."""

    place = serializers.IntegerField()
    channel = serializers.ChoiceField(choices=Source.choices)
    brief = serializers.CharField(max_length=2000)
    request = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    category = serializers.ChoiceField(choices=Category.choices, required=False, allow_blank=True)
    caller = CallerIn(required=False)
    people = PersonIn(many=True, required=False)
    child_harmed = serializers.BooleanField(required=False)
    protect = serializers.BooleanField(required=False, allow_null=True)
    unprotected_reason = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    received_on = serializers.DateField(required=False)
    client_uuid = serializers.UUIDField(required=False)


class MatterViewSet(mixins.ListModelMixin, Scoped):
    """Matters inside the reach; every verb answers with the opened record."""

    audience = CASE_ROLES
    serializer_class = MatterOut
    queryset = Matter.objects.none()
    filterset_class = MatterFilter
    logs_reading = True

    def get_queryset(self) -> MatterQuerySet:
        return listed(self.user)

    @extend_schema(responses=MatterDetailOut)
    def retrieve(self, request: Request, uid: UUID) -> Response:
        """One opened record; the reading is logged."""
        return self.opened(uid)

    @extend_schema(request=ReceiveIn, responses={201: MatterDetailOut})
    def create(self, request: Request) -> Response:
        """来件登记. The same client_uuid again answers with the first record."""
        data = self.typed(ReceiveIn)
        code = data.pop("place")
        place = next((d for d in places_of(self.user) if d.code == code), None)
        if place is None:
            raise Invalid({"place": _("请选您工作范围内的地方。")})
        made = register(
            place=place,
            caller=Caller(**data.pop("caller", {})),
            people=[Person(**one) for one in data.pop("people", [])],
            by=self.user,
            **data,
        )
        return self.opened(made.uid, status.HTTP_201_CREATED)

    def opened(self, uid: UUID, code: int = status.HTTP_200_OK) -> Response:
        """The record as it is now."""
        row: Any = opened(self.user, uid)
        self.note_reading([row])
        return Response(MatterDetailOut(row).data, status=code)
