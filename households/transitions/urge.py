"""催办 (domain C3): a named person is reminded of something owed; once a day by each, on record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import NotTheMoment
from households.models import HandOver, Hazard, Keeper, Urge, VisitDuty


@transaction.atomic
def urge_visit(duty: VisitDuty, *, by: User, words: str = "") -> list[Urge]:
    """Remind the family's keepers (and who holds it for one of them) of an overdue visit."""
    row = VisitDuty.objects.locked(by, pk=duty.pk)
    acts.require(by, Act.FAMILY_URGE, row.village_id)
    if row.visit_id or row.dropped:
        raise NotTheMoment(_("这次走访已经登记，不用再催。"))
    if row.due_on >= timezone.localdate():
        raise NotTheMoment(_("这次走访还没有逾期，不用催。"))
    kept = Keeper.objects.filter(family=row.family_id, until__isnull=True).values("person")
    held = HandOver.objects.held().filter(family=row.family_id).values("holder")
    people = User.objects.filter(pk__in=kept.union(held), is_active=True)
    return _urged("duty", row, people, by, words)


@transaction.atomic
def urge_hand_over(hand_over: HandOver, *, by: User, words: str = "") -> list[Urge]:
    """Remind whoever has to answer a hand-over, or to find somebody for a held family."""
    row = HandOver.objects.locked(by, uid=hand_over.uid)
    acts.require(by, Act.FAMILY_URGE, row.village_id)
    if row.status != HandOver.Status.WAITING:
        raise NotTheMoment(_("这份移交已经答复，不用再催。"))
    people = User.objects.filter(pk=row.taking_id or row.holder_id or 0)
    return _urged("hand_over", row, people, by, words)


@transaction.atomic
def urge_hazard(hazard: Hazard, *, by: User, words: str = "") -> list[Urge]:
    """Remind who handles a hazard, or who opened it while nobody has received it."""
    row = Hazard.objects.locked(by, uid=hazard.uid)
    acts.require(by, Act.FAMILY_URGE, row.village_id)
    if row.status == Hazard.Status.ENDED:
        raise NotTheMoment(_("这件重大隐患已经结束，不用再催。"))
    people = User.objects.filter(pk__in={row.handler_id, row.opened_by_id} - {None})
    return _urged("hazard", row, people, by, words)


def _urged(about: str, row: Any, people: Iterable[User], by: User, words: str) -> list[Urge]:
    """One row for each person who was not urged by `by` today; nobody urges herself."""
    now = timezone.now()
    today = timezone.localdate(now)
    done = Urge.objects.filter(**{about: row}, by=by, on=today).values_list("person", flat=True)
    others = [p for p in people if p.pk != by.pk]
    if not others:
        raise NotTheMoment(_("没有别人可催：由您本人办理，或请先定包户人。"))
    wanted = [p for p in others if p.pk not in set(done)]
    if not wanted:
        raise NotTheMoment(_("您今天已经催办过，明天可以再催。"))
    made = Urge.objects.bulk_create(
        Urge(
            **{about: row},
            village_id=row.village_id,
            person=person,
            by=by,
            at=now,
            on=today,
            words=words.strip(),
        )
        for person in wanted
    )
    about_row: Model = row
    after = {"persons": sorted(p.pk for p in wanted)}
    trail.record(Act.FAMILY_URGE, by=by, on=about_row, place=row.village_id, after=after)
    return made
