"""Pages of 结对帮扶: the ledger, one pairing, pairing a household, help given, consent, the end."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.db import models
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act, may, may_somewhere
from accounts.refusals import NotTheMoment
from accounts.roles import CASE_ROLES
from accounts.templatetags.words import mask_name
from accounts.views.base import ListPage, Page
from accounts.views.verb import PlainVerb
from households.filters.help import PairingFilter
from households.forms.handover import AnswerForm
from households.forms.help import ConsentForm, EndPairingForm, HelpEventForm, PairingForm
from households.models import ListedFamily, Pairing
from households.queries.help import events_of, pairing_rows, unpaired
from households.transitions.pairing import end_pairing, pair, record_consent, record_help
from households.views.of_household import OfHousehold


class PairingList(ListPage):
    """结对帮扶台账."""

    audience = CASE_ROLES
    template_name = "households/pairing/list.html"
    filterset_class = PairingFilter
    logs_reading = True

    def rows(self) -> models.QuerySet[Pairing]:
        return pairing_rows(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        posting = self.user.main_posting
        keys = Pairing.objects.filter(pk__in=rows.order_by().values("pk"))
        return {
            "unit": posting.division if posting else None,
            "given": keys.aggregate(n=Sum("events__amount"))["n"] or 0,
            "owed": unpaired(ListedFamily.objects.visible_to(self.user)).count(),
            "filtered": any(v for k, v in self.request.GET.items() if k not in ("page", "public")),
            "public": bool(self.request.GET.get("public")),
            "may_pair": may_somewhere(self.user, Act.HELP_PAIR),
        }


class PairingDetail(Page):
    """One pairing and what was given."""

    audience = CASE_ROLES
    template_name = "households/pairing/detail.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = pairing_rows(self.user).fetch(self.user, uid=kwargs["uid"])
        self.note_reading([row], row.village_id)
        open_ = row.ended_on is None
        return self.page(
            row=row,
            household=row.household,
            events=events_of(row),
            may_act=open_ and may(self.user, Act.HELP_PAIR, row.village_id),
        )


class PairingNew(OfHousehold, PlainVerb):
    """结对."""

    audience = ALLOWED[Act.HELP_PAIR]
    heading = button = gettext_lazy("结对帮扶")
    hint = gettext_lazy("对外公开户名要另有本人书面同意；没有同意的，对外一律不出现户名。")
    form_class = PairingForm

    def initial(self) -> dict[str, Any]:
        return {"since": timezone.localdate()}

    def sub(self) -> str:
        return self.whose()

    def way(self) -> list[tuple[str, str]]:
        return [
            (_("结对帮扶"), reverse("households:pairing_list")),
            (_("家庭信息"), self.home()),
        ]

    def perform(self, data: dict[str, Any]) -> str:
        row = pair(self.household, by=self.user, **data)
        messages.success(self.request, _("已结对。"))
        return reverse("households:pairing_detail", args=[row.uid])


class PairingVerb(PlainVerb):
    """A verb on one pairing."""

    audience = ALLOWED[Act.HELP_PAIR]
    row: Pairing

    def prepare(self) -> None:
        self.row = pairing_rows(self.user).fetch(self.user, uid=self.kwargs["uid"])
        if self.row.ended_on is not None:
            raise NotTheMoment(_("这次结对已经结束，记录只供查看。"))
        self.note_reading([self.row], self.row.village_id)

    def initial(self) -> dict[str, Any]:
        return {"version": self.row.version}

    def sub(self) -> str:
        return _("%(helper)s 帮 %(name)s 家") % {
            "helper": self.row.helper_name,
            "name": mask_name(self.row.household.head_name),
        }

    def way(self) -> list[tuple[str, str]]:
        return [
            (_("结对帮扶"), reverse("households:pairing_list")),
            (_("帮扶详情"), reverse("households:pairing_detail", args=[self.row.uid])),
        ]


class HelpNew(PairingVerb):
    """登记帮扶."""

    heading = button = gettext_lazy("登记帮扶")
    form_class = HelpEventForm

    def initial(self) -> dict[str, Any]:
        return {"client_uuid": uuid.uuid4(), "happened_on": timezone.localdate()}

    def perform(self, data: dict[str, Any]) -> str:
        record_help(self.row, by=self.user, **data)
        return self.done(_("已登记帮扶。"))


class PairingConsent(PairingVerb):
    """公开同意."""

    heading = gettext_lazy("户名公开")
    button = gettext_lazy("保存")
    form_class = ConsentForm

    def initial(self) -> dict[str, Any]:
        return super().initial() | {
            "agreed": "yes" if self.row.consent_on else "no",
            "consent_on": self.row.consent_on or timezone.localdate(),
            "consent_by": self.row.consent_by,
        }

    def perform(self, data: dict[str, Any]) -> str:
        row = record_consent(self.row, by=self.user, **data)
        return self.done(_("已登记同意公开。") if row.consent_on else _("已登记不公开户名。"))


class PairingContact(PairingVerb):
    """看完整号码."""

    template_name = "parts/contact.html"
    heading = button = gettext_lazy("看完整号码")
    hint = gettext_lazy("原因和您的姓名记入查看日志；号码只显示这一次。")
    form_class = AnswerForm

    def perform(self, data: dict[str, Any]) -> HttpResponse:
        self.note_reading([self.row], self.row.village_id, purpose=data["reason"])
        return self.page(shown=self.row.contact, form=None, **self.context())


class PairingEnd(PairingVerb):
    """结束结对."""

    heading = button = gettext_lazy("结束结对")
    form_class = EndPairingForm
    ends = True

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"ended_on": timezone.localdate()}

    def perform(self, data: dict[str, Any]) -> str:
        end_pairing(self.row, by=self.user, **data)
        return self.done(_("已结束结对，记录保留。"))
