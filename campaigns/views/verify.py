"""/v/…: whether a printed paper is genuine and still holds; the code on the paper leads here."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts import scope
from accounts.views.public import PublicLink
from campaigns.verification import verified


class VerifyPage(PublicLink):
    """Number, level, unit, year, state. One page for every code that is none."""

    purpose = "verify"
    gone_template = "campaigns/verify/gone.html"

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        with scope.as_system():
            found = verified(self.token)
        if found is None:
            return self.unknown()
        context = {"found": found, "today": timezone.localdate()}
        return render(request, "campaigns/verify/detail.html", context)
