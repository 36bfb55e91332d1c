"""One's own account: postings, recent sign-ins, ending sessions elsewhere (D5)."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import View

from accounts import throttle
from accounts.models import SignInAttempt, User
from accounts.transitions.user import end_other_sessions

SHOWN = 20


class Me(LoginRequiredMixin, View):
    """我的账号, for everybody who has one."""

    def get(self, request: HttpRequest) -> HttpResponse:
        user = cast(User, request.user)
        mine = SignInAttempt.objects.filter(account=throttle.keyed(user.username))
        here = throttle.keyed(throttle.device_of(request))
        context = {
            "me": user,
            "postings": user.postings_today,
            "tries": [
                {"at": t.at, "succeeded": t.succeeded, "here": t.device == here}
                for t in mine.order_by("-at")[:SHOWN]
            ],
        }
        return render(request, "accounts/me.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """End one's sessions on every other device; this one goes on under a new id."""
        update_session_auth_hash(request, end_other_sessions(by=cast(User, request.user)))
        messages.success(request, _("其他设备上的登录都已退出。"))
        return redirect("accounts:me")
