"""Verbs of police warnings (告诫书; 反家庭暴力法 art. 16–17)."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acts import Act
from accounts.models import User
from accounts.refusals import NotTheMoment
from disputes.clocks.order import warning_visits
from disputes.models import (
    PoliceWarning,
    ProtectionCase,
    WarningVisit,
)
from disputes.transitions.casework import change, locked, require_reported, tell
from disputes.transitions.handling import require_day, require_text


@transaction.atomic
def record_warning(
    case: ProtectionCase,
    *,
    number: str,
    station: str,
    issued_on: date,
    facts: str = "",
    served_respondent_on: date | None = None,
    served_victim_on: date | None = None,
    copied_village_on: date | None = None,
    by: User,
    version: int | None = None,
) -> PoliceWarning:
    """A police warning came in; the visits it asks for are planned: after seven days, then monthly
    for three months (house choice [C], disputes.clocks)."""
    row = locked(case, by, Act.PROTECTION_PAPER, "act", _("登记文书"), version)
    require_reported(row)
    require_day("issued_on", issued_on)
    served = {
        "served_respondent_on": served_respondent_on,
        "served_victim_on": served_victim_on,
        "copied_village_on": copied_village_on,
    }
    for name, day in served.items():
        if day is not None:
            require_day(name, day, [(issued_on, _("出具日期"))])
    made = PoliceWarning.objects.create(
        matter=row.matter,
        case=row,
        place_id=row.place_id,
        number=require_text("number", number, _("请填写告诫书编号。")),
        station=require_text("station", station, _("请填写出具的派出所。")),
        issued_on=issued_on,
        facts=facts.strip(),
        recorded_by=by,
        recorded_at=timezone.now(),
        **served,
    )
    WarningVisit.objects.bulk_create(
        WarningVisit(matter=row.matter, warning=made, place_id=row.place_id, due_on=day)
        for day in warning_visits(issued_on)
    )
    change(row)
    tell(Act.PROTECTION_PAPER, row, by, {"warning": made.pk, "on": str(issued_on)})
    return made


@transaction.atomic
def record_warning_visit(
    planned: WarningVisit,
    *,
    visited_on: date,
    visitors: str,
    found: str,
    by: User,
    version: int | None = None,
) -> WarningVisit:
    """Police and village looked in on both sides (art. 17)."""
    row = WarningVisit.objects.select_related("warning__case").locked(by, uid=planned.uid)
    case = locked(row.warning.case, by, Act.PROTECTION_VISIT, "act", _("登记查访"), version)
    if row.visited_on is not None:
        raise NotTheMoment(_("这次查访已经登记。"))
    require_day("visited_on", visited_on, [(row.warning.issued_on, _("出具日期"))])
    row.visited_on, row.recorded_by = visited_on, by
    row.visitors = require_text("visitors", visitors, _("请写谁去的。"))
    row.found = require_text("found", found, _("请写双方情况。"))
    row.save(update_fields=["visited_on", "visitors", "found", "recorded_by"])
    change(case)
    tell(Act.PROTECTION_VISIT, case, by, {"on": str(visited_on)})
    return row
