"""Pages for people without an account.

For a link that ran out, was taken back, was answered or never was, there is one page with one
status, so that nothing can be told apart; whoever asks for such links too often has to wait."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from accounts import throttle

# Wrong links of one address. 128 random bits are not guessed; this keeps the asking cheap.
WINDOW, TRIES = timedelta(minutes=10), 60
# The origin and no more: the token stands in the path, and without any origin the browser would
# send "null", which the CSRF check refuses.
REFERRER = "strict-origin"
TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")


class PublicLink(View):
    """Subclasses give purpose (one word, also the name of the cookie), gone_template, get and
    post."""

    purpose: ClassVar[str]
    gone_template: ClassVar[str]

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: str) -> HttpResponse:
        # What no secret of ours looks like is no link; the database would choke on a NUL in it.
        self.token = kwargs["token"] if TOKEN.fullmatch(kwargs["token"]) else ""
        self.key = request.get_signed_cookie(self.purpose, "", salt=self._salt) or ""
        self.caller = f"{self.purpose}:{request.META.get('REMOTE_ADDR', '')}"
        if throttle.wrong_tries(self.caller, WINDOW) >= TRIES:
            made = self.gone(429)
        else:
            made = super().dispatch(request, *args, **kwargs)  # type: ignore[assignment]
        made["Referrer-Policy"] = REFERRER
        made["Cache-Control"] = "no-store"
        return made

    @property
    def _salt(self) -> str:
        return f"link.{self.purpose}"

    def unknown(self) -> HttpResponse:
        """There is no such link, whatever the reason; counted."""
        throttle.remember(self.caller, "", succeeded=False)
        return self.gone(404)

    def gone(self, status: int) -> HttpResponse:
        """The one page of every link that does not open."""
        made = render(self.request, self.gone_template, status=status)
        made.keep_changes = True  # type: ignore[attr-defined]  # the count of wrong tries
        return made

    def bound(self, key: str, seconds: int) -> HttpResponse:
        """Back to the page, which from now on answers to this browser alone."""
        made = HttpResponse(status=303, headers={"Location": self.request.path})
        made.set_signed_cookie(
            self.purpose,
            key,
            salt=self._salt,
            max_age=seconds,
            path=self.request.path,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return made

    def released(self, made: HttpResponse) -> HttpResponse:
        """The answer without the binding: the link is done."""
        made.delete_cookie(self.purpose, path=self.request.path)
        return made
