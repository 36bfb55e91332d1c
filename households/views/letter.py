"""Pages of household letters in bulk: ask and see, follow one, take a village's letters."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRefresh

from accounts.acts import Act, may
from accounts.exports.sheet import Mark, Pdf
from accounts.roles import CASE_ROLES
from accounts.transitions.export import Wanted
from accounts.views.base import Page, VerbPage
from accounts.views.export import ExportPage, unit_of
from campaigns.models import Campaign, Division
from campaigns.queries.campaign import campaign_at
from campaigns.queries.pledge import place_of
from campaigns.views.asked import asked_code
from households.forms.pledge import LetterForm
from households.letters import with_foot, without_names
from households.models import LetterPart, LetterPrint
from households.queries.pledge import letter_text
from households.transitions.letter import ask_letters, stop_letters


class LetterList(VerbPage):
    """批量打印承诺书: ask for a batch; what lies ready for one's villages."""

    audience = CASE_ROLES
    template_name = "households/pledge/letters.html"
    form_class = LetterForm
    campaign: Campaign
    place: Division

    def prepare(self) -> None:
        posting = self.user.main_posting
        found = campaign_at(posting.division.code) if posting else None
        if found is None:
            raise Http404
        self.campaign = found
        self.place = place_of(self.user, found, asked_code(self.request))

    def context(self) -> dict[str, Any]:
        parts = LetterPart.objects.visible_to(self.user).filter(
            village__gte=self.place.code,
            village__lt=self.place.end,
            expires_at__gt=timezone.now(),
        )
        own = LetterPrint.objects.visible_to(self.user).filter(asked_by=self.user)
        return {
            "campaign": self.campaign,
            "place": self.place,
            "text": letter_text(self.user, self.campaign),
            "jobs": own.select_related("place")[:10],
            "parts": parts.select_related("village").defer("content", "keys")[:100],
            "may_ask": may(self.user, Act.LETTER_PRINT, self.place.code),
        }

    def perform(self, data: dict[str, Any]) -> str:
        job = ask_letters(
            campaign=self.campaign,
            place=self.place,
            origin=self.request.build_absolute_uri("/"),
            by=self.user,
            **data,
        )
        return reverse("households:letter_job", args=[job.uid])


class LetterJob(Page):
    """How far one's batch is, then a line for every village; the button stops it."""

    audience = CASE_ROLES
    template_name = "households/pledge/letter_job.html"

    def job(self, uid: UUID) -> LetterPrint:
        """Who asked for it sees it; 404 for others."""
        rows = LetterPrint.objects.select_related("place", "campaign", "template")
        return rows.filter(asked_by=self.user).fetch(self.user, uid=uid)

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        job = self.job(uid)
        context: dict[str, Any] = {
            "done": job.done,
            "total": job.total,
            "words": f"{job.get_state_display()}：{job.message or _('等待后台')}",
            "finished": not job.at_work,
            "poll_url": reverse("households:letter_job", args=[uid]),
        }
        if getattr(request, "htmx", False):
            if context["finished"]:
                return HttpResponseClientRefresh()
            return render(request, "parts/progress.html", context)
        parts = LetterPart.objects.visible_to(self.user).filter(job=job)
        listed = parts.select_related("village").defer("content", "keys")
        return self.page(job=job, parts=listed, **context)

    def post(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        stop_letters(self.job(uid), by=self.user)
        messages.success(request, _("已通知后台停止。"))
        return redirect("households:letter_job", uid=uid)


class LetterTake(ExportPage):
    """A village's letters, by the path of every export: reason, password, quota, log. Names are
    on them only for whoever may carry names away; for others they are left to the pen."""

    audience = CASE_ROLES

    def wanted(self, *, masked: bool) -> Wanted:
        rows = LetterPart.objects.select_related("village", "template")
        part = rows.filter(expires_at__gt=timezone.now()).fetch(self.user, uid=self.kwargs["uid"])

        def drawn(mark: Mark) -> bytes:
            return with_foot(without_names(part) if masked else part.content, mark.words)

        title = _("平安家庭承诺书（%(village)s）") % {"village": part.village.name}
        return Wanted(
            kind="letters",
            place=self.place(),
            unit=unit_of(self.user),
            paper=Pdf(title, drawn),
            noun="households.household",
            keys=part.keys,
            rows=part.letters,
            masked=masked,
            filter_words=part.village.name,
        )

    def back_url(self) -> str:
        return reverse("households:letter_list")
