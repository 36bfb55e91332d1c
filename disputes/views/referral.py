"""Pages of referrals inside the house: list, one, and its verbs; the slip is shown when it is made
and then never again, since its link is kept nowhere."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import acts
from accounts.acts import ALLOWED, Act
from accounts.models import User
from accounts.moments import require_moment
from accounts.refusals import Forbidden, NotTheMoment
from accounts.roles import CASE_ROLES
from accounts.views.base import ListPage, Page
from accounts.views.download import file_answer
from accounts.views.verb import PlainVerb
from campaigns.workdays import add_workdays
from disputes import referral_slip
from disputes.flow_filters import ReferralFilter
from disputes.forms.referral import PaperForm, ReferForm, ReissueForm, RevokeForm
from disputes.models import Referral, ReferralPhoto
from disputes.models.referral import ReferralQuerySet
from disputes.papers.draw import draw_form
from disputes.queries import referral as queries
from disputes.queries.hand_over import unit_of
from disputes.referral_rules import LINK_DAYS, link_hash
from disputes.transitions import referral as verbs
from disputes.transitions.referral import Reply, Slip
from disputes.views.flow import PutAway, about
from disputes.views.matter import MatterVerb

LIST = "disputes:referral_list"
ANSWER_WORKDAYS = 5


class ReferralList(ListPage):
    """转介 inside the reach."""

    audience = CASE_ROLES
    template_name = "disputes/referral/list.html"
    filterset_class = ReferralFilter
    logs_reading = True

    def rows(self) -> ReferralQuerySet:
        return queries.listed(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        return {"filtered": any(v for k, v in self.request.GET.items() if k != "page")}


class ReferralDetail(Page):
    """One referral: what was asked, how it stands, what came back."""

    audience = CASE_ROLES
    template_name = "disputes/referral/detail.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        row = queries.opened(self.user, uid)
        self.note_reading([row], place=row.place_id)
        handles = verbs.may_send(self.user, row.matter)
        owns = row.matter.owner_id == self.user.pk
        return self.page(
            row=row,
            about=about(row.matter),
            photo=_photo_of(row, self.user),
            open=row.status in Referral.OPEN,
            handles=handles,
            may_put_away=owns and row.status == Referral.Status.ANSWERED and row.seen_at is None,
        )


def _photo_of(row: Referral, user: User) -> ReferralPhoto | None:
    mine = ReferralPhoto.objects.visible_to(user).filter(referral=row)
    return mine.only("uid", "width", "height").first()


def slip_page(request: HttpRequest, row: Referral, token: str) -> HttpResponse:
    """The paper with its code, this once."""
    address = request.build_absolute_uri(reverse("disputes:slip", args=[token]))
    context = {
        "row": row,
        "token": token,
        "address": address,
        "paper": referral_slip.form_of(row, address),
    }
    return render(request, "disputes/referral/slip.html", context)


class Refer(MatterVerb):
    """开转介单: typed, looked at as it will be, then made."""

    audience = ALLOWED[Act.REFERRAL_SEND]
    form_class = ReferForm
    template_name = "disputes/referral/form.html"
    heading = gettext_lazy("开转介单")
    button = gettext_lazy("先看一看")
    hint = gettext_lazy("转介单上只有您写的这些，不会带出来件里的任何内容。")

    def check(self) -> None:
        require_moment(self.matter, "refer", _("转介"))
        if not verbs.may_send(self.user, self.matter):
            raise Forbidden(_("由承办人或承办单位开转介单。"))

    def initial(self) -> dict[str, Any]:
        wanted = add_workdays(timezone.localdate(), ANSWER_WORKDAYS)
        return super().initial() | {"answer_by": wanted, "link_days": LINK_DAYS}

    def perform(self, data: dict[str, Any]) -> str | HttpResponse:
        slip = Slip(**{f.name: data[f.name] for f in fields(Slip)})
        if not data["sure"]:
            return self._preview(verbs.check(slip))
        row, token = verbs.send(self.matter, slip=slip, version=data["version"], by=self.user)
        return slip_page(self.request, row, token)

    def _preview(self, slip: Slip) -> HttpResponse:
        now = timezone.now()
        shown = Referral(
            unit_id=unit_of(self.user, self.matter.place),
            kind=slip.kind,
            agency=slip.agency,
            asked=slip.asked,
            person_name=slip.person_name,
            contact=slip.contact,
            phone=slip.phone,
            answer_by=slip.answer_by,
            expires_at=now + timedelta(days=slip.link_days),
            sent_at=now,
        )
        typed = [
            (name, value)
            for name, values in self.request.POST.lists()
            if name not in {"csrfmiddlewaretoken", "sure"}
            for value in values
        ]
        context = {"typed": typed, "paper": referral_slip.form_of(shown), **self.context()}
        return render(self.request, "disputes/referral/preview.html", context)


class ReferralVerb(PlainVerb):
    """A verb on one referral."""

    audience = ALLOWED[Act.REFERRAL_SEND]
    moment = "revoke"
    row: Referral

    def prepare(self) -> None:
        self.row = queries.opened(self.user, self.kwargs["uid"])
        if not verbs.may_send(self.user, self.row.matter):
            raise Forbidden(_("由承办人或承办单位办理。"))
        require_moment(self.row, self.moment, str(self.heading))
        self.note_reading([self.row], place=self.row.place_id)

    def initial(self) -> dict[str, Any]:
        return {"version": self.row.version}

    def sub(self) -> str:
        return self.row.number

    def way(self) -> list[tuple[str, str]]:
        here = reverse("disputes:referral_detail", args=[self.row.uid])
        return [(_("转介"), reverse(LIST)), (_("这一份"), here)]


class Revoke(ReferralVerb):
    """撤回."""

    heading = button = gettext_lazy("撤回转介单")
    hint = gettext_lazy("链接马上失效；已经发出去的纸请另行收回。")
    form_class = RevokeForm
    ends = True

    def act(self, data: dict[str, Any]) -> str:
        verbs.revoke(self.row, by=self.user, **data)
        return _("已撤回，链接已失效。")


class Reissue(ReferralVerb):
    """重开."""

    moment = "reissue"
    heading = button = gettext_lazy("重开转介单")
    hint = gettext_lazy("给一条新的链接，旧的马上失效；单子上的内容不变。")
    form_class = ReissueForm

    def initial(self) -> dict[str, Any]:
        wanted = add_workdays(timezone.localdate(), ANSWER_WORKDAYS)
        return super().initial() | {"answer_by": wanted, "link_days": LINK_DAYS}

    def perform(self, data: dict[str, Any]) -> str | HttpResponse:
        row, token = verbs.reissue(self.row, by=self.user, **data)
        return slip_page(self.request, queries.opened(self.user, row.uid), token)


class EnterPaper(ReferralVerb):
    """录入纸质回执."""

    moment = "paper"
    heading = button = gettext_lazy("录入纸质回执")
    form_class = PaperForm
    template_name = "disputes/referral/paper_form.html"

    def form_kwargs(self) -> dict[str, Any]:
        return {"kind": self.row.kind}

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"received_on": timezone.localdate()}

    def act(self, data: dict[str, Any]) -> str:
        reply = Reply(
            data["receiver"], data["office"], data["phone"], data["result"], data["words"]
        )
        verbs.enter_paper(
            self.row,
            reply=reply,
            received_on=data["received_on"],
            photo=data["photo"],
            version=data["version"],
            by=self.user,
        )
        return _("已录入回执，链接已失效。")


class SlipPdf(Page):
    """The slip as PDF, for whoever just made it: the link comes with the request, since the house
    has kept none."""

    audience = ALLOWED[Act.REFERRAL_SEND]

    def post(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        row = queries.opened(self.user, uid)
        acts.require(self.user, Act.REFERRAL_SEND, row.place_id)
        token = request.POST.get("token", "")
        if row.token_hash is None or bytes(row.token_hash) != link_hash(token):
            raise NotTheMoment(_("这条链接已失效，请重开转介单。"))
        self.note_reading([row], place=row.place_id)
        address = request.build_absolute_uri(reverse("disputes:slip", args=[token]))
        drawn = draw_form(
            referral_slip.form_of(row, address),
            day=timezone.localdate(row.sent_at),
            author=row.unit.name,
            demo=settings.DEMO_DATA,
        )
        return file_answer("pdf", drawn.data, str(row.uid), shown=True)


class ReferralPhotoShown(Page):
    """The photo of a paper return, behind the matter's wall (A8)."""

    audience = CASE_ROLES

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        row = ReferralPhoto.objects.fetch(self.user, uid=uid)
        self.note_reading([row], place=row.place_id)
        return file_answer("photo", bytes(row.image), str(row.uid), shown=True)


class Seen(PutAway):
    """知道了."""

    def put_away(self) -> None:
        row = Referral.objects.visible_to(self.user).filter(uid=self.kwargs["uid"]).first()
        if row is None:
            raise Http404
        verbs.put_away(row, by=self.user)
