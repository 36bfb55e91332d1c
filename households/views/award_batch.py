"""Pages of township and county: review, approve, plate, return; one award or many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.db import models
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from accounts.roles import Role
from accounts.views.base import VerbPage
from households.filters.award import ENDED, AwardCount
from households.forms.award import OpinionForm, PlateForm, SendBackForm
from households.queries.award import award_rows
from households.queries.award_hold import held_among
from households.transitions.award import OnHold
from households.transitions.award_grant import (
    APPROVE,
    PLATE,
    REVIEW,
    Step,
    approve,
    grant_many,
    plate,
    review,
    send_back,
)
from households.views.award import AwardVerb

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

TOWN_ONLY = frozenset({Role.TOWNSHIP_FEDERATION})
COUNTY_ONLY = frozenset({Role.COUNTY_FEDERATION})
# So many of the chosen are shown by name; the rest is a number.
SHOWN = 50


class Opinion(AwardVerb):
    """A form under everything the village has said."""

    template_name = "households/award/opinion.html"
    form_class: ClassVar[type[Form]] = OpinionForm
    button: ClassVar[StrOrPromise] = ""

    def context(self) -> dict[str, Any]:
        held = self.award.pk in held_among([self.award])
        return super().context() | {"button": self.button, "waits": held}


class AwardReview(Opinion):
    """乡镇审核."""

    audience = TOWN_ONLY

    title, button = gettext_lazy("乡镇审核"), gettext_lazy("提交审核意见")

    def perform(self, data: dict[str, Any]) -> str:
        review(self.award, by=self.user, **data)
        return self.done(_("已审核，报县妇联批准。"))


class AwardApprove(Opinion):
    """县批准."""

    audience = COUNTY_ONLY

    title, button = gettext_lazy("县批准"), gettext_lazy("批准")

    def perform(self, data: dict[str, Any]) -> str:
        approve(self.award, by=self.user, **data)
        return self.done(_("已批准，可以授牌。"))


class AwardPlate(Opinion):
    """授牌."""

    audience = COUNTY_ONLY
    title, button = gettext_lazy("授牌"), gettext_lazy("授牌")
    form_class = PlateForm

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"plated_on": timezone.localdate()}

    def perform(self, data: dict[str, Any]) -> str:
        row = plate(self.award, by=self.user, **data)
        return self.done(_("已授牌，牌号%(number)s。") % {"number": row.plate_number})


class AwardReturn(AwardVerb):
    """退回，不予通过."""

    audience = TOWN_ONLY | COUNTY_ONLY
    template_name = "households/award/return.html"
    title = gettext_lazy("退回，不予通过")
    form_class = SendBackForm

    def perform(self, data: dict[str, Any]) -> str:
        send_back(self.award, by=self.user, **data)
        return self.done(_("已退回，这一户今年不再办理。"))


def chosen_rows(user: User, request: HttpRequest, status: str) -> models.QuerySet[Any]:
    """The awards named in the address: ?award=… several times, or ?all=1 with the filters of the
    list, of which only those at `status` are taken."""
    data = request.GET.copy()
    named = data.getlist("award")
    rows = award_rows(user)
    if named:
        return rows.filter(uid__in=[uid for uid in map(_uuid, named) if uid])
    if not data.get("all"):
        return rows.none()
    data["status"] = status
    found: models.QuerySet[Any] = AwardCount(data, queryset=rows, request=request).qs
    return found


class ManyPage(VerbPage):
    """One step for the awards named in the address (chosen_rows)."""

    template_name = "households/award/batch.html"
    step: ClassVar[Step]
    status: ClassVar[str]
    words: ClassVar[str]
    went: str = ""

    def prepare(self) -> None:
        rows = chosen_rows(self.user, self.request, self.status)
        self.chosen = list(rows.values_list("uid", flat=True))
        rows = award_rows(self.user).filter(uid__in=self.chosen[:SHOWN])
        self.shown = list(rows)
        self.note_reading(self.shown)

    def initial(self) -> dict[str, Any]:
        return {"version": len(self.chosen), "plated_on": timezone.localdate()}

    def context(self) -> dict[str, Any]:
        return {
            "rows": self.shown,
            "total": len(self.chosen),
            "title": _("批量%(words)s") % {"words": self.words},
            "words": self.words,
            "back": f"{reverse('households:award_list')}?status={self.status}",
        }

    def perform(self, data: dict[str, Any]) -> str:
        """`version` of the form is the number of awards it was made for."""
        if not self.chosen:
            raise Invalid(_("请先在名单里选定要办的家庭。"))
        seen = data.pop("version")
        if seen is not None and seen != len(self.chosen):
            raise NotTheMoment(
                _("名单已有变动，打开时%(seen)d户，现在%(now)d户，请重新打开再办。")
                % {"seen": seen, "now": len(self.chosen)}
            )
        self.act(data)
        return self.went or str(self.context()["back"])

    def act(self, data: dict[str, Any]) -> None:
        """Take the step and say what became of how many."""
        batch = grant_many(self.chosen, step=self.step, by=self.user, **data)
        if batch.done:
            told = {"words": self.words, "n": len(batch.done)}
            messages.success(self.request, _("已%(words)s%(n)d户。") % told)
        for sentence, count in batch.left.items():
            told = {"n": count, "why": sentence}
            messages.warning(self.request, _("%(n)d户没有办：%(why)s") % told)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except OnHold as refusal:
            form = self.form_class(request.POST, **self.form_kwargs())
            return self.page(409, form=form, held=refusal.sentence, **self.context())


class ReviewMany(ManyPage):
    """乡镇批量审核."""

    audience = TOWN_ONLY
    form_class = OpinionForm
    step, status, words = REVIEW, ENDED, "审核"


class ApproveMany(ManyPage):
    """县批量批准."""

    audience = COUNTY_ONLY
    form_class = OpinionForm
    step, status, words = APPROVE, "to_approve", "批准"


class PlateMany(ManyPage):
    """县批量授牌."""

    audience = COUNTY_ONLY
    form_class = PlateForm
    step, status, words = PLATE, "to_plate", "授牌"


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
