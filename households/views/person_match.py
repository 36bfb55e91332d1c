"""The county's pages on who is one person; no village ever sees them (T3)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.refusals import NotTheMoment
from accounts.roles import Role
from accounts.views.base import Page, VerbPage
from households.forms.steps import MatchForm, UndoForm
from households.models import Member, PersonMatch
from households.queries.people import CANDIDATES_MOST, candidates, decided
from households.transitions.person import decide_match, undo_match

COUNTY_ONLY = frozenset({Role.COUNTY_FEDERATION})


class MatchList(Page):
    """Candidates and decisions."""

    audience = COUNTY_ONLY
    template_name = "households/match/list.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        posting = self.user.main_posting
        assert posting is not None  # the audience asks for one
        found = candidates(self.user, posting.division.code)
        done = decided(self.user)
        self.note_reading([m for c in found for m in (c.first, c.second)])
        self.note_reading(done)
        return self.page(
            candidates=found,
            decided=done,
            capped=len(found) >= CANDIDATES_MOST,
            unit=posting.division,
        )


class MatchDecide(VerbPage):
    """Two registrations side by side, masked; one person or two."""

    audience = COUNTY_ONLY
    template_name = "households/match/decide.html"
    form_class = MatchForm

    def prepare(self) -> None:
        rows = Member.objects.select_related("household", "village__parent")
        asked = self.request.GET if self.request.method == "GET" else self.request.POST
        try:
            wanted = [UUID(asked.get(name, "")) for name in ("first", "second")]
        except ValueError:
            raise Http404 from None
        self.pair = [rows.fetch(self.user, uid=uid) for uid in wanted]
        self.note_reading(self.pair)

    def context(self) -> dict[str, Any]:
        first, second = self.pair
        return {
            "pair": self.pair,
            "same_id": bool(first.id_hash) and first.id_hash == second.id_hash,
            "back_url": reverse("households:match_list"),
        }

    def perform(self, data: dict[str, Any]) -> str:
        first, second = self.pair
        try:
            decide_match(first, second, by=self.user, **data)
        except NotTheMoment as refusal:
            messages.warning(self.request, refusal.sentence)
        else:
            messages.success(self.request, _("已核对，可以随时撤销。"))
        return reverse("households:match_list")


class MatchUndo(VerbPage):
    """Take a decision back."""

    audience = COUNTY_ONLY
    template_name = "households/match/undo.html"
    form_class = UndoForm
    match: PersonMatch

    def prepare(self) -> None:
        rows = PersonMatch.objects.select_related(
            "first__household", "first__village", "second__household", "second__village"
        )
        self.match = rows.fetch(self.user, uid=self.kwargs["uid"])
        self.note_reading([self.match.first, self.match.second])

    def context(self) -> dict[str, Any]:
        return {"match": self.match, "back_url": reverse("households:match_list")}

    def perform(self, data: dict[str, Any]) -> str:
        undo_match(self.match, by=self.user, **data)
        messages.success(self.request, _("已撤销，两条登记重新列入待核对。"))
        return reverse("households:match_list")
