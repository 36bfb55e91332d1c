"""Pages of the quality review: samples, drawing one, its dossiers, each step of one."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act, may, may_somewhere, require
from accounts.moments import require_moment
from accounts.reach import within
from accounts.roles import CASE_ROLES
from accounts.views.base import ListPage, Page, VerbPage
from campaigns.models import Division, Level
from disputes.forms.quality import AgainForm, CorrectForm, DrawForm, ReviewForm
from disputes.models import QualityDraw, QualityReview
from disputes.transitions import quality as verbs

JUDGED = Q(reviews__status__in=["passed", "failed", "corrected"])


class QualityList(ListPage):
    """卷宗评查: samples inside the reach with how many passed of how many judged."""

    audience = CASE_ROLES
    template_name = "disputes/quality/list.html"

    def rows(self) -> Any:
        rows = QualityDraw.objects.visible_to(self.user).select_related("village", "drawn_by")
        return rows.order_by("-drawn_on", "-pk").annotate(
            drawn=Count("reviews"),
            judged=Count("reviews", filter=JUDGED),
            passed=Count("reviews", filter=Q(reviews__status="passed")),
        )

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        return {"may_draw": may_somewhere(self.user, Act.DOSSIER_DRAW)}


class QualityDrawNew(VerbPage):
    """抽取卷宗."""

    audience = ALLOWED[Act.DOSSIER_DRAW]
    template_name = "disputes/quality/form.html"
    form_class = DrawForm

    def prepare(self) -> None:
        towns = Division.objects.current().filter(within(self.user.case_spans, "code"))
        self.townships = list(towns.filter(level=Level.TOWNSHIP).order_by("code"))

    def form_kwargs(self) -> dict[str, Any]:
        return {"townships": self.townships}

    def initial(self) -> dict[str, Any]:
        today = timezone.localdate()
        return {"first": today.replace(month=1, day=1), "last": today}

    def context(self) -> dict[str, Any]:
        return {
            "heading": _("抽取卷宗"),
            "button": _("抽取"),
            "back_url": reverse("disputes:quality_list"),
        }

    def perform(self, data: dict[str, Any]) -> str:
        code = data.pop("township")
        township = next(t for t in self.townships if t.code == code)
        made = verbs.draw(township=township, by=self.user, **data)
        messages.success(self.request, _("已抽取。"))
        return reverse("disputes:quality_detail", args=[made.uid])


class QualityDetail(Page):
    """One sample: its seed, its dossiers, what was found."""

    audience = CASE_ROLES
    template_name = "disputes/quality/detail.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        draw = QualityDraw.objects.select_related("village", "drawn_by").fetch(self.user, uid=uid)
        rows = (
            QualityReview.objects.visible_to(self.user)
            .filter(draw=draw)
            .select_related("dispute__village", "reviewed_by", "again_by", "dispute__matter")
            .prefetch_related("dispute__parties")
        )
        found = list(rows)
        self.note_reading([row.dispute for row in found], draw.village_id)
        reviews = may(self.user, Act.DOSSIER_REVIEW, draw.village_id)
        lines = [(row, reviews, _marked(row)) for row in found]
        corrects = may_somewhere(self.user, Act.DOSSIER_CORRECT)
        return self.page(draw=draw, lines=lines, corrects=corrects, today=timezone.localdate())


def _marked(row: QualityReview) -> str:
    """The items that failed."""
    labels = dict(QualityReview.Item.choices)
    return "、".join(str(labels[i]) for i, mark in row.marks.items() if mark == "fail")


class QualityVerb(VerbPage):
    """A step of one drawn dossier."""

    template_name = "disputes/quality/form.html"
    act: ClassVar[Act]
    moment: ClassVar[str]
    heading: ClassVar[Any]
    row: QualityReview

    def prepare(self) -> None:
        rows = QualityReview.objects.select_related("dispute", "draw", "reviewed_by")
        self.row = rows.fetch(self.user, uid=self.kwargs["uid"])
        require(self.user, self.act, self.row.village_id)
        if self.act == Act.DOSSIER_REVIEW:
            verbs.require_other(self.row, self.user, again=self.moment == "again")
        require_moment(self.row, self.moment, str(self.heading))
        self.note_reading([self.row.dispute], self.row.village_id)

    def initial(self) -> dict[str, Any]:
        return {"version": self.row.version}

    def context(self) -> dict[str, Any]:
        return {
            "row": self.row,
            "heading": self.heading,
            "button": self.heading,
            "back_url": reverse("disputes:quality_detail", args=[self.row.draw.uid]),
        }

    def done(self) -> str:
        """Back to the sample."""
        return str(self.context()["back_url"])


class QualityReviewPage(QualityVerb):
    """评查."""

    audience = ALLOWED[Act.DOSSIER_REVIEW]
    act, moment, heading = Act.DOSSIER_REVIEW, "review", gettext_lazy("评查")
    form_class = ReviewForm

    def perform(self, data: dict[str, Any]) -> str:
        verbs.review(row=self.row, by=self.user, **data)
        return self.done()


class QualityCorrect(QualityVerb):
    """整改."""

    audience = ALLOWED[Act.DOSSIER_CORRECT]
    act, moment, heading = Act.DOSSIER_CORRECT, "correct", gettext_lazy("登记整改")
    form_class = CorrectForm

    def perform(self, data: dict[str, Any]) -> str:
        verbs.correct(row=self.row, by=self.user, **data)
        return self.done()


class QualityAgain(QualityVerb):
    """复查."""

    audience = ALLOWED[Act.DOSSIER_REVIEW]
    act, moment, heading = Act.DOSSIER_REVIEW, "again", gettext_lazy("复查")
    form_class = AgainForm

    def perform(self, data: dict[str, Any]) -> str:
        verbs.review_again(row=self.row, by=self.user, **data)
        return self.done()
