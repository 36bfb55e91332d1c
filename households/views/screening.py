"""Pages of screening: rounds, coverage of one, a village's homes, filing, opening a round."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acts import Act, may, may_somewhere
from accounts.reach import inside
from accounts.roles import AREA_ROLES, CASE_ROLES, Role
from accounts.views.base import ListPage, Page, VerbPage
from campaigns.models import Campaign, Division
from campaigns.models.division import Level
from households.forms.screening import FilingForm, RoundForm
from households.models import ScreeningRound, Timing, VillageScreening
from households.queries.screening import (
    cover_of_rounds,
    coverage,
    grids_of,
    homes_of,
    leads_of,
    rounds_of,
    total,
)
from households.transitions.screening import file_screening, mark_homes, open_round

VILLAGE = frozenset({Role.VILLAGE_MEDIATOR})
COUNTY = frozenset({Role.COUNTY_FEDERATION})


class RoundList(ListPage):
    """Rounds of the county with the figures of one's own reach."""

    audience = AREA_ROLES
    template_name = "households/screening/list.html"
    page_size = 30

    def rows(self) -> models.QuerySet[ScreeningRound]:
        return rounds_of(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        now, listed = timezone.now(), list(page.object_list)
        covers = cover_of_rounds(self.user, listed, now)
        own: dict[int, VillageScreening] = {}
        posting = self.user.main_posting
        if posting and posting.division.level == Level.VILLAGE:
            mine = VillageScreening.objects.visible_to(self.user).with_timing(now)
            own = {row.round_id: row for row in mine.filter(round__in=listed)}
        return {
            "lines": [(one, covers[one.pk], own.get(one.pk)) for one in listed],
            "is_village": bool(own),
            "may_open": may_somewhere(self.user, Act.SCREENING_OPEN),
            "unit": posting.division if posting else None,
        }


class RoundDetail(Page):
    """Coverage of a round: townships, a township's villages."""

    audience = AREA_ROLES
    template_name = "households/screening/round.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = ScreeningRound.objects.visible_to(self.user).filter(uid=kwargs["uid"]).first()
        posting = self.user.main_posting
        if found is None or posting is None:
            raise Http404
        root = self._root(posting.division)
        lines = coverage(self.user, found, root, timezone.now())
        asked = request.GET.get("show", "")
        show = asked if asked in Timing.values else ""
        return self.page(
            round=found,
            root=root,
            above=posting.division if root != posting.division else None,
            lines=[line for line in lines if not show or getattr(line.cover, show)],
            show=Timing(show).label if show else "",
            whole=total(lines),
            by_village=root.level >= Level.TOWNSHIP,
            sees_village=bool(self.user.roles_today() & CASE_ROLES),
        )

    def _root(self, own: Division) -> Division:
        asked = self.request.GET.get("at", "")
        if not asked.isdecimal():
            return own
        found = Division.objects.within(own).filter(code=int(asked[:12])).first()
        if found is None:
            raise Http404
        return found


class ScreeningDetail(Page):
    """A village in a round: homes by grid, marked one by one or a grid at once."""

    audience = CASE_ROLES
    template_name = "households/screening/detail.html"
    row: VillageScreening

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = fetch_row(self, kwargs["uid"])
        grids = grids_of(self.user, row)
        names = [grid.name for grid in grids]
        asked = request.GET.get("grid", names[0] if names else "")
        grid = asked if asked in names else (names[0] if names else "")
        homes = list(homes_of(self.user, row, grid)) if names else []
        self.note_reading(homes, row.village_id)
        return self.page(
            row=row,
            round=row.round,
            grids=grids,
            grid=grid,
            homes=homes,
            left=[home for home in homes if not home.done],  # type: ignore[attr-defined]
            seen=[home for home in homes if home.done],  # type: ignore[attr-defined]
            marked=sum(one.marked for one in grids),
            leads=list(leads_of(self.user, row)),
            may_file=may(self.user, Act.SCREENING_FILE, row.village_id),
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = fetch_row(self, kwargs["uid"])
        grid = request.POST.get("grid", "")
        off = "off" in request.POST
        asked = request.POST.getlist("off" if off else "homes")
        homes = [uid for uid in (_uuid(one) for one in asked) if uid is not None]
        if request.POST.get("all"):
            homes = list(homes_of(self.user, row, grid).values_list("uid", flat=True))
        mark_homes(row, households=homes, by=self.user, on=not off)
        if homes:
            words = _("已取消 %(n)d 户。") if off else _("已记下 %(n)d 户。")
            messages.success(request, words % {"n": len(homes)})
        address = reverse("households:screening_detail", args=[row.uid])
        return redirect(f"{address}?grid={grid}")


class ScreeningFile(VerbPage):
    """交本轮排查."""

    audience = VILLAGE
    template_name = "households/screening/file.html"
    form_class = FilingForm
    row: VillageScreening

    def prepare(self) -> None:
        self.row = fetch_row(self, self.kwargs["uid"])

    @property
    def marked(self) -> int:
        """Homes marked so far."""
        return self.row.homes.count()

    def initial(self) -> dict[str, Any]:
        row = self.row
        return {
            "client_uuid": uuid.uuid4(),
            "version": row.version,
            "way": "counted" if row.counted else "marked",
            "counted": row.screened if row.counted else None,
            "signer": row.signer or self.user.name,
            "note": row.note,
        }

    def form_kwargs(self) -> dict[str, Any]:
        marked = min(self.marked, self.row.expected)
        return {"marked": marked, "expected": self.row.expected}

    def context(self) -> dict[str, Any]:
        back = reverse("households:screening_detail", args=[self.row.uid])
        return {"row": self.row, "round": self.row.round, "back_url": back}

    def perform(self, data: dict[str, Any]) -> str:
        data.pop("way")
        row = file_screening(self.row, by=self.user, **data)
        messages.success(
            self.request,
            _("已交：走过 %(n)d 户，全村 %(all)d 户。") % {"n": row.screened, "all": row.expected},
        )
        return reverse("households:screening_list")


class RoundOpen(VerbPage):
    """开一轮排查."""

    audience = COUNTY
    template_name = "households/screening/open.html"
    form_class = RoundForm
    campaign: Campaign

    def prepare(self) -> None:
        posting = self.user.main_posting
        rows = Campaign.objects.visible_to(self.user).filter(status=Campaign.Status.OPEN)
        found = rows.filter(county=posting.division).order_by("-year").first() if posting else None
        if found is None:
            raise Http404
        self.campaign = found

    def context(self) -> dict[str, Any]:
        return {"campaign": self.campaign, "back_url": reverse("households:screening_list")}

    def initial(self) -> dict[str, Any]:
        return {"starts": timezone.localdate(), "kind": ScreeningRound.Kind.EXTRA}

    def perform(self, data: dict[str, Any]) -> str:
        row = open_round(campaign=self.campaign, by=self.user, **data)
        messages.success(
            self.request, _("已开：%(name)s。各村会在待办里看到。") % {"name": row.name}
        )
        return reverse("households:round_detail", args=[row.uid])


def fetch_row(page: Page, uid: uuid.UUID) -> VillageScreening:
    """The village's record, 404 outside the case reach: it leads to homes."""
    rows = VillageScreening.objects.select_related("round", "village", "filed_by")
    row = rows.fetch(page.user, uid=uid)
    if not inside(page.user.case_spans, row.village_id):
        raise Http404
    return row


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
