"""起草: begin a draft from a text there is, or from a file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.views.verb import PlainVerb
from campaigns.models import Campaign
from reports import queries_rubric as queries
from reports.models import Rubric
from reports.rubric_editing.files import content_of
from reports.rubric_forms import FILE, StartForm
from reports.transitions.rubric import SHIPPED, rubrics_for
from reports.transitions.rubric_draft import start
from reports.views.rubric import WRITERS, year_asked

Source = tuple[str, Rubric]


class RubricStart(PlainVerb):
    """Begin a draft."""

    audience = WRITERS
    form_class = StartForm
    heading = gettext_lazy("起草细则")
    button = gettext_lazy("起草")
    hint = gettext_lazy(
        "草稿可以有错，系统会在每一处写明；送审以后由平安办审定启用。已经算过的结果不受影响。"
    )

    def prepare(self) -> None:
        self.campaign = year_asked(self)
        self.sources = self._sources()

    def _sources(self) -> dict[str, Source]:
        """What may be begun from: key → (words, text); each text once."""
        found: dict[str, Source] = {}
        for level, force in rubrics_for(self.campaign, by=self.user).items():
            words = _("%(title)s\n今年在用的，%(level)s") % _told(force.rubric)
            found[f"force-{level.value}"] = (words, force.rubric)
        last = Campaign.objects.for_place(self.campaign.county_id).filter(
            year=self.campaign.year - 1
        )
        for campaign in last.select_related("county"):
            for level, force in rubrics_for(campaign, by=self.user).items():
                words = _("%(title)s\n去年的，%(level)s") % _told(force.rubric)
                found[f"last-{level.value}"] = (words, force.rubric)
        for row in queries.rubrics(self.user).shipped():
            found[str(row.uid)] = (_("%(title)s\n示例，%(level)s") % _told(row), row)
        once: dict[str, Source] = {}
        for key, told in found.items():
            if told[1].pk not in {row.pk for _words, row in once.values()}:
                once[key] = told
        return once

    def form_kwargs(self) -> dict[str, Any]:
        foreign = [key for key, (_w, row) in self.sources.items() if row.level not in SHIPPED]
        return {
            "sources": [(key, words) for key, (words, _row) in self.sources.items()],
            "foreign": foreign,
        }

    def initial(self) -> dict[str, Any]:
        asked = self.request.GET.get("level", "")
        level = asked if asked in ("4", "5") else "4"
        return {"level": level, "source": f"force-{level}"}

    def sub(self) -> str:
        return f"{self.campaign.county.name} · {self.campaign.year}年"

    def way(self) -> list[tuple[str, str]]:
        return [(_("考核细则"), f"{reverse('reports:rubric_list')}?year={self.campaign.year}")]

    def perform(self, data: dict[str, Any]) -> str:
        based_on = None
        if data["source"] == FILE:
            content = content_of(data["file"], faulty=data["faulty"])
            source = _("上传的文件")
        else:
            based_on = self.sources[data["source"]][1]
            content, source = based_on.content, _named(based_on)
        made = start(
            campaign=self.campaign,
            level=based_on.level if based_on and based_on.level in SHIPPED else data["level"],
            content=content,
            source=source,
            based_on=based_on,
            reason=data["reason"],
            by=self.user,
        )
        messages.success(self.request, _("草稿已建好，请逐项核对。"))
        return reverse("reports:rubric_draft", args=[made.uid])


def _told(row: Rubric) -> dict[str, str]:
    return {"title": _named(row), "level": row.get_level_display()}


def _named(row: Rubric) -> str:
    return f"{row.title} {row.version}"
