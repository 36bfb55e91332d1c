"""One head follows another, and what that makes of the others."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusals import Invalid
from households.models import Household, Member, Relation

# Seen from the spouse who now heads the household; from anybody else only a stranger is certain.
FROM_SPOUSE = {
    Relation.HEAD: Relation.SPOUSE,
    Relation.SON: Relation.SON,
    Relation.DAUGHTER: Relation.DAUGHTER,
    Relation.CHILD_IN_LAW: Relation.CHILD_IN_LAW,
    Relation.GRANDCHILD: Relation.GRANDCHILD,
    Relation.PARENT: Relation.PARENT_IN_LAW,
    Relation.PARENT_IN_LAW: Relation.PARENT,
    Relation.NONE: Relation.NONE,
}
# Seen from a child: the former head's spouse and the former head are the parents.
FROM_CHILD = {
    Relation.HEAD: Relation.PARENT,
    Relation.SPOUSE: Relation.PARENT,
    Relation.SON: Relation.SIBLING,
    Relation.DAUGHTER: Relation.SIBLING,
    Relation.PARENT: Relation.GRANDPARENT,
    Relation.PARENT_IN_LAW: Relation.GRANDPARENT,
    Relation.NONE: Relation.NONE,
}


def relation_after(former: str, new_head: str) -> Relation:
    """A member's relation to the new head, from the one to the former head and the new head's
    own; 待核对 where it does not follow (a second wife's parents, a grandchild's parents)."""
    if new_head == Relation.SPOUSE:
        return FROM_SPOUSE.get(Relation(former), Relation.UNKNOWN)
    if new_head in {Relation.SON, Relation.DAUGHTER}:
        return FROM_CHILD.get(Relation(former), Relation.UNKNOWN)
    return Relation.NONE if former == Relation.NONE else Relation.UNKNOWN


def hand_on_head(home: Household, new_head: Member, by: User) -> None:
    """Make `new_head`, a member of today, the head; the household is saved by the caller."""
    rows = list(Member.objects.visible_to(by).filter(household=home).present().select_for_update())
    heir = next((row for row in rows if row.pk == new_head.pk), None)
    if heir is None or heir.relation == Relation.HEAD:
        raise Invalid({"new_head": _("请从本户现有成员里选接任的户主。")})
    was = heir.relation
    for row in rows:
        if row is not heir:
            row.relation = relation_after(row.relation, was)
            row.version += 1
    heir.relation = Relation.HEAD
    heir.version += 1
    # The former head first: the database lets a household have one at a time.
    others = [row for row in rows if row is not heir]
    Member.objects.bulk_update(others, ["relation", "version"])
    heir.save(update_fields=["relation", "version"])
    home.head_name = heir.name
