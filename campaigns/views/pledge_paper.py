"""A pledge as PDF."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from accounts.roles import AREA_ROLES
from accounts.views.base import Page
from campaigns.printing import draw_one, for_print, public_address


class PledgePdf(Page):
    """The pledge as PDF, to be signed or kept; no family is in it."""

    audience = AREA_ROLES

    def get(self, request: HttpRequest, uid: str) -> HttpResponse:
        pledge = for_print(self.user).fetch(self.user, uid=uid)
        origin = request.build_absolute_uri("/").rstrip("/")
        data = draw_one(pledge, public_address(origin, pledge))
        answer = HttpResponse(data, content_type="application/pdf")
        name = _("%(unit)s%(year)d年责任状.pdf") % {
            "unit": pledge.holder.name,
            "year": pledge.campaign.year,
        }
        header = content_disposition_header(as_attachment=True, filename=name)
        answer["Content-Disposition"] = header or "attachment"
        answer["Cache-Control"] = "no-store"
        return answer
