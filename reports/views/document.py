"""Pages of the assessment report: list, asking, progress, the file itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRefresh

from accounts.acts import Act, may
from accounts.roles import Role
from accounts.views.base import ListPage, Page, VerbPage
from reports import queries
from reports.assembling import Heading
from reports.downloads import download, file_name
from reports.forms import HeadingForm
from reports.models import ScoringRun
from reports.transitions.document import ask_for_document
from reports.views.run import ASKERS, percent_done

READERS = ASKERS | {Role.AUDITOR}


class DocumentList(ListPage):
    """Reports of the county."""

    audience = READERS
    template_name = "reports/document/list.html"

    def rows(self) -> Any:
        return queries.documents(self.user)


class DocumentAsk(VerbPage):
    """生成考核报告."""

    audience = ASKERS
    template_name = "reports/document/form.html"
    form_class = HeadingForm
    run: ScoringRun

    def prepare(self) -> None:
        runs = ScoringRun.objects.select_related(
            "campaign__county", "county", "township_rubric", "village_rubric"
        )
        self.run = runs.fetch(self.user, uid=self.kwargs["uid"])

    def initial(self) -> dict[str, Any]:
        county = self.run.county.name
        return {
            "addressee": _("%(county)s平安家庭创建工作领导小组") % {"county": county},
            "signed_on": timezone.localdate(),
        }

    def context(self) -> dict[str, Any]:
        return {"run": self.run, "waiting": queries.waiting(self.user, self.run)}

    def perform(self, data: dict[str, Any]) -> str:
        document = ask_for_document(run=self.run, heading=Heading(**data), by=self.user)
        messages.success(self.request, _("已排队生成报告，完成后可以下载。"))
        return reverse("reports:document_detail", args=[document.uid])


class DocumentDetail(Page):
    """Progress while it is drawn, then the file to download."""

    audience = READERS
    template_name = "reports/document/detail.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        document = queries.documents(self.user).fetch(self.user, uid=uid)
        return self.page(
            document=document,
            run=document.run,
            name=file_name(document),
            poll_url=reverse("reports:document_progress", args=[uid]),
            may_ask=may(self.user, Act.DOCUMENT_MAKE, document.county_id),
            **percent_done(document),
        )


class DocumentProgress(Page):
    """The fragment the report's page asks for every two seconds."""

    audience = READERS
    template_name = "parts/progress.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        document = queries.documents(self.user).fetch(self.user, uid=uid)
        shown = percent_done(document)
        if shown["finished"] and getattr(request, "htmx", False):
            return HttpResponseClientRefresh()
        poll_url = reverse("reports:document_progress", args=[uid])
        return render(request, self.template_name, {"poll_url": poll_url, **shown})


class DocumentFile(Page):
    """The bytes, through both walls; every download is logged (reliability A8, B1)."""

    audience = READERS

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        document = queries.documents(self.user).fetch(self.user, uid=uid)
        answer = download(document)
        self.note_reading([document], place=document.county_id, purpose=_("下载"))
        return answer
