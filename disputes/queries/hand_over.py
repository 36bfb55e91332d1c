"""Reads of hand-overs: who may take a matter, what waits for whom, what somebody gave away."""

from __future__ import annotations

from django.db.models import Q

from accounts import files, scope, walls
from accounts.models import Posting, User
from accounts.roles import CASE_ROLES
from campaigns.models import Division, Level
from disputes.models import Matter, MatterHandler, MatterHandOver
from disputes.models.matter_hand_over import MatterHandOverQuerySet


def rows(user: User) -> MatterHandOverQuerySet:
    """Hand-overs inside the reach, those that wait first, with what a list shows. Never joined with
    the matter, which the office asked (or the giver, later) may not see."""
    return (
        MatterHandOver.objects.visible_to(user)
        .select_related("unit", "giver_unit", "giver", "taking", "offered_by", "answered_by")
        .annotate(waits=Q(status=MatterHandOver.Status.WAITING))
        .order_by("-waits", "due_at", "-pk")
    )


def offices(user: User) -> frozenset[int]:
    """The divisions whose offices she sits in."""
    return frozenset(p.division_id for p in user.postings_today if p.role in CASE_ROLES)


def unit_of(user: User, place: Division) -> int:
    """The division whose office `user` works in over `place`; the place itself for the system."""
    mine = [p for p in user.postings_today if p.role in CASE_ROLES and p.covers(place.code)]
    return max((p.division_id for p in mine), key=_depth, default=place.code)


def _depth(code: int) -> int:
    """How far down a division is: fewer trailing zeros lie deeper."""
    return -(len(str(code)) - len(str(code).rstrip("0")))


def to_answer(user: User) -> MatterHandOverQuerySet:
    """Waiting ones she may take: asked by name, or of her office; never her own gift."""
    asked = Q(taking=user) | Q(taking=None, unit__in=offices(user))
    return rows(user).waiting().filter(asked).exclude(giver=user)


def given_away(user: User) -> MatterHandOverQuerySet:
    """What she handed over or offered for somebody, the waiting first (我移交的)."""
    return rows(user).filter(Q(giver=user) | Q(offered_by=user), held=False)


def units_for(user: User, matter: Matter) -> list[Division]:
    """Offices a matter may be offered to: those over its place, and, where it lies in a wider place
    than a village or was put in a wrong one, those below the giver's own."""
    over = Q(code__lte=matter.place_id, end__gt=matter.place_id, level__gte=Level.COUNTY)
    below = Q()
    if not hasattr(matter, "dispute"):
        for low, high in user.case_spans:
            below |= Q(code__gte=low, code__lt=high, level__gte=Level.TOWNSHIP)
    found = Division.objects.filter(over | below if below else over, valid_to=None)
    staffed = Posting.objects.in_force().filter(role__in=CASE_ROLES, user__is_active=True)
    return list(
        found.filter(pk__in=staffed.values("division")).select_related("parent").order_by("code")
    )


def people_of(unit: Division, matter: Matter) -> list[User]:
    """Who of an office could take the matter: at their post today, not its owner, and the matter
    not closed to them (sealed, or one of their own people's)."""
    posted = (
        Posting.objects.in_force()
        .filter(division=unit, role__in=CASE_ROLES, user__is_active=True)
        .values("user")
    )
    people = User.objects.filter(pk__in=posted, is_system=False).exclude(pk=matter.owner_id)
    return [p for p in people.order_by("name", "pk") if open_for(p, matter)]


def open_for(person: User, matter: Matter) -> bool:
    """Whether the matter is not closed to her, wherever it lies; a sealed one is open only to its
    handlers, since whoever was shown it for a while does not take it. Asked as the system: ties
    may be declared from elsewhere."""
    with scope.as_system():
        if matter.sealed:
            terms = MatterHandler.objects.in_force().filter(matter=matter, person=person)
            if not terms.exists():
                return False
        mine = Matter.objects.filter(files.open_to(person, walls.MATTERS, "pk"), pk=matter.pk)
        return mine.exists()


def unit_above(place: int) -> Division | None:
    """The office over a division: its township, or its county; a county's own."""
    wider = Division.objects.filter(code__lt=place, end__gt=place, level__gte=Level.COUNTY)
    return wider.order_by("-level").first() or Division.objects.filter(code=place).first()
