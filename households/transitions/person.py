"""Whole numbers shown when asked for, and the county's decisions on who is one person."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, reading, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from households.models import Household, HouseholdChange, Member, PersonMatch

REASON_LEAST, REASON_MOST = 4, 200
COUNTY_WIDTH = 10**6
MEMBER_SECRETS = ("id_number", "document_number", "phone")
HOUSEHOLD_SECRETS = ("address", "safe_phone", "safe_hours", "safe_person", "safe_words")


@transaction.atomic
def reveal_member(member: Member, *, reason: str, by: User, page: str) -> Mapping[str, str]:
    """The whole numbers of one member, for one look, with a reason that the read log keeps
    (C5). Nothing is kept on the page or in the browser."""
    row = Member.objects.fetch(by, uid=member.uid)
    words = _reason(row.village_id, reason, by)
    reading.note(by=by, page=page, rows=[row], place=row.village_id, purpose=words)
    return {name: getattr(row, name) for name in MEMBER_SECRETS if getattr(row, name)}


@transaction.atomic
def reveal_household(
    household: Household, *, reason: str, by: User, page: str
) -> Mapping[str, str]:
    """The address and the safe contact rule of one household; logged like a member's numbers."""
    row = Household.objects.fetch(by, uid=household.uid)
    words = _reason(row.village_id, reason, by)
    reading.note(by=by, page=page, rows=[row], place=row.village_id, purpose=words)
    return {name: getattr(row, name) for name in HOUSEHOLD_SECRETS if getattr(row, name)}


@transaction.atomic
def reveal_change(
    change: HouseholdChange, *, reason: str, by: User, page: str
) -> list[tuple[str, str]]:
    """What stood in a household or of a member before a change; logged like a number."""
    row = HouseholdChange.objects.fetch(by, uid=change.uid)
    words = _reason(row.village_id, reason, by)
    subject = row.member or row.household
    reading.note(by=by, page=page, rows=[subject], place=row.village_id, purpose=words)
    return row.former()


def _reason(place: int, reason: str, by: User) -> str:
    acts.require(by, Act.PERSON_REVEAL, place)
    words = reason.strip()
    if len(words) < REASON_LEAST:
        raise Invalid({"reason": _("请写明查看完整信息做什么用，至少四个字。")})
    return words[:REASON_MOST]


@transaction.atomic
def decide_match(one: Member, other: Member, *, verdict: str, reason: str, by: User) -> PersonMatch:
    """The county decides that two members are one person (they get one key) or are not (they
    are no longer proposed). The villages learn nothing; nothing they see changes (T3)."""
    first, second = sorted(
        (Member.objects.locked(by, uid=one.uid), Member.objects.locked(by, uid=other.uid)),
        key=lambda row: row.pk,
    )
    county = first.village_id // COUNTY_WIDTH * COUNTY_WIDTH
    acts.require(by, Act.PERSON_MATCH, county)
    ground = _ground(first, second)
    if verdict not in PersonMatch.Verdict.values:
        raise Invalid({"verdict": _("请选是不是同一人。")})
    if len(reason.strip()) < REASON_LEAST:
        raise Invalid({"reason": _("请写明依据，至少四个字。")})
    match = PersonMatch(
        county_id=county,
        first=first,
        second=second,
        ground=ground,
        verdict=verdict,
        reason=reason.strip()[:REASON_MOST],
        decided_by=by,
    )
    if verdict == PersonMatch.Verdict.SAME:
        moving = Member.objects.filter(person_key=second.person_key)
        match.former_key = second.person_key
        match.moved = sorted(moving.values_list("pk", flat=True))
        moving.update(person_key=first.person_key)
    try:
        with transaction.atomic():
            match.save()
    except IntegrityError:
        raise NotTheMoment(_("这两条登记已经核对过，请刷新页面。")) from None
    trail.record(
        Act.PERSON_MATCH,
        by=by,
        on=match,
        place=county,
        after={"verdict": verdict, "ground": ground, "moved": match.moved},
        reason=match.reason,
    )
    return match


@transaction.atomic
def undo_match(match: PersonMatch, *, reason: str, by: User) -> PersonMatch:
    """Take a decision back: the members that were moved get their former key again, and the pair
    is proposed anew."""
    row = PersonMatch.objects.locked(by, uid=match.uid)
    acts.require(by, Act.PERSON_MATCH, row.county_id)
    if row.undone_at is not None:
        raise NotTheMoment(_("这次核对已经撤销。"))
    if len(reason.strip()) < REASON_LEAST:
        raise Invalid({"reason": _("请写明撤销的原因，至少四个字。")})
    later = PersonMatch.objects.filter(
        first__person_key=row.first.person_key,
        verdict=PersonMatch.Verdict.SAME,
        undone_at__isnull=True,
        pk__gt=row.pk,
    )
    if row.former_key is not None and later.exists():
        raise NotTheMoment(_("这个人后来又核对过，请先撤销后来的那一次。"))
    if row.former_key is not None:
        Member.objects.filter(pk__in=row.moved).update(person_key=row.former_key)
    row.undone_by, row.undone_at = by, timezone.now()
    row.undo_reason = reason.strip()[:REASON_MOST]
    row.save(update_fields=["undone_by", "undone_at", "undo_reason"])
    trail.record(
        Act.PERSON_MATCH,
        by=by,
        on=row,
        place=row.county_id,
        after={"undone": True},
        reason=row.undo_reason,
    )
    return row


def _ground(first: Member, second: Member) -> str:
    """On what the two look alike; two that do not are not decided on."""
    if first.pk == second.pk:
        raise Invalid({"": _("请选两条不同的登记。")})
    if first.id_hash and first.id_hash == second.id_hash:
        return PersonMatch.Ground.ID
    same = (first.name, first.birth_date) == (second.name, second.birth_date)
    if same and first.birth_date and not (first.id_hash and second.id_hash):
        return PersonMatch.Ground.NAME_BIRTH
    raise Invalid({"": _("这两条登记的身份证号或姓名、出生日期并不相同。")})
