"""Pages of returns (汇总): where each period stands, one return, and the verbs on it."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import may
from accounts.roles import Role
from accounts.views.base import Page, VerbPage
from accounts.views.verb import PlainVerb
from campaigns.models import Division, Level
from campaigns.queries.picked import asked_unit
from households.forms.report import BackForm
from households.forms.reporting import ReasonForm, ReturnForm, SureForm
from households.models import ReportingPeriod, UnitReturn
from households.queries.return_board import board
from households.queries.unit_return import children, figures_of, returns_of, waiting_for
from households.transitions import unit_return

READERS = frozenset({Role.COUNTY_FEDERATION, Role.TOWNSHIP_FEDERATION, Role.GOVERNANCE_REVIEWER})
MAKERS = frozenset({Role.COUNTY_FEDERATION, Role.TOWNSHIP_FEDERATION})
JUDGES = frozenset({Role.COUNTY_FEDERATION, Role.GOVERNANCE_REVIEWER})
CHILD_WORDS = {
    "filed": ("progress", gettext_lazy("已报")),
    "accepted": ("done", gettext_lazy("已审核")),
    "returned": ("returned", gettext_lazy("退回")),
    "noted": ("lack", gettext_lazy("标记未报")),
    "owing": ("late", gettext_lazy("未报")),
    "exempt": ("plain", gettext_lazy("免报")),
}


class ReturnList(Page):
    """Periods of the year by unit: on time, late, missing, not due — townships and county alike."""

    audience = READERS
    template_name = "households/unit_return/list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("year", "")
        year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else None
        return self.page(board=board(self.user, year or timezone.localdate().year))


class ReturnNew(VerbPage):
    """汇总: what the villages filed, what is missing, and the signature."""

    audience = MAKERS
    template_name = "households/unit_return/form.html"
    form_class = ReturnForm
    unit: Division
    period: ReportingPeriod
    live: UnitReturn | None

    def prepare(self) -> None:
        source = self.request.POST if self.request.method == "POST" else self.request.GET
        self.unit = asked_unit(self.user, source.get("unit"), case=True)
        number = source.get("period", "")
        if not (number.isascii() and number.isdigit() and len(number) < 15):
            raise Http404
        rows = ReportingPeriod.objects.filter(
            county__code__lte=self.unit.code, county__end__gt=self.unit.code
        )
        self.period = rows.fetch(self.user, pk=number)
        if self.unit.level == Level.VILLAGE:
            raise Http404
        self.live = returns_of(self.user, [self.period]).filter(unit=self.unit).first()

    @property
    def correcting(self) -> bool:
        """Whether there is a filed version already."""
        return bool(self.live and self.live.status != UnitReturn.Status.MISSING)

    def form_kwargs(self) -> dict[str, Any]:
        return {"correcting": self.correcting}

    def initial(self) -> dict[str, Any]:
        live = self.live
        return {
            "signer": self.user.name,
            "words": live.words if live and self.correcting else "",
            "version": live.revision if live else None,
        }

    def context(self) -> dict[str, Any]:
        now = timezone.now()
        kids = children(self.user, self.unit, self.period, now)
        for kid in kids:
            kid.words = CHILD_WORDS[kid.state]  # type: ignore[assignment]
        return {
            "unit": self.unit,
            "period": self.period,
            "kids": kids,
            "waiting": waiting_for(self.unit, kids),
            "figures": figures_of(self.user, self.unit, self.period, now),
            "correcting": self.correcting,
            "live": self.live,
            "by_village": self.unit.level == Level.TOWNSHIP,
            "may_file": may(self.user, unit_return.FILE[Level(self.level)], self.unit.code),
        }

    @property
    def level(self) -> int:
        """Township or county."""
        return Level.TOWNSHIP if self.unit.level == Level.TOWNSHIP else Level.COUNTY

    def perform(self, data: dict[str, Any]) -> str:
        row = unit_return.file_return(
            period=self.period,
            unit=self.unit,
            signer=data["signer"],
            words=data["words"],
            reason=data.get("reason", ""),
            version=data["version"],
            by=self.user,
        )
        messages.success(self.request, _("已上报%(p)s汇总，等待审核。") % {"p": self.period.label})
        return reverse("households:return_detail", args=[row.uid])


class ReturnDetail(Page):
    """One return with all its versions."""

    audience = READERS
    template_name = "households/unit_return/detail.html"

    def get(self, request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
        rows = UnitReturn.objects.select_related("period", "unit", "filed_by", "accepted_by")
        asked = rows.select_related("returned_by").fetch(self.user, uid=uid)
        versions = list(
            rows.visible_to(self.user)
            .filter(period=asked.period_id, unit=asked.unit_id)
            .select_related("returned_by")
            .order_by("-revision")
        )
        row = versions[0]
        codes = [code for place in row.figures.get("places", {}).values() for code in place]
        names = dict(Division.objects.filter(code__in=codes).values_list("code", "name"))
        places = {
            kind: [names.get(code, str(code)) for code in found]
            for kind, found in row.figures.get("places", {}).items()
        }
        level, filed = Level(row.level), row.status == UnitReturn.Status.FILED
        return self.page(
            row=row,
            versions=versions,
            places=places,
            may_judge=filed and may(self.user, unit_return.ACCEPT[level], row.unit_id),
            may_correct=row.status != UnitReturn.Status.ACCEPTED
            and may(self.user, unit_return.FILE[level], row.unit_id),
        )


class _Judge(PlainVerb):
    audience = JUDGES
    row: UnitReturn

    def prepare(self) -> None:
        rows = UnitReturn.objects.select_related("period", "unit")
        self.row = rows.fetch(self.user, uid=self.kwargs["uid"])

    def sub(self) -> str:
        return f"{self.row.unit.name} {self.row.period}"

    def way(self) -> list[tuple[str, str]]:
        return [(_("汇总"), reverse("households:return_detail", args=[self.row.uid]))]


class ReturnBack(_Judge):
    """退回."""

    form_class = BackForm
    heading, button = gettext_lazy("退回汇总"), gettext_lazy("退回")

    def initial(self) -> dict[str, Any]:
        return {"correct_by": timezone.localdate() + timedelta(days=2)}

    def act(self, data: dict[str, Any]) -> str:
        unit_return.send_back(uid=self.row.uid, by=self.user, **data)
        return _("已退回，对方会收到提醒。")


class ReturnAccept(_Judge):
    """审核锁定."""

    form_class = SureForm
    heading, button = gettext_lazy("审核并锁定"), gettext_lazy("审核并锁定")
    hint = gettext_lazy(
        "锁定以后，这一期的汇总和下面的报告都不能再改；确有出入的，逐个单位开许可。"
    )

    def act(self, data: dict[str, Any]) -> str:
        unit_return.accept(uid=self.row.uid, by=self.user)
        return _("已审核并锁定。")


class ReturnMissing(PlainVerb):
    """县里标记一个镇的汇总未报."""

    audience = frozenset({Role.COUNTY_FEDERATION})
    form_class = ReasonForm
    heading, button = gettext_lazy("标记汇总未报"), gettext_lazy("标记未报")
    hint = gettext_lazy("由您写明原因，之后才能汇总全县；乡镇以后补来的，记为补报。")
    unit: Division
    period: ReportingPeriod

    def prepare(self) -> None:
        self.unit = asked_unit(self.user, str(self.kwargs["code"]), case=True)
        rows = ReportingPeriod.objects.filter(
            county__code__lte=self.unit.code, county__end__gt=self.unit.code
        )
        self.period = rows.fetch(self.user, pk=self.kwargs["pk"])

    def sub(self) -> str:
        return f"{self.unit.name} {self.period}"

    def way(self) -> list[tuple[str, str]]:
        return [(_("汇总"), reverse("households:return_list"))]

    def act(self, data: dict[str, Any]) -> str:
        unit_return.note_missing(
            period=self.period, unit=self.unit, reason=data["reason"], by=self.user
        )
        return _("已标记未报。")
