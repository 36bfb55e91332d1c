"""Verbs of safety: the assessment and the plan (domain E)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from disputes.models import (
    ProtectionCase,
    SafetyAnswer,
    SafetyAssessment,
    SafetyStep,
)
from disputes.safety import BY_CODE, is_grave, urgency
from disputes.transitions.casework import (
    change,
    locked,
    require_choice,
    require_reported,
    tell,
)
from disputes.transitions.handling import require_day, require_reason, require_text

Status = ProtectionCase.Status
# Days until the next look, by level [C]: what a county would set itself.
REVIEW_DAYS = {"high": 7, "medium": 30, "low": 90}


@transaction.atomic
def assess(
    case: ProtectionCase,
    *,
    answers: Mapping[str, tuple[str, date | None]],
    level: str,
    reasons: str,
    by: User,
    on: date | None = None,
    review_on: date | None = None,
    version: int | None = None,
) -> SafetyAssessment:
    """A named person looks at every factor and decides the level with reasons. The sum of weights
    only orders what is looked at first. The safe contact has been asked for before."""
    row = locked(case, by, Act.PROTECTION_ASSESS, "assess", _("安全评估"), version)
    if not row.has_safe_contact:
        raise NotTheMoment(_("请先登记安全联系方式，再做安全评估。"))
    on = on or timezone.localdate()
    require_day("on", on)
    _require_answers(answers, on)
    require_choice("level", level, SafetyAssessment.Level.values, _("请选危险等级。"))
    reasons = require_reason("reasons", reasons)
    review_on = review_on or on + timedelta(days=REVIEW_DAYS[level])
    if not on < review_on <= on + timedelta(days=REVIEW_DAYS["low"]):
        raise Invalid({"review_on": _("下次评估在 90 天以内。")})
    present = [code for code, (answer, _day) in answers.items() if answer == "yes"]
    if level == "low" and is_grave(present):
        raise Invalid({"level": _("有正在发生的危险、扬言杀人或掐脖子的，不能评为低。")})
    made = SafetyAssessment.objects.create(
        matter=row.matter,
        case=row,
        place_id=row.place_id,
        assessed_on=on,
        assessed_by=by,
        urgency=urgency(present),
        level=level,
        reasons=reasons,
        review_on=review_on,
        recorded_at=timezone.now(),
    )
    SafetyAnswer.objects.bulk_create(
        SafetyAnswer(
            matter=row.matter, assessment=made, place_id=row.place_id, factor=code, answer=answer,
            on_day=day,
        )
        for code, (answer, day) in answers.items()
    )  # fmt: skip
    begun = Status.ASSESSED if row.status == Status.ASKED else row.status
    change(row, level=level, urgency=made.urgency, review_on=review_on, status=begun)
    tell(Act.PROTECTION_ASSESS, row, by, {"on": str(on), "status": row.status})
    return made


@transaction.atomic
def plan_step(
    case: ProtectionCase,
    *,
    kind: str,
    what: str,
    who: str,
    due_on: date,
    by: User,
    version: int | None = None,
) -> SafetyStep:
    """One item of the safety plan: what, who, by when. The first begins 处置. Refused while a
    report to the police is owed."""
    row = locked(case, by, Act.PROTECTION_PLAN, "plan", _("安排措施"), version)
    require_reported(row)
    require_choice("kind", kind, SafetyStep.Kind.values, _("请选是哪方面。"))
    if due_on < timezone.localdate():
        raise Invalid({"due_on": _("期限不能早于今天。")})
    made = SafetyStep.objects.create(
        matter=row.matter,
        case=row,
        place_id=row.place_id,
        kind=kind,
        what=require_text("what", what, _("请写做什么。")),
        who=require_text("who", who, _("请写谁来做。")),
        due_on=due_on,
        added_by=by,
        added_at=timezone.now(),
    )
    change(row, status=Status.HANDLING if row.status == Status.ASSESSED else row.status)
    tell(Act.PROTECTION_PLAN, row, by, {"kind": kind, "status": row.status})
    return made


@transaction.atomic
def finish_step(
    step: SafetyStep, *, result: str, by: User, on: date | None = None, version: int | None = None
) -> SafetyStep:
    """An item is done, with a sentence of what came out."""
    row = SafetyStep.objects.locked(by, uid=step.uid)
    case = locked(row.case, by, Act.PROTECTION_PLAN, "act", _("登记完成"), version)
    if row.done_on is not None:
        raise NotTheMoment(_("这一项已经登记完成。"))
    on = on or timezone.localdate()
    require_day("on", on)
    row.done_on, row.result = on, require_reason("result", result)
    row.save(update_fields=["done_on", "result"])
    change(case)
    tell(Act.PROTECTION_PLAN, case, by, {"kind": row.kind, "on": str(on)})
    return row


def _require_answers(answers: Mapping[str, tuple[str, date | None]], on: date) -> None:
    """Every factor was asked, none is unknown to us, none lies ahead."""
    if missing := [str(f.words) for code, f in BY_CODE.items() if code not in answers]:
        raise Invalid({"answers": _("还没有问：%(what)s") % {"what": missing[0]}})
    for code, (answer, day) in answers.items():
        if code not in BY_CODE or answer not in SafetyAnswer.Answer.values:
            raise Invalid({"answers": _("请逐项回答“有”“没有”或“不清楚”。")})
        if day is not None and day > on:
            raise Invalid({f"on_{code}": _("日期不能晚于评估日期。")})
