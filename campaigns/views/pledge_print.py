"""Pages of batch prints: ask and see them, follow one, take its file; the table as Excel."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRefresh

from accounts.acts import Act, may
from accounts.exports.sheet import Cell, Column, Paper, Table
from accounts.roles import CASE_ROLES
from accounts.transitions.export import Wanted
from accounts.views.base import Page, VerbPage
from accounts.views.download import file_answer
from accounts.views.export import ExportPage, unit_of
from campaigns.forms import NothingForm
from campaigns.models import Campaign, Division, PledgePrint
from campaigns.queries import pledge as queries
from campaigns.transitions.pledge_print import ask_print, stop_print
from campaigns.views.pledge import Placed
from campaigns.views.pledge_paper import file_name


def shown(job: PledgePrint) -> dict[str, Any]:
    """What parts/progress.html shows."""
    words = f"{job.get_state_display()}：{job.message or _('等待后台')}"
    done = {"done": job.done, "total": job.total, "words": words}
    return done | {"finished": not job.at_work}


class PrintList(VerbPage, Placed):
    """批量打印: ask for a batch of the place; those of before."""

    audience = CASE_ROLES
    template_name = "campaigns/pledge/prints.html"
    form_class = NothingForm

    def prepare(self) -> None:
        self.find(self)
        if self.campaign is None:
            raise Http404

    def context(self) -> dict[str, Any]:
        mine = PledgePrint.objects.visible_to(self.user).filter(asked_by=self.user)
        jobs = mine.select_related("place", "campaign").defer("content")
        return {"campaign": self.campaign, "place": self.place, "jobs": jobs[:20]}

    def perform(self, data: dict[str, Any]) -> str:
        assert self.campaign is not None  # prepare saw one
        origin = self.request.build_absolute_uri("/")
        job = ask_print(campaign=self.campaign, place=self.place, origin=origin, by=self.user)
        return reverse("campaigns:pledge_print", args=[job.uid])


class OnePrint(Page):
    """A batch of one's own."""

    audience = CASE_ROLES

    def job(self, uid: UUID, *, content: bool = False) -> PledgePrint:
        """Who asked for it sees it; 404 for others."""
        rows = PledgePrint.objects.select_related("place", "campaign").filter(asked_by=self.user)
        return (rows if content else rows.defer("content")).fetch(self.user, uid=uid)


class PrintDetail(OnePrint):
    """How far it is, then the file; the button stops it."""

    template_name = "campaigns/pledge/print_job.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        job = self.job(uid)
        context = {"poll_url": reverse("campaigns:pledge_print", args=[uid]), **shown(job)}
        if getattr(request, "htmx", False):
            if context["finished"]:
                return HttpResponseClientRefresh()
            return render(request, "parts/progress.html", context)
        return self.page(job=job, **context)

    def post(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        stop_print(self.job(uid), by=self.user)
        messages.success(request, _("已通知后台停止。"))
        return redirect("campaigns:pledge_print", uid=uid)


class PrintFile(OnePrint):
    """The bytes; every taking is logged (reliability A8, B1)."""

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        job = self.job(uid, content=True)
        if not job.has_file or not may(self.user, Act.PLEDGE_PRINT, job.place_id):
            raise Http404
        self.note_reading([job], place=job.place_id, purpose=_("下载"))
        return file_answer("pdf", job.content, file_name(job.place, job.campaign))


COLUMNS = (
    Column(_("单位"), width=20),
    Column(_("应签"), "int", 8, total=True),
    Column(_("已签"), "int", 8, total=True),
    Column(_("签订日期"), "date", 14),
    Column(_("责任人"), width=12),
    Column(_("备注"), width=22),
)


def table_of(title: str, unit: str, period: str, rows: list[queries.Row]) -> Table:
    """责任状签订情况表, the columns of domain J2; of a township the villages are counted."""
    lines, due, signed = [], 0, 0
    for row in rows:
        figures = row.below if row.below.due else row.own
        due, signed = due + figures.due, signed + figures.signed
        lines.append(
            [
                Cell(row.unit.name),
                Cell(figures.due),
                Cell(figures.signed),
                Cell(row.pledge.signed_on if row.pledge else None),
                Cell(row.person or None),
                Cell(row.remark),
            ]
        )
    totals = [Cell(_("合计")), Cell(due), Cell(signed), Cell(""), Cell(""), Cell("")]
    return Table(
        title=title,
        unit=unit,
        period=period,
        columns=COLUMNS,
        rows=lines,
        measure=_("份"),
        totals=totals,
        signers=[(_("填表人"), ""), (_("审核人"), "")],
        landscape=False,
    )


class PledgeExport(ExportPage):
    """责任状签订情况表 as Excel; units and their leaders, no family."""

    audience = CASE_ROLES
    figures = True

    def asked(self) -> tuple[Campaign, Division]:
        """The campaign and the place of the map it was asked on, else 404."""
        at = Placed()
        at.find(self)
        if at.campaign is None:
            raise Http404
        return at.campaign, at.place

    def wanted(self, *, masked: bool) -> Wanted:
        campaign, place = self.asked()
        below = queries.rows_below(self.user, campaign, place)
        rows = below or [queries.row_of(self.user, campaign, place)]
        title = _("责任状签订情况表")
        period = _("%(year)d年") % {"year": campaign.year}
        table = table_of(title, place.name, period, rows)
        return Wanted(
            kind="pledges",
            place=place.code,
            unit=unit_of(self.user),
            paper=Paper(title, tables=[table], landscape=False),
            rows=len(rows),
            personal=False,
            filter_words=f"{place.name}，{period}",
        )

    def back_url(self) -> str:
        return f"{reverse('campaigns:pledge_map')}?at={self.asked()[1].code}"
