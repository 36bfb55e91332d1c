"""Pages of surveys: the list, one planned, one with its results and deeds, the table as Excel."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act, may, may_somewhere
from accounts.drawing.faults import DocumentError
from accounts.refusals import Invalid, NotTheMoment
from accounts.roles import AREA_ROLES, CASE_ROLES
from accounts.views.base import ListPage
from accounts.views.download import file_answer
from accounts.views.verb import PlainVerb
from campaigns import survey_slips
from campaigns.forms import NothingForm
from campaigns.models import Campaign, Division, Rate, Survey, TokenBatch
from campaigns.papers.survey import result_pdf
from campaigns.queries import survey as queries
from campaigns.queries.division import home_of
from campaigns.survey_forms import CancelForm, SlipsForm, SurveyForm, VoidForm, WordingForm
from campaigns.transitions import survey as verbs
from campaigns.transitions import survey_answer as answers
from campaigns.transitions.survey_answer import TOWNSHIP
from campaigns.views.deeds import Deed, DeedsPage

LIST = "campaigns:survey_list"


class SurveyList(ListPage):
    """群众调查 of the county."""

    audience = AREA_ROLES
    template_name = "campaigns/survey/list.html"

    def rows(self) -> models.QuerySet[Survey]:
        return queries.surveys(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        return {
            "may_run": may_somewhere(self.user, Act.SURVEY_RUN),
            "reports": queries.interferences(self.user).filter(status="open").count(),
        }


class SurveyNew(PlainVerb):
    """组织一次调查."""

    audience = ALLOWED[Act.SURVEY_RUN]
    heading = gettext_lazy("组织群众调查")
    button = gettext_lazy("存为筹备")
    form_class = SurveyForm

    def way(self) -> list[tuple[str, str]]:
        return [(_("群众调查"), reverse(LIST))]

    def perform(self, data: dict[str, Any]) -> str:
        year = Campaign.objects.for_place(home_of(self.user).code)
        campaign = year.filter(status=Campaign.Status.OPEN).first()
        if campaign is None:
            raise NotTheMoment(_("还没有开展本年度的创建活动。"))
        data["margin"] = int(data["margin"] * 10)
        row = verbs.plan_survey(campaign, by=self.user, **data)
        messages.success(self.request, _("已存为筹备。"))
        return reverse("campaigns:survey_detail", args=[row.uid])


class SurveyDetail(DeedsPage):
    """One survey: sample, progress or results, wording, and what can be done to it."""

    audience = AREA_ROLES
    template_name = "campaigns/survey/detail.html"
    row: Survey

    def prepare(self) -> None:
        self.row = queries.surveys(self.user).fetch(self.user, uid=self.kwargs["uid"])
        self.questions = queries.questions(self.row)
        self.runs = may(self.user, Act.SURVEY_RUN, self.row.county_id)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("as") != "pdf":
            return super().get(request, *args, **kwargs)
        self.prepare()
        if self.row.status != Survey.Status.CLOSED:
            raise NotTheMoment(_("封存以后才有结果可以打印。"))
        name = f"survey-{self.row.uid}"
        return file_answer("pdf", result_pdf(self.row, self.user), name, shown=True)

    def context(self) -> dict[str, Any]:
        row, closed = self.row, self.row.status == Survey.Status.CLOSED
        today = timezone.localdate()
        return {
            "row": row,
            "questions": self.questions,
            "lines": queries.results(row, self.user) if closed else [],
            "alone": queries.own_line(row, self.user) if closed else "",
            "progress": [] if closed or row.cancel_words else queries.progress(row, self.user),
            "outside": queries.outside(row, self.user),
            "rates": list(Rate),
            "margin": f"{row.margin / 10:g}",
            "formula": queries.FORMULA,
            "batches": queries.batches(row, self.user),
            "runs": self.runs,
            "asks": row.status == Survey.Status.OPEN and row.starts_on <= today <= row.ends_on,
            "works": bool(self.user.roles_today() & CASE_ROLES) and row.drawn_at is not None,
            "sampling": row.kind == Survey.Kind.OWN,
        }

    def deeds(self) -> dict[str, Deed]:
        row, state = self.row, Survey.Status(self.row.status)
        draft, running = state == Survey.Status.DRAFT, state == Survey.Status.OPEN
        ready = row.kind == Survey.Kind.THIRD or row.drawn_at is not None
        words = {q.rate: q.wording for q in self.questions}
        live = draft or running
        prints = live and row.drawn_at is not None and may_somewhere(self.user, Act.SURVEY_PRINT)
        left = queries.printable(row, self.user) if prints else []
        self.left = {r.village_id: n for r, n in left}
        made = [
            (str(b.uid), f"{b.village.name} {b.count} 张 {when(b)}")
            for b in queries.batches(row, self.user)
            if b.voided_at is None
        ]
        return {
            "open": Deed(
                _("开始调查"), _("开始"), NothingForm, self.open, self.runs and draft and ready,
                first=True, hint=_("开始以后问题和样本不能再改。"),
            ),
            "slips": Deed(
                _("打印二维码"), _("生成 PDF"), SlipsForm, self.slips, bool(left),
                kwargs={"places": queries.places_left(left)},
                hint=_("每张条答一次。生成后马上保存，系统里不留口令；丢了先作废再打印。"),
            ),
            "void": Deed(
                _("作废一批二维码"), _("作废"), VoidForm, self.void, prints and bool(made),
                ends=True, kwargs={"rows": made},
            ),
            "words": Deed(
                _("修改问题的文字"), _("保存"), WordingForm, self.word, self.runs and draft,
                initial={"version": row.version} | words,
            ),
            "score": Deed(
                _("计入本年考核"), _("计入考核"), NothingForm, self.score,
                self.runs and not row.scored and state != Survey.Status.CANCELLED,
                hint=_("一年只有一次调查计入；原来计入的不再计。"),
            ),
            "close": Deed(
                _("封存结果"), _("封存"), NothingForm, self.close, self.runs and running,
                ends=True, hint=_("封存后不再收答卷，结果公布给各镇、村，不能再改。"),
            ),
            "cancel": Deed(
                _("取消这次调查"), _("取消调查"), CancelForm, self.cancel,
                self.runs and (draft or running), ends=True,
                hint=_("组织错了、办不成的才取消。已收的答卷不公布、不计，不能恢复。"),
            ),
        }  # fmt: skip

    def open(self, data: dict[str, Any]) -> str:
        """Begin."""
        verbs.open_survey(self.row, by=self.user)
        return str(_("调查已经开始。"))

    def slips(self, data: dict[str, Any]) -> HttpResponse:
        """The PDF, told this once."""
        counts = self.counts(data["village"], data["count"])
        names = Division.objects.in_bulk(counts)
        try:
            with transaction.atomic():  # tokens nobody was given are none
                made = answers.print_slips(self.row, counts, by=self.user)
                slips = [
                    (names[b.village_id].name, self.request.build_absolute_uri(address_of(token)))
                    for b, tokens in made
                    for token in tokens
                ]
                paper = survey_slips.paper(self.row, slips)
        except DocumentError as fault:
            raise Invalid(str(fault)) from None
        return file_answer("pdf", paper, f"survey-slips-{data['village']}")

    def counts(self, place: int, count: int | None) -> dict[int, int]:
        """Village → slips: of the one village, or all that fit one printing of a township."""
        if place in self.left:
            return {place: count or min(self.left[place], answers.SHEET_MOST)}
        room, out = min(count or answers.SHEET_MOST, answers.SHEET_MOST), {}
        for village, left in self.left.items():
            if village // TOWNSHIP * TOWNSHIP == place and room:
                out[village] = min(left, room)
                room -= out[village]
        return out

    def void(self, data: dict[str, Any]) -> str:
        """Printings were lost."""
        rows = TokenBatch.objects.visible_to(self.user)
        with transaction.atomic():
            for batch in rows.filter(survey=self.row, uid__in=data["batch"]):
                answers.void_slips(batch, by=self.user)
        return str(_("已作废，没用过的都打不开了。"))

    def word(self, data: dict[str, Any]) -> str:
        """Worded otherwise."""
        version = data.pop("version")
        verbs.word_questions(self.row, wording=data, version=version, by=self.user)
        return str(_("已保存为新的一版。"))

    def score(self, data: dict[str, Any]) -> str:
        """The year's one."""
        verbs.count_for_score(self.row, by=self.user)
        return str(_("已计入本年考核。"))

    def cancel(self, data: dict[str, Any]) -> str:
        """Given up."""
        verbs.cancel_survey(self.row, reason=data["reason"], by=self.user)
        return str(_("已取消。"))

    def close(self, data: dict[str, Any]) -> str:
        """Frozen."""
        verbs.close_survey(self.row, by=self.user)
        return str(_("已封存，结果如下。"))


def when(batch: TokenBatch) -> str:
    """When a printing was made."""
    return f"{timezone.localtime(batch.printed_at):%m-%d %H:%M}"


def address_of(token: str) -> str:
    """The path of a slip's page."""
    return reverse("campaigns:survey_slip", args=[token])
