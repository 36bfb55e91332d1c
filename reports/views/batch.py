"""成片考核: a city has the year of all its counties computed, watches, calls off, tries again, and
reads the roll-up."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_htmx.http import HttpResponseClientRefresh

from accounts.acts import ALLOWED, Act, may
from accounts.exports.screen import SCREEN_ROWS, drawn
from accounts.exports.sheet import Paper as Workbook
from accounts.refusals import NotTheMoment
from accounts.transitions.export import Wanted
from accounts.views.base import ListPage, Page
from accounts.views.export import ExportPage, unit_of
from accounts.views.verb import PlainVerb
from reports import batch_paper
from reports import queries_batch as queries
from reports.forms import BatchForm
from reports.models import ScoringBatch
from reports.rollup import apart
from reports.transitions.batch import ask_for_batch, call_off_batch, retry_county

NAME_MOST, TOWNS_SHOWN, MANY = 20, 60, 20
READERS = ALLOWED[Act.BATCH_RUN]


class BatchList(ListPage):
    """Batches of one's own city or province, newest first."""

    audience = READERS
    template_name = "reports/batch/list.html"

    def rows(self) -> Any:
        return queries.batches(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        shown = list(page.object_list)
        progress = queries.progress(shown)
        return {"lines": [(batch, progress.get(batch.pk, (0, 0))) for batch in shown]}


class BatchAsk(PlainVerb):
    """开始成片考核."""

    audience = READERS
    form_class = BatchForm
    heading = gettext_lazy("开始成片考核")
    button = gettext_lazy("开始计算")
    hint = gettext_lazy(
        "每个县各算一次，互不影响。已公布、已签字和正在年终复核的县，用县里现有的结果，不重算。"
        "只看得到各县、各乡镇的得分和名次，看不到家庭和案件。"
    )

    def form_kwargs(self) -> dict[str, Any]:
        return {"places": queries.places_of(self.user), "years": queries.years_of(self.user)}

    def way(self) -> list[tuple[str, str]]:
        return [(_("成片考核"), reverse("reports:batch_list"))]

    def perform(self, data: dict[str, Any]) -> str:
        batch = ask_for_batch(by=self.user, **data)
        return self.done(
            _("已排队，各县分别计算；可以离开本页。"),
            reverse("reports:batch_detail", args=[batch.uid]),
        )


class OfBatch(Page):
    """A page of one batch, 404 outside one's own city or province."""

    audience = READERS

    def shown(self, batch: ScoringBatch) -> dict[str, Any]:
        """How far it is: the bar and every county."""
        counties = queries.counties(batch)
        ended = sum(county.ended for county in counties)
        may_run = may(self.user, Act.BATCH_RUN, batch.place_id)
        return {
            "batch": batch,
            "cities": queries.by_city(counties),
            "done": ended,
            "total": len(counties),
            "failed": [county for county in counties if county.failed],
            # What was called off is still watched until its last county has stopped.
            "finished": not batch.under_way and ended == len(counties),
            "under_way": batch.under_way,
            "words": _("%(total)d 个县（市、区），已结束 %(done)d 个")
            % {"total": len(counties), "done": ended},
            "may_run": may_run,
            "may_retry": may_run and queries.is_newest(batch, self.user),
            "poll_url": reverse("reports:batch_progress", args=[batch.uid]),
        }


class BatchDetail(OfBatch):
    """Counties with their state, then the roll-up and the places in each peer group."""

    template_name = "reports/batch/detail.html"
    verbs: ClassVar[dict[str, Any]] = {
        "call_off": gettext_lazy("已取消。正在算的县到下一步停下，算完的县保留结果。"),
        "retry": gettext_lazy("已重新排队，算完后重新汇总。"),
    }

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        batch = queries.batches(self.user).defer(None).fetch(self.user, uid=uid)
        wanted = request.GET.get("q", "").strip()[:NAME_MOST]
        whole = "whole" in request.GET
        look = batch_paper.Look(links=True, wanted=wanted, most=0 if whole else TOWNS_SHOWN)
        papers = batch_paper.tables(batch, look) if batch.frozen else []
        return self.page(
            papers=[drawn(paper, SCREEN_ROWS * 10 if whole else SCREEN_ROWS) for paper in papers],
            wanted=wanted,
            whole=whole,
            many=len(batch.frozen.get("counties", ())) > MANY,
            apart=apart(batch.frozen) if batch.frozen else [],
            **self.shown(batch),
        )

    def post(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        """取消, 重试一个县: `act` says which, `county` names the county. What stands in the way is
        said above the counties, where it can be looked at."""
        batch = queries.batches(self.user).fetch(self.user, uid=uid)
        act, county = request.POST.get("act", ""), request.POST.get("county", "")
        if act not in self.verbs or (act == "retry" and not county.isdecimal()):
            raise Http404
        try:
            if act == "call_off":
                call_off_batch(batch=batch, by=self.user)
            else:
                retry_county(batch=batch, county=int(county), by=self.user)
        except NotTheMoment as refusal:
            messages.warning(request, refusal.sentence)
        else:
            messages.success(request, self.verbs[act])
        return redirect("reports:batch_detail", uid)


class BatchProgress(OfBatch):
    """The fragment the batch's page asks for every two seconds."""

    template_name = "reports/batch/progress.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        shown = self.shown(queries.batches(self.user).fetch(self.user, uid=uid))
        if shown["finished"] and getattr(request, "htmx", False):
            return HttpResponseClientRefresh()
        return render(request, self.template_name, shown)


class BatchExport(ExportPage):
    """The roll-up as Excel, through the door of every export: figures, so without a reason."""

    audience = READERS
    figures = True
    batch: ScoringBatch

    def prepare(self) -> None:
        rows = queries.batches(self.user).defer(None)
        self.batch = rows.fetch(self.user, uid=self.kwargs["uid"])
        if not self.batch.frozen:
            raise NotTheMoment(_("还没有汇总，等各县都结束后再导出。"))

    def place(self) -> int:
        return self.batch.place_id

    def wanted(self, *, masked: bool) -> Wanted:
        tables = batch_paper.tables(self.batch, batch_paper.Look())
        return Wanted(
            kind="batch",
            place=self.place(),
            unit=unit_of(self.user),
            paper=Workbook(tables[0].title, tables=tables),
            rows=sum(len(table.rows) for table in tables),
            personal=False,
            masked=masked,
            filter_words=batch_paper.as_of(self.batch),
            act=Act.EXPORT_STATISTICS,
        )

    def back_url(self) -> str:
        return reverse("reports:batch_detail", args=[self.batch.uid])
