"""权益保护: the sealed matters one handles, and the page of one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from accounts.acts import Act, may
from accounts.roles import CASE_ROLES
from accounts.views.base import ListPage, Page
from disputes.models.matter import MatterQuerySet
from disputes.queries.protection import listed, opened
from disputes.queries.seal import (
    handlers_of,
    handles,
    openings_to_review,
    running_openings,
    supervises,
    unread_by,
)


class ProtectionList(ListPage):
    """Own sealed matters, what is told to oneself, openings to look at."""

    audience = CASE_ROLES
    template_name = "disputes/protection/list.html"
    logs_reading = True

    def rows(self) -> MatterQuerySet:
        return listed(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        return {
            "notices": unread_by(self.user)[:20],
            "reviews": openings_to_review(self.user),
        }


class ProtectionDetail(Page):
    """One sealed matter for whoever may know of it."""

    audience = CASE_ROLES
    template_name = "disputes/protection/detail.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        matter = opened(self.user, uid)
        self.note_reading([matter], place=matter.place_id)
        mine = handles(self.user, matter)
        return self.page(
            matter=matter,
            mine=mine,
            supervises=supervises(self.user, matter)
            and may(self.user, Act.MATTER_HANDLER, matter.place_id),
            handlers=handlers_of(matter),
            openings=running_openings(matter),
            parties=list(matter.parties.all()),
            dispute=matter.mediation,
        )
