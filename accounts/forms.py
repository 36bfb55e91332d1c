"""Sign-in and password forms."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import PasswordChangeForm
from django.core.validators import RegexValidator
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import throttle
from accounts.models import User
from accounts.queries import places_named
from accounts.roles import Role


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


class OwnPasswordForm(PasswordChangeForm):
    """Change one's own password; a first password must be changed at the first sign-in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].help_text = _(
            "至少12个字，几个不相干的词连起来就好记；不要用姓名、登录名、手机号和生日。"
        )
        self.fields["new_password2"].label = _("再输一遍新密码")
        self.fields["new_password2"].help_text = ""

    def save(self, commit: bool = True) -> User:
        self.user.must_change_password = False
        super().save(commit)
        return cast(User, self.user)


def sex_field() -> forms.ChoiceField:
    """性别, open while unknown."""
    return forms.ChoiceField(
        label=gettext_lazy("性别"),
        choices=[*User.Sex.choices, ("", gettext_lazy("不清楚"))],
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("涉及妇女权益的家庭，两名包户人里至少要有一名女同志。"),
    )


class UserForm(forms.Form):
    """A new account."""

    username = forms.CharField(
        label=gettext_lazy("登录名"),
        max_length=32,
        help_text=gettext_lazy("小写字母开头，只用字母、数字，不少于 3 位，例如姓名拼音"),
        validators=[
            RegexValidator(
                r"^[a-z][a-z0-9._-]{2,31}$",
                gettext_lazy("登录名用小写字母开头，只用小写字母、数字和 . _ -，不少于 3 位。"),
            )
        ],
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    name = forms.CharField(label=gettext_lazy("姓名"), max_length=64)
    sex = sex_field()
    phone = forms.CharField(
        label=gettext_lazy("手机"),
        max_length=20,
        required=False,
        validators=[
            RegexValidator(r"^[0-9+ -]{6,20}$", gettext_lazy("手机号只写数字，例如 13800000000。"))
        ],
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )


class ReasonForm(forms.Form):
    """Why an account or a posting is changed."""

    reason = forms.CharField(
        label=gettext_lazy("原因"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("例如：调离岗位、本人忘记密码"),
    )


class SexForm(ReasonForm):
    """Enter or correct 性别."""

    sex = sex_field()
    field_order = ("sex", "reason")


class OwnIdForm(ReasonForm):
    """A worker's own ID number, typed once and not kept."""

    id_number = forms.CharField(
        label=gettext_lazy("身份证号"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
        help_text=gettext_lazy("按本人身份证核对；只用来判断回避，不作他用"),
    )
    field_order = ("id_number", "reason")


class PostingForm(forms.Form):
    """Grant a posting; the verb decides what holds."""

    role = forms.ChoiceField(label=gettext_lazy("岗位"), choices=Role.choices)
    division = forms.CharField(
        label=gettext_lazy("任职的区划"),
        max_length=40,
        help_text=gettext_lazy("写 12 位代码，或省、市、县、镇、村的全名"),
    )
    since = forms.DateField(
        label=gettext_lazy("起"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    until = forms.DateField(
        label=gettext_lazy("止（含当日）"),
        required=False,
        help_text=gettext_lazy("不填为长期，调离时再结束"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, admin: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.admin = admin

    def clean_division(self) -> Any:
        """One division of the administrator's county, by code or name."""
        found = places_named(self.cleaned_data["division"].strip(), self.admin)
        if not found:
            raise forms.ValidationError(_("您管的范围里没有这个代码或名称，请核对。"))
        if len(found) > 1:
            codes = "、".join(f"{d.name} {d.pk}" for d in found)
            raise forms.ValidationError(_("有几个同名的，请写代码：%(codes)s。") % {"codes": codes})
        return found[0]

    def clean_role(self) -> Role:
        """The role itself, not its code."""
        return Role(self.cleaned_data["role"])
