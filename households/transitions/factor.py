"""The verb of a factor sheet (风险因素表, domain C2)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from households.models import FactorAnswer, FactorSheet, Household, ListedFamily
from households.queries.scale import terms_at
from households.scales.factors import BY_KEY
from households.suggesting import NO, UNKNOWN, suggest


@dataclass(frozen=True)
class Given:
    """An answer as it is given: option, "no" or "unknown"; a yes with its day and evidence."""

    factor: str
    answer: str
    on_day: date | None = None
    evidence: str = ""


@transaction.atomic
def fill_sheet(
    household: Household,
    *,
    answers: Sequence[Given],
    by: User,
    reported_on: date | None = None,
    client_uuid: uuid.UUID | None = None,
) -> FactorSheet:
    """Enter what is known about a family, each yes with its day and kind of evidence. Unknown is
    not no: it weighs nothing and stays listed. The sheet suggests; it changes no tier.

    client_uuid makes a second submit of the same form answer with the first sheet."""
    home = Household.objects.locked(by, uid=household.uid)
    acts.require(by, Act.FACTOR_FILL, home.village_id)
    if client_uuid:
        rows = FactorSheet.objects.visible_to(by).filter(client_uuid=client_uuid, household=home)
        if before := rows.first():
            return before
    if home.left_on is not None:
        raise NotTheMoment(_("这一户已登记迁出，不再填表。"))
    _check(answers, reported_on)
    today = timezone.localdate()
    terms = terms_at(home.village_id, today)
    found = suggest({a.factor: a.answer for a in answers}, terms.scale)
    sheet = _insert(
        FactorSheet(
            client_uuid=client_uuid,
            household=home,
            family=ListedFamily.objects.visible_to(by).listed().filter(household=home).first(),
            village_id=home.village_id,
            scale_id=terms.key,
            points=found.points,
            suggested=found.level.code if found.level else "",
            reported_on=reported_on,
            filled_by=by,
            filled_on=today,
            recorded_at=timezone.now(),
        )
    )
    FactorAnswer.objects.bulk_create(_row(sheet, given) for given in answers)
    trail.record(
        Act.FACTOR_FILL,
        by=by,
        on=sheet,
        place=sheet.village_id,
        after={"points": found.points, "suggested": sheet.suggested},
    )
    return sheet


def _row(sheet: FactorSheet, given: Given) -> FactorAnswer:
    yes = given.answer not in (NO, UNKNOWN)
    return FactorAnswer(
        sheet=sheet,
        village_id=sheet.village_id,
        factor=given.factor,
        answer=given.answer,
        on_day=given.on_day if yes else None,
        evidence=given.evidence if yes else "",
    )


def _insert(sheet: FactorSheet) -> FactorSheet:
    try:
        with transaction.atomic():
            sheet.save()
    except IntegrityError:
        raise Invalid(_("这份因素表已经登记在别的家庭，请重新打开。")) from None
    return sheet


def _check(answers: Sequence[Given], reported_on: date | None) -> None:
    errors: dict[str, str] = {}
    today = timezone.localdate()
    seen: Mapping[str, Given] = {a.factor: a for a in answers}
    if len(seen) != len(answers) or not seen:
        errors[""] = _("每项因素填一次，至少填一项。")
    for key, given in seen.items():
        factor = BY_KEY.get(key)
        if factor is None or given.answer not in (NO, UNKNOWN, *dict(factor.options)):
            errors[key] = _("只能从表里选。")
        elif given.answer not in (NO, UNKNOWN):
            if given.on_day is None or given.on_day > today:
                errors[key] = _("“%(factor)s”请写是哪天的事，不能晚于今天。") % {
                    "factor": factor.words
                }
            elif given.evidence not in FactorAnswer.Evidence.values:
                errors[key] = _("“%(factor)s”请选怎么知道的。") % {"factor": factor.words}
    if reported_on and reported_on > today:
        errors["reported_on"] = _("报案日期不能晚于今天。")
    if errors:
        raise Invalid(errors)
