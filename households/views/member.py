"""Pages of members: register, correct, leave, die, come back, another head, whole numbers."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as words

from accounts.refusals import Invalid
from accounts.roles import CASE_ROLES, Role
from households.forms.member import (
    ChooseHeadForm,
    DeathForm,
    GoneForm,
    MemberEditForm,
    MemberForm,
    ReturnForm,
)
from households.forms.steps import RevealForm
from households.members import FIELDS
from households.models import Member
from households.queries.people import heirs_of, members_of
from households.transitions.member import (
    KEPT_WHEN_EMPTY,
    add_member,
    change_head,
    change_member,
    leave_member,
    record_death,
    return_member,
)
from households.transitions.person import reveal_member
from households.views.household import HouseholdVerb, shown_once
from households.views.of_household import OfHousehold


class MemberNew(HouseholdVerb):
    """登记成员."""

    template_name = "households/member/form.html"
    form_class = MemberForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"headless": self.headless}

    def prepare(self) -> None:
        super().prepare()
        present, _gone = members_of(self.user, self.household)
        self.headless = not any(m.relation == "head" for m in present)

    def initial(self) -> dict[str, Any]:
        return {"name": self.household.head_name} if self.headless else {}

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "title": _("登记户主") if self.headless else _("登记成员"),
            "button": _("登记"),
            "headless": self.headless,
        }

    def perform(self, data: dict[str, Any]) -> str:
        row = add_member(self.household, values=data, by=self.user)
        messages.success(self.request, _("已登记%(name)s。") % {"name": row.name})
        if "more" in self.request.POST:
            return reverse("households:member_new", args=[self.household.uid])
        return self.home()


class MemberVerb(OfHousehold):
    """A form about one member."""

    audience = frozenset({Role.VILLAGE_MEDIATOR})
    template_name = "households/household/act.html"
    member: Member
    title: ClassVar[str | Promise] = ""
    button: ClassVar[str | Promise] = ""
    hint: ClassVar[str | Promise] = ""
    ends: ClassVar[bool] = False

    def prepare(self) -> None:
        rows = Member.objects.select_related("household__village")
        self.member = rows.fetch(self.user, uid=self.kwargs["uid"])
        self.household = self.member.household
        self.note_reading([self.member], self.member.village_id)

    def initial(self) -> dict[str, Any]:
        return {"version": self.member.version}

    def context(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "button": self.button,
            "hint": self.hint,
            "ends": self.ends,
            "household": self.household,
            "subject": self.member.name,
            "back_url": self.home(),
        }

    def heir(self, data: dict[str, Any]) -> Member | None:
        """The member chosen to follow the head."""
        uid = data.pop("new_head", None)
        if uid is None:
            return None
        return Member.objects.fetch(self.user, uid=uid, household=self.household)


class MemberEdit(MemberVerb):
    """修改成员."""

    template_name = "households/member/form.html"
    form_class = MemberEditForm
    title, button = words("修改成员"), words("保存修改")

    def form_kwargs(self) -> dict[str, Any]:
        return {"known": self.member}

    def initial(self) -> dict[str, Any]:
        values = {n: getattr(self.member, n) for n in FIELDS if n not in KEPT_WHEN_EMPTY}
        if self.member.id_number:
            values |= {"document": "", "sex": "", "birth_date": None}
        return values | {"version": self.member.version}

    def perform(self, data: dict[str, Any]) -> str:
        if self.member.id_number and not data["document"]:
            data["document"] = "id"
        change_member(self.member, values=data, by=self.user, version=data.pop("version"))
        messages.success(self.request, _("已保存。改前的内容已封存。"))
        return self.home()


class MemberLeave(MemberVerb):
    """登记离开."""

    form_class = GoneForm
    title, button, ends = words("登记离开"), words("登记离开"), True
    hint = words("离开后不再计入本户人口，登记和经过都保留。")

    def form_kwargs(self) -> dict[str, Any]:
        return {"heirs": heirs_of(self.user, self.member)}

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"left_on": timezone.localdate()}

    def perform(self, data: dict[str, Any]) -> str:
        heir = self.heir(data)
        leave_member(self.member, by=self.user, new_head=heir, **data)
        messages.success(self.request, _("已登记离开。"))
        return self.home()


class MemberDeath(MemberVerb):
    """登记死亡."""

    form_class = DeathForm
    title, button, ends = words("登记死亡"), words("登记死亡"), True
    hint = words("户主去世的，由选定的成员接任；最后一位成员去世的，这一户随之注销。")

    def form_kwargs(self) -> dict[str, Any]:
        return {"heirs": heirs_of(self.user, self.member)}

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"died_on": timezone.localdate()}

    def perform(self, data: dict[str, Any]) -> str:
        heir = self.heir(data)
        record_death(self.member, by=self.user, new_head=heir, **data)
        messages.success(self.request, _("已登记。"))
        return self.home()


class MemberReturn(MemberVerb):
    """恢复成员."""

    form_class = ReturnForm
    title, button = words("恢复成员"), words("恢复")
    hint = words("登记错了离开或死亡的，在这里恢复；原来是户主的，恢复后请核对关系。")

    def perform(self, data: dict[str, Any]) -> str:
        return_member(self.member, by=self.user, **data)
        messages.success(self.request, _("已恢复。"))
        return self.home()


class MemberReveal(MemberVerb):
    """显示完整号码: shown once on the answer to a POST, kept nowhere (C5)."""

    audience = CASE_ROLES
    form_class = RevealForm
    title, button = words("显示完整号码"), words("显示一次")
    hint = words("只显示这一次，不要截图、抄到别处或用微信发送。")

    def initial(self) -> dict[str, Any]:
        return {}

    def form_kwargs(self) -> dict[str, Any]:
        return {"request": self.request}

    def perform(self, data: dict[str, Any]) -> HttpResponse:
        shown = reveal_member(
            self.member, reason=data["reason"], by=self.user, page="households:member_reveal"
        )
        labels = {n: Member._meta.get_field(n).verbose_name for n in shown}  # type: ignore[union-attr]
        facts = [(labels[name], value) for name, value in shown.items()]
        return shown_once(self, facts)


class HeadChange(HouseholdVerb):
    """更换户主."""

    template_name = "households/household/act.html"
    form_class = ChooseHeadForm

    def form_kwargs(self) -> dict[str, Any]:
        present, _gone = members_of(self.user, self.household)
        return {"heirs": [m for m in present if m.relation != "head"]}

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "title": _("更换户主"),
            "button": _("更换户主"),
            "hint": _("其他成员与新户主的关系能推定的自动更改，不能推定的显示“待核对”。"),
        }

    def perform(self, data: dict[str, Any]) -> str:
        rows = Member.objects.visible_to(self.user).filter(household=self.household)
        heir = rows.filter(uid=data["new_head"]).first()
        if heir is None:
            raise Invalid({"new_head": _("请从本户现有成员里选。")})
        change_head(self.household, new_head=heir, by=self.user)
        messages.success(self.request, _("户主已更换。"))
        return self.home()
