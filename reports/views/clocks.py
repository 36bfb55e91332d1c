"""The page of the year's windows and clocks: what holds, what is to come, setting it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act, require
from accounts.roles import Role
from accounts.views.base import VerbPage
from campaigns.forms import day_field
from campaigns.task_forms import text
from reports.models import ScoreClocks
from reports.transitions.clocks import set_clocks
from reports.views.rubric import year_asked

NAMES = tuple(ScoreClocks.BOUNDS)


class ClocksForm(forms.Form):
    """The numbers and the day they begin."""

    starts = day_field(
        gettext_lazy("自哪一天起"),
        help_text=gettext_lazy("从明天或以后的一天起；这一天以前开始的期限不变。"),
    )
    reason = text(gettext_lazy("理由"), 300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (least, most) in ScoreClocks.BOUNDS.items():
            label = ScoreClocks._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            unit = _("%(least)d–%(most)d 天") % {"least": least, "most": most}
            self.fields[name] = forms.IntegerField(
                label=label, min_value=least, max_value=most, help_text=unit
            )
        self.order_fields([*NAMES, "starts", "reason"])


class Clocks(VerbPage):
    """考核期限; ?year=YEAR."""

    audience = ALLOWED[Act.SCORE_CLOCKS] | {Role.COUNTY_FEDERATION, Role.AUDITOR}
    template_name = "reports/clocks/form.html"
    form_class = ClocksForm

    def prepare(self) -> None:
        self.campaign = year_asked(self)
        self.now = ScoreClocks.objects.visible_to(self.user).on(
            self.campaign.pk, timezone.localdate()
        )
        if self.request.method == "POST":
            require(self.user, Act.SCORE_CLOCKS, self.campaign.county_id)

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.now, name) for name in NAMES}

    def context(self) -> dict[str, Any]:
        rows = ScoreClocks.objects.visible_to(self.user).filter(campaign=self.campaign)
        return {
            "campaign": self.campaign,
            "heads": [ScoreClocks._meta.get_field(name).verbose_name for name in NAMES],  # type: ignore[union-attr]
            "today": timezone.localdate(),
            "now": self.now,
            "scoring": ScoreClocks.objects.visible_to(self.user).mark_days(
                self.campaign.pk, self.campaign.year
            ),
            "rows": [
                (row, [getattr(row, name) for name in NAMES]) for row in rows.select_related("by")
            ],
            "house": [getattr(ScoreClocks(), name) for name in NAMES],
            "may_set": self.user.roles_today() & ALLOWED[Act.SCORE_CLOCKS],
        }

    def perform(self, data: dict[str, Any]) -> str:
        row = set_clocks(
            campaign=self.campaign, starts=data["starts"], reason=data["reason"],
            days={name: data[name] for name in NAMES}, by=self.user,
        )  # fmt: skip
        messages.success(
            self.request, _("已定，从%(day)s起。") % {"day": f"{row.starts:%-m月%-d日}"}
        )
        return self.request.get_full_path()
