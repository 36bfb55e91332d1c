"""Verbs of protection orders (反家庭暴力法 art. 23–34)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment
from accounts.refusals import Invalid, NotTheMoment
from disputes.clocks.order import MOST_MONTHS, last_valid_day, review_by
from disputes.models import (
    OrderBreach,
    ProtectionCase,
    ProtectionOrder,
)
from disputes.transitions.casework import change, locked, require_reported, tell
from disputes.transitions.handling import require_day, require_reason, require_text

Status = ProtectionOrder.Status
SERVED = ("served_applicant_on", "served_respondent_on", "served_police_on", "served_village_on")


@transaction.atomic
def prepare_order(
    case: ProtectionCase,
    *,
    applicant: str,
    court: str,
    urgent: bool = False,
    evidence: Sequence[str] = (),
    by: User,
    version: int | None = None,
) -> ProtectionOrder:
    """Help with an application: who applies (art. 23), which court, which of the eleven kinds of
    evidence are there (法释〔2022〕17号 art. 6). One application at a time."""
    row = _case(case, by, version)
    require_reported(row)
    _require_kinds(applicant, evidence)
    if row.orders.filter(status__in=[Status.PREPARING, Status.APPLIED]).exists():
        raise NotTheMoment(_("已有一份申请在办。"))
    made = ProtectionOrder.objects.create(
        matter=row.matter,
        case=row,
        place_id=row.place_id,
        applicant=applicant,
        urgent=urgent,
        evidence=list(dict.fromkeys(evidence)),
        court=require_text("court", court, _("请填写法院。")),
        recorded_by=by,
        recorded_at=timezone.now(),
    )
    change(row)
    _told(made, row, by)
    return made


@transaction.atomic
def apply_for_order(
    order: ProtectionOrder,
    *,
    applied_at: datetime,
    evidence: Sequence[str],
    urgent: bool,
    by: User,
    version: int | None = None,
) -> ProtectionOrder:
    """The application was handed in; from then on the court has 72 hours, 24 in urgent cases."""
    row, case = _order(order, by, "apply", _("登记申请"), version)
    _require_kinds(row.applicant, evidence)
    if applied_at > timezone.now():
        raise Invalid({"applied_at": _("申请时间不能晚于现在。")})
    return _save(
        row, case, by, status=Status.APPLIED, applied_at=applied_at, urgent=urgent,
        evidence=list(dict.fromkeys(evidence)),
    )  # fmt: skip


@transaction.atomic
def grant_order(
    order: ProtectionOrder,
    *,
    decided_on: date,
    number: str,
    measures: Sequence[str],
    months: int,
    by: User,
    version: int | None = None,
) -> ProtectionOrder:
    """The court granted it (art. 28–30): the measures, how many months, and with them the last
    valid day, 31 August for six months → 28 or 29 February."""
    row, case = _order(order, by, "decide", _("登记裁定"), version)
    _require_decided(row, decided_on)
    if not measures or set(measures) - set(ProtectionOrder.Measure.values):
        raise Invalid({"measures": _("请选裁定的措施。")})
    if not 1 <= months <= MOST_MONTHS:
        raise Invalid({"months": _("有效期是 1 至 6 个月。")})
    return _save(
        row, case, by, status=Status.GRANTED, decided_on=decided_on, months=months,
        number=require_text("number", number, _("请填写裁定书文号。")),
        measures=list(dict.fromkeys(measures)), last_on=last_valid_day(decided_on, months).on,
    )  # fmt: skip


@transaction.atomic
def refuse_order(
    order: ProtectionOrder, *, decided_on: date, words: str, by: User, version: int | None = None
) -> ProtectionOrder:
    """The court refused it; review may be asked once within five days (art. 31)."""
    row, case = _order(order, by, "decide", _("登记驳回"), version)
    _require_decided(row, decided_on)
    words = require_reason("words", words)
    return _save(row, case, by, status=Status.REFUSED, decided_on=decided_on, refused_words=words)


@transaction.atomic
def withdraw_order(
    order: ProtectionOrder, *, words: str, by: User, version: int | None = None
) -> ProtectionOrder:
    """The application is not pursued, at her wish, with a reason."""
    row, case = _order(order, by, "withdraw", _("登记撤回"), version)
    words = require_reason("words", words)
    return _save(row, case, by, status=Status.WITHDRAWN, refused_words=words)


@transaction.atomic
def serve_order(
    order: ProtectionOrder, *, by: User, version: int | None = None, **days: date | None
) -> ProtectionOrder:
    """Served on applicant, respondent, police, village (art. 32), each with its day."""
    row, case = _order(order, by, "serve", _("登记送达"), version)
    values: dict[str, Any] = {}
    for name in SERVED:
        if (day := days.get(name)) is not None:
            require_day(name, day, [(row.decided_on, _("裁定日期"))])
            values[name] = day
    if not values:
        raise Invalid({SERVED[0]: _("请至少填写一个送达日期。")})
    return _save(row, case, by, **values)


@transaction.atomic
def extend_order(
    order: ProtectionOrder, *, court: str, applicant: str, by: User, version: int | None = None
) -> ProtectionOrder:
    """Extension or change is asked for before it expires (art. 30): a new application that hangs
    on this order."""
    row, case = _order(order, by, "extend", _("申请延长"), version)
    if not row.protects(timezone.localdate()):
        raise NotTheMoment(_("保护令已经到期或撤销，请另行申请。"))
    made = prepare_order(
        case, applicant=applicant, court=court, evidence=row.evidence, urgent=False, by=by
    )
    if ProtectionOrder.objects.filter(before=row).exists():
        raise NotTheMoment(_("这份保护令已经申请过延长。"))
    made.before = row
    made.save(update_fields=["before"])
    return made


@transaction.atomic
def revoke_order(
    order: ProtectionOrder, *, on: date, words: str, by: User, version: int | None = None
) -> ProtectionOrder:
    """The court took it back at her wish (art. 30); it protects until the day before."""
    row, case = _order(order, by, "revoke", _("登记撤销"), version)
    require_day("on", on, [(row.decided_on, _("裁定日期"))])
    if row.revoked_on is not None:
        raise NotTheMoment(_("已经登记撤销。"))
    return _save(row, case, by, revoked_on=on, revoked_words=require_reason("words", words))


@transaction.atomic
def ask_review(
    order: ProtectionOrder, *, on: date, by: User, version: int | None = None
) -> ProtectionOrder:
    """Review was asked for, once, within five days; it does not stop the order (art. 31)."""
    row, case = _order(order, by, "review", _("登记复议"), version)
    assert row.decided_on is not None
    start = row.served_applicant_on or row.decided_on
    require_day("on", on, [(row.decided_on, _("裁定日期"))])
    if row.review_asked_on is not None:
        raise NotTheMoment(_("复议只能申请一次。"))
    if on > review_by(start).on:
        raise Invalid({"on": _("复议要在五日内申请。")})
    return _save(row, case, by, review_asked_on=on)


@transaction.atomic
def record_breach(
    order: ProtectionOrder,
    *,
    happened_on: date,
    words: str,
    police_told_at: datetime,
    station: str,
    result: str = "",
    by: User,
    version: int | None = None,
) -> OrderBreach:
    """The order was broken: the police are told (art. 34), and the risk is looked at again."""
    row, case = _order(order, by, "breach", _("登记违反情况"), version)
    require_day("happened_on", happened_on, [(row.decided_on, _("裁定日期"))])
    if not row.protects(happened_on):
        raise Invalid({"happened_on": _("这一天保护令不在有效期内。")})
    if police_told_at > timezone.now():
        raise Invalid({"police_told_at": _("报告时间不能晚于现在。")})
    made = OrderBreach.objects.create(
        matter=case.matter,
        order=row,
        place_id=row.place_id,
        happened_on=happened_on,
        words=require_reason("words", words),
        police_told_at=police_told_at,
        station=require_text("station", station, _("请填写派出所。")),
        result=result.strip(),
        recorded_by=by,
        recorded_at=timezone.now(),
    )
    change(case, review_on=timezone.localdate())
    tell(Act.PROTECTION_PAPER, case, by, {"breach": made.pk, "on": str(happened_on)})
    return made


def _case(case: ProtectionCase, by: User, version: int | None) -> ProtectionCase:
    return locked(case, by, Act.PROTECTION_PAPER, "act", _("登记文书"), version)


def _order(
    order: ProtectionOrder, by: User, moment: str, words: str, version: int | None
) -> tuple[ProtectionOrder, ProtectionCase]:
    """The order and its case, locked, once the actor may and both allow it. version: the case's."""
    found = ProtectionOrder.objects.select_related("case").fetch(by, uid=order.uid)
    case = _case(found.case, by, version)
    row = ProtectionOrder.objects.locked(by, uid=order.uid)
    require_moment(row, moment, words)
    return row, case


def _save(row: ProtectionOrder, case: ProtectionCase, by: User, **values: Any) -> ProtectionOrder:
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*values, "version"])
    change(case)
    _told(row, case, by)
    return row


def _told(row: ProtectionOrder, case: ProtectionCase, by: User) -> None:
    tell(Act.PROTECTION_PAPER, case, by, {"order": row.pk, "status": row.status})


def _require_kinds(applicant: str, evidence: Sequence[str]) -> None:
    if applicant not in ProtectionOrder.Applicant.values:
        raise Invalid({"applicant": _("请选由谁申请。")})
    if set(evidence) - set(ProtectionOrder.Evidence.values):
        raise Invalid({"evidence": _("请从列出的证据种类里选。")})


def _require_decided(row: ProtectionOrder, decided_on: date) -> None:
    assert row.applied_at is not None
    require_day("decided_on", decided_on, [(timezone.localdate(row.applied_at), _("申请日期"))])
