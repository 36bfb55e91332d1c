"""Pages of a survey's sample: drawn, listed, one household asked."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import django_filters
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act, may, require
from accounts.refusals import NotTheMoment
from accounts.roles import CASE_ROLES
from accounts.views.base import ListPage
from accounts.views.verb import PlainVerb
from campaigns.forms import NothingForm
from campaigns.inspection_forms import PublicNumberForm
from campaigns.models import Survey
from campaigns.network_filters import NetworkFilter
from campaigns.queries import survey as surveys
from campaigns.survey_forms import said_in
from campaigns.survey_rules import sample_size
from campaigns.views.deeds import Deed, DeedsPage
from households.forms.survey import AskForm
from households.models import Household, SampledHousehold
from households.queries import survey as queries
from households.transitions import survey as verbs

DETAIL = "campaigns:survey_detail"


class SampledFilter(NetworkFilter):
    """The sample by way, state and place."""

    way = django_filters.ChoiceFilter(
        label=gettext_lazy("方式"),
        choices=SampledHousehold.Way.choices,
        empty_label=gettext_lazy("全部"),
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("状态"),
        choices=SampledHousehold.State.choices,
        empty_label=gettext_lazy("全部"),
    )

    class Meta:
        model = SampledHousehold
        fields: list[str] = []

    def by_place(self, queryset: Any, name: str, value: Any) -> Any:
        """Inside the division."""
        from campaigns.network_filters import span_of

        low, high = span_of(int(value))
        return queryset.filter(village_id__gte=low, village_id__lt=high)


class SampleList(ListPage):
    """样本名单: whom to ask, with the rule of the draw to be repeated."""

    audience = CASE_ROLES
    template_name = "households/survey/sample.html"
    filterset_class = SampledFilter
    logs_reading = True

    def rows(self) -> models.QuerySet[SampledHousehold]:
        self.survey = surveys.surveys(self.user).fetch(self.user, uid=self.kwargs["uid"])
        return queries.sampled(self.user, self.survey)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("as") != "list":
            return super().get(request, *args, **kwargs)
        survey = surveys.surveys(self.user).fetch(self.user, uid=self.kwargs["uid"])
        require(self.user, Act.SURVEY_DRAW, survey.county_id)
        if survey.drawn_at is None:
            raise NotTheMoment(_("还没有抽取样本。"))
        text = queries.draw_text(self.user, survey)
        made = HttpResponse(text, content_type="text/plain; charset=utf-8")
        made["Content-Disposition"] = f'attachment; filename="draw-{survey.uid}.txt"'
        return made

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        return {
            "survey": self.survey,
            "counts": queries.counts(rows),
            "checks": may(self.user, Act.SURVEY_DRAW, self.survey.county_id),
        }


class SampleDraw(PlainVerb):
    """抽取样本, once."""

    audience = ALLOWED[Act.SURVEY_DRAW]
    heading = button = gettext_lazy("抽取样本")
    form_class = PublicNumberForm
    hint = gettext_lazy(
        "种子筹备时已经封存，谁也没有看过；请先公布种子校验值，再当众抽取。"
        "每村按 SHA-256（种子:户的编号）从小到大取前几户，"
        "别的程序照样能抽出同样的户。只抽一次，不能重抽。"
    )

    def prepare(self) -> None:
        self.survey = surveys.surveys(self.user).fetch(self.user, uid=self.kwargs["uid"])

    def sub(self) -> str:
        return self.survey.title

    def way(self) -> list[tuple[str, str]]:
        return [(_("群众调查"), reverse(DETAIL, args=[self.survey.uid]))]

    def facts(self) -> list[tuple[str, Any]]:
        low, high = self.survey.county_id, self.survey.county.end
        homes = Household.objects.visible_to(self.user).present()
        count = homes.filter(village_id__gte=low, village_id__lt=high).count()
        return [
            (_("种子校验值"), self.survey.seed_hash),
            (_("总户数"), f"{count} 户"),
            (_("要求误差"), f"±{self.survey.margin / 10:g} 个百分点，95% 的把握"),
            (_("要抽"), f"{sample_size(count, self.survey.margin)} 户，各镇、村按户数分"),
        ]

    def act(self, data: dict[str, Any]) -> str:
        row = verbs.draw_sample(self.survey, by=self.user, **data)
        return _("已抽定，种子 %(seed)s。") % {"seed": row.seed}


class SampledAsk(DeedsPage):
    """One sampled household: asked at the door or by telephone, or not reached."""

    audience = ALLOWED[Act.SURVEY_ASK]
    template_name = "households/survey/ask.html"
    row: SampledHousehold
    number: str | None = None

    def prepare(self) -> None:
        rows = SampledHousehold.objects.select_related("survey", "household", "village", "asked_by")
        self.row = rows.fetch(self.user, uid=self.kwargs["uid"])
        if self.row.way == SampledHousehold.Way.PHONE:
            require(self.user, Act.SURVEY_CALL, self.row.village_id)

    def context(self) -> dict[str, Any]:
        self.note_reading([self.row.household], self.row.village_id)
        return {"row": self.row, "survey": self.row.survey, "number": self.number}

    def deeds(self) -> dict[str, Deed]:
        row, way, state = self.row, SampledHousehold.Way, SampledHousehold.State
        asked = {q.rate: q.wording for q in surveys.questions(row.survey)}
        waits = row.state != state.DONE and row.survey.status == Survey.Status.OPEN
        rings = row.way == way.PHONE and may(self.user, Act.SURVEY_CALL, row.village_id)
        return {
            "number": Deed(
                _("显示电话号码"), _("显示"), NothingForm, self.show, waits and rings,
                hint=_("查看会记入日志。"),
            ),
            "answer": Deed(
                _("登记答卷"), _("交答卷"), AskForm, self.answer, waits and row.way != way.CODE,
                first=True, kwargs={"wording": asked}, initial={"client_uuid": uuid4()},
                hint=_("照她说的点，不想答的空着。答卷不记是哪一户。"),
            ),
            "door": Deed(
                _("改为上门"), _("改为上门"), NothingForm, self.door, waits and rings,
                hint=_("没有号码、打不通的，改由村里上门。"),
            ),
            "miss": Deed(
                _("没有调查到"), _("记为没有调查到"), NothingForm, self.miss,
                waits and row.state == state.WAITING, hint=_("以后碰到了还可以再登记。"),
            ),
        }  # fmt: skip

    def show(self, data: dict[str, Any]) -> Any:
        """The number, for one look."""
        match = self.request.resolver_match
        page = match.view_name if match else ""
        self.number = verbs.number_of(self.row, by=self.user, page=page)
        return self._drawn(200)

    def answer(self, data: dict[str, Any]) -> str:
        """What she said."""
        verbs.answer_for(
            self.row, said=said_in(data), by=self.user, client_uuid=data["client_uuid"]
        )
        return str(_("答卷已交，谢谢。"))

    def door(self, data: dict[str, Any]) -> str:
        """At the door instead."""
        verbs.to_door(self.row, by=self.user)
        return str(_("已改为上门。"))

    def miss(self, data: dict[str, Any]) -> str:
        """Nobody was reached."""
        verbs.miss(self.row, by=self.user)
        return str(_("已记为没有调查到。"))
