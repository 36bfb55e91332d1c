"""Verbs of a member: somebody joins a household, is corrected, leaves, dies, comes back."""

from __future__ import annotations

from collections.abc import Mapping
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
from households.members import FIELDS, clean_member, fill
from households.models import Household, Member, Relation
from households.transitions.head import hand_on_head
from households.transitions.household import end_household, require_unlisted
from households.transitions.household_record import (
    keep_former,
    lock_present,
    require_past_day,
    save_household,
)

# Shown on a conflict; numbers and telephones are not, a page shows them only when asked to.
COMPARED = ("name", "relation", "sex", "birth_date", "document")
KEPT_WHEN_EMPTY = ("id_number", "document_number", "phone")
REASON_MOST = 200


@transaction.atomic
def add_member(
    household: Household, *, values: Mapping[str, Any], by: User, joined_on: date | None = None
) -> Member:
    """Somebody is registered in the household: born, married in, moved in or left out before.
    The first one registered may be the head, whose name is the household's.

    One person may be a member of two households (domain K7); the answer here is the same whether
    another village knows the number or not (T3)."""
    row = lock_present(household, by, _("登记成员"))
    acts.require(by, Act.MEMBER_CHANGE, row.village_id)
    today = timezone.localdate()
    day = joined_on or today
    require_past_day("joined_on", day, row.registered_on, _("加入日期"))
    cleaned = clean_member(values, today)
    if cleaned["relation"] == Relation.HEAD:
        _require_headless(row)
        row.head_name = cleaned["name"]
    member = fill(Member(household=row, village_id=row.village_id, joined_on=day), cleaned)
    _save(member)
    row.people = max(row.people, Member.objects.filter(household=row).present().count())
    save_household(row)
    _tell(member, by, {"joined_on": day.isoformat(), "people": row.people})
    return member


@transaction.atomic
def change_member(
    member: Member, *, values: Mapping[str, Any], by: User, version: int | None = None
) -> Member:
    """Correct a member. An ID number, document number or telephone left empty stays as it is
    (pages do not show it); the word 无 takes a telephone out. The former values are kept sealed."""
    home, row = _locked(member, by, _("修改成员"))
    typed = dict(values)
    for name in KEPT_WHEN_EMPTY:
        if not str(typed.get(name) or "").strip():
            typed[name] = getattr(row, name)
    if str(typed.get("phone") or "").strip() == "无":
        typed["phone"] = ""
    require_version(row, version, typed, COMPARED)
    cleaned = clean_member(typed, timezone.localdate())
    before = {name: getattr(row, name) for name in FIELDS if getattr(row, name) != cleaned[name]}
    if not before:
        return row
    if "relation" in before and Relation.HEAD in {row.relation, cleaned["relation"]}:
        raise Invalid({"relation": _("户主请用“更换户主”办理。")})
    fill(row, cleaned)
    row.version += 1
    _save(row)
    if row.relation == Relation.HEAD:
        home.head_name = row.name
    save_household(home)
    keep_former(home, before, by=by, member=row)
    _tell(row, by, {"fields": sorted(before), "version": row.version})
    return row


@transaction.atomic
def leave_member(
    member: Member,
    *,
    left_on: date,
    reason: str,
    by: User,
    new_head: Member | None = None,
    version: int | None = None,
) -> Member:
    """A member leaves the household (married out, moved away, registered by mistake); a head
    hands on first. The last one does not leave alone: the household does."""
    home, row = _locked(member, by, _("登记离开"))
    require_version(row, version, {}, ())
    require_past_day("left_on", left_on, row.joined_on, _("离开日期"))
    if not reason.strip():
        raise Invalid({"reason": _("请写明去向或原因，比如：出嫁到邻村。")})
    others = Member.objects.filter(household=home).present().exclude(pk=row.pk)
    if not others.exists():
        raise NotTheMoment(_("这是户里登记的最后一位成员，请办理整户迁出。"))
    row.left_on = left_on
    _go(home, row, new_head, by, {"left_on": left_on.isoformat()}, reason)
    return row


@transaction.atomic
def record_death(
    member: Member,
    *,
    died_on: date,
    by: User,
    new_head: Member | None = None,
    version: int | None = None,
) -> Member:
    """A member died. A head is succeeded by another member; with the last one the household ends
    (a listed one is closed by its township first)."""
    home, row = _locked(member, by, _("登记死亡"))
    require_version(row, version, {}, ())
    since = row.birth_date or date.min
    if not since <= died_on <= timezone.localdate():
        raise Invalid({"died_on": _("死亡日期要在出生日期和今天之间。")})
    row.died_on = died_on
    others = Member.objects.filter(household=home).present().exclude(pk=row.pk)
    if others.exists():
        _go(home, row, new_head, by, {"died_on": died_on.isoformat()}, "")
        return row
    require_unlisted(home, _("登记死亡"), by)
    row.version += 1
    _save(row)
    _tell(row, by, {"died_on": died_on.isoformat()})
    end_household(home, max(died_on, home.registered_on), by=by, reason=_("户内最后一位成员去世"))
    return row


@transaction.atomic
def return_member(member: Member, *, reason: str, by: User, version: int | None = None) -> Member:
    """A member who was entered as gone is here after all; comes back as 待核对 when they were
    the head, because somebody else is now."""
    home, row = _locked(member, by, _("恢复成员"), gone=True)
    require_version(row, version, {}, ())
    if not reason.strip():
        raise Invalid({"reason": _("请写明恢复的原因，比如：登记错了人。")})
    before = {"left_on": row.left_on, "died_on": row.died_on}
    if row.relation == Relation.HEAD:
        row.relation = Relation.UNKNOWN
    row.left_on = row.died_on = None
    row.version += 1
    _save(row)
    home.people = min(home.people + 1, 60)
    save_household(home)
    keep_former(home, before, by=by, member=row)
    _tell(row, by, {"returned": True}, reason.strip())
    return row


@transaction.atomic
def change_head(household: Household, *, new_head: Member, by: User) -> Household:
    """Another member becomes the head; the relations of the others follow where they are certain
    and are 待核对 where they are not."""
    home = lock_present(household, by, _("更换户主"))
    acts.require(by, Act.MEMBER_CHANGE, home.village_id)
    hand_on_head(home, new_head, by)
    save_household(home)
    trail.record(
        Act.HOUSEHOLD_CHANGE,
        by=by,
        on=home,
        place=home.village_id,
        after={"fields": ["head_name"], "version": home.version},
    )
    return home


def _locked(member: Member, by: User, words: str, gone: bool = False) -> tuple[Household, Member]:
    """The household, then the member, locked in this order by every verb."""
    seen = Member.objects.select_related("household").fetch(by, uid=member.uid)
    home = lock_present(seen.household, by, words)
    acts.require(by, Act.MEMBER_CHANGE, home.village_id)
    row = Member.objects.locked(by, uid=member.uid)
    if row.is_present == gone:
        raise NotTheMoment(
            _("这位成员还在户里，不用恢复。")
            if gone
            else _("这位成员已登记离开或去世，不能%(act)s。") % {"act": words}
        )
    return home, row


def _go(
    home: Household,
    row: Member,
    new_head: Member | None,
    by: User,
    after: dict[str, Any],
    reason: str,
) -> None:
    if row.relation == Relation.HEAD:
        if new_head is None or new_head.pk == row.pk:
            raise Invalid({"new_head": _("请选由谁接任户主。")})
        row.version += 1
        _save(row)
        hand_on_head(home, new_head, by)
    else:
        row.version += 1
        _save(row)
    home.people = max(home.people - 1, 1)
    save_household(home)
    _tell(row, by, after, reason.strip())


def _require_headless(home: Household) -> None:
    if Member.objects.filter(household=home, relation=Relation.HEAD).present().exists():
        raise Invalid({"relation": _("这一户已有户主，请选别的关系，或办理更换户主。")})


def _save(member: Member) -> None:
    try:
        with transaction.atomic():
            member.save()
    except IntegrityError:
        raise Invalid({"id_number": _("这一户里已有这个身份证号，请核对。")}) from None


def _tell(member: Member, by: User, after: dict[str, Any], reason: str = "") -> None:
    trail.record(
        Act.MEMBER_CHANGE,
        by=by,
        on=member,
        place=member.village_id,
        after=after,
        reason=reason[:REASON_MOST],
    )
