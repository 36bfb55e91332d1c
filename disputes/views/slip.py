"""/r/…: the page behind a referral slip's link, for bodies without an account (features, wish 16).

It shows what the slip shows and takes receipt, then result. The first browser that confirms is the
only one it answers to afterwards. For everybody else, and for a link that ran out, was taken back,
was answered or never was, there is one page with one status, so that nothing can be told apart."""

from __future__ import annotations

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts import scope
from accounts.refusals import Invalid
from accounts.views.public import PublicLink
from disputes.forms.referral import SlipReceiptForm, SlipResultForm
from disputes.models import Referral
from disputes.referral_rules import PURPOSE
from disputes.transitions.referral import Reply
from disputes.transitions.referral_answer import answer, found_by, receive


class SlipPage(PublicLink):
    """What the slip shows; receipt, later result."""

    purpose = PURPOSE
    gone_template = "disputes/referral/public_gone.html"

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        row = self._row()
        return self._page(row, self._form(row)) if row else self.unknown()

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        row = self._row()
        if row is None:
            return self.unknown()
        form = self._form(row, request)
        if form.is_valid():
            reply = Reply(**{"receiver": ""} | form.cleaned_data)
            try:
                step = self._answer if row.browser_hash is not None else self._receive
                return step(reply)
            except Invalid as refusal:
                for name, sentence in refusal.errors.items():
                    form.add_error(name if name in form.fields else None, sentence)
        return self._page(row, form, 422)

    def _row(self) -> Referral | None:
        with scope.as_system():
            return found_by(self.token, self.key)

    def _form(self, row: Referral, request: HttpRequest | None = None) -> BaseForm:
        typed = request.POST if request else None
        if row.browser_hash is None:
            return SlipReceiptForm(typed)
        return SlipResultForm(typed, kind=row.kind)

    def _receive(self, reply: Reply) -> HttpResponse:
        got = receive(self.token, reply=reply)
        if got is None:
            return self.unknown()
        row, key = got
        return self.bound(key, int((row.expires_at - timezone.now()).total_seconds()))

    def _answer(self, reply: Reply) -> HttpResponse:
        if answer(self.token, key=self.key, reply=reply) is None:
            return self.unknown()
        return self.released(render(self.request, "disputes/referral/public_done.html"))

    def _page(self, row: Referral, form: BaseForm, status: int = 200) -> HttpResponse:
        context = {"row": row, "form": form, "received": row.browser_hash is not None}
        return render(self.request, "disputes/referral/public.html", context, status=status)
