"""Who may keep a family (包户到人, domain C3); what every verb that names a keeper checks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusals import Invalid
from households.keeper_rules import KEEPERS, wants_woman
from households.models import Household, Keeper, ListedFamily, Tier
from households.queries.keeper import eligible, red_kept, stand_aside
from households.queries.scale import terms_at


def require_pair(
    people: Sequence[User], home: Household, categories: Sequence[str], tier: Tier
) -> None:
    """Refuse unless `people` are at least two different fit keepers, a woman among them where
    the categories want one (domain C3)."""
    if len({p.pk for p in people}) < KEEPERS or len({p.pk for p in people}) != len(people):
        raise Invalid({"keepers": _("每户要有两名不同的包户人。")})
    require_fit(people, home, tier, field="keepers")
    require_woman(people, categories, field="keepers")


def require_fit(people: Sequence[User], home: Household, tier: Tier, *, field: str) -> None:
    """Refuse people not posted over the village today, people who have to stand aside from this
    household, and, for a red family, people who keep the most red ones already. Their rows stay
    locked, so that two listings cannot both pass.

    The refusal names the rule, never the tie: it may be read by somebody who must not learn who
    is whose relative."""
    wanted = {p.pk for p in people}
    list(User.objects.select_for_update().filter(pk__in=wanted).order_by("pk"))
    fit = {u.pk: u for u in eligible(home.village_id).filter(pk__in=wanted)}
    aside = stand_aside(wanted, home)
    for person in people:
        if person.pk not in fit:
            sentence = _("%(name)s今天不在本村或本镇任职，不能包户。")
        elif person.pk in aside:
            sentence = _(
                "%(name)s按回避规定不能包这一户（亲属、近邻、对立方或本人家庭要回避），请另选。"
            )
        else:
            continue
        raise Invalid({field: sentence % {"name": person.name}})
    if tier is Tier.RED:
        _require_room(people, home.village_id, field)


def require_woman(people: Sequence[User], categories: Sequence[str], *, field: str) -> None:
    """Refuse when the categories want a woman among the keepers and none is known to be one."""
    if not wants_woman(categories) or any(p.sex == User.Sex.FEMALE for p in people):
        return
    unknown = [p.name for p in people if not p.sex]
    sentence = _("这一户涉及妇女权益，包户人里至少要有一名女同志，请另选。")
    if unknown:
        sentence = _(
            "这一户涉及妇女权益，包户人里至少要有一名女同志；%(names)s没有登记性别，不能算，"
            "请另选，或请系统管理员先登记。"
        ) % {"names": "、".join(unknown)}
    raise Invalid({field: sentence})


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


def _require_room(people: Sequence[User], village: int, field: str) -> None:
    """The most red families one person may keep is the scale's (domain C3: three)."""
    kept, scale = red_kept(p.pk for p in people), terms_at(village, timezone.localdate()).scale
    for person in people:
        if kept.get(person.pk, 0) >= scale.top_per_keeper:
            raise Invalid(
                {
                    field: _("%(name)s已包 %(kept)d 户%(tier)s，每人最多 %(most)d 户，请另选。")
                    % {
                        "name": person.name,
                        "kept": kept[person.pk],
                        "tier": scale.top.label,
                        "most": scale.top_per_keeper,
                    }
                }
            )
