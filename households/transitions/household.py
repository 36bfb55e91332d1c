"""Verbs of a household: it is registered in a village, changed, and one day leaves."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_version
from accounts.refusals import Invalid, NotTheMoment
from accounts.search_terms import pairs, plain, search_terms
from campaigns.models import Division
from campaigns.models.division import Level
from households.models import Household, ListedFamily

EDITABLE = ("number", "head_name", "grid", "people", "is_resident")


def search_columns(head_name: str, number: str) -> dict[str, Any]:
    """The search columns of a household: its head by characters and pinyin, its number."""
    terms = search_terms(head_name, person=True)
    return {
        "head_pinyin": terms.pinyin[:120],
        "head_initials": terms.initials[:20],
        "grams": sorted({*terms.grams, *pairs(plain(number))}),
    }


@transaction.atomic
def register_household(
    *,
    village: Division,
    number: str,
    head_name: str,
    people: int,
    by: User,
    grid: str = "",
    is_resident: bool = True,
    registered_on: date | None = None,
) -> Household:
    """Enter a household under its village's own number (domain J2, 家庭排查登记表).

    Raises Forbidden outside one's role, Invalid for a place that is no village, for values that
    do not hold and for a number the village has given before."""
    acts.require(by, Act.HOUSEHOLD_REGISTER, village.code)
    if village.level != Level.VILLAGE:
        raise Invalid({"village": _("家庭登记在村（社区），请选村。")})
    number, head_name = number.strip(), head_name.strip()
    day = registered_on or timezone.localdate()
    _check(number, head_name, people)
    if day > timezone.localdate():
        raise Invalid({"registered_on": _("登记日期不能晚于今天。")})
    household = Household(
        village=village,
        number=number,
        head_name=head_name,
        people=people,
        grid=grid.strip(),
        is_resident=is_resident,
        registered_on=day,
        **search_columns(head_name, number),
    )
    _save(household)
    trail.record(
        Act.HOUSEHOLD_REGISTER,
        by=by,
        on=household,
        place=village.code,
        after={"number": number, "head_name": head_name, "people": people},
    )
    return household


@transaction.atomic
def change_household(
    household: Household,
    *,
    number: str,
    head_name: str,
    people: int,
    by: User,
    grid: str = "",
    is_resident: bool = True,
    version: int | None = None,
) -> Household:
    """Correct what is registered; the former values stay in the trail.

    Raises Stale for a form made on an older version, NotTheMoment once it has left."""
    row = Household.objects.locked(by, uid=household.uid)
    acts.require(by, Act.HOUSEHOLD_CHANGE, row.village_id)
    _require_present(row, _("修改"))
    typed: dict[str, Any] = {
        "number": number.strip(),
        "head_name": head_name.strip(),
        "grid": grid.strip(),
        "people": people,
        "is_resident": is_resident,
    }
    require_version(row, version, typed, EDITABLE)
    _check(typed["number"], typed["head_name"], people)
    changed = [name for name in EDITABLE if getattr(row, name) != typed[name]]
    if not changed:
        return row
    before = {name: getattr(row, name) for name in changed}
    for name, value in (typed | search_columns(typed["head_name"], typed["number"])).items():
        setattr(row, name, value)
    row.version += 1
    _save(row)
    trail.record(
        Act.HOUSEHOLD_CHANGE,
        by=by,
        on=row,
        place=row.village_id,
        before=before,
        after={name: typed[name] for name in changed},
    )
    return row


@transaction.atomic
def leave_household(
    household: Household, *, left_on: date, reason: str, by: User, version: int | None = None
) -> Household:
    """The household moved away or ended (domain L): out of the present ones, its number and
    history stay. A listed family is closed by its township first."""
    row = Household.objects.locked(by, uid=household.uid)
    acts.require(by, Act.HOUSEHOLD_CHANGE, row.village_id)
    _require_present(row, _("登记迁出"))
    require_version(row, version, {"left_on": left_on}, ("left_on",))
    if ListedFamily.objects.listed().filter(household=row).exists():
        raise NotTheMoment(_("这一户还在册，请先由乡镇妇联办理销号，再登记迁出。"))
    if not reason.strip():
        raise Invalid({"reason": _("请写明去向或原因，比如：全家迁往县城。")})
    if not row.registered_on <= left_on <= timezone.localdate():
        raise Invalid({"left_on": _("迁出日期要在登记日期和今天之间。")})
    row.left_on = left_on
    row.version += 1
    row.save(update_fields=["left_on", "version"])
    trail.record(
        Act.HOUSEHOLD_CHANGE,
        by=by,
        on=row,
        place=row.village_id,
        before={"left_on": None},
        after={"left_on": left_on.isoformat()},
        reason=reason.strip(),
    )
    return row


def _require_present(household: Household, words: str) -> None:
    if household.left_on is not None:
        raise NotTheMoment(_("这一户已登记迁出，不能%(act)s。") % {"act": words})


def _check(number: str, head_name: str, people: int) -> None:
    errors = {}
    if not number:
        errors["number"] = _("请填户号。")
    if not head_name:
        errors["head_name"] = _("请填户主姓名。")
    if not 1 <= people <= 60:
        errors["people"] = _("人口填 1 到 60 之间的数。")
    if errors:
        raise Invalid(errors)


def _save(household: Household) -> None:
    """Save; the village's number is unique inside the village only (T3)."""
    try:
        with transaction.atomic():
            household.save()
    except IntegrityError:
        raise Invalid(
            {"number": _("本村已有户号 %(number)s，请另编。") % {"number": household.number}}
        ) from None
