"""The first wall: every query of a view, an API or an export begins with visible_to."""

from __future__ import annotations

from typing import Any, Self, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.http import Http404

from accounts import files
from accounts.models.user import User
from accounts.reach import reaching_up, touching, within
from accounts.walls import Kind, Wall

M = TypeVar("M", bound=models.Model)


def _shared(user: User, wall: Wall) -> models.Q:
    """Inside the reach, or of a unit above it that has offered it."""
    above = reaching_up(user.area_spans, wall.column)
    if wall.offered is None:
        return above
    field, values = wall.offered
    offered = models.Q(**{f"{field}__in": values}) if values else models.Q(**{field: None})
    return within(user.area_spans, wall.column) | (above & offered)


def _issued_above(user: User, wall: Wall) -> models.Q:
    """What the reader's own city or province has issued."""
    codes = [low for low, _high in user.upper_spans] if wall.upper else []
    return models.Q(**{f"{wall.upper}__in": codes}) if codes else models.Q(pk__in=[])


class ScopedQuerySet(models.QuerySet[M]):
    """A queryset whose model names its wall."""

    def visible_to(self, user: User) -> Self:
        """Rows inside the reach of `user`, by the model's wall."""
        wall: Wall = self.model.wall  # type: ignore[attr-defined]
        if wall.kind is Kind.REFERENCE:
            return self
        if wall.kind is Kind.OWN:
            return self if user.is_system else self.filter(**{wall.column: user.pk})
        if wall.kind is Kind.COUNTY:
            inside = touching(user.area_spans, wall.column)
            return self.filter(inside | within(user.upper_spans if wall.above else (), wall.column))
        if wall.kind is Kind.SHARED:
            above = within(user.upper_spans if wall.above else (), wall.column)
            return self.filter(_shared(user, wall) | above | _issued_above(user, wall))
        case = wall.kind in (Kind.CASE, Kind.FILE)
        spans = user.case_spans if case else user.area_spans
        inside = within((*spans, *user.upper_spans) if wall.above else spans, wall.column)
        for column in wall.more:
            inside |= within(spans, column)
        rows = self.filter(inside | _issued_above(user, wall))
        for shelf, keys in wall.shelves:
            for key in keys:
                rows = rows.filter(files.open_to(user, shelf, key))
        return rows

    def fetch(self, user: User, **lookup: Any) -> M:
        """The row `user` can see, or 404: absent and foreign look alike."""
        try:
            return self.visible_to(user).get(**lookup)
        except (ObjectDoesNotExist, ValueError):
            raise Http404 from None

    def locked(self, user: User, **lookup: Any) -> M:
        """Like fetch, with the row locked until the transaction ends."""
        try:
            return self.visible_to(user).select_for_update(of=("self",)).get(**lookup)
        except (ObjectDoesNotExist, ValueError):
            raise Http404 from None
