"""Sign-in and password forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import throttle
from accounts.models import User


class SignInForm(forms.Form):
    """One sentence for every failure, so that nobody learns which names exist."""

    username = forms.CharField(
        label=gettext_lazy("登录名"),
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=gettext_lazy("密码"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, request: HttpRequest, device: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.device = request, device
        self.user: User | None = None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        name, password = data.get("username"), data.get("password")
        if not name or not password:
            return data
        wait = throttle.seconds_to_wait(name, self.device)
        if wait:
            raise forms.ValidationError(
                _("试的次数太多，请 %(minutes)s 后再试，或请系统管理员重设密码。")
                % {"minutes": f"{wait} 秒" if wait < 60 else f"{-(-wait // 60)} 分钟"}
            )
        found = authenticate(self.request, username=name, password=password)
        throttle.remember(name, self.device, succeeded=found is not None)
        if not isinstance(found, User):
            raise forms.ValidationError(_("登录名或密码不对，请核对后再试。"))
        self.user = found
        return data


class OwnPasswordForm(PasswordChangeForm):  # type: ignore[type-arg]
    """Change one's own password; a first password must be changed at the first sign-in."""

    def save(self, commit: bool = True) -> User:
        self.user.must_change_password = False
        return super().save(commit)
