"""Pages of hand-overs: those to answer and given away, one of them, and its verbs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act, may
from accounts.models import User
from accounts.moments import require_moment
from accounts.roles import CASE_ROLES
from accounts.views.base import ListPage, Page
from accounts.views.verb import PlainVerb
from disputes.flow_filters import HandOverFilter
from disputes.forms.hand_over import ANYBODY, DoneForm, NothingForm, OfferForm, ReasonForm
from disputes.models import Matter, MatterHandOver
from disputes.models.matter_hand_over import MatterHandOverQuerySet
from disputes.queries import hand_over as queries
from disputes.transitions import hand_over as verbs
from disputes.transitions.hand_over import Ground
from disputes.views.flow import PutAway, about
from disputes.views.matter import MatterVerb

LIST = "disputes:hand_over_list"
Status = MatterHandOver.Status


class HandOverList(ListPage):
    """移交: what waits for me, what I gave away, all inside the reach."""

    audience = CASE_ROLES
    template_name = "disputes/hand_over/list.html"
    filterset_class = HandOverFilter
    logs_reading = True

    def rows(self) -> MatterHandOverQuerySet:
        return queries.rows(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        return {
            "to_answer": queries.to_answer(self.user).count(),
            "given": queries.given_away(self.user).waiting().count(),
            "filtered": any(v for k, v in self.request.GET.items() if k != "page"),
        }


class HandOverDetail(Page):
    """One hand-over: what is asked, by when, how it stands, and what the reader may do."""

    audience = CASE_ROLES
    template_name = "disputes/hand_over/detail.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        row = queries.rows(self.user).fetch(self.user, uid=uid)
        self.note_reading([row], place=row.place_id)
        matter = Matter.objects.visible_to(self.user).filter(pk=row.matter_id).first()
        given = self.user.pk in {row.giver_id, row.offered_by_id}
        waiting = row.status == Status.WAITING
        answers = queries.to_answer(self.user).filter(pk=row.pk).exists()
        hands = may(self.user, Act.MATTER_HAND_OVER, row.giver_unit_id)
        return self.page(
            row=row,
            matter=matter,
            about=about(row),
            may_answer=answers,
            may_offer=matter is not None and answers and row.held,
            may_recall=waiting and not row.held and not answers and (given or hands),
            may_finish=row.status == Status.ACCEPTED
            and not row.held
            and row.answered_by_id == self.user.pk,
            may_put_away=given and row.seen_at is None and row.status in row.ALLOWED["seen"],
        )


class Offer(MatterVerb):
    """移交."""

    audience = ALLOWED[Act.MATTER_HAND_OVER]
    form_class = OfferForm
    template_name = "disputes/hand_over/form.html"
    heading = button = gettext_lazy("移交")
    hint = gettext_lazy("对方接收以前，仍由原承办人负责，期限照算；对方不接收会写明理由退回。")

    def check(self) -> None:
        require_moment(self.matter, "hand_over", _("移交"))
        self.units = [
            (unit, people)
            for unit in queries.units_for(self.user, self.matter)
            if (people := queries.people_of(unit, self.matter))
        ]

    def form_kwargs(self) -> dict[str, Any]:
        return {"units": self.units}

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"urgent": self.matter.sealed}

    def perform(self, data: dict[str, Any]) -> str | HttpResponse:
        code, _sep, person = data["to"].partition(":")
        unit = next(u for u, _people in self.units if str(u.pk) == code)
        taking = None if person == ANYBODY else User.objects.get(pk=person)
        made = verbs.offer(
            self.matter,
            unit=unit,
            taking=taking,
            asked=data["asked"],
            ground=Ground(data["basis"], data["consent_on"], data["ground"]),
            urgent=data["urgent"],
            version=data["version"],
            by=self.user,
        )
        here = reverse("disputes:hand_over_detail", args=[made.uid])
        return self.done(_("已提出移交，等%(unit)s接收。") % {"unit": unit.name}, here)


class HandOverVerb(PlainVerb):
    """A verb on one hand-over."""

    audience = CASE_ROLES
    moment = "accept"
    row: MatterHandOver

    def prepare(self) -> None:
        self.row = queries.rows(self.user).fetch(self.user, uid=self.kwargs["uid"])
        self.check_who()
        require_moment(self.row, self.moment, str(self.heading))
        self.note_reading([self.row], place=self.row.place_id)

    def check_who(self) -> None:
        """403 before anybody fills in what is not for her to send."""
        verbs.require_answerer(self.row, self.user)

    def sub(self) -> str:
        return about(self.row)

    def way(self) -> list[tuple[str, str]]:
        here = reverse("disputes:hand_over_detail", args=[self.row.uid])
        return [(_("移交"), reverse(LIST)), (_("这一份"), here)]


class Accept(HandOverVerb):
    """接收."""

    heading = button = gettext_lazy("接收")
    hint = gettext_lazy("接收后由您负责，已经过去的日子也算在期限里。")
    form_class = NothingForm

    def facts(self) -> list[tuple[str, Any]]:
        return [(_("请办理"), self.row.asked)]

    def perform(self, data: dict[str, Any]) -> str | HttpResponse:
        row = verbs.accept(self.row, by=self.user)
        here = reverse("disputes:matter_detail", args=[row.matter.uid])
        return self.done(_("已接收，现在由您负责。"), here)


class Refuse(HandOverVerb):
    """不接收."""

    heading = button = gettext_lazy("不接收")
    hint = gettext_lazy("理由会告诉移交人；这件仍由原承办人负责。")
    form_class = ReasonForm

    def act(self, data: dict[str, Any]) -> str:
        verbs.refuse(self.row, reason=data["reason"], by=self.user)
        return _("已退回，理由已告诉移交人。")


class Recall(HandOverVerb):
    """撤回."""

    moment = "recall"
    heading = button = gettext_lazy("撤回移交")
    form_class = ReasonForm

    def check_who(self) -> None:
        verbs.require_recaller(self.row, self.user)

    def act(self, data: dict[str, Any]) -> str:
        verbs.recall(self.row, reason=data["reason"], by=self.user)
        return _("已撤回，仍由原承办人负责。")


class Finish(HandOverVerb):
    """回告."""

    moment = "done"
    heading = button = gettext_lazy("回告办理情况")
    hint = gettext_lazy("告诉移交人办了什么；来件本身按它自己的步骤办结。")
    form_class = DoneForm

    def check_who(self) -> None:
        owner = Matter.objects.visible_to(self.user).filter(pk=self.row.matter_id)
        mine = owner.values_list("owner", flat=True).first() or 0
        verbs.require_finisher(self.row, mine, self.user)

    def act(self, data: dict[str, Any]) -> str:
        verbs.finish(self.row, words=data["words"], by=self.user)
        return _("已回告移交人。")


class Seen(PutAway):
    """知道了."""

    def put_away(self) -> None:
        row = MatterHandOver.objects.visible_to(self.user).filter(uid=self.kwargs["uid"]).first()
        if row is None:
            raise Http404
        verbs.put_away(row, by=self.user)
