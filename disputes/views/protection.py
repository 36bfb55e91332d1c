"""权益保护: the sealed matters one handles, and the page of one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.acts import Act, may
from accounts.identity import mask_id
from accounts.models import User
from accounts.roles import CASE_ROLES
from accounts.views.base import ListPage, Page
from disputes.models import Matter, ProtectionCase
from disputes.models.matter import MatterQuerySet
from disputes.protection_calendar import owed_of
from disputes.protection_offers import offers_of, steps_of
from disputes.queries.protection import case_of, listed, opened, safe_contact_of, whole
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
        for row in page.object_list:
            row.case = case_of(row)
        return {
            "notices": unread_by(self.user)[:20],
            "reviews": openings_to_review(self.user),
        }


class ProtectionDetail(Page):
    """One sealed matter for whoever may know of it: danger and safe contact first."""

    audience = CASE_ROLES
    template_name = "disputes/protection/detail.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        matter = opened(self.user, uid)
        self.note_reading([matter], place=matter.place_id)
        case = whole(matter)
        return self.page(
            matter=matter,
            parties=[
                (p, mask_id(p.id_number) if p.id_number else "") for p in matter.parties.all()
            ],
            dispute=matter.mediation,
            **_known(self.user, matter),
            **_case(self.user, matter, case),
        )


def _known(user: User, matter: Matter) -> dict[str, Any]:
    return {
        "mine": handles(user, matter),
        "supervises": supervises(user, matter) and may(user, Act.MATTER_HANDLER, matter.place_id),
        "handlers": handlers_of(matter),
        "openings": running_openings(matter),
    }


def _case(user: User, matter: Matter, case: ProtectionCase | None) -> dict[str, Any]:
    today = timezone.localdate()
    mine = handles(user, matter)
    return {
        "case": case,
        "safe": safe_contact_of(matter),
        "steps": steps_of(case) if matter.route == "protection" else [],
        "offers": offers_of(matter, case, user, mine=mine),
        "owed": owed_of(case, today) if case else [],
        "today": today,
        "hold": matter.holds.in_force().first(),
        "may_hold": mine and may(user, Act.PROTECTION_HOLD, matter.place_id),
        "in_shelter": any(s.left_on is None for s in case.stays.all()) if case else False,
        "may_reveal": may(user, Act.PERSON_REVEAL, matter.place_id),
    }
