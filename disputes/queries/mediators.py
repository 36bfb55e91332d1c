"""Who is free to mediate a dispute, who mediates it, who answers for it meanwhile."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

from accounts import scope
from accounts.models import Posting, User
from accounts.roles import Role
from disputes.models import Dispute, DisputeMediator, Party, Recusal
from disputes.queries.bound import bound_to
from disputes.queries.dispute import mediators_for
from households.models import Kinship, Member


def free_mediators(dispute: Dispute) -> list[User]:
    """Who may take the case: mediators of the village and its township, nobody bound to a party
    and nobody who stood aside in it; on the roster first, then whoever has the least open cases
    (`load`)."""
    people = list(mediators_for(dispute.village_id))
    keys = [p.pk for p in people]
    barred = set(bound_to(dispute.matter, keys))
    with scope.as_system():
        stood_aside = Recusal.objects.filter(dispute=dispute, status=Recusal.Status.GRANTED)
        barred |= set(stood_aside.values_list("person", flat=True))
        open_cases = Dispute.objects.filter(
            status__in=Dispute.ALLOWED["mediator"], mediator__in=keys
        )
        loads = dict(
            open_cases.order_by()
            .values("mediator")
            .annotate(n=Count("pk"))
            .values_list("mediator", "n")
        )
    for person in people:
        person.load = loads.get(person.pk, 0)  # type: ignore[attr-defined]  # shown beside the name
    free = [p for p in people if p.pk not in barred]
    return sorted(free, key=lambda p: (getattr(p, "off_roster", 0), loads.get(p.pk, 0), p.name))


def township_owner(dispute: Dispute, *, barred: Iterable[int] = ()) -> User | None:
    """Who of the township answers for a matter while it has no mediator; the county where the
    township has nobody who is free."""
    with scope.as_system():
        for role in (Role.TOWNSHIP_FEDERATION, Role.COUNTY_FEDERATION):
            posted = Posting.objects.in_force().at(dispute.village_id).filter(role=role)
            people = User.objects.filter(is_active=True, pk__in=posted.values("user"))
            keys = [p.pk for p in people.exclude(pk__in=list(barred))]
            bound = bound_to(dispute.matter, keys)
            found = people.filter(pk__in=set(keys) - bound).order_by("pk").first()
            if found is not None:
                return found
    return None


def serving(dispute: Dispute) -> list[DisputeMediator]:
    """The present mediators, the lead first."""
    rows = DisputeMediator.objects.serving().filter(dispute=dispute).select_related("person")
    return sorted(rows, key=lambda one: one.role != DisputeMediator.Role.LEAD)


def led_by_bound() -> models.QuerySet[Dispute]:
    """Disputes in mediation whose mediator is bound to a party (queries.bound), nobody having said
    so yet; asked as the system."""
    kin = Kinship.objects.in_force().filter(person=OuterRef(OuterRef("mediator")))
    lodgers = Member.objects.present().filter(id_hash__isnull=False)
    inside = lodgers.filter(household=OuterRef("household"))
    tied = (
        Exists(kin.filter(household=OuterRef("household")))
        | Exists(kin.filter(person_hash=OuterRef("id_hash")))
        | Exists(
            kin.filter(
                person_hash__in=lodgers.filter(household=OuterRef(OuterRef("household"))).values(
                    "id_hash"
                )
            )
        )
        | Q(id_hash=OuterRef("mediator__id_hash"))
        | Exists(inside.filter(id_hash=OuterRef(OuterRef("mediator__id_hash"))))
    )
    party = Party.objects.filter(tied, matter=OuterRef("matter"))
    waiting = Recusal.objects.pending().filter(dispute=OuterRef("pk"))
    return Dispute.objects.filter(
        Exists(party),
        ~Exists(waiting),
        status__in=Dispute.ALLOWED["recuse"],
        mediator__isnull=False,
    )
