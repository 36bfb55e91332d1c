"""Pages of hand-overs between villages: offer, list, accept, send back, take back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.acts import Act, may
from accounts.roles import CASE_ROLES, Role
from accounts.views.base import Page, VerbPage
from campaigns.models import Division
from households.forms.steps import AcceptForm, ConfirmForm, DeclineForm, MoveForm
from households.models import HouseholdMove
from households.queries.household import next_number
from households.queries.people import moves, villages_by_town
from households.transitions.move import accept_move, decline_move, offer_move, withdraw_move
from households.views.steps import HouseholdStep


class MoveNew(HouseholdStep):
    """提出迁移."""

    form_class = MoveForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"villages": villages_by_town(self.household.village_id)}

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "title": _("迁往县内别的村"),
            "button": _("提出移交"),
            "hint": _("对方村接收之前仍归本村，包户、走访和期限照旧。迁往外县的，请登记迁出。"),
        }

    def perform(self, data: dict[str, Any]) -> str:
        village = Division.objects.get(pk=data.pop("village"))
        offer_move(self.household, village=village, by=self.user, **data)
        messages.success(self.request, _("已提出移交，等对方村接收。"))
        return self.home()


class MoveList(Page):
    """Hand-overs from and to the reader's places."""

    audience = CASE_ROLES
    template_name = "households/move/list.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = moves(self.user)
        self.note_reading(rows)
        for row in rows:
            waits = row.status == "offered"
            row.may_answer = waits and may(self.user, Act.HOUSEHOLD_MOVE, row.village_id)  # type: ignore[attr-defined]
            row.may_withdraw = waits and may(self.user, Act.HOUSEHOLD_MOVE, row.from_village_id)  # type: ignore[attr-defined]
        return self.page(rows=rows, unit=self.user.main_posting)


class MoveVerb(VerbPage):
    """A form about one hand-over."""

    audience = frozenset({Role.VILLAGE_MEDIATOR})
    template_name = "households/move/act.html"
    move: HouseholdMove

    def prepare(self) -> None:
        rows = HouseholdMove.objects.select_related("village", "from_village__parent")
        self.move = rows.fetch(self.user, uid=self.kwargs["uid"])
        self.note_reading([self.move], self.move.village_id)

    def context(self) -> dict[str, Any]:
        return {"move": self.move, "back_url": reverse("households:move_list")} | self.words()

    def words(self) -> dict[str, Any]:
        """Title, button, hint."""
        raise NotImplementedError


class MoveAccept(MoveVerb):
    """接收."""

    form_class = AcceptForm

    def initial(self) -> dict[str, Any]:
        return {"number": next_number(self.move.village)}

    def words(self) -> dict[str, Any]:
        return {
            "title": _("接收迁入家庭"),
            "button": _("接收"),
            "hint": _("接收后成员一并登记到本村；原村的经过留在原村。在册的家庭请尽快研判、列入。"),
        }

    def perform(self, data: dict[str, Any]) -> str:
        new = accept_move(self.move, by=self.user, **data)
        if self.move.tier:
            messages.warning(
                self.request, _("已接收。这一户在原村在册，请尽快列入在册、确定包户人。")
            )
        else:
            messages.success(self.request, _("已接收，请核对住址和成员。"))
        return reverse("households:household_detail", args=[new.uid])


class MoveDecline(MoveVerb):
    """退回."""

    form_class = DeclineForm

    def words(self) -> dict[str, Any]:
        return {
            "title": _("退回移交"),
            "button": _("退回"),
            "ends": True,
            "hint": _("退回后这一户仍归原村。"),
        }

    def perform(self, data: dict[str, Any]) -> str:
        decline_move(self.move, by=self.user, **data)
        messages.success(self.request, _("已退回。"))
        return reverse("households:move_list")


class MoveWithdraw(MoveVerb):
    """撤回."""

    form_class = ConfirmForm

    def words(self) -> dict[str, Any]:
        return {
            "title": _("撤回移交"),
            "button": _("撤回"),
            "ends": True,
            "hint": _("撤回后这一户仍归本村。"),
        }

    def perform(self, data: dict[str, Any]) -> str:
        withdraw_move(self.move, by=self.user)
        messages.success(self.request, _("已撤回。"))
        return reverse("households:move_list")
