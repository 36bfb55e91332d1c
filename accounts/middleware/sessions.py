"""Idle and absolute limits of a session, and the forced change of a first password (D5)."""

from __future__ import annotations

import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.utils.translation import gettext as _

from accounts.middleware.scope import GetResponse
from accounts.models import User
from accounts.roles import Role

STARTED, SEEN = "session_started", "session_seen"
ALWAYS_OPEN = {
    "accounts:login",
    "accounts:logout",
    "accounts:password_change",
    # What a browser fetches for itself may not be a redirect; it is the same for everybody.
    "households:worker",
    "households:offline",
    "households:offline_list",
}


class SessionLimitsMiddleware:
    """Ends a session after 15 idle minutes at a desk, 30 on a village phone, 10 hours in all."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        if not isinstance(user, User) or not user.is_authenticated:
            return self.get_response(request)
        now = time.time()
        started = request.session.setdefault(STARTED, now)
        seen = request.session.get(SEEN, now)
        if now - started > settings.SESSION_ABSOLUTE_SECONDS or now - seen > idle_limit(user):
            logout(request)
            messages.info(request, _("您离开的时间较长，请重新登录。"))
            return redirect(f"{reverse(settings.LOGIN_URL)}?next={request.path}")
        if now - seen > 30 or SEEN not in request.session:
            request.session[SEEN] = now
        if user.must_change_password and self._name(request) not in ALWAYS_OPEN:
            return redirect("accounts:password_change")
        return self.get_response(request)

    @staticmethod
    def _name(request: HttpRequest) -> str:
        try:
            return resolve(request.path_info).view_name
        except Exception:
            return ""


def idle_limit(user: User) -> int:
    """Seconds without a request after which the session ends."""
    kinds = settings.SESSION_IDLE_SECONDS
    return int(kinds["phone" if user.roles_today() == {Role.VILLAGE_MEDIATOR} else "office"])
