"""Writing the trail: one row per act, in the act's own transaction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from accounts import request_context
from accounts.acts import Act
from accounts.models import Trail, User
from accounts.walls import Kind, Wall


def record(
    act: Act,
    *,
    by: User,
    on: models.Model,
    place: int = 0,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> Trail:
    """Tell of one act on one record. before/after: only fields that changed, JSON values."""
    return Trail.objects.create(
        act=act,
        by=by,
        noun=on._meta.label_lower,
        key=str(on.pk),
        place=place,
        file=file_of(on),
        matter=matter_of(on),
        before=before or {},
        after=after or {},
        reason=reason,
        request_id=request_context.request_id(),
    )


def record_each(
    act: Act,
    *,
    by: User,
    rows: Iterable[tuple[models.Model, int, dict[str, Any]]],
    reason: str = "",
) -> None:
    """Tell of one act on many records in one insert; rows: record, place, after."""
    Trail.objects.bulk_create(
        Trail(
            act=act,
            by=by,
            noun=on._meta.label_lower,
            key=str(on.pk),
            place=place,
            file=file_of(on),
            matter=matter_of(on),
            after=after,
            reason=reason,
            request_id=request_context.request_id(),
        )
        for on, place, after in rows
    )


def file_of(record_: models.Model) -> int | None:
    """The key of the file (listed family) a record belongs to, by its wall; None without one."""
    wall = _wall(record_)
    return _first(record_, wall.files) if wall else None


def matter_of(record_: models.Model) -> int | None:
    """The key of the matter (来件) a record belongs to, by its wall; None without one."""
    wall = _wall(record_)
    return _first(record_, wall.matters) if wall else None


def _wall(record_: models.Model) -> Wall | None:
    wall: Wall | None = getattr(record_, "wall", None)
    return wall if wall is not None and wall.kind is Kind.FILE else None


def _first(record_: models.Model, keys: Iterable[str]) -> int | None:
    for key in keys:
        found: Any = record_
        for step in key.split("__"):
            found = getattr(found, step, None)
        if found is not None:
            return int(found)
    return None


def of(record_: models.Model) -> models.QuerySet[Trail]:
    """The trail of one record, newest first."""
    return (
        Trail.objects.filter(noun=record_._meta.label_lower, key=str(record_.pk))
        .select_related("by")
        .order_by("-at", "-id")
    )
