"""Verbs of a one-vote veto (一票否决)."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Division, Level
from campaigns.workdays import add_workdays
from reports.models import ScoreSheet, ScoringRun, Veto
from reports.sheet_rows import retotal, rules_of
from reports.transitions.review import open_run

STATEMENT_WORKDAYS = 5


@transaction.atomic
def record_veto(
    *,
    run: ScoringRun,
    unit: Division,
    ground: str,
    document_number: str,
    reason: str,
    decided_body: str,
    decided_on: date,
    by: User,
) -> Veto:
    """一票否决 of a unit (domain A6): needs document number, reason and decider; five working
    days of statement. The score stays and is printed; rank and grade fall away."""
    run = open_run(run, by, Act.SCORE_VETO)
    errors = {
        name: sentence
        for name, value, sentence in (
            ("document_number", document_number, _("请写认定文号，例如 沛平安办〔2026〕5号。")),
            ("reason", reason, _("请写明责任认定的事实和理由。")),
            ("decided_body", decided_body, _("请写决定机关。")),
        )
        if not value.strip()
    }
    if ground not in Veto.Ground.values:
        errors["ground"] = _("请选择否决情形。")
    if decided_on > timezone.localdate():
        errors["decided_on"] = _("决定日期不能晚于今天。")
    sheet = ScoreSheet.objects.visible_to(by).filter(run=run, unit=unit).first()
    if sheet is None:
        errors["unit"] = _("这个单位不在本次考核之内。")
    if errors or sheet is None:
        raise Invalid(errors)
    try:
        with transaction.atomic():
            veto = Veto.objects.create(
                run=run,
                unit=unit,
                ground=ground,
                document_number=document_number.strip(),
                reason=reason.strip(),
                decided_body=decided_body.strip(),
                decided_on=decided_on,
                statement_until=add_workdays(decided_on, STATEMENT_WORKDAYS),
                recorded_by=by,
            )
    except IntegrityError:
        raise NotTheMoment(_("%(unit)s已有一票否决记录。") % {"unit": unit.name}) from None
    level = Level(sheet.level)
    retotal(run, level, rules_of(run, level), by=by)
    trail.record(
        Act.SCORE_VETO,
        by=by,
        on=veto,
        place=unit.code,
        reason=reason,
        after={"ground": ground, "document_number": veto.document_number},
    )
    return veto


@transaction.atomic
def withdraw_veto(*, veto: Veto, reason: str, by: User) -> Veto:
    """Take a veto back, with reason and trace; the unit is ranked again."""
    run = open_run(veto.run, by, Act.SCORE_VETO)
    veto = Veto.objects.locked(by, pk=veto.pk)
    if veto.withdrawn_at is not None:
        raise NotTheMoment(_("这项否决已经撤销。"))
    if not reason.strip():
        raise Invalid({"reason": _("请写明撤销的理由。")})
    veto.withdrawn_at, veto.withdrawn_by, veto.withdrawn_reason = timezone.now(), by, reason
    veto.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    level = Level(ScoreSheet.objects.visible_to(by).get(run=run, unit_id=veto.unit_id).level)
    retotal(run, level, rules_of(run, level), by=by)
    trail.record(
        Act.SCORE_VETO,
        by=by,
        on=veto,
        place=veto.unit_id,
        reason=reason,
        after={"withdrawn": True},
    )
    return veto
