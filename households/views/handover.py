"""Pages of hand-overs: those that wait, one of them, and the answers."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act, may
from accounts.moments import require_moment
from accounts.roles import CASE_ROLES
from accounts.templatetags.words import mask_name
from accounts.views.base import ListPage, Page
from accounts.views.verb import PlainVerb
from households.filters.handover import HandOverFilter
from households.forms.handover import AnswerForm, NothingForm, SuccessorForm
from households.models import HandOver, Keeper
from households.queries.handover import hand_over_rows
from households.queries.keeper import eligible
from households.transitions.handover import (
    accept,
    accept_many,
    in_township,
    name_successor,
    recall,
    refuse,
)
from households.transitions.urge import urge_hand_over

LIST = "households:hand_over_list"


class HandOverList(ListPage):
    """移交 inside the reach, those that wait first."""

    audience = CASE_ROLES
    template_name = "households/handover/list.html"
    filterset_class = HandOverFilter
    logs_reading = True

    def rows(self) -> models.QuerySet[HandOver]:
        return hand_over_rows(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        mine = HandOver.objects.visible_to(self.user).waiting().filter(taking=self.user)
        batches: dict[Any, HandOver] = {}
        sizes: dict[Any, int] = {}
        for row in mine.order_by("pk"):
            batches.setdefault(row.batch, row)
            sizes[row.batch] = sizes.get(row.batch, 0) + 1
        whole = [(batches[b], n) for b, n in sizes.items() if n > 1]
        return {"batches": whole, "filtered": bool(self.request.GET.get("show"))}


class HandOverDetail(Page):
    """One hand-over and what the reader may do about it."""

    audience = CASE_ROLES
    template_name = "households/handover/detail.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = hand_over_rows(self.user).fetch(self.user, uid=kwargs["uid"])
        self.note_reading([row.family], row.village_id)
        waiting = row.status == HandOver.Status.WAITING
        hands = may(self.user, Act.FAMILY_HAND_OVER, row.village_id)
        own = self.user.pk in {row.proposed_by_id, row.leaving_id}
        return self.page(
            row=row,
            family=row.family,
            household=row.family.household,
            waiting=waiting,
            keepers=Keeper.objects.filter(
                family=row.family, until__isnull=True
            ).select_related("person"),
            urges=row.urges.select_related("by", "person"),
            may_answer=waiting and row.taking_id == self.user.pk,
            may_recall=waiting and bool(row.taking_id) and hands
            and (own or in_township(self.user, row.village_id)),
            may_name=waiting and row.taking_id is None and hands,
            may_urge=waiting and may(self.user, Act.FAMILY_URGE, row.village_id)
            and (row.taking_id or row.holder_id) != self.user.pk,
            today=timezone.localdate(),
        )  # fmt: skip


class HandOverVerb(PlainVerb):
    """A verb on one hand-over."""

    audience = ALLOWED[Act.FAMILY_TAKE_OVER]
    moment = "accept"
    row: HandOver

    def prepare(self) -> None:
        self.row = hand_over_rows(self.user).fetch(self.user, uid=self.kwargs["uid"])
        require_moment(self.row, self.moment, str(self.heading))
        self.note_reading([self.row.family], self.row.village_id)

    def sub(self) -> str:
        return _("%(name)s 家，%(village)s") % {
            "name": mask_name(self.row.family.household.head_name),
            "village": self.row.village.name,
        }

    def way(self) -> list[tuple[str, str]]:
        return [
            (_("移交"), reverse(LIST)),
            (_("移交详情"), reverse("households:hand_over_detail", args=[self.row.uid])),
        ]


class Accept(HandOverVerb):
    """接收."""

    heading = button = gettext_lazy("接收包户")
    hint = gettext_lazy("从今天起由您包这一户；没走访的期限不变。")
    form_class = NothingForm

    def perform(self, data: dict[str, Any]) -> str:
        accept(self.row, by=self.user)
        return self.done(
            _("已接收，今天起由您包这一户。"),
            reverse("households:family_detail", args=[self.row.family.uid]),
        )


class AcceptAll(HandOverVerb):
    """全部接收."""

    heading = button = gettext_lazy("全部接收")
    hint = gettext_lazy(
        "这一次请您接收的各户一起接收；有一户不能接，就一户也不动，请改为逐户答复。"
    )
    form_class = NothingForm

    def perform(self, data: dict[str, Any]) -> str:
        taken = accept_many(self.row.batch, by=self.user)
        return self.done(
            _("已接收 %(n)d 户，今天起由您包户。") % {"n": len(taken)},
            f"{reverse('households:family_list')}?show=mine",
        )


class Refuse(HandOverVerb):
    """不接收."""

    moment = "refuse"
    heading = button = gettext_lazy("不接收")
    hint = gettext_lazy("这一户仍由原包户人（或托管的镇里）负责，提出的人会看到您的原因。")
    form_class = AnswerForm

    def perform(self, data: dict[str, Any]) -> str:
        refuse(self.row, by=self.user, **data)
        return self.done(_("已答复不接收。"), reverse(LIST))


class Recall(HandOverVerb):
    """撤回移交."""

    moment = "recall"
    heading = button = gettext_lazy("撤回移交")
    form_class = AnswerForm
    ends = True

    def perform(self, data: dict[str, Any]) -> str:
        recall(self.row, by=self.user, **data)
        return self.done(_("已撤回移交。"))


class Successor(HandOverVerb):
    """定接收人."""

    moment = "name"
    heading = gettext_lazy("定接收人")
    button = gettext_lazy("请对方接收")
    form_class = SuccessorForm

    def form_kwargs(self) -> dict[str, Any]:
        present = Keeper.objects.filter(family=self.row.family, until__isnull=True)
        people = eligible(self.row.village_id).exclude(pk__in=present.values("person"))
        return {"people": people}

    def perform(self, data: dict[str, Any]) -> str:
        row = name_successor(self.row, by=self.user, **data)
        name = row.taking.name if row.taking else ""
        return self.done(_("已请%(name)s接收，接收前仍由镇里托管。") % {"name": name})


class HandOverUrge(HandOverVerb):
    """催办."""

    audience = ALLOWED[Act.FAMILY_URGE]
    heading = button = gettext_lazy("催办")
    hint = gettext_lazy("催办记入经过，对方的待办里会显示；每人每天一次。")
    form_class = NothingForm

    def perform(self, data: dict[str, Any]) -> str:
        made = urge_hand_over(self.row, by=self.user)
        names = "、".join(u.person.name for u in made)
        return self.done(_("已催办%(names)s。") % {"names": names})
