"""Reads of tasks for pages, exports and work lists; user first."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Subquery

from accounts.models import User
from campaigns.models import Campaign, Task, TaskAssist, TaskCard, TaskReport


def listed(user: User, campaign: Campaign | None) -> models.QuerySet[Task]:
    """Tasks of a year with lead, assisting units, the latest progress she may read and whether a
    card stands; three statements however many."""
    rows = Task.objects.shown_to(user)
    rows = rows.filter(campaign=campaign) if campaign else rows.none()
    latest = TaskReport.objects.visible_to(user).filter(task=OuterRef("pk"))
    latest = latest.order_by("-entered_at", "-id")
    cards = TaskCard.objects.visible_to(user).open().filter(task=OuterRef("pk"))
    assists = TaskAssist.objects.select_related("unit", "township")
    return (
        rows.select_related("lead_unit", "lead_place", "campaign")
        .prefetch_related(Prefetch("assists", assists))
        .annotate(
            percent=Subquery(latest.values("percent")[:1]),
            latest_words=Subquery(latest.values("words")[:1]),
            latest_on=Subquery(latest.values("reported_on")[:1]),
            carded=Exists(cards),
            card_colour=Subquery(cards.values("colour")[:1]),
        )
        .order_by("number")
    )


def counts(user: User, campaign: Campaign | None) -> dict[str, int]:
    """How many run, are late, are done, stand under a card; one statement."""
    if campaign is None:
        return {}
    rows = Task.objects.shown_to(user).filter(campaign=campaign)
    cards = TaskCard.objects.visible_to(user).open().filter(task=OuterRef("pk"))
    late = Task.objects.overdue().filter(pk=OuterRef("pk"))
    out: dict[str, int] = rows.annotate(has_card=Exists(cards), has_passed=Exists(late)).aggregate(
        running=models.Count("pk", filter=models.Q(status="published")),
        late=models.Count("pk", filter=models.Q(has_passed=True)),
        done=models.Count("pk", filter=models.Q(status="done")),
        carded=models.Count("pk", filter=models.Q(has_card=True)),
        drafts=models.Count("pk", filter=models.Q(status="draft")),
    )
    return out


def assist_names(task: Any) -> str:
    """配合单位, 、 between."""
    return "、".join(part.name for part in task.assists.all())


def progress_words(task: Any) -> str:
    """60%：…, the latest progress the reader may see."""
    if task.percent is None:
        return ""
    return f"{task.percent}%：{task.latest_words}"
