"""分户 and 并户 inside one village."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from households.models import Award, Household, Member, Relation
from households.transitions.award_title import end_of_household
from households.transitions.head import relation_after
from households.transitions.household import end_household, require_unlisted
from households.transitions.household_record import (
    lock_present,
    require_past_day,
    save_household,
)


@transaction.atomic
def split_household(
    household: Household,
    *,
    members: Sequence[UUID],
    head: UUID,
    number: str,
    by: User,
    split_on: date | None = None,
) -> Household:
    """分户: some members, one of them as head, go on under a number of their own. They take their
    own history along; what happened to the household stays with it, a listed family too.

    The head of the old household stays; somebody stays with them. Returns the new household."""
    old = lock_present(household, by, _("分户"))
    acts.require(by, Act.HOUSEHOLD_CHANGE, old.village_id)
    day = split_on or timezone.localdate()
    require_past_day("split_on", day, old.registered_on, _("分户日期"))
    going, heir = _leaving(old, members, head, by)
    new = Household(
        village_id=old.village_id,
        number=number.strip(),
        head_name=heir.name,
        grid=old.grid,
        people=len(going),
        is_resident=old.is_resident,
        address=old.address,
        registered_on=day,
    )
    if not new.number:
        raise Invalid({"number": _("请给分出的户编户号。")})
    save_household(new, [row.name for row in going])
    was = heir.relation
    for row in going:
        row.household = new
        row.relation = Relation.HEAD if row is heir else relation_after(row.relation, was)
        row.version += 1
    Member.objects.bulk_update(going, ["household", "relation", "version"])
    old.people = max(old.people - len(going), 1)
    save_household(old)
    # The household that was honoured is no longer the same; both may apply anew (domain B).
    end_of_household(old, Award.EndGround.SPLIT, day, by=by)
    keys = [row.pk for row in going]
    _tell(old, by, {"split_into": new.pk, "members": keys, "on": day.isoformat()})
    _tell(new, by, {"split_from": old.pk, "members": keys, "on": day.isoformat()})
    return new


@transaction.atomic
def merge_households(
    source: Household,
    into: Household,
    *,
    relations: Mapping[UUID, str],
    reason: str,
    by: User,
    merged_on: date | None = None,
) -> Household:
    """并户: every member of `source` joins `into` (same village), each with a relation to its
    head; `source` ends and keeps its number and history. A listed source is closed first."""
    homes = _both(source, into, by)
    ending, staying = homes[source.pk], homes[into.pk]
    acts.require(by, Act.HOUSEHOLD_CHANGE, ending.village_id)
    require_unlisted(ending, _("并户"), by)
    day = merged_on or timezone.localdate()
    require_past_day("merged_on", day, ending.registered_on, _("并户日期"))
    if not reason.strip():
        raise Invalid({"reason": _("请写明并户的原因。")})
    coming = list(Member.objects.filter(household=ending).present().select_for_update())
    _require_new(staying, coming)
    for row in coming:
        wanted = relations.get(row.uid, Relation.UNKNOWN)
        if wanted not in Relation.values or wanted == Relation.HEAD:
            raise Invalid({"relations": _("请为每位成员选与新户主的关系。")})
        row.household, row.relation = staying, Relation(wanted)
        row.version += 1
    Member.objects.bulk_update(coming, ["household", "relation", "version"])
    staying.people = min(staying.people + max(ending.people, len(coming)), 60)
    save_household(staying)
    keys = [row.pk for row in coming]
    _tell(staying, by, {"merged_from": ending.pk, "members": keys, "on": day.isoformat()})
    end_household(ending, day, by=by, reason=reason.strip(), ground=Award.EndGround.MERGED)
    return staying


def _leaving(
    old: Household, members: Sequence[UUID], head: UUID, by: User
) -> tuple[list[Member], Member]:
    present = list(
        Member.objects.visible_to(by).filter(household=old).present().select_for_update()
    )
    wanted = set(members)
    going = [row for row in present if row.uid in wanted]
    if not going or len(going) != len(wanted):
        raise Invalid({"members": _("请选要分出的成员。")})
    if any(row.relation == Relation.HEAD for row in going):
        raise Invalid({"members": _("户主留在原户；要换户主，请先办理更换户主。")})
    if len(going) == len(present):
        raise NotTheMoment(_("原户里要留下至少一位登记的成员，全家搬走请办理迁移。"))
    heir = next((row for row in going if row.uid == head), None)
    if heir is None:
        raise Invalid({"head": _("请在分出的成员里选户主。")})
    return going, heir


def _both(source: Household, into: Household, by: User) -> dict[int, Household]:
    """Both households locked in the order of their keys, so that two merges never wait for each
    other; of one village, both still here."""
    if source.pk == into.pk:
        raise Invalid({"into": _("请选另一户。")})
    homes = {
        row.pk: lock_present(row, by, _("并户"))
        for row in sorted((source, into), key=lambda home: home.pk)
    }
    if len({row.village_id for row in homes.values()}) > 1:
        raise Invalid({"into": _("只能在同一个村并户；跨村请先办理迁移。")})
    return homes


def _require_new(staying: Household, coming: Sequence[Member]) -> None:
    """Nobody twice in one household: somebody registered in both is left out of one first."""
    hashes = [row.id_hash for row in coming if row.id_hash]
    if Member.objects.filter(household=staying, id_hash__in=hashes).present().exists():
        raise NotTheMoment(_("有一位成员两户里都登记着，请先在其中一户登记离开。"))
    head = Member.objects.filter(household=staying, relation=Relation.HEAD).present()
    if coming and not head.exists():
        raise NotTheMoment(_("并入的那一户还没有登记户主本人，请先登记。"))


def _tell(household: Household, by: User, after: dict[str, object]) -> None:
    trail.record(Act.HOUSEHOLD_CHANGE, by=by, on=household, place=household.village_id, after=after)
