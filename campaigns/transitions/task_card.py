"""督办 of a task, as disputes does it for a matter: issued by the county, answered by whoever
leads, turned red, lifted with a reason."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from campaigns.models import Task, TaskCard
from campaigns.transitions.task import locked_task
from campaigns.transitions.unit import acts_for, require_unit
from campaigns.transitions.wording import require_reason

Status, Colour = TaskCard.Status, TaskCard.Colour


@transaction.atomic
def issue_card(
    task: Task, *, colour: str, asked: str, answer_by: date, by: User, version: int | None = None
) -> TaskCard:
    """One card at a time: what is not enough is made red, not asked twice."""
    row = locked_task(task, Act.TASK_CARD, by=by)
    require_moment(row, "card", _("督办"))
    require_version(row, version, {}, ())
    if colour not in Colour.values:
        raise Invalid({"colour": _("请选黄牌或红牌。")})
    _require_ahead(answer_by)
    card = TaskCard(
        task=row,
        place_id=row.lead_place_id or row.campaign.county_id,
        unit=row.lead_unit,
        colour=colour,
        asked=require_reason("asked", asked, 500),
        answer_by=answer_by,
        issued_by=by,
        issued_at=timezone.now(),
    )
    try:
        with transaction.atomic():
            card.save()
    except IntegrityError:
        raise NotTheMoment(_("这项任务已有没解除的督办单。")) from None
    _tell(Act.TASK_CARD, card, by)
    return card


def answers(user: User, card: TaskCard) -> bool:
    """Whether she answers it: the township that leads; for a member unit the county, on paper."""
    return acts_for(user, Act.TASK_CARD_ANSWER, card.place)


@transaction.atomic
def answer_card(card: TaskCard, *, words: str, by: User, version: int | None = None) -> TaskCard:
    """What was done about it."""
    row = _locked(card, by, version)
    if not answers(by, row):
        raise Forbidden(_("由%(unit)s答复督办单。") % {"unit": row.holder})
    require_moment(row, "answer", _("答复"))
    row.answer = require_reason("words", words, 1000)
    row.answered_by, row.answered_at, row.status = by, timezone.now(), Status.ANSWERED
    _save(row, Act.TASK_CARD_ANSWER, by)
    return row


@transaction.atomic
def redden_card(
    card: TaskCard, *, asked: str, answer_by: date, by: User, version: int | None = None
) -> TaskCard:
    """Not answered, or not enough: a red card with a new day."""
    row = _own(card, by, version)
    require_moment(row, "redden", _("改为红牌"))
    if row.colour == Colour.RED and row.status == Status.ISSUED:
        raise NotTheMoment(_("已经是红牌，正等答复。"))
    _require_ahead(answer_by)
    row.asked = require_reason("asked", asked, 500)
    row.colour, row.status, row.answer_by = Colour.RED, Status.ISSUED, answer_by
    _save(row, Act.TASK_CARD, by)
    return row


@transaction.atomic
def lift_card(card: TaskCard, *, reason: str, by: User, version: int | None = None) -> TaskCard:
    """Lifted by the county, with the reason."""
    row = _own(card, by, version)
    require_moment(row, "lift", _("解除"))
    row.lift_reason = require_reason("reason", reason)
    row.lifted_by, row.lifted_at, row.status = by, timezone.now(), Status.LIFTED
    _save(row, Act.TASK_CARD, by)
    return row


def _locked(card: TaskCard, by: User, version: int | None) -> TaskCard:
    rows = TaskCard.objects.select_related("task__campaign__county", "place", "unit")
    seen = rows.fetch(by, uid=card.uid)
    row = rows.locked(by, pk=seen.pk)
    require_version(row, version, {}, ())
    return row


def _own(card: TaskCard, by: User, version: int | None) -> TaskCard:
    rows = TaskCard.objects.select_related("task__campaign__county")
    seen = rows.fetch(by, uid=card.uid)
    require_unit(by, Act.TASK_CARD, seen.task.campaign.county)
    return _locked(card, by, version)


def _require_ahead(day: date) -> None:
    if day < timezone.localdate():
        raise Invalid({"answer_by": _("答复期限不能早于今天。")})


def _save(row: TaskCard, act: Act, by: User) -> None:
    row.version += 1
    row.save()
    _tell(act, row, by)


def _tell(act: Act, row: TaskCard, by: User) -> None:
    after = {"card": str(row.uid), "colour": row.colour, "status": row.status}
    trail.record(act, by=by, on=row.task, place=row.place_id, after=after)
