"""API of members, hand-overs between villages and the county's matches; the pages' verbs."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Scoped
from accounts.proof import ProvenForm, is_fresh
from accounts.refusals import Invalid
from accounts.roles import CASE_ROLES, Role
from campaigns.models import Division
from households.api.serializers.member import (
    MatchIn,
    MatchOut,
    MemberChange,
    MemberDeathIn,
    MemberLeaveIn,
    MemberOut,
    MemberWhole,
    MoveAcceptIn,
    MoveDeclineIn,
    MoveIn,
    MoveOut,
    ReturnIn,
    RevealIn,
    UndoIn,
)
from households.models import Household, HouseholdMove, Member, PersonMatch
from households.models.member import MemberQuerySet
from households.transitions.member import (
    change_member,
    leave_member,
    record_death,
    return_member,
)
from households.transitions.move import accept_move, decline_move, offer_move, withdraw_move
from households.transitions.person import decide_match, reveal_member, undo_match


class MemberViewSet(mixins.RetrieveModelMixin, Scoped):
    """Members inside the reach, masked; they are listed and added under their household."""

    audience = CASE_ROLES
    serializer_class = MemberOut
    queryset = Member.objects.none()

    def get_queryset(self) -> MemberQuerySet:
        rows: MemberQuerySet = Member.objects.visible_to(self.user).select_related("household")
        return rows

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One member; the reading is logged."""
        row = self.get_queryset().fetch(self.user, uid=kwargs["uid"])
        self.note_reading([row])
        return Response(MemberOut(row).data)

    @extend_schema(request=MemberChange, responses=MemberOut)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, uid: str) -> Response:
        """Correct a member."""
        data = _valid(MemberChange(data=request.data))
        version = data.pop("version")
        row = change_member(self._row(uid), values=data, version=version, by=self.user)
        return Response(MemberOut(row).data)

    @extend_schema(request=MemberLeaveIn, responses=MemberOut)
    @action(detail=True, methods=["post"])
    def leave(self, request: Request, uid: str) -> Response:
        """A member leaves the household."""
        return self._gone(leave_member, MemberLeaveIn(data=request.data), uid)

    @extend_schema(request=MemberDeathIn, responses=MemberOut)
    @action(detail=True, methods=["post"])
    def death(self, request: Request, uid: str) -> Response:
        """A member died."""
        return self._gone(record_death, MemberDeathIn(data=request.data), uid)

    @extend_schema(request=ReturnIn, responses=MemberOut)
    @action(detail=True, methods=["post"], url_path="return", url_name="return")
    def return_(self, request: Request, uid: str) -> Response:
        """A member entered as gone comes back."""
        return self._gone(return_member, ReturnIn(data=request.data), uid)

    @extend_schema(request=RevealIn, responses=MemberWhole)
    @action(detail=True, methods=["post"])
    def reveal(self, request: Request, uid: str) -> Response:
        """The whole numbers, once, with a reason that is logged."""
        data = _valid(RevealIn(data=request.data))
        row = self._row(uid)
        _prove(request, data)
        shown = reveal_member(
            row, reason=data["reason"], by=self.user, page="households:api_member-reveal"
        )
        return Response(MemberWhole(shown).data)

    def _row(self, uid: str) -> Member:
        return self.get_queryset().fetch(self.user, uid=uid)

    def _gone(self, verb: Any, data: Any, uid: str) -> Response:
        values, row = _valid(data), self._row(uid)
        heir = values.pop("new_head", None)
        if heir is not None:
            values["new_head"] = self.get_queryset().fetch(self.user, uid=heir)
        return Response(MemberOut(verb(row, by=self.user, **values)).data)


class MoveViewSet(mixins.ListModelMixin, Scoped):
    """Hand-overs from and to the reach."""

    audience = CASE_ROLES
    serializer_class = MoveOut
    queryset = HouseholdMove.objects.none()
    logs_reading = True

    def get_queryset(self) -> Any:
        return HouseholdMove.objects.visible_to(self.user)

    @extend_schema(request=MoveIn, responses={201: MoveOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Offer a household to another village."""
        data = _valid(MoveIn(data=request.data))
        home = Household.objects.fetch(self.user, uid=data.pop("household"))
        village = Division.objects.filter(pk=data.pop("village")).first()
        if village is None:
            raise Invalid({"village": _("没有这个区划代码。")})
        move = offer_move(home, village=village, by=self.user, **data)
        return Response(MoveOut(move).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=MoveAcceptIn, responses=MoveOut)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, uid: str) -> Response:
        """Take the household in."""
        data, move = _valid(MoveAcceptIn(data=request.data)), self._row(uid)
        accept_move(move, by=self.user, **data)
        return Response(MoveOut(self._row(uid)).data)

    @extend_schema(request=MoveDeclineIn, responses=MoveOut)
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, uid: str) -> Response:
        """Send the offer back."""
        data, move = _valid(MoveDeclineIn(data=request.data)), self._row(uid)
        return Response(MoveOut(decline_move(move, by=self.user, **data)).data)

    @extend_schema(request=None, responses=MoveOut)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, uid: str) -> Response:
        """Take the offer back."""
        return Response(MoveOut(withdraw_move(self._row(uid), by=self.user)).data)

    def _row(self, uid: str) -> HouseholdMove:
        return HouseholdMove.objects.fetch(self.user, uid=uid)


class MatchViewSet(mixins.ListModelMixin, Scoped):
    """The county's decisions on who is one person."""

    audience = frozenset({Role.COUNTY_FEDERATION})
    serializer_class = MatchOut
    queryset = PersonMatch.objects.none()
    logs_reading = True

    def get_queryset(self) -> Any:
        return PersonMatch.objects.visible_to(self.user).select_related("first", "second")

    @extend_schema(request=MatchIn, responses={201: MatchOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Decide on two members."""
        data = _valid(MatchIn(data=request.data))
        pair = [Member.objects.fetch(self.user, uid=data.pop(n)) for n in ("first", "second")]
        match = decide_match(*pair, by=self.user, **data)
        return Response(MatchOut(match).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=UndoIn, responses=MatchOut)
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, uid: str) -> Response:
        """Take a decision back."""
        data = _valid(UndoIn(data=request.data))
        match = PersonMatch.objects.fetch(self.user, uid=uid)
        return Response(MatchOut(undo_match(match, by=self.user, **data)).data)


def _valid(data: Any) -> dict[str, Any]:
    data.is_valid(raise_exception=True)
    return dict(data.validated_data)


def _prove(request: Request, data: dict[str, Any]) -> None:
    """The same proof as on the pages: a password given in the last ten minutes, or now."""
    if is_fresh(request._request):
        return
    form = ProvenForm({"password": data.get("password", "")}, request=request._request)
    if not form.is_valid():
        raise Invalid({"password": "".join(map(str, form.errors["password"]))})
