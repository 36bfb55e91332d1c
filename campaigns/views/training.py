"""Pages of training: the list with the year's coverage, one training with who came."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act
from accounts.exports.listing import Field
from accounts.roles import AREA_ROLES, CASE_ROLES, Role
from accounts.views.base import ListPage
from accounts.views.export import ListExport
from accounts.views.verb import PlainVerb
from campaigns.models import Training
from campaigns.publicity_filters import TrainingFilter
from campaigns.publicity_forms import AttendanceForm, TakeBackForm, TrainingForm
from campaigns.queries import publicity as queries
from campaigns.queries.network import own_unit
from campaigns.transitions import training as verbs
from campaigns.transitions.unit import acts_for
from campaigns.views.deeds import Deed, DeedsPage

LIST = "campaigns:training_list"


class TrainingList(ListPage):
    """培训 and how many of those who should have been trained this year."""

    audience = AREA_ROLES
    template_name = "campaigns/training/list.html"
    filterset_class = TrainingFilter

    def rows(self) -> models.QuerySet[Training]:
        return queries.trainings(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        unit, year = own_unit(self.user), timezone.localdate().year
        trained, should = queries.coverage(self.user, year)
        return {
            "unit": unit,
            "year": year,
            "trained": trained,
            "should": should,
            "share": trained / should * 100 if should else None,
            "may_hold": acts_for(self.user, Act.TRAINING_HOLD, unit),
            "may_export": bool(self.user.roles_today() & CASE_ROLES),
        }


FIELDS = (
    Field(gettext_lazy("时间"), lambda r, m: r.day, "date", width=12),
    Field(gettext_lazy("单位"), lambda r, m: r.unit.name, width=16),
    Field(gettext_lazy("地点"), lambda r, m: r.venue, width=18),
    Field(gettext_lazy("主题"), lambda r, m: r.topic, width=26),
    Field(gettext_lazy("授课人"), lambda r, m: r.teacher, width=14),
    Field(gettext_lazy("应参训"), lambda r, m: r.should, "int", width=8),
    Field(gettext_lazy("参训"), lambda r, m: r.came, "int", width=8),
)


class TrainingExport(ListExport):
    """培训记录 (domain J2) as Excel: counts, nobody's name."""

    figures = True
    listing, list_url = TrainingList, LIST
    fields, title, kind = FIELDS, gettext_lazy("培训记录"), "trainings"
    measure = gettext_lazy("次")


class TrainingNew(PlainVerb):
    """登记培训 of one's own unit."""

    audience = ALLOWED[Act.TRAINING_HOLD]
    heading = gettext_lazy("登记培训")
    button = gettext_lazy("登记")
    hint = gettext_lazy("登记后勾出参加的人。")
    form_class = TrainingForm

    def sub(self) -> str:
        return own_unit(self.user).name

    def initial(self) -> dict[str, Any]:
        roles = [Role.VILLAGE_MEDIATOR.value]
        return {"client_uuid": uuid.uuid4(), "day": timezone.localdate(), "roles": roles}

    def way(self) -> list[tuple[str, str]]:
        return [(_("培训"), reverse(LIST))]

    def perform(self, data: dict[str, Any]) -> str:
        names = data.pop("names").splitlines()
        row = verbs.hold_training(own_unit(self.user), by=self.user, names=names, **data)
        messages.success(self.request, _("已登记，请勾出参加的人。"))
        return reverse("campaigns:training_detail", args=[row.uid])


class TrainingDetail(DeedsPage):
    """One training: its facts and, inside the reach, who should come and who came."""

    audience = AREA_ROLES
    template_name = "campaigns/training/detail.html"
    row: Training

    def prepare(self) -> None:
        rows = Training.objects.select_related("unit", "recorded_by", "taken_back_by")
        self.row = rows.fetch(self.user, uid=self.kwargs["uid"])
        self.people = list(queries.trainees(self.user, self.row))

    def context(self) -> dict[str, Any]:
        came = sum(t.came for t in self.people)
        share = came / len(self.people) * 100 if self.people else None
        return {"row": self.row, "people": self.people, "came": came, "share": share}

    def deeds(self) -> dict[str, Deed]:
        own = acts_for(self.user, Act.TRAINING_HOLD, self.row.unit)
        live = own and self.row.taken_back_at is None
        listed = [(t.pk, f"{t.name}（{t.place.name}）") for t in self.people]
        came = [t.pk for t in self.people if t.came]
        return {
            "came": Deed(
                _("勾出参加的人"), _("保存"), AttendanceForm, self.mark, live, first=not came,
                kwargs={"people": listed}, initial={"came": came},
            ),
            "back": Deed(
                _("撤回这次培训"), _("撤回"), TakeBackForm, self.back, live, ends=True,
                hint=_("撤回以后不再计数，记录和原因留着。"),
            ),
        }  # fmt: skip

    def mark(self, data: dict[str, Any]) -> str:
        """Who came."""
        verbs.mark_attendance(self.row, came=data["came"], by=self.user)
        return _("已保存：参加 %(n)d 人。") % {"n": len(set(data["came"]))}

    def back(self, data: dict[str, Any]) -> str:
        """Taken back."""
        verbs.take_back_training(self.row, reason=data["reason"], by=self.user)
        return str(_("已撤回，不再计数。"))
