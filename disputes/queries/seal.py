"""Reads about sealed matters: who handles one, who would supervise it, what waits for review."""

from __future__ import annotations

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Posting, User
from accounts.refusals import Invalid
from accounts.roles import CASE_ROLES, Role
from disputes.models import Matter, MatterHandler, MatterOpening, PersonNotice
from disputes.models.handler import MatterHandlerQuerySet, MatterOpeningQuerySet
from disputes.models.matter import MatterQuerySet
from disputes.queries.bound import bound_to

FEDERATION = (Role.TOWNSHIP_FEDERATION, Role.COUNTY_FEDERATION)
SUPERVISOR = MatterHandler.Role.SUPERVISOR


def own_matters(user: User) -> MatterQuerySet:
    """Sealed matters `user` handles, supervises or has open: for her the only ones there are."""
    return Matter.objects.visible_to(user).filter(sealed=True)


def handlers_of(matter: Matter) -> MatterHandlerQuerySet:
    """Present handlers, the supervisor first."""
    rows = MatterHandler.objects.in_force().filter(matter=matter).select_related("person")
    return rows.order_by("-role", "since", "pk")


def handles(user: User, matter: Matter) -> bool:
    """Whether `user` is a handler or the supervisor today; an opening is not enough."""
    return MatterHandler.objects.in_force().filter(matter=matter, person=user).exists()


def supervises(user: User, matter: Matter) -> bool:
    """Whether `user` is the matter's supervisor today."""
    rows = MatterHandler.objects.in_force().filter(matter=matter, person=user)
    return rows.filter(role=SUPERVISOR).exists()


def require_handles(person: User, matter: Matter) -> None:
    """422 for a mediator or owner of a sealed matter who may not know of it."""
    if matter.sealed and not person.is_system and not handles(person, matter):
        raise Invalid(
            {
                "mediator": _("%(name)s不在知悉范围内，请专管人先列入经办人。")
                % {"name": person.name}
            }
        )


def default_supervisor(matter: Matter, but: User | None = None) -> User | None:
    """The township federation's first person over the place who need not stand aside, else the
    county federation's; None where there is nobody."""
    out = set(bound_to(matter)) | ({but.pk} if but else set())
    return _first(matter.place_id, out)


def first_of_federation(place: int, but: User) -> User | None:
    """Whoever would supervise a matter at `place`, somebody else than `but`."""
    return _first(place, {but.pk})


def _first(place: int, out: set[int]) -> User | None:
    order = Case(When(role=Role.TOWNSHIP_FEDERATION, then=Value(0)), default=Value(1))
    posting = (
        Posting.objects.in_force()
        .at(place)
        .filter(role__in=FEDERATION, user__is_active=True, user__is_system=False)
        .exclude(user__in=out)
        .select_related("user")
        .order_by(order, "user_id")
        .first()
    )
    return posting.user if posting else None


def fit_to_handle(matter: Matter) -> models.QuerySet[User]:
    """People who may be let in: posted over the place to work with cases today, enabled, and
    neither a party nor tied to one."""
    postings = Posting.objects.in_force().at(matter.place_id).filter(role__in=list(CASE_ROLES))
    return (
        User.objects.filter(is_active=True, is_system=False, pk__in=postings.values("user_id"))
        .exclude(pk__in=bound_to(matter))
        .order_by("name", "pk")
    )


def openings_to_review(user: User) -> MatterOpeningQuerySet:
    """Openings of the matters `user` supervises, oldest first; never her own."""
    mine = MatterHandler.objects.in_force().filter(person=user, role=SUPERVISOR)
    return (
        MatterOpening.objects.visible_to(user)
        .unreviewed()
        .filter(matter__in=mine.values("matter"))
        .exclude(person=user)
        .select_related("matter", "place", "person", "opened_by")
        .order_by("review_due", "pk")
    )


def unread_by(user: User) -> models.QuerySet[PersonNotice]:
    """Personal notices not put away yet, newest first."""
    return PersonNotice.objects.visible_to(user).filter(person=user, read_at__isnull=True)


def orphaned_matters() -> MatterQuerySet:
    """Sealed matters without a supervisor at her post, or whose owner no longer may handle them
    (as the system)."""
    terms = MatterHandler.objects.in_force().filter(matter=OuterRef("pk"), person__is_active=True)
    posted = Posting.objects.in_force().filter(
        user=OuterRef("person"),
        role__in=list(CASE_ROLES),
        span__contains=OuterRef("place_id"),
    )
    held = terms.filter(Exists(posted))
    supervised, owned = held.filter(role=SUPERVISOR), held.filter(person=OuterRef("owner"))
    return Matter.objects.filter(
        ~Exists(supervised) | (~Exists(owned) & ~Q(status=Matter.Status.DONE)), sealed=True
    )


def running_openings(matter: Matter) -> MatterOpeningQuerySet:
    """Who has the matter open now without handling it."""
    rows = MatterOpening.objects.running(timezone.now()).filter(matter=matter)
    return rows.select_related("person")
