"""Pages that put somebody into a post of a group or member unit, or end it."""

from __future__ import annotations

import uuid
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act
from accounts.templatetags.words import zh_date
from accounts.views.verb import PlainVerb
from campaigns.models import LeadingGroup, MemberUnit, Seat
from campaigns.organisation_forms import SeatEndForm, SeatForm
from campaigns.queries import organisation as queries
from campaigns.transitions import seat as verbs
from campaigns.transitions.unit import require_unit


def way_to(body: LeadingGroup | MemberUnit) -> list[tuple[str, str]]:
    """The list of its sort, and its page."""
    if isinstance(body, MemberUnit):
        page = reverse("campaigns:member_unit_detail", args=[body.uid])
        return [(_("成员单位"), reverse("campaigns:member_unit_list")), (body.short_name, page)]
    page = reverse("campaigns:leading_group_detail", args=[body.uid])
    return [(_("领导小组"), reverse("campaigns:leading_group_list")), (body.name, page)]


class SeatNew(PlainVerb):
    """登记任职 in one body; a subclass says which."""

    audience = ALLOWED[Act.SEAT_WRITE]
    heading = button = gettext_lazy("登记任职")
    form_class = SeatForm
    body: LeadingGroup | MemberUnit

    def find(self) -> LeadingGroup | MemberUnit:
        """The group or unit of the address."""
        raise NotImplementedError

    def prepare(self) -> None:
        self.body = self.find()
        require_unit(self.user, Act.SEAT_WRITE, verbs.place_of(self.body))

    def form_kwargs(self) -> dict[str, Any]:
        body = self.body
        if isinstance(body, MemberUnit):
            return {"posts": Seat.UNIT_POSTS, "units": None}
        units = queries.member_units(self.user).live() if body.place.is_county else None
        return {"posts": Seat.GROUP_POSTS, "units": units}

    def initial(self) -> dict[str, Any]:
        return {
            "client_uuid": uuid.uuid4(),
            "since": timezone.localdate(),
            "post": self.request.GET.get("post", ""),
        }

    def sub(self) -> str:
        return self.body.name

    def way(self) -> list[tuple[str, str]]:
        return way_to(self.body)

    def act(self, data: dict[str, Any]) -> str:
        verbs.begin_seat(self.body, by=self.user, **data)
        return _("已登记。")


class MemberUnitSeatNew(SeatNew):
    """登记成员单位负责人."""

    def find(self) -> MemberUnit:
        return queries.member_units(self.user).fetch(self.user, uid=self.kwargs["uid"])


class SeatEnd(PlainVerb):
    """登记离任, with the next one if she is known."""

    audience = ALLOWED[Act.SEAT_WRITE]
    heading = button = gettext_lazy("登记离任")
    hint = gettext_lazy("以前的记录不改动，老会议、老文件上仍看得到当时是谁。")
    form_class = SeatEndForm
    row: Seat

    def prepare(self) -> None:
        joined = Seat.objects.select_related("place", "group", "unit")
        self.row = joined.fetch(self.user, uid=self.kwargs["uid"])
        require_unit(self.user, Act.SEAT_WRITE, self.row.place)

    def initial(self) -> dict[str, Any]:
        return {"until": timezone.localdate()}

    def sub(self) -> str:
        return f"{self.row.get_post_display()} {self.row.name}"

    def facts(self) -> list[tuple[str, Any]]:
        since = _("%(day)s到任") % {"day": zh_date(self.row.since)}
        return [
            (self.row.get_post_display(), f"{self.row.name} {self.row.title}"),
            (_("任期"), since),
        ]

    def way(self) -> list[tuple[str, str]]:
        body = self.row.group or self.row.unit
        assert body is not None
        return way_to(body)

    def act(self, data: dict[str, Any]) -> str:
        _ended, follows = verbs.end_seat(self.row, by=self.user, **data)
        return _("已登记离任和接任。") if follows else _("已登记离任。")
