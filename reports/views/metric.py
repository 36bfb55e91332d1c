"""The page of the metric catalogue."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.roles import AREA_ROLES
from accounts.views.base import Page
from accounts.views.download import file_answer
from reports.cataloguing import TITLE, catalogue_pdf, rubrics_in_use, sections


class MetricList(Page):
    """统计指标说明: what each metric counts; `?as=pdf` is the annex."""

    audience = AREA_ROLES
    template_name = "reports/metric/list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        rubrics = rubrics_in_use(self.user)
        if request.GET.get("as") == "pdf":
            posting = self.user.main_posting
            author = posting.division.name if posting else self.user.name
            data = catalogue_pdf(rubrics, author, timezone.localdate())
            return file_answer("pdf", data, TITLE, shown=True)
        words = request.GET.get("q", "")[:40]
        found = sections(rubrics, words)
        count = sum(len(section.entries) for section in found)
        return self.page(rubrics=rubrics, sections=found, words=words, count=count)
