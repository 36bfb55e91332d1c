"""Pages of volunteer teams: the list, one team with members and hours, the verbs."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act
from accounts.roles import AREA_ROLES
from accounts.views.base import ListPage, Page
from accounts.views.verb import PlainVerb
from campaigns.models import VolunteerTeam
from campaigns.network_filters import TeamFilter
from campaigns.network_forms import TeamEditForm, TeamEndForm, TeamForm
from campaigns.queries import network as queries
from campaigns.transitions import team as verbs
from campaigns.transitions.unit import acts_for, require_unit
from campaigns.views.point import month_asked
from campaigns.views.volunteer import VOLUNTEERS

TEAMS = "campaigns:team_list"


class TeamList(ListPage):
    """志愿队 with members, hours and cases of the year."""

    audience = AREA_ROLES
    template_name = "campaigns/team/list.html"
    filterset_class = TeamFilter

    def rows(self) -> models.QuerySet[VolunteerTeam]:
        return queries.teams(self.user, timezone.localdate().year)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        unit = queries.own_unit(self.user)
        members = queries.members_of(self.user, list(page.object_list))
        lines = [
            {
                "row": row,
                "members": members.get(row.pk, 0),
                "knows": queries.knows_work(self.user, row.place_id),
            }
            for row in page.object_list
        ]
        may_form = acts_for(self.user, Act.NETWORK_TEAM, unit)
        return {"unit": unit, "lines": lines, "may_form": may_form}


class TeamDetail(Page):
    """One team: its members with their load, its year month by month."""

    audience = AREA_ROLES
    template_name = "campaigns/team/detail.html"

    def get(self, request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
        first = month_asked(request)
        row = queries.teams(self.user, first.year).fetch(self.user, uid=uid)
        members = queries.volunteers(self.user, first).on(timezone.localdate()).filter(team=row)
        work = queries.services(self.user).filter(team=row)
        limit = queries.limit_at(self.user, row.place_id)
        lines = [
            {"row": one, "over": (one.month_hours or 0) > limit}  # type: ignore[attr-defined]
            for one in members.order_by("name", "pk")
        ]
        return self.page(
            row=row,
            lines=lines,
            limit=limit,
            year=first.year,
            months=queries.by_month(work, first.year, None),
            knows=queries.knows_work(self.user, row.place_id),
            may_act=row.until is None and acts_for(self.user, Act.NETWORK_TEAM, row.place),
        )


class TeamNew(PlainVerb):
    """组建志愿队 of one's own unit."""

    audience = ALLOWED[Act.NETWORK_TEAM]
    heading = gettext_lazy("组建志愿队")
    button = gettext_lazy("组建")
    hint = gettext_lazy("组建后，在志愿者的信息里选这个队，再回来定队长。")
    form_class = TeamForm

    def initial(self) -> dict[str, Any]:
        return {"since": timezone.localdate()}

    def sub(self) -> str:
        return queries.own_unit(self.user).name

    def way(self) -> list[tuple[str, str]]:
        return [(_("志愿者"), reverse(VOLUNTEERS)), (_("志愿队"), reverse(TEAMS))]

    def perform(self, data: dict[str, Any]) -> str:
        row = verbs.form_team(queries.own_unit(self.user), by=self.user, **data)
        return self.done(_("已组建。"), reverse("campaigns:team_detail", args=[row.uid]))


class TeamVerb(PlainVerb):
    """A verb on one team."""

    audience = ALLOWED[Act.NETWORK_TEAM]
    row: VolunteerTeam

    def prepare(self) -> None:
        joined = VolunteerTeam.objects.select_related("place", "leader")
        self.row = joined.fetch(self.user, uid=self.kwargs["uid"])
        require_unit(self.user, Act.NETWORK_TEAM, self.row.place)

    def sub(self) -> str:
        return self.row.name

    def way(self) -> list[tuple[str, str]]:
        page = reverse("campaigns:team_detail", args=[self.row.uid])
        return [(_("志愿队"), reverse(TEAMS)), (self.row.name, page)]


class TeamEdit(TeamVerb):
    """改队名、定队长."""

    heading = gettext_lazy("改队名、定队长")
    button = gettext_lazy("保存")
    form_class = TeamEditForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"members": queries.members(self.user, self.row)}

    def initial(self) -> dict[str, Any]:
        row = self.row
        return {"name": row.name, "leader": row.leader_id, "version": row.version}

    def act(self, data: dict[str, Any]) -> str:
        verbs.change_team(self.row, by=self.user, **data)
        return _("已保存。")


class TeamEnd(TeamVerb):
    """撤销志愿队."""

    heading = button = gettext_lazy("撤销志愿队")
    form_class = TeamEndForm
    ends = True

    def initial(self) -> dict[str, Any]:
        return {"until": timezone.localdate(), "version": self.row.version}

    def act(self, data: dict[str, Any]) -> str:
        verbs.end_team(self.row, by=self.user, **data)
        return _("已撤销，队员仍是志愿者。")
