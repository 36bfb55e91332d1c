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
from accounts.templatetags.words import zh_day
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
        for name in NAMES:
            label, unit, least, most = ScoreClocks.told(name)
            told = {"least": least, "most": most, "unit": unit}
            self.fields[name] = forms.IntegerField(
                label=label, min_value=least, max_value=most,
                help_text=_("%(least)d–%(most)d 个%(unit)s") % told,
            )  # fmt: skip
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
        versions = list(rows.select_related("by"))
        shown = [(row, _("%(day)s起") % {"day": zh_day(row.starts)}) for row in versions]
        shown.append((ScoreClocks(), _("随系统")))
        return {
            "campaign": self.campaign,
            "today": timezone.localdate(),
            "now": self.now,
            "scoring": rows.mark_days(self.campaign.pk, self.campaign.year),
            "versions": versions,
            "lines": [
                (
                    *ScoreClocks.told(name)[:2],
                    [(row.pk, head, getattr(row, name)) for row, head in shown],
                )
                for name in NAMES
            ],
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
