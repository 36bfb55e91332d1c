"""Pages of the system administrator: accounts, and never a case."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import models
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.filters import UserFilter
from accounts.forms import OwnIdForm, ReasonForm, SexForm, UserForm
from accounts.models import Posting, User
from accounts.queries import SYSTEM_ONLY, users_for
from accounts.transitions.user import (
    create_user,
    disable_user,
    enable_user,
    reset_password,
    set_own_id,
    set_sex,
)
from accounts.views.base import ListPage, VerbPage


class UserList(ListPage):
    """用户: who may sign in, and what each is posted as today."""

    audience = SYSTEM_ONLY
    template_name = "accounts/user/list.html"
    filterset_class = UserFilter

    def rows(self) -> models.QuerySet[User]:
        held = Posting.objects.in_force().select_related("division")
        return users_for(self.user).prefetch_related(
            Prefetch("postings", queryset=held, to_attr="held")
        )


class UserNew(VerbPage):
    """新建用户; the first password is shown on the answer and nowhere else."""

    audience = SYSTEM_ONLY
    template_name = "accounts/user/form.html"
    form_class = UserForm

    def perform(self, data: dict[str, Any]) -> HttpResponse:
        user, password = create_user(by=self.user, **data)
        return shown_once(self, user, password, _("账号已建好"))


class UserAct(VerbPage):
    """What the three acts on one account share."""

    audience = SYSTEM_ONLY
    template_name = "accounts/user/act.html"
    form_class = ReasonForm
    kept: User

    def prepare(self) -> None:
        kept = users_for(self.user).filter(pk=self.kwargs["pk"]).first()
        if kept is None:
            raise Http404
        self.kept = kept

    def context(self) -> dict[str, Any]:
        return {"kept": self.kept, "own": self.kept == self.user} | self.words()

    def words(self) -> dict[str, str]:
        """Heading, button and what will happen."""
        raise NotImplementedError


class UserSex(UserAct):
    """登记性别."""

    form_class = SexForm

    def initial(self) -> dict[str, Any]:
        return {"sex": self.kept.sex}

    def words(self) -> dict[str, str]:
        return {
            "heading": _("登记性别"),
            "button": _("保存"),
            "hint": _("只用来判断包户人里有没有女同志，不作他用。"),
            "tone": "btn-main",
        }

    def perform(self, data: dict[str, Any]) -> str:
        user = set_sex(pk=self.kept.pk, by=self.user, **data)
        messages.success(self.request, _("%(name)s的性别已登记。") % {"name": user.name})
        return reverse("accounts:user_list")


class UserOwnId(UserAct):
    """登记本人身份证校验值."""

    form_class = OwnIdForm

    def words(self) -> dict[str, str]:
        return {
            "heading": _("登记本人身份证号"),
            "button": _("保存"),
            "hint": _(
                "号码不保存，只留下推不回原号的校验值。本人所在家庭的档案从此对本人关闭，"
                "也不会安排本人包户、调解。"
            ),
            "tone": "btn-main",
        }

    def perform(self, data: dict[str, Any]) -> str:
        user = set_own_id(pk=self.kept.pk, by=self.user, **data)
        messages.success(self.request, _("%(name)s的身份证号已核对登记。") % {"name": user.name})
        return reverse("accounts:user_list")


class UserDisable(UserAct):
    """停用."""

    def words(self) -> dict[str, str]:
        return {
            "heading": _("停用账号"),
            "button": _("停用"),
            "hint": _(
                "停用后立即退出登录，任职保留，启用后照旧。手上还有在册家庭、移交或隐患的，"
                "先移交；账号被盗用的，先重设密码。"
            ),
            "tone": "btn-end",
        }

    def perform(self, data: dict[str, Any]) -> str:
        user = disable_user(pk=self.kept.pk, by=self.user, reason=data["reason"])
        messages.success(self.request, _("%(name)s的账号已停用。") % {"name": user.name})
        return reverse("accounts:user_list")


class UserEnable(UserAct):
    """启用."""

    def words(self) -> dict[str, str]:
        return {
            "heading": _("启用账号"),
            "button": _("启用"),
            "hint": _("启用后用原来的密码登录；忘记密码请重设。"),
            "tone": "btn-main",
        }

    def perform(self, data: dict[str, Any]) -> str:
        user = enable_user(pk=self.kept.pk, by=self.user, reason=data["reason"])
        messages.success(self.request, _("%(name)s的账号已启用。") % {"name": user.name})
        return reverse("accounts:user_list")


class UserReset(UserAct):
    """重设密码."""

    def words(self) -> dict[str, str]:
        return {
            "heading": _("重设密码"),
            "button": _("重设密码"),
            "hint": _("重设后原密码作废，已登录的设备都会退出；新密码只显示一次。"),
            "tone": "btn-end",
        }

    def perform(self, data: dict[str, Any]) -> HttpResponse:
        user, password = reset_password(pk=self.kept.pk, by=self.user, reason=data["reason"])
        return shown_once(self, user, password, _("密码已重设"))


def shown_once(page: VerbPage, user: User, password: str, heading: str) -> HttpResponse:
    """The answer with the first password; no redirect, so that no session ever holds it."""
    page.template_name = "accounts/user/password.html"  # type: ignore[misc]
    return page.page(kept=user, password=password, heading=heading)
