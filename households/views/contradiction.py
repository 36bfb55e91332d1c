"""Pages of a contradicted nil report: what stands against it, the answer, the decision."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import Act, may
from accounts.roles import CASE_ROLES, Role
from accounts.templatetags.words import zh_day
from accounts.views.base import ListPage, Page
from accounts.views.verb import PlainVerb
from households.forms.reporting import FindingForm, ReplyForm
from households.models import Contradiction
from households.models.incident import ContradictionQuerySet
from households.transitions import contradiction
from households.views.report_read import question_entries

OFFICES = frozenset({Role.TOWNSHIP_FEDERATION, Role.COUNTY_FEDERATION})
JOINED = ("report", "period", "village", "incident", "asked_by", "replied_by", "decided_by")


class ContradictionList(ListPage):
    """与零报告不符的情况: open ones first."""

    audience = CASE_ROLES
    template_name = "households/contradiction/list.html"

    def rows(self) -> ContradictionQuerySet:
        rows = Contradiction.objects.visible_to(self.user).select_related(*JOINED)
        return rows.order_by("decided_at", "reply_by", "id")

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        return {"own": self.user.roles_today() <= {Role.VILLAGE_MEDIATOR}}


class ContradictionDetail(Page):
    """One question, with its answer and decision."""

    audience = CASE_ROLES
    template_name = "households/contradiction/detail.html"

    def get(self, request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
        rows = Contradiction.objects.select_related(*JOINED)
        row = rows.fetch(self.user, uid=uid)
        self.note_reading([row], place=row.village_id)
        is_open = row.status in Contradiction.OPEN
        entries = sorted(question_entries(row), key=lambda e: e["at"], reverse=True)
        decide = is_open and may(self.user, Act.REPORT_UNTRUE, row.village_id)
        return self.page(
            row=row,
            entries=entries,
            lapsed=row.lapsed(timezone.localdate()),
            may_reply=row.status == Contradiction.Status.ASKED
            and may(self.user, Act.REPORT_REPLY, row.village_id),
            may_decide=decide and row.may_be_decided(),
            must_wait=decide and not row.may_be_decided(),
        )


class _Verb(PlainVerb):
    row: Contradiction

    def prepare(self) -> None:
        rows = Contradiction.objects.select_related(*JOINED)
        self.row = rows.fetch(self.user, uid=self.kwargs["uid"])
        self.note_reading([self.row], place=self.row.village_id)

    def sub(self) -> str:
        return f"{self.row.village.name} {self.row.period}零报告"

    def facts(self) -> list[tuple[str, Any]]:
        row = self.row
        day = zh_day(row.incident.happened_on) if row.incident else ""
        facts = [(_("不符的情况"), row.grounds or f"{day} {row.told}")]
        return facts + ([(_("村里的说明"), row.reply)] if row.reply else [])

    def initial(self) -> dict[str, Any]:
        return {"version": self.row.version}

    def way(self) -> list[tuple[str, str]]:
        return [
            (_("与零报告不符"), reverse("households:contradiction_detail", args=[self.row.uid]))
        ]


class ContradictionReply(_Verb):
    """村里说明."""

    audience = frozenset({Role.VILLAGE_MEDIATOR})
    form_class = ReplyForm
    heading, button = gettext_lazy("说明情况"), gettext_lazy("提交说明")
    hint = gettext_lazy(
        "先听您说，再由镇里核定。原报有遗漏的，也可以直接更正零报告，更正的不认定失实。"
    )

    def act(self, data: dict[str, Any]) -> str:
        contradiction.reply(
            uid=self.row.uid, words=data["words"], version=data["version"], by=self.user
        )
        return _("已提交说明，镇里核定后会告诉您。")


class ContradictionConfirm(_Verb):
    """认定失实."""

    audience = OFFICES
    form_class = FindingForm
    heading, button = gettext_lazy("认定失实"), gettext_lazy("认定失实")
    ends = True
    hint = gettext_lazy("认定后按时与否不变，失实另计，影响考核“按时（零）报告”；村里能看到理由。")

    def act(self, data: dict[str, Any]) -> str:
        contradiction.confirm(
            uid=self.row.uid, finding=data["finding"], version=data["version"], by=self.user
        )
        return _("已认定失实，村里能看到理由。")


class ContradictionClear(_Verb):
    """核定不失实."""

    audience = OFFICES
    form_class = FindingForm
    heading, button = gettext_lazy("核定不失实"), gettext_lazy("核定不失实")
    hint = gettext_lazy("零报告照旧算数，不影响考核；提出和说明都留在经过里。")

    def act(self, data: dict[str, Any]) -> str:
        contradiction.clear(
            uid=self.row.uid, finding=data["finding"], version=data["version"], by=self.user
        )
        return _("已核定不失实。")
