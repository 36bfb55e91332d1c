"""Pages of hazards: the list by time left, one hazard, and every step from the first word on."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act, may, may_somewhere
from accounts.reach import within
from accounts.roles import CASE_ROLES
from accounts.templatetags.words import mask_name
from accounts.views.base import ListPage, Page
from accounts.views.verb import PlainVerb
from campaigns.models import Division, Level
from households.filters.hazard import HazardFilter
from households.forms.hazard import HazardOpenForm
from households.models import Hazard, Household, ListedFamily, Visit, ZeroReport
from households.queries.hazard import clocks_of, handles, hazard_rows
from households.transitions.hazard import open_hazard

Status = Hazard.Status
LIST = "households:hazard_list"


class HazardList(ListPage):
    """Hazards, least time left first."""

    audience = CASE_ROLES
    template_name = "households/hazard/list.html"
    filterset_class = HazardFilter
    logs_reading = True

    def rows(self) -> models.QuerySet[Hazard]:
        return hazard_rows(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        posting, now = self.user.main_posting, timezone.now()
        lines = [{"hazard": h, "clocks": _told(h, now)} for h in page.object_list]
        return {
            "unit": posting.division if posting else None,
            "lines": lines,
            "filtered": any(v for k, v in self.request.GET.items() if k != "page"),
            "may_open": may_somewhere(self.user, Act.HAZARD_OPEN),
        }


class HazardDetail(Page):
    """One hazard: clocks with their sums, the form, calls and notes, what comes next."""

    audience = CASE_ROLES
    template_name = "households/hazard/detail.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        hazard = hazard_rows(self.user).fetch(self.user, uid=kwargs["uid"])
        knows = bool(hazard.reporter) and handles(self.user, hazard)
        self.note_reading([hazard], hazard.village_id, purpose="reporter" if knows else "")
        return self.page(
            hazard=hazard,
            household=hazard.household,
            clocks=_told(hazard, timezone.now()),
            calls=hazard.calls.select_related("by"),
            notes=hazard.notes.select_related("by").order_by("-at", "-pk"),
            reporter=hazard.reporter if knows else "",
            kept_secret=bool(hazard.reporter) and not knows,
            **self.acts(hazard),
        )

    def acts(self, hazard: Hazard) -> dict[str, Any]:
        """Which buttons to show."""
        place, status = hazard.village_id, hazard.status
        works = may(self.user, Act.HAZARD_REPORT, place)
        above = may(self.user, Act.HAZARD_LIFT, place)
        running = status != Status.ENDED
        return {
            "may_call": works and running,
            "may_file": works and status == Status.OPEN,
            "may_follow": works and status in Hazard.ALLOWED["follow"],
            "may_ask": works and status in Hazard.ALLOWED["ask"],
            "may_receive": running and hazard.handler_id is None
            and may(self.user, Act.HAZARD_RECEIVE, place),
            "may_release": running and hazard.handler_id is not None
            and may(self.user, Act.HAZARD_RECEIVE, place),
            "may_lift": above and status == Status.ASKED,
            "may_urge": running and may(self.user, Act.FAMILY_URGE, place),
        }  # fmt: skip


class HazardNew(PlainVerb):
    """上报重大隐患: from a listed family, a household, a visit, a found report, or directly."""

    audience = ALLOWED[Act.HAZARD_OPEN]
    heading = gettext_lazy("上报重大隐患")
    button = gettext_lazy("上报，开始计时")
    hint = gettext_lazy("两小时内打电话并填专报，一天内交书面续报。有现实危险先打110。")
    form_class = HazardOpenForm
    sources: ClassVar[dict[str, Any]] = {
        "family": ListedFamily,
        "household": Household,
        "visit": Visit,
        "report": ZeroReport,
    }

    def prepare(self) -> None:
        self.about: dict[str, Any] = {}
        for name, model in self.sources.items():
            if typed := self.request.GET.get(name):
                self.about = {name: model.objects.fetch(self.user, uid=_uid(typed))}
                self.note_reading(self.about.values(), self.about[name].village_id)
                break

    def form_kwargs(self) -> dict[str, Any]:
        row = next(iter(self.about.values()), None)
        places = Division.objects.filter(within(self.user.case_spans, "code"), level=Level.VILLAGE)
        if row is not None:
            places = places.filter(code=row.village_id)
        return {"villages": list(places.filter(valid_to__isnull=True).order_by("code"))}

    def initial(self) -> dict[str, Any]:
        return {"client_uuid": uuid.uuid4(), "known_at": timezone.localtime()}

    def sub(self) -> str:
        home = self.home()
        return _("%(name)s 家") % {"name": mask_name(home.head_name)} if home else ""

    def home(self) -> Household | None:
        """The household it is about, where it is known."""
        family = self.about.get("family") or getattr(self.about.get("visit"), "family", None)
        home: Household | None = family.household if family else self.about.get("household")
        return home

    def way(self) -> list[tuple[str, str]]:
        return [(_("重大隐患"), reverse(LIST))]

    def perform(self, data: dict[str, Any]) -> str:
        code = data.pop("village")
        about = dict(self.about)
        if "visit" in about:
            about["family"] = about["visit"].family
        village = None if about else Division.objects.get(pk=code)
        hazard = open_hazard(by=self.user, village=village, **about, **data)
        messages.success(self.request, _("已上报，两个时限开始计时。请马上打电话。"))
        return reverse("households:hazard_detail", args=[hazard.uid])


def _uid(typed: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(typed)
    except ValueError:
        return None


def _told(hazard: Hazard, now: Any) -> list[dict[str, Any]]:
    """Both clocks as a page shows them."""
    return [
        {
            "name": clock.name,
            "sum": clock.sum(),
            "state": clock.state(now),
            "words": clock.words(now),
            "due": clock.due,
            "steps": clock.steps,
        }
        for clock in clocks_of(hazard)
    ]
