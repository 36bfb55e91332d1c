"""What every page shares: who may open it, lists that filter, forms that call a verb.

A page names its `audience`: the roles that may open it. Reach narrows what it shows, the
verb behind it decides what may be done. The matrix test fails on a page without one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, cast

import django_filters
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Page as PageOfRows
from django.core.paginator import Paginator
from django.db import models
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import View

from accounts import reading
from accounts.acts import names
from accounts.models import User
from accounts.refusals import Forbidden, Invalid
from accounts.roles import Role

PAGE_SIZE = 50


class Page(LoginRequiredMixin, View):
    """A page for signed-in people of its audience."""

    audience: ClassVar[frozenset[Role]]
    template_name: ClassVar[str] = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if not self.user.roles_today() & self.audience:
            raise Forbidden(_("这一页由%(roles)s使用。") % {"roles": names(self.audience)})
        return super().dispatch(request, *args, **kwargs)

    @property
    def user(self) -> User:
        """Who asks."""
        return cast(User, self.request.user)

    def page(self, status: int = 200, **context: Any) -> HttpResponse:
        """The page's template with `context`."""
        return render(self.request, self.template_name, context, status=status)

    def note_reading(self, rows: Iterable[models.Model], place: int = 0, purpose: str = "") -> None:
        """Log that this page showed `rows`."""
        match = self.request.resolver_match
        reading.note(
            by=self.user,
            page=match.view_name if match else "",
            rows=rows,
            place=place,
            purpose=purpose,
        )


class ListPage(Page):
    """A list that filters, sorts and pages. Subclasses give rows() and filterset_class."""

    filterset_class: ClassVar[type[django_filters.FilterSet] | None] = None
    page_size: ClassVar[int] = PAGE_SIZE
    logs_reading: ClassVar[bool] = False

    def rows(self) -> models.QuerySet[Any]:
        """Rows inside the reach, with everything the template touches already joined."""
        raise NotImplementedError

    def extra(self, rows: models.QuerySet[Any], page: PageOfRows[Any]) -> dict[str, Any]:
        """More context for the template."""
        return {}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = self.rows()
        found = (
            self.filterset_class(request.GET, queryset=rows, request=request)
            if self.filterset_class
            else None
        )
        if found is not None:
            rows = found.qs
        page = Paginator(rows, self.page_size).get_page(request.GET.get("page"))
        if self.logs_reading:
            self.note_reading(page.object_list)
        return self.page(
            page=page,
            rows=page.object_list,
            filter=found,
            form=found.form if found else None,
            **self.extra(rows, page),
        )


class VerbPage(Page):
    """A form that calls one verb. Subclasses give form_class, perform() and context()."""

    form_class: ClassVar[type[BaseForm]]
    # Whether initial() holds what is stored, so that after a conflict (409) a person may choose
    # field by field which version is to stand.
    chooses: ClassVar[bool] = False

    def prepare(self) -> None:
        """Fetch what the page is about (404 outside the reach); runs before get and post."""

    def initial(self) -> dict[str, Any]:
        """Values shown first."""
        return {}

    def form_kwargs(self) -> dict[str, Any]:
        """More arguments for the form."""
        return {}

    def context(self) -> dict[str, Any]:
        """More context for the template."""
        return {}

    def perform(self, data: dict[str, Any]) -> str | HttpResponse:
        """Call the verb; returns the address to go to, or a page for what is shown once and
        never kept. May raise a Refusal."""
        raise NotImplementedError

    def typed(self) -> QueryDict:
        """What was sent; after a conflict the stored value wherever that was chosen."""
        typed = self.request.POST
        chosen = [n for n in typed if n.startswith("choose-") and typed[n] == "theirs"]
        if not (self.chooses and chosen):
            return typed
        merged, stored = typed.copy(), self.initial()
        for name in (n.removeprefix("choose-") for n in chosen):
            value = stored.get(name)
            values = value if isinstance(value, list | tuple) else [value]
            merged.setlist(name, ["" if one is None else str(one) for one in values])
        return merged

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.prepare()
        form = self.form_class(initial=self.initial(), **self.form_kwargs())
        return self.page(form=form, **self.context())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.prepare()
        form = self.form_class(
            self.typed(), request.FILES, initial=self.initial(), **self.form_kwargs()
        )
        if form.is_valid():
            try:
                done = self.perform(form.cleaned_data)
                return done if isinstance(done, HttpResponse) else redirect(done)
            except Invalid as refusal:
                for name, sentence in refusal.errors.items():
                    form.add_error(name if name in form.fields else None, sentence)
        return self.page(422, form=form, **self.context())
