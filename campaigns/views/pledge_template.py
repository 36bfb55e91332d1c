"""Pages of the text of pledges: all of the year, one, drafting, putting right, publishing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import Act
from accounts.refusals import Invalid
from accounts.roles import AREA_ROLES, UPPER_ROLES
from accounts.views.base import Page, VerbPage
from accounts.views.verb import PlainVerb
from campaigns import pledge_metrics
from campaigns.forms import NothingForm
from campaigns.models import Campaign, Division, PledgeTemplate, Rung
from campaigns.pledge_forms import ClauseFormSet, DraftForm, TemplateForm
from campaigns.pledge_paper import numbered, sections
from campaigns.queries import pledge_template as queries
from campaigns.queries.campaign import campaign_at
from campaigns.transitions import pledge_template as verbs
from campaigns.transitions.unit import acts_for
from campaigns.views.asked import asked_year
from campaigns.views.pledge_verb import ISSUERS


def year_of(page: Page) -> tuple[Campaign, Division]:
    """The campaign asked for and one's own division, else 404."""
    posting = page.user.main_posting
    found = campaign_at(posting.division.code, asked_year(page.request)) if posting else None
    if posting is None or found is None:
        raise Http404
    return found, posting.division


def may_write(page: Page, campaign: Campaign | None, owner: Division) -> bool:
    """Whether the pages offer writing."""
    is_open = campaign is None or campaign.status == Campaign.Status.OPEN
    return acts_for(page.user, Act.PLEDGE_TEMPLATE, owner) and is_open


def all_url(page: Page) -> str:
    """Where all texts are listed: for a city on the page of its counties."""
    above = page.user.roles_today() & UPPER_ROLES
    return reverse("campaigns:pledge_counties" if above else "campaigns:pledge_texts")


class TextList(Page):
    """责任状样本: every text of the year and each clause down the tree."""

    audience = AREA_ROLES
    template_name = "campaigns/pledge/texts.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        campaign, place = year_of(self)
        texts = queries.all_texts(self.user, campaign)
        return self.page(
            campaign=campaign,
            texts=texts,
            threads=queries.threads(texts, campaign.county_id),
            rungs=list(Rung),
            may_write=may_write(self, campaign, place),
        )


class TextDetail(Page):
    """One text, and how it takes up the one above."""

    audience = AREA_ROLES | UPPER_ROLES
    template_name = "campaigns/pledge/text.html"

    def get(self, request: HttpRequest, uid: str) -> HttpResponse:
        rows = queries.readable(self.user).select_related("campaign__county", "owner")
        text = rows.select_related("published_by", "drafted_by").fetch(self.user, uid=uid)
        above, lines = queries.against_above(self.user, text)
        return self.page(
            text=text,
            back=all_url(self),
            opening=[line for line in text.opening.splitlines() if line.strip()],
            promises=numbered(text.measures) if text.rung == Rung.HOUSEHOLD else (),
            sections=sections(text) if text.rung != Rung.HOUSEHOLD else [],
            clauses=[(c, pledge_metrics.name_of(c.metric)) for c in text.clauses.all()],
            above=above,
            lines=lines,
            blocked=sum(line.blocks for line in lines),
            is_draft=text.status == PledgeTemplate.Status.DRAFT,
            may_write=may_write(self, text.campaign, text.owner),
        )


class TextDraft(PlainVerb):
    """起草."""

    audience = ISSUERS
    form_class = DraftForm
    heading = gettext_lazy("起草责任状样本")
    button = gettext_lazy("起草")
    hint = gettext_lazy(
        "从在用的版本、去年的版本或系统样稿开始；上级有而这里没有的条款会自动带入。"
    )

    def prepare(self) -> None:
        self.campaign, self.owner = year_of(self)

    def form_kwargs(self) -> dict[str, Any]:
        is_county = self.owner.code == self.campaign.county_id
        return {"rungs": list(Rung) if is_county else [Rung.VILLAGE]}

    def initial(self) -> dict[str, Any]:
        is_county = self.owner.code == self.campaign.county_id
        return {"rung": Rung.TOWNSHIP if is_county else Rung.VILLAGE}

    def sub(self) -> str:
        return f"{self.owner.name} · {self.campaign.year}年"

    def way(self) -> list[tuple[str, str]]:
        return [
            (_("责任状"), reverse("campaigns:pledge_map")),
            (_("责任状样本"), reverse("campaigns:pledge_texts")),
        ]

    def perform(self, data: dict[str, Any]) -> str:
        made = verbs.draft(campaign=self.campaign, owner=self.owner, by=self.user, **data)
        messages.success(self.request, _("草稿已建好，请逐条核对。"))
        return reverse("campaigns:pledge_text_edit", args=[made.uid])


class OneText(VerbPage):
    """A verb on one text."""

    audience = ISSUERS | UPPER_ROLES
    text: PledgeTemplate

    def prepare(self) -> None:
        rows = queries.readable(self.user).select_related("campaign__county", "owner")
        self.text = rows.fetch(self.user, uid=self.kwargs["uid"])
        verbs.require_writer(self.user, self.text.campaign, self.text.owner, self.text.rung)

    def back(self) -> str:
        """The text's own page."""
        return reverse("campaigns:pledge_text", args=[self.text.uid])


class TextEdit(OneText):
    """修改草稿: the parts and all clauses in one form."""

    template_name = "campaigns/pledge/text_edit.html"
    form_class = TemplateForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"rung": self.text.rung}

    def initial(self) -> dict[str, Any]:
        names = (*verbs.PARTS, "starts_on", "ends_on", "version")
        return {name: getattr(self.text, name) for name in names}

    def lines(self) -> Any:
        """The clauses' forms: as typed, else as stored."""
        if self.request.method == "POST":
            return ClauseFormSet(self.request.POST, prefix="c")
        stored = [
            {
                "code": c.code,
                "text": c.text,
                "at_least": "1" if c.at_least else "0",
                "target": c.target.normalize() if c.target % 1 else int(c.target),
                "unit": c.unit,
                "reaches": c.reaches,
                "metric": c.metric,
                "rubric_line": c.rubric_line,
                "weaker_reason": c.weaker_reason,
            }
            for c in self.text.clauses.all()
        ]
        return ClauseFormSet(initial=stored, prefix="c")

    def context(self) -> dict[str, Any]:
        above, lines = queries.against_above(self.user, self.text)
        return {
            "text": self.text,
            "back": all_url(self),
            "lines": self.lines(),
            "above": above,
            "compared": lines,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.prepare()
        form = self.form_class(request.POST, **self.form_kwargs())
        lines = self.lines()
        right = lines.is_valid()
        if form.is_valid() and right:
            try:
                return redirect(self._saved(form, lines))
            except Invalid as refusal:
                for name, sentence in refusal.errors.items():
                    form.add_error(name if name in form.fields else None, sentence)
        elif not right:
            form.add_error(None, _("条款里有几处要改，见下面标出的地方。"))
        return self.page(422, form=form, **(self.context() | {"lines": lines}))

    def _saved(self, form: Any, lines: Any) -> str:
        typed = [line.typed for line in lines if line.cleaned_data and line.typed]
        version = form.cleaned_data["version"]
        verbs.save(self.text, by=self.user, parts=form.parts, clauses=typed, version=version)
        messages.success(self.request, _("草稿已保存。"))
        return self.back()


class TextPublish(PlainVerb, OneText):
    """发布."""

    form_class = NothingForm
    heading = gettext_lazy("发布责任状样本")
    button = gettext_lazy("发布")
    hint = gettext_lazy("发布后不能再改；要改就起草新版。已下发、已签的责任状仍按原来的版本。")

    def sub(self) -> str:
        return f"{self.text.owner.name} · {Rung(self.text.rung).label}"

    def way(self) -> list[tuple[str, str]]:
        return [
            (_("责任状样本"), all_url(self)),
            (self.text.title, self.back()),
        ]

    def act(self, data: dict[str, Any]) -> str:
        made = verbs.publish(self.text, by=self.user, version=self.text.version)
        return _("已发布第%(n)d版，可以下发。") % {"n": made.edition}
