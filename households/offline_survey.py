"""A door survey written down on a phone without a network. The phone keeps no list: whoever asks
types the household's number from the paper list; what was answered is laid in when it arrives."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.refusals import Invalid
from campaigns.models import Survey
from campaigns.survey_forms import said_in
from households.forms.survey import SurveyOffline
from households.transitions.survey import answer_for, find
from households.transitions.sync_kinds import Data, Done, SyncKind, add
from households.views.shell import SHELLS


def _answer(by: User, data: Data, client_uuid: UUID, base: int | None) -> Done:
    running = Survey.objects.visible_to(by).running().filter(kind=Survey.Kind.OWN)
    survey = running.order_by("-starts_on").first()
    if survey is None:
        raise Invalid(_("现在没有进行中的调查。"))
    row = find(by, survey, data["village"], data["number"])
    answer_for(row, said=said_in(data), by=by, client_uuid=client_uuid)
    return Done(_("答卷已交。"), reverse("households:sample_list", args=[survey.uid]))


def _readable(reader: User, data: Data) -> bool:
    return False  # what somebody answered is nobody's to read; its writer puts it right herself


def register() -> None:
    """Tell the queue of phones; once, when the app starts."""
    add(SyncKind("survey", gettext_lazy("入户调查"), 1, SurveyOffline, _answer, _readable))
    SHELLS["survey"] = "households/offline/survey.html"
