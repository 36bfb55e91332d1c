"""Pages of honours of places, teams and persons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import acts
from accounts.acts import Act, may_somewhere
from accounts.drawing.faults import DocumentError
from accounts.refusals import NotTheMoment
from accounts.roles import CASE_ROLES, Role
from accounts.views.base import ListPage, Page, VerbPage
from campaigns.models import Division, Level
from households.forms.honour import DecideForm, ProposeForm
from households.models import Honour
from households.prints import certificate as paper
from households.queries.honour import honours
from households.transitions.honour import end, grant, propose, refuse
from households.views.award_notice import pdf_response
from households.views.award_rules import OfYear

OFFICES = frozenset({Role.TOWNSHIP_FEDERATION, Role.COUNTY_FEDERATION})


class HonourList(ListPage):
    """Honours of the reach by kind."""

    audience = CASE_ROLES
    template_name = "households/honour/list.html"

    def rows(self) -> models.QuerySet[Any]:
        rows = honours(self.user)
        kind = self.request.GET.get("kind", "")
        return rows.filter(kind=kind) if kind in Honour.Kind.values else rows

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        return {
            "kinds": Honour.Kind.choices,
            "kind": self.request.GET.get("kind", ""),
            "may_propose": may_somewhere(self.user, Act.HONOUR_PROPOSE),
        }


class HonourPropose(OfYear):
    """推荐."""

    audience = OFFICES
    template_name = "parts/verb.html"
    form_class = ProposeForm

    def form_kwargs(self) -> dict[str, Any]:
        places = Division.objects.in_reach(self.user).current().filter(level__gte=Level.COUNTY)
        places = places.filter(code__gte=self.place.code, code__lt=self.place.end)
        return {"places": list(places.order_by("code").values_list("code", "name", "level"))}

    def context(self) -> dict[str, Any]:
        here = reverse("households:honour_list")
        return {
            "heading": _("推荐集体和个人荣誉"),
            "button": _("推荐"),
            "sub": str(self.campaign.year) + _("年"),
            "hint": _("示范村要全村达标户达到规定的占比；个人荣誉要先征得本人同意。"),
            "way": [(_("工作台"), reverse("home")), (_("集体和个人荣誉"), here)],
            "back_url": here,
        }

    def perform(self, data: dict[str, Any]) -> str:
        place = Division.objects.in_reach(self.user).get(code=int(data.pop("place")))
        row = propose(self.campaign, place=place, by=self.user, **data)
        messages.success(self.request, _("已推荐，报县妇联命名。"))
        return reverse("households:honour_detail", args=[row.uid])


class HonourDetail(VerbPage):
    """One honour; the county grants, refuses or ends it here."""

    audience = CASE_ROLES
    template_name = "households/honour/detail.html"
    form_class = DecideForm
    honour: Honour

    def prepare(self) -> None:
        self.honour = honours(self.user).fetch(self.user, uid=self.kwargs["uid"])

    def initial(self) -> dict[str, Any]:
        return {"version": self.honour.version}

    def context(self) -> dict[str, Any]:
        row = self.honour
        may = acts.may(self.user, Act.HONOUR_GRANT, row.place_id)
        return {
            "honour": row,
            "may_grant": may and row.status == Honour.Status.PROPOSED,
            "may_end": may and row.status == Honour.Status.GRANTED,
            "may_print": row.status == Honour.Status.GRANTED and self.user.roles_today() & OFFICES,
        }

    def perform(self, data: dict[str, Any]) -> str:
        verbs: dict[str, Callable[..., Honour]] = {"grant": grant, "refuse": refuse, "end": end}
        row = verbs[data["what"]](
            self.honour, words=data["words"], version=data["version"], by=self.user
        )
        messages.success(self.request, str(row.get_status_display()))
        return reverse("households:honour_detail", args=[row.uid])


class HonourCertificate(Page):
    """荣誉证书 of one honour."""

    audience = OFFICES

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        rows = Honour.objects.select_related("place", "campaign__county")
        row = rows.fetch(self.user, uid=uid)
        if row.status != Honour.Status.GRANTED:
            raise Http404
        one = paper.of_honour(
            row,
            lambda code: request.build_absolute_uri(reverse("campaigns:verify", args=[code])),
        )
        try:
            data = paper.pdf([one], title=str(_("荣誉证书")), author=one.issuer)
        except DocumentError as fault:
            raise NotTheMoment(str(fault)) from None
        return pdf_response(data, "certificate")
