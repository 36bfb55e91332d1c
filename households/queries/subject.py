"""Who is asked about: from an ID number or a name to the rows of registering."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.holdings import Subject
from accounts.models import User
from accounts.refusals import Invalid
from accounts.typed import typed_id
from accounts.vault import id_hash
from households.models import Household, ListedFamily, Member
from households.shelves import shelves


def subject_of(user: User, *, id_number: str, name: str) -> Subject:
    """The person in the asker's reach. An ID number finds her alone; a name alone finds
    everybody of that name, which the page says."""
    number, name = id_number.strip(), name.strip()
    if not number and not name:
        raise Invalid(_("请填身份证号或姓名。"))
    members = Member.objects.visible_to(user)
    digest = b""
    if number:
        digest = id_hash(typed_id("id_number", number).number)
        members = members.filter(id_hash=digest)
    if name:
        members = members.filter(name=name)
    found = list(members.values_list("pk", "household_id", "name"))
    homes = {home for _pk, home, _name in found}
    if name and not number:
        heads = Household.objects.visible_to(user).filter(head_name=name)
        homes |= set(heads.values_list("pk", flat=True))
    families = ListedFamily.objects.visible_to(user).filter(household__in=homes)
    names = frozenset({n for _pk, _home, n in found} | ({name} if name else set()))
    others: dict[str, set[int]] = {}
    for shelf in shelves():
        others |= shelf.find(user, digest, names)
    return Subject(
        names=frozenset(n for n in names if len(n) > 1),
        id_hash=digest,
        keys={
            "households.member": {pk for pk, _home, _name in found},
            "households.household": homes,
            "households.listedfamily": set(families.values_list("pk", flat=True)),
            **others,
        },
    )
