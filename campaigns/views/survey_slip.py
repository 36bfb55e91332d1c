"""/q/…: the page behind a printed slip, and reports of interference.

The slip's page needs neither account nor script nor cookie; it shows the four questions, takes one
answer, and takes a word about interference. What never was, what was voided and a survey that takes
no answers look alike; a slip that was used says so."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from accounts import scope
from accounts.acts import ALLOWED, Act, may_somewhere
from accounts.refusals import Invalid, NotTheMoment
from accounts.templatetags.words import zh_day
from accounts.views.public import PublicLink
from campaigns.models import Division, Interference, Level, Survey, SurveyToken
from campaigns.queries import survey as queries
from campaigns.queries.division import home_of
from campaigns.survey_forms import (
    AnswerForm,
    HandleForm,
    InterferenceForm,
    TellForm,
    said_in,
)
from campaigns.transitions import survey_answer as verbs
from campaigns.views.deeds import Deed, DeedsPage

# Words about interference from one slip: enough to correct oneself, not to flood the county.
TOLD_MOST = 2


@method_decorator(csrf_exempt, name="dispatch")  # the token in the path is the right; no cookie
class SurveySlip(PublicLink):
    """The questions; thanks; used before."""

    purpose = verbs.PURPOSE
    gone_template = "campaigns/survey/public_gone.html"

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        row = self._row()
        return self._page(row) if row else self.unknown()

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        row = self._row()
        if row is None:
            return self.unknown()
        if "tell" in request.POST:
            return self._told(row)
        if row.used:
            return self._page(row, status=409)
        form = self._form(row, request.POST)
        if form.is_valid():
            try:
                taken = verbs.answer_by_slip(token, said_in(form.cleaned_data))
            except Invalid as refusal:
                form.add_error(None, refusal.sentence)
            except NotTheMoment:
                return self.unknown()
            else:
                if taken is None:
                    return self.unknown()
                row.used = True
                return self._page(row, done=taken, status=200 if taken else 409)
        return self._page(row, form=form, status=422)

    def _row(self) -> SurveyToken | None:
        with scope.as_system():
            return verbs.found_by(self.token)

    def _form(self, row: SurveyToken, typed: Any = None) -> AnswerForm:
        with scope.as_system():
            asked = queries.questions(row.batch.survey)
        return AnswerForm(typed, wording={q.rate: q.wording for q in asked}, auto_id="q_%s")

    def _told(self, row: SurveyToken) -> HttpResponse:
        form = TellForm(self.request.POST, auto_id="t_%s")
        if form.is_valid():
            try:
                with scope.as_system():
                    verbs.tell_by_slip(row, words=form.cleaned_data["words"], most=TOLD_MOST)
            except (Invalid, NotTheMoment) as refusal:
                form.add_error("words", refusal.sentence)
            else:
                return self._page(row, told=True)
        return self._page(row, tell=form, status=422)

    def _page(self, row: SurveyToken, status: int = 200, **more: Any) -> HttpResponse:
        context: dict[str, Any] = {"survey": row.batch.survey, "used": row.used, **more}
        if not row.used:
            context.setdefault("form", self._form(row))
        context.setdefault("tell", TellForm(auto_id="t_%s"))
        return render(self.request, "campaigns/survey/public.html", context, status=status)


class InterferenceList(DeedsPage):
    """干扰调查的反映: told by anybody with an account, handled by the county and 平安办; nobody
    below the county reads what was told."""

    audience = ALLOWED[Act.SURVEY_TELL]
    template_name = "campaigns/survey/interference.html"

    def prepare(self) -> None:
        self.rows = list(queries.interferences(self.user)[:200])
        self.handles = may_somewhere(self.user, Act.SURVEY_HANDLE)
        running = queries.surveys(self.user).exclude(status=Survey.Status.DRAFT)
        self.surveys = list(running[:10])

    def context(self) -> dict[str, Any]:
        return {"rows": self.rows, "handles": self.handles}

    def deeds(self) -> dict[str, Deed]:
        from uuid import uuid4

        county = home_of(self.user)
        places = Division.objects.within(county).filter(level=Level.TOWNSHIP).current()
        out = {
            "tell": Deed(
                _("反映有人干扰调查"), _("送县里核查"), InterferenceForm, self.tell,
                bool(self.surveys), first=not self.handles,
                kwargs={"surveys": self.surveys, "places": list(places.order_by("code"))},
                initial={"client_uuid": uuid4()},
                hint=_("只有县妇联、平安办能看到，被反映的单位看不到。"),
            ),
        }  # fmt: skip
        for row in self.rows:
            if self.handles and row.status == Interference.Status.OPEN:
                out[f"handle-{row.uid}"] = Deed(
                    _("核查：%(day)s %(about)s")
                    % {"day": zh_day(row.told_on), "about": row.about.name if row.about else ""},
                    _("核查完毕"), HandleForm, self.handle,
                    initial={"row": row.uid, "version": row.version},
                )  # fmt: skip
        return out

    def tell(self, data: dict[str, Any]) -> str:
        """Told with an account."""
        survey = Survey.objects.fetch(self.user, uid=data["survey"])
        verbs.tell_interference(
            survey,
            words=data["words"],
            about=data["about"],
            by=self.user,
            client_uuid=data["client_uuid"],
        )
        return str(_("已送县里核查。"))

    def handle(self, data: dict[str, Any]) -> str:
        """Looked into."""
        row = Interference.objects.fetch(self.user, uid=data["row"])
        verbs.handle_interference(
            row,
            found=data["found"] == "yes",
            handling=data["handling"],
            version=data["version"],
            by=self.user,
        )
        return str(_("核查情况已记下。"))
