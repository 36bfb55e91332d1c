"""The page on which the supervisor of a sealed file settles what happened beside a report."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act
from accounts.templatetags.words import mask_name, zh_day
from accounts.views.verb import PlainVerb
from households.models import Incident
from households.transitions.incidents import settle


class IncidentSettle(PlainVerb):
    """核实: nothing is asked of the village, no report is marked."""

    audience = ALLOWED[Act.INCIDENT_SETTLE]
    heading = gettext_lazy("核实情况")
    button = gettext_lazy("已核实")
    hint = gettext_lazy(
        "这件事只有知悉人看得到：不向村里发问，不影响零报告，也不计入任何数字。"
        "请当面核实人是否安全、村里当时知不知道，再点已核实。"
    )
    form_class = forms.Form
    row: Incident

    def prepare(self) -> None:
        rows = Incident.objects.filter(sealed=True).select_related("family__household", "village")
        self.row = rows.fetch(self.user, uid=self.kwargs["uid"])
        self.note_reading([self.row], self.row.village_id)

    def sub(self) -> str:
        family = self.row.family
        return _("%(day)s，%(what)s，%(name)s 家，%(village)s") % {
            "day": zh_day(self.row.happened_on),
            "what": self.row.told,
            "name": mask_name(family.household.head_name) if family else "",
            "village": self.row.village.name,
        }

    def way(self) -> list[tuple[str, str]]:
        family = self.row.family
        assert family is not None  # a sealed incident is one of a file
        return [(_("一户一档"), reverse("households:family_detail", args=[family.uid]))]

    def perform(self, data: dict[str, Any]) -> str:
        settle(uid=self.row.uid, by=self.user)
        return self.done(_("已记为核实。"))
