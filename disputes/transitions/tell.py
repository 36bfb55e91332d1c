"""Telling one person (disputes.models.notice). Written as the system: a notice is its reader's."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from accounts import scope
from accounts.models import User
from disputes.models import MatterHandler, PersonNotice


def tell(people: Iterable[User], *, key: str, title: str, url: str = "") -> None:
    """Tell each of `people` once; `title` names nobody and no kind of trouble."""
    with scope.as_system():
        PersonNotice.objects.bulk_create(
            (
                PersonNotice(person=p, key=key, title=title, url=url, told_at=timezone.now())
                for p in {p.pk: p for p in people if not p.is_system}.values()
            ),
            ignore_conflicts=True,
        )


def tell_handlers(matter: int, *, key: str, title: str, url: str = "", but: User) -> None:
    """Tell everybody who handles a sealed matter today, except whoever did it."""
    with scope.as_system():
        terms = MatterHandler.objects.in_force().filter(matter=matter).select_related("person")
        people = [t.person for t in terms if t.person_id != but.pk]
    tell(people, key=key, title=title, url=url)


@transaction.atomic
def put_away(*, by: User) -> int:
    """Mark one's own notices as read."""
    mine = PersonNotice.objects.visible_to(by).filter(person=by, read_at__isnull=True)
    return mine.update(read_at=timezone.now())
