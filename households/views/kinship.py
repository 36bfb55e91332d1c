"""Pages of 回避: own declarations, those below, opening in an emergency and its review."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import Act, may, may_somewhere
from accounts.roles import CASE_ROLES, Role
from accounts.views.base import Page
from households.forms.rights import (
    ConfirmEndForm,
    PersonTieForm,
    ReasonOnlyForm,
    ReviewOpeningForm,
    TieForm,
)
from households.models import EmergencyOpening, Kinship
from households.queries.kinship import openings_to_review, own_ties, ties_under
from households.transitions.kinship import (
    ask_to_end,
    confirm_end,
    declare,
    declare_person,
    open_in_emergency,
    review_opening,
)
from households.views.of_household import OfHousehold
from households.views.rights_page import RightsPage

ABOVE = frozenset({Role.TOWNSHIP_FEDERATION, Role.COUNTY_FEDERATION})
SHOWN = 200


class KinshipList(Page):
    """回避申报: one's own, and, for the level above, those of the workers below."""

    audience = CASE_ROLES
    template_name = "households/kinship/list.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        above = may_somewhere(self.user, Act.KINSHIP_END)
        own = list(own_ties(self.user))
        under = list(ties_under(self.user)[:SHOWN]) if above else []
        shown = [t.household for t in (*own, *under) if t.household is not None]
        self.note_reading(shown)
        return self.page(
            own=own,
            under=under,
            above=above,
            openings=list(openings_to_review(self.user)) if above else [],
        )


class KinshipPage(RightsPage):
    """A form of 回避."""

    audience = CASE_ROLES

    def back(self) -> tuple[str, str]:
        return reverse("households:kinship_list"), _("回避申报")


class KinshipPerson(KinshipPage):
    """Declare a person by ID number."""

    form_class = PersonTieForm
    title = gettext_lazy("申报亲属或有利害关系的人")
    button = gettext_lazy("申报回避")
    intro = gettext_lazy(
        "申报后，这个人所在家庭的档案对您关闭，也不会安排您包户。对方有没有档案，系统不作答复。"
    )

    def perform(self, data: dict[str, Any]) -> str:
        declare_person(by=self.user, **data)
        messages.success(self.request, _("已申报，立即生效。"))
        return self.back()[0]


class HouseholdTie(OfHousehold, KinshipPage):
    """Declare one's tie to a household."""

    form_class = TieForm
    title = gettext_lazy("申报回避")
    button = gettext_lazy("申报回避")
    intro = gettext_lazy("申报后，这一户的档案对您关闭，也不会安排您包户。解除要由上一级妇联确认。")

    def back(self) -> tuple[str, str]:
        return self.home(), _("家庭信息")

    def context(self) -> dict[str, Any]:
        home = self.household
        return super().context() | {"sub": f"{home.head_name}，{home.village.name}"}

    def perform(self, data: dict[str, Any]) -> str:
        declare(self.household, by=self.user, **data)
        messages.success(self.request, _("已申报回避，立即生效。"))
        return reverse("households:kinship_list")


class EmergencyOpen(HouseholdTie):
    """紧急打开."""

    form_class = ReasonOnlyForm  # type: ignore[assignment]
    title = gettext_lazy("紧急打开")
    button = gettext_lazy("打开 24 小时")
    tone = "btn-end"
    intro = gettext_lazy(
        "有人正处在危险中、又没有别人可以处置时才用。打开后回避暂停 24 小时，到时自动恢复；"
        "上一级妇联马上知道，次日复核。受保护档案不因此打开。"
    )

    def perform(self, data: dict[str, Any]) -> str:
        open_in_emergency(self.household, by=self.user, **data)
        messages.warning(
            self.request, _("已登记，回避暂停 24 小时，上一级妇联次日复核。情况紧急请先报警。")
        )
        return self.back()[0]


class KinshipEnd(KinshipPage):
    """Ask to end one's own tie, or, from above, decide."""

    form_class = ReasonOnlyForm
    title = gettext_lazy("解除回避")
    button = gettext_lazy("提交")
    tie: Kinship

    def prepare(self) -> None:
        rows = Kinship.objects.select_related("household", "village", "person")
        self.tie = rows.fetch(self.user, uid=self.kwargs["uid"])
        if not self.own and not may(self.user, Act.KINSHIP_END, self.tie.village_id):
            raise Http404  # who is whose relative is no colleague's business
        self.form_class = ReasonOnlyForm if self.own else ConfirmEndForm  # type: ignore[misc]

    @property
    def own(self) -> bool:
        """Whether it is the asker's own tie."""
        return self.tie.person_id == self.user.pk

    def context(self) -> dict[str, Any]:
        words = (
            _("申请解除后由上一级妇联确认，确认前仍要回避。") if self.own else self.tie.end_reason
        )
        return super().context() | {
            "sub": f"{self.tie.person.name}，{self.tie.get_kind_display()}",
            "intro": words,
        }

    def perform(self, data: dict[str, Any]) -> str:
        if self.own:
            ask_to_end(self.tie, by=self.user, reason=data["reason"])
            messages.success(self.request, _("已申请，等上一级妇联确认。"))
        else:
            agreed = data["agreed"] == "1"
            confirm_end(self.tie, agreed=agreed, reason=data["reason"], by=self.user)
            messages.success(self.request, _("已解除回避。") if agreed else _("不解除，已记下。"))
        return self.back()[0]


class OpeningReview(KinshipPage):
    """复核紧急打开."""

    audience = ABOVE
    form_class = ReviewOpeningForm
    title = gettext_lazy("复核紧急打开")
    button = gettext_lazy("复核")
    opening: EmergencyOpening

    def prepare(self) -> None:
        rows = EmergencyOpening.objects.select_related("household", "village", "person")
        self.opening = rows.fetch(self.user, uid=self.kwargs["uid"])
        self.note_reading([self.opening], self.opening.village_id)

    def context(self) -> dict[str, Any]:
        return super().context() | {"opening_row": self.opening}

    def perform(self, data: dict[str, Any]) -> str:
        review_opening(self.opening, by=self.user, **data)
        messages.success(self.request, _("已复核。"))
        return self.back()[0]
