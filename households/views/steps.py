"""Pages of what happens to a household as a whole: contact, whole address, 分户, 并户, changes."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.refusals import Invalid
from accounts.roles import CASE_ROLES
from households.forms.steps import ContactForm, MergeForm, RevealForm, SplitForm
from households.models import Household, Member
from households.queries.household import next_number
from households.queries.people import members_of
from households.transitions.household import change_contact
from households.transitions.household_split import merge_households, split_household
from households.transitions.person import reveal_household
from households.views.household import HouseholdVerb, shown_once


class HouseholdStep(HouseholdVerb):
    """A form about one household on the common page."""

    template_name = "households/household/act.html"

    def form_kwargs(self) -> dict[str, Any]:
        return {}

    def present(self) -> list[Member]:
        """Members of today."""
        return members_of(self.user, self.household)[0]


class HouseholdContact(HouseholdStep):
    """安全联系方式. What stands there is not shown (C5); saving replaces it as a whole."""

    form_class = ContactForm

    def initial(self) -> dict[str, Any]:
        row = self.household
        return {"version": row.version, "may_message": "1" if row.may_message else "0"}

    def context(self) -> dict[str, Any]:
        hint = _(
            "电话、走访、短信和打印都照这里的办。保存后整个替换原来的；不显示原来的，要看请用“显示”。"
        )
        return super().context() | {
            "title": _("安全联系方式"),
            "button": _("保存"),
            "hint": hint,
        }

    def perform(self, data: dict[str, Any]) -> str:
        change_contact(self.household, by=self.user, **data)
        messages.success(self.request, _("安全联系方式已保存。"))
        return self.home()


class HouseholdReveal(HouseholdStep):
    """显示完整住址和联系方式: shown once on the answer to a POST, kept nowhere (C5)."""

    audience = CASE_ROLES
    form_class = RevealForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"request": self.request}

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "title": _("显示住址和联系方式"),
            "button": _("显示一次"),
            "hint": _("只显示这一次，不要截图、抄到别处或用微信发送。"),
        }

    def perform(self, data: dict[str, Any]) -> HttpResponse:
        shown = reveal_household(
            self.household, reason=data["reason"], by=self.user, page="households:household_reveal"
        )
        labels = {n: Household._meta.get_field(n).verbose_name for n in shown}  # type: ignore[union-attr]
        facts = [(labels[name], value) for name, value in shown.items()]
        rule = _("可以留言、发短信") if self.household.may_message else _("不留言、不发短信")
        return shown_once(self, facts, rule)


class HouseholdSplit(HouseholdStep):
    """分户."""

    form_class = SplitForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"rows": [m for m in self.present() if m.relation != "head"]}

    def initial(self) -> dict[str, Any]:
        return {
            "number": next_number(self.household.village),
            "split_on": timezone.localdate(),
        }

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "title": _("分户"),
            "button": _("分户"),
            "hint": _("户主留在原户。在册、走访和调解的经过留在原户，成员带着自己的登记走。"),
        }

    def perform(self, data: dict[str, Any]) -> str:
        new = split_household(
            self.household,
            members=[UUID(uid) for uid in data["members"]],
            head=UUID(data["head"]),
            number=data["number"],
            split_on=data["split_on"],
            by=self.user,
        )
        messages.success(
            self.request, _("已分出 %(number)s 户，请核对住址。") % {"number": new.number}
        )
        return reverse("households:household_detail", args=[new.uid])


class HouseholdMerge(HouseholdStep):
    """并户."""

    form_class = MergeForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"rows": self.present()}

    def initial(self) -> dict[str, Any]:
        return {"merged_on": timezone.localdate()}

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "title": _("并户"),
            "button": _("并户"),
            "ends": True,
            "hint": _("并户后这一户注销，户号和经过保留，成员都到并入的那一户。"),
        }

    def perform(self, data: dict[str, Any]) -> str:
        rows = Household.objects.visible_to(self.user).present()
        into = rows.filter(village=self.household.village_id, number=data["into"].strip()).first()
        if into is None:
            raise Invalid({"into": _("本村现有家庭里没有这个户号。")})
        starts = "relation_"
        relations = {
            UUID(name.removeprefix(starts)): cast(str, value)
            for name, value in data.items()
            if name.startswith(starts)
        }
        done = merge_households(
            self.household,
            into,
            relations=relations,
            reason=data["reason"],
            merged_on=data["merged_on"],
            by=self.user,
        )
        messages.success(self.request, _("已并入 %(number)s 户。") % {"number": done.number})
        return reverse("households:household_detail", args=[done.uid])
