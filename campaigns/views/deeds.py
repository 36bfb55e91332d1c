"""A page about one thing with the few deeds that can be done to it, each a small form in place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.refusals import Invalid
from accounts.views.base import Page


@dataclass
class Deed:
    """heading: what is done; button: its word; act: calls the verb with what was typed and gives
    the sentence shown afterwards, or an answer of its own; shown: whether it is offered now (a
    verb that is not offered still refuses in its own words); ends: whether it ends something;
    first: the one next act, which stands open."""

    heading: str | Promise
    button: str | Promise
    form_class: type[BaseForm]
    act: Callable[[dict[str, Any]], str | HttpResponse]
    shown: bool = True
    ends: bool = False
    first: bool = False
    hint: str | Promise = ""
    kwargs: dict[str, Any] = field(default_factory=dict)
    initial: dict[str, Any] = field(default_factory=dict)


@dataclass
class Offered:
    """A deed with its form, as the template draws it."""

    name: str
    deed: Deed
    form: Any
    open: bool = False


class DeedsPage(Page):
    """Subclasses give prepare(), deeds() and context(). A form says by `deed` which it is."""

    def prepare(self) -> None:
        """Fetch what the page is about (404 outside the reach)."""

    def deeds(self) -> dict[str, Deed]:
        """All deeds by name."""
        return {}

    def context(self) -> dict[str, Any]:
        """More context for the template."""
        return {}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.prepare()
        return self._drawn(200)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.prepare()
        name = request.POST.get("deed", "")
        deed = self.deeds().get(name)
        if deed is None:
            raise Invalid(_("没有看懂要办什么，请刷新本页再办。"))
        form = deed.form_class(
            request.POST, request.FILES, prefix=None, auto_id=f"id_{name}_%s", **deed.kwargs
        )
        if form.is_valid():
            try:
                done = deed.act(form.cleaned_data)
            except Invalid as refusal:
                for key, sentence in refusal.errors.items():
                    form.add_error(key if key in form.fields else None, sentence)
            else:
                if isinstance(done, HttpResponse):
                    return done
                messages.success(request, done)
                return redirect(quote(request.path))
        return self._drawn(422, name, form)

    def _drawn(self, status: int, tried: str = "", form: BaseForm | None = None) -> HttpResponse:
        offered = []
        for name, deed in self.deeds().items():
            mine = name == tried
            if not (deed.shown or mine):
                continue
            drawn = form if mine else deed.form_class(
                initial=deed.initial, auto_id=f"id_{name}_%s", **deed.kwargs
            )  # fmt: skip
            offered.append(Offered(name, deed, drawn, open=mine or (deed.first and not tried)))
        return self.page(status, deeds=offered, tried=form, **self.context())
