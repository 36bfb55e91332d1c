"""核验: compute a result again from its snapshot, on a page."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import acts
from accounts.acts import ALLOWED, Act
from accounts.views.verb import PlainVerb
from campaigns.models import Division
from reports import queries
from reports.fair_forms import ConsultForm
from reports.forms import ConfirmForm
from reports.models import ScoreClocks, ScoringRun
from reports.recomputing import recompute
from reports.transitions.publication import consult


class OfResult(PlainVerb):
    """A verb of a county's result: who may, and where it stands."""

    needs: ClassVar[Act]
    run: ScoringRun

    def prepare(self) -> None:
        self.run = queries.runs(self.user).fetch(self.user, uid=self.kwargs["uid"])
        acts.require(self.user, self.needs, self.run.county_id)

    def sub(self) -> str:
        return _("%(year)d年度") % {"year": self.run.campaign.year}

    def way(self) -> list[tuple[str, str]]:
        return [(_("年度考核"), reverse("reports:run_detail", args=[self.run.uid]))]


class Recompute(OfResult):
    """Ask, then show: both digests, what differs. Nothing of the result is changed."""

    needs = Act.SCORE_RECOMPUTE
    audience = ALLOWED[needs]
    heading = gettext_lazy("核验考核结果")
    button = gettext_lazy("重新计算并核对")
    hint = gettext_lazy("用当时冻结的数据和细则再算一遍，逐项核对，结果不会改动。")
    form_class = ConfirmForm

    def facts(self) -> list[tuple[str, Any]]:
        return [
            (_("快照编号"), self.run.snapshot or "—"),
            (_("校验码"), self.run.digest or "—"),
            (_("状态"), self.run.get_stage_display()),
        ]

    def perform(self, data: dict[str, Any]) -> HttpResponse:
        found = recompute(run=self.run, by=self.user)
        units = {one.unit for one in found.differences}
        names = Division.objects.in_bulk(units)
        self.template_name = "reports/run/recomputed.html"  # type: ignore[misc]
        return self.page(
            run=self.run,
            found=found,
            rows=[(names[one.unit].name, one) for one in found.differences],
        )


class Consult(OfResult):
    """征求意见."""

    needs = Act.SCORE_CONSULT
    audience = ALLOWED[needs]
    heading = gettext_lazy("征求意见")
    button = gettext_lazy("开始征求意见")
    hint = gettext_lazy("乡镇看得到本单位和所辖村的复核得分，可以逐项申诉。")
    form_class = ConsultForm

    def initial(self) -> dict[str, Any]:
        clocks = ScoreClocks.objects.on(self.run.campaign_id, timezone.localdate())
        return {"workdays": clocks.consult_days}

    def act(self, data: dict[str, Any]) -> str:
        run = consult(run=self.run, by=self.user, **data)
        return _("已开始征求意见，到%(day)s为止。") % {"day": f"{run.consult_until:%-m月%-d日}"}
