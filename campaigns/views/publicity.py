"""Pages of publicity: activities with the four fixed dates, one activity with its photos."""

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
from accounts.photos import BYTES_MOST
from accounts.roles import AREA_ROLES, CASE_ROLES
from accounts.views.base import ListPage
from accounts.views.export import ListExport
from accounts.views.verb import PlainVerb
from campaigns.models import Activity
from campaigns.publicity_filters import ActivityFilter
from campaigns.publicity_forms import (
    ActivityForm,
    DropForm,
    PhotoForm,
    TakeBackForm,
    WindowForm,
)
from campaigns.queries import publicity as queries
from campaigns.queries.division import home_of
from campaigns.queries.network import own_unit
from campaigns.transitions import activity as verbs
from campaigns.transitions.unit import acts_for
from campaigns.views.deeds import Deed, DeedsPage

LIST = "campaigns:activity_list"


class ActivityList(ListPage):
    """宣传活动, the unit's own four fixed dates above."""

    audience = AREA_ROLES
    template_name = "campaigns/activity/list.html"
    filterset_class = ActivityFilter

    def rows(self) -> models.QuerySet[Activity]:
        return queries.activities(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        unit, year = own_unit(self.user), timezone.localdate().year
        return {
            "unit": unit,
            "year": year,
            "dated": queries.fixed_dates(self.user, unit, year),
            "sums": queries.sums(rows),
            "today": timezone.localdate(),
            "may_record": acts_for(self.user, Act.ACTIVITY_RECORD, unit),
            "may_export": bool(self.user.roles_today() & CASE_ROLES),
            "may_set": unit.is_county and acts_for(self.user, Act.ACTIVITY_WINDOW, unit),
            "window": verbs.window_at(unit.code),
        }


FIELDS = (
    Field(gettext_lazy("时间"), lambda r, m: r.day, "date", width=12),
    Field(gettext_lazy("单位"), lambda r, m: r.unit.name, width=16),
    Field(gettext_lazy("地点"), lambda r, m: r.venue, width=18),
    Field(gettext_lazy("主题"), lambda r, m: r.theme, width=26),
    Field(gettext_lazy("形式"), lambda r, m: r.get_kind_display(), width=10),
    Field(gettext_lazy("集中宣传日"), lambda r, m: r.get_occasion_display() or "", width=16),
    Field(gettext_lazy("人数"), lambda r, m: r.people, "int", width=8),
    Field(gettext_lazy("资料数"), lambda r, m: r.materials, "int", width=8),
    Field(gettext_lazy("照片"), lambda r, m: r.shots, "int", width=8),
)


class ActivityExport(ListExport):
    """宣传活动记录 (domain J2) as Excel; nobody is named in it."""

    figures = True
    listing, list_url = ActivityList, LIST
    fields, title, kind = FIELDS, gettext_lazy("宣传活动记录"), "activities"
    measure = gettext_lazy("次")


class ActivityNew(PlainVerb):
    """登记宣传活动 of one's own unit."""

    audience = ALLOWED[Act.ACTIVITY_RECORD]
    template_name = "campaigns/activity/form.html"
    heading = gettext_lazy("登记宣传活动")
    button = gettext_lazy("登记")
    form_class = ActivityForm

    def sub(self) -> str:
        return own_unit(self.user).name

    def initial(self) -> dict[str, Any]:
        today = timezone.localdate()
        near = verbs.occasion_near(today, verbs.window_at(own_unit(self.user).code))
        return {"client_uuid": uuid.uuid4(), "day": today, "occasion": near, "kind": "street"}

    def way(self) -> list[tuple[str, str]]:
        return [(_("宣传活动"), reverse(LIST))]

    def context(self) -> dict[str, Any]:
        before, after = verbs.window_at(own_unit(self.user).code)
        return super().context() | {"before": before, "after": after}

    def perform(self, data: dict[str, Any]) -> str:
        photo = data.pop("photo")
        sent = photo.read(BYTES_MOST + 1) if photo is not None else None
        row = verbs.record_activity(own_unit(self.user), by=self.user, photo=sent, **data)
        messages.success(self.request, _("已登记。"))
        return reverse("campaigns:activity_detail", args=[row.uid])


class ActivityDetail(DeedsPage):
    """One activity: its facts, photos, and what can still be done to it."""

    audience = AREA_ROLES
    template_name = "campaigns/activity/detail.html"
    row: Activity

    def prepare(self) -> None:
        self.row = queries.all_activities(self.user).fetch(self.user, uid=self.kwargs["uid"])
        self.files = list(queries.photos(self.user, self.row, "activity"))
        self.own = acts_for(self.user, Act.ACTIVITY_RECORD, self.row.unit)

    def context(self) -> dict[str, Any]:
        return {"row": self.row, "files": self.files, "may_act": self.own}

    def deeds(self) -> dict[str, Deed]:
        live = self.own and self.row.taken_back_at is None
        listed = [
            (str(file.uid), _("第 %(n)d 张") % {"n": n}) for n, file in enumerate(self.files, 1)
        ]
        return {
            "photo": Deed(
                _("加照片"), _("加上"), PhotoForm, self.add, live, first=not self.files
            ),
            "drop": Deed(
                _("撤下照片"), _("撤下"), DropForm, self.drop, live and bool(listed),
                kwargs={"files": listed},
            ),
            "back": Deed(
                _("撤回这次活动"), _("撤回"), TakeBackForm, self.back, live, ends=True,
                hint=_("撤回以后不再计数，记录和原因留着。"),
            ),
        }  # fmt: skip

    def add(self, data: dict[str, Any]) -> str:
        """A photo more."""
        verbs.add_photo(self.row, data=data["file"].read(BYTES_MOST + 1), by=self.user)
        return str(_("照片已加上。"))

    def drop(self, data: dict[str, Any]) -> str:
        """A photo less."""
        verbs.drop_photo(self.row, file=uuid.UUID(data["file"]), by=self.user)
        return str(_("照片已撤下。"))

    def back(self, data: dict[str, Any]) -> str:
        """Taken back."""
        verbs.take_back_activity(self.row, reason=data["reason"], by=self.user)
        return str(_("已撤回，不再计数。"))


class OccasionWindowSet(PlainVerb):
    """设定集中宣传日前后几天."""

    audience = ALLOWED[Act.ACTIVITY_WINDOW]
    heading = gettext_lazy("集中宣传日前后几天算")
    button = gettext_lazy("保存")
    form_class = WindowForm

    def initial(self) -> dict[str, Any]:
        before, after = verbs.window_at(home_of(self.user).code)
        return {"before": before, "after": after}

    def way(self) -> list[tuple[str, str]]:
        return [(_("宣传活动"), reverse(LIST))]

    def act(self, data: dict[str, Any]) -> str:
        verbs.set_window(home_of(self.user), by=self.user, **data)
        return str(_("已保存。"))
