"""Who has to stand aside for a matter: parties, their kin, whoever lives with one (C7)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from accounts import scope
from accounts.models import User
from disputes.models import Matter, Party
from households.models import Kinship, Member


def bound_to(matter: Matter, people: Iterable[int] | None = None) -> frozenset[int]:
    """Keys of the workers the matter is closed to because of who they are, of `people` or of all.
    Asked as the system, since a tie may be declared from elsewhere; only keys leave."""
    wanted = None if people is None else list(people)
    with scope.as_system():
        rows = Party.objects.filter(matter=matter).values_list("id_hash", "household_id")
        parties = [(bytes(found) if found else b"", home) for found, home in rows]
        hashes = [found for found, _home in parties if found]
        homes = [home for _found, home in parties if home]
        lodgers = Member.objects.present().filter(household__in=homes, id_hash__isnull=False)
        near = [*hashes, *(bytes(h) for h in lodgers.values_list("id_hash", flat=True) if h)]
        ties = Kinship.objects.in_force().filter(Q(household__in=homes) | Q(person_hash__in=near))
        own = User.objects.filter(id_hash__in=near)
        if wanted is not None:
            ties, own = ties.filter(person__in=wanted), own.filter(pk__in=wanted)
        return frozenset(ties.values_list("person_id", flat=True)) | frozenset(
            own.values_list("pk", flat=True)
        )


def is_bound(user: User, matter: Matter) -> bool:
    """Whether `user` has to stand aside for the matter today."""
    return user.pk in bound_to(matter, [user.pk])
