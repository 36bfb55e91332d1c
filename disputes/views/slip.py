"""/r/…: the page behind a referral slip's link, for bodies without an account (features, wish 16).

It shows what the slip shows and takes receipt, then result. The first browser that confirms is the
only one it answers to afterwards. For everybody else, and for a link that ran out, was taken back,
was answered or never was, there is one page with one status, so that nothing can be told apart."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views import View

from accounts import scope, throttle
from accounts.refusals import Invalid
from disputes.forms.referral import SlipReceiptForm, SlipResultForm
from disputes.models import Referral
from disputes.transitions.referral import Reply
from disputes.transitions.referral_answer import answer, found_by, receive

COOKIE, SALT = "slip", "disputes.slip"
# Wrong links of one address. 128 random bits are not guessed; this keeps the asking cheap.
WINDOW, TRIES = timedelta(minutes=10), 60
# The origin and no more: the token stands in the path, and without any origin the browser would
# send "null", which the CSRF check refuses.
REFERRER = "strict-origin"


class SlipPage(View):
    """What the slip shows; receipt, later result."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: str) -> HttpResponse:
        self.token = kwargs["token"]
        self.key = request.get_signed_cookie(COOKIE, "", salt=SALT) or ""
        self.caller = f"slip:{request.META.get('REMOTE_ADDR', '')}"
        if throttle.wrong_tries(self.caller, WINDOW) >= TRIES:
            made = self._gone(429)
        else:
            made = super().dispatch(request, *args, **kwargs)  # type: ignore[assignment]
        made["Referrer-Policy"] = REFERRER
        made["Cache-Control"] = "no-store"
        return made

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        row = self._row()
        return self._page(row, self._form(row)) if row else self._unknown()

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        row = self._row()
        if row is None:
            return self._unknown()
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
            return self._unknown()
        row, key = got
        made = HttpResponse(status=303, headers={"Location": self.request.path})
        made.set_signed_cookie(
            COOKIE,
            key,
            salt=SALT,
            max_age=int((row.expires_at - timezone.now()).total_seconds()),
            path=self.request.path,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return made

    def _answer(self, reply: Reply) -> HttpResponse:
        if answer(self.token, key=self.key, reply=reply) is None:
            return self._unknown()
        made = render(self.request, "disputes/referral/public_done.html")
        made.delete_cookie(COOKIE, path=self.request.path)
        return made

    def _page(self, row: Referral, form: BaseForm, status: int = 200) -> HttpResponse:
        context = {"row": row, "form": form, "received": row.browser_hash is not None}
        return render(self.request, "disputes/referral/public.html", context, status=status)

    def _unknown(self) -> HttpResponse:
        throttle.remember(self.caller, "", succeeded=False)
        return self._gone(404)

    def _gone(self, status: int) -> HttpResponse:
        made = render(self.request, "disputes/referral/public_gone.html", status=status)
        made.keep_changes = True  # type: ignore[attr-defined]  # the count of wrong tries
        return made
