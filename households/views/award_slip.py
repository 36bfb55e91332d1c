"""Pages of 联审单: sent for a batch, looked after by the sender, answered by the link."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db import models
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import scope
from accounts.refusals import Invalid
from accounts.roles import Role
from accounts.views.base import ListPage, VerbPage
from accounts.views.public import PublicLink
from households.forms.award_slip import AnswerSlipForm, ManageSlipForm, SendSlipForm
from households.models import AwardSlip
from households.prints.draw import code_png
from households.queries.award_slip import candidates, slips
from households.transitions.award_slip import (
    LINK_DAYS,
    PURPOSE,
    answer_by_link,
    enter_paper,
    found_by,
    reissue,
    revoke,
    send,
)
from households.views.award_batch import ManyPage
from households.views.parts import data_uri

SENDERS = frozenset({Role.TOWNSHIP_FEDERATION, Role.COUNTY_FEDERATION})


class SlipSend(ManyPage):
    """One slip for those chosen on the list; the page that follows shows its link once."""

    audience = SENDERS
    form_class = SendSlipForm
    status, words = "noticed", "送部门联审"

    def initial(self) -> dict[str, Any]:
        due = timezone.localdate() + timedelta(days=7)
        return {"version": len(self.chosen), "answer_by": due, "link_days": LINK_DAYS}

    def perform(self, data: dict[str, Any]) -> HttpResponse:  # type: ignore[override]
        if not self.chosen:
            raise Invalid(_("请先在名单里选定要送审的家庭。"))
        data.pop("version", None)
        place = self.user.postings_today[0].division
        slip, token = send(self.chosen, place=place, by=self.user, **data)
        return shown_once(self.request, slip, token)


def shown_once(request: HttpRequest, slip: AwardSlip, token: str) -> HttpResponse:
    """The paper with the link, which is kept nowhere and cannot be shown again."""
    address = request.build_absolute_uri(reverse("households:award_slip_public", args=[token]))
    context = {
        "slip": slip,
        "address": address,
        "code": data_uri(code_png(address)),
        "candidates": candidates(slip),
    }
    return render(request, "households/award/slip_link.html", context)


class SlipList(ListPage):
    """Slips of one's own unit and those inside it."""

    audience = SENDERS
    template_name = "households/award/slips.html"

    def rows(self) -> models.QuerySet[Any]:
        return slips(self.user).annotate(n=Count("lines"))


class SlipDetail(VerbPage):
    """One slip: whom it went to, who is on it, whether it came back; a new link, taking it back,
    typing the answer that came on paper. How each candidate was answered is not shown."""

    audience = SENDERS
    template_name = "households/award/slip.html"
    form_class = ManageSlipForm
    slip: AwardSlip

    def prepare(self) -> None:
        self.slip = slips(self.user).fetch(self.user, uid=self.kwargs["uid"])
        self.lines = candidates(self.slip)
        self.note_reading([line.award for line in self.lines], self.slip.place_id)

    def initial(self) -> dict[str, Any]:
        return {"version": self.slip.version}

    def form_kwargs(self) -> dict[str, Any]:
        return {"lines": self.lines}

    def context(self) -> dict[str, Any]:
        photos = list(self.slip.photos.only("uid"))
        return {"slip": self.slip, "lines": self.lines, "photos": photos}

    def perform(self, data: dict[str, Any]) -> str | HttpResponse:
        what, version = data["what"], data["version"]
        here = reverse("households:award_slip", args=[self.slip.uid])
        if what == "reissue":
            slip, token = reissue(self.slip, by=self.user, version=version)
            return shown_once(self.request, slip, token)
        if what == "revoke":
            revoke(self.slip, reason=data["reason"], by=self.user, version=version)
            messages.success(self.request, _("已撤回，链接已失效。"))
            return here
        enter_paper(
            self.slip,
            results=data["results"],
            answerer=data["answerer"],
            photo=data["photo"].read() if data.get("photo") else b"",
            by=self.user,
            version=version,
        )
        messages.success(self.request, _("纸质答复已登记，链接已失效。"))
        return here


class SlipPublic(PublicLink):
    """/o/<token>: 通过 or 不通过 for each candidate, and who answers; nothing else."""

    purpose = PURPOSE
    gone_template = "households/award/slip_gone.html"

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        found = self._found()
        return self._page(found, AnswerSlipForm(lines=found[1])) if found else self.unknown()

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        found = self._found()
        if found is None:
            return self.unknown()
        form = AnswerSlipForm(request.POST, lines=found[1])
        if form.is_valid():
            try:
                done = answer_by_link(
                    self.token,
                    results=form.cleaned_data["results"],
                    answerer=form.cleaned_data["answerer"],
                )
            except Invalid as refusal:
                for name, sentence in refusal.errors.items():
                    form.add_error(name if name in form.fields else None, sentence)
            else:
                return self._thanks() if done else self.unknown()
        return self._page(found, form, 422)

    def _found(self) -> tuple[AwardSlip, list[Any]] | None:
        with scope.as_system():
            slip = found_by(self.token)
            return (slip, candidates(slip)) if slip else None

    def _page(
        self, found: tuple[AwardSlip, list[Any]], form: Any, status: int = 200
    ) -> HttpResponse:
        context = {"slip": found[0], "form": form}
        return render(self.request, "households/award/slip_public.html", context, status=status)

    def _thanks(self) -> HttpResponse:
        return render(self.request, "households/award/slip_done.html")
