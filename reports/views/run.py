"""Pages of scoring runs: the list, asking, progress, ranking."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django_htmx.http import HttpResponseClientRefresh

from accounts.acts import Act, may, may_somewhere, require
from accounts.reach import inside
from accounts.roles import AREA_ROLES, Role
from accounts.views.base import ListPage, Page, VerbPage
from campaigns.models import Campaign, Division, Level
from reports import queries
from reports.forms import AskForm
from reports.models import Document, ScoringRun
from reports.run_figure import run_figure
from reports.sheet_rows import rules_of
from reports.transitions.appeal import window_of
from reports.transitions.run import ask_for_run, call_off_run, retry_run

ASKERS = frozenset({Role.COUNTY_FEDERATION, Role.GOVERNANCE_REVIEWER})


def acts_on(page: Page, run: ScoringRun) -> dict[str, bool]:
    """Which acts the buttons of a run offer."""
    acts = (
        Act.SCORE_RUN, Act.SCORE_ENTER, Act.SCORE_VETO, Act.SCORE_SIGN, Act.SCORE_PUBLISH,
        Act.SCORE_CONSULT, Act.SCORE_RECOMPUTE, Act.DOCUMENT_MAKE,
    )  # fmt: skip
    return {act.value.replace(".", "_"): may(page.user, act, run.county_id) for act in acts}


def percent_done(job: ScoringRun | Document) -> dict[str, Any]:
    """What parts/progress.html shows of a job."""
    words = f"{job.get_state_display()}：{job.message or _('等待后台')}"
    return {
        "done": job.done,
        "total": job.total,
        "words": words,
        "finished": job.state in (ScoringRun.State.DONE, ScoringRun.State.FAILED),
    }


class RunList(ListPage):
    """Years and their runs, newest first."""

    audience = AREA_ROLES
    template_name = "reports/run/list.html"

    def rows(self) -> Any:
        return queries.runs(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        return {
            "may_ask": may_somewhere(self.user, Act.SCORE_RUN),
            "sees_documents": bool(
                self.user.roles_today() & (SEE_ALL | {Role.TOWNSHIP_FEDERATION})
            ),
        }


SEE_ALL = ASKERS | {Role.AUDITOR}


class RunAsk(VerbPage):
    """开始计算."""

    audience = ASKERS
    template_name = "reports/run/form.html"
    form_class = AskForm

    def form_kwargs(self) -> dict[str, Any]:
        posting = self.user.main_posting
        code = posting.division.code if posting else 0
        rows = Campaign.objects.for_place(code).select_related("county")
        return {"campaigns": rows.exclude(runs__stage=ScoringRun.Stage.PUBLISHED)}

    def initial(self) -> dict[str, Any]:
        return {"campaign": self.form_kwargs()["campaigns"].first()}

    def context(self) -> dict[str, Any]:
        return {"any": bool(self.initial()["campaign"])}

    def perform(self, data: dict[str, Any]) -> str:
        run = ask_for_run(by=self.user, **data)
        messages.success(self.request, _("已排队计算，完成后本页显示排名。"))
        return reverse("reports:run_detail", args=[run.uid])


class RunDetail(Page):
    """Progress while it runs, then the ranking of townships by peer group."""

    audience = AREA_ROLES
    template_name = "reports/run/detail.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        run = queries.runs(self.user).fetch(self.user, uid=uid)
        level = Level.TOWNSHIP
        rows = queries.sheets(self.user, run, level)
        if not rows and run.state == ScoringRun.State.DONE:
            own = queries.sheets(self.user, run, Level.VILLAGE).first()
            if own is not None:
                return redirect("reports:sheet", uid, own.unit_id)
        groups = queries.grouped(rows)
        return self.page(
            run=run,
            acts=acts_on(self, run),
            groups=groups,
            figure=run_figure(groups),
            rules=rules_of(run, level),
            waiting=queries.waiting(self.user, run),
            poll_url=reverse("reports:run_progress", args=[uid]),
            revision=_revision(self, run),
            window=window_of(run),
            is_signer=run.signed_by_id == self.user.pk,
            today=timezone.localdate(),
            sees_all=inside(self.user.area_spans, run.county_id),
            **percent_done(run),
        )

    def post(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        """取消计算, 重新计算: a run's own two buttons; `act` says which."""
        verbs: dict[str, tuple[Callable[..., ScoringRun], Any]] = {
            "call_off": (call_off_run, CALLED_OFF),
            "retry": (retry_run, AGAIN),
        }
        run = queries.runs(self.user).fetch(self.user, uid=uid)
        require(self.user, Act.SCORE_RUN, run.county_id)
        if request.POST.get("act") not in verbs:
            raise Http404
        verb, said = verbs[request.POST["act"]]
        verb(run=run, by=self.user)
        messages.success(request, said)
        return redirect("reports:run_detail", uid)


CALLED_OFF = _lazy("已取消。正在算的，到下一步停下，不留下半份结果。")
AGAIN = _lazy("已重新排队计算，完成后本页显示排名。")


def _revision(page: Page, run: ScoringRun) -> ScoringRun | None:
    """The run that corrects this one, once it is published; for the office also before."""
    rows = queries.runs(page.user).filter(revises_id=run.pk)
    if not may(page.user, Act.SCORE_ENTER, run.county_id):
        rows = rows.filter(stage__in=[ScoringRun.Stage.PUBLISHED, ScoringRun.Stage.CORRECTED])
    return rows.order_by("-pk").first()


class RunProgress(Page):
    """The fragment the run's page asks for every two seconds."""

    audience = AREA_ROLES
    template_name = "parts/progress.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        run = queries.runs(self.user).fetch(self.user, uid=uid)
        shown = percent_done(run)
        if shown["finished"] and getattr(request, "htmx", False):
            return HttpResponseClientRefresh()
        poll_url = reverse("reports:run_progress", args=[uid])
        return render(request, self.template_name, {"poll_url": poll_url, **shown})


class RunVillages(Page):
    """The ranking of a township's villages."""

    audience = AREA_ROLES
    template_name = "reports/run/villages.html"

    def get(self, request: HttpRequest, uid: UUID, code: int) -> HttpResponse:
        run = queries.runs(self.user).fetch(self.user, uid=uid)
        township = Division.objects.in_reach(self.user).fetch(
            self.user, code=code, level=Level.TOWNSHIP
        )
        rows = queries.sheets(self.user, run, Level.VILLAGE, parent=code)
        return self.page(
            run=run,
            township=township,
            rows=rows,
            rules=rules_of(run, Level.VILLAGE),
            today=timezone.localdate(),
        )
