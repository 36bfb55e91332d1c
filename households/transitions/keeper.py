"""Verbs of keepers (包户到人): who answers for a family, and handing that over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Invalid
from households.models import Keeper, ListedFamily, Tier
from households.queries.keeper import eligible, red_kept
from households.tiers import KEEPERS, RED_PER_KEEPER


@transaction.atomic
def hand_over(
    family: ListedFamily,
    *,
    leaving: User,
    taking: User,
    reason: str,
    by: User,
    version: int | None = None,
) -> Keeper:
    """Replace one keeper by another from today on (domain C3: handover record on change of
    post); the number of keepers never falls.

    Raises Invalid when the one is no keeper now, or the other is one already, is not posted
    here, or answers for three red households."""
    row = ListedFamily.objects.locked(by, uid=family.uid)
    acts.require(by, Act.FAMILY_KEEPER, row.village_id)
    require_moment(row, "keeper", _("移交包户"))
    require_version(row, version, {}, ())
    if not reason.strip():
        raise Invalid({"reason": _("请写明移交原因，比如：原包户人调离本村。")})
    current = {k.person_id: k for k in Keeper.objects.filter(family=row, until__isnull=True)}
    if leaving.pk not in current:
        raise Invalid({"leaving": _("请选现在的包户人。")})
    if taking.pk in current:
        raise Invalid({"taking": _("%(name)s已是这一户的包户人。") % {"name": taking.name}})
    require_fit([taking], row.village_id, Tier(row.tier), field="taking")
    today = timezone.localdate()
    current[leaving.pk].until = today
    current[leaving.pk].save(update_fields=["until"])
    [keeper] = start([taking], row, today, by)
    row.version += 1
    row.save(update_fields=["version"])
    trail.record(
        Act.FAMILY_KEEPER,
        by=by,
        on=row,
        place=row.village_id,
        before={"keeper": leaving.name},
        after={"keeper": taking.name},
        reason=reason.strip(),
    )
    return keeper


def require_pair(people: Sequence[User], village: int, tier: Tier) -> None:
    """Refuse unless `people` are at least two different fit keepers (domain C3)."""
    if len({p.pk for p in people}) < KEEPERS or len({p.pk for p in people}) != len(people):
        raise Invalid({"keepers": _("每户要有两名不同的包户人。")})
    require_fit(people, village, tier, field="keepers")


def require_fit(people: Sequence[User], village: int, tier: Tier, *, field: str) -> None:
    """Refuse people not posted over the village today, or, for a red family, people who keep
    three red ones already. Their rows stay locked, so that two listings cannot both pass."""
    wanted = {p.pk for p in people}
    list(User.objects.select_for_update().filter(pk__in=wanted).order_by("pk"))
    fit = {u.pk: u for u in eligible(village).filter(pk__in=wanted)}
    for person in people:
        if person.pk not in fit:
            raise Invalid(
                {field: _("%(name)s今天不在本村或本镇任职，不能包户。") % {"name": person.name}}
            )
    if tier is not Tier.RED:
        return
    kept = red_kept(wanted)
    for person in people:
        if kept.get(person.pk, 0) >= RED_PER_KEEPER:
            raise Invalid(
                {
                    field: _("%(name)s已包 %(kept)d 户红·高，每人最多 %(most)d 户，请另选。")
                    % {"name": person.name, "kept": kept[person.pk], "most": RED_PER_KEEPER}
                }
            )


def start(people: Sequence[User], family: ListedFamily, day: date, by: User) -> list[Keeper]:
    """New terms from `day` on; the caller has checked who they are."""
    try:
        with transaction.atomic():
            return Keeper.objects.bulk_create(
                Keeper(
                    family=family, village_id=family.village_id, person=p, since=day, named_by=by
                )
                for p in people
            )
    except IntegrityError:
        raise Invalid({"keepers": _("其中有人已是这一户的包户人。")}) from None
