"""Pages of papers and contests: the list, a new one, one with its adoptions."""

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
from accounts.roles import AREA_ROLES
from accounts.views.base import ListPage
from accounts.views.verb import PlainVerb
from campaigns.models import Achievement
from campaigns.publicity_filters import AchievementFilter
from campaigns.publicity_forms import AchievementForm, TakeBackForm
from campaigns.queries import publicity as queries
from campaigns.queries.network import own_unit
from campaigns.transitions import achievement as verbs
from campaigns.transitions.unit import acts_for
from campaigns.views.bulletin import AdoptionDeeds
from campaigns.views.deeds import Deed

LIST = "campaigns:achievement_list"


class AchievementList(ListPage):
    """调研与竞赛 of the reach."""

    audience = AREA_ROLES
    template_name = "campaigns/achievement/list.html"
    filterset_class = AchievementFilter

    def rows(self) -> models.QuerySet[Achievement]:
        return queries.achievements(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        unit = own_unit(self.user)
        return {
            "unit": unit,
            "adopted": rows.filter(adopted__gt=0).count(),
            "may_record": acts_for(self.user, Act.ACHIEVEMENT_RECORD, unit),
        }


class AchievementNew(PlainVerb):
    """登记调研文章或竞赛活动 of one's own unit."""

    audience = ALLOWED[Act.ACHIEVEMENT_RECORD]
    heading = gettext_lazy("登记调研、竞赛")
    button = gettext_lazy("登记")
    form_class = AchievementForm

    def sub(self) -> str:
        return own_unit(self.user).name

    def initial(self) -> dict[str, Any]:
        return {"client_uuid": uuid.uuid4(), "day": timezone.localdate(), "kind": "paper"}

    def way(self) -> list[tuple[str, str]]:
        return [(_("调研与竞赛"), reverse(LIST))]

    def perform(self, data: dict[str, Any]) -> str:
        data["entries"] = data["entries"] or 0
        row = verbs.record_achievement(own_unit(self.user), by=self.user, **data)
        messages.success(self.request, _("已登记。"))
        return reverse("campaigns:achievement_detail", args=[row.uid])


class AchievementDetail(AdoptionDeeds):
    """One paper or contest."""

    audience = AREA_ROLES
    template_name = "campaigns/achievement/detail.html"
    row: Achievement

    def prepare(self) -> None:
        rows = Achievement.objects.select_related("unit", "recorded_by", "taken_back_by")
        self.row = rows.fetch(self.user, uid=self.kwargs["uid"])

    def context(self) -> dict[str, Any]:
        return {"row": self.row, "adoptions": self.adoptions}

    def deeds(self) -> dict[str, Deed]:
        own = acts_for(self.user, Act.ACHIEVEMENT_RECORD, self.row.unit)
        live = own and self.row.taken_back_at is None
        paper = self.row.kind == Achievement.Kind.PAPER
        return {
            **self.adoption_deeds(live and paper),
            "back": Deed(
                _("撤回这一条"), _("撤回"), TakeBackForm, self.back, live, ends=True,
                hint=_("撤回以后不再计数，记录和原因留着。"),
            ),
        }  # fmt: skip

    def back(self, data: dict[str, Any]) -> str:
        """Taken back."""
        verbs.take_back_achievement(self.row, reason=data["reason"], by=self.user)
        return str(_("已撤回，不再计数。"))
