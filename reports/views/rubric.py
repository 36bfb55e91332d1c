"""Pages of published rubrics: the year's, one text, its files, putting one in force."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from accounts.acts import Act, may
from accounts.roles import AREA_ROLES, Role
from accounts.views.base import Page, VerbPage
from campaigns.models import Campaign, Level
from campaigns.queries.campaign import campaign_at
from campaigns.views.asked import asked_year
from reports import queries_rubric as queries
from reports.rubric_editing.files import file_of
from reports.rubric_editing.picture import links, picture
from reports.rubric_forms import AdoptForm
from reports.rules import EXAMPLES, rubric_from_dict
from reports.transitions.rubric import adopt

WRITERS = frozenset({Role.COUNTY_FEDERATION})
REVIEWERS = frozenset({Role.GOVERNANCE_REVIEWER})
READERS = WRITERS | REVIEWERS | {Role.AUDITOR}


def year_asked(page: Page) -> Campaign:
    """The campaign of ?year=, of one's own county; 404 where nothing is open."""
    posting = page.user.main_posting
    found = campaign_at(posting.division.code, asked_year(page.request)) if posting else None
    if found is None:
        raise Http404
    return found


def shown_picture(content: Mapping[str, Any]) -> dict[str, Any]:
    """The dependency picture with its table."""
    # Every word in it is escaped by reports.svg.
    return {"drawing": mark_safe(picture(content)), "links": links(content)}  # noqa: S308


def as_file(content: Mapping[str, Any], name: str, kind: str) -> HttpResponse:
    """A text as a download, kept by no cache."""
    data, media, ending = file_of(content, kind)
    answer = HttpResponse(data, content_type=media)
    answer["Cache-Control"] = "no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    header = content_disposition_header(as_attachment=True, filename=f"{name}.{ending}")
    answer["Content-Disposition"] = header or "attachment"
    return answer


class RubricList(Page):
    """考核细则: both levels of a year, and all texts there are."""

    audience = AREA_ROLES
    template_name = "reports/rubric/list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        campaign = year_asked(self)
        levels = queries.levels(self.user, campaign)
        return self.page(
            campaign=campaign,
            years=Campaign.objects.for_place(campaign.county_id),
            levels=levels,
            is_open=not all(state.locked for state in levels),
            texts=queries.rubrics(self.user).defer("content"),
            sees_drafts=bool(self.user.roles_today() & READERS),
            may_write=may(self.user, Act.RUBRIC_WRITE, campaign.county_id),
            may_publish=may(self.user, Act.RUBRIC_PUBLISH, campaign.county_id),
        )


class RubricText(Page):
    """One published text as an office reads it, and what depends on what."""

    audience = AREA_ROLES
    template_name = "reports/rubric/text.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        row = queries.rubrics(self.user).fetch(self.user, uid=uid)
        return self.page(
            row=row,
            rules=rubric_from_dict(row.content),
            adoptions=queries.adoptions(self.user).filter(rubric=row),
            shows_picture=request.GET.get("show") == "links",
            **shown_picture(row.content),
        )


class RubricFile(Page):
    """A text as Excel or TOML (?as=toml)."""

    audience = AREA_ROLES

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        row = queries.rubrics(self.user).fetch(self.user, uid=uid)
        return as_file(row.content, f"{row.title} {row.version}", request.GET.get("as", ""))


class RubricAdopt(VerbPage):
    """启用: another published text for the year, or other peer groups."""

    audience = REVIEWERS
    template_name = "reports/rubric/adopt.html"
    form_class = AdoptForm
    level: Level

    def prepare(self) -> None:
        self.campaign = year_asked(self)
        wanted = self.request.GET.get("level", "4")
        if wanted not in ("4", "5"):
            raise Http404
        self.level = Level(int(wanted))
        self.state = next(
            s for s in queries.levels(self.user, self.campaign) if s.level == self.level
        )
        texts = queries.rubrics(self.user).filter(level=self.level).defer("content")
        # An excerpt shows how rules are written; nobody is scored by it.
        self.texts = list(texts.exclude(county__isnull=True, code__in=EXAMPLES))

    def form_kwargs(self) -> dict[str, Any]:
        shown = [
            (str(row.uid), f"{row.title} {row.version}\n{row.county or _('随系统的示例')}")
            for row in self.texts
        ]
        townships = []
        if self.level == Level.TOWNSHIP:
            townships = queries.grouped_townships(self.user, self.campaign)
        return {"texts": shown, "townships": townships}

    def initial(self) -> dict[str, Any]:
        return {"rubric": str(self.state.force.rubric.uid)}

    def context(self) -> dict[str, Any]:
        return {"campaign": self.campaign, "state": self.state}

    def perform(self, data: dict[str, Any]) -> str:
        groups: dict[str, list[int]] = {}
        for name, value in data.items():
            if name.startswith("g-"):
                groups.setdefault(value.strip(), []).append(int(name[2:]))
        rubric = next(row for row in self.texts if str(row.uid) == data["rubric"])
        adopt(
            campaign=self.campaign,
            level=self.level,
            rubric=rubric,
            reason=data["reason"],
            groups=groups if self.level == Level.TOWNSHIP else None,
            by=self.user,
        )
        messages.success(
            self.request, _("已启用%(title)s。以后的计算按它。") % {"title": rubric.version}
        )
        return f"{reverse('reports:rubric_list')}?year={self.campaign.year}"
