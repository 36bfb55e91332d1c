"""Pages of a committee's seats."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act
from accounts.refusals import NotTheMoment
from disputes.forms.committee import SeatForm, SeatLeaveForm, SeatRoleForm
from disputes.models import CommitteeSeat
from disputes.queries.committee import candidates, committee_opened
from disputes.transitions import seat as verbs
from disputes.views.committee import CommitteeVerb


class SeatTake(CommitteeVerb):
    """增补委员."""

    audience = ALLOWED[Act.COMMITTEE_SEAT]
    moment = "seat"
    heading = button = gettext_lazy("登记委员")
    hint = gettext_lazy("委员同时列入调解员名册。选了“主任”，现任主任改为委员。")
    form_class = SeatForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"people": candidates(self.row.place)}

    def initial(self) -> dict[str, Any]:
        return {"version": self.row.version, "since": timezone.localdate(), "role": "member"}

    def act(self, data: dict[str, Any]) -> str:
        verbs.take_seat(self.row, by=self.user, **data)
        return _("已登记。")


class SeatVerb(CommitteeVerb):
    """A verb on one seat that is held."""

    audience = ALLOWED[Act.COMMITTEE_SEAT]
    moment = "seat"
    seat: CommitteeSeat

    def prepare(self) -> None:
        rows = CommitteeSeat.objects.select_related("committee", "entry")
        self.seat = rows.fetch(self.user, uid=self.kwargs["uid"])
        self.kwargs["uid"] = self.seat.committee.uid
        super().prepare()
        self.row = committee_opened(self.user, self.seat.committee.uid)
        if self.seat.until is not None:
            raise NotTheMoment(_("她（他）已经离任。"))

    def initial(self) -> dict[str, Any]:
        today = timezone.localdate()
        return {"version": self.row.version, "role": self.seat.role, "until": today}

    def sub(self) -> str:
        return f"{self.row.name}，{self.seat.entry.name}"


class SeatRole(SeatVerb):
    """调整职务."""

    heading = gettext_lazy("调整职务")
    button = gettext_lazy("保存")
    hint = gettext_lazy("选了“主任”，现任主任改为委员。")
    form_class = SeatRoleForm

    def act(self, data: dict[str, Any]) -> str:
        verbs.change_role(self.seat, by=self.user, **data)
        return _("已调整。")


class SeatLeave(SeatVerb):
    """委员离任."""

    heading = button = gettext_lazy("办理离任")
    hint = gettext_lazy(
        "离任后不再是本调委会的调解员。委员不足、没有主任或没有妇女成员的，须补选。"
    )
    form_class = SeatLeaveForm
    ends = True

    def act(self, data: dict[str, Any]) -> str:
        verbs.leave_seat(self.seat, by=self.user, **data)
        return _("已办理离任。")
