"""Pages of the scale of tiers (分级办法): what is in force, versions, drafting and publishing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import Act, may, may_somewhere
from accounts.refusals import NotTheMoment
from accounts.roles import AREA_ROLES, Role
from accounts.templatetags.words import zh_date
from accounts.views.base import ListPage, Page, VerbPage
from households.forms.family import ReasonForm
from households.forms.scale import ColoursForm, DraftForm, LevelForm, PointsForm, PublishForm
from households.models import TierScale
from households.queries.scale import terms_at, terms_for
from households.scales.body import Scale
from households.scales.checking import complaints
from households.scales.factors import FACTORS
from households.scales.words import cadence_words, differences, explained, rhythm
from households.transitions.scale import change_scale, draft_scale, drop_scale, publish_scale

COUNTY = frozenset({Role.COUNTY_FEDERATION})


def told(scale: Scale) -> dict[str, Any]:
    """A scale in sentences, for any page that shows one."""
    return {
        "scale": scale,
        "levels": [(one, rhythm(one.phases), explained(one)) for one in scale.levels],
        "points": [
            (
                factor.words,
                [
                    (
                        words,
                        scale.weights.get(f"{factor.key}.{option}", 0),
                        f"{factor.key}.{option}" in scale.direct,
                    )
                    for option, words in factor.options
                ],
            )
            for factor in FACTORS
        ],
        "cadence": cadence_words(scale.cadence),
    }


class ScaleList(ListPage):
    """What is in force, and every version of the county."""

    audience = AREA_ROLES
    template_name = "households/scale/list.html"

    def rows(self) -> models.QuerySet[TierScale]:
        posting = self.user.main_posting
        code = posting.division_id if posting else 0
        rows = TierScale.objects.visible_to(self.user).for_place(code)
        return rows.select_related("published_by", "made_by").order_by("-number")

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        terms = terms_for(self.user, timezone.localdate())
        return told(terms.scale) | {
            "in_force": terms.key,
            "today": timezone.localdate(),
            "may_draft": may_somewhere(self.user, Act.SCALE_WRITE)
            and not rows.filter(status=TierScale.Status.DRAFT).exists(),
        }


class ScaleDetail(Page):
    """One version in sentences; a draft with what is wrong with it and what it changes."""

    audience = AREA_ROLES
    template_name = "households/scale/detail.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = TierScale.objects.select_related("county", "published_by", "made_by")
        row = rows.fetch(self.user, uid=kwargs["uid"])
        now = terms_at(row.county_id, timezone.localdate())
        draft = row.status == TierScale.Status.DRAFT
        return self.page(
            row=row,
            draft=draft,
            in_force=now.key == row.pk,
            wrong=complaints(row.scale) if draft else [],
            changes=differences(now.scale, row.scale) if now.key != row.pk else [],
            may_write=draft and may(self.user, Act.SCALE_WRITE, row.county_id),
            **told(row.scale),
        )


class ScaleDraft(VerbPage):
    """起草新版."""

    audience = COUNTY
    template_name = "households/scale/act.html"
    form_class = DraftForm

    def context(self) -> dict[str, Any]:
        return {
            "title": _("起草新版"),
            "words": _("从现行的一版改起。发布以前不影响任何家庭。"),
            "back_url": reverse("households:scale_list"),
        }

    def perform(self, data: dict[str, Any]) -> str:
        posting = self.user.main_posting
        if posting is None:
            raise Http404
        row = draft_scale(posting.division, by=self.user)
        return reverse("households:scale_detail", args=[row.uid])


class ScaleVerb(VerbPage):
    """A form about one draft."""

    audience = COUNTY
    template_name = "households/scale/act.html"
    title: ClassVar[str | Promise] = ""
    words: ClassVar[str | Promise] = ""
    ending: ClassVar[bool] = False
    row: TierScale

    def prepare(self) -> None:
        self.row = TierScale.objects.select_related("county").fetch(
            self.user, uid=self.kwargs["uid"]
        )
        if self.request.method == "GET" and self.row.status != TierScale.Status.DRAFT:
            raise NotTheMoment(_("已发布的分级办法不能改，请起草新版。"))

    @property
    def back_url(self) -> str:
        """The version's page."""
        return reverse("households:scale_detail", args=[self.row.uid])

    def initial(self) -> dict[str, Any]:
        return {"version": self.row.version}

    def context(self) -> dict[str, Any]:
        return {
            "row": self.row,
            "title": self.title,
            "words": self.words,
            "ending": self.ending,
            "back_url": self.back_url,
        }

    def save(self, scale: Scale, version: int) -> str:
        """Put the changed scale into the draft."""
        change_scale(self.row, scale=scale, by=self.user, version=version)
        messages.success(self.request, _("已存入草稿，发布以前不影响任何家庭。"))
        return self.back_url


class ScaleColours(ScaleVerb):
    """增减等级."""

    form_class = ColoursForm
    title = gettext_lazy("增减等级")

    def initial(self) -> dict[str, Any]:
        codes = [one.code for one in self.row.scale.levels if one.code != "red"]
        return super().initial() | {"codes": codes}

    def perform(self, data: dict[str, Any]) -> str:
        form = ColoursForm(data)
        form.is_valid()
        return self.save(form.changed(self.row.scale), data["version"])


class ScaleLevel(ScaleVerb):
    """改一级, explained beside the form as it is typed."""

    template_name = "households/scale/level.html"
    form_class = LevelForm

    def prepare(self) -> None:
        super().prepare()
        if not self.row.scale.has(self.kwargs["hue"]):
            raise Http404

    @property
    def code(self) -> str:
        """The colour of the level."""
        return str(self.kwargs["hue"])

    def initial(self) -> dict[str, Any]:
        return super().initial() | LevelForm.values_of(self.row.scale.level(self.code))

    def context(self) -> dict[str, Any]:
        level = self.row.scale.level(self.code)
        return super().context() | {
            "title": _("改%(level)s") % {"level": level.label},
            "level": level,
            "lines": explained(level),
            "live": True,
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "explain" not in request.GET:
            return super().get(request, *args, **kwargs)
        self.prepare()
        form = LevelForm(request.GET)
        if not form.is_valid():
            return self._explained([], [_("填完整后，这里用一句句话说明。")])
        scale = form.changed(self.row.scale, self.code)
        wrong = complaints(scale)
        return self._explained([] if wrong else explained(scale.level(self.code)), wrong)

    def _explained(self, lines: list[str], wrong: list[str]) -> HttpResponse:
        return render(
            self.request, "households/scale/_explained.html", {"lines": lines, "wrong": wrong}
        )

    def perform(self, data: dict[str, Any]) -> str:
        form = LevelForm(self.request.POST)
        form.is_valid()
        return self.save(form.changed(self.row.scale, self.code), data["version"])


class ScalePoints(ScaleVerb):
    """改因素分和其他."""

    template_name = "households/scale/points.html"
    form_class = PointsForm
    title = gettext_lazy("因素分和其他")

    def initial(self) -> dict[str, Any]:
        return super().initial() | PointsForm.values_of(self.row.scale)

    def perform(self, data: dict[str, Any]) -> str:
        form = PointsForm(self.request.POST)
        form.is_valid()
        return self.save(form.changed(self.row.scale), data["version"])


class ScalePublish(ScaleVerb):
    """发布."""

    template_name = "households/scale/publish.html"
    form_class = PublishForm
    title = gettext_lazy("发布")

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"effective_from": timezone.localdate() + timedelta(days=1)}

    def context(self) -> dict[str, Any]:
        now = terms_at(self.row.county_id, timezone.localdate()).scale
        return super().context() | {"changes": differences(now, self.row.scale)}

    def perform(self, data: dict[str, Any]) -> str:
        row = publish_scale(self.row, by=self.user, **data)
        messages.success(
            self.request,
            _("已发布，%(day)s起施行。在册家庭到下一次决定时才换新办法。")
            % {"day": zh_date(row.effective_from)},
        )
        return self.back_url


class ScaleDrop(ScaleVerb):
    """作废草稿."""

    form_class = ReasonForm
    title = gettext_lazy("作废草稿")
    words = gettext_lazy("作废后仍可查看，可以另起草一份。")
    ending = True

    def perform(self, data: dict[str, Any]) -> str:
        drop_scale(self.row, by=self.user, **data)
        messages.success(self.request, _("草稿已作废。"))
        return reverse("households:scale_list")
