"""Whether the person at the screen has just given the password (reliability C5, E7).

What takes many families' data out asks for it once in ten minutes; signing in counts. A form
that needs it shows a password field only when that time is over, so that nobody is sent away.
"""

from __future__ import annotations

import time
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import throttle
from accounts.models import User

GIVEN = "password_given"


def given(request: HttpRequest) -> None:
    """Remember that the password was given now."""
    request.session[GIVEN] = time.time()


def is_fresh(request: HttpRequest) -> bool:
    """Whether the password was given within the last ten minutes."""
    at = request.session.get(GIVEN, 0)
    return bool(0 <= time.time() - at < settings.PASSWORD_FRESH_SECONDS)


class ProvenForm(forms.Form):
    """A form whose sender has just given the password, or gives it here. Wrong tries are
    throttled and remembered like those of the sign-in page (D2)."""

    password = forms.CharField(
        label=gettext_lazy("您的登录密码"),
        max_length=128,
        strip=False,
        help_text=gettext_lazy("办这件事要再核对一次密码，十分钟内不再问。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.tried = False
        if is_fresh(request):
            del self.fields["password"]
        else:  # asked for last
            self.fields["password"] = self.fields.pop("password")

    def clean_password(self) -> str:
        """The signed-in person's own password; a wrong one counts as a wrong sign-in."""
        user, typed = self.request.user, self.cleaned_data["password"]
        assert isinstance(user, User)
        device = throttle.device_of(self.request)
        if throttle.seconds_to_wait(user.username, device):
            raise forms.ValidationError(_("试的次数太多，请过一会儿再试。"))
        right = check_password(typed, user.password)
        throttle.remember(user.username, device, succeeded=right)
        self.tried = True
        if not right:
            raise forms.ValidationError(_("密码不对，请核对后再试。"))
        given(self.request)
        return ""
