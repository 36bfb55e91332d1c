"""Verbs of a household: it is registered in a village, changed, and one day leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.identity import normalise_phone, phone_faults
from accounts.models import User
from accounts.moments import require_version
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Division
from campaigns.models.division import Level
from households.members import clean_all, fill
from households.models import Award, Household, ListedFamily, Member
from households.transitions.award_title import end_of_household
from households.transitions.household_record import (
    keep_former,
    lock_present,
    require_past_day,
    save_household,
)

EDITABLE = ("number", "head_name", "grid", "people", "is_resident")
CONTACT = ("safe_phone", "safe_hours", "safe_person", "safe_words", "may_message")
ADDRESS_MOST, MEMBERS_MOST = 120, 30


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
    address: str = "",
    registered_on: date | None = None,
    members: Sequence[Mapping[str, Any]] = (),
) -> Household:
    """Enter a household under its village's own number, with or without its members (domain J2,
    家庭排查登记表). Nothing is compared with other villages, and nothing would be told (T3).

    Raises Forbidden outside one's role, Invalid for a place that is no village, for values that
    do not hold and for a number the village has given before."""
    acts.require(by, Act.HOUSEHOLD_REGISTER, village.code)
    if village.level != Level.VILLAGE:
        raise Invalid({"village": _("家庭登记在村（社区），请选村。")})
    day = registered_on or timezone.localdate()
    household = Household(
        village=village,
        number=number.strip(),
        head_name=head_name.strip(),
        people=max(people, len(members)),
        grid=grid.strip(),
        is_resident=is_resident,
        address=address.strip(),
        registered_on=day,
    )
    _check(household)
    if day > timezone.localdate():
        raise Invalid({"registered_on": _("登记日期不能晚于今天。")})
    cleaned = _clean_members(members, household.head_name)
    save_household(household, [row["name"] for row in cleaned])
    Member.objects.bulk_create(
        fill(Member(household=household, village=village, joined_on=day), row) for row in cleaned
    )
    trail.record(
        Act.HOUSEHOLD_REGISTER,
        by=by,
        on=household,
        place=village.code,
        after={"number": household.number, "people": household.people, "members": len(cleaned)},
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
    address: str | None = None,
    version: int | None = None,
) -> Household:
    """Correct what is registered; address None leaves it as it is. The former values are kept
    sealed beside the trail. The head's name is changed on the member once there is one.

    Raises Stale for a form made on an older version, NotTheMoment once it has left."""
    row = Household.objects.locked(by, uid=household.uid)
    acts.require(by, Act.HOUSEHOLD_CHANGE, row.village_id)
    lock_present(row, by, _("修改"))
    typed: dict[str, Any] = {
        "number": number.strip(),
        "head_name": head_name.strip(),
        "grid": grid.strip(),
        "people": people,
        "is_resident": is_resident,
    }
    require_version(row, version, typed, EDITABLE)
    if address is not None:
        typed["address"] = address.strip()
    before = {name: getattr(row, name) for name in typed if getattr(row, name) != typed[name]}
    if not before:
        return row
    _write(row, before, typed, by)
    return row


@transaction.atomic
def change_contact(
    household: Household,
    *,
    by: User,
    safe_phone: str = "",
    safe_hours: str = "",
    safe_person: str = "",
    safe_words: str = "",
    may_message: bool = False,
    version: int | None = None,
) -> Household:
    """Set the safe contact rule (features.md, wish 13): how this family may be reached without
    putting anybody in danger. Replaces the whole rule, so that no half of an old one remains."""
    row = lock_present(household, by, _("修改联系方式"))
    acts.require(by, Act.HOUSEHOLD_CHANGE, row.village_id)
    require_version(row, version, {"may_message": may_message}, ("may_message",))
    faults = phone_faults(safe_phone) if safe_phone.strip() else []
    if faults:
        raise Invalid({"safe_phone": "".join(faults)})
    typed: dict[str, Any] = {
        "safe_phone": normalise_phone(safe_phone),
        "safe_hours": safe_hours.strip(),
        "safe_person": safe_person.strip(),
        "safe_words": safe_words.strip(),
        "may_message": may_message,
    }
    before = {name: getattr(row, name) for name in CONTACT if getattr(row, name) != typed[name]}
    if not before:
        return row
    _write(row, before, typed, by)
    return row


def _write(row: Household, before: dict[str, Any], typed: dict[str, Any], by: User) -> None:
    """Put down what differs, keep what stood there before, tell which fields it was."""
    for name in before:
        setattr(row, name, typed[name])
    _check(row)
    _check_members(row, before)
    save_household(row)
    keep_former(row, before, by=by)
    trail.record(
        Act.HOUSEHOLD_CHANGE,
        by=by,
        on=row,
        place=row.village_id,
        after={"fields": sorted(before), "version": row.version},
    )


@transaction.atomic
def leave_household(
    household: Household, *, left_on: date, reason: str, by: User, version: int | None = None
) -> Household:
    """The household moved out of the county or ended (domain L): out of the present ones, its
    number, members and history stay. A listed family is closed by its township first; inside
    the county it is handed over instead (transitions.move)."""
    row = Household.objects.locked(by, uid=household.uid)
    acts.require(by, Act.HOUSEHOLD_CHANGE, row.village_id)
    lock_present(row, by, _("登记迁出"))
    require_version(row, version, {"left_on": left_on}, ("left_on",))
    require_unlisted(row, _("登记迁出"), by)
    if not reason.strip():
        raise Invalid({"reason": _("请写明去向或原因，比如：全家迁往外省。")})
    require_past_day("left_on", left_on, row.registered_on, _("迁出日期"))
    end_household(row, left_on, by=by, reason=reason.strip())
    return row


def require_unlisted(household: Household, words: str, by: User) -> None:
    """A family on the list is closed first, so that its keepers do not lose it silently; only
    what the actor may know of counts: a sealed file shows through no refusal."""
    if ListedFamily.objects.visible_to(by).listed().filter(household=household).exists():
        raise NotTheMoment(_("这一户还在册，请先由乡镇妇联办理销号，再%(act)s。") % {"act": words})


def end_household(
    row: Household,
    day: date,
    *,
    by: User,
    reason: str,
    ground: str = Award.EndGround.GONE,
) -> None:
    """Set the day it left, and that it was told now; its members of today leave with it. Its titles
    end without blame, on the ground given."""
    end_of_household(row, ground, day, by=by)
    row.left_on, row.left_at = day, timezone.now()
    save_household(row)
    Member.objects.filter(household=row).present().update(left_on=day)
    trail.record(
        Act.HOUSEHOLD_CHANGE,
        by=by,
        on=row,
        place=row.village_id,
        before={"left_on": None},
        after={"left_on": day.isoformat()},
        reason=reason,
    )


def _clean_members(members: Sequence[Mapping[str, Any]], head_name: str) -> list[dict[str, Any]]:
    if len(members) > MEMBERS_MOST:
        raise Invalid({"members": _("一户最多登记 %(most)s 人。") % {"most": MEMBERS_MOST}})
    cleaned = clean_all(members, timezone.localdate())
    head = next((row for row in cleaned if row["relation"] == "head"), None)
    if head and head["name"] != head_name:
        raise Invalid({"members": _("成员里户主的姓名与户主栏不一致，请核对。")})
    return cleaned


def _check_members(row: Household, before: Mapping[str, Any]) -> None:
    """Agreement with the members registered: the head's name, and how many there are."""
    present = Member.objects.filter(household=row).present()
    if "head_name" in before:
        head = present.filter(relation="head").first()
        if head and head.name != row.head_name:
            raise Invalid({"head_name": _("户主已登记为成员，请在成员里改姓名或更换户主。")})
    if "people" in before and row.people < present.count():
        raise Invalid({"people": _("人口不能少于已登记的成员数。")})


def _check(household: Household) -> None:
    errors = {}
    if not household.number:
        errors["number"] = _("请填户号。")
    if not household.head_name:
        errors["head_name"] = _("请填户主姓名。")
    if not 1 <= household.people <= 60:
        errors["people"] = _("人口填 1 到 60 之间的数。")
    if len(household.address) > ADDRESS_MOST:
        errors["address"] = _("住址最多 %(most)s 个字。") % {"most": ADDRESS_MOST}
    if errors:
        raise Invalid(errors)
