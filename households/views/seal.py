"""Pages of a file's walls: who may know of it, sealing, opening it from above, who looked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.refusals import Forbidden
from accounts.roles import CASE_ROLES, Role
from accounts.views.base import Page
from households.forms.rights import HandlersForm, HoldForm, ReasonOnlyForm, VersionReasonForm
from households.models import LegalHold, ListedFamily
from households.queries.readers import readers_of
from households.queries.seal import fit_to_handle, handler_rows, owns
from households.transitions.opening import open_file
from households.transitions.retention import hold_file, lift_hold
from households.transitions.seal import (
    name_handler,
    pass_supervision,
    release_handler,
    seal_family,
    unseal_family,
)
from households.views.rights_page import RightsPage

ABOVE = frozenset({Role.TOWNSHIP_FEDERATION, Role.COUNTY_FEDERATION})


class FilePage(RightsPage):
    """A form about one file's walls."""

    audience = CASE_ROLES
    family: ListedFamily

    def prepare(self) -> None:
        rows = ListedFamily.objects.select_related("household", "village")
        self.family = rows.fetch(self.user, uid=self.kwargs["uid"])
        self.note_reading([self.family], self.family.village_id)

    def back(self) -> tuple[str, str]:
        return reverse("households:family_detail", args=[self.family.uid]), _("一户一档")

    def initial(self) -> dict[str, Any]:
        return {"version": self.family.version}


class FileHandlers(FilePage):
    """知悉范围 of a sealed file."""

    audience = ABOVE
    form_class = HandlersForm
    title = gettext_lazy("知悉范围")
    button = gettext_lazy("调整")
    hint = gettext_lazy("只由专管人调整，马上生效，每次都有记录。包户人要先移交才能移出。")

    def form_kwargs(self) -> dict[str, Any]:
        return {"people": fit_to_handle(self.family.village_id, self.family.household_id)}

    def context(self) -> dict[str, Any]:
        return super().context() | {"people": handler_rows(self.family)}

    def perform(self, data: dict[str, Any]) -> str:
        verb = {"name": name_handler, "release": release_handler, "pass": pass_supervision}
        what = data.pop("what")
        verb[what](self.family, by=self.user, **data)
        messages.success(self.request, _("知悉范围已调整，马上生效。"))
        # Whoever handed the supervision over may no longer see the file.
        return reverse("households:family_list") if what == "pass" else self.request.path


class FileSeal(FilePage):
    """列为受保护档案, or the seal taken off."""

    audience = frozenset({Role.VILLAGE_MEDIATOR, Role.TOWNSHIP_FEDERATION, Role.COUNTY_FEDERATION})
    form_class = VersionReasonForm
    hint = gettext_lazy(
        "受保护档案只有经办人和一名专管人看得到，对其他人在清单、数字、查找、待办里都不存在。"
    )

    def context(self) -> dict[str, Any]:
        word = _("解除受保护") if self.family.sealed else _("列为受保护档案")
        return super().context() | {"title": word, "button": word}

    def perform(self, data: dict[str, Any]) -> str:
        verb = unseal_family if self.family.sealed else seal_family
        row = verb(self.family, by=self.user, **data)
        words = _("已列为受保护档案。") if row.sealed else _("已解除，档案恢复为普通档案。")
        messages.success(self.request, words)
        return self.back()[0]


class FileOpen(FilePage):
    """查阅档案: the county opens one file with a reason."""

    audience = frozenset({Role.COUNTY_FEDERATION})
    form_class = ReasonOnlyForm
    title = gettext_lazy("查阅档案")
    button = gettext_lazy("打开 2 小时")
    intro = gettext_lazy(
        "县里平时只看数字。查阅一户的档案要写明事由，村和乡镇看得到谁、何时、为什么查阅。"
    )

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "back_url": reverse("households:family_list"),
            "back_word": _("在册家庭"),
        }

    def perform(self, data: dict[str, Any]) -> str:
        open_file(self.family, by=self.user, **data)
        messages.success(self.request, _("已打开，两小时内有效，事由已记入“谁看过”。"))
        return self.back()[0]


class FileHold(FilePage):
    """档案保全, or its end."""

    audience = ABOVE
    form_class = HoldForm
    title = gettext_lazy("档案保全")
    button = gettext_lazy("保全这份档案")
    hint = gettext_lazy("保全期间到期也不清除，比如案件、巡察还没有结束。")

    @property
    def standing(self) -> LegalHold | None:
        """The hold in force."""
        return LegalHold.objects.in_force().filter(family=self.family).first()

    def context(self) -> dict[str, Any]:
        words: dict[str, Any] = {}
        if self.standing:
            words = {"button": _("解除保全"), "intro": self.standing.reason}
        return super().context() | words

    def perform(self, data: dict[str, Any]) -> str:
        if self.standing:
            lift_hold(self.standing, by=self.user)
            messages.success(self.request, _("已解除保全。"))
        else:
            hold_file(self.family, by=self.user, **data)
            messages.success(self.request, _("已保全，到期不清除。"))
        return self.back()[0]


class FileReaders(Page):
    """谁看过这份档案: for the unit that owns it."""

    audience = CASE_ROLES
    template_name = "households/seal/readers.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = ListedFamily.objects.select_related("household", "village")
        family = rows.fetch(self.user, uid=kwargs["uid"])
        if not owns(self.user, family):
            raise Forbidden(_("这一页由管这份档案的村和乡镇查看。"))
        self.note_reading([family], family.village_id)
        return self.page(family=family, household=family.household, lines=readers_of(family))
