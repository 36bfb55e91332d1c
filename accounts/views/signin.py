"""Sign in, sign out, change one's password."""

from __future__ import annotations

import time
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts import demo, proof, throttle
from accounts.forms import OwnPasswordForm, SignInForm
from accounts.middleware.sessions import STARTED
from accounts.models import User


@method_decorator(sensitive_post_parameters("password"), name="dispatch")
class SignIn(View):
    """The sign-in page; a demo county shows its accounts."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            return redirect("home")
        return self._page(request, SignInForm(request=request, device=""))

    def post(self, request: HttpRequest) -> HttpResponse:
        device = throttle.device_of(request)
        form = SignInForm(request.POST, request=request, device=device)
        if not form.is_valid():
            response = self._page(request, form, status=422)
            response.keep_changes = True  # type: ignore[attr-defined]  # the try is remembered
            return response
        login(request, cast(User, form.user))
        request.session[STARTED] = time.time()
        proof.given(request)
        wanted = request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
        response = redirect(wanted if safe else resolve_url(settings.LOGIN_REDIRECT_URL))
        response.set_cookie(
            throttle.DEVICE_COOKIE,
            device,
            max_age=180 * 86400,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )
        return response

    def _page(self, request: HttpRequest, form: SignInForm, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "next": request.POST.get("next", request.GET.get("next", "")),
            "demo_logins": demo.logins() if settings.DEMO_DATA else [],
        }
        return render(request, "accounts/login.html", context, status=status)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session and clear what the browser kept (D5, D8). A phone that still holds unsent
    items says so: they are sealed, nobody can read them there, and losing them would lose work.
    Its script has taken away everything else by then."""
    unsent = request.POST.get("unsent") == "1"
    logout(request)
    response = redirect("accounts:login")
    response["Clear-Site-Data"] = '"cache"' if unsent else '"cache", "storage"'
    return response


@method_decorator(sensitive_post_parameters(), name="dispatch")
class OwnPassword(LoginRequiredMixin, View):
    """修改密码."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(request, OwnPasswordForm(cast(User, request.user)))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = OwnPasswordForm(cast(User, request.user), request.POST)
        if not form.is_valid():
            return self._page(request, form, 422)
        update_session_auth_hash(request, form.save())
        messages.success(request, _("密码已改好，下次登录请用新密码。"))
        return redirect("home")

    def _page(self, request: HttpRequest, form: Any, status: int = 200) -> HttpResponse:
        forced = cast(User, request.user).must_change_password
        context = {"form": form, "forced": forced}
        return render(request, "accounts/password_change.html", context, status=status)
