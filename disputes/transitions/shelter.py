"""Verbs of help in a protection case: shelter, injury appraisal, legal aid, and mediation of what
may be mediated (domain E)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models.division import Level
from disputes.models import (
    Dispute,
    InjuryAppraisal,
    LegalAid,
    ProtectionCase,
    ShelterStay,
)
from disputes.transitions.casework import change, locked, require_reported, tell
from disputes.transitions.dispute import start
from disputes.transitions.handling import require_day, require_reason, require_text


@transaction.atomic
def take_into_shelter(
    case: ProtectionCase,
    *,
    shelter: str,
    since: date,
    until: date | None = None,
    children: int = 0,
    by: User,
    version: int | None = None,
    **words: str,
) -> ShelterStay:
    """She is taken into a shelter (反家庭暴力法 art. 18). Only its name is kept; words: referrer,
    health, belongings, risk, exit_plan."""
    row = _case(case, by, version)
    require_reported(row)
    require_day("since", since)
    if until is not None and until < since:
        raise Invalid({"until": _("预计离开不能早于入住。")})
    if not 0 <= children <= 20:
        raise Invalid({"children": _("同住孩子的人数不对。")})
    if row.stays.filter(left_on=None).exists():
        raise NotTheMoment(_("她还在庇护场所，请先登记离开。"))
    made = ShelterStay.objects.create(
        matter=row.matter,
        case=row,
        place_id=row.place_id,
        shelter=require_text("shelter", shelter, _("请填写庇护场所的名称，不写地址。")),
        since=since,
        until=until,
        children=children,
        recorded_by=by,
        recorded_at=timezone.now(),
        **{name: text.strip() for name, text in words.items() if name in STAY_WORDS},
    )
    _done(row, by, stay=made.pk, on=str(since))
    return made


STAY_WORDS = ("referrer", "health", "belongings", "risk", "exit_plan")


@transaction.atomic
def leave_shelter(
    stay: ShelterStay, *, left_on: date, exit_plan: str, by: User, version: int | None = None
) -> ShelterStay:
    """She leaves, with a plan for what comes after."""
    found = ShelterStay.objects.select_related("case").fetch(by, uid=stay.uid)
    case = _case(found.case, by, version)
    row = ShelterStay.objects.locked(by, uid=stay.uid)
    if row.left_on is not None:
        raise NotTheMoment(_("已经登记离开。"))
    require_day("left_on", left_on, [(row.since, _("入住日期"))])
    row.left_on, row.exit_plan = left_on, require_reason("exit_plan", exit_plan)
    row.version += 1
    row.save(update_fields=["left_on", "exit_plan", "version"])
    _done(case, by, stay=row.pk, on=str(left_on))
    return row


@transaction.atomic
def ask_appraisal(
    case: ProtectionCase, *, body: str, asked_on: date, by: User, version: int | None = None
) -> InjuryAppraisal:
    """An injury appraisal was asked for."""
    made: InjuryAppraisal = _ask(InjuryAppraisal, case, body, asked_on, by, version)
    return made


@transaction.atomic
def ask_legal_aid(
    case: ProtectionCase, *, body: str, asked_on: date, by: User, version: int | None = None
) -> LegalAid:
    """Legal aid was asked for."""
    made: LegalAid = _ask(LegalAid, case, body, asked_on, by, version)
    return made


@transaction.atomic
def record_result(
    asked: InjuryAppraisal | LegalAid,
    *,
    result_on: date,
    result: str,
    by: User,
    version: int | None = None,
) -> InjuryAppraisal | LegalAid:
    """What came of an appraisal or of legal aid."""
    model: Any = type(asked)
    found = model.objects.select_related("case").fetch(by, uid=asked.uid)
    case = _case(found.case, by, version)
    row = model.objects.locked(by, uid=asked.uid)
    if row.result_on is not None:
        raise NotTheMoment(_("结果已经登记。"))
    require_day("result_on", result_on, [(row.asked_on, _("委托、申请日期"))])
    row.result_on, row.result = result_on, require_text("result", result, _("请写结果。"))
    row.save(update_fields=["result_on", "result"])
    _done(case, by, result=row.pk, on=str(result_on))
    out: InjuryAppraisal | LegalAid = row
    return out


@transaction.atomic
def mediate_besides(
    case: ProtectionCase, *, kind: str, by: User, version: int | None = None
) -> Dispute:
    """Property, support, visiting and where to live may be mediated, inside the seal; never the
    violence itself (domain E, the gate), and not before the police were told of a child."""
    row = _case(case, by, version)
    require_reported(row)
    if row.matter.mediation is not None:
        raise NotTheMoment(_("这一件已经在调解。"))
    if row.matter.place.level != Level.VILLAGE:
        raise NotTheMoment(_("不知道是哪个村（社区），不能登记调解。"))
    made = start(row.matter, village=row.matter.place, kind=kind, by=by)
    _done(row, by, dispute=made.pk)
    return made


def _case(case: ProtectionCase, by: User, version: int | None) -> ProtectionCase:
    return locked(case, by, Act.PROTECTION_HELP, "act", _("登记帮助"), version)


def _ask(
    model: Any, case: ProtectionCase, body: str, asked_on: date, by: User, version: int | None
) -> Any:
    row = _case(case, by, version)
    require_day("asked_on", asked_on)
    made = model.objects.create(
        matter=row.matter,
        case=row,
        place_id=row.place_id,
        body=require_text("body", body, _("请填写机构。")),
        asked_on=asked_on,
        recorded_by=by,
        recorded_at=timezone.now(),
    )
    _done(row, by, asked=made.pk, on=str(asked_on))
    return made


def _done(case: ProtectionCase, by: User, **after: object) -> None:
    change(case)
    tell(Act.PROTECTION_HELP, case, by, dict(after))
