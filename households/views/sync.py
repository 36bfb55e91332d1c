"""Pages of what phones sent and no verb would take: the list, one item, putting it right."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.acts import Act, may
from accounts.refusals import Invalid, NotTheMoment, Stale
from accounts.roles import Role
from accounts.views.base import ListPage, Page, VerbPage
from households.filters.sync import SyncFilter
from households.forms.sync import SettleForm
from households.models import SyncItem
from households.queries.sync import as_form_data, content_of, kept_for
from households.transitions.sync import enter_again, settle_item
from households.transitions.sync_kinds import KINDS, Conflict, SyncKind

SEERS = frozenset({Role.VILLAGE_MEDIATOR, Role.TOWNSHIP_FEDERATION, Role.COUNTY_FEDERATION})


class SyncList(ListPage):
    """没有入账的: a village person's own items, an office's whole reach; those waiting first."""

    audience = SEERS
    template_name = "households/sync/list.html"
    filterset_class = SyncFilter

    def rows(self) -> models.QuerySet[SyncItem]:
        waiting = models.Q(state__in=SyncItem.WAITING)
        rows: models.QuerySet[SyncItem] = kept_for(self.user)
        return (
            rows.exclude(state=SyncItem.State.ACCEPTED)
            .select_related("by", "village")
            .annotate(is_waiting=models.Case(models.When(waiting, then=0), default=1))
            .order_by("is_waiting", "-received_at", "-pk")
        )

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        for item in page.object_list:
            item.label = label_of(item)
        return {"is_office": not self.user.roles_today() <= {Role.VILLAGE_MEDIATOR}}


class SyncDetail(Page):
    """One item: why it was not entered, what was written (to whom may read it), what next."""

    audience = SEERS
    template_name = "households/sync/detail.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        item = fetched(self)
        kind, content = KINDS.get(item.kind), content_of(item)
        own = item.by_id == self.user.pk
        form = kind.form(as_form_data(content)) if kind and content else None
        valid = form.cleaned_data if form and form.is_valid() else {}
        shown = bool(form and (own or (valid and kind and kind.readable(self.user, valid))))
        return self.page(
            item=item,
            label=label_of(item),
            own=own,
            waiting=item.state in SyncItem.WAITING,
            content=written_words(form) if form and shown else [],
            withheld=bool(content) and not shown,
            may_settle=may(self.user, Act.SYNC_SETTLE, item.village_id),
        )


class SyncVerb(VerbPage):
    """A form about one item."""

    audience = SEERS
    item: SyncItem

    def prepare(self) -> None:
        self.item = fetched(self)

    @property
    def item_url(self) -> str:
        """The item's page."""
        return reverse("households:sync_detail", args=[self.item.uid])

    def context(self) -> dict[str, Any]:
        return {"item": self.item, "label": label_of(self.item), "back_url": self.item_url}


class SyncAgain(SyncVerb):
    """核对后再交: the kind's own form with what was written; where a newer version stands, both
    side by side and a choice for each field (look 12)."""

    template_name = "households/sync/again.html"
    form_class: ClassVar[type[forms.BaseForm]] = forms.Form

    def prepare(self) -> None:
        super().prepare()
        kind = KINDS.get(self.item.kind)
        if kind is None or self.item.by_id != self.user.pk:
            raise Http404
        self.kind: SyncKind = kind
        self.content = as_form_data(content_of(self.item))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.prepare()
        form = self.kind.form(self.content) if self.content else self.kind.form()
        conflict = self._conflict(form)
        if conflict:
            return self._both(conflict, self.content)
        return self.page(form=form, **self.context())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.prepare()
        typed = request.POST.copy()
        chosen = [name for name in typed if name.startswith("choose-")]
        form = self.kind.form(typed)
        conflict = self._conflict(form) if chosen else None
        base = None
        if conflict:
            self._choose(typed, conflict)
            form, base = self.kind.form(typed), _number(typed.get("base_version"))
            if base != conflict.version:
                return self._both(conflict, typed, 409)
        if not form.is_valid():
            return self.page(422, form=form, **self.context())
        return self._perform(form, base)

    def _perform(self, form: forms.Form, base: int | None) -> HttpResponse:
        try:
            item = enter_again(uid=self.item.uid, data=form.cleaned_data, by=self.user, base=base)
        except Invalid as refusal:
            for name, sentence in refusal.errors.items():
                form.add_error(name if name in form.fields else None, sentence)
            return self.page(422, form=form, **self.context())
        except (NotTheMoment, Stale):
            conflict = self._conflict(form)
            if conflict is None:
                raise
            return self._both(conflict, form.data, 409)
        messages.success(self.request, item.sentence)
        return redirect(item.url)

    def _conflict(self, form: forms.Form) -> Conflict | None:
        if self.kind.conflict is None or not form.is_valid():
            return None
        return self.kind.conflict(self.user, form.cleaned_data)

    @staticmethod
    def _choose(typed: QueryDict, conflict: Conflict) -> None:
        """Put the stored value back wherever it was chosen."""
        for name, value in conflict.stored.items():
            if typed.get(f"choose-{name}", "theirs") == "theirs":
                typed.setlist(
                    name, list(value) if isinstance(value, tuple | list) else [value or ""]
                )

    def _both(self, conflict: Conflict, typed: Any, status: int = 200) -> HttpResponse:
        hidden = [
            (name, value)
            for name, values in typed.lists()
            if not name.startswith("choose-") and name not in {"csrfmiddlewaretoken", "reason"}
            for value in values
            if name != "base_version"
        ]
        context = self.context() | {
            "conflict": conflict,
            "typed": hidden,
            "reason": typed.get("reason", ""),
            "next_version": conflict.version + 1,
            "fields": [s for s in conflict.fields if s.theirs or s.mine],
        }
        return render(self.request, "households/sync/both.html", context, status=status)


class SyncSettle(SyncVerb):
    """另行处理: entered elsewhere, or no longer needed; with a reason."""

    template_name = "households/sync/settle.html"
    form_class = SettleForm

    def perform(self, data: dict[str, Any]) -> str:
        settle_item(uid=self.item.uid, by=self.user, **data)
        messages.success(self.request, _("已处理，原因留在经过里。"))
        return reverse("households:sync_list")


def fetched(page: Page) -> SyncItem:
    """The item the address names, its reading noted."""
    rows = kept_for(page.user).select_related("by", "village", "settled_by", "contradicts")
    item: SyncItem = rows.fetch(page.user, uid=page.kwargs["uid"])
    page.note_reading([item], item.village_id)
    return item


def label_of(item: SyncItem) -> str:
    """零报告; a kind that is no longer known keeps its code."""
    kind = KINDS.get(item.kind)
    return str(kind.label) if kind else item.kind


def written_words(form: forms.Form) -> list[tuple[str, str]]:
    """Label and words of each field somebody filled in."""
    return [
        (str(field.label), said) for field in form if not field.is_hidden and (said := _said(field))
    ]


def _said(field: forms.BoundField) -> str:
    value = field.value()
    choices = dict(getattr(field.field, "choices", ()))
    values = value if isinstance(value, list) else [value]
    words = [str(choices.get(one, one)).partition("\n")[0] for one in values if one]
    return "、".join(words)


def _number(text: Any) -> int | None:
    return int(text) if isinstance(text, str) and text.isascii() and text.isdigit() else None
