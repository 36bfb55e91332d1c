"""Verbs of a task of the 任务分解表: written, changed with the former value kept, published,
ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Invalid
from campaigns.models import Campaign, Division, Level, MemberUnit, Task, TaskAssist, TaskChange
from campaigns.transitions.open_year import require_held_open, require_open
from campaigns.transitions.unit import require_unit
from campaigns.transitions.wording import require_county, require_reason, said

Status = Task.Status
TITLE_MOST, MEASURES_MOST, NAME_MOST = 120, 2000, 40
Unit = MemberUnit | Division
PLAIN = ("title", "measures", "due_on", "responsible")


@dataclass(frozen=True)
class Plan:
    """What a line of the table says. lead, assists: member units or townships of the county."""

    title: str
    measures: str
    lead: Unit | None
    due_on: date | None
    responsible: str
    assists: Sequence[Unit] = field(default_factory=tuple)


def check(plan: Plan, campaign: Campaign) -> Plan:
    """The line as it is kept, or 422 with a sentence for each field."""
    errors: dict[str, str] = {}
    title = said(errors, "title", plan.title, TITLE_MOST, _("请写重点任务。"))
    measures = said(errors, "measures", plan.measures, MEASURES_MOST, _("请写具体措施。"))
    who = said(errors, "responsible", plan.responsible, NAME_MOST, _("请写责任人。"))
    if plan.due_on is None:
        errors["due_on"] = _("请填完成时限。")
    elif not date(campaign.year, 1, 1) <= plan.due_on <= date(campaign.year + 1, 1, 31):
        errors["due_on"] = _("完成时限要在本年度内（至次年1月底）。")
    if plan.lead is None or not _fits(plan.lead, campaign):
        errors["lead"] = _("请选本县的成员单位或镇（街道）。")
    assists = tuple(dict.fromkeys(plan.assists))
    if any(not _fits(unit, campaign) for unit in assists):
        errors["assists"] = _("配合单位要是本县的成员单位或镇（街道）。")
    if plan.lead in assists:
        errors["assists"] = _("牵头单位不用再列为配合单位。")
    if errors:
        raise Invalid(errors)
    return replace(plan, title=title, measures=measures, responsible=who, assists=assists)


def _fits(unit: Unit, campaign: Campaign) -> bool:
    if isinstance(unit, MemberUnit):
        return unit.county_id == campaign.county_id
    return unit.level == Level.TOWNSHIP and campaign.county.contains(unit.code)


@transaction.atomic
def write_task(campaign: Campaign, *, plan: Plan, by: User, number: int | None = None) -> Task:
    """A new line, as a draft; without a number it takes the next one."""
    held = held_campaign(campaign, by)
    require_held_open(held)
    plan = check(plan, held)
    last = Task.objects.filter(campaign=held).aggregate(most=Max("number"))["most"] or 0
    if number is not None and Task.objects.filter(campaign=held, number=number).exists():
        raise Invalid({"number": _("序号 %(n)d 已有任务。") % {"n": number}})
    task = Task.objects.create(
        campaign=held,
        number=number or last + 1,
        made_by=by,
        made_at=timezone.now(),
        **_columns(plan, held),
    )
    _assist(task, plan.assists)
    trail.record(Act.TASK_WRITE, by=by, on=task, place=task.place_id, after={"number": task.number})
    return task


def held_campaign(campaign: Campaign, by: User) -> Campaign:
    """The campaign locked, for whoever acts for its county; what is numbered waits here."""
    require_county(by, Act.TASK_WRITE, campaign.county)
    rows = Campaign.objects.select_for_update(of=("self",)).select_related("county")
    return rows.get(pk=campaign.pk)


@transaction.atomic
def change_task(
    task: Task, *, plan: Plan, by: User, reason: str = "", version: int | None = None
) -> Task:
    """Change a line. Of a published one the former values are kept with the reason."""
    row = locked_task(task, Act.TASK_WRITE, by=by)
    require_moment(row, "change", _("修改"))
    require_version(row, version, _typed(plan), PLAIN)
    require_open(row.campaign)
    plan = check(plan, row.campaign)
    before, after = words_of(row), words_in(plan)
    changed = [name for name in before if before[name] != after[name]]
    if not changed:
        return row
    published = row.status == Status.PUBLISHED
    if published:
        reason = require_reason("reason", reason)
    for name, value in _columns(plan, row.campaign).items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    row.assists.all().delete()
    _assist(row, plan.assists)
    if published:
        TaskChange.objects.filter(task=row).update(place=row.place)
        TaskChange.objects.create(
            task=row,
            place=row.place,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
            reason=reason,
            by=by,
            at=timezone.now(),
        )
    trail.record(Act.TASK_WRITE, by=by, on=row, place=row.place_id, after={"changed": changed})
    return row


@transaction.atomic
def publish_tasks(campaign: Campaign, *, by: User) -> int:
    """Publish all drafts of the year; returns how many. From now on the units see them."""
    held = held_campaign(campaign, by)
    require_held_open(held)
    drafts = list(
        Task.objects.visible_to(by)
        .filter(campaign=held, status=Status.DRAFT)
        .select_for_update(of=("self",))
    )
    now = timezone.now()
    for task in drafts:
        task.status, task.published_at, task.version = Status.PUBLISHED, now, task.version + 1
    Task.objects.bulk_update(drafts, ["status", "published_at", "version"])
    trail.record_each(
        Act.TASK_WRITE, by=by, rows=[(t, t.place_id, {"status": t.status}) for t in drafts]
    )
    return len(drafts)


@transaction.atomic
def end_task(task: Task, *, done: bool, words: str, by: User, version: int | None = None) -> Task:
    """The county finds a task done, or cancels it with the reason; open links are dead and a
    standing supervision card must be lifted first, so that it does not vanish unanswered."""
    row = locked_task(task, Act.TASK_END, by=by)
    require_moment(row, "end" if done else "cancel", _("办结") if done else _("取消"))
    require_version(row, version, {}, ())
    words = require_reason("words", words)
    if row.cards.open().exists():
        raise Invalid({"words": _("还有没解除的督办单，请先解除。")})
    for link in row.links.filter(status="open"):
        link.status, link.token_hash, link.version = "revoked", None, link.version + 1
        link.revoke_reason = _("任务已办结或取消")
        link.save()
    before = row.status
    row.status = Status.DONE if done else Status.CANCELLED
    row.ended_on, row.end_words = timezone.localdate(), words
    row.version += 1
    row.save()
    trail.record(
        Act.TASK_END,
        by=by,
        on=row,
        place=row.place_id,
        before={"status": before},
        after={"status": row.status},
    )
    return row


def locked_task(task: Task, act: Act, *, by: User) -> Task:
    """The task locked, for whoever acts for the county; 404 where she cannot see it."""
    rows = Task.objects.select_related("campaign__county", "lead_unit", "lead_place")
    seen = rows.shown_to(by).fetch(by, uid=task.uid)
    require_unit(by, act, seen.campaign.county)
    return rows.locked(by, pk=seen.pk)


def _columns(plan: Plan, campaign: Campaign) -> dict[str, Any]:
    lead = plan.lead
    town = lead if isinstance(lead, Division) else None
    # A second township with a part in it has to see it too.
    shared = town is None or any(isinstance(unit, Division) for unit in plan.assists)
    return {
        "place": campaign.county if shared else town,
        "title": plan.title,
        "measures": plan.measures,
        "lead_unit": lead if isinstance(lead, MemberUnit) else None,
        "lead_place": town,
        "due_on": plan.due_on,
        "responsible": plan.responsible,
    }


def _assist(task: Task, units: Sequence[Unit]) -> None:
    TaskAssist.objects.bulk_create(
        TaskAssist(
            task=task,
            place_id=task.place_id,
            unit=unit if isinstance(unit, MemberUnit) else None,
            township=unit if isinstance(unit, Division) else None,
        )
        for unit in units
    )


def words_of(task: Task) -> dict[str, str]:
    """What a task says, in words, by field."""
    return {
        "title": task.title,
        "measures": task.measures,
        "lead": task.lead,
        "assists": "、".join(part.name for part in task.assists.all()),
        "due_on": task.due_on.isoformat(),
        "responsible": task.responsible,
    }


def words_in(plan: Plan) -> dict[str, str]:
    """What a line says, in words, by field."""
    assert plan.lead is not None  # checked
    assert plan.due_on is not None
    return {
        "title": plan.title,
        "measures": plan.measures,
        "lead": plan.lead.name,
        "assists": "、".join(unit.name for unit in plan.assists),
        "due_on": plan.due_on.isoformat(),
        "responsible": plan.responsible,
    }


def _typed(plan: Plan) -> dict[str, Any]:
    return {name: getattr(plan, name) for name in PLAIN}
