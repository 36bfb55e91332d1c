"""A pledge as PDF."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.roles import AREA_ROLES, UPPER_ROLES
from accounts.views.base import Page
from accounts.views.download import file_answer
from campaigns.models import Campaign, Division
from campaigns.printing import draw_one, for_print, public_address


def file_name(unit: Division, campaign: Campaign) -> str:
    """沛县2026年责任状."""
    return _("%(unit)s%(year)d年责任状") % {"unit": unit.name, "year": campaign.year}


class PledgePdf(Page):
    """The pledge as PDF, to be signed or kept; no family is in it."""

    audience = AREA_ROLES | UPPER_ROLES

    def get(self, request: HttpRequest, uid: str) -> HttpResponse:
        pledge = for_print(self.user).fetch(self.user, uid=uid)
        origin = request.build_absolute_uri("/").rstrip("/")
        data = draw_one(pledge, public_address(origin, pledge))
        return file_answer("pdf", data, file_name(pledge.holder, pledge.campaign))
