"""Pages of papers: all of them, one on screen and in print, the rows behind a number, Excel."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.apps import apps
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from accounts.exports.screen import drawn, words
from accounts.exports.sheet import Paper as Workbook
from accounts.roles import CASE_ROLES
from accounts.transitions.export import Wanted
from accounts.views.base import PAGE_SIZE, Page
from accounts.views.export import ExportPage, unit_of
from campaigns.queries.picked import above, asked_below, asked_unit, below
from households.models import Household
from households.papers.base import Paper, Part, Scope
from households.papers.periods import choices, days_of
from households.papers.registration import blank_form, household_form
from households.papers.registry import PAPERS


class PaperIndex(Page):
    """报表: every paper with what it says."""

    audience = CASE_ROLES
    template_name = "households/paper/index.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        posting = self.user.main_posting
        lines = [
            {"paper": p, "url": reverse(f"households:paper_{key}")} for key, p in PAPERS.items()
        ]
        return self.page(lines=lines, unit=posting.division if posting else None)


class PaperMixin(Page):
    """Which paper, for which unit and days."""

    audience = CASE_ROLES
    key: str = ""

    @property
    def paper(self) -> Paper:
        """The paper of this address."""
        return PAPERS[self.key]

    @cached_property
    def scope(self) -> Scope:
        """The unit asked for inside the reach (404 otherwise), and the period."""
        root = asked_unit(self.user, self.request.GET.get("root"), case=True)
        return Scope(self.user, root, days_of(self.paper.period, self.request.GET.get("period")))

    @property
    def query(self) -> str:
        """The address of this unit and period."""
        return urlencode({"root": self.scope.root.code, "period": self.scope.days.code})

    @property
    def too_wide(self) -> bool:
        """Whether the paper is drawn for one of the units below only."""
        return self.scope.root.level < self.paper.lowest

    def note_rows(self, noun: str, keys: list[int]) -> None:
        """Log the families a page showed."""
        if noun and keys:
            model = apps.get_model(noun)
            self.note_reading([model(pk=key) for key in keys], self.scope.root.code)


class PaperPage(PaperMixin):
    """One paper on screen, and from there to the printer."""

    template_name = "households/paper/detail.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        scope = self.scope
        made = None if self.too_wide else self.paper.make(scope, masked=True)
        if made is not None:
            self.note_rows(made.noun, made.keys)
        tables = [drawn(t) for t in made.tables] if made else []
        address = reverse(f"households:paper_{self.key}")
        return self.page(
            paper=self.paper,
            scope=scope,
            tables=tables,
            forms=made.forms if made else [],
            too_wide=self.too_wide,
            periods=choices(self.paper.period),
            below=below(scope.root),
            above=above(scope.root, self.user.case_spans),
            address=address,
            export_url=f"{reverse(f'households:paper_{self.key}_export')}?{self.query}",
        )


class PaperRows(PaperMixin):
    """Exactly the rows a number of the paper counts, with the filter in words."""

    template_name = "households/paper/rows.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        part, unit = self.asked_part(), asked_below(self.scope.root, self.request.GET.get("unit"))
        rows = self.narrowed(part.listed(self.scope, unit).select_related("village"), part)
        page = Paginator(rows.order_by("village_id", "pk"), PAGE_SIZE).get_page(
            request.GET.get("page")
        )
        self.note_reading(page.object_list, unit.code)
        base = part.base
        lines = [
            {
                "url": base.url(row),
                "cells": [words(f.value(row, True), f.kind) for f in base.fields],
            }
            for row in page.object_list
        ]
        back = f"{reverse(f'households:paper_{self.key}')}?{self.query}"
        total = weight_of(rows, base.weight) if base.weight else page.paginator.count
        return self.page(
            paper=self.paper,
            scope=self.scope,
            part=part,
            unit=unit,
            page=page,
            total=total,
            heads=[str(f.head) for f in base.fields],
            lines=lines,
            back_url=back,
        )

    def narrowed(self, rows: models.QuerySet[Any], part: Part) -> models.QuerySet[Any]:
        """The rows of one line of the paper, where the address names one."""
        of = self.request.GET.get("of", "")
        if not of:
            return rows
        try:
            return rows.filter(**{part.base.narrow: UUID(of)}) if part.base.narrow else rows.none()
        except ValueError:
            raise Http404 from None

    def asked_part(self) -> Part:
        """The part named in the address; the first one for none."""
        part = self.paper.part(self.request.GET.get("part") or self.paper.parts[0].key)
        if part is None:
            raise Http404
        return part.for_scope(self.scope)


class PaperExport(PaperMixin, ExportPage):
    """The paper as Excel, through the door of every export."""

    template_name = "accounts/export/form.html"

    @property
    def figures(self) -> bool:  # type: ignore[override]
        """A paper of figures needs no reason."""
        return not self.paper.personal

    def prepare(self) -> None:
        if self.too_wide:
            raise Http404

    def place(self) -> int:
        return self.scope.root.code

    def wanted(self, *, masked: bool) -> Wanted:
        made = self.paper.make(self.scope, masked=masked)
        filter_words = f"{self.scope.root.name}，{self.scope.days.words}"
        return Wanted(
            kind=self.key,
            place=self.place(),
            unit=unit_of(self.user),
            paper=Workbook(str(self.paper.title), tables=made.tables, forms=made.forms),
            noun=made.noun,
            keys=made.keys,
            rows=made.rows,
            personal=self.paper.personal,
            masked=masked,
            filter_words=filter_words,
        )

    def back_url(self) -> str:
        return f"{reverse(f'households:paper_{self.key}')}?{self.query}"


class BlankForm(Page):
    """An empty 家庭排查登记表 to print."""

    audience = CASE_ROLES
    template_name = "households/paper/form.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        form = blank_form(unit_of(self.user))
        return self.page(form=form, back_url=reverse("households:paper_registration"))


class HouseholdForm(Page):
    """家庭排查登记表 of one household, what is to be found out left blank. Names, telephone and
    address are masked; whole ones leave only as an export, which is logged with its reason."""

    audience = CASE_ROLES
    template_name = "households/paper/form.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        home = Household.objects.select_related("village").fetch(self.user, uid=uid)
        self.note_reading([home], home.village_id)
        back = reverse("households:household_detail", args=[uid])
        return self.page(form=household_form(home, self.user, masked=True), back_url=back)


def weight_of(rows: models.QuerySet[Any], column: str) -> int:
    """The sum of a column over all rows."""
    return rows.aggregate(n=models.Sum(column))["n"] or 0
