"""Pages of a matter's seal: who may know of it, showing it for a while, opening it in an emergency,
looking at openings."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act
from accounts.roles import CASE_ROLES
from accounts.templatetags.words import zh_date, zh_time
from accounts.views.base import Page
from accounts.views.verb import PlainVerb
from disputes.forms.seal import EmergencyForm, GrantForm, HandlersForm, ReviewForm, SealForm
from disputes.models import Matter, MatterOpening
from disputes.queries.dispute import villages_of
from disputes.queries.seal import fit_to_handle, handlers_of, running_openings
from disputes.transitions import opening as openings
from disputes.transitions import seal, tell

LIST = "disputes:protection_list"


class MatterVerb(PlainVerb):
    """A form about one matter's walls."""

    template_name = "disputes/protection/verb.html"
    matter: Matter

    def prepare(self) -> None:
        rows = Matter.objects.select_related("place")
        self.matter = rows.fetch(self.user, uid=self.kwargs["uid"])
        self.note_reading([self.matter], self.matter.place_id)

    def initial(self) -> dict[str, Any]:
        return {"version": self.matter.version}

    def way(self) -> list[tuple[str, str]]:
        detail = reverse("disputes:protection_detail", args=[self.matter.uid])
        return [(_("权益保护"), reverse(LIST)), (_("档案"), detail)]


class MatterSeal(MatterVerb):
    """列为受保护档案."""

    audience = ALLOWED[Act.MATTER_SEAL]
    form_class = SealForm
    heading = button = gettext_lazy("列为受保护档案")
    hint = gettext_lazy(
        "列入后只有经办人和一名专管人看得到，对其他人在清单、数字、查找、待办里都不存在。"
    )

    def way(self) -> list[tuple[str, str]]:
        return [(_("工作台"), reverse("home"))]

    def perform(self, data: dict[str, Any]) -> str:
        seal.seal_matter(self.matter, by=self.user, **data)
        url = reverse("disputes:protection_detail", args=[self.matter.uid])
        return self.done(_("已列为受保护档案。"), url)


class MatterUnseal(MatterVerb):
    """解除受保护."""

    audience = ALLOWED[Act.MATTER_HANDLER]
    form_class = SealForm
    heading = button = gettext_lazy("解除受保护")
    hint = gettext_lazy("解除后按普通来件办理，本单位的人都看得到。权益保护档案不能解除。")
    ends = True

    def perform(self, data: dict[str, Any]) -> str:
        seal.unseal_matter(self.matter, by=self.user, **data)
        return self.done(_("已解除，恢复为普通来件。"), reverse("home"))


class MatterHandlers(MatterVerb):
    """知悉范围."""

    audience = ALLOWED[Act.MATTER_HANDLER]
    form_class = HandlersForm
    heading = gettext_lazy("知悉范围")
    button = gettext_lazy("调整")
    hint = gettext_lazy("只由专管人调整，马上生效，每次都有记录。")

    def form_kwargs(self) -> dict[str, Any]:
        return {"people": fit_to_handle(self.matter)}

    def facts(self) -> list[tuple[str, Any]]:
        rows = [(h.get_role_display(), h.person.name) for h in handlers_of(self.matter)]
        until = _("限时查看到 %(at)s")
        rows += [
            (until % {"at": f"{zh_date(o.until)} {zh_time(o.until)}"}, o.person.name)
            for o in running_openings(self.matter)
        ]
        return rows

    def perform(self, data: dict[str, Any]) -> str:
        verb: dict[str, Any] = {
            "name": seal.name_handler,
            "release": seal.release_handler,
            "owner": seal.give_to,
            "pass": seal.pass_supervision,
        }
        what = data.pop("what")
        verb[what](self.matter, by=self.user, **data)
        # Whoever handed the supervision over may no longer see the matter.
        url = reverse(LIST) if what == "pass" else self.request.path
        return self.done(_("知悉范围已调整，马上生效。"), url)


class MatterGrant(MatterVerb):
    """限时授权."""

    audience = ALLOWED[Act.MATTER_GRANT]
    form_class = GrantForm
    heading = button = gettext_lazy("限时授权查看")
    hint = gettext_lazy("只能看，不能办，也不能再给别人看；到时自动关上，第二天由您复核。")

    def form_kwargs(self) -> dict[str, Any]:
        return {"people": fit_to_handle(self.matter)}

    def act(self, data: dict[str, Any]) -> str:
        hours = int(data.pop("hours"))
        made = openings.grant(self.matter, by=self.user, hours=hours, **data)
        until = f"{zh_date(made.until)} {zh_time(made.until)}"
        return _("已授权，到%(until)s为止。") % {"until": until}


class EmergencyOpen(PlainVerb):
    """紧急打开."""

    template_name = "disputes/protection/verb.html"
    audience = ALLOWED[Act.MATTER_OPEN]
    form_class = EmergencyForm
    heading = button = gettext_lazy("紧急打开")
    hint = gettext_lazy("有人处在危险中、经办人又找不到时用。专管人马上收到通知，第二天复核。")

    def form_kwargs(self) -> dict[str, Any]:
        self.villages = list(villages_of(self.user))
        return {"villages": self.villages}

    def way(self) -> list[tuple[str, str]]:
        return [(_("权益保护"), reverse(LIST))]

    def act(self, data: dict[str, Any]) -> str:
        code = data.pop("village")
        village = next((v for v in self.villages if str(v.code) == code), None)
        openings.open_in_emergency(by=self.user, village=village, **data)
        return _(
            "已记录，并已通知负责的人。如有对应的档案，4 小时内可在下面查看；"
            "危险正在发生的，先打 110。"
        )


class OpeningReview(PlainVerb):
    """复核打开."""

    template_name = "disputes/protection/verb.html"
    audience = ALLOWED[Act.MATTER_REVIEW]
    form_class = ReviewForm
    heading = button = gettext_lazy("复核打开")
    hint = gettext_lazy("认为不应打开的，还没到期的马上关上。")
    opening: MatterOpening

    def prepare(self) -> None:
        rows = MatterOpening.objects.select_related("matter", "person", "place")
        self.opening = rows.fetch(self.user, uid=self.kwargs["uid"])
        self.note_reading([self.opening], self.opening.place_id)

    def way(self) -> list[tuple[str, str]]:
        detail = reverse("disputes:protection_detail", args=[self.opening.matter.uid])
        return [(_("权益保护"), reverse(LIST)), (_("档案"), detail)]

    def facts(self) -> list[tuple[str, Any]]:
        row = self.opening
        at = f"{zh_date(row.opened_at)} {zh_time(row.opened_at)}"
        until = f"{zh_date(row.until)} {zh_time(row.until)}"
        return [
            (_("谁"), row.person.name),
            (_("方式"), row.get_kind_display()),
            (_("从"), at),
            (_("到"), until),
            (_("理由"), row.reason),
        ]

    def act(self, data: dict[str, Any]) -> str:
        openings.review_opening(self.opening, by=self.user, **data)
        return _("已复核。")


class NoticesRead(Page):
    """One's own notices put away."""

    audience = CASE_ROLES

    def post(self, request: HttpRequest) -> HttpResponse:
        tell.put_away(by=self.user)
        return redirect(LIST)
