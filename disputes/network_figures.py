"""What disputes tells the counting table of the network (domain D, the founding report): matters
received and mediations accepted. Sealed files are in no figure, not even for those who handle them
(reliability C6): what points did for people in danger is counted by the points themselves, without
names (鉴定, 庇护咨询)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db import models
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.querysets import ScopedQuerySet
from accounts.scope import as_system
from campaigns.network_counts import Numbers, Scope, Where, counted_by
from disputes.models import Dispute, Matter


def register() -> None:
    """Two columns, each number the list of its rows."""
    counted_by("accepted", _("受理来件（件）"), _received, listed=_received_url)
    counted_by("mediated", _("受理调解（件）"), _mediated, listed=_mediated_url)


def _received(scope: Scope) -> Numbers:
    days = {"received_on__range": (scope.days.first, scope.days.last), "sealed": False}
    return _by_place(Matter.objects.all(), scope, "place_id", days)


def _mediated(scope: Scope) -> Numbers:
    days = {"accepted_on__range": (scope.days.first, scope.days.last), "matter__sealed": False}
    return _by_place(Dispute.objects.all(), scope, "village_id", days)


def _by_place(
    rows: ScopedQuerySet[Any], scope: Scope, column: str, only: dict[str, Any]
) -> Numbers:
    """Counted as the reader sees them; for who sees no file at all, as everybody together does,
    since a sum names nobody."""
    if scope.knows_all:
        return _grouped(rows.visible_to(scope.user), scope, column, only)
    with as_system() as system:
        return _grouped(rows.visible_to(system), scope, column, only)


def _grouped(
    rows: models.QuerySet[Any], scope: Scope, column: str, only: dict[str, Any]
) -> Numbers:
    found = rows.filter(**scope.inside(column), **only).order_by().values(column)
    return {row[column]: row["n"] for row in found.annotate(n=Count("pk"))}


def _received_url(scope: Scope, where: Where) -> str:
    days = {"since": scope.days.first, "until": scope.days.last}
    return _asked("disputes:matter_list", scope, where, days)


def _mediated_url(scope: Scope, where: Where) -> str:
    days = {"accepted_since": scope.days.first, "accepted_until": scope.days.last}
    return _asked("disputes:dispute_list", scope, where, days)


def _asked(view: str, scope: Scope, where: Where, days: dict[str, Any]) -> str:
    if not scope.knows_all:
        return ""
    place = {"at" if where.own else "place": where.code}
    query = urlencode(place | days | {"counted": "true"})
    return f"{reverse(view)}?{query}"
