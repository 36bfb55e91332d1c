"""Pages of supervision cards: list with counts by unit, one card, its verbs and its paper."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import acts
from accounts.acts import ALLOWED, Act
from accounts.moments import require_moment
from accounts.refusals import Forbidden
from accounts.roles import CASE_ROLES
from accounts.views.base import ListPage, Page
from accounts.views.verb import PlainVerb
from disputes.flow_filters import CardFilter
from disputes.forms.card import AnswerForm, IssueForm, LiftForm, ReddenForm
from disputes.models import SupervisionCard
from disputes.models.supervision_card import SupervisionCardQuerySet
from disputes.papers.card import CardFacts, build
from disputes.queries import card as queries
from disputes.transitions import card as verbs
from disputes.views.flow import about
from disputes.views.matter import MatterVerb

LIST = "disputes:card_list"
Status = SupervisionCard.Status


class CardList(ListPage):
    """督办 inside the reach, with how many stand open by unit."""

    audience = CASE_ROLES
    template_name = "disputes/card/list.html"
    filterset_class = CardFilter
    logs_reading = True

    def rows(self) -> SupervisionCardQuerySet:
        return queries.listed(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        return {
            "units": queries.by_unit(self.user),
            "filtered": any(v for k, v in self.request.GET.items() if k != "page"),
        }


def fetched(page: Page, uid: UUID) -> SupervisionCard:
    """A card with what its pages show, or 404; the reading is logged."""
    rows = SupervisionCard.objects.select_related(
        "matter__owner", "unit", "issuer", "issued_by", "answered_by", "lifted_by"
    )
    card = rows.fetch(page.user, uid=uid)
    page.note_reading([card], place=card.place_id)
    return card


class CardDetail(Page):
    """One card: what is asked, the answer, how it ended."""

    audience = CASE_ROLES
    template_name = "disputes/card/detail.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        card = fetched(self, uid)
        issues = verbs.issues(self.user, card)
        open_ = card.status != Status.LIFTED
        return self.page(
            card=card,
            about=about(card.matter),
            may_answer=card.status == Status.ISSUED and card.matter.owner_id == self.user.pk,
            may_redden=issues
            and open_
            and not (card.colour == "red" and card.status == Status.ISSUED),
            may_lift=issues and open_,
        )


class CardPaper(Page):
    """督办单 on one A4 page."""

    audience = CASE_ROLES
    template_name = "disputes/papers/preview.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        card = fetched(self, uid)
        return self.page(paper=build(facts_of(card)))


def facts_of(card: SupervisionCard) -> CardFacts:
    """What stands on the card's paper."""
    return CardFacts(
        number=card.number,
        colour=card.shown_label,
        from_unit=card.issuer.federation,
        to_unit=card.unit.name,
        owner=card.matter.owner.name,
        about=about(card.matter),
        asked=card.asked,
        issued_on=timezone.localdate(card.issued_at),
        answer_by=card.answer_by,
        answer=card.answer,
        answered_on=timezone.localdate(card.answered_at) if card.answered_at else None,
        lifted=card.lift_reason,
        lifted_on=timezone.localdate(card.lifted_at) if card.lifted_at else None,
    )


class Issue(MatterVerb):
    """发督办单."""

    audience = ALLOWED[Act.MATTER_CARD]
    form_class = IssueForm
    heading = gettext_lazy("督办")
    button = gettext_lazy("发督办单")
    hint = gettext_lazy("承办人的待办里会排在最前；黄牌逾期不答复就按红牌。")

    def check(self) -> None:
        acts.require(self.user, Act.MATTER_CARD, self.matter.unit_id)
        require_moment(self.matter, "card", _("督办"))
        if self.matter.owner_id == self.user.pk:
            raise Forbidden(_("自己承办的件不能由自己督办。"))

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"answer_by": timezone.localdate() + timedelta(days=5)}

    def perform(self, data: dict[str, Any]) -> str | HttpResponse:
        made = verbs.issue(self.matter, by=self.user, **data)
        return self.done(
            _("已发督办单，%(name)s的待办里排在最前。") % {"name": self.matter.owner.name},
            reverse("disputes:card_detail", args=[made.uid]),
        )


class CardVerb(PlainVerb):
    """A verb on one card."""

    moment: ClassVar[str]
    card: SupervisionCard

    def prepare(self) -> None:
        self.card = fetched(self, self.kwargs["uid"])
        self.check_who()
        require_moment(self.card, self.moment, str(self.heading))

    def check_who(self) -> None:
        """403 before anybody fills in what is not for her to send."""
        verbs.require_issuer(self.card, self.user)

    def initial(self) -> dict[str, Any]:
        return {"version": self.card.version}

    def sub(self) -> str:
        return about(self.card.matter)

    def facts(self) -> list[tuple[str, Any]]:
        return [(_("督办要求"), self.card.asked)]

    def way(self) -> list[tuple[str, str]]:
        here = reverse("disputes:card_detail", args=[self.card.uid])
        return [(_("督办"), reverse(LIST)), (_("这一份"), here)]


class Answer(CardVerb):
    """答复督办."""

    audience = ALLOWED[Act.MATTER_CARD_ANSWER]
    moment = "answer"
    form_class = AnswerForm
    heading = button = gettext_lazy("答复督办")

    def check_who(self) -> None:
        verbs.require_answerer(self.card, self.user)

    def act(self, data: dict[str, Any]) -> str:
        verbs.answer(self.card, by=self.user, **data)
        return _("已答复，等督办单位核实解除。")


class Redden(CardVerb):
    """改为红牌."""

    audience = ALLOWED[Act.MATTER_CARD]
    moment = "redden"
    form_class = ReddenForm
    heading = button = gettext_lazy("改为红牌")
    hint = gettext_lazy("承办人要重新答复。")

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"answer_by": timezone.localdate() + timedelta(days=2)}

    def act(self, data: dict[str, Any]) -> str:
        verbs.redden(self.card, by=self.user, **data)
        return _("已改为红牌。")


class Lift(CardVerb):
    """解除督办."""

    audience = ALLOWED[Act.MATTER_CARD]
    moment = "lift"
    form_class = LiftForm
    heading = button = gettext_lazy("解除督办")

    def facts(self) -> list[tuple[str, Any]]:
        return [*super().facts(), (_("答复"), self.card.answer or "—")]

    def act(self, data: dict[str, Any]) -> str:
        verbs.lift(self.card, by=self.user, **data)
        return _("已解除督办。")
